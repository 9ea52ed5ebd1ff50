import { addWorkingDays } from '../../core/calendar.ts'
import { type Day, showLongDay } from '../../core/day.ts'
import { Answered } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { forgetUploads } from '../../platform/kept-uploads.ts'
import type { Job } from '../../platform/module.ts'
import type { RunningClock } from '../../platform/redate.ts'
import { type KindTerms, listTerms } from './catalogue.store.ts'
import * as clock from './clock.store.ts'
import { termKindOf } from './clocks.ts'
import { reminderLabels } from './labels.ts'
import type { ReminderRule } from './schema.ts'
import { note, storedDues } from './step.ts'
import { changeOrder, lockOrder } from './store.ts'
import { escalate } from './supervision.service.ts'
import { tellUnit } from './telling.ts'

/** Last days of orders that run: a corrected calendar reckons all of one order anew. */
export const runningClock: RunningClock = {
  act: 'hotline.redated',
  async listRunning(ctx, tx, after, limit) {
    const terms = new Map((await listTerms(tx)).map((t) => [t.kind, t]))
    const found = []
    for (const { number } of await clock.listTicking(tx, after, limit)) {
      const order = await lockOrder(tx, number)
      const days = storedDues(order, terms.get(termKindOf(order)) as KindTerms, ctx.calendar)
      const moved = Object.entries(days).some(([name, value]) => order[name as keyof typeof days] !== value)
      if (moved) await changeOrder(tx, order.id, days)
      found.push({
        ...{ id: order.id, unitCode: order.atUnitCode, subject: `workOrder:${number}`, label: `${number}号工单` },
        // The reply is what was promised: its day is the one that is told.
        ...{ dueOn: order.replyDueOn, redated: days.replyDueOn },
      })
    }
    return found
  },
  // Saved with all that goes with it when it was reckoned.
  saveDue: async () => undefined,
}

/** Runs something for each order whose light is no longer green. */
async function eachPressing(ctx: Ctx, run: (order: clock.Pressing) => Promise<boolean>): Promise<number> {
  let done = 0
  const batch = 500
  for (let after = 0; ; ) {
    const found = await clock.listPressing(ctx.db, ctx.today, after, batch)
    for (const order of found) if (await run(order)) done++
    const last = found.at(-1)
    if (!last || found.length < batch) return done
    after = last.id
  }
}

/** Once for an order, a rule and the day it quotes. */
const firstTime = (ctx: Ctx, tx: Db, order: clock.Pressing, rule: ReminderRule) =>
  clock.firstReminder(tx, { orderId: order.id, rule, period: `${order.state}:${order.dueOn}`, toldAt: ctx.now })

/**
 * Reminds whoever has the turn: when the light turns yellow, and the day after the last one.
 * @returns how many reminders were given
 */
export const remind = (ctx: Ctx): Promise<number> =>
  eachPressing(ctx, (order) => {
    const rule: ReminderRule = (order.dueOn as Day) < ctx.today ? 'overdue' : 'nearing'
    return ctx.db.transaction().execute(async (tx) => {
      if (!(await firstTime(ctx, tx, order, rule))) return false
      await note(ctx, tx, order, 'reminded', { rule, dueOn: order.dueOn, handler: order.handlerName })
      await tellUnit(ctx, tx, order.atUnitCode, {
        ...{ number: order.number, subject: reminderLabels[rule] },
        sentence: `“${order.title}”的期限是${showLongDay(order.dueOn as Day)}，${reminderLabels[rule]}。`,
      })
      return true
    })
  })

/**
 * Takes orders to the leader that are overdue for longer than the terms of their kind allow; each once for the day that was
 * missed.
 * @returns how many went to the leader
 */
export async function escalateOverdue(ctx: Ctx): Promise<number> {
  const terms = new Map((await listTerms(ctx.db)).map((t) => [t.kind, t.escalateDays]))
  return eachPressing(ctx, async (order) => {
    const after = terms.get(termKindOf(order)) ?? 1
    const dueOn = order.dueOn as Day
    if (ctx.today <= addWorkingDays(ctx.calendar, dueOn, after - 1) || ctx.today <= dueOn) return false
    if (order.escalatedOn !== null && order.escalatedOn > dueOn) return false
    try {
      await escalate(ctx, order.number, { words: `期限 ${dueOn} 已过，仍未办理` }, { by: 'clock' })
      return true
    } catch (error) {
      // Someone moved it in the same moment, or it is with the leader already.
      if (error instanceof Answered) return false
      throw error
    }
  })
}

export const jobs: readonly Job[] = [
  {
    name: 'hotline.forgetUploads',
    run: (ctx, payload) => forgetUploads(ctx, (payload as { digests: string[] }).digests),
  },
  { name: 'hotline.remind', cron: '40 8 * * *', run: async (ctx) => void (await remind(ctx)) },
  { name: 'hotline.escalate', cron: '48 8 * * *', run: async (ctx) => void (await escalateOverdue(ctx)) },
]
