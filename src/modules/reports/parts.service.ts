import { Forbidden, Invalid, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { listUnits } from '../organisations/index.ts'
import { partStateLabels } from './labels.ts'
import * as parts from './parts.store.ts'
import { unitGroups } from './rules.ts'
import type { AskForm, PartState } from './schema.ts'
import { actorId, move, moveWithin, note } from './step.ts'
import { holdReport, listSections, saveSection } from './store.ts'

/**
 * Asks departments and towns for their part of a report. Throws Invalid for a unit that is none of the reporting one's, for
 * none at all, and for a day that is past.
 * @returns how many were newly asked
 * @basis 《政府信息公开条例》第四十九条
 */
export const askParts = (ctx: Ctx, id: number, form: AskForm): Promise<number> =>
  move(ctx, id, 'write', async (ctx, report) => {
    const { key, dueOn, request } = form
    if (dueOn < ctx.today) throw new Invalid([{ field: 'dueOn', message: '这一天已经过了，请选今天或者以后的一天' }])
    const under = await listUnits(ctx.db, [report.unitPath])
    const stranger = form.units?.find((code) => !under.some((u) => u.code === code))
    if (stranger) throw new Invalid([{ field: 'units', message: `“${stranger}”不是${report.unitName}的下属单位` }])
    const kinds = unitGroups.filter((g) => form.groups?.includes(g.value)).flatMap((g) => g.kinds)
    const asked = under.filter(
      (u) => form.units?.includes(u.code) || (kinds.includes(u.kind) && u.code !== report.unitCode),
    )
    if (asked.length === 0) throw new Invalid([{ field: 'units', message: '请选择单位' }])
    const rows = asked.map(({ code: unitCode }) => ({
      ...{ reportId: id, unitCode, key, dueOn, request: request.trim(), askedAt: ctx.now },
    }))
    const added = await parts.insertParts(ctx.db, rows)
    if (added.length > 0) await note(ctx, report, 'partsAsked', { units: added, section: key, dueOn })
    return added.length
  })

/** Notes what was done to a part, in the timeline of its report. */
export const notePart = (ctx: Ctx, part: parts.Part, act: string, data: Record<string, unknown>): Promise<void> =>
  note(ctx, { ...part, unitCode: part.reporterCode }, act, { part: part.id, ...data }, part.unitCode)

/** A colleague delivered the part after this one began to write. */
export class DeliveredMeanwhile extends Refused {
  readonly part: parts.Part

  constructor(part: parts.Part) {
    super({
      code: 'reports.deliveredMeanwhile',
      message: `在您填写期间，${part.deliveredName || '编制单位'}已经报送或者退回了这份材料`,
      next: '请对照现在的材料合并后再报送，您填写的没有丢',
    })
    this.part = part
  }
}

/**
 * Delivers what a unit was asked for; until it is merged it may be delivered anew. Throws Forbidden, Refused,
 * DeliveredMeanwhile. @param form.revision - the delivery that was read, 0 where there was none
 */
export function deliverPart(ctx: Ctx, id: number, form: { text: string; revision: number }): Promise<void> {
  return ctx.db.transaction().execute(async (tx) => {
    const { reportId } = await parts.getPart(tx, id)
    // Held first: while a part comes in, its report is not submitted.
    await holdReport(tx, reportId)
    const part = await parts.lockPart(tx, id)
    if (!holds(ctx.actor, 'reports.deliver', part.unitPath))
      throw new Forbidden(`“${part.unitName}”的报送任务不在您的管理范围内`)
    if (part.state === 'merged' || part.reportState !== 'draft')
      throw new Refused({
        code: 'reports.partClosed',
        message: '这份材料已经并入报告，或者报告已经送审，不能再改',
        next: '需要修改的，请联系编制报告的单位退回',
      })
    if (part.revision !== form.revision) throw new DeliveredMeanwhile(part)
    const text = form.text.replace(/\r\n?/g, '\n').trim()
    if (text === '') throw new Invalid([{ field: 'text', message: '请填写材料' }])
    const revision = part.revision + 1
    await parts.updatePart(tx, id, {
      ...{ state: 'delivered', text, deliveredAt: ctx.now, deliveredBy: actorId(ctx), deliveredName: ctx.actor.name },
      ...{ revision, returnNote: '' },
    })
    await notePart({ ...ctx, db: tx }, part, 'partDelivered', { revision, late: ctx.today > part.dueOn, text })
  })
}

/** Takes back what was asked of a unit by mistake, as long as it has delivered nothing. */
export const withdrawPart = (ctx: Ctx, id: number): Promise<number> =>
  withPart(ctx, id, 'asked', async (ctx, part) => {
    await parts.deletePart(ctx.db, id)
    await note(ctx, { ...part, unitCode: part.reporterCode }, 'partWithdrawn', {
      units: [part.unitCode],
      section: part.key,
    })
    return part.reportId
  })

/** Gives a delivered part back to its unit with a reason. */
export const returnPart = (ctx: Ctx, id: number, form: { note: string }): Promise<void> =>
  withPart(ctx, id, 'delivered', async (ctx, part) => {
    const returnNote = form.note.trim()
    await parts.updatePart(ctx.db, id, { state: 'asked', returnNote, deliveredAt: null, deliveredBy: null })
    await notePart(ctx, part, 'partReturned', { note: returnNote })
  })

/** Puts a delivered part at the end of its section, where the office words it to fit. */
export const mergePart = (ctx: Ctx, id: number): Promise<void> =>
  withPart(ctx, id, 'delivered', async (ctx, part) => {
    const section = (await listSections(ctx.db, part.reportId)).find((s) => s.key === part.key)
    const text = [section?.text ?? '', part.text].filter(Boolean).join('\n')
    const { reportId, key } = part
    await saveSection(ctx.db, {
      ...{ reportId, key, text, revision: section?.revision ?? 1 },
      ...{ savedBy: actorId(ctx), savedName: ctx.actor.name, savedAt: ctx.now },
    })
    await parts.updatePart(ctx.db, id, { state: 'merged', mergedAt: ctx.now })
    await notePart(ctx, part, 'partMerged', { section: key })
  })

/** Works on a part, in one state, of a draft that the actor writes. */
function withPart<T>(
  ctx: Ctx,
  id: number,
  state: PartState,
  work: (ctx: Ctx, part: parts.Part) => Promise<T>,
): Promise<T> {
  return ctx.db.transaction().execute(async (tx) => {
    const inside = { ...ctx, db: tx }
    const { reportId } = await parts.getPart(tx, id)
    // The report is locked first, so that two parts are not merged into one text at once.
    return moveWithin(inside, reportId, 'write', async () => {
      const part = await parts.lockPart(tx, id)
      if (part.state !== state)
        throw new Refused({
          code: 'reports.partNotDelivered',
          message: `这份材料现在是“${partStateLabels[part.state]}”，不能${state === 'asked' ? '撤回' : '并入或者退回'}`,
          next: '可能有人刚刚办过，请打开材料看现在的情况',
        })
      return work(inside, part)
    })
  })
}
