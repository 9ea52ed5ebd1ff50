import { indicators, rates } from '../statistics/index.ts'

/** Ids of indicators and rates whose name, definition or id hold every word typed, the shortest names first. */
export function findFigures(typed: string, most = 8): string[] {
  const wanted = typed.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  return [...indicators, ...rates]
    .filter((i) => wanted.every((w) => `${i.label} ${i.definition} ${i.id}`.toLowerCase().includes(w)))
    .sort((a, b) => a.label.length - b.label.length)
    .slice(0, most)
    .map((i) => i.id)
}

/** Puts a reference into a text: at the end of the paragraph with that number, counted from 1, before its full stop; of the last where there is none. */
export function insertInto(text: string, paragraph: number | undefined, reference: string): string {
  const lines = text.split(/\r?\n/)
  const places = lines.flatMap((line, i) => (line.trim() === '' ? [] : [i]))
  const at = places[(paragraph ?? places.length) - 1] ?? places.at(-1)
  if (at === undefined) return reference
  const line = lines[at] ?? ''
  const stop = /[。；！？]?\s*$/.exec(line)?.index ?? line.length
  lines[at] = `${line.slice(0, stop)}${reference}${line.slice(stop)}`
  return lines.join('\n')
}
