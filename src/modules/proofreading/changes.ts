import { changesByName } from './changes-by-name.ts'
import { changesInPairs, changesOfNow } from './changes-of-now.ts'
import { type Claim, isChange, isPercent, wordsBetween } from './claims.ts'
import { placeOf, type Result, shown } from './findings.ts'
import { inMeasureOf, type Quantity } from './quantities.ts'

const down = /压缩|精简|减少|缩短|下降|降低|缩减|减至|压减|降/
const up = /增加|增长|上升|提高|提升|增至|扩大|升/

/** A percentage agrees with what was computed if rounding, or cutting off decimals, explains the difference. */
export const agrees = (stated: number, computed: number, step: number): boolean =>
  Math.abs(stated - computed) <= step / 2 + 1e-9 || (step < 1 && isCutOff(stated, computed, step))

/** Whether the rest was cut off: 35 % of 35.9. Of whole numbers that is no proof that both belong together, and no fault. */
export const isCutOff = (stated: number, computed: number, step: number): boolean =>
  stated <= computed && Math.abs(stated - computed) < step * 0.999 && Math.trunc(computed / step) * step - stated < 1e-9

/** Whether a number may stand for what was computed: in its bounds where it is rough, else by rounding. */
export function standsFor({ value, step, between }: Quantity, computed: number): boolean {
  return between ? between[0] <= computed && computed <= between[1] : agrees(value, computed, step)
}

/** What a change or share comes to, of the two numbers it is of; undefined where they do not say it. */
export type Change = (first: number, second: number) => number | undefined

/** What is further off than this part of it, or than one in the last place, is another number, however rough the two were. */
const farthestOff = 0.03

/** Whether the two numbers were rounded, such as 26.67 万, and what they stand for may come to the share that is stated. */
export function isOfRounded(
  { value, step }: Quantity,
  numbers: readonly [Quantity, Quantity],
  change: Change,
): boolean {
  const [first, second] = numbers
  const computed = change(first.value, second.value)
  if (computed === undefined || Math.abs(value - computed) > Math.max(computed * farthestOff, step)) return false
  const ends = ({ value, step, times }: Quantity, off: number) =>
    step === 1 && times === undefined ? [value] : [value - step * off, value + step * off]
  // A difference of two rounded numbers may be off by the whole of the last place.
  const outcomes = ends(first, 0.5).flatMap((a) => ends(second, 1).map((b) => change(a, b) ?? computed))
  return Math.min(...outcomes) - step / 2 < value && value < Math.max(...outcomes) + step / 2
}

/** What was before is then reckoned anew, and not always said: the change may be of another number than the one told. */
const reckonedAnew = /(?:同|可比)口径|可比价|不变价|剔除|扣除/

/** Too vague to be held against anything. */
export const unclear = ({ quantity }: Claim) => quantity.vague !== undefined && quantity.between === undefined

/** A share or multiple of what was before, or how much more or less: what the change must then be; else undefined. */
function changeFrom(a: number, b: number, of: Claim, by: Quantity): number | undefined {
  const share = ((b - a) / a) * 100
  if (by.unit === '%') return isPercent(of) ? undefined : Math.abs(share)
  if (by.unit === '倍') return share > 0 ? share / 100 : undefined
  const same = isPercent(of) ? by.unit.endsWith('百分点') : by.unit === of.quantity.unit
  return same ? Math.abs(b - a) : undefined
}

/** Changes that a sentence states with what was before and what is after: 由 581 天压缩到 452 天，压缩 27%. */
export function changesIn(paragraphClaims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  comparedInNextClause(paragraphClaims, result)
  changesByName(paragraphClaims, result)
  for (const claims of Map.groupBy(paragraphClaims, (c) => c.sentence).values()) {
    fromTo(claims, result)
    comparedWithStated(claims, result)
    changesOfNow(claims, result)
    changesInPairs(claims, result)
    changeOfStated(claims, result)
    comparedInBrackets(claims, result)
    multiplesOf(claims, result)
    multiplesOfYear(claims, result)
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
    if (isReversed(result, from, to, between)) continue
    const share = claims[i - 1]
    // 增长 25%，由 40 件增加到 52 件: the change may be told first.
    if (share && !isPercent(from) && tellsChange(share, from))
      judge(result, [from, to, share], (x, y) => (Math.abs(y - x) / x) * 100)
    let end = to.quantity.end
    // The change may be told twice: as a number and as a share.
    for (const next of claims.slice(i + 2, i + 4)) {
      const words = next.paragraph.plain.slice(end, next.quantity.start)
      const told = words + next.paragraph.plain.slice(next.quantity.start, next.quantity.end)
      if (words.length > 16 || /[;；。]|由|从/.test(words) || unclear(next)) break
      if (!(down.test(told) || up.test(told) || turnsInWords(told, between))) break
      end = next.quantity.end
      if (changeFrom(a, b, from, next.quantity) === undefined) break
      if (!turn.test(words.trim()) || !isTurned(result, [from, to, next], b - a))
        judge(result, [from, to, next], (x, y) => changeFrom(x, y, from, next.quantity))
    }
  }
}

/** 由 93 天减至 214 天: less, says the word, and it is more. */
function isReversed(result: Result, from: Claim, to: Claim, verb: string): boolean {
  const by = to.quantity.value - from.quantity.value
  const less = /[减降缩]|压/.test(verb)
  if (by === 0 || less === by < 0 || (!less && !/增|上升/.test(verb))) return false
  const [a, b] = [from, to].map((c) => inMeasureOf(c.quantity.value, c.quantity))
  result.findings.push({
    kind: 'change',
    severity: 'error',
    text: `由 ${a} 到 ${b} 是${by > 0 ? '增加' : '减少'}，写的是“${verb.trim()}”。请核对前后两个数是不是写反了。`,
    places: [to, from].map(placeOf),
    stated: b ?? '',
    computed: a ?? '',
  })
  return true
}

/** 整合至 26 个，整合率 48.1%: the rate is called like what was done; 解读率 behind 减至 27 件 is another. */
const turnsInWords = (told: string, verb: string) =>
  /幅度?|[缩增减升降长少加高低简]率|翻|^[,\s]*[多少][\u4e00-\u9fff]{0,3}\d/.test(told) ||
  verb.includes(/([\u4e00-\u9fff]{2})率/.exec(told)?.[1] ?? '率')

const tellsChange = (share: Claim, from: Claim) =>
  isPercent(share) &&
  !unclear(share) &&
  (down.test(share.before) || up.test(share.before)) &&
  /^[,(]?(?:由|从)[^,;。]{0,10}$/.test(wordsBetween(share, from))

const turn =
  /^[)\s]*(?:相比|比较)?,?(?:同比|环比|[^,;。\d]{0,4}(?=共|累计))?(?:共|累计|净)*(?:增加|增长|减少|下降|上升|提高|降低)(?:了|约|幅度为?)*$/

/** Whether the words before a number say that it is a change; 翻一番 says so itself. */
function turns(next: Claim, from: number): boolean {
  const words = next.paragraph.plain.slice(from, next.quantity.start).trim()
  return turn.test(words) || (/^[)\s]*,?$/.test(words) && next.paragraph.plain.startsWith('翻', next.quantity.start))
}

/** 2021 年收到 45 件，2022 年收到 63 件: two counts of the same, a year apart. */
function isYearAfter(earlier: Claim, later: Claim, between: string): boolean {
  if (typeof earlier.year !== 'number' || later.year !== earlier.year + 1 || between.length > 24) return false
  const nouns = [earlier, later].map(({ before }) => before.replace(/.*年度?/, '').trim())
  return nouns[0] === nouns[1] || nouns[1] === ''
}

const comparison =
  /^[^,;。]{0,6},?(?:同比|环比|(?:同比|与)?(?:较|比))[^,;。]{0,10}(?:年度?|同期|月份?|季度)(?:同期)?(?:的|\(|,)?$/

/** 与 2010 年的 33.4 万人相比: a number that another is held against. */
export const isHeldAgainst = ({ paragraph, quantity }: Claim) =>
  /^\s*(?:相比|比较)/.test(paragraph.plain.slice(quantity.end))
const comparedTo = /^[^,;。]{0,6},?(?:与|同|和)[^,;。]{2,24}的?$/

/** 公开 48,216 条，较 2014 年的 41,923 条增加 6,293 条，增长 15%; 收到 37 件，较上年（29 件）增长 27.6%. */
function comparedWithStated(claims: readonly Claim[], result: Result): void {
  for (const [i, last] of claims.entries()) {
    const before = claims[i + 1]
    const now =
      outsideOf(claims.slice(0, i + 1), before) ??
      withoutAverage(claims, i) ??
      comparedAgain(claims, i) ??
      takenApart(claims, i) ??
      last
    if (!before || before.quantity.unit !== now.quantity.unit || before.quantity.value === 0) continue
    const from = now !== last && (isPercent(last) || isPartOf(last, now)) ? last.quantity.end : now.quantity.end
    const lead = asideCutOff(now.paragraph.plain.slice(from, before.quantity.start)).replace(perDay, '')
    const compared = comparison.test(lead.trim()) || (comparedTo.test(lead.trim()) && isHeldAgainst(before))
    if (!compared && !isYearAfter(now, before, lead)) continue
    const [a, b] = compared ? [before.quantity.value, now.quantity.value] : [now.quantity.value, before.quantity.value]
    if (a === 0) continue
    let end = before.quantity.end
    for (const next of claims.slice(i + 2, i + 4)) {
      if (now.quantity.vague || before.quantity.vague || unclear(next)) break
      if (!turns(next, end)) break
      end = next.quantity.end
      if (changeFrom(a, b, now, next.quantity) === undefined) break
      if (!isTurned(result, [before, now, next], b - a))
        judge(result, [before, now, next], (x, y) =>
          compared ? changeFrom(x, y, now, next.quantity) : changeFrom(y, x, now, next.quantity),
        )
    }
  }
}

const perDay = /^,?(?:日|月|周|人|年)均\d[\d,.]*万?[件次个条人]+次?(?=,)/
/** 受理 28,746 件，日均 927 件，环比 4 月份的…: what is compared is what there was in all. */
const withoutAverage = (claims: readonly Claim[], at: number) =>
  /^(?:日|月|周|人|年)均$/.test(claims[at]?.before.trim() ?? '') ? claims[at - 1] : undefined

/** 环比 4 月份的 26,918 件上升 6.8%，同比…: what was compared once is compared again. */
function comparedAgain(claims: readonly Claim[], at: number): Claim | undefined {
  const [now, before, by, next] = [claims[at - 2], claims[at - 1], claims[at], claims[at + 1]]
  if (!now || !before || !by || !next || !isPercent(by) || before.quantity.unit !== now.quantity.unit) return undefined
  const again = /^,?(?:同比|环比|(?:与)?(?:较|比))/.test(wordsBetween(by, next))
  if (!again || !comparison.test(before.before.trim())) return undefined
  return withoutAverage(claims, at - 2) ?? now
}

/** 617 件，其中市政府 241 件、县政府 318 件、部门 58 件，同比…: what is compared is what was taken apart. */
function takenApart(claims: readonly Claim[], at: number): Claim | undefined {
  const last = claims[at] as Claim
  const first = claims.slice(0, at).findLastIndex((c) => !isEnumerated(c, claims[claims.indexOf(c) + 1] as Claim)) + 1
  const whole = claims[first - 1]
  return whole && first < at && whole.quantity.unit === last.quantity.unit && isPartOf(claims[first] as Claim, whole)
    ? whole
    : undefined
}
const isEnumerated = (a: Claim, b: Claim) =>
  a.quantity.unit === b.quantity.unit && /^、[^,;:。]{1,16}$/.test(wordsBetween(a, b))
const isPartOf = (part: Claim, whole: Claim) =>
  part !== whole && /^[^,;。\d]{0,6},?其中/.test(part.paragraph.plain.slice(whole.quantity.end, part.quantity.start))

/** 438 件（自然人 397 件，企业 41 件），较上年…: what is compared stands before the brackets. */
export function outsideOf(claims: readonly Claim[], next: Claim | undefined): Claim | undefined {
  const last = claims.at(-1)
  if (!last || !next) return undefined
  const { plain } = last.paragraph
  const between = plain.slice(last.quantity.end, next.quantity.start)
  if (!/^[^()]{0,12}\)/.test(between)) return undefined
  const opened = plain.lastIndexOf('(', last.quantity.start)
  // 18.64 万件（186,412 件）: the brackets say the same more exactly.
  const rounded = claims.at(-2)
  if (rounded && wordsBetween(rounded, last) === '(' && rounded.quantity.unit === last.quantity.unit)
    if (Math.abs(rounded.quantity.value - last.quantity.value) <= rounded.quantity.step) return last
  return claims.findLast((c) => c.quantity.end <= opened && opened - c.quantity.end < 12)
}

/** 较上年的 612 件, 与 2015 年的 302 件相比: what was before, and no count of now. */
const isBase = ({ before }: Claim) => /(?:较|比|与|同)[^,;。]{0,10}(?:年度?|同期)的$/.test(before.trim())

/** 申请量较上年的 612 件减少 76 件，下降 12.4%: the change and what it changed, without what came of it. */
function changeOfStated(claims: readonly Claim[], result: Result): void {
  for (const [i, before] of claims.entries()) {
    const [delta, share] = [claims[i + 1], claims[i + 2]]
    if (!delta || !share || !isPercent(share) || isPercent(before) || before.quantity.value === 0) continue
    if (delta.quantity.unit !== before.quantity.unit || before.quantity.vague || delta.quantity.vague || unclear(share))
      continue
    if (!isBase(before)) continue
    if (!turn.test(wordsBetween(before, delta)) || !turn.test(wordsBetween(delta, share))) continue
    // What was held against the count of now is not told again.
    if (claims[i - 1] && comparison.test(asideCutOff(wordsBetween(claims[i - 1] as Claim, before)))) continue
    judge(result, [before, delta, share], (x, y) => (y / x) * 100)
  }
}

/** The words between two numbers without what stands in brackets there. */
export const asideCutOff = (words: string) => words.replace(/\([^()]*\)/g, '')

const since =
  /(?:^|[,;。])(?:同比|环比|(?:较|比|与)(?:上年|去年|上一年|上个?月|上季度)(?:度|同期)?(?:相比)?)(?:增加|减少)(?:了)?$/
const ofThat = /^,?(?:[\u4e00-\u9fff]{2,4}量)?(?:同比|环比)?(?:增长|下降|减少|上升)(?:了)?$/

/** 举报 3,618 件，占 27%。比去年同期增加 433 件，举报量增长 12%: a clause of its own says how many more these are. */
function comparedInNextClause(claims: readonly Claim[], result: Result): void {
  for (const [i, delta] of claims.entries()) {
    const share = claims[i + 1]
    if (!share || !isPercent(share) || delta.quantity.vague || unclear(share)) continue
    const lead = delta.paragraph.plain.slice(0, delta.quantity.start).trim()
    const now = claims.slice(Math.max(0, i - 4), i).findLast((c) => !isPercent(c) && !isChange(c))
    if (!now || now.sentence === delta.sentence || now.quantity.vague) continue
    if (!since.test(lead) || !ofThat.test(wordsBetween(delta, share))) continue
    const between = wordsBetween(now, delta)
    // One sentence may end between them, and nothing but comparisons and shares may stand there.
    if ((between.match(/[。!?]/g) ?? []).length > 1 || /其中/.test(between)) continue
    if (claims.slice(claims.indexOf(now) + 1, i).some((c) => !isPercent(c) && !isChange(c))) continue
    if (now.quantity.unit !== delta.quantity.unit) continue
    const sign = /减少(?:了)?$/.test(lead) ? 1 : -1
    if (now.quantity.value + sign * delta.quantity.value > 0)
      judge(result, [now, delta, share], (x, y) => (y / (x + sign * y)) * 100)
  }
}

export const lastTime = /(?:上年度?|去年|上一年度?|前年|年初|20\d\d年度?)(?:同期)?/.source
const opensBefore = new RegExp(`^\\((?:而|比|较)?${lastTime}[^(),;。\\d]{0,8}$`)
/** What stands between a count and its change. */
export const grows =
  /^(?:[)\s件条个人次]*,)?(?:同比|环比|(?:比|较)(?:上年度?|去年|上一年度?|20\d\d年度?)(?:同期)?)?(?:净)?(?:增加|增长|减少|下降|上升|提高|降低)(?:了|约|幅度为?)*$/

/** 收到 17 件，同比下降 10.5%（2021 年 19 件）: what was before stands behind, in brackets. */
function comparedInBrackets(claims: readonly Claim[], result: Result): void {
  for (const [i, last] of claims.entries()) {
    const [change, before] = [claims[i + 1], claims[i + 2]]
    const now = outsideOf(claims.slice(0, i + 1), change) ?? takenApart(claims, i) ?? last
    if (!change || !before || isPercent(now) || before.quantity.unit !== now.quantity.unit) continue
    if (now.quantity.vague || before.quantity.vague || unclear(change) || before.quantity.value === 0) continue
    const from = isPartOf(last, now) ? last : now
    const [first, second] = [asideCutOff(wordsBetween(from, change)), wordsBetween(change, before)]
    const doubles = change.paragraph.plain.startsWith('翻', change.quantity.start)
    if (!grows.test(doubles ? `${first}增长` : first) || !opensBefore.test(second)) continue
    if (!/^[^(),;。\d]{0,4}\)/.test(now.paragraph.plain.slice(before.quantity.end))) continue
    if (changeFrom(before.quantity.value, now.quantity.value, now, change.quantity) === undefined) continue
    const by = now.quantity.value - before.quantity.value
    if (!isTurned(result, [before, now, change], by))
      judge(result, [before, now, change], (x, y) => changeFrom(x, y, now, change.quantity))
  }
}

const ofBefore = new RegExp(`^[^,;。\\d]{0,4},?(?:是|为|相当于|达到)(?:了)?${lastTime}[^,;。\\d]{0,6}$`)
const ofTarget =
  /^[^,;。\d]{0,4},?(?:是|为|占|相当于|达到|完成)(?:了)?(?:年度|全年|年初|调整)?(?:目标|任务|计划|预算)(?:数|任务)?$/

/** 964 条，是上年 482 条的 2 倍; 24 件，是上年的 1.5 倍（上年 16 件）. */
function multiplesOf(claims: readonly Claim[], result: Result): void {
  for (const [i, now] of claims.entries()) {
    const [one, two] = [claims[i + 1], claims[i + 2]]
    if (!one || !two || isPercent(now) || now.quantity.vague) continue
    const [times, before] = one.quantity.unit === '倍' ? [one, two] : [two, one]
    const words = wordsBetween(now, one)
    // 186.4 亿元，为年度目标 170 亿元的 109.6%.
    const ofAim = ofTarget.test(words) && /^(?:倍|%)$/.test(times.quantity.unit)
    if (!ofAim && (times.quantity.unit !== '倍' || !ofBefore.test(words.replace('(', '')))) continue
    if (before.quantity.unit !== now.quantity.unit || before.quantity.vague) continue
    if (unclear(times) || before.quantity.value === 0) continue
    const rest = wordsBetween(one, two)
    if (one === times ? !opensBefore.test(rest) : !/^\)?的?$/.test(rest)) continue
    judge(result, [before, now, times], (x, y) => (y / x) * (isPercent(times) ? 100 : 1))
  }
}

/** 由 2013 年的 1,128 条增加到…，总计 2,401 条，是 2013 年的 2.1 倍: the year that is compared with was counted before. */
function multiplesOfYear(claims: readonly Claim[], result: Result): void {
  for (const [i, now] of claims.entries()) {
    const times = claims[i + 1]
    if (times?.quantity.unit !== '倍' || unclear(times) || isPercent(now) || now.quantity.vague) continue
    const year = /^[^,;。\d]{0,4},?(?:是|为|相当于|达到)(?:了)?(20\d\d)年度?[^,;。\d]{0,12}的$/.exec(
      wordsBetween(now, times),
    )?.[1]
    const counted = claims.slice(0, i + 1).filter((c) => c.quantity.unit === now.quantity.unit && !c.quantity.vague)
    const before =
      year &&
      counted.find((c) =>
        leadOf(c)
          .replace(/年度?的?$/, '')
          .endsWith(year),
      )
    if (!before || before === now || before.quantity.value === 0) continue
    const ratio = (of: Claim) => of.quantity.value / before.quantity.value
    // It may be said of another count than the last.
    const meant = counted.find((c) => c !== before && standsFor(times.quantity, ratio(c))) ?? now
    judge(result, [before, meant, times], (x, y) => y / x)
  }
}

const leadOf = ({ paragraph, quantity }: Claim) =>
  paragraph.plain.slice(Math.max(0, quantity.start - 12), quantity.start).trim()

const rises = /(?:增加|增长|上升|提高|提升|多)(?:了|约|幅度为?)*$/
const falls = /(?:减少|下降|降低|回落|少)(?:了|约|幅度为?)*$/

/** 受理 28,746 件，环比 4 月份的 26,918 件下降 6.8%: told as less where it is more, or the other way round. */
function isTurned(result: Result, claims: readonly [Claim, Claim, Claim], by: number): boolean {
  const { paragraph, quantity } = claims[2]
  const words = paragraph.plain.slice(Math.max(0, quantity.start - 10), quantity.start).trim()
  const [up, down] = [rises.test(words), falls.test(words)]
  if (up === down || by === 0 || up === by > 0) return false
  const [a, b] = claims.map((c) => inMeasureOf(c.quantity.value, c.quantity))
  const stated = `${up ? '上升' : '下降'} ${paragraph.text.slice(quantity.start, quantity.end)}`
  result.findings.push({
    kind: 'change',
    severity: 'error',
    text: `${a} 和 ${b} 相比是${by > 0 ? '上升' : '下降'}，写的是${stated}。请核对是增是减，前后两个数是不是写反了。`,
    places: claims.map(placeOf),
    stated: `${shown(quantity.value)}${quantity.unit}`,
    computed: by > 0 ? '上升' : '下降',
  })
  return true
}

/** Holds the last claim, a change, against what the two before it come to. */
export function judge(result: Result, claims: readonly [Claim, Claim, Claim], change: Change): void {
  const numbers = [claims[0].quantity, claims[1].quantity] as const
  const computed = change(numbers[0].value, numbers[1].value)
  if (computed === undefined) return
  const places = claims.map(placeOf)
  const { paragraph, quantity } = claims[2]
  const { value, step, unit, between } = quantity
  const [a, b] = claims.map(({ quantity: q }) => (q.times ? inMeasureOf(q.value, q) : shown(q.value)))
  const places10 = 10 ** Math.max(1, Math.round(-Math.log10(step)))
  const exact = shown(Math.round(computed * places10) / places10)
  const of = (n: number, text: string) => (quantity.times ? inMeasureOf(n, quantity) : `${text}${unit}`)
  const told = between ? `“${paragraph.text.slice(quantity.start, quantity.end)}”` : of(value, shown(value))
  if (standsFor(quantity, computed) || (unit === '%' && isOfRounded(quantity, numbers, change))) {
    result.holding.push({
      kind: 'change',
      text: `${a} 与 ${b}：变化 ${exact}${unit}，写的是 ${between ? told : `${shown(value)}${unit}`}`,
      places,
    })
    return
  }
  if (!between && isCutOff(value, computed, step)) return
  // 增长 3 倍 is four times as much; many write it of what is three times as much.
  const asTimes = unit === '倍' && agrees(value, computed + 1, step) && !/倍?的$/.test(claims[2].before)
  result.findings.push({
    kind: 'change',
    severity: asTimes || claims.some(({ before }) => reckonedAnew.test(before)) ? 'warning' : 'error',
    text: asTimes
      ? `按 ${a} 和 ${b} 计算，是原来的 ${shown(value)} 倍，也就是增长 ${exact} 倍；写“增长 ${shown(value)} 倍”会读成原来的 ${shown(value + 1)} 倍。请改写。`
      : `按 ${a} 和 ${b} 计算，变化应为 ${of(computed, exact)}，写的是 ${told}。请核对前后两个数和变化幅度。`,
    places,
    stated: between ? paragraph.text.slice(quantity.start, quantity.end) : `${shown(value)}${unit}`,
    computed: `${exact}${unit}`,
  })
}
