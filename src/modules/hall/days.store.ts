import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { TicketState } from './schema.ts'

/** What was not ended when a day was closed. */
export type LeftOpen = { label: string; state: TicketState; line: string; counter: number | null }

export type ZoneDay = {
  zoneId: number
  zoneName: string
  day: Day
  last: number
  closedAt: Date | null
  closedBy: string
  leftOpen: readonly LeftOpen[]
}

/** Locks the day of each zone, so that no number is given meanwhile; makes those that had none. */
export async function lockDays(tx: Db, zoneIds: readonly number[], day: Day): Promise<{ closedAt: Date | null }[]> {
  if (zoneIds.length === 0) return []
  await tx
    .insertInto('queueDays')
    .values(zoneIds.map((zoneId) => ({ zoneId, day })))
    .onConflict((c) => c.doNothing())
    .execute()
  return tx
    .selectFrom('queueDays')
    .select('closedAt')
    .where('zoneId', 'in', zoneIds)
    .where('day', '=', day)
    .orderBy('zoneId')
    .forUpdate()
    .execute()
}

/** Records a closing; what a repeated one finds is added to the list. */
export async function saveClosing(
  tx: Db,
  zoneId: number,
  day: Day,
  { leftOpen, ...by }: { closedAt: Date; closedBy: string; leftOpen: readonly LeftOpen[] },
): Promise<void> {
  await tx
    .updateTable('queueDays')
    .set({ ...by, leftOpen: sql`left_open || ${JSON.stringify(leftOpen)}::jsonb` })
    .where('zoneId', '=', zoneId)
    .where('day', '=', day)
    .execute()
}

/** @returns how many were closed */
export async function openDays(tx: Db, zoneIds: readonly number[], day: Day): Promise<number> {
  if (zoneIds.length === 0) return 0
  const { numUpdatedRows } = await tx
    .updateTable('queueDays')
    .set({ closedAt: null, closedBy: '' })
    .where('zoneId', 'in', zoneIds)
    .where('day', '=', day)
    .where('closedAt', 'is not', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Days up to today on which numbers were given or counters opened and that nobody has closed. */
export async function listOpenDays(db: Db, today: Day): Promise<{ hallCode: string; day: Day }[]> {
  const { rows } = await sql<{ hallCode: string; day: Day }>`
    select distinct z.hall_code as "hallCode", d.day from queue_days d join hall_zones z on z.id = d.zone_id
      where d.closed_at is null and d.day <= ${today}
    union select distinct hall_code, ${today}::date from counters where state <> 'closed'
    order by 2, 1`.execute(db)
  return rows
}

/** Days of a hall, newest first: how many numbers each zone gave, and how the day ended. */
export async function listDays(db: Db, hallCode: string, limit = 200): Promise<ZoneDay[]> {
  const rows = await db
    .selectFrom('queueDays as d')
    .innerJoin('hallZones as z', 'z.id', 'd.zoneId')
    .select(['d.zoneId', 'z.name as zoneName', 'd.day', 'd.last', 'd.closedAt', 'd.closedBy', 'd.leftOpen'])
    .where('z.hallCode', '=', hallCode)
    .orderBy('d.day', 'desc')
    .orderBy('z.position')
    .limit(limit)
    .execute()
  return rows.map((r) => ({ ...r, leftOpen: r.leftOpen as LeftOpen[] }))
}
