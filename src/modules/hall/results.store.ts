import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { AppointmentState, Priority, TicketChannel, TicketState } from './schema.ts'

/** Days of one hall, both included. */
export type Span = { hallCode: string; from: Day; to: Day }

/** Minutes in the middle, and those that nine of ten stay within; null when nothing was measured. */
export type Spread = readonly [middle: number, most: number] | null

/** How long it took whoever was called and came: of an hour of coming, of a counter, or of all. */
export type Times = {
  hour: number | null
  counterId: number | null
  /** Calls that led to a service. */
  calls: number
  /** From taking the number, or being sent on, to the first call. */
  waiting: Spread
  /** From the first call to the beginning. */
  walking: Spread
  /** From the beginning to the end; services that were handed on or broken off are left out. */
  serving: Spread
}

/** Times of all, then by the hour in which people began to wait, then by counter. */
export async function measureTimes(db: Db, { hallCode, from, to }: Span): Promise<Times[]> {
  const { rows } = await sql<Times>`
    with c as (
      select extract(hour from waiting_since at time zone 'Asia/Shanghai')::int as hour, counter_id,
        extract(epoch from first_called_at - waiting_since) / 60 as waiting,
        extract(epoch from started_at - first_called_at) / 60 as walking,
        case when outcome = 'done' then extract(epoch from ended_at - started_at) / 60 end as serving
      from queue_calls
      where hall_code = ${hallCode} and day between ${from}::date and ${to}::date and started_at is not null)
    select hour, counter_id as "counterId", count(*) as calls,
      percentile_cont(array[0.5, 0.9]) within group (order by waiting) as waiting,
      percentile_cont(array[0.5, 0.9]) within group (order by walking) as walking,
      percentile_cont(array[0.5, 0.9]) within group (order by serving) as serving
    from c group by grouping sets ((), (hour), (counter_id))
    order by hour nulls first, counter_id nulls first`.execute(db)
  return rows
}

/** Numbers of one line, taken in one way, that stand alike. */
export type TicketCount = { lineId: number; channel: TicketChannel; state: TicketState; count: number }

export const countTickets = (db: Db, { hallCode, from, to }: Span): Promise<TicketCount[]> =>
  db
    .selectFrom('queueTickets')
    .select((e) => ['lineId', 'channel', 'state', e.fn.countAll<number>().as('count')])
    .$narrowType<{ channel: TicketChannel; state: TicketState }>()
    .where('hallCode', '=', hallCode)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy(['lineId', 'channel', 'state'])
    .execute()

/** Appointments for these days, by how they stand. */
export const countAppointments = (
  db: Db,
  { hallCode, from, to }: Span,
): Promise<{ state: AppointmentState; count: number }[]> =>
  db
    .selectFrom('appointmentSlots as s')
    .innerJoin('appointments as a', 'a.slotId', 's.id')
    .select((e) => ['a.state', e.fn.countAll<number>().as('count')])
    .$narrowType<{ state: AppointmentState }>()
    .where('s.hallCode', '=', hallCode)
    .where('s.day', '>=', from)
    .where('s.day', '<=', to)
    .groupBy('a.state')
    .execute()

/** One number with its last call, as it is handed on. It says nothing about who held it. */
export type TicketTimes = {
  id: number
  day: Day
  label: string
  lineName: string
  itemName: string | null
  channel: TicketChannel
  priority: Priority
  state: TicketState
  misses: number
  takenAt: Date
  waitingSince: Date | null
  calledAt: Date | null
  startedAt: Date | null
  endedAt: Date | null
  counter: string | null
}

const batch = 2000

/** Numbers in the order in which they were taken, read in parts, so that any range of days can be handed on. */
export async function* readTickets(db: Db, { hallCode, from, to }: Span): AsyncGenerator<TicketTimes> {
  let [day, id]: [Day, number] = [from, 0]
  for (;;) {
    const { rows } = await sql<TicketTimes>`
      select t.id, t.day, t.label, l.name as "lineName", s.name as "itemName", t.channel, t.priority, t.state, t.misses,
        t.taken_at as "takenAt", k.waiting_since as "waitingSince", k.first_called_at as "calledAt",
        k.started_at as "startedAt", t.ended_at as "endedAt", c.number || ' 号' || c.name as counter
      from queue_tickets t join queue_lines l on l.id = t.line_id
        left join service_items s on s.id = t.item_id
        left join lateral (select * from queue_calls where ticket_id = t.id order by id desc limit 1) k on true
        left join counters c on c.id = k.counter_id
      where t.hall_code = ${hallCode} and (t.day, t.id) > (${day}::date, ${id}::bigint) and t.day <= ${to}::date
      order by t.day, t.id limit ${batch}`.execute(db)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    ;[day, id] = [last.day, last.id]
  }
}
