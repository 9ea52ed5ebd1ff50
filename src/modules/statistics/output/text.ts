import type { FilledForm } from '../form.ts'
import { type Layout, placed } from '../forms/form.ts'
import { remarks, reportingUnit, shown } from './printed.ts'

/** Columns a text takes on a terminal: a Chinese character takes two. */
export function width(text: string): number {
  let n = 0
  for (const c of text)
    n +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u2014\u2018-\u201d\u2026]/.test(
        c,
      )
        ? 2
        : 1
  return n
}

const pad = (text: string, to: number) => text + ' '.repeat(Math.max(0, to - width(text)))
const padStart = (text: string, to: number) => ' '.repeat(Math.max(0, to - width(text))) + text

/** Rows in columns as wide as their widest cell; the columns named stand at the right. */
export function columns(rows: readonly (readonly string[])[], right: ReadonlySet<number>): string[] {
  const widths: number[] = []
  for (const row of rows) for (const [i, text] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width(text))
  return rows.map((row) =>
    row
      .map((text, i) => (right.has(i) ? padStart : pad)(text, widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** The form for a terminal: rows of the 2014 form, or the tables since 2019 with one line for each row. */
export function formText(form: FilledForm): string {
  const body =
    form.template.code === '2014'
      ? columns(
          form.cells.map((c) => {
            const heading = 'heading' in c.source
            return [
              c.id,
              '  '.repeat(c.indent) + c.label,
              heading ? '' : c.unit,
              heading ? '' : shown(c.value, c.blankBecause),
            ]
          }),
          new Set([3]),
        )
      : form.template.layouts.flatMap((layout) => ['', layout.title, ...columns(grid(form, layout), new Set())])
  const identities = form.identities.map(
    (i) => `${i.holds ? '✓' : i.severity === 'blocking' ? '✗' : '!'} ${pad(i.id, 5)} ${i.text}`,
  )
  return [
    form.title,
    reportingUnit(form),
    '',
    ...body,
    '',
    '勾稽关系',
    ...identities,
    ...spaced(remarks(form)),
    '',
  ].join('\n')
}

const spaced = (lines: readonly string[]) => (lines.length > 0 ? ['', ...lines] : [])

/** A table row by row: what names a row in one column, what stands above or in the columns of values at its place. */
function grid(form: FilledForm, layout: Layout): string[][] {
  const cells = placed(layout.rows, layout.widths.length)
  const first = Math.min(...cells.filter((c) => c.cell.cell).map((c) => c.column))
  const byId = new Map(form.cells.map((c) => [c.id, c]))
  return layout.rows.map((_, row) => {
    const line = cells.filter((c) => c.row === row)
    const names = line.filter((c) => c.column < first).map((c) => c.cell.text ?? '')
    const values = Array.from({ length: layout.widths.length - first }, (_, i) => {
      const cell = line.find((c) => c.column === first + i)?.cell
      const filled = cell?.cell === undefined ? undefined : byId.get(cell.cell)
      return filled ? shown(filled.value, filled.blankBecause) || '-' : (cell?.text ?? '')
    })
    return first > 0 ? [names.join(' '), ...values] : values
  })
}
