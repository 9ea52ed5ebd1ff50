import { sql } from 'kysely'
import { clockOf } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import { type DayHours, hoursOn, isOpenAt } from './hours.ts'
import { type Hall, openingOf } from './layout.store.ts'

/** How a hall stands today. */
export type HallToday = {
  hall: Hall
  hours: DayHours
  openNow: boolean
  taken: number
  waiting: number
  served: number
  /** Counters at which someone is signed on. */
  counters: number
  /** Minutes the one who waits longest has waited; null when nobody does. */
  longest: number | null
}

export async function todayIn(ctx: Ctx, hall: Hall): Promise<HallToday> {
  const [opening, { rows }] = await Promise.all([
    openingOf(ctx.db, hall.code, ctx.today),
    sql<Omit<HallToday, 'hall' | 'hours' | 'openNow'>>`
      select count(*) as taken, count(*) filter (where state = 'waiting') as waiting,
        count(*) filter (where state = 'done') as served,
        (select count(*) from counters where hall_code = ${hall.code} and state <> 'closed') as counters,
        (extract(epoch from ${ctx.now}::timestamptz - min(taken_at) filter (where state = 'waiting')) / 60)::int as longest
      from queue_tickets where hall_code = ${hall.code} and day = ${ctx.today}`.execute(ctx.db),
  ])
  const hours = hoursOn(opening, ctx.calendar, ctx.today)
  const none = { taken: 0, waiting: 0, served: 0, counters: 0, longest: null }
  return { hall, hours, openNow: isOpenAt(hours.hours, clockOf(ctx.now).slice(11)), ...(rows[0] ?? none) }
}
