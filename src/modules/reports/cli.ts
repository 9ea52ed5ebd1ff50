import type { Ctx } from '../../platform/context.ts'
import { renderDocx, renderPdf } from '../../platform/paper/index.ts'
import { getUnit } from '../organisations/index.ts'
import { composeReport, obstaclesIn, type PrintedReport } from './draft.ts'
import { reportHtml } from './output/html.ts'
import { reportPaper } from './output/paper.ts'
import { reportText } from './output/text.ts'
import { composed } from './read.service.ts'
import { findNewest, listPublished } from './store.ts'
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
 * What `mingtang report` prints: the report of a year as it is published, else as it is being written, else as the format
 * words it; and what it still lacks.
 */
export async function reportForCli(
  ctx: Ctx,
  of: { year: number; unit?: string | undefined; format: ReportFormat },
): Promise<{ content: string | Buffer; fileName: string; lacks: string[] }> {
  const unit = await getUnit(ctx.db, of.unit ?? ctx.settings.site.rootUnit)
  const [published] = (await listPublished(ctx.db, { unit: unit.code, year: of.year })).filter(
    (r) => r.state === 'published',
  )
  const kept = published ?? (await findNewest(ctx.db, unit.code, of.year))
  const { operator, phone } = ctx.settings.site
  const subject = { year: of.year, unit, issuer: operator, phone }
  const { printed, texts } = kept ? await composed(ctx, kept) : await composeReport(ctx, templateOf(of.year), subject)
  const lacks = obstaclesIn(printed, texts).map((o) => `${o.section}：${o.what}`)
  return { content: await writeReport(printed, of.format), fileName: `${printed.title}.${of.format}`, lacks }
}
