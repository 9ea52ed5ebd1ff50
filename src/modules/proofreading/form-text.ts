import { cellsAlone } from './forms.ts'
import { type Line, plain } from './text.ts'

/** The whole text as one stretch, with the line of each offset. */
export type Stretch = { text: string; lineAt: (offset: number) => Line }

export function stretchOf(lines: readonly Line[]): Stretch {
  const starts: number[] = []
  let text = ''
  for (const line of lines) {
    starts.push(text.length)
    text += `${plain(line.text)}\n`
  }
  return { text, lineAt: (offset) => lines[starts.findLastIndex((s) => s <= offset)] ?? (lines[0] as Line) }
}

/** Words of a label that a reader would still know it by: no number before it, no brackets, no signs. */
export function core(label: string): string {
  return plain(label)
    .replace(/^\s*(?:\(?[一二三四五六七八九十]+[)、]|\d+[.、]|其中:)\s*/g, '')
    .replace(/\([^)]*\)/g, '')
    .replace(/^其中:?/, '')
    .replace(/[“”"'《》\s]/g, '')
}

/** The label as an expression that lets blanks, line ends and quotation marks stand between its signs. */
export function patternOf(text: string): string {
  return [...text].map((sign) => sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\s“”"\'《》]*')
}

export type Row = { ids: readonly string[]; label: string; pattern: string }

/** Finds rows one after another: the place of each label behind the one before. Rows that are missing are passed over. */
export function findRows(stretch: Stretch, rows: readonly Row[], from: number, reach: number) {
  const found: { row: Row; start: number; end: number }[] = []
  let at = from
  for (const row of rows) {
    // A label far behind the last belongs to something else, such as the notes after the table.
    const match = new RegExp(row.pattern).exec(stretch.text.slice(at, at + reach + 100))
    if (!match || match.index > reach) continue
    const [start, end] = [at + match.index, at + match.index + match[0].length]
    found.push({ row, start, end })
    at = end
  }
  return found
}

export const number = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/

export const numberOf = (raw: string): number | null => (number.test(raw) ? Number(raw.replaceAll(',', '')) : null)

/** Times that a text may speak of what a form begins with before the form comes. */
export const mostStarts = 200

/** Of a form that leaves rows out no other rows may be among those that were found: one a line, and hardly a line besides. */
export function isCloseUp(stretch: Stretch, found: readonly { start: number }[]): boolean {
  const [first, last] = [found[0], found.at(-1)]
  if (!first || !last || found.length < 6) return false
  const lines = stretch.text.slice(0, last.start).split('\n')
  const from = stretch.text.slice(0, first.start).split('\n').length - 1
  const own = new Set(found.map(({ start }) => stretch.text.slice(0, start).split('\n').length - 1))
  const besides = lines.slice(from).filter((line, i) => !own.has(from + i) && !cellsAlone.test(line.replace(/\s/g, '')))
  return besides.length <= 2
}

/** Where the last row of a table ends: with its line, but for cells that stand on lines of their own. */
export function endOfRow(text: string, from: number): number {
  let end = from
  for (;;) {
    const next = text.indexOf('\n', end)
    if (next < 0) return text.length
    const line = text.slice(end, next).trim()
    if (end !== from && !/^[|\s]*(?:[\d,.]+|[^\s|]{1,3}|)[|\s]*$/.test(line)) return end
    if (/\d/.test(line) && /[|\t]\s*[^\s|]/.test(line)) return next
    end = next + 1
  }
}

/** Cells of the rest of a line, cut by signs. */
const cellsOf = (text: string) =>
  text
    .slice(0, text.search(/\n|$/))
    .split(/[|\t]/)
    .map((cell) => cell.trim())

const blanksAtEnd = (cells: readonly string[]) => cells.length - 1 - cells.findLastIndex((cell) => cell !== '')

/** How many blank cells close every row, by a sign at its end or where a page has joined cells; undefined where none is cut. */
export function closingBlanks(rows: readonly string[]): number | undefined {
  const blanks = rows
    .map(cellsOf)
    .filter((cells) => cells.length > 7 && cells.some((cell) => cell !== ''))
    .map(blanksAtEnd)
  return blanks.length === 0 ? undefined : Math.min(...blanks)
}

/**
 * The last `count` cells of what stands behind a label, if there are as many; group headings before them are passed over.
 * @param closing - blank cells that close every row of the table and hold no value
 */
export function numbersIn(text: string, count: number, fits = isCell, closing?: number): string[] | undefined {
  const alone = aloneIn(text.split('\n').slice(1, count + 1), fits)
  if (alone?.length === count && alone.some((cell) => cell !== '')) return alone
  if (/[|\t]/.test(text)) {
    const cells = cellsOf(text)
    const filled = cells.slice(0, cells.length - blanksAtEnd(cells)).slice(-count)
    if (filled.length === count && filled.every(fits)) return filled
    // A sign may close the row, and the last cell may be blank: only a row with one too many is cut.
    const over = closing ?? (cells.at(-1) === '' && cells.length > count + 1 ? 1 : 0)
    const tail = cells.slice(0, cells.length - over).slice(-count)
    if (tail.length === count && tail.every((cell) => cell === '' || fits(cell))) return tail
  }
  const tokens = text.split(/[\s|]+/).filter((token) => token !== '')
  const first = tokens.findIndex(fits)
  if (first < 0) return undefined
  const run = tokens.slice(first, first + count)
  return run.length === count && run.every(fits) ? run : undefined
}

/** Cells of which each stands on a line of its own and is closed by a sign, blank ones among them. */
export function aloneIn(lines: readonly string[], fits: (token: string) => boolean): string[] | undefined {
  const cells = lines.map((line) => /^([^|\t]*)\|\s*$/.exec(line)?.[1]?.trim())
  return cells.every((cell) => cell === '' || (cell !== undefined && fits(cell))) ? (cells as string[]) : undefined
}

/** A figure, or what stands for none; three strokes and more are a rule under the head of a table. */
export const isCell = (token: string) => number.test(token) || /^(?:\/|—+|-{1,2}|无)$/.test(token)
