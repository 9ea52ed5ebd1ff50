import { clockOf, type Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { Half } from './schema.ts'

export type Shift = {
  counterId: number
  counterNumber: number
  counterName: string
  day: Day
  half: Half
  accountId: string
  accountName: string
}

/** Morning until one o'clock, afternoon from then on. */
export const halfOf = (now: Date): Half => (clockOf(now).slice(11) < '13:00' ? 'morning' : 'afternoon')

/** Who is on duty between two days, both included. */
export const listShifts = (db: Db, hallCode: string, from: Day, until: Day): Promise<Shift[]> =>
  db
    .selectFrom('counterShifts as s')
    .innerJoin('counters as c', 'c.id', 's.counterId')
    .select([
      's.counterId',
      'c.number as counterNumber',
      'c.name as counterName',
      's.day',
      's.half',
      's.accountId',
      's.accountName',
    ])
    .$narrowType<{ half: Half }>()
    .where('c.hallCode', '=', hallCode)
    .where('s.day', '>=', from)
    .where('s.day', '<=', until)
    .orderBy('s.day')
    .orderBy('s.half', 'desc')
    .orderBy('c.number')
    .execute()

/** Who is on duty now, by counter. */
export async function onDuty(
  db: Db,
  hallCode: string,
  today: Day,
  now: Date,
): Promise<Map<number, { id: string; name: string }>> {
  const shifts = (await listShifts(db, hallCode, today, today)).filter((s) => s.half === halfOf(now))
  return new Map(shifts.map((s) => [s.counterId, { id: s.accountId, name: s.accountName }]))
}

/** Puts someone on duty; whoever was at that counter then is replaced. Fails where the person is elsewhere at that time. */
export async function saveShift(
  tx: Db,
  shift: Pick<Shift, 'counterId' | 'day' | 'half' | 'accountId' | 'accountName'>,
) {
  const { accountId, accountName } = shift
  await tx
    .insertInto('counterShifts')
    .values(shift)
    .onConflict((c) => c.columns(['counterId', 'day', 'half']).doUpdateSet({ accountId, accountName }))
    .execute()
}

/** @returns whether there was one */
export async function dropShift(tx: Db, counterId: number, day: Day, half: Half): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('counterShifts')
    .where('counterId', '=', counterId)
    .where('day', '=', day)
    .where('half', '=', half)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
