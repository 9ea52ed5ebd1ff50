import { addDays, type Day, showLongDay, yearOf } from '../core/day.ts'
import type { Random } from './random.ts'

/** Words by the name of their slot; a word may itself hold slots. */
export type Words = Readonly<Record<string, readonly string[]>>

/** How the documents of one column are worded. */
export type Grammar = {
  titles: readonly string[]
  /** First paragraph. */
  leads: readonly string[]
  /** Paragraphs of the middle, of which some are taken, in their order. A leading `## ` makes a heading. */
  middles: readonly string[]
  ends: readonly string[]
  /** Head and rows of a table, put before the end in one document of two. */
  table?: { head: readonly string[]; rows: readonly (readonly string[])[] }
  words?: Words
  keywords: readonly string[]
  category: string
  /** Codes of the units that write here; `towns` stands for towns and subdistricts. */
  units: readonly string[]
  /** Slot whose word says by itself which unit writes: its words end in the unit's code, as `停电检修@reform`. */
  by?: string
  /** Year before which nothing of the kind was written. */
  since?: number
  /** Sign before the year in document numbers, such as 津政发; absent: no numbers. */
  number?: string
  kind?: 'news' | 'document'
}

/** What the words of one document have in common. */
export type Scene = { random: Random; words: Words; day: Day; known: Map<string, string> }

/**
 * Fills the slots of a template: `{3..9}` a number, `{3..9.}` one with a decimal, `{day+5}` and `{day-5}` a day around
 * the document's own, `{year}` and `{year-1}`, `{topic}` a word that stays the same through the document, `{topic!}` a new
 * one each time. Throws on a slot without words.
 */
export function fill(template: string, scene: Scene): string {
  return template.replace(/\{([^{}]+)\}/g, (_, slot: string) => fillSlot(slot, scene))
}

function fillSlot(slot: string, scene: Scene): string {
  const { random, words, known, day } = scene
  const range = /^(\d+)\.\.(\d+)(\.?)$/.exec(slot)
  if (range) {
    const n = random.int(Number(range[1]), Number(range[2]))
    return range[3] ? `${n}.${random.int(1, 9)}` : String(n)
  }
  const shift = /^(day|year)([+-]\d+)?$/.exec(slot)
  if (shift) {
    const by = Number(shift[2] ?? 0)
    return shift[1] === 'day' ? showLongDay(addDays(day, by)) : String(yearOf(day) + by)
  }
  const name = slot.replace(/!$/, '')
  const before = known.get(name)
  if (before !== undefined && name === slot) return before
  const list = words[name]
  if (!list) throw new Error(`no words for {${slot}}`)
  const word = fill(withoutUnit(random.pick(list)), scene)
  if (name === slot) known.set(name, word)
  return word
}

/** A word without the unit it belongs to. */
export const withoutUnit = (word: string) => word.replace(/@[a-z-]+$/, '')

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Title, abstract and text of a new document. */
export function compose(
  grammar: Grammar,
  scene: Scene,
): { title: string; abstract: string; body: string; plain: string } {
  const { random } = scene
  const title = fill(random.pick(grammar.titles), scene)
  const lead = fill(random.pick(grammar.leads), scene)
  const middles = renumbered(middlesOf(grammar, random)).map((m) => fill(m, scene))
  const end = fill(random.pick(grammar.ends), scene)
  const table = grammar.table && random.chance(0.5) ? tableOf(grammar.table, scene) : undefined
  const blocks = [lead, ...middles].map((text) =>
    text.startsWith('## ') ? `<h2>${escaped(text.slice(3))}</h2>` : `<p>${escaped(text)}</p>`,
  )
  const body = [...blocks, ...(table ? [table] : []), `<p>${escaped(end)}</p>`].join('\n')
  return { title, abstract: lead.length > 90 ? `${lead.slice(0, 88)}……` : lead, body, plain: plainOf(body) }
}

/** Under headings every section keeps something; without them some paragraphs are taken. */
function middlesOf({ middles }: Grammar, random: Random): string[] {
  if (!middles.some((m) => m.startsWith('## '))) return random.sample(middles, random.int(3, 6))
  return middles.filter((m, i) => m.startsWith('## ') || middles[i - 1]?.startsWith('## ') || random.chance(0.75))
}

/** Paragraphs that count (一、 or (一)) count on without a gap, whatever was left out. */
function renumbered(paragraphs: readonly string[]): string[] {
  let outer = 0
  let inner = 0
  return paragraphs.map((text) =>
    text
      .replace(/^(## )?[一二三四五六七八九]、/, (_, heading = '') => `${heading}${inChinese(++outer)}、`)
      .replace(/^\([一二三四五六七八九]\)/, () => `（${inChinese(++inner)}）`),
  )
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
/** Numbers up to 99 as articles write them. */
export function inChinese(n: number): string {
  const tens = Math.floor(n / 10)
  const ones = n % 10
  return `${tens === 0 ? '' : tens === 1 ? '十' : `${digits[tens]}十`}${ones === 0 && tens > 0 ? '' : digits[ones]}`
}

function tableOf({ head, rows }: NonNullable<Grammar['table']>, scene: Scene): string {
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((c) => `<${tag}>${escaped(fill(c, scene))}</${tag}>`).join('')}</tr>`
  return `<table><thead>${cells('th', head)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table>`
}

/** The words of a clean text without its marks. */
export function plainOf(body: string): string {
  return body
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
