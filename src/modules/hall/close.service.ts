import { type Day, dayOf } from '../../core/day.ts'
import { Forbidden } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import * as days from './days.store.ts'
import { getHall, listCounters, listZones, saveCounterState } from './layout.store.ts'
import * as store from './queue.store.ts'
import { moves } from './rules.ts'

/**
 * Closes the day of a hall (收号清场): no number is given afterwards, whoever still waits or was called is void, services
 * nobody ended are ended without a service time, counters are closed. What was left open is kept as a list. Doing it again
 * finds nothing more to do.
 * @returns how many tickets were left open this time
 */
export async function closeDay(ctx: Ctx, hallCode: string, day: Day): Promise<number> {
  const hall = await getHall(ctx.db, hallCode)
  if (ctx.actor.kind !== 'system' && !holds(ctx.actor, 'hall.close', hall.unitPath)) throw new Forbidden()
  return ctx.db.transaction().execute(async (tx) => {
    const zones = await listZones(tx, hallCode)
    // First the rows that numbers are taken from: whoever takes one just now is waited for and then counted.
    const states = await days.lockDays(
      tx,
      zones.map((z) => z.id),
      day,
    )
    const left = await store.listLive(tx, hallCode, day)
    for (const ticket of left) await endTicket(ctx, tx, ticket.id)
    const counters = day === dayOf(ctx.now) ? await closeCounters(tx, hallCode) : []
    const first = states.some((s) => s.closedAt === null)
    if (!first && left.length === 0 && counters.length === 0) return 0
    for (const zone of zones)
      await days.saveClosing(tx, zone.id, day, {
        closedAt: ctx.now,
        closedBy: ctx.actor.name,
        leftOpen: left
          .filter((t) => t.zoneId === zone.id)
          .map((t) => ({ label: t.label, state: t.state, line: t.lineName, counter: t.counterNumber })),
      })
    await ctx.acts.write(tx, {
      act: 'hall.dayClosed',
      subject: `hall:${hallCode}`,
      unitCode: hall.unitCode,
      data: { day, left: left.map((t) => ({ label: t.label, state: t.state })), counters },
    })
    await store.tellHall(tx, hallCode)
    return left.length
  })
}

/** The state may have changed since the list was read, but the ticket is live no longer only if it ended by itself. */
async function endTicket(ctx: Ctx, tx: Db, id: number): Promise<void> {
  const ticket = await store.lockTicket(tx, id)
  const call = await store.findOpenCallOf(tx, id)
  if (call) await store.endCall(tx, call.id, 'unended', ctx.now)
  const serving = ticket.state === 'serving'
  if (!serving && !(['waiting', 'called'] as const).some((s) => s === ticket.state)) return
  await store.saveTicket(
    tx,
    id,
    serving
      ? { state: moves.end.to, endedAt: ctx.now }
      : { state: moves.void.to, endedAt: ctx.now, voidReason: 'dayEnd' },
  )
  await ctx.acts.write(tx, {
    act: serving ? 'hall.ticketEnded' : 'hall.ticketVoid',
    subject: `ticket:${id}`,
    data: { hall: ticket.hallCode, label: ticket.label, line: ticket.lineId, reason: 'dayEnd' },
  })
}

/** @returns numbers of the counters that were still open */
async function closeCounters(tx: Db, hallCode: string): Promise<number[]> {
  const open = (await listCounters(tx, hallCode)).filter((c) => c.state !== 'closed')
  for (const { id } of open)
    await saveCounterState(tx, id, { state: 'closed', clerkId: null, clerkName: '', since: null, pauseReason: '' })
  return open.map((c) => c.number)
}

/** Opens a day again that was closed too early; tickets that are void stay so. */
export async function reopenDay(ctx: Ctx, hallCode: string): Promise<void> {
  const hall = await getHall(ctx.db, hallCode)
  if (!holds(ctx.actor, 'hall.close', hall.unitPath)) throw new Forbidden()
  await ctx.db.transaction().execute(async (tx) => {
    const zones = await listZones(tx, hallCode)
    const changed = await days.openDays(
      tx,
      zones.map((z) => z.id),
      ctx.today,
    )
    if (changed === 0) return
    await ctx.acts.write(tx, {
      act: 'hall.dayReopened',
      subject: `hall:${hallCode}`,
      unitCode: hall.unitCode,
      data: { day: ctx.today },
    })
    await store.tellHall(tx, hallCode)
  })
}

/** Closes today in every hall, and days before that were never closed. For the night. */
export async function closeAllDays(ctx: Ctx): Promise<void> {
  for (const { hallCode, day } of await days.listOpenDays(ctx.db, ctx.today)) await closeDay(ctx, hallCode, day)
}
