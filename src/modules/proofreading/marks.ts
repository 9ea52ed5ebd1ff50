import type { Mark, MarkedLine } from '../../ui/index.ts'
import type { Checked } from './check.ts'
import type { Place } from './findings.ts'

/** Signs of a text that a page shows; of what is longer only the surroundings of findings. */
const mostShown = 400_000
const around = 2

/** Whether the page shows every line of a text. */
export const isShownWhole = ({ lines }: Pick<Checked, 'lines'>): boolean =>
  lines.reduce((sum, l) => sum + l.text.length, 0) <= mostShown

/** The text of a file, line by line, with a mark at each place of each finding. Blank lines are left out. */
export function markedLines({ lines, findings, holding }: Checked): MarkedLine[] {
  const marks = new Map<number, Mark[]>()
  for (const [i, { severity, places }] of findings.entries())
    for (const place of places) {
      const text = lines[place.line - 1]?.text ?? ''
      for (const [start, end] of stretchesOf(text, place)) {
        const there = marks.get(place.line) ?? []
        // Words that are marked already are not marked again; what is left behind them is.
        const from = Math.max(start, ...there.filter((m) => start < m.end && end > m.start).map((m) => m.end))
        if (from >= end || there.some((m) => from < m.end && end > m.start)) continue
        marks.set(place.line, [...there, { start: from, end, href: `#remark-${i + 1}`, tone: severity }])
      }
    }
  const wanted = isShownWhole({ lines })
    ? undefined
    : near([...findings, ...holding].flatMap((f) => f.places.map((p) => p.line)))
  return lines
    .filter((l) => /[^\s|]/.test(l.text) && (wanted?.has(l.number) ?? true))
    .map(({ number, text }) => ({
      number,
      // A table in plain text that opens its rows with a sign closes them with one; else it stands before a blank cell.
      text: /^\s*\|.*\|\s*$/.test(text) ? text.replace(/\s*\|\s*$/, '') : text,
      marks: (marks.get(number) ?? []).toSorted((a, b) => a.start - b.start),
    }))
}

const near = (lines: readonly number[]) =>
  new Set(lines.flatMap((line) => Array.from({ length: 2 * around + 1 }, (_, i) => line + i - around)))

/** Where the words of a place stand in its line; a paragraph may go on in the next, a cell stands apart from its label. */
function stretchesOf(text: string, { quote }: Place): [number, number][] {
  const at = text.indexOf(quote)
  if (quote !== '' && at >= 0) return [[at, at + quote.length]]
  if (text.includes('|')) {
    const value = quote.split(' ').at(-1) ?? ''
    const cell = text.lastIndexOf(`| ${value}`)
    if (/\d/.test(value) && cell >= 0) return [[cell + 2, cell + 2 + value.length]]
    const label = /^[^|]*\|/.exec(text)?.[0] ?? ''
    return [[0, label.length - 1]]
  }
  for (let length = quote.length - 1; length >= 4; length--) {
    const begin = text.indexOf(quote.slice(0, length))
    if (begin >= 0) return [[begin, begin + length]]
  }
  return [[0, text.length]]
}
