import type { Block, Cell, Paper } from '../../../platform/paper/index.ts'
import { barsSvg } from '../../../platform/paper/index.ts'
import { type FilledForm, footer, reportingUnit, shownCell } from '../../statistics/index.ts'
import type { PrintedReport, PrintedSection } from '../draft.ts'
import { type Printed, plainOf } from '../render.ts'

/** The report as an official paper: red head, parts, real tables, signature; the form follows where it is annexed. */
export function reportPaper(report: PrintedReport): Paper {
  const { form, issuer, datedOn } = report
  const annexed = report.formAnnexed ? [form.title] : []
  return {
    kind: 'report',
    issuer: report.unit,
    title: brokenTitle(report),
    blocks: [
      ...(report.correction ? [{ type: 'note', text: report.correction } as const] : []),
      ...report.sections.flatMap((section) => blocksOf(report, section)),
    ],
    attachments: annexed,
    ...(datedOn && { signature: { name: issuer, day: datedOn } }),
    annexes: annexed.map((title) => ({
      title,
      blocks: [
        { type: 'note', text: reportingUnit(form) },
        ...form.template.layouts.flatMap((_, i) => tableOf(report, i)),
        ...signedLines(report),
      ],
    })),
  }
}

/** Who signed the form, and how to reach them: two lines, so that no number is broken. */
function signedLines({ signatures }: PrintedReport): Block[] {
  const [head, reviewer, preparer, ...rest] = footer(signatures)
  return [[head, reviewer, preparer], rest].map((line) => ({ type: 'note', text: line.join('　') }))
}

/** A long title breaks after the name of the unit. */
function brokenTitle({ title, unit }: PrintedReport): string {
  return title.length > 19 && title.startsWith(unit) ? `${unit}\n${title.slice(unit.length)}` : title
}

function blocksOf(report: PrintedReport, section: PrintedSection): Block[] {
  return [
    ...(section.title ? [{ type: 'heading', level: 1, text: section.title } as const] : []),
    ...section.printed.flatMap(blockOf),
    ...section.tables.flatMap((i) => tableOf(report, i, section.title)),
  ]
}

function blockOf(block: Printed): Block[] {
  if (block.kind === 'heading') return [{ type: 'heading', level: block.level, text: plainOf(block.spans) }]
  if (block.kind === 'paragraph') return [{ type: 'paragraph', text: plainOf(block.spans) }]
  const { found } = block.chart
  if ('missing' in found || !found.bars) return [{ type: 'paragraph', text: '〔缺图〕' }]
  const { svg, width, height } = barsSvg(found.bars, found.unit)
  const alt = found.bars.map((b) => `${b.label}${b.value ?? '未登记'}${found.unit}`).join('，')
  return [{ type: 'picture', svg, alt, width, height, caption: `图：${found.shown}（单位：${found.unit}）` }]
}

/** Rows of the body below which others are set in. */
function headingsOf({ rows, headRows }: FilledForm['template']['layouts'][number]): number[] {
  const indents = rows.slice(headRows).map(([first]) => first?.indent ?? 0)
  return indents.flatMap((indent, i) => ((indents[i + 1] ?? 0) > indent ? [i] : []))
}

/** A table of the form as printed, its merged cells kept; below a heading that says the same it has no caption. */
function tableOf({ form }: PrintedReport, i: number, heading = ''): Block[] {
  const layout = form.template.layouts[i]
  if (!layout) return []
  const cells = layout.rows.map((row) =>
    row.map((cell): Cell => {
      const indent = '　'.repeat(cell.indent ?? 0)
      const align = cell.cell ? 'center' : cell.role === 'label' ? 'left' : undefined
      const text = `${indent}${shownCell(form, cell)}`
      return { text, across: cell.across ?? 1, down: cell.down ?? 1, ...(align && { align }) }
    }),
  )
  return [
    {
      type: 'table',
      ...(layout.title && layout.title !== heading && { caption: layout.title }),
      columns: layout.widths.map((width, c) => ({ label: '', width, align: c === 0 ? 'left' : 'center' })),
      head: cells.slice(0, layout.headRows),
      rows: cells.slice(layout.headRows),
      dense: layout.widths.length > 6,
      headings: headingsOf(layout),
    },
  ]
}
