import { showLongDay } from '../../../core/day.ts'
import { footer, reportingUnit, shownCell } from '../../statistics/index.ts'
import type { PrintedReport } from '../draft.ts'
import { plainOf } from '../render.ts'

/** The report as plain text; tables stand one row a line, their cells parted by |. */
export function reportText(report: PrintedReport): string {
  const { form } = report
  const table = (i: number) => tableRows(report, i)
  return `${[
    report.title,
    ...(report.correction ? [report.correction] : []),
    ...report.sections.flatMap((section) => [
      ...(section.title ? [section.title] : []),
      ...section.printed.flatMap((block) => (block.kind === 'chart' ? [] : [plainOf(block.spans)])),
      ...section.tables.flatMap(table),
    ]),
    report.issuer,
    ...(report.datedOn ? [showLongDay(report.datedOn)] : []),
    ...(report.formAnnexed
      ? [
          form.title,
          reportingUnit(form),
          ...form.template.layouts.flatMap((_, i) => table(i)),
          footer(report.signatures).join(' '),
        ]
      : []),
  ].join('\n')}\n`
}

function tableRows({ form }: PrintedReport, i: number): string[] {
  const layout = form.template.layouts[i]
  if (!layout) return []
  return layout.rows.map((row) => row.map((cell) => shownCell(form, cell)).join(' | '))
}
