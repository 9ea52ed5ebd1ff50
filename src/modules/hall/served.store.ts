import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'

/** A visit that ended with a service, as whoever asks how it went must know it. */
export type ServedVisit = {
  /** Of the ticket. */
  id: number
  label: string
  day: Day
  endedAt: Date
  /** Unit of the item; where none was named, the one that runs the hall. */
  unitCode: string
  itemCode: string | null
  /** Name of the item; where none was named, of the line. */
  itemName: string
  counterId: number
  counterName: string
  clerkId: string
  clerkName: string
  /** Personal data: sealed. */
  phoneSealed: Buffer | null
}

const served = (db: Db) =>
  db
    .selectFrom('queueTickets as t')
    .innerJoin('queueCalls as k', (j) => j.onRef('k.ticketId', '=', 't.id').on('k.outcome', '=', 'done'))
    .innerJoin('counters as c', 'c.id', 'k.counterId')
    .innerJoin('halls as h', 'h.code', 't.hallCode')
    .innerJoin('queueLines as l', 'l.id', 't.lineId')
    .leftJoin('serviceItems as s', 's.id', 't.itemId')
    .select(['t.id', 't.label', 't.day', 't.endedAt', 's.code as itemCode', 'k.counterId', 'k.clerkId', 'k.clerkName'])
    .select([
      't.phoneSealed',
      sql<string>`coalesce(s.unit_code, h.unit_code)`.as('unitCode'),
      sql<string>`coalesce(s.name, l.name)`.as('itemName'),
      sql<string>`c.number || ' 号' || c.name`.as('counterName'),
    ])
    .where('t.state', '=', 'done')
    .$castTo<ServedVisit>()

/** A served visit by its ticket. */
export const findServedVisit = (db: Db, id: number): Promise<ServedVisit | undefined> =>
  served(db).where('t.id', '=', id).executeTakeFirst()

/** A served visit by the number on the ticket, which is given once a day in each hall. */
export const findServedByLabel = (db: Db, hallCode: string, day: Day, label: string) =>
  served(db).where('t.hallCode', '=', hallCode).where('t.day', '=', day).where('t.label', '=', label).executeTakeFirst()

/** The visit that a counter served last, if it ended after this. */
export const findServedAt = (db: Db, counterId: number, day: Day, after: Date): Promise<ServedVisit | undefined> =>
  served(db)
    .where('k.counterId', '=', counterId)
    .where('t.day', '=', day)
    .where('t.endedAt', '>', after)
    .orderBy('t.endedAt', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Visits from a day on of people who left a phone, with an id above `after`, in the order of their ids. */
export const listServedVisits = (db: Db, { from, after, size }: { from: Day; after: number; size: number }) =>
  served(db)
    .where('t.day', '>=', from)
    .where('t.phoneSealed', 'is not', null)
    .where('t.id', '>', after)
    .orderBy('t.id')
    .limit(size)
    .execute()
