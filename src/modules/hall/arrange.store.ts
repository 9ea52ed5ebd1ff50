import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { CounterKind, Hours } from './schema.ts'

type ZoneRow = { hallCode: string; name: string; letter: string; position: number; closed: boolean }

/** @param id - of the zone; undefined for a new one */
export async function saveZone(tx: Db, id: number | undefined, zone: ZoneRow): Promise<number> {
  if (id === undefined) {
    const code = `zone-${zone.letter.toLowerCase()}`
    return inserted(
      tx
        .insertInto('hallZones')
        .values({ ...zone, code })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
  }
  await tx.updateTable('hallZones').set(zone).where('id', '=', id).execute()
  return id
}

type LineRow = {
  zoneId: number
  name: string
  position: number
  usualMinutes: number
  dailyLimit: number | null
  open: boolean
}

export async function saveLine(tx: Db, id: number | undefined, line: LineRow): Promise<number> {
  if (id === undefined) {
    const { n } = await tx
      .selectFrom('queueLines')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('zoneId', '=', line.zoneId)
      .executeTakeFirstOrThrow()
    const code = `line-${n + 1}`
    return inserted(
      tx
        .insertInto('queueLines')
        .values({ ...line, code })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
  }
  await tx.updateTable('queueLines').set(line).where('id', '=', id).execute()
  return id
}

type CounterRow = {
  hallCode: string
  zoneId: number | null
  number: number
  name: string
  kind: CounterKind
  inUse: boolean
}

export async function saveCounter(tx: Db, id: number | undefined, counter: CounterRow): Promise<number> {
  if (id === undefined)
    return inserted(tx.insertInto('counters').values(counter).returning('id').executeTakeFirstOrThrow())
  await tx.updateTable('counters').set(counter).where('id', '=', id).execute()
  return id
}

const inserted = async (row: Promise<{ id: number }>): Promise<number> => (await row).id

/** What a line serves, in place of what it served before. */
export async function setLineServes(tx: Db, lineId: number, unitCodes: readonly string[], itemIds: readonly number[]) {
  await tx.deleteFrom('queueLineUnits').where('lineId', '=', lineId).execute()
  await tx.deleteFrom('queueLineItems').where('lineId', '=', lineId).execute()
  if (unitCodes.length > 0)
    await tx
      .insertInto('queueLineUnits')
      .values(unitCodes.map((unitCode) => ({ lineId, unitCode })))
      .execute()
  if (itemIds.length > 0)
    await tx
      .insertInto('queueLineItems')
      .values(itemIds.map((itemId) => ({ lineId, itemId })))
      .execute()
}

/** What a line serves now: codes of units, and of items that have a line of their own. */
export async function servedBy(db: Db, lineId: number): Promise<{ units: string[]; items: string[] }> {
  const [units, items] = await Promise.all([
    db.selectFrom('queueLineUnits').select('unitCode').where('lineId', '=', lineId).execute(),
    db
      .selectFrom('queueLineItems as i')
      .innerJoin('serviceItems as s', 's.id', 'i.itemId')
      .select('s.code')
      .where('i.lineId', '=', lineId)
      .orderBy('s.code')
      .execute(),
  ])
  return { units: units.map((u) => u.unitCode), items: items.map((i) => i.code) }
}

/** Ids of items by code; those that are not there are missing. */
export async function itemIds(db: Db, codes: readonly string[]): Promise<Map<string, number>> {
  if (codes.length === 0) return new Map()
  const rows = await db.selectFrom('serviceItems').select(['id', 'code']).where('code', 'in', codes).execute()
  return new Map(rows.map((r) => [r.code, r.id]))
}

export async function setCounterLines(tx: Db, counterId: number, lineIds: readonly number[]): Promise<void> {
  await tx.deleteFrom('counterLines').where('counterId', '=', counterId).execute()
  if (lineIds.length === 0) return
  await tx
    .insertInto('counterLines')
    .values(lineIds.map((lineId) => ({ counterId, lineId })))
    .execute()
}

/** The usual hours of a hall, in place of those before. */
export async function setHours(
  tx: Db,
  hallCode: string,
  hours: readonly (Hours & { weekday: number })[],
): Promise<void> {
  await tx.deleteFrom('hallHours').where('hallCode', '=', hallCode).execute()
  if (hours.length === 0) return
  await tx
    .insertInto('hallHours')
    .values(hours.map((h) => ({ ...h, hallCode })))
    .execute()
}

/** The hours of one day, in place of those before; none closes it. `reason` null takes the exception back. */
export async function setException(
  tx: Db,
  hallCode: string,
  day: Day,
  exception: { hours: readonly Hours[]; reason: string } | null,
): Promise<void> {
  await tx.deleteFrom('hallExceptions').where('hallCode', '=', hallCode).where('day', '=', day).execute()
  if (!exception) return
  const { hours, reason } = exception
  const rows = hours.length > 0 ? hours : [{ opens: null, closes: null }]
  await tx
    .insertInto('hallExceptions')
    .values(rows.map((h) => ({ ...h, hallCode, day, reason })))
    .execute()
}
