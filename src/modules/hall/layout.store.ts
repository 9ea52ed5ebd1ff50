import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { Opening } from './hours.ts'
import type { CounterKind, CounterState, HallKind } from './schema.ts'

export type Hall = {
  code: string
  name: string
  kind: HallKind
  unitCode: string
  unitPath: string
  address: string
  phone: string
  guide: string
  longitude: number | null
  latitude: number | null
  openedOn: Day
  closedOn: Day | null
}
export type Zone = {
  id: number
  hallCode: string
  code: string
  name: string
  letter: string
  position: number
  closed: boolean
}
export type Line = {
  id: number
  hallCode: string
  zoneId: number
  zoneName: string
  letter: string
  zoneClosed: boolean
  code: string
  name: string
  position: number
  usualMinutes: number
  dailyLimit: number | null
  open: boolean
}
export type Counter = {
  id: number
  hallCode: string
  zoneId: number | null
  number: number
  name: string
  kind: CounterKind
  state: CounterState
  clerkId: string | null
  clerkName: string
  since: Date | null
  pauseReason: string
  inUse: boolean
}

const halls = (db: Db) =>
  db
    .selectFrom('halls as h')
    .innerJoin('units as u', 'u.code', 'h.unitCode')
    .select([
      'h.code',
      'h.name',
      'h.kind',
      'h.unitCode',
      'u.path as unitPath',
      'h.address',
      'h.phone',
      'h.guide',
      'h.longitude',
      'h.latitude',
      'h.openedOn',
      'h.closedOn',
    ])
    .$narrowType<{ kind: HallKind }>()

/** Halls that exist on a day, the main one first. */
export const listHalls = (db: Db, today: Day): Promise<Hall[]> =>
  halls(db)
    .where('h.openedOn', '<=', today)
    .where((e) => e.or([e('h.closedOn', 'is', null), e('h.closedOn', '>', today)]))
    .orderBy('h.position')
    .orderBy('h.code')
    .execute()

export async function getHall(db: Db, code: string): Promise<Hall> {
  const hall = await halls(db).where('h.code', '=', code).executeTakeFirst()
  if (!hall) throw new NotFound('这个大厅')
  return hall
}

/** Opening hours of a hall, with the exceptions from a day on. */
export async function openingOf(db: Db, hallCode: string, from: Day): Promise<Opening> {
  const [usual, exceptions] = await Promise.all([
    db
      .selectFrom('hallHours')
      .select(['weekday', 'opens', 'closes'])
      .where('hallCode', '=', hallCode)
      .orderBy('weekday')
      .orderBy('opens')
      .execute(),
    db
      .selectFrom('hallExceptions')
      .select(['id', 'day', 'opens', 'closes', 'reason'])
      .where('hallCode', '=', hallCode)
      .where('day', '>=', from)
      .orderBy('day')
      .orderBy('opens')
      .execute(),
  ])
  return { usual, exceptions }
}

/** Zones of a hall in their order. */
export const listZones = (db: Db, hallCode: string): Promise<Zone[]> =>
  db
    .selectFrom('hallZones')
    .select(['id', 'hallCode', 'code', 'name', 'letter', 'position', 'closed'])
    .where('hallCode', '=', hallCode)
    .orderBy('position')
    .orderBy('letter')
    .execute()

const lines = (db: Db) =>
  db
    .selectFrom('queueLines as l')
    .innerJoin('hallZones as z', 'z.id', 'l.zoneId')
    .select([
      'l.id',
      'z.hallCode',
      'l.zoneId',
      'z.name as zoneName',
      'z.letter',
      'z.closed as zoneClosed',
      'l.code',
      'l.name',
      'l.position',
      'l.usualMinutes',
      'l.dailyLimit',
      'l.open',
    ])

/** Lines of a hall, zone by zone. */
export const listLines = (db: Db, hallCode: string): Promise<Line[]> =>
  lines(db).where('z.hallCode', '=', hallCode).orderBy('z.position').orderBy('l.position').orderBy('l.id').execute()

export async function getLine(db: Db, id: number): Promise<Line> {
  const line = await lines(db).where('l.id', '=', id).executeTakeFirst()
  if (!line) throw new NotFound('这个排队业务')
  return line
}

/** Lines that serve an item, those named for it before those of its unit, the main hall first. */
export async function linesForItem(db: Db, itemId: number, today: Day): Promise<Line[]> {
  const inHalls = (q: ReturnType<typeof lines>) =>
    q
      .innerJoin('halls as h', 'h.code', 'z.hallCode')
      .where('l.open', '=', true)
      .where('z.closed', '=', false)
      .where((e) => e.or([e('h.closedOn', 'is', null), e('h.closedOn', '>', today)]))
      .orderBy('h.position')
      .orderBy('z.position')
      .orderBy('l.position')
  const own = await inHalls(lines(db))
    .innerJoin('queueLineItems as i', 'i.lineId', 'l.id')
    .where('i.itemId', '=', itemId)
    .execute()
  if (own.length > 0) return own
  return inHalls(lines(db))
    .innerJoin('queueLineUnits as u', 'u.lineId', 'l.id')
    .innerJoin('serviceItems as s', 's.unitCode', 'u.unitCode')
    .where('s.id', '=', itemId)
    .execute()
}

const counters = (db: Db) =>
  db
    .selectFrom('counters')
    .select([
      'id',
      'hallCode',
      'zoneId',
      'number',
      'name',
      'kind',
      'state',
      'clerkId',
      'clerkName',
      'since',
      'pauseReason',
      'inUse',
    ])
    .$narrowType<{ kind: CounterKind; state: CounterState }>()

/** Counters of a hall by number, also those no longer in use. */
export const listCounters = (db: Db, hallCode: string): Promise<Counter[]> =>
  counters(db).where('hallCode', '=', hallCode).orderBy('number').execute()

export async function getCounter(db: Db, id: number): Promise<Counter> {
  const counter = await counters(db).where('id', '=', id).executeTakeFirst()
  if (!counter) throw new NotFound('这个窗口')
  return counter
}

/** The counter, locked until the transaction ends: what happens at one counter happens one after the other. */
export async function lockCounter(tx: Db, id: number): Promise<Counter> {
  const counter = await counters(tx).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!counter) throw new NotFound('这个窗口')
  return counter
}

/** The counter at which someone is signed on, if any. */
export const findCounterOf = (db: Db, accountId: string): Promise<Counter | undefined> =>
  counters(db).where('clerkId', '=', accountId).executeTakeFirst()

/** Ids of the lines each counter of a hall serves. */
export async function linesOfCounters(db: Db, hallCode: string): Promise<Map<number, number[]>> {
  const rows = await db
    .selectFrom('counterLines as cl')
    .innerJoin('counters as c', 'c.id', 'cl.counterId')
    .select(['cl.counterId', 'cl.lineId'])
    .where('c.hallCode', '=', hallCode)
    .orderBy('cl.lineId')
    .execute()
  return new Map([...Map.groupBy(rows, (r) => r.counterId)].map(([id, its]) => [id, its.map((r) => r.lineId)]))
}

export async function saveCounterState(
  tx: Db,
  id: number,
  change: { state: CounterState; clerkId?: string | null; clerkName?: string; since: Date | null; pauseReason: string },
): Promise<void> {
  await tx.updateTable('counters').set(change).where('id', '=', id).execute()
}
