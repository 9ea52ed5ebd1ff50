import { type Insertable, sql, type Updateable } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { Appointments } from '../../platform/tables.ts'
import type { AppointmentChannel, AppointmentState, Priority } from './schema.ts'
import type { Offer } from './slots.ts'

export type Appointment = {
  id: number
  number: string
  slotId: number
  hallCode: string
  hallName: string
  hallAddress: string
  hallPhone: string
  /** Of the unit that runs the hall. */
  unitCode: string
  unitPath: string
  itemId: number
  itemCode: string
  itemName: string
  lineId: number
  lineName: string
  day: Day
  starts: string
  ends: string
  name: string
  personKey: Buffer
  phoneSealed: Buffer
  emailSealed: Buffer | null
  priority: Priority
  channel: AppointmentChannel
  accountId: string | null
  state: AppointmentState
  changes: number
  ticketId: number | null
  madeAt: Date
  remindedAt: Date | null
  endedAt: Date | null
  cancelReason: string
}

const appointments = (db: Db) =>
  db
    .selectFrom('appointments as a')
    .innerJoin('appointmentSlots as s', 's.id', 'a.slotId')
    .innerJoin('halls as h', 'h.code', 's.hallCode')
    .innerJoin('units as u', 'u.code', 'h.unitCode')
    .innerJoin('serviceItems as i', 'i.id', 'a.itemId')
    .innerJoin('queueLines as l', 'l.id', 's.lineId')
    .select(['a.id', 'a.number', 'a.slotId', 's.hallCode', 'h.name as hallName', 'h.address as hallAddress'])
    .select(['h.phone as hallPhone', 'h.unitCode', 'u.path as unitPath', 'a.itemId', 'i.code as itemCode'])
    .select(['i.name as itemName', 's.lineId', 'l.name as lineName', 's.day', 's.starts', 's.ends', 'a.name'])
    .select(['a.personKey', 'a.phoneSealed', 'a.emailSealed', 'a.priority', 'a.channel', 'a.accountId', 'a.state'])
    .select(['a.changes', 'a.ticketId', 'a.madeAt', 'a.remindedAt', 'a.endedAt', 'a.cancelReason'])
    .$narrowType<{ priority: Priority; channel: AppointmentChannel; state: AppointmentState }>()

export const findAppointment = (db: Db, number: string): Promise<Appointment | undefined> =>
  appointments(db).where('a.number', '=', number).executeTakeFirst()

export async function getAppointment(db: Db, number: string): Promise<Appointment> {
  const found = await findAppointment(db, number)
  if (!found) throw new NotFound('这个预约')
  return found
}

/** Locked before it is read: a row that waited for its lock is joined to the slot it had before. */
export async function lockAppointment(tx: Db, number: string): Promise<Appointment> {
  await tx.selectFrom('appointments').select('id').where('number', '=', number).forUpdate().execute()
  return getAppointment(tx, number)
}

/** @param pressKey - as it is stored */
export const findByPress = (db: Db, pressKey: string): Promise<Appointment | undefined> =>
  appointments(db).where('a.pressKey', '=', pressKey).executeTakeFirst()

/** What is stored of the code of an appointment. */
export async function findCodeHash(db: Db, number: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('appointments').select('codeHash').where('number', '=', number).executeTakeFirst()
  return row?.codeHash
}

export const listOfAccount = (db: Db, accountId: string): Promise<Appointment[]> =>
  appointments(db)
    .where('a.accountId', '=', accountId)
    .orderBy((e) => e('a.state', '=', 'booked'), 'desc')
    .orderBy('s.day', 'desc')
    .orderBy('s.starts')
    .limit(200)
    .execute()

/** Appointments in a hall on a day, by slot. */
export const listOfDay = (db: Db, hallCode: string, day: Day): Promise<Appointment[]> =>
  appointments(db)
    .where('s.hallCode', '=', hallCode)
    .where('s.day', '=', day)
    .orderBy('s.starts')
    .orderBy('a.id')
    .execute()

/** What someone has in a hall on a day, whatever became of it but cancelled. */
export const listOfPerson = (db: Db, hallCode: string, day: Day, personKey: Buffer): Promise<Appointment[]> =>
  appointments(db)
    .where('a.personKey', '=', personKey)
    .where('s.hallCode', '=', hallCode)
    .where('s.day', '=', day)
    .where('a.state', '<>', 'cancelled')
    .orderBy('s.starts')
    .execute()

/** Days of the appointments that someone missed, from a day on. */
export async function missedDays(db: Db, personKey: Buffer, from: Day): Promise<Day[]> {
  const rows = await db
    .selectFrom('appointments')
    .select('day')
    .where('personKey', '=', personKey)
    .where('state', '=', 'noShow')
    .where('day', '>=', from)
    .execute()
  return rows.map((r) => r.day)
}

/** All that are booked, the earliest first. */
export const listBooked = (db: Db): Promise<Appointment[]> =>
  appointments(db).where('a.state', '=', 'booked').orderBy('a.day').orderBy('a.id').execute()

/** When the zone of a line was closed on a day (收号清场), if it was. */
export async function closedAt(db: Db, lineId: number, day: Day): Promise<Date | null> {
  const row = await db
    .selectFrom('queueDays as d')
    .innerJoin('queueLines as l', 'l.zoneId', 'd.zoneId')
    .select('d.closedAt')
    .where('l.id', '=', lineId)
    .where('d.day', '=', day)
    .executeTakeFirst()
  return row?.closedAt ?? null
}

/** The slot of an offer on a day; made when nobody has booked it yet. Its row stays unlocked. @returns its id */
export async function slotOf(tx: Db, offer: Offer, day: Day): Promise<number> {
  const { hallCode, itemId, lineId, starts, ends, quota } = offer
  await tx
    .insertInto('appointmentSlots')
    .values({ hallCode, itemId, lineId, day, starts, ends, quota })
    .onConflict((c) => c.columns(['hallCode', 'itemId', 'day', 'starts']).doNothing())
    .execute()
  const { id } = await tx
    .selectFrom('appointmentSlots')
    .select('id')
    .where('hallCode', '=', hallCode)
    .where('itemId', '=', itemId)
    .where('day', '=', day)
    .where('starts', '=', starts)
    .executeTakeFirstOrThrow()
  return id
}

/** Locks slots in the order of their ids, so that two who change places do not wait for each other. */
export async function lockSlots(tx: Db, ids: readonly number[]): Promise<void> {
  await tx
    .selectFrom('appointmentSlots')
    .select('id')
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Takes a place in a slot, if there is one. @returns whether there was */
export async function takePlace(tx: Db, slotId: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('appointmentSlots')
    .set({ taken: sql`taken + 1` })
    .where('id', '=', slotId)
    .whereRef('taken', '<', 'quota')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function givePlaceBack(tx: Db, slotId: number): Promise<void> {
  await tx.updateTable('appointmentSlots').set({ taken: sql`taken - 1` }).where('id', '=', slotId).execute()
}

/** Places of the slots that were made, by `day starts`. */
export async function placesOf(
  db: Db,
  { hallCode, itemId, from, until }: { hallCode: string; itemId: number; from: Day; until: Day },
): Promise<ReadonlyMap<string, { quota: number; taken: number }>> {
  const rows = await db
    .selectFrom('appointmentSlots')
    .select(['day', 'starts', 'quota', 'taken'])
    .where('hallCode', '=', hallCode)
    .where('itemId', '=', itemId)
    .where('day', '>=', from)
    .where('day', '<=', until)
    .execute()
  return new Map(rows.map((r) => [`${r.day} ${r.starts}`, r]))
}

/** The next number of appointments made on a day: `YY20261127-0001`. */
export async function nextNumber(tx: Db, regionCode: string, day: Day): Promise<string> {
  const { last } = await tx
    .insertInto('appointmentSerials')
    .values({ regionCode, day, last: 1 })
    .onConflict((c) => c.columns(['regionCode', 'day']).doUpdateSet({ last: sql`appointment_serials.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return numberOf(day, last)
}

/** @param serial - of appointments made on that day, from 1 */
export const numberOf = (day: Day, serial: number): string =>
  `YY${day.replaceAll('-', '')}-${String(serial).padStart(4, '0')}`

export async function insertAppointment(tx: Db, row: Insertable<Appointments>): Promise<void> {
  await tx.insertInto('appointments').values(row).execute()
}

export async function saveAppointment(tx: Db, id: number, change: Updateable<Appointments>): Promise<void> {
  await tx.updateTable('appointments').set(change).where('id', '=', id).execute()
}
