import type { Claim } from './claims.ts'
import { type Finding, placeOf } from './findings.ts'

/** 3.8亿元 and 12.46万元: an amount with its digits as they stand, and its measure. */
const amount = /^(\d{2,}(?:\.\d+)?|\d\.\d{2,})\s*([万亿])\s*元/

/** The same digits once in 万元 and once in 亿元: nobody spends both, so one measure is a slip. */
export function magnitudesIn(claims: readonly Claim[]): Finding[] {
  const amounts = claims.flatMap((claim) => {
    const { paragraph, quantity } = claim
    const [, digits = '', measure = ''] = amount.exec(paragraph.plain.slice(quantity.start)) ?? []
    return digits.replace('.', '').replace(/0+$/, '').length >= 3 ? [{ claim, digits, measure }] : []
  })
  return [...Map.groupBy(amounts, (a) => a.digits).entries()].flatMap(([digits, same]) => {
    const [first] = same
    const other = same.find((a) => a.measure !== first?.measure)
    if (!first || !other) return []
    return [
      {
        kind: 'conflict' as const,
        severity: 'warning' as const,
        text: `同样是 ${digits}，一处写 ${first.measure}元，另一处写 ${other.measure}元。请核对单位。`,
        places: [placeOf(first.claim), placeOf(other.claim)],
        stated: `${digits}${first.measure}元`,
        computed: `${digits}${other.measure}元`,
      },
    ]
  })
}
