import { type Day, yearOf } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { getUnit } from '../organisations/index.ts'
import { allRecords, yearScope } from './counting.ts'
import { computeForm, obstacles } from './form.ts'
import type { TemplateCode } from './forms/form.ts'
import { formDocx } from './output/docx.ts'
import { figureJson, formJson } from './output/json.ts'
import { columns, formText } from './output/text.ts'
import { formXlsx } from './output/xlsx.ts'
import { findRate, getIndicator } from './registry.ts'
import { allFigures, type Figure, figure, inUnit, recordsBehind } from './service.ts'

export const formFormats = ['table', 'json', 'xlsx', 'docx'] as const
export type FormFormat = (typeof formFormats)[number]

/**
 * What `mingtang form` prints, and whether a blocking identity fails (exit status 1). Text for table and JSON, bytes of a
 * file for the others.
 * @param of.unit - absent: the government at the root
 */
export async function formForCli(
  ctx: Ctx,
  of: { year: number; template?: TemplateCode | undefined; unit?: string | undefined; format?: FormFormat | undefined },
): Promise<{ content: string | Buffer; fileName: string; broken: boolean }> {
  const format = of.format ?? 'table'
  const form = await computeForm(ctx, {
    year: of.year,
    template: of.template,
    unit: of.unit ?? ctx.settings.site.rootUnit,
  })
  const writers = {
    table: () => formText(form),
    json: () => `${JSON.stringify(formJson(form), null, 2)}\n`,
    xlsx: () => formXlsx(form),
    docx: () => formDocx(form),
  } as const
  return { content: await writers[format](), fileName: `${form.title}.${format}`, broken: obstacles(form).length > 0 }
}

/**
 * What `mingtang indicators` prints: all figures of a year, one of them, or with `rows` the records behind that one.
 * @param of.year - absent: the year of today
 */
export async function indicatorsForCli(
  ctx: Ctx,
  of: {
    id?: string | undefined
    year?: number | undefined
    /** Last day of the period; absent: of the year. */
    until?: Day | undefined
    unit?: string | undefined
    rows?: boolean | undefined
    format?: 'table' | 'json' | undefined
  },
): Promise<string> {
  const unit = await getUnit(ctx.db, of.unit ?? ctx.settings.site.rootUnit)
  const year = yearScope(unit.path, of.until ? yearOf(of.until) : (of.year ?? yearOf(ctx.today)))
  const scope = { ...year, to: of.until ?? year.to }
  if (of.id && of.rows) {
    const rate = findRate(of.id)
    if (rate) throw new NotFound(`比率 ${of.id} 自己的记录，请查它的两个指标 ${rate.of.join(' 和 ')}`)
    const indicator = getIndicator(of.id)
    const records = (await allRecords(ctx.db, recordsBehind(ctx, scope, [indicator]))).map((r) => ({
      ...r,
      amount: inUnit(indicator, Number(r.amount)),
    }))
    if (of.format === 'json') return `${JSON.stringify(records, null, 2)}\n`
    return `${columns(
      records.map((r) => [r.on, r.subject, r.unitCode, String(r.amount), r.label]),
      new Set([3]),
    ).join('\n')}\n`
  }
  const found = of.id ? [await figure(ctx, of.id, scope)] : await allFigures(ctx, scope)
  if (of.format === 'json') return `${JSON.stringify(found.map(figureJson), null, 2)}\n`
  const worked = (f: Figure) => f.of?.map((part) => `${part.label} ${part.value ?? '空白'}`).join('，')
  const lines = found.map((f) => [
    ...[f.id, f.value === null ? '' : String(f.value), f.unit, f.label],
    f.blankBecause ?? worked(f) ?? '',
  ])
  return `${columns(lines, new Set([1])).join('\n')}\n`
}
