import { type Claim, isPercent, quoteOf } from './claims.ts'
import { placeIn, type Result, shown } from './findings.ts'
import { inMeasureOf } from './quantities.ts'

const placeOf = (claim: Claim) => placeIn(claim.paragraph, claim.quantity.start, claim.quantity.end, quoteOf(claim))
const down = /压缩|精简|减少|缩短|下降|降低|缩减|减至|压减|降/
const up = /增加|增长|上升|提高|提升|增至|扩大|升/

/** A percentage agrees with what was computed if rounding, or cutting off, to its last place explains the difference. */
export function agrees(stated: number, computed: number, step: number): boolean {
  return (
    Math.abs(stated - computed) <= step / 2 + 1e-9 ||
    (Math.abs(stated - computed) < step * 0.999 &&
      Math.trunc(computed / step) * step - stated < 1e-9 &&
      stated <= computed)
  )
}

/** Changes that a sentence states with what was before and what is after: 由 581 天压缩到 452 天，压缩 27%. */
export function changesIn(paragraphClaims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  for (const claims of Map.groupBy(paragraphClaims, (c) => c.sentence).values()) {
    fromTo(claims, result)
    comparedWithStated(claims, result)
    comparedWithLastYear(claims, result)
    changeOfStated(claims, result)
  }
  return result
}

function fromTo(claims: readonly Claim[], result: Result): void {
  for (let i = 0; i + 2 < claims.length + 1; i++) {
    const [from, to] = [claims[i], claims[i + 1]]
    if (!from || !to || isPercent(from) !== isPercent(to) || from.quantity.unit !== to.quantity.unit) continue
    const between = to.paragraph.plain.slice(from.quantity.end, to.quantity.start)
    if (
      !/(?:由|从)[^由从]{0,14}$/.test(from.before) ||
      !/(?:到|至|为|成)(?:了)?(?:(?:20\d\d年度?|今年|本年度?|目前|现在)的?)?$/.test(between.trim()) ||
      between.length > 20
    )
      continue
    if (from.quantity.vague || to.quantity.vague || from.quantity.value === 0) continue
    const [a, b] = [from.quantity.value, to.quantity.value]
    const share = claims[i - 1]
    // 增长 25%，由 40 件增加到 52 件: the change may be told first.
    if (share && !isPercent(from) && tellsChange(share, from))
      judge(result, [from, to, share], share.quantity.value, (Math.abs(b - a) / a) * 100, share.quantity.step, '%')
    let end = to.quantity.end
    // The change may be told twice: as a number and as a share.
    for (const next of claims.slice(i + 2, i + 4)) {
      const words = next.paragraph.plain.slice(end, next.quantity.start)
      if (words.length > 16 || /[;；。]|由|从/.test(words)) break
      if (!(down.test(words) || up.test(words) || /幅度?|率/.test(words)) || next.quantity.vague) break
      end = next.quantity.end
      const triple = [from, to, next]
      const { value, step, unit } = next.quantity
      if (isPercent(next) && !isPercent(from)) judge(result, triple, value, (Math.abs(b - a) / a) * 100, step, '%')
      else if (unit === (isPercent(from) ? '个百分点' : from.quantity.unit))
        judge(result, triple, value, Math.abs(b - a), step, unit)
      else break
    }
  }
}

const tellsChange = (share: Claim, from: Claim) =>
  isPercent(share) &&
  !share.quantity.vague &&
  (down.test(share.before) || up.test(share.before)) &&
  /^[,(]?(?:由|从)[^,;。]{0,10}$/.test(share.paragraph.plain.slice(share.quantity.end, from.quantity.start).trim())

const turn = /^[)\s]*,?(?:同比|环比)?(?:净)?(?:增加|增长|减少|下降|上升|提高|降低)(?:了|约|幅度为?)*$/

/** 2021 年收到 45 件，2022 年收到 63 件: two counts of the same, a year apart. */
function isYearAfter(earlier: Claim, later: Claim, between: string): boolean {
  if (typeof earlier.year !== 'number' || later.year !== earlier.year + 1 || between.length > 24) return false
  const nouns = [earlier, later].map(({ before }) => before.replace(/.*年度?/, '').trim())
  return nouns[0] === nouns[1] || nouns[1] === ''
}

const comparison = /^[^,;。]{0,6},?(?:同比|(?:同比|与)?(?:较|比))[^,;。]{0,10}(?:年度?|同期)(?:同期)?(?:的|\(|,)?$/

/** 公开 48,216 条，较 2014 年的 41,923 条增加 6,293 条，增长 15%; 收到 37 件，较上年（29 件）增长 27.6%. */
function comparedWithStated(claims: readonly Claim[], result: Result): void {
  for (const [i, last] of claims.entries()) {
    const before = claims[i + 1]
    const now = outsideOf(claims.slice(0, i + 1), before) ?? last
    if (!before || isPercent(now) || before.quantity.unit !== now.quantity.unit || before.quantity.value === 0) continue
    const lead = asideCutOff(now.paragraph.plain.slice(now.quantity.end, before.quantity.start))
    const compared = comparison.test(lead.trim())
    if (!compared && !isYearAfter(now, before, lead)) continue
    const [a, b] = compared ? [before.quantity.value, now.quantity.value] : [now.quantity.value, before.quantity.value]
    if (a === 0) continue
    let end = before.quantity.end
    for (const next of claims.slice(i + 2, i + 4)) {
      if (now.quantity.vague || before.quantity.vague || next.quantity.vague) break
      if (!turn.test(next.paragraph.plain.slice(end, next.quantity.start).trim())) break
      end = next.quantity.end
      const { value, step, unit } = next.quantity
      if (isPercent(next)) judge(result, [before, now, next], value, (Math.abs(b - a) / a) * 100, step, '%')
      else if (unit === now.quantity.unit) judge(result, [before, now, next], value, Math.abs(b - a), step, unit)
      else break
    }
  }
}

/** 438 件（自然人 397 件，企业 41 件），较上年…: what is compared stands before the brackets. */
function outsideOf(claims: readonly Claim[], next: Claim | undefined): Claim | undefined {
  const last = claims.at(-1)
  if (!last || !next) return undefined
  const { plain } = last.paragraph
  const between = plain.slice(last.quantity.end, next.quantity.start)
  if (!/^[^()]{0,12}\)/.test(between)) return undefined
  const opened = plain.lastIndexOf('(', last.quantity.start)
  return claims.findLast((c) => c.quantity.end <= opened && opened - c.quantity.end < 12)
}

/** 申请量较上年的 612 件减少 76 件，下降 12.4%: the change and what it changed, without what came of it. */
function changeOfStated(claims: readonly Claim[], result: Result): void {
  for (const [i, before] of claims.entries()) {
    const [delta, share] = [claims[i + 1], claims[i + 2]]
    if (!delta || !share || !isPercent(share) || isPercent(before) || before.quantity.value === 0) continue
    if (delta.quantity.unit !== before.quantity.unit || [before, delta, share].some((c) => c.quantity.vague)) continue
    const words = (a: Claim, b: Claim) => a.paragraph.plain.slice(a.quantity.end, b.quantity.start).trim()
    if (!/(?:较|比)[^,;。]{0,10}(?:年度?|同期)的$/.test(before.before)) continue
    if (!turn.test(words(before, delta)) || !turn.test(words(delta, share))) continue
    // What was held against the count of now is not told again.
    if (claims[i - 1] && comparison.test(asideCutOff(words(claims[i - 1] as Claim, before)))) continue
    const computed = (delta.quantity.value / before.quantity.value) * 100
    judge(result, [before, delta, share], share.quantity.value, computed, share.quantity.step, '%')
  }
}

/** The words between two numbers without what stands in brackets there. */
const asideCutOff = (words: string) => words.replace(/\([^()]*\)/g, '')

/** 收到 120 件，较上年增加 20 件，增长 20%. */
function comparedWithLastYear(claims: readonly Claim[], result: Result): void {
  for (const [i, last] of claims.entries()) {
    const [delta, share] = [claims[i + 1], claims[i + 2]]
    const now = outsideOf(claims.slice(0, i + 1), delta) ?? last
    if (!delta || !share || isPercent(now) || !isPercent(share) || delta.quantity.unit !== now.quantity.unit) continue
    if ([now, delta, share].some((c) => c.quantity.vague)) continue
    const first = asideCutOff(now.paragraph.plain.slice(now.quantity.end, delta.quantity.start))
    const second = now.paragraph.plain.slice(delta.quantity.end, share.quantity.start)
    if (!/(?:较|比|同比)[^。;；]{0,10}(?:增加|减少|增长|下降|上升)(?:了)?$/.test(first.trim()) || first.length > 18)
      continue
    if (!/^[,，]?(?:(?:同比|增幅|降幅|增长率?|下降|增长|减少|上升|升幅)(?:约|为|达|了|幅度为)*)+$/.test(second.trim()))
      continue
    const less = /减少|下降/.test(first)
    const before = now.quantity.value + (less ? delta.quantity.value : -delta.quantity.value)
    if (before <= 0) continue
    judge(
      result,
      [now, delta, share],
      share.quantity.value,
      (delta.quantity.value / before) * 100,
      share.quantity.step,
      '%',
    )
  }
}

function judge(
  result: Result,
  claims: readonly Claim[],
  stated: number,
  computed: number,
  step: number,
  unit: string,
): void {
  const places = claims.map(placeOf)
  const [a, b] = claims.map(({ quantity: q }) => (q.times ? inMeasureOf(q.value, q) : shown(q.value)))
  const of = (value: number, text: string) => {
    const like = claims.at(-1)?.quantity
    return like?.times && like.unit === unit ? inMeasureOf(value, like) : `${text}${unit}`
  }
  const places10 = 10 ** Math.max(1, Math.round(-Math.log10(step)))
  const exact = shown(Math.round(computed * places10) / places10)
  if (agrees(stated, computed, step)) {
    result.holding.push({
      kind: 'change',
      text: `${a} 与 ${b}：变化 ${exact}${unit}，写的是 ${shown(stated)}${unit}`,
      places,
    })
    return
  }
  result.findings.push({
    kind: 'change',
    severity: 'error',
    text: `按 ${a} 和 ${b} 计算，变化应为 ${of(computed, exact)}，写的是 ${of(stated, shown(stated))}。请核对前后两个数和变化幅度。`,
    places,
    stated: `${shown(stated)}${unit}`,
    computed: `${exact}${unit}`,
  })
}
