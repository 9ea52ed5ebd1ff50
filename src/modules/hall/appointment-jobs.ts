import { addDays } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { appointmentMoves, refuseAppointmentMove } from './appointment-rules.ts'
import { slotWords } from './appointment-words.ts'
import * as store from './appointments.store.ts'
import { endCancelled, noteAppointment, tellComer } from './book.service.ts'
import { openingOf } from './layout.store.ts'
import { instantOf } from './order.ts'
import { isOpenThrough } from './slots.ts'

/** Whether the hall of an appointment is closed in its slot; openings are read once for each hall. @param all - the earliest first */
async function closedIn(ctx: Ctx, all: readonly store.Appointment[]): Promise<(a: store.Appointment) => boolean> {
  const codes = [...new Set(all.map((a) => a.hallCode))]
  const openings = new Map(
    await Promise.all(codes.map(async (c) => [c, await openingOf(ctx.db, c, all[0]?.day ?? ctx.today)] as const)),
  )
  return (a) => {
    const opening = openings.get(a.hallCode)
    return opening === undefined || !isOpenThrough(opening, ctx.calendar, a)
  }
}

/** Does something with an appointment if it is still booked once it is locked. @returns whether it was */
function whileBooked(ctx: Ctx, number: string, act: (tx: Db, a: store.Appointment) => Promise<boolean>) {
  return ctx.db.transaction().execute(async (tx) => {
    const a = await store.lockAppointment(tx, number)
    return a.state === 'booked' && (await act(tx, a))
  })
}

function callOff(ctx: Ctx, { number, slotId }: store.Appointment): Promise<boolean> {
  return whileBooked(ctx, number, async (tx, a) => {
    // Moved to another slot in the same moment.
    if (a.slotId !== slotId) return false
    const reason = '大厅这个时段不开放'
    await endCancelled(ctx, tx, a, reason)
    await noteAppointment(ctx, tx, 'appointmentCalledOff', a, { reason })
    const past = ctx.now >= instantOf(a.day, a.ends)
    await tellComer(
      ctx,
      tx,
      a,
      past
        ? '那天大厅没有开放，实在抱歉，不算您没有来。请另约时间。'
        : `${slotWords(a)} 大厅临时不开放，实在抱歉。请另约时间。`,
    )
    return true
  })
}

/**
 * Ends what nobody came to, once its slot is over: it counts when the person books again. What fell into hours in which the
 * hall is not open, or no longer gave numbers, is called off instead, also ahead of its day, and the person told. By the clock.
 * @returns how many were missed and called off
 */
export async function settleAppointments(ctx: Ctx): Promise<{ missed: number; calledOff: number }> {
  const booked = await store.listBooked(ctx.db)
  const isClosed = await closedIn(ctx, booked)
  const done = { missed: 0, calledOff: 0 }
  for (const a of booked) {
    if (isClosed(a)) {
      done.calledOff += Number(await callOff(ctx, a))
      continue
    }
    if (refuseAppointmentMove('miss', a, ctx.now)) continue
    const closedAt = await store.closedAt(ctx.db, a.lineId, a.day)
    if (closedAt !== null && closedAt < instantOf(a.day, a.ends)) done.calledOff += Number(await callOff(ctx, a))
    else done.missed += Number(await miss(ctx, a.number))
  }
  return done
}

const miss = (ctx: Ctx, number: string): Promise<boolean> =>
  whileBooked(ctx, number, async (tx, a) => {
    if (refuseAppointmentMove('miss', a, ctx.now)) return false
    await store.saveAppointment(tx, a.id, { state: appointmentMoves.miss.to, endedAt: ctx.now })
    await noteAppointment(ctx, tx, 'appointmentMissed', a, {})
    return true
  })

/** Reminds of tomorrow's appointments, each once for its slot; one made just before needs none. @returns how many */
export async function remindAppointments(ctx: Ctx): Promise<number> {
  const lately = new Date(ctx.now.getTime() - 3 * 3_600_000)
  let reminded = 0
  for (const { number, day, remindedAt, madeAt } of await store.listBooked(ctx.db)) {
    if (day > addDays(ctx.today, 1) || remindedAt !== null || madeAt > lately) continue
    reminded += Number(
      await whileBooked(ctx, number, async (tx, a) => {
        if (a.remindedAt !== null || ctx.now >= instantOf(a.day, a.starts)) return false
        await store.saveAppointment(tx, a.id, { remindedAt: ctx.now })
        await noteAppointment(ctx, tx, 'appointmentReminded', a, {})
        const where = [a.hallName, a.hallAddress].filter((w) => w !== '').join('，')
        await tellComer(ctx, tx, a, `提醒您：${slotWords(a)}，${where}。请带身份证，到了在自助机上取号；来不了请取消。`)
        return true
      }),
    )
  }
  return reminded
}
