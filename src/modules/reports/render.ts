import type { Day } from '../../core/day.ts'
import { type ChartReference, type CitationKind, type Piece, parse } from './notation.ts'

/** A reference with the value that was found for it. */
export type Value = {
  /** As printed: 4件, 75%, 减少22.2%. */
  shown: string
  /** The number itself, of the first indicator; null for a list and a chart. */
  value: number | null
  label: string
  unit: string
  definition: string
  basis: string
  from: Day
  to: Day
  /** Indicator or rate whose page says more. */
  indicator: string
  /** Bars of a chart. */
  bars?: readonly { label: string; value: number | null }[]
}

/** What stands in the place of a reference. */
export type Found = Value | { missing: string }

/** A piece of a printed paragraph. */
export type Span =
  | { kind: 'text'; text: string }
  | { kind: 'cited'; text: string; of: CitationKind }
  /** What the report knows of itself: its year, who writes it. */
  | { kind: 'word'; text: string }
  | { kind: 'figure'; source: string; value: Value }
  | { kind: 'missing'; source: string; why: string }

/** What stands in the place of a reference, in words that two can be compared by. */
export function spelled(found: Found | undefined): string {
  if (!found || 'missing' in found) return '没有数'
  return found.bars ? found.bars.map((b) => `${b.label} ${b.value ?? '未登记'}`).join('，') : found.shown
}

export type Chart = { source: string; reference: ChartReference; found: Found }

/** A printed block of a section. */
export type Printed =
  | { kind: 'heading'; level: 2 | 3; spans: readonly Span[] }
  | { kind: 'paragraph'; spans: readonly Span[] }
  | { kind: 'chart'; chart: Chart }

/** What the references of a report are replaced with: words, and values by their source. */
export type Values = { words: Readonly<Record<string, string>>; found: ReadonlyMap<string, Found> }

/** A section as it is printed. A short line that begins with （一） is a heading, as is 1. without a full stop. */
export function render(text: string, values: Values): Printed[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line): Printed => {
      const [only, ...more] = parse(line)
      if (only?.kind === 'chart' && more.length === 0) {
        const found = values.found.get(only.source) ?? { missing: '还没有取数' }
        return { kind: 'chart', chart: { source: only.source, reference: only.chart, found } }
      }
      const spans = spansOf(line, values)
      const ends = /[。；：！？]$/.test(line)
      if (!ends && line.length <= 40 && /^（[一二三四五六七八九十]+）/.test(line))
        return { kind: 'heading', level: 2, spans }
      if (!ends && line.length <= 40 && /^\d{1,2}[.．]/.test(line)) return { kind: 'heading', level: 3, spans }
      return { kind: 'paragraph', spans }
    })
}

/** A line in spans. */
export const spansOf = (line: string, values: Values): Span[] => parse(line).map((piece) => spanOf(piece, values))

function spanOf(piece: Piece, { words, found }: Values): Span {
  if (piece.kind === 'text') return piece
  if (piece.kind === 'citation') return { kind: 'cited', text: piece.text, of: piece.of }
  const missing = (why: string): Span => ({ kind: 'missing', source: piece.source, why })
  if (piece.kind === 'word') {
    const text = words[piece.word]
    if (text) return { kind: 'word', text }
    return missing(piece.word === 'phone' ? '单位没有登记联系电话，请直接写，例如 {电话 0736-4210138}' : '没有登记')
  }
  if (piece.kind === 'fault') return missing(piece.why)
  if (piece.kind === 'toWrite') return missing(`还没有写${piece.what}`)
  if (piece.kind === 'chart') return missing('图要单独写一行')
  const value = found.get(piece.source) ?? { missing: '还没有取数' }
  return 'missing' in value ? missing(value.missing) : { kind: 'figure', source: piece.source, value }
}

/** The words of spans; what is missing stays visible. */
export const plainOf = (spans: readonly Span[]): string =>
  spans
    .map((span) => {
      if (span.kind === 'figure') return span.value.shown
      return span.kind === 'missing' ? `〔缺数〕` : span.text
    })
    .join('')

/** What a section lacks to be printed, in words. */
export function missingIn(printed: readonly Printed[]): { source: string; why: string }[] {
  return printed.flatMap((block) => {
    if (block.kind === 'chart')
      return 'missing' in block.chart.found ? [{ source: block.chart.source, why: block.chart.found.missing }] : []
    return block.spans.flatMap((s) => (s.kind === 'missing' ? [{ source: s.source, why: s.why }] : []))
  })
}
