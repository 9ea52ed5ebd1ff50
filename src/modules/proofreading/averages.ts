import { type Claim, isCount, isPercent } from './claims.ts'
import { placeOf, type Result } from './findings.ts'
import { inMeasureOf } from './quantities.ts'

/** 平均每期, 平均每个街道, 户均, 篇均: among what it was shared out. */
const average =
  /(?:平均每(?:一)?个?(?<each>[\u4e00-\u9fff]{1,2})|(?<![月日周年])(?<one>[人户亩件篇场家])均)[^,;。\d]{0,8}$/

/**
 * 举办培训 6 期，参训 420 人次，平均每期 70 人次: what was counted, shared out among what is named. Which count is shared out
 * is certain only where the sentence has one of that unit before it that others are parts of, and one of those that share.
 */
export function averagesIn(claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const [i, told] of claims.entries()) {
    const { each, one } = average.exec(told.before)?.groups ?? {}
    const name = each ?? one
    if (!name || told.quantity.vague || isPercent(told)) continue
    const own = claims.slice(Math.max(0, i - 12), i).filter((c) => c.sentence === told.sentence && isCount(c))
    const among = own.filter((c) => name.startsWith(c.quantity.unit))
    const shared = own.filter((c) => c.quantity.unit === told.quantity.unit && c.quantity.value > told.quantity.value)
    const pairs = shared.flatMap((whole) => among.map((by) => ({ whole, by })))
    const fits = pairs.find(({ whole, by }) => isAverage(told, whole, by))
    // 参训 420 人次，其中县直 280 人次: what opens is all of it where nothing behind it is more.
    const isPlain = among.length === 1 && shared.every((c) => c.quantity.value <= (shared[0]?.quantity.value ?? 0))
    const pair = fits ?? (isPlain ? pairs[0] : undefined)
    if (!pair) continue
    const places = [told, pair.whole, pair.by].map(placeOf)
    // Two places more than whole ones, in the measure in which it is told.
    const place = (told.quantity.step * 10 ** Math.max(0, Math.round(-Math.log10(told.quantity.step)))) / 100
    const computed = pair.whole.quantity.value / pair.by.quantity.value
    const exact = inMeasureOf(Math.round(computed / place) * place, told.quantity)
    const terms = [pair.whole, pair.by].map((c) => inMeasureOf(c.quantity.value, c.quantity))
    if (fits) result.holding.push({ kind: 'percentage', text: `${terms.join(' ÷ ')} = ${exact}`, places })
    else
      result.findings.push({
        kind: 'percentage',
        severity: 'error',
        text: `按 ${terms.join(' ÷ ')} 计算，平均应为 ${exact}，写的是 ${inMeasureOf(told.quantity.value, told.quantity)}。请核对三个数和单位。`,
        places,
        stated: inMeasureOf(told.quantity.value, told.quantity),
        computed: exact,
      })
  }
  return result
}

/** Whether the average may be of both, each as exact as its last place says. */
function isAverage({ quantity: told }: Claim, { quantity: whole }: Claim, { quantity: by }: Claim): boolean {
  const half = ({ step }: { step: number }) => (step === 1 ? 0 : step / 2)
  const [least, most] = [
    (whole.value - half(whole)) / (by.value + half(by)),
    (whole.value + half(whole)) / (by.value - half(by)),
  ]
  // Decimals are rounded by some and cut off by others.
  return least - told.step / 2 <= told.value + 1e-9 && told.value <= most + told.step / 2 + 1e-9
    ? true
    : told.value <= most && most - told.value < told.step
}
