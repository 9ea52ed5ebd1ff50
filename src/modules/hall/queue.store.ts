import { type Insertable, sql, type Updateable } from 'kysely'
import { type Day, dayOf } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import { tellLive } from '../../platform/live.ts'
import type { QueueTickets } from '../../platform/tables.ts'
import type { Priority, TicketChannel, TicketState, VoidReason } from './schema.ts'

export type Ticket = {
  id: number
  hallCode: string
  hallName: string
  zoneId: number
  day: Day
  serial: number
  label: string
  lineId: number
  lineName: string
  itemId: number | null
  itemCode: string | null
  itemName: string | null
  personName: string
  channel: TicketChannel
  priority: Priority
  appointmentId: number | null
  state: TicketState
  rank: 0 | 1 | 2
  placeAt: Date
  notBefore: Date
  wantedCounterId: number | null
  misses: number
  counterId: number | null
  counterNumber: number | null
  counterName: string | null
  takenAt: Date
  waitingSince: Date
  calledAt: Date | null
  startedAt: Date | null
  endedAt: Date | null
  voidReason: VoidReason | null
  caseNumber: string | null
}

/** One call by a counter that is not over. */
export type OpenCall = {
  id: number
  ticketId: number
  counterId: number
  clerkId: string
  firstCalledAt: Date
  lastCalledAt: Date
  times: number
  startedAt: Date | null
}

const tickets = (db: Db) =>
  db
    .selectFrom('queueTickets as t')
    .innerJoin('halls as h', 'h.code', 't.hallCode')
    .innerJoin('queueLines as l', 'l.id', 't.lineId')
    .leftJoin('counters as c', 'c.id', 't.counterId')
    .leftJoin('serviceItems as s', 's.id', 't.itemId')
    .select([
      't.id',
      't.hallCode',
      'h.name as hallName',
      't.zoneId',
      't.day',
      't.serial',
      't.label',
      't.lineId',
      'l.name as lineName',
      't.itemId',
      's.code as itemCode',
      's.name as itemName',
      't.personName',
      't.channel',
      't.priority',
      't.appointmentId',
      't.state',
      't.rank',
      't.placeAt',
      't.notBefore',
      't.wantedCounterId',
      't.misses',
      't.counterId',
      'c.number as counterNumber',
      'c.name as counterName',
      't.takenAt',
      't.waitingSince',
      't.calledAt',
      't.startedAt',
      't.endedAt',
      't.voidReason',
      't.caseNumber',
    ])
    .$narrowType<{
      channel: TicketChannel
      priority: Priority
      state: TicketState
      rank: 0 | 1 | 2
      voidReason: VoidReason | null
    }>()

export async function getTicket(db: Db, id: number): Promise<Ticket> {
  const ticket = await tickets(db).where('t.id', '=', id).executeTakeFirst()
  if (!ticket) throw new NotFound('这个号')
  return ticket
}

/** Locked before it is read: a row that waited for its lock is joined to the line it stood in before. */
export async function lockTicket(tx: Db, id: number): Promise<Ticket> {
  await tx.selectFrom('queueTickets').select('id').where('id', '=', id).forUpdate().execute()
  return getTicket(tx, id)
}

export const findTicketByPress = (db: Db, pressKey: string): Promise<Ticket | undefined> =>
  tickets(db).where('t.pressKey', '=', pressKey).executeTakeFirst()

export const findTicketByCode = (db: Db, codeHash: Buffer): Promise<Ticket | undefined> =>
  tickets(db).where('t.codeHash', '=', codeHash).executeTakeFirst()

/** The number one person already holds for a line on a day. */
export const findLiveTicket = (db: Db, lineId: number, day: Day, personKey: Buffer): Promise<Ticket | undefined> =>
  tickets(db)
    .where('t.lineId', '=', lineId)
    .where('t.day', '=', day)
    .where('t.personKey', '=', personKey)
    .where('t.state', 'in', ['waiting', 'called', 'serving'])
    .executeTakeFirst()

/**
 * The next serial of a zone and day. Its row stays locked until the transaction ends: whoever comes meanwhile waits, and a
 * transaction that fails gives its serial back. Undefined once the day was closed.
 */
export async function takeSerial(tx: Db, zoneId: number, day: Day): Promise<number | undefined> {
  const row = await tx
    .insertInto('queueDays')
    .values({ zoneId, day, last: 1 })
    .onConflict((c) =>
      c
        .columns(['zoneId', 'day'])
        .doUpdateSet({ last: sql`queue_days.last + 1` })
        .where('queueDays.closedAt', 'is', null),
    )
    .returning('last')
    .executeTakeFirst()
  return row?.last
}

/** Numbers given for a line on a day. */
export async function countTaken(db: Db, lineId: number, zoneId: number, day: Day): Promise<number> {
  const { n } = await db
    .selectFrom('queueTickets')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('zoneId', '=', zoneId)
    .where('day', '=', day)
    .where('lineId', '=', lineId)
    .executeTakeFirstOrThrow()
  return n
}

export async function insertTicket(tx: Db, ticket: Insertable<QueueTickets>): Promise<number> {
  const { id } = await tx.insertInto('queueTickets').values(ticket).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function saveTicket(tx: Db, id: number, change: Updateable<QueueTickets>): Promise<void> {
  await tx.updateTable('queueTickets').set(change).where('id', '=', id).execute()
}

/**
 * The next ticket for a counter, locked; one that another counter is just taking is passed over. Who was sent to this counter
 * alone is among its own; who came before the slot of an appointment is called only when nobody else waits.
 */
export async function pickNext(
  tx: Db,
  counter: { id: number; lineIds: readonly number[] },
  day: Day,
  now: Date,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select t.id from queue_tickets t
    where t.state = 'waiting' and t.day = ${day}
      and (t.line_id = any(${counter.lineIds}::bigint[]) and t.wanted_counter_id is null or t.wanted_counter_id = ${counter.id})
    order by (t.not_before > ${now}), t.rank, t.place_at, t.serial
    limit 1 for update skip locked`.execute(tx)
  return rows[0]?.id
}

/** Tickets that wait for a counter, in the order of calling. */
export const listWaitingFor = (
  db: Db,
  counter: { id: number; lineIds: readonly number[] },
  day: Day,
  now: Date,
  limit = 100,
): Promise<Ticket[]> =>
  tickets(db)
    .where('t.state', '=', 'waiting')
    .where('t.day', '=', day)
    .where((e) =>
      e.or([
        e('t.wantedCounterId', '=', counter.id),
        e.and([
          e('t.wantedCounterId', 'is', null),
          counter.lineIds.length > 0 ? e('t.lineId', 'in', counter.lineIds) : e.lit(false),
        ]),
      ]),
    )
    .orderBy(sql`t.not_before > ${now}`)
    .orderBy('t.rank')
    .orderBy('t.placeAt')
    .orderBy('t.serial')
    .limit(limit)
    .execute()

/** Numbers of a hall that are not over: waiting, called, being served. */
export const listLive = (db: Db, hallCode: string, day: Day): Promise<Ticket[]> =>
  tickets(db)
    .where('t.hallCode', '=', hallCode)
    .where('t.day', '=', day)
    .where('t.state', 'in', ['waiting', 'called', 'serving'])
    .orderBy('t.rank')
    .orderBy('t.placeAt')
    .orderBy('t.serial')
    .execute()

/**
 * Moves a waiting ticket behind the next `behind` of its line, or behind the last when fewer wait. The place is reckoned in
 * the database, whose clock is finer than ours.
 */
export async function putBehind(tx: Db, id: number, behind: number): Promise<void> {
  if (behind < 1) return
  await sql`
    update queue_tickets t set rank = a.rank, place_at = a.place_at + interval '1 microsecond', not_before = t.taken_at
    from (select rank, place_at, row_number() over (order by rank, place_at, serial) as n from queue_tickets
      where state = 'waiting' and id <> ${id} and (line_id, day) = (select line_id, day from queue_tickets where id = ${id})
      order by rank, place_at, serial limit ${behind}) a
    where t.id = ${id} and a.n = (select least(${behind}, count(*)) from queue_tickets
      where state = 'waiting' and id <> ${id} and (line_id, day) = (select line_id, day from queue_tickets where id = ${id}))`.execute(
    tx,
  )
}

const calls = (db: Db) =>
  db
    .selectFrom('queueCalls')
    .select(['id', 'ticketId', 'counterId', 'clerkId', 'firstCalledAt', 'lastCalledAt', 'times', 'startedAt'])

export const findOpenCall = (db: Db, counterId: number): Promise<OpenCall | undefined> =>
  calls(db).where('counterId', '=', counterId).where('outcome', 'is', null).executeTakeFirst()

/** The open call at a counter with its ticket. */
export async function callAt(db: Db, counterId: number): Promise<{ call: OpenCall; ticket: Ticket } | undefined> {
  const call = await findOpenCall(db, counterId)
  return call && { call, ticket: await getTicket(db, call.ticketId) }
}

/** How many a clerk has served on a day. */
export async function countTodayOf(db: Db, clerkId: string, day: Day): Promise<number> {
  const { n } = await db
    .selectFrom('queueCalls')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('clerkId', '=', clerkId)
    .where('day', '=', day)
    .where('outcome', '=', 'done')
    .executeTakeFirstOrThrow()
  return n
}

export const findOpenCallOf = (db: Db, ticketId: number): Promise<OpenCall | undefined> =>
  calls(db).where('ticketId', '=', ticketId).where('outcome', 'is', null).executeTakeFirst()

export const findCallByPress = (db: Db, pressKey: string): Promise<OpenCall | undefined> =>
  calls(db).where('pressKey', '=', pressKey).executeTakeFirst()

export async function insertCall(
  tx: Db,
  ticket: Ticket,
  by: { counterId: number; clerkId: string; clerkName: string; pressKey: string; now: Date },
): Promise<void> {
  const { now, ...rest } = by
  await tx
    .insertInto('queueCalls')
    .values({
      ...rest,
      ticketId: ticket.id,
      hallCode: ticket.hallCode,
      lineId: ticket.lineId,
      day: dayOf(now),
      waitingSince: ticket.waitingSince,
      firstCalledAt: now,
      lastCalledAt: now,
    })
    .execute()
}

export async function callAgain(tx: Db, id: number, now: Date): Promise<void> {
  await tx.updateTable('queueCalls').set({ lastCalledAt: now, times: sql`times + 1` }).where('id', '=', id).execute()
}

export async function startCall(tx: Db, id: number, now: Date): Promise<void> {
  await tx.updateTable('queueCalls').set({ startedAt: now }).where('id', '=', id).execute()
}

export type CallOutcome = 'done' | 'missed' | 'transferred' | 'left' | 'unended'

export async function endCall(tx: Db, id: number, outcome: CallOutcome, now: Date): Promise<void> {
  await tx.updateTable('queueCalls').set({ outcome, endedAt: now }).where('id', '=', id).execute()
}

/** Tells the boards and follow pages of a hall that its queue has changed, once the transaction is done. */
export const tellHall = (tx: Db, hallCode: string): Promise<void> => tellLive(tx, liveTopic(hallCode))

/** Under which what happens in the queue of a hall is told. */
export const liveTopic = (hallCode: string): string => `hall:${hallCode}`
