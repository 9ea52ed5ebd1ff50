import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { CounterState, TicketState } from './schema.ts'

/** One call as the board shows and speaks it; called again it has a later time. */
export type BoardCall = {
  callId: number
  label: string
  counterNumber: number
  counterName: string
  calledAt: Date
  times: number
  /** What has become of the ticket since. */
  state: TicketState
}
export type BoardCounter = {
  number: number
  name: string
  state: CounterState
  pauseReason: string
  /** The number that is called or served there now. */
  label: string | null
}
export type BoardLine = { zoneName: string; letter: string; lineId: number; lineName: string; waiting: number }

/** What a wall screen shows of one hall. Nothing in it is personal. */
export type Board = { calls: readonly BoardCall[]; counters: readonly BoardCounter[]; lines: readonly BoardLine[] }

/** The live state of a hall on a day: last calls, newest first, counters in use by number, how many wait for each line. */
export async function boardOf(db: Db, hallCode: string, day: Day, last = 8): Promise<Board> {
  const [calls, counters, lines] = await Promise.all([
    lastCalls(db, hallCode, day, last),
    countersNow(db, hallCode),
    waitingCounts(db, hallCode, day),
  ])
  return { calls, counters, lines }
}

const lastCalls = (db: Db, hallCode: string, day: Day, last: number): Promise<BoardCall[]> =>
  db
    .selectFrom('queueCalls as q')
    .innerJoin('queueTickets as t', 't.id', 'q.ticketId')
    .innerJoin('counters as c', 'c.id', 'q.counterId')
    .select([
      'q.id as callId',
      't.label',
      'c.number as counterNumber',
      'c.name as counterName',
      'q.lastCalledAt as calledAt',
      'q.times',
      't.state',
    ])
    .$narrowType<{ state: TicketState }>()
    .where('q.hallCode', '=', hallCode)
    .where('q.day', '=', day)
    .orderBy('q.lastCalledAt', 'desc')
    .orderBy('q.id', 'desc')
    .limit(last)
    .execute()

const countersNow = (db: Db, hallCode: string): Promise<BoardCounter[]> =>
  db
    .selectFrom('counters as c')
    .leftJoin('queueCalls as q', (j) => j.onRef('q.counterId', '=', 'c.id').on('q.outcome', 'is', null))
    .leftJoin('queueTickets as t', 't.id', 'q.ticketId')
    .select(['c.number', 'c.name', 'c.state', 'c.pauseReason', 't.label'])
    .$narrowType<{ state: CounterState }>()
    .where('c.hallCode', '=', hallCode)
    .where('c.inUse', '=', true)
    .orderBy('c.number')
    .execute()

const waitingCounts = async (db: Db, hallCode: string, day: Day): Promise<BoardLine[]> =>
  db
    .selectFrom('queueLines as l')
    .innerJoin('hallZones as z', 'z.id', 'l.zoneId')
    .leftJoin('queueTickets as t', (j) =>
      j.onRef('t.lineId', '=', 'l.id').on('t.day', '=', day).on('t.state', '=', sql.lit('waiting')),
    )
    .select((e) => [
      'z.name as zoneName',
      'z.letter',
      'l.id as lineId',
      'l.name as lineName',
      e.fn.count<number>('t.id').as('waiting'),
    ])
    .where('z.hallCode', '=', hallCode)
    .where('z.closed', '=', false)
    .groupBy(['z.id', 'l.id'])
    .orderBy('z.position')
    .orderBy('l.position')
    .orderBy('l.id')
    .execute()
