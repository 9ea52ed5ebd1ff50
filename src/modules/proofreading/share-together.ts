import { agrees } from './changes.ts'
import { type Claim, isCount, isPercent } from './claims.ts'
import { placeOf, type Result, shown } from './findings.ts'
import { inSentence, listedTogether, namedTogether } from './share.ts'

const together = /(?:合计占比?|共占)[^,;。\d]{0,6}$/
/** 投诉量较大的问题: what is listed are parts of all 投诉. */
const most = /([\u4e00-\u9fff]{2})量?(?:较大|较多|最多|位居|排名?|居)/

/** The count that opens a sentence, where no other in it is more. */
const opening = ([one, ...others]: readonly Claim[], least: number, { quantity: { unit } }: Claim) =>
  one &&
  one.quantity.unit === unit &&
  one.quantity.value >= least &&
  others.every((c) => c.quantity.value <= one.quantity.value)
    ? one
    : undefined

const greatest = (claims: readonly Claim[]) => claims.toSorted((a, b) => b.quantity.value - a.quantity.value)[0]

/** 食品 1,586 件、质量 1,310 件，合计占比 26.7%: a share of several together, of the whole that they are called after. */
export function sharesTogether(claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const [i, share] of claims.entries()) {
    const several = listedTogether(claims[i - 1], share)
    const named = isPercent(share) ? namedTogether(inSentence(claims, i), share) : undefined
    if (!isPercent(share) || share.quantity.vague || !(several || named || together.test(share.before))) continue
    const listed = claims.slice(0, several ? i - 1 : i).filter((c) => c.sentence === share.sentence && isCount(c))
    const parts = named ?? (several ? listed.slice(-several) : listed)
    const [first] = parts
    if (!first || parts.length < 2 || parts.some((p) => p.quantity.unit !== first.quantity.unit)) continue
    const sum = parts.reduce((all, p) => all + p.quantity.value, 0)
    const before = claims
      .slice(0, claims.indexOf(first))
      .filter((c) => isCount(c) && c.quantity.unit === first.quantity.unit && c.quantity.value >= sum)
    const of = (whole: Claim) => (sum / whole.quantity.value) * 100
    const fits = before.findLast((c) => agrees(share.quantity.value, of(c), share.quantity.step))
    const name = most.exec(share.sentence.plain)?.[1]
    const whole =
      fits ??
      (named ? opening(listed, sum, first) : undefined) ??
      (name ? greatest(before.filter((c) => c.before.trim().endsWith(name))) : undefined)
    if (!whole) continue
    const exact = `${shown(Math.round(of(whole) * 100) / 100)}%`
    const places = [share, ...parts, whole].map(placeOf)
    if (fits)
      result.holding.push({
        kind: 'percentage',
        text: `(${parts.map((p) => shown(p.quantity.value)).join(' + ')}) ÷ ${shown(whole.quantity.value)} = ${shown(share.quantity.value)}%`,
        places,
      })
    else
      result.findings.push({
        kind: 'percentage',
        severity: 'error',
        text: `所列 ${parts.length} 项合计 ${shown(sum)}${first.quantity.unit}，占 ${shown(whole.quantity.value)}${first.quantity.unit} 的 ${exact}，写的是 ${shown(share.quantity.value)}%。请核对比例和各项的数。`,
        places,
        stated: `${shown(share.quantity.value)}%`,
        computed: exact,
      })
  }
  return result
}
