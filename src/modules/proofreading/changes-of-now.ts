import { asideCutOff, isHeldAgainst, judge, outsideOf, unclear } from './changes.ts'
import { type Claim, isChange, isPercent, wordsBetween } from './claims.ts'
import type { Result } from './findings.ts'

const more = /增加|增长|增收|增支|增产|上升|提高|净增|多|增/
const less = /减少|减收|减支|减产|下降|降低|少|减|降/
const direction = `(?:${more.source}|${less.source})`
const since = '(?:同比|环比|(?:与|同|较|比)[^,;。\\d]{0,12}(?:\\d{4}\\s*年)?[^,;。\\d]{0,4}?(?:相比,?)?)'
/** What leads from the count to the first number of its change, and from the first to the second. */
const toFirst = new RegExp(`^[^,;。\\d()]{0,4},?${since}?[^,;。\\d()]{0,2}${direction}(?:了|约|近)?$`)
export const toSecond = new RegExp(
  `^[^,;。\\d()]{0,4}\\(?,?(?:同比|环比)?(?:${direction}|增幅|降幅|升幅|增长率|增速)(?:约|为|达|了|幅度为?)*$`,
)
/** Whether words tell of less rather than of more. */
export const toldLess = (words: string) => less.test(words) && !more.test(words.replace(/.*,/, ''))
/** A count that another is held against or grew from is not what grew. */
const isOther = /(?:(?:较|比|与|同)[^,;。()]{0,20}(?:的|年度?|同期)|(?:由|从(?!业))[^,;。()]{0,8})$/
/** 完成年初预算数 60,999 万元的 40.4%: what is aimed at stands between. */
const aim = /(?:目标|任务|计划|预算)(?:数|任务)?$/

/** 收到 120 件，较上年增加 20 件，增长 20%; 完成 262 件，同比下降 2.6%，减少 7 件: how many more or less, and what share. */
export function changesOfNow(sentence: readonly Claim[], result: Result): void {
  const claims = sentence.filter((claim, i) => !isAside(sentence[i - 1], claim))
  for (const [i, last] of claims.entries()) {
    const now = outsideOf(claims.slice(0, i + 1), claims[i + 1]) ?? last
    const at = i + (aimsAt(claims, i) ? 3 : 1)
    const [one, two] = [claims[at], claims[at + 1]]
    if (!one || !two || isPercent(now) || isPercent(one) === isPercent(two)) continue
    const [delta, share] = isPercent(one) ? [two, one] : [one, two]
    if (delta.quantity.unit !== now.quantity.unit || now.quantity.vague || delta.quantity.vague) continue
    if (unclear(share) || isOther.test(now.before) || isHeldAgainst(now) || isChange(now)) continue
    const from = at === i + 1 ? now : (claims[at - 1] as Claim)
    const first = asideCutOff(wordsBetween(from, one))
    if (!toFirst.test(first) || !toSecond.test(asideCutOff(wordsBetween(one, two)))) continue
    const sign = toldLess(first) ? 1 : -1
    if (now.quantity.value + sign * delta.quantity.value <= 0) continue
    judge(result, [now, delta, share], (x, y) => (y / (x + sign * y)) * 100)
  }
}

/** 14,582 万吨（2,916 亿斤）: brackets that hold nothing but the same in another measure. */
function isAside(before: Claim | undefined, { paragraph, quantity }: Claim): boolean {
  if (before?.paragraph !== paragraph) return false
  return (
    /^[^,;。()]{0,4}\($/.test(paragraph.plain.slice(before.quantity.end, quantity.start).trim()) &&
    /^[^,;。()\d]{0,4}\)/.test(paragraph.plain.slice(quantity.end)) &&
    before.quantity.unit !== quantity.unit &&
    quantity.unit !== '%'
  )
}

function aimsAt(claims: readonly Claim[], i: number): boolean {
  const [now, target, share] = claims.slice(i, i + 3)
  if (!now || !target || !share || !isPercent(share)) return false
  return (
    target.quantity.unit === now.quantity.unit && aim.test(target.before.trim()) && wordsBetween(target, share) === '的'
  )
}

const thenBefore = /^,?(?:而)?(?:去年|上年|上一年)度?同期(?:分别)?(?:为|是|有)?:?$/
const changed = new RegExp(`${direction}(?:了|约)?$`)

/**
 * 97 件 134 人，去年同期为 197 件 375 人，分别下降 50.8%、64.3%: what was before stands beside, in as many units, and then a
 * change for each.
 */
export function changesInPairs(claims: readonly Claim[], result: Result): void {
  for (const [i, first] of claims.entries()) {
    const many = claims.findIndex((c, k) => k > i && thenBefore.test(wordsBetween(claims[k - 1] as Claim, c))) - i
    if (many < 1 || many > 3) continue
    const [now, before, shares] = [0, 1, 2].map((n) => claims.slice(i + n * many, i + (n + 1) * many))
    if (!now || !before || !shares || shares.length < many || !sharesFollow(before.at(-1), shares)) continue
    if ([...now, ...before].some((c) => isPercent(c) || c.quantity.vague)) continue
    if (now.some((c, k) => c.quantity.unit !== before[k]?.quantity.unit) || first.sentence !== shares[0]?.sentence)
      continue
    for (const [k, share] of shares.entries())
      judge(result, [before[k] as Claim, now[k] as Claim, share], (x, y) =>
        x > 0 ? (Math.abs(y - x) / x) * 100 : undefined,
      )
  }
}

/** Whether each of them is a share, the first said to be a change, and the others go on from it. */
function sharesFollow(before: Claim | undefined, shares: readonly Claim[]): boolean {
  const [first] = shares
  if (!before || !first || !changed.test(wordsBetween(before, first))) return false
  if (shares.some((s) => !isPercent(s) || unclear(s))) return false
  return shares.every((s, k) => k === 0 || /^[、和,][^,;。\d]{0,8}$/.test(wordsBetween(shares[k - 1] as Claim, s)))
}
