import type { Ctx } from '../../platform/context.ts'
import { renderDocx, renderPdf } from '../../platform/paper/index.ts'
import { getUnit } from '../organisations/index.ts'
import { composeReport, obstaclesIn, type PrintedReport, type SectionText } from './draft.ts'
import { reportHtml } from './output/html.ts'
import { reportPaper } from './output/paper.ts'
import { reportText } from './output/text.ts'
import { templateOf } from './template.ts'

export const reportFormats = ['text', 'html', 'docx', 'pdf'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** A report in one format: text for text and HTML, bytes of a file for the others. */
export async function writeReport(report: PrintedReport, format: ReportFormat): Promise<string | Buffer> {
  if (format === 'text') return reportText(report)
  if (format === 'html') return reportHtml(report)
  return format === 'docx' ? renderDocx(reportPaper(report)) : renderPdf(reportPaper(report))
}

/**
 * What `mingtang report` prints: the report of a year as the template words it, with the records as they are now, and what
 * it still lacks.
 */
export async function reportForCli(
  ctx: Ctx,
  of: { year: number; unit?: string | undefined; format: ReportFormat },
): Promise<{ content: string | Buffer; fileName: string; lacks: string[] }> {
  const unit = await getUnit(ctx.db, of.unit ?? ctx.settings.site.rootUnit)
  const template = templateOf(of.year)
  const texts: SectionText[] = template.sections.map(({ key, text }) => ({ key, text }))
  const { operator, phone } = ctx.settings.site
  const report = await composeReport(ctx, template, { year: of.year, unit, issuer: operator, phone }, texts)
  const lacks = obstaclesIn(report, texts).map((o) => `${o.section}：${o.what}`)
  return { content: await writeReport(report, of.format), fileName: `${report.title}.${of.format}`, lacks }
}
