import { type Figure, findIndicator, indicators, rates } from '../statistics/index.ts'
import { parse } from './notation.ts'

/** One way of writing a figure into a text. */
export type Writing = { label: string; reference: string }

/**
 * The ways in which a figure may be written: its value, what has changed since the year before, names, months; and what it
 * makes together with figures noted before: a share, a change, a chart.
 * @param noted - in the order in which they were noted
 */
export function waysToWrite(figure: Figure, noted: readonly Figure[]): Writing[] {
  const { id, unit, period } = figure
  const counted = findIndicator(id) !== undefined
  const others = noted.filter((n) => n.id !== id && n.unit === unit)
  const way = (label: string, inside: string): Writing => ({ label, reference: `{${inside}}` })
  return [
    way('插入', id),
    way('比上年', `${id} 比上年`),
    ...(counted ? [way('列名称', `${id} 列名`)] : []),
    ...(counted && period.kind === 'during' ? [way('按月的图', `图 按月 ${id}`)] : []),
    ...others.flatMap((o) => [
      way(`占“${o.label}”`, `${id} 占=${o.id}`),
      way(`与“${o.label}”相比`, `${id} 比=${o.id}`),
    ]),
    ...(others.length > 0 ? [way('和记下的画成图', `图 ${[...others.map((o) => o.id), id].join(' ')}`)] : []),
  ]
}

/** The reference, if it is one that may be inserted: a figure or a chart, and nothing beside it. */
export function asReference(text: string): string | undefined {
  const [piece, ...more] = parse(text)
  return more.length === 0 && (piece?.kind === 'figure' || piece?.kind === 'chart') ? piece.source : undefined
}

/** A chart stands on a line of its own. */
export const isChart = (reference: string): boolean => parse(reference)[0]?.kind === 'chart'

/** Ids of indicators and rates whose name, definition or id hold every word typed, the shortest names first. */
export function findFigures(typed: string): string[] {
  const wanted = typed.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  return [...indicators, ...rates]
    .filter((i) => wanted.every((w) => `${i.label} ${i.definition} ${i.id}`.toLowerCase().includes(w)))
    .sort((a, b) => a.label.length - b.label.length)
    .map((i) => i.id)
}

/** Puts a reference into a text: at the end of the paragraph with that number, counted from 1, before its full stop; of the last where there is none. A chart follows the paragraph. */
export function insertInto(text: string, paragraph: number | undefined, reference: string): string {
  const lines = text.split(/\r?\n/)
  const places = lines.flatMap((line, i) => (line.trim() === '' ? [] : [i]))
  const at = places[(paragraph ?? places.length) - 1] ?? places.at(-1)
  if (at === undefined) return reference
  const line = lines[at] ?? ''
  if (isChart(reference)) return lines.toSpliced(at + 1, 0, reference).join('\n')
  const stop = /[。；！？]?\s*$/.exec(line)?.index ?? line.length
  lines[at] = `${line.slice(0, stop)}${reference}${line.slice(stop)}`
  return lines.join('\n')
}
