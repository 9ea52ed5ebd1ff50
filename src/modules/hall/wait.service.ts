import { sql } from 'kysely'
import { addDays } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { estimateWait, type Measured, type Wait, type WaitFacts } from './estimate.ts'
import type { Ticket } from './queue.store.ts'

/** Days back over which service times are looked at. */
const pastDays = 28

/** How many people are before someone in their own line, and how long they will wait. */
export type Outlook = { ahead: number; wait: Wait }

/** The outlook for a ticket that waits. */
export async function outlookOf(ctx: Ctx, ticket: Pick<Ticket, 'id' | 'lineId' | 'hallCode'>): Promise<Outlook> {
  return outlook(ctx, ticket.lineId, ticket.id)
}

/** The outlook for who would take a number of this line now, without priority. */
export const outlookFor = (ctx: Ctx, lineId: number): Promise<Outlook> => outlook(ctx, lineId, undefined)

async function outlook(ctx: Ctx, lineId: number, ticketId: number | undefined): Promise<Outlook> {
  const [measured, before] = await Promise.all([
    measuredOf(ctx.db, lineId, ctx.today, addDays(ctx.today, -pastDays)),
    peopleBefore(ctx, lineId, ticketId),
  ])
  const { own, ...rest } = before
  return { ahead: own, wait: estimateWait({ ...measured, ...rest }) }
}

async function measuredOf(
  db: Db,
  lineId: number,
  today: string,
  from: string,
): Promise<{ past: Measured; today: Measured }> {
  const { rows } = await sql<{ isToday: boolean; count: number; mean: number; variance: number }>`
    select day = ${today}::date as "isToday", count(*) as count, avg(minutes)::float8 as mean,
      coalesce(var_samp(minutes), 0)::float8 as variance
    from (select day, extract(epoch from ended_at - first_called_at) / 60 as minutes from queue_calls
      where line_id = ${lineId} and outcome = 'done' and day between ${from}::date and ${today}::date) c
    group by 1`.execute(db)
  const none: Measured = { count: 0, mean: 0, variance: 0 }
  const of = (isToday: boolean): Measured => {
    const row = rows.find((r) => r.isToday === isToday)
    return row ? { count: row.count, mean: row.mean, variance: row.variance } : none
  }
  return { past: of(false), today: of(true) }
}

/**
 * Counters and people before. Someone of another line counts as far as their line is served by the same counters: whole if
 * by no others, half if half of its counters are also ours.
 */
async function peopleBefore(
  ctx: Ctx,
  lineId: number,
  ticketId: number | undefined,
): Promise<Pick<WaitFacts, 'ahead' | 'counters' | 'idle'> & { own: number }> {
  const { rows } = await sql<{ own: number; ahead: number; counters: number; idle: number }>`
    with ours as (select c.id from counters c join counter_lines cl on cl.counter_id = c.id
        where cl.line_id = ${lineId} and c.state = 'open'),
      shares as (select cl.line_id, count(*) filter (where cl.counter_id in (select id from ours))::float8 / count(*) as share
        from counter_lines cl join counters c on c.id = cl.counter_id where c.state = 'open' group by cl.line_id),
      me as (select t.rank, t.place_at, t.serial from queue_tickets t where t.id = ${ticketId ?? null}),
      waiting as (select t.line_id, coalesce(s.share, 1) as share from queue_tickets t
        left join shares s on s.line_id = t.line_id left join me on true
        where t.state = 'waiting' and t.day = ${ctx.today} and (t.line_id = ${lineId} or s.share > 0)
          and t.id <> coalesce(${ticketId ?? null}, 0)
          and (me.rank is null or (t.rank, t.place_at, t.serial) < (me.rank, me.place_at, me.serial)))
    select (select count(*) from waiting where line_id = ${lineId}) as own,
      (select coalesce(sum(share), 0)::float8 from waiting) as ahead,
      (select count(*) from ours) as counters,
      (select count(*) from ours where not exists
        (select from queue_calls q where q.counter_id = ours.id and q.outcome is null)) as idle`.execute(ctx.db)
  const row = rows[0]
  return { own: row?.own ?? 0, ahead: row?.ahead ?? 0, counters: row?.counters ?? 0, idle: row?.idle ?? 0 }
}
