import { agrees } from './changes.ts'
import { type Claim, isChange, isPercent, quoteOf } from './claims.ts'
import { placeIn, type Result, shown } from './findings.ts'
import { inMeasureOf } from './quantities.ts'

const placeOf = (claim: Claim) => placeIn(claim.paragraph, claim.quantity.start, claim.quantity.end, quoteOf(claim))
const count = (c: Claim) => !isPercent(c) && !isChange(c) && c.quantity.vague === undefined && c.quantity.unit !== ''

const average = /(?:^|[^\u4e00-\u9fff])?平均每(?:一)?个?([\u4e00-\u9fff]{1,2})[^,;。\d]{0,8}$/

/**
 * 举办培训 6 期，参训 420 人次，平均每期 70 人次: what was counted, shared out among what is named. Which count is shared out
 * is certain only where one of that unit stands before it and one of those that share.
 */
export function averagesIn(claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const [i, told] of claims.entries()) {
    const each = average.exec(told.before)?.[1]
    if (!each || told.quantity.vague || isPercent(told)) continue
    const own = claims.slice(Math.max(0, i - 12), i).filter((c) => c.sentence === told.sentence && count(c))
    const among = own.filter((c) => each.startsWith(c.quantity.unit))
    const shared = own.filter((c) => c.quantity.unit === told.quantity.unit && c.quantity.value > told.quantity.value)
    const pairs = shared.flatMap((whole) => among.map((by) => ({ whole, by })))
    const of = ({ whole, by }: (typeof pairs)[number]) => whole.quantity.value / by.quantity.value
    const fits = pairs.find((pair) => agrees(told.quantity.value, of(pair), told.quantity.step))
    const pair = fits ?? pairs[0]
    // 参训 420 人次，其中县直 280 人次: what opens is all of it where nothing behind it is more.
    const isPlain = among.length === 1 && shared.every((c) => c.quantity.value <= (shared[0]?.quantity.value ?? 0))
    if (!pair || (!fits && !isPlain)) continue
    const places = [told, pair.whole, pair.by].map(placeOf)
    const exact = inMeasureOf(Math.round(of(pair) * 100) / 100, told.quantity)
    const how = `${shown(pair.whole.quantity.value)} ÷ ${shown(pair.by.quantity.value)}`
    if (fits)
      result.holding.push({ kind: 'percentage', text: `平均每${each}：${how} = ${exact}`, places })
    else
      result.findings.push({
        kind: 'percentage',
        severity: 'error',
        text: `平均数写的是 ${inMeasureOf(told.quantity.value, told.quantity)}，按 ${how} 算是 ${exact}。请核对。`,
        places,
        stated: inMeasureOf(told.quantity.value, told.quantity),
        computed: exact,
      })
  }
  return result
}
