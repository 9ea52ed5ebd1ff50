import type { Quantity, Vague } from './quantities.ts'

/** A share or a multiple told in words: what it may stand for, in percent or in times. */
type Rough = Pick<Quantity, 'start' | 'end' | 'value' | 'unit' | 'step' | 'script' | 'vague'> & {
  between: [least: number, most: number]
}

const before = /(?<before>大约|约|将近|接近|近|超过|超|逾|不足|不到|达到|达)?/.source
const after = /(?<after>多|余|有余|以上|左右|以内|以下|强)?/.source
const numeral = '[一二两三四五六七八九]'

/** 近七成、三成多、八成半. 成 is no tenth in 成立, 成员 and their like. */
const tenths = new RegExp(
  `${before}(?<n>${numeral})成(?<half>半|${numeral}(?![\u4e00-\u9fffd]))?(?![立员果效绩本交品为人长熟功套片型就都份不分])${after}`,
  'g',
)
/** 三分之一、四分之三. */
const parts = new RegExp(`${before}(?<of>[二两三四五六七八九十])分之(?<n>${numeral})${after}`, 'g')
/** 过半、半数以上、近一半. Time and tasks that are half over are no share. */
const halves =
  /(?<over>(?<!时间|任务|时|进度)(?:过半数?|超过半数|超半数|逾半数|半数以上|一半以上|超过一半|一多半))|(?<under>近半数?|近一半|接近一半|将近一半|不足一半|不到一半|不足半数)|(?<even>(?:约|大约)?一半(?!以)|(?<!过|逾)半数(?!以))/g
/** 翻一番、翻了两番. */
const doublings = /(?<before>近|将近|接近)?翻(?:了|近)?(?:(?<n>[一二两三])?番)(?<after>多|有余|以上)?/g

const digit = (sign: string) => (sign === '十' ? 10 : sign === '两' ? 2 : '零一二三四五六七八九'.indexOf(sign))
const tone = (words: string): Vague =>
  /超|逾|多|余|以上|强/.test(words) ? 'over' : /近|不足|不到|以内|以下/.test(words) ? 'under' : 'about'

/**
 * What a rough share may stand for: about it within a tenth, under it by as much, over it without bound unless 多 or 余 say
 * that it is less than the next.
 * @param grain - how far the share is from the next that would be told in its stead, in percent
 */
export function shareBetween(value: number, words: string, grain: number): [least: number, most: number] {
  const vague = tone(words)
  if (vague === 'over') return [value - 0.05, /多|余|强/.test(words) ? value + grain : Number.POSITIVE_INFINITY]
  if (vague === 'under') return [/不足|不到|以内|以下/.test(words) ? 0 : value - grain / 2, value + 0.05]
  return [value - grain * 0.55, value + grain * 0.55]
}

/** Shares and multiples that are told in words: 近七成, 三分之一, 过半, 翻了一番. */
export function roughIn(plain: string): Rough[] {
  const found: Rough[] = []
  const keep = (match: RegExpExecArray, unit: string, value: number, between: [number, number], words: string) => {
    const place = { start: match.index, end: match.index + match[0].length }
    if (!found.some((r) => place.start < r.end && place.end > r.start))
      found.push({ ...place, value, unit, step: 1, script: 'chinese', vague: tone(words), between })
  }
  for (const match of plain.matchAll(tenths)) {
    const { n = '', half, before = '', after = '' } = match.groups ?? {}
    const value = digit(n) * 10 + (half === '半' ? 5 : half ? digit(half) : 0)
    // 六成八 is told to the hundredth; and one in ten more exactly than nine.
    const grain = half && half !== '半' ? 2 : value === 10 ? 6 : 10
    keep(match, '%', value, shareBetween(value, before + after, grain), before + after)
  }
  for (const match of plain.matchAll(parts)) {
    const { of = '', n = '', before = '', after = '' } = match.groups ?? {}
    if (digit(n) >= digit(of)) continue
    const value = Math.round((digit(n) / digit(of)) * 1e4) / 100
    keep(match, '%', value, shareBetween(value, before + after, 100 / digit(of) / 4), before + after)
  }
  for (const match of plain.matchAll(halves)) {
    const { over, under } = match.groups ?? {}
    const words = over ? '超' : under ? under.slice(0, 2) : ''
    keep(match, '%', 50, shareBetween(50, words, 10), words)
  }
  for (const match of plain.matchAll(doublings)) {
    const { n = '一', before = '', after = '' } = match.groups ?? {}
    const times = 2 ** digit(n)
    const words = before + after
    const between: [number, number] =
      tone(words) === 'under' ? [times * 0.85 - 1, times - 1] : [times * 0.95 - 1, times * 1.25 - 1]
    keep(match, '倍', times - 1, between, words)
  }
  return found
}
