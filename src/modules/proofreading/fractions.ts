import { type Claim, isPercent } from './claims.ts'
import { type Finding, placeOf } from './findings.ts'

/** What is counted one by one, and never by halves. */
const byOne = /^(?:人|人次|名|户|家|篇|份|条|宗|起|场|期|件)$/
const shared = /均|每|折[合算]|比例|指数|标准|频次/

/** 培训 236.5 人: what is counted one by one has no decimals, unless it is an average. */
export function fractionsIn(claims: readonly Claim[]): Finding[] {
  return claims
    .filter(
      (c) =>
        byOne.test(c.quantity.unit) &&
        c.quantity.step < 1 &&
        c.quantity.times === undefined &&
        !isPercent(c) &&
        !shared.test(c.sentence.plain),
    )
    .map((c) => ({
      kind: 'wording' as const,
      severity: 'warning' as const,
      text: `“${c.paragraph.text.slice(c.quantity.start, c.quantity.end)}”有小数：按个计的数应当是整数。请核对是不是漏写了“万”，或者是平均数。`,
      places: [placeOf(c)],
      stated: `${c.quantity.value}${c.quantity.unit}`,
    }))
}
