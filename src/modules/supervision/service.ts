import { type Day, isDay } from '../../core/day.ts'
import { Invalid, type Problem, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { findUnit, reachUnit } from '../organisations/index.ts'
import { findRequest } from '../requests/index.ts'
import type { ComplaintForm, ComplaintOutcomeForm, RemedyForm, RemedyOutcomeForm } from './schema.ts'
import * as store from './store.ts'

/**
 * Records a reconsideration or a suit against what a unit did about disclosure.
 * @basis 《政府信息公开条例》第五十一条
 */
export async function recordRemedy(ctx: Ctx, form: RemedyForm): Promise<void> {
  await checkUnit(ctx, form.unitCode)
  const openedOn = pastDay(ctx, 'openedOn', form.openedOn)
  const request = form.requestNumber ? await findRequest(ctx.db, form.requestNumber) : undefined
  if (form.requestNumber && !request)
    throw new Invalid([
      { field: 'requestNumber', message: `没有登记号为“${form.requestNumber}”的申请，请核对，或者留空` },
    ])
  await ctx.db.transaction().execute(async (tx) => {
    const { unitCode, kind, number } = form
    const id = await store.insertRemedy(tx, { unitCode, kind, number, requestId: request?.id ?? null, openedOn })
    await ctx.acts.write(tx, { act: 'supervision.remedyRecorded', subject: `remedy:${id}`, unitCode, data: form })
  })
}

/** Records how a remedy ended. Throws Refused when that is recorded already. */
export async function closeRemedy(ctx: Ctx, id: number, form: RemedyOutcomeForm): Promise<void> {
  const remedy = await store.getRemedy(ctx.db, id)
  await reachUnit(ctx, remedy.unitCode, 'supervision.record')
  if (remedy.closedOn) throw new Refused(alreadyClosed)
  const closedOn = pastDay(ctx, 'closedOn', form.closedOn, remedy.openedOn)
  await ctx.db.transaction().execute(async (tx) => {
    await store.closeRemedy(tx, id, form.outcome, closedOn)
    await ctx.acts.write(tx, {
      act: 'supervision.remedyClosed',
      subject: `remedy:${id}`,
      unitCode: remedy.unitCode,
      data: form,
    })
  })
}

/**
 * Records a report or complaint about disclosure work.
 * @basis 《政府信息公开条例》第五十一条
 */
export async function recordComplaint(ctx: Ctx, form: ComplaintForm): Promise<void> {
  await checkUnit(ctx, form.unitCode)
  const receivedOn = pastDay(ctx, 'receivedOn', form.receivedOn)
  await ctx.db.transaction().execute(async (tx) => {
    const { unitCode, subject } = form
    const id = await store.insertComplaint(tx, { unitCode, subject, receivedOn })
    await ctx.acts.write(tx, {
      act: 'supervision.complaintRecorded',
      subject: `complaint:${id}`,
      unitCode,
      data: { receivedOn },
    })
  })
}

/** Records what came of a complaint. Throws Refused when that is recorded already. */
export async function closeComplaint(ctx: Ctx, id: number, form: ComplaintOutcomeForm): Promise<void> {
  const complaint = await store.getComplaint(ctx.db, id)
  await reachUnit(ctx, complaint.unitCode, 'supervision.record')
  if (complaint.closedOn) throw new Refused(alreadyClosed)
  const closedOn = pastDay(ctx, 'closedOn', form.closedOn, complaint.receivedOn)
  await ctx.db.transaction().execute(async (tx) => {
    await store.closeComplaint(tx, id, form.outcome, closedOn)
    await ctx.acts.write(tx, {
      act: 'supervision.complaintClosed',
      subject: `complaint:${id}`,
      unitCode: complaint.unitCode,
      data: { closedOn },
    })
  })
}

const alreadyClosed = {
  code: 'supervision.alreadyClosed',
  message: '这一件已登记过结果',
  next: '如登记有误，请联系系统管理员更正',
}

async function checkUnit(ctx: Ctx, code: string): Promise<void> {
  if (!(await findUnit(ctx.db, code))) throw new Invalid([{ field: 'unitCode', message: '请从列表中选择单位' }])
  await reachUnit(ctx, code, 'supervision.record')
}

/** A day that has come, and not before another. Throws Invalid. */
function pastDay(ctx: Ctx, field: string, text: string, notBefore?: Day): Day {
  const problem = (message: string): Problem[] => [{ field, message }]
  if (!isDay(text)) throw new Invalid(problem('请填写存在的日期，例如 2018-12-03'))
  if (text > ctx.today) throw new Invalid(problem('日期不能晚于今天'))
  if (notBefore && text < notBefore) throw new Invalid(problem(`日期不能早于 ${notBefore}`))
  return text
}
