import { type Claim, isCount, isPercent, wordsBetween } from './claims.ts'
import { placeOf, type Result } from './findings.ts'
import { inMeasureOf } from './quantities.ts'

/** 平均每期, 平均每个街道, 户均, 篇均: among what it was shared out. */
const average =
  /(?:平均每(?:一)?个?(?<each>[\u4e00-\u9fff]{1,2})|(?<![月日周年])(?<one>[人户亩件篇场家条])均)[^,;。\d]{0,8}$/

/** 人均可支配收入 2.1 万元: of all who live there, and of nobody the sentence counts. */
const ofAllPeople = /收入|总值|支出|消费|寿命|面积|绿地|产值|GDP|公园|标准|补差/

/**
 * 举办培训 6 期，参训 420 人次，平均每期 70 人次: what was counted, shared out among what is named. Which count is shared out
 * is certain only where the sentence has one of that unit before it that others are parts of, and one of those that share.
 */
export function averagesIn(claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const [i, told] of claims.entries()) {
    const { each, one } = average.exec(told.before)?.groups ?? {}
    const name = each ?? one
    if (!name || told.quantity.vague || isPercent(told) || ofAllPeople.test(told.before)) continue
    const own = claims.slice(Math.max(0, i - 12), i).filter((c) => c.sentence === told.sentence && isCount(c))
    const among = own.filter((c) => name.startsWith(c.quantity.unit))
    const shared = own.filter((c) => c.quantity.unit === told.quantity.unit && c.quantity.value > told.quantity.value)
    const pairs = shared.flatMap((whole) => among.map((by) => ({ whole, by })))
    const fits = pairs.find(({ whole, by }) => isAverage(told, whole, by))
    // 参训 420 人次，其中县直 280 人次: what opens is all of it where nothing behind it is more.
    const isPlain = among.length === 1 && shared.every((c) => c.quantity.value <= (shared[0]?.quantity.value ?? 0))
    const last = own.at(-1)
    // 阅读量 1.26 万次，条均 5.33 万次: an average of more than all of it.
    if (last && pairs.length === 0 && last.quantity.unit === told.quantity.unit && isBehind(last, told)) {
      const [all, mean] = [last, told].map((c) => inMeasureOf(c.quantity.value, c.quantity))
      if (last.quantity.value < told.quantity.value)
        result.findings.push({
          kind: 'percentage',
          severity: 'error',
          text: `平均数 ${mean} 比总数 ${all} 还大。请核对两个数的单位。`,
          places: [told, last].map(placeOf),
          stated: all ?? '',
          computed: mean ?? '',
        })
      continue
    }
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
  products(claims, result)
  return result
}

const isBehind = (a: Claim, b: Claim) => /^,(?:平均每?)?[\u4e00-\u9fff]{0,3}均?$/.test(wordsBetween(a, b))

const each = /^每(?:一)?个?([\u4e00-\u9fff]{1,2}?)(?:印发?|印刷|发行|发放|补贴|投入|配备|有|为)?$/
const inAll = /^(?:全年|全部|共计?|合计|累计|总计|总共|共印|共发)[^,;。\d]{0,4}$/

/** 公报 24 期，每期 6,000 份，全年 14.4 万份: so many times so many. */
function products(claims: readonly Claim[], result: Result): void {
  for (const [i, one] of claims.entries()) {
    const [many, all] = [claims[i - 1], claims[i + 1]]
    const name = each.exec(one.before.trim())?.[1]
    if (!name || !many || !all || ![many, one, all].every(isCount) || one.sentence !== all.sentence) continue
    if (
      many.sentence !== one.sentence ||
      !name.startsWith(many.quantity.unit) ||
      all.quantity.unit !== one.quantity.unit
    )
      continue
    const words = all.paragraph.plain.slice(all.quantity.start - all.before.length, all.quantity.end).trim()
    if (!inAll.test(all.before.trim()) && !/^共/.test(words)) continue
    const due = many.quantity.value * one.quantity.value
    const [a, b, stated] = [many, one, all].map((c) => inMeasureOf(c.quantity.value, c.quantity))
    const places = [all, many, one].map(placeOf)
    const slack = all.quantity.step === 1 ? 0 : all.quantity.step / 2
    if (Math.abs(due - all.quantity.value) <= slack)
      result.holding.push({ kind: 'sum', text: `${a} × ${b} = ${stated}`, places })
    else
      result.findings.push({
        kind: 'sum',
        severity: 'error',
        text: `按 ${a}、每${name} ${b} 计算，共 ${inMeasureOf(due, all.quantity)}，写的是 ${stated}。请核对三个数和单位。`,
        places,
        stated: stated ?? '',
        computed: inMeasureOf(due, all.quantity),
      })
  }
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
