import { shown } from './findings.ts'
import { roughIn, shareBetween } from './rough.ts'

/** How exact a number is meant to be. */
export type Vague =
  /** 约、左右: about it. */
  | 'about'
  /** 余、多、超过、以上: more than it. */
  | 'over'
  /** 近、不足、以内: less than it. */
  | 'under'

/** A number with its unit as it stands in a text. */
export type Quantity = {
  /** Offsets in the text, words of vagueness and the unit included. */
  start: number
  end: number
  value: number
  /** Counting word or measure, such as 件, 万元, %; a multiplier (万, 亿) of a counting word has gone into the value. */
  unit: string
  /** Size of the last place stated: 0.1 for 22.2 %, 1,000 for 1.2 万件. What was rounded differs by no more than this. */
  step: number
  /** 万 or 亿, where the text counts in them; the value is whole. */
  times?: string
  vague?: Vague
  /** What a rough share or multiple may stand for, in its unit: 近七成 is 63 to 70 %. */
  between?: [least: number, most: number]
  script: 'arabic' | 'chinese'
}

/** Counting words and measures, the longest first. */
const units = [
  '个百分点', '百分点', '个工作日', '工作日', '个小时', '个自然日', '自然日', '万平方米', '平方米', '平方公里', '公里',
  '个月', '人次', '件次', '条次', '场次', '家次', '户次', '元', '次', '件', '条', '项', '个', '家', '人', '名', '篇', '份', '期', '场', '起',
  '宗', '例', '户', '处', '类', '种', '部', '册', '批', '台', '辆', '所', '座', '间', '天', '日', '小时', '分钟', '倍',
  '亩', '吨', '页', '套', '枚', '张', '只', '字', '位', '级', '镇', '乡', '村', '%', '‰', '通', '封', '幅', '支', '款', '栋', '株', '头',
  '艘', '轮', '公斤', '立方米', '公顷', '架次', '车次', '班次', '项次', '课时', '学时',
] // biome-ignore format: a list of words
  .toSorted((a, b) => b.length - a.length)

/** Digits in threes by commas, or by blanks where a unit follows (8 642条); or all together. */
const digits =
  /\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\d.,])\d{1,3}(?: \d{3})+(?=\s?(?:[余多]\s?)?[万件条次项个篇份家人户元])|\d+(?:\.\d+)?/
const chineseDigits = /[零〇一二两三四五六七八九十百千万亿]+/
// 节约 and 预约 are no 约, 最近 no 近.
const words =
  /(?<words>(?:大约|大概|约(?<![节预签履合公违契邀]约)|将近|接近|近(?<![最附邻就]近)|超过|多达|超|逾|不足|不到|至少|共计|共|达到|达|高达){0,2})/
const trailing = /(?:\s*(?<trailing>左右|上下|以上|以内|以下|以外))?/
const unit = new RegExp(units.join('|'))

/** An expression from pieces in a row; a named piece is a group. */
const inRow = (...pieces: (RegExp | [name: string, piece: RegExp])[]) =>
  new RegExp(
    pieces.map((p) => (Array.isArray(p) ? ['(?<', p[0], '>', p[1].source, ')'].join('') : p.source)).join(''),
    'g',
  )

const arabic = inRow(
  words,
  /\s*/,
  ['number', digits],
  /\s*(?<more>余|多|来)?\s*(?<times>万亿|亿|万|千|百)?\s*(?<more2>余|多|来)?\s*/,
  ['unit', new RegExp(`${unit.source}|`)],
  trailing,
)
const chinese = inRow(words, ['number', chineseDigits], /(?<more>余|多|来)?/, ['unit', unit], trailing)
const fraction = inRow(words, /百分之/, [
  'number',
  new RegExp([/[零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?/.source, digits.source].join('|')),
])

/** What stands before a number that is no quantity: 第 3 次, 〔2018〕, No. 3. */
const ordinal = /[第〔[【#№]\s*$|[A-Za-z]$|[-/]$|\d[.:]$|文号\S{0,2}$/
/** Words in which a Chinese numeral counts nothing: 一网通办, 四个意识, 一次性, 三公经费. */
const idiom =
  /^(?:[一二两三四五六七八九十]个(?:意识|维护|自信|确保|责任|环境|专项|方面|层面|到位|全面|必须|统一|更加|提升|着力|机制)|一(?:次性|个|家人|件事|项项|条龙|级|位|名|种|类|张网|期工程|日)|两(?:级|种|类|年|会|个|项责任)|三(?:级|类|农|公)|几|百姓|万一)/

/** Quantities of a text in half-width form, in order. Years, dates, ordinals, times and telephone numbers are none. */
export function quantitiesIn(plain: string): Quantity[] {
  if (!/[\d零〇一二两三四五六七八九十百千万亿半]/.test(plain)) return []
  const found: Quantity[] = []
  const taken: [number, number][] = datesIn(plain).map((d) => [d.start, d.end])
  const isFree = (start: number, end: number) => taken.every(([s, e]) => end <= s || start >= e)
  const keep = (quantity: Quantity) => {
    const { start, end, unit, vague, value } = quantity
    if (!isFree(start, end)) return
    taken.push([start, end])
    const grain = unit === '%' ? Math.max(quantity.step, Math.min(10, value / 8)) : unit === '倍' ? 1 : undefined
    const between = vague && grain ? { between: shareBetween(value, plain.slice(start, end), grain) } : {}
    found.push({ ...between, ...quantity })
  }
  for (const rough of roughIn(plain)) keep(rough)
  for (const match of plain.matchAll(fraction)) {
    const { number = '', words = '' } = match.groups ?? {}
    const value = /\d/.test(number) ? Number(number.replaceAll(',', '')) : fromChinese(number)
    if (value === undefined) continue
    keep({ ...placeOf(match), value, unit: '%', step: stepOf(number), script: 'chinese', ...vague(words) })
  }
  for (const match of plain.matchAll(arabic)) {
    const { number = '', words = '', more, times, more2, unit, trailing: trail } = match.groups ?? {}
    const numberAt = match.index + match[0].indexOf(number, words.length)
    const end = match.index + match[0].trimEnd().length
    if (!unit && !times) continue
    if (ordinal.test(plain.slice(0, match.index + (words === '' ? 0 : 0)).slice(-4)) && words === '') continue
    if (number.length >= 7 && !number.includes(',') && !number.includes('.') && !unit) continue
    const factor = times ? (factors[times] ?? 1) : 1
    const value = rounded(Number(number.replace(/[, ]/g, '')) * factor)
    keep({
      start: words === '' ? numberAt : match.index,
      end,
      value,
      unit: unit ?? '',
      step: stepOf(number) * factor,
      script: 'arabic',
      ...(times && { times }),
      ...vague(words + (more ?? '') + (more2 ?? '') + (trail ?? '')),
    })
  }
  for (const match of plain.matchAll(chinese)) {
    const { number = '', words = '', more, unit = '', trailing: trail } = match.groups ?? {}
    const numberAt = match.index + match[0].indexOf(number, words.length)
    const rest = plain.slice(numberAt)
    const head = plain.slice(Math.max(0, match.index - 2), match.index)
    const value = fromChinese(number)
    if (
      value === undefined ||
      (value < 2 && unit !== '倍') ||
      /第|[之每各逐同唯统专单“"「十]$/.test(head) ||
      /第[^,，。;；]{1,8}[至到、-]$/.test(plain.slice(0, match.index)) ||
      idiom.test(rest) ||
      // 三项合计: as many as were told.
      /^(?:合计|共计|累计|总计|共(?!同|建|享|有))/.test(plain.slice(match.index + match[0].length))
    )
      continue
    if (
      value < 10 &&
      (unit === '个' || unit === '级' || unit === '类' || unit === '种' || unit === '字' || unit === '日')
    )
      continue
    keep({
      start: words === '' ? numberAt : match.index,
      end: match.index + match[0].length,
      value,
      unit,
      step: 1,
      script: 'chinese',
      ...vague(words + (more ?? '') + (trail ?? '')),
    })
  }
  return found.toSorted((a, b) => a.start - b.start)
}

/** Whether two counting words count the same kind of thing: reports take now one, now the other for cases, and for texts. */
export const countAlike = (a: string, b: string): boolean =>
  a === b || families.some((family) => family.includes(a) && family.includes(b))
const families = [
  ['件', '例', '宗', '起'],
  ['条', '篇'],
]

const factors: Record<string, number> = { 百: 100, 千: 1000, 万: 1e4, 亿: 1e8, 万亿: 1e12 }
/** A value in the measure in which the text counts: 24.8万元, not 248,000元. */
export const inMeasureOf = (value: number, { times, unit }: Quantity): string =>
  `${shown(times ? value / (factors[times] ?? 1) : value)}${times ?? ''}${unit}`

const placeOf = (match: RegExpExecArray) => ({ start: match.index, end: match.index + match[0].length })
const rounded = (n: number) => Number(n.toPrecision(15))

function stepOf(number: string): number {
  const decimals = /[.点](.+)$/.exec(number)?.[1]?.length ?? 0
  return 10 ** -decimals
}

function vague(words: string): { vague?: Vague } {
  if (/余|多|来|超|逾|以上|至少/.test(words)) return { vague: 'over' }
  if (/近|不足|不到|以内|以下/.test(words)) return { vague: 'under' }
  return /约|大概|左右|上下/.test(words) ? { vague: 'about' } : {}
}

const ones = new Map([...'零一二三四五六七八九'].map((sign, i) => [sign, i]))
ones.set('〇', 0).set('两', 2)

/** The value of a Chinese numeral such as 二百二十, 一二三四 or 三点五; undefined where the signs make none. */
export function fromChinese(text: string): number | undefined {
  const [whole = '', decimals] = text.split('点')
  const integer = wholeFromChinese(whole)
  if (integer === undefined || decimals === undefined) return integer
  const tail = [...decimals].map((sign) => ones.get(sign))
  if (tail.some((digit) => digit === undefined)) return undefined
  return Number(`${integer}.${tail.join('')}`)
}

function wholeFromChinese(text: string): number | undefined {
  // Signs read one by one, as in years and numbers: 二〇一八.
  if (text.length > 1 && [...text].every((sign) => ones.has(sign)))
    return Number([...text].map((sign) => ones.get(sign)).join(''))
  for (const [sign, times] of [
    ['亿', 1e8],
    ['万', 1e4],
    ['千', 1000],
    ['百', 100],
    ['十', 10],
  ] as const) {
    const at = text.indexOf(sign)
    if (at < 0) continue
    const [many, rest] = [text.slice(0, at), text.slice(at + 1).replace(/^[零〇]/, '')]
    // 十二 is ten and two; 亿 and 万 need a number before them.
    const factor = many === '' ? (times < 10_000 ? 1 : undefined) : wholeFromChinese(many)
    const added = rest === '' ? 0 : wholeFromChinese(rest)
    return factor === undefined || added === undefined ? undefined : factor * times + added
  }
  return ones.get(text)
}

/** A date in a text, as exact as it is written. */
export type TextDate = { start: number; end: number; year?: number; month?: number; day?: number }

const datePatterns = [
  /(?<year>(?:19|20)\d{2})\s*(?:年度?)\s*(?:(?<month>\d{1,2})\s*月(?:份)?\s*(?:(?<day>\d{1,2})\s*日)?)?/g,
  /(?<year>(?:19|20)\d{2})\s*[.\-/]\s*(?<month>\d{1,2})\s*[.\-/]\s*(?<day>\d{1,2})(?!\d)/g,
  /(?<year>[一二]\s*[九〇○零0Oo]\s*[〇○零O一二三四五六七八九十]\s*[〇○零O一二三四五六七八九])\s*年\s*(?:(?<month>[一二三四五六七八九十]{1,2})\s*月\s*(?:(?<day>[一二三四五六七八九十]{1,3})\s*日)?)?/g,
  /(?<month>\d{1,2})\s*月(?:份)?(?:\s*(?<day>\d{1,2})\s*日)?(?!\d)/g,
]

/** Dates of a text in half-width form: 2018年7月27日, 2019.1.20, 二〇一九年一月十八日, 10月底. */
export function datesIn(plain: string): TextDate[] {
  const found: TextDate[] = []
  for (const pattern of datePatterns)
    for (const match of plain.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length]
      if (found.some((d) => start < d.end && end > d.start)) continue
      const date: TextDate = { start, end }
      for (const part of ['year', 'month', 'day'] as const) {
        const text = match.groups?.[part]
        if (text === undefined) continue
        const value =
          /\d/.test(text) && !/[一二]/.test(text)
            ? Number(text)
            : fromChinese(text.replace(/[○Oo0\s]/g, (s) => (s.trim() === '' ? '' : '〇')))
        if (value !== undefined) date[part] = value
      }
      if ((date.month ?? 1) > 12 || (date.day ?? 1) > 31 || date.month === 0) continue
      found.push(date)
    }
  return found.toSorted((a, b) => a.start - b.start)
}
