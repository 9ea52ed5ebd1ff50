import type { Passage } from '../../platform/reading/index.ts'

/** A line of the file as it was read. */
export type Line = {
  /** Counted through the whole file, from 1. */
  number: number
  /** Where a person finds it, such as 第 3 页. */
  place: string
  text: string
}

/** A stretch of prose or one row of a table: lines that belong together. */
export type Paragraph = {
  /** The text as it stands. */
  text: string
  /** The same, sign by sign, with full-width digits, brackets and colons made half-width, so that rules need one form only. */
  plain: string
  /** The line in which an offset of the text stands. */
  lineAt: (offset: number) => Line
}

/** Full-width forms become half-width, one sign for one, so that offsets stay true. */
export function plain(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000\u00a0\u2236\u00d7]/g, (sign) => {
    if (sign === '\u3000' || sign === '\u00a0') return ' '
    if (sign === '\u2236') return ':'
    if (sign === '\u00d7') return 'x'
    return String.fromCharCode(sign.charCodeAt(0) - 0xfee0)
  })
}

/** Lines of a file from the passages in which it was read; a passage of several lines is taken apart. */
export function linesOf(passages: readonly Passage[]): Line[] {
  const lines: Line[] = []
  for (const { place, text } of passages) {
    const parts = text.split(/\r\n|\r|\n/)
    for (const [i, part] of parts.entries())
      lines.push({
        number: lines.length + 1,
        place: parts.length > 1 && place !== '' ? `${place}第 ${i + 1} 行` : place,
        text: part,
      })
  }
  return lines
}

const ended = /[。！？!?；;：:]\s*$/
/** A line that begins something of its own: a heading, a numbered point, a row of a table, a signature. */
const begins =
  /^\s*(?:[（(]?[一二三四五六七八九十百零〇\d]{1,3}[)）、.．]|第[一二三四五六七八九十百\d]+[章节条部分]|[一二三四五六七八九十]+是|其中[:：]|附|注[:：]|\S{0,12}[|｜\t]|\d{4}\s*年)/

/** A row of a table. */
const cells = /[|\t]/

/**
 * Paragraphs of prose: one a line, but lines that a layout broke (PDF, mail) are joined again. A line is held to be broken
 * when it is about as long as the page is wide and does not end a sentence.
 */
export function paragraphsOf(lines: readonly Line[]): Paragraph[] {
  const page = usualWidth(lines)
  const paragraphs: Paragraph[] = []
  let held: Line[] = []
  const close = () => {
    if (held.length > 0) paragraphs.push(paragraphOf(held))
    held = []
  }
  for (const line of lines) {
    if (line.text.trim() === '') {
      close()
      continue
    }
    const before = held.at(-1)
    const goesOn =
      before !== undefined &&
      page !== undefined &&
      fills(page.measure(before.text), page.width) &&
      !ended.test(before.text) &&
      !begins.test(line.text) &&
      !cells.test(before.text)
    if (!goesOn) close()
    held.push(line)
  }
  close()
  return paragraphs
}

/** A number that does not fit goes to the next line whole. */
const fills = (line: number, page: number) => line - page <= 4 && page - line <= 8

/** How wide a line is: as it is printed, in halves of a Chinese sign, or by its signs. */
type Measure = (text: string) => number
const printed: Measure = (text) => {
  let width = 0
  for (const sign of text.trimEnd()) width += sign.charCodeAt(0) > 0xff ? 2 : 1
  return width
}
const bySigns: Measure = (text) => text.trimEnd().length * 2

/** Width of the page, if several lines fill it; undefined where each line is a paragraph. */
function usualWidth(lines: readonly Line[]): { width: number; measure: Measure } | undefined {
  const prose = lines.filter(({ text }) => !cells.test(text))
  const [best] = [printed, bySigns]
    .flatMap((measure) => {
      const long = prose.map(({ text }) => measure(text)).filter((n) => n >= 40 && n <= 130)
      const near = (width: number) => long.filter((n) => Math.abs(n - width) <= 3).length
      // By signs only what was cut after so many of them: then all lines are as long.
      const least = measure === bySigns ? 5 : 1
      return [...new Set(long)]
        .map((width) => ({ width, measure, count: near(width), of: long.length }))
        .filter(({ count }) => count >= least)
    })
    .sort((a, b) => b.count - a.count || b.width - a.width)
  // A page always breaks its lines; in other texts paragraphs of one line each come in all lengths.
  const laidOut = lines.some((l) => /^第 \d+ 页/.test(l.place))
  return best && (laidOut || (best.count >= 3 && best.count >= best.of * 0.3)) ? best : undefined
}

function paragraphOf(lines: readonly Line[]): Paragraph {
  const starts: number[] = []
  let text = ''
  for (const line of lines) {
    starts.push(text.length)
    text += text === '' ? line.text.trimEnd() : line.text.trim()
  }
  const first = lines[0] as Line
  return {
    text,
    plain: plain(text),
    lineAt: (offset) => lines[starts.findLastIndex((start) => start <= offset)] ?? first,
  }
}

/** A sentence of a paragraph, by its offsets. */
export type Sentence = { paragraph: Paragraph; start: number; end: number; plain: string }

/** Sentences, cut at 。；！？. */
export function sentencesOf(paragraph: Paragraph): Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  const cut = (end: number) => {
    if (paragraph.plain.slice(start, end).trim() !== '')
      sentences.push({ paragraph, start, end, plain: paragraph.plain.slice(start, end) })
    start = end
  }
  for (const { index } of paragraph.plain.matchAll(/[。!?;]/g)) cut(index + 1)
  cut(paragraph.plain.length)
  return sentences
}
