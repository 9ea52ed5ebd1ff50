import { type Claim, isCount, isPercent, wordsBetween } from './claims.ts'
import type { Result } from './findings.ts'
import { countAlike } from './quantities.ts'
import { fault, held, inRow, isShare, near, percentOf } from './share.ts'

/** 分别占 62.3%、20.1%，分别为 623 件、201 件: what stands between shares and the counts they are of. */
const thenCounts = /^[,(]?(?:分别|依次|各)?(?:是|为|有|即)[^,;。\d]{0,4}$/
const rowSign = /^(?:、|和|及|以及|与)$/

/**
 * Shares that are told before their counts: 咨询、投诉分别占 62.3%、20.1%，分别为 623 件、201 件. The whole is one that most of them are
 * of.
 */
export function sharesFirst(section: readonly Claim[], result: Result): void {
  for (const [i, first] of section.entries()) {
    if (!isPercent(first) || !inRow(section, i) || !/占/.test(first.before)) continue
    const many = rowFrom(section, i, isPercent)
    const shares = section.slice(i, i + many)
    const parts = section.slice(i + many, i + 2 * many)
    const [last, part] = [shares.at(-1), parts[0]]
    if (!last || !part || parts.length < many || rowFrom(section, i + many, isCount) < many) continue
    if (!thenCounts.test(wordsBetween(last, part)) || parts.some((p) => p.quantity.unit !== part.quantity.unit))
      continue
    const pairs = shares.map((share, k) => ({ share, counted: parts[k] as Claim }))
    const fits = (whole: Claim) => pairs.filter(({ share, counted }) => isShare(share, counted, whole))
    const wholes = near(section, i).filter((c) => isCount(c) && countAlike(c.quantity.unit, part.quantity.unit))
    const whole = wholes.findLast((w) => fits(w).length === many) ?? wholes.findLast((w) => fits(w).length * 2 >= many)
    if (!whole) continue
    for (const pair of pairs)
      if (fits(whole).includes(pair)) held(result, pair.share, pair.counted, whole)
      else fault(result, pair.share, [pair.counted, whole], percentOf(pair.counted, whole))
  }
}

/** How many claims of a kind stand in a row from one on, where it begins the row. */
function rowFrom(section: readonly Claim[], at: number, is: (claim: Claim) => boolean): number {
  const follows = (k: number) => {
    const [a, b] = [section[k - 1], section[k]]
    return (
      a !== undefined &&
      b !== undefined &&
      is(a) &&
      is(b) &&
      a.sentence === b.sentence &&
      rowSign.test(wordsBetween(a, b))
    )
  }
  if (follows(at)) return 0
  let end = at + 1
  while (follows(end)) end += 1
  return end - at
}
