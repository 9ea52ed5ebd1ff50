import { Forbidden } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { getUnit } from '../organisations/index.ts'
import { computeForm, findFrozen, formTemplateOf, frozenForm, unsigned } from '../statistics/index.ts'
import { type PrintedReport, printReport, type SectionText } from './draft.ts'
import { parse } from './notation.ts'
import { type Found, type Printed, render } from './render.ts'
import * as store from './store.ts'
import { getTemplate } from './template.ts'
import { findValues, type Subject, wordsOf } from './values.ts'

/** A report with its texts and what its references stand for. */
export type Composed = {
  printed: PrintedReport
  texts: readonly SectionText[]
  found: ReadonlyMap<string, Found>
}

/**
 * A version as it reads: a published one with the values frozen then, any other with those of now.
 */
export async function composed(ctx: Ctx, report: store.Report): Promise<Composed> {
  const texts = (await store.listSections(ctx.db, report.id)).map(({ key, text }) => ({ key, text }))
  const template = getTemplate(report.template)
  const subject = await subjectOf(ctx, report)
  const about = {
    version: report.version,
    ...(report.datedOn && { datedOn: report.datedOn }),
    ...(report.correction && { correction: correctionNote(report) }),
  }
  if (report.formId !== null) {
    const [{ form, frozen }, found] = await Promise.all([
      frozenForm(ctx, report.formId),
      store.frozenValues(ctx.db, report.id),
    ])
    return {
      printed: printReport(template, subject, texts, { found, form }, { ...about, signatures: frozen }),
      texts,
      found,
    }
  }
  const [form, frozen] = await Promise.all([
    computeForm(ctx, { year: report.year, unit: report.unitCode }),
    findFrozen(ctx.db, { template: formTemplateOf(report.year).code, year: report.year, unit: report.unitCode }),
  ])
  const found = await findValues(
    ctx,
    subject,
    texts.map((t) => t.text),
    form,
  )
  const signatures = frozen ?? unsigned
  return { printed: printReport(template, subject, texts, { found, form }, { ...about, signatures }), texts, found }
}

/** One text of a report as it would be printed now; the form is filled in only where the text names a cell of it. */
export async function printedNow(ctx: Ctx, report: store.Report, text: string): Promise<readonly Printed[]> {
  const subject = await subjectOf(ctx, report)
  const ofForm = parse(text).some((p) => p.kind === 'figure' && 'cell' in p.figure.of)
  const form = ofForm ? await computeForm(ctx, { year: report.year, unit: report.unitCode }) : undefined
  return render(text, { words: wordsOf(subject), found: await findValues(ctx, subject, [text], form) })
}

/** What the reader of a corrected version is told above it. */
export const correctionNote = ({ version, correction }: { version: number; correction: string }): string =>
  `更正说明：本报告为第${version}版。${correction}`

/** What a report speaks of. */
export async function subjectOf(ctx: Ctx, { unitCode, year, issuer, phone }: store.Report): Promise<Subject> {
  return { year, unit: await getUnit(ctx.db, unitCode), issuer, phone }
}

/** The report, if the actor may look at it. Throws NotFound, Forbidden. */
export async function reachReport(ctx: Ctx, id: number): Promise<store.Report> {
  const report = await store.getReport(ctx.db, id)
  if (!holds(ctx.actor, 'reports.view', report.unitPath))
    throw new Forbidden(`“${report.unitName}”的年度报告不在您的管理范围内`)
  return report
}
