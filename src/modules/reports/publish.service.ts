import { createHash } from 'node:crypto'
import { Invalid, Refused } from '../../core/errors.ts'
import { listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { inOneMoment } from '../../platform/database.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { proofreadText } from '../proofreading/index.ts'
import { findFrozen, formTemplateOf, frozenForm } from '../statistics/index.ts'
import { nameOf, type Obstacle, obstaclesIn } from './draft.ts'
import { reportText } from './output/text.ts'
import { composed } from './read.service.ts'
import { type Found, spelled, type Value } from './render.ts'
import { type FrozenOf, problemsInSigning, stateAfter } from './rules.ts'
import type { SignForm } from './schema.ts'
import { actorId, move, moveWithin, note, subjectOf } from './step.ts'
import * as store from './store.ts'

/** Gives a draft to review. Throws Refused while a part is empty, a figure missing or a number typed by hand. */
export const submitReport = (ctx: Ctx, id: number, form: { preparer: string }): Promise<void> =>
  move(ctx, id, 'submit', async (ctx, report) => {
    await refuseUnready(ctx, report)
    await store.updateReport(ctx.db, id, {
      ...{ state: 'inReview', preparer: form.preparer.trim(), preparedBy: actorId(ctx), submittedAt: ctx.now },
      ...{ returnNote: '', changedAt: ctx.now },
    })
    await note(ctx, report, 'submitted', { preparer: form.preparer.trim() })
  })

/** Takes it back from review. */
export const recallReport = (ctx: Ctx, id: number): Promise<void> =>
  move(ctx, id, 'recall', async (ctx, report) => {
    await store.updateReport(ctx.db, id, { state: 'draft', preparedBy: null, submittedAt: null, changedAt: ctx.now })
    await note(ctx, report, 'recalled')
  })

/** Gives it back to its writers with a reason; reviews and signatures given before fall. */
export const returnReport = (ctx: Ctx, id: number, form: { note: string }): Promise<void> =>
  move(ctx, id, 'return', async (ctx, report) => {
    await store.updateReport(ctx.db, id, {
      ...{ state: 'draft', returnNote: form.note.trim(), changedAt: ctx.now },
      ...{ preparedBy: null, submittedAt: null, reviewedBy: null, reviewedAt: null, reviewer: '' },
      ...{ signedBy: null, signedAt: null, datedOn: null, unitHead: '' },
    })
    await note(ctx, report, 'returned', { note: form.note.trim(), from: report.state })
  })

/** Passes it on to the head of the unit. */
export const reviewReport = (ctx: Ctx, id: number, form: { reviewer: string }): Promise<void> =>
  move(ctx, id, 'review', async (ctx, report) => {
    await store.updateReport(ctx.db, id, {
      ...{ state: stateAfter('review', report.state), reviewer: form.reviewer.trim(), reviewedBy: actorId(ctx) },
      ...{ reviewedAt: ctx.now, changedAt: ctx.now },
    })
    await note(ctx, report, 'reviewed', { reviewer: form.reviewer.trim() })
  })

/**
 * Signs it as head of the unit. Throws Invalid when the day does not fit the year or the form, Refused while no form of the
 * year is frozen.
 * @basis 国办公开办函〔2021〕30号
 */
export const signReport = (ctx: Ctx, id: number, form: SignForm): Promise<void> =>
  move(ctx, id, 'sign', async (ctx, report) => {
    const frozen = await findFrozen(ctx.db, formOf(report))
    if (!frozen) throw new Refused(noForm(report))
    const problems = problemsInSigning(form, { year: report.year, today: ctx.today, form: frozen })
    if (problems.length > 0) throw new Invalid(problems)
    const { datedOn } = form
    const unitHead = form.unitHead.trim()
    await store.updateReport(ctx.db, id, {
      ...{ state: 'signed', unitHead, datedOn, signedBy: actorId(ctx), signedAt: ctx.now, changedAt: ctx.now },
    })
    // What was read when it was signed, so that nothing else is published under the signature.
    const { found } = await composed(ctx, report)
    const values = Object.fromEntries([...found].map(([source, value]) => [source, spelled(value)]))
    await note(ctx, report, 'signed', { unitHead, datedOn, form: frozen.id, values })
  })

/** As `publishWithin`, in a transaction of its own that sees one moment. */
export const publishReport = (ctx: Ctx, id: number): Promise<void> =>
  inOneMoment(ctx.db, (tx) => publishWithin({ ...ctx, db: tx }, id))

/**
 * Publishes a signed report inside the transaction that `ctx.db` is: every value is asked once more and frozen under a digest
 * with the form of the year; a version before it is replaced. Throws Refused when the records have changed since the form
 * was frozen or the report was signed, when the form no longer fits what was signed, or when the report is not ready.
 * @basis 《政府信息公开条例》第四十九条、第五十条
 */
export const publishWithin = (ctx: Ctx, id: number): Promise<void> =>
  moveWithin(ctx, id, 'publish', async (report) => {
    const frozen = await findFrozen(ctx.db, formOf(report))
    if (!frozen) throw new Refused(noForm(report))
    refuseUnfitting(ctx, report, frozen)
    const { printed, texts, found } = await refuseUnready(ctx, report)
    const { form } = await frozenForm(ctx, frozen.id)
    const changed = printed.form.cells.filter((c) => c.value !== form.cells.find((f) => f.id === c.id)?.value)
    if (changed.length > 0)
      throw new Refused({
        code: 'reports.formChanged',
        message: `统计表定稿以后记录有变化，涉及 ${changed.map((c) => c.id).join('、')} 格，报告与统计表会不一致`,
        next: '请先在统计表里写明理由、重新定稿，再公布报告',
      })
    await refuseChanged(ctx, report, found)
    const values = new Map([...found].filter((e): e is [string, Value] => !('missing' in e[1])))
    await store.insertValues(ctx.db, id, values)
    const digest = createHash('sm3')
      .update(JSON.stringify([texts, [...values]]))
      .digest()
    const before = (await store.listPublished(ctx.db, { unit: report.unitCode, year: report.year })).filter(
      (r) => r.state === 'published',
    )
    for (const one of before) await store.updateReport(ctx.db, one.id, { state: 'replaced' })
    await store.updateReport(ctx.db, id, {
      ...{ state: 'published', publishedBy: actorId(ctx), publishedAt: ctx.now, formId: frozen.id, digest },
      changedAt: ctx.now,
    })
    await note(ctx, report, report.version > 1 ? 'corrected' : 'published', {
      ...{ digest: digest.toString('hex'), form: frozen.id, values: values.size },
      ...(report.version > 1 && { correction: report.correction }),
    })
    await publicChanged(ctx.db)
  })

/** The records may have changed after the signature: what is published is what was signed. Throws Refused. */
async function refuseChanged(ctx: Ctx, report: store.Report, found: ReadonlyMap<string, Found>): Promise<void> {
  const acts = await listActs(ctx.db, subjectOf(report))
  const signed = acts.findLast((a) => a.act === 'reports.signed')?.data as
    | { values?: Record<string, string> }
    | undefined
  const changed = Object.entries(signed?.values ?? {}).filter(([source, then]) => spelled(found.get(source)) !== then)
  if (changed.length === 0) return
  const told = changed
    .slice(0, 5)
    .map(([source, then]) => `${nameOf(source)}签发时 ${then}，现在 ${spelled(found.get(source))}`)
  throw new Refused({
    code: 'reports.valuesChanged',
    message: `签发以后记录有变化，有 ${changed.length} 个数和签发时不一样：${told.join('；')}`,
    next: '请退回报告，核对以后由单位负责人重新签发',
  })
}

/** The form may have been frozen anew after the signature: it must fit what was signed. Throws Refused. */
function refuseUnfitting({ today }: Ctx, { year, unitHead, datedOn }: store.Report, form: FrozenOf): void {
  const [problem] = datedOn ? problemsInSigning({ unitHead, datedOn }, { year, today, form }) : []
  if (!problem) return
  throw new Refused({
    code: 'reports.formUnfitting',
    message: `签发以后统计表重新定稿，与报告对不上：${problem.message}`,
    next: '请退回报告，由单位负责人重新签发；或者把统计表改正后再定稿',
  })
}

const formOf = ({ year, unitCode }: store.Report) => ({ template: formTemplateOf(year).code, year, unit: unitCode })

const noForm = ({ year }: store.Report) => ({
  code: 'reports.noForm',
  message: `${year} 年的统计表还没有定稿`,
  basis: '国办发〔2014〕32号；国办公开办函〔2021〕30号',
  next: '请先在“统计表”里核对勾稽关系、定稿',
})

/** The report with its values, if nothing keeps it from being read by others. Throws Refused naming what does. */
async function refuseUnready(ctx: Ctx, report: store.Report) {
  const all = await composed(ctx, report)
  const obstacles = obstaclesIn(all.printed, all.texts)
  const wrong = proofreadText(reportText(all.printed)).findings.filter((f) => f.severity === 'error')
  if (obstacles.length + wrong.length === 0) return all
  throw new Refused({
    code: 'reports.notReady',
    message: `报告还有 ${obstacles.length + wrong.length} 处没有写好：${[...obstacles.map(said), ...wrong.map((f) => f.text)].slice(0, 5).join('；')}`,
    basis: '《政府信息公开条例》第五十条',
    next: '请逐处改好再送审、公布',
  })
}

const said = (o: Obstacle): string => `${o.section}：${o.what}`
