import { asideCutOff, judge, unclear } from './changes.ts'
import { toldLess, toSecond } from './changes-of-now.ts'
import { type Claim, isCount, isPercent, wordsBetween } from './claims.ts'
import type { Result } from './findings.ts'

/** 死亡人数减少: what changed is called by its name, and the count itself stands in a sentence before. */
const named =
  /(?:^|[,;。])(?:其中,?)?[^,;。\d]*?([\u4e00-\u9fff]{2})(?:起数|人数|户数|数量|总数|数|量)?(?:增加|减少|增长|下降|上升)(?:了)?$/
/** 与去年同期相比，: what is told next are changes of what was counted before. */
const compared = /(?:^|[,;。])(?:与|同|较|比)[^,;。]{2,12}(?:相比|比较),/

/** How far back the count may stand of which a change is told by its name. */
const farthest = 8

/**
 * 发生事故 327 起，造成 81 人死亡。与上年相比，事故起数减少 51 起，下降 13.6%；死亡人数减少 7 人，下降 8%: each change is of the
 * count that is called so.
 */
export function changesByName(claims: readonly Claim[], result: Result): void {
  for (const [i, delta] of claims.entries()) {
    const share = claims[i + 1]
    if (!share || !isPercent(share) || isPercent(delta) || delta.quantity.vague || unclear(share)) continue
    const { plain } = delta.paragraph
    const name = named.exec(plain.slice(0, delta.quantity.start).trim())?.[1]
    if (name === undefined || !toSecond.test(asideCutOff(wordsBetween(delta, share)))) continue
    const now = claims.slice(Math.max(0, i - farthest), i).findLast((c) => isCalled(c, name, delta))
    if (!now || now.sentence === delta.sentence) continue
    if (!compared.test(plain.slice(now.quantity.end, delta.quantity.start))) continue
    const sign = toldLess(delta.before) ? 1 : -1
    if (now.quantity.value + sign * delta.quantity.value <= 0) continue
    judge(result, [now, delta, share], (x, y) => (y / (x + sign * y)) * 100)
  }
}

/** Whether a count of the same unit has the name right before it or right behind. */
function isCalled(claim: Claim, name: string, { quantity }: Claim): boolean {
  const { before, after } = claim
  return (
    isCount(claim) &&
    claim.quantity.unit === quantity.unit &&
    (before.trim().endsWith(name) || after.trim().startsWith(name))
  )
}
