import type { Static } from 'typebox'
import { Invalid } from '../../core/errors.ts'
import type { Version } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { closedData } from './dispatch.service.ts'
import { satisfactionLabels } from './labels.ts'
import { addFollowUp, dropUnits, voidProposals } from './life.store.ts'
import type { FollowUpForm, RatingForm, ReopenForm, Satisfaction, WordsForm } from './schema.ts'
import { change, move } from './step.ts'
import { tell, tellUnit } from './telling.ts'

type By = { by?: 'person' | undefined; version?: Version }

/**
 * Notes a follow-up call. After so many calls in vain it counts as made, not reached. Throws Invalid.
 * @basis 国办发〔2020〕53号
 */
export const followUp = (ctx: Ctx, number: string, form: FollowUpForm, version?: Version): Promise<void> =>
  move(ctx, number, 'followUp', { version }, async (step) => {
    const { tx, order, life, terms } = step
    if (!form.reached && form.satisfaction !== undefined)
      throw new Invalid([{ field: 'satisfaction', message: '没有联系上的，不能填满意程度' }])
    await addFollowUp(tx, order.id, {
      ...{ way: form.way, reached: form.reached, satisfaction: form.satisfaction ?? null, words: form.words.trim() },
      ...{ madeBy: ctx.actor.accountId ?? null, madeName: ctx.actor.name, madeAt: ctx.now },
    })
    // Calls of an earlier round do not count.
    const since = life.steps.findLast((s) => s.move === 'reopen')?.at.getTime() ?? 0
    const inVain = life.followUps.filter((f) => !f.reached && f.madeAt.getTime() > since).length + 1
    if (form.reached || inVain >= terms.followUpTries)
      change(step, { state: 'followedUp', followedUpOn: ctx.today, satisfaction: form.satisfaction ?? null })
    const said = form.satisfaction ? satisfactionLabels[form.satisfaction] : ''
    return {
      ...{ act: 'followedUp', words: [said, form.words.trim()].filter(Boolean).join('：') },
      data: { reached: form.reached, satisfaction: form.satisfaction ?? null, way: form.way },
    }
  })

/** The person says online how it was handled, instead of being rung. */
export const rate = (ctx: Ctx, number: string, form: RatingForm): Promise<void> =>
  move(ctx, number, 'followUp', { by: 'person' }, async (step) => {
    const satisfaction = form.satisfaction as Satisfaction
    await addFollowUp(step.tx, step.order.id, {
      ...{ way: 'online', reached: true, satisfaction, words: form.words.trim() },
      ...{ madeBy: null, madeName: '来访人', madeAt: ctx.now },
    })
    change(step, { state: 'followedUp', followedUpOn: ctx.today, satisfaction })
    return {
      ...{ act: 'followedUp', words: [satisfactionLabels[satisfaction], form.words.trim()].filter(Boolean).join('：') },
      data: { reached: true, satisfaction, way: 'online' },
    }
  })

/** Opens an order again: someone else than who handled it, and the clock from today. */
export const reopen = (
  ctx: Ctx,
  number: string,
  form: Static<typeof ReopenForm>,
  { by, version }: By = {},
): Promise<void> =>
  move(ctx, number, 'reopen', { by, version }, async (step) => {
    const { tx, order } = step
    // What was answered no longer stands, and its page goes with it.
    if (order.publishedOn !== null) await publicChanged(tx)
    const lead = order.unitCode !== null && order.unitPath !== null
    change(step, {
      state: lead ? 'dispatched' : 'received',
      ...{ atUnitCode: order.unitCode ?? order.intakeUnitCode, atUnitPath: order.unitPath ?? order.intakeUnitPath },
      ...{ clockFrom: ctx.today, dispatchedOn: lead ? ctx.today : null, signedOn: null, contactedOn: null },
      ...{ repliedOn: null, closingAskedOn: null, followedUpOn: null, extension: 0, superiorDueOn: null },
      ...{ handlerId: null, handlerName: '', result: null, resultNote: '', satisfaction: null },
      ...{ reopened: order.reopened + 1, publishedOn: null, escalatedOn: null, instructedOn: null },
    })
    if (lead && order.unitCode)
      await tellUnit(ctx, tx, order.unitCode, {
        ...{ number, subject: '重新办理' },
        sentence: `来访人要求重新办理：${form.words.trim()} 请换一位同事签收。`,
      })
    await tell(ctx, tx, order, '已经重新办理，换一个人办。')
    const data = order.source ? { source: order.source } : {}
    return { act: 'reopened', words: form.words.trim(), data, followUp: false }
  })

/** The person takes it back. */
export const withdraw = (
  ctx: Ctx,
  number: string,
  form: Static<typeof WordsForm>,
  { by, version }: By = {},
): Promise<void> =>
  move(ctx, number, 'withdraw', { by, version }, async (step) => {
    const { tx, order } = step
    await voidProposals(tx, order.id)
    await dropUnits(tx, order.id)
    const at = order.atUnitCode
    change(step, {
      ...{ state: 'withdrawn', atUnitCode: order.intakeUnitCode, atUnitPath: order.intakeUnitPath },
    })
    if (at !== order.intakeUnitCode)
      await tellUnit(ctx, tx, at, { number, subject: '已撤回', sentence: '来访人撤回了这件诉求，不用再办理。' })
    return { act: 'withdrawn', words: form.words.trim(), data: closedData(order) }
  })

/** Puts an order away for good. */
export const archive = (ctx: Ctx, number: string, version?: Version): Promise<void> =>
  move(ctx, number, 'archive', { version }, async (step) => {
    change(step, { state: 'archived' })
    return { act: 'archived' }
  })
