import { Invalid, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { inOneMoment } from '../../platform/database.ts'
import { getUnitDetail, reachUnit } from '../organisations/index.ts'
import type { SectionText } from './draft.ts'
import { listParts } from './parts.store.ts'
import type { StartForm } from './schema.ts'
import { actorId, move, note } from './step.ts'
import * as store from './store.ts'
import { templateOf } from './template.ts'

/**
 * Begins the report of a year with the parts and sentences of its format. Throws Refused when there is one, Forbidden.
 * @returns its number
 */
export async function startReport(ctx: Ctx, form: StartForm): Promise<number> {
  await reachUnit(ctx, form.unit, 'reports.write')
  if (form.year > Number(ctx.today.slice(0, 4)))
    throw new Invalid([{ field: 'year', message: '还没有到的年份不能编制报告' }])
  return inOneMoment(ctx.db, (tx) => startWithin({ ...ctx, db: tx }, form))
}

/** As `startReport`, inside the transaction that `ctx.db` is. @param texts - instead of the sentences of the format */
export async function startWithin(ctx: Ctx, form: StartForm, texts?: readonly SectionText[]): Promise<number> {
  const before = await store.findNewest(ctx.db, form.unit, form.year)
  if (before)
    throw new Refused({
      code: 'reports.exists',
      message: `${form.year} 年的报告已经有了`,
      next: '请打开它继续编写；已经公布的可以更正',
    })
  const unit = await reachUnit(ctx, form.unit, 'reports.write')
  const template = templateOf(form.year)
  const { site } = ctx.settings
  const root = unit.code === site.rootUnit
  const id = await store.insertReport(ctx.db, {
    ...{ regionCode: unit.regionCode, unitCode: unit.code, year: form.year, version: 1, template: template.code },
    ...(root
      ? { issuer: site.operator, phone: site.phone }
      : { issuer: unit.name, phone: await phoneOf(ctx, unit.code) }),
    ...{ correction: '', changedAt: ctx.now },
  })
  const wanted = template.sections.map((s) => ({
    key: s.key,
    text: texts?.find((t) => t.key === s.key)?.text ?? s.text,
  }))
  await store.insertSections(ctx.db, id, wanted, author(ctx))
  await note(ctx, { ...form, unitCode: unit.code }, 'started', { template: template.code })
  return id
}

/**
 * Throws away a draft that was begun by mistake, or a correction that is not needed: the version before it stays in force. Its
 * texts are kept with the act. Throws Refused once units have delivered for it.
 */
export const discardDraft = (ctx: Ctx, id: number, form: { note: string }): Promise<void> =>
  move(ctx, id, 'discard', async (ctx, report) => {
    const delivered = (await listParts(ctx.db, id)).filter((p) => p.state !== 'asked')
    if (delivered.length > 0)
      throw new Refused({
        code: 'reports.hasParts',
        message: `已经有 ${delivered.length} 份材料报送上来，草稿不能废弃`,
        next: '请在这份草稿里改；不用的材料不并入就行',
      })
    const texts = (await store.listSections(ctx.db, id)).map(({ key, text }) => ({ key, text }))
    await store.deleteDraft(ctx.db, id)
    await note(ctx, report, 'discarded', { note: form.note.trim(), texts })
  })

const phoneOf = async (ctx: Ctx, unit: string): Promise<string> => (await getUnitDetail(ctx.db, unit)).phone

const author = (ctx: Ctx) => ({ savedBy: actorId(ctx), savedName: ctx.actor.name, savedAt: ctx.now })

/** Another person saved the section after this one began to write. */
export class SavedMeanwhile extends Refused {
  readonly saved: store.Section

  constructor(saved: store.Section) {
    super({
      code: 'reports.savedMeanwhile',
      message: `在您修改期间，${saved.savedName} 已经保存了这一部分`,
      next: '请对照现在的内容合并后再保存，您填写的没有丢',
    })
    this.saved = saved
  }
}

/** Saves one part of a draft. Throws SavedMeanwhile, Refused, Forbidden. @param form.revision - the revision that was read */
export const saveSection = (
  ctx: Ctx,
  id: number,
  key: string,
  form: { text: string; revision: number },
): Promise<void> =>
  move(ctx, id, 'write', async (ctx, report) => {
    const text = form.text.replace(/\r\n?/g, '\n').trim()
    const section = { reportId: id, key, text, revision: form.revision, ...author(ctx) }
    if (!(await store.saveSection(ctx.db, section))) {
      const saved = (await store.listSections(ctx.db, id)).find((s) => s.key === key)
      if (saved) throw new SavedMeanwhile(saved)
      throw new Invalid([{ field: 'text', message: '格式里没有这一部分' }])
    }
    await store.updateReport(ctx.db, id, { changedAt: ctx.now })
    await note(ctx, report, 'sectionSaved', { section: key, revision: form.revision + 1, text })
  })

/**
 * Begins a corrected version of a published report: its texts are taken over, the reader is told what is corrected.
 * @returns the number of the new version
 */
export const correctReport = (ctx: Ctx, id: number, form: { correction: string }): Promise<number> =>
  move(ctx, id, 'correct', async (ctx, report) => {
    const newest = await store.findNewest(ctx.db, report.unitCode, report.year)
    if (newest && newest.id !== id)
      throw new Refused({ code: 'reports.beingCorrected', message: '这份报告已经在更正', next: '请打开正在更正的版本' })
    const { regionCode, unitCode, year, template, issuer, phone } = report
    const version = report.version + 1
    const correction = form.correction.trim()
    const next = await store.insertReport(ctx.db, {
      ...{ regionCode, unitCode, year, template, issuer, phone, version, correction, changedAt: ctx.now },
    })
    await store.insertSections(
      ctx.db,
      next,
      (await store.listSections(ctx.db, id)).map(({ key, text }) => ({ key, text })),
      author(ctx),
    )
    await note(ctx, { year, unitCode, version }, 'correctionStarted', { correction })
    return next
  })
