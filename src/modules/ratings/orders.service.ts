import { addWorkingDays } from '../../core/calendar.ts'
import { dayOf } from '../../core/day.ts'
import { systemActor } from '../../platform/actor.ts'
import { inName } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { openWorkOrder } from '../hotline/index.ts'
import { levelLabels } from './labels.ts'
import type { Contact } from './matters.ts'
import { listClosed, listReopened } from './orders.store.ts'
import { reasonLabel } from './reasons.ts'
import type { Level } from './schema.ts'
import { changeRating, type Rating } from './store.ts'

type Said = { level: Level; reasons: readonly string[]; words: string }

/** The house itself, in whose name an order is opened: nothing in it leads to the account of the rater. */
const inNobodysName = (ctx: Ctx): Ctx => {
  const actor = systemActor('好差评')
  return { ...ctx, actor, acts: inName(ctx.acts, actor.name) }
}

/**
 * Opens the work order of a bad rating in the transaction that takes it: to the rated unit at once, with the term of the
 * county, and without the rater: who left name and phone is read by none but those who may unseal a confidential order.
 * @returns what the rating keeps of it
 * @basis 国办发〔2019〕51号：差评由业务办理单位第一时间安排核实、整改、回访
 */
export async function openOrder(ctx: Ctx, tx: Db, rating: Rating, said: Said, rater: Contact) {
  const days = ctx.settings.limits.ratingOrderDays
  const house = inNobodysName(ctx)
  const { number } = await openWorkOrder(house, tx, {
    ...{ channel: 'badRating', kind: 'complaint', source: `rating:${rating.id}` },
    title: `差评整改：${rating.itemName}`.slice(0, 100),
    text: textOf(rating, said),
    ...{ unitCode: rating.unitCode, replyDays: days },
    ...{ personName: rater.name, personPhone: rater.phone, confidential: true },
  })
  await house.acts.write(tx, {
    act: 'ratings.orderOpened',
    subject: `rating:${rating.id}`,
    unitCode: rating.unitCode,
    data: { workOrder: number },
  })
  return { workOrder: number, rectifyBy: addWorkingDays(ctx.calendar, ctx.today, days) }
}

function textOf(rating: Rating, { level, reasons, words }: Said): string {
  const where = [rating.counterName, rating.clerkName].filter(Boolean).join('，')
  const said = [...reasons.map(reasonLabel), words].filter(Boolean).join('；')
  return [
    `有一条“${levelLabels[level]}”的评价（第 ${rating.id} 号），请核实、整改、答复。`,
    `事项是“${rating.itemName}”。`,
    ...(where ? [`窗口和经办：${where}。`] : []),
    `评价人说：${said || '没有写原因'}`,
  ].join('')
}

/**
 * Notes for each bad rating whose work order was closed that it was put right, and for one whose order was opened again that
 * it is not. Run by the clock. @returns how many
 */
export async function followOrders(ctx: Ctx): Promise<number> {
  const closed = (await listClosed(ctx.db)).map((r) => ({ ...r, act: 'rectified', rectifiedOn: dayOf(r.at) }))
  const open = (await listReopened(ctx.db)).map((r) => ({ ...r, act: 'orderReopened', rectifiedOn: null }))
  for (const { id, unitCode, workOrder, at, act, rectifiedOn } of [...closed, ...open])
    await ctx.db.transaction().execute(async (tx) => {
      await changeRating(tx, id, { rectifiedOn })
      const data = { workOrder, on: dayOf(at) }
      await ctx.acts.write(tx, { act: `ratings.${act}`, subject: `rating:${id}`, unitCode, data })
      await publicChanged(tx)
    })
  return closed.length + open.length
}
