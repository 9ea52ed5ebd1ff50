import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { boardOf } from '../../modules/hall/board.ts'
import { instantOf } from '../../modules/hall/order.ts'
import { outlookFor } from '../../modules/hall/wait.service.ts'
import { openStage } from '../stage.ts'
import { loadQueue } from './queue.ts'

/** A Tuesday, and the moment at which the demonstration was loaded: long before the hall opens. */
const today = day('2026-03-03')
const now = instantOf(today, '05:00')

let id = 0
const acts = await loadQueue(await openStage(db, today), { kept: [], nextTicketId: () => ++id, now })
const count = async (what: ReturnType<typeof sql<{ n: number }>>) => Number((await what.execute(db)).rows[0]?.n ?? -1)
const none = async (table: string, what: ReturnType<typeof sql>) =>
  expect(await count(sql`select count(*) as n from ${sql.table(table)} where ${what}`)).toBe(0)

test('on an open day people wait in several zones, are called and served, and nothing has happened after now', async () => {
  const { rows } = await sql<{ state: string; n: number }>`
    select state, count(*) as n from queue_tickets where day = ${today} group by 1 order by 1`.execute(db)
  expect(rows.map((r) => r.state)).toEqual(expect.arrayContaining(['called', 'done', 'serving', 'waiting']))
  expect(
    await count(
      sql`select count(distinct zone_id) as n from queue_tickets where state = 'waiting' and hall_code = 'main'`,
    ),
  ).toBeGreaterThan(2)
  await none('queue_tickets', sql`greatest(taken_at, called_at, started_at, waiting_since) > ${now}`)
  await none('queue_tickets', sql`day = ${today} and ended_at > ${now}`)
  await none('queue_calls', sql`greatest(first_called_at, started_at) > ${now}`)
  expect(acts.filter((a) => a.at > now)).toEqual([])
  // Somebody has waited, but not since the night before.
  await none('queue_tickets', sql`state = 'waiting' and taken_at < ${new Date(now.getTime() - 3 * 3_600_000)}`)
})

test('numbers of a zone are given once each and without a gap; each ticket of today has its acts', async () => {
  await none(
    'queue_days',
    sql`(last, last) <> (select count(*), max(serial) from queue_tickets t where (t.zone_id, t.day) = (queue_days.zone_id, queue_days.day))`,
  )
  await none('queue_days', sql`(closed_at is null) <> (day = ${today})`)
  const tickets = await db.selectFrom('queueTickets').select(['id', 'state']).where('day', '=', today).execute()
  for (const { id: ticket, state } of tickets) {
    const own = acts.filter((a) => a.subject === `ticket:${ticket}`).map((a) => a.act)
    expect(own[0]).toBe('hall.ticketTaken')
    expect(own.includes('hall.finished')).toBe(state === 'done')
  }
})

test('each counter in use has a clerk of its own who cannot sign in; one is free and one is paused', async () => {
  await none(
    'counters',
    sql`state <> 'closed' and not exists (select from accounts a where a.id = clerk_id and a.name = clerk_name)`,
  )
  await none('counters', sql`exists (select from credentials k where k.holder_id = clerk_id)`)
  await none(
    'queue_calls',
    sql`outcome is null and not exists (select from counters c where c.id = counter_id and c.state = 'open' and c.clerk_id = queue_calls.clerk_id)`,
  )
  const { counters, calls } = await boardOf(db, 'main', today, 8)
  expect(counters.filter((c) => c.state === 'closed').map((c) => c.number)).toEqual([4])
  expect(counters.filter((c) => c.state === 'paused').map((c) => c.number)).toEqual([13])
  expect(calls).toHaveLength(8)
})

test('the wait of each line that is served can be told from the weeks before', async () => {
  const { rows } = await sql<{
    id: number
  }>`select distinct l.line_id as id from counter_lines l join counters c on c.id = l.counter_id
    where c.state = 'open' and c.hall_code = 'main'`.execute(db)
  for (const { id: line } of rows) {
    const { wait } = await outlookFor(world({ now }), line)
    expect(['minutes', 'now']).toContain(wait.kind)
  }
})

test('on a day off nobody waits and no counter is open', async () => {
  await db.transaction().execute(async (tx) => {
    await sql`truncate queue_calls, queue_tickets, queue_days cascade`.execute(tx)
    await sql`update counters set state = 'closed', clerk_id = null, clerk_name = '', since = null, pause_reason = ''`.execute(
      tx,
    )
    await sql`delete from accounts where is_demonstration`.execute(tx)
    const sunday = day('2026-03-08')
    let next = 0
    await loadQueue(await openStage(tx, sunday), {
      kept: [],
      nextTicketId: () => ++next,
      now: instantOf(sunday, '10:00'),
    })
  })
  await none('queue_tickets', sql`state not in ('done', 'void', 'left')`)
  await none('counters', sql`state <> 'closed'`)
  expect(await count(sql`select max(day) - ${day('2026-03-06')}::date as n from queue_tickets`)).toBe(0)
})
