import { sql } from 'kysely'
import { isWorkingDay } from '../../core/calendar.ts'
import { addDays, type Day, startOf } from '../../core/day.ts'
import { numberOf } from '../../modules/hall/appointments.store.ts'
import { weekdayLike } from '../../modules/hall/hours.ts'
import { linesForItem } from '../../modules/hall/layout.store.ts'
import { instantOf } from '../../modules/hall/order.ts'
import type { Priority } from '../../modules/hall/schema.ts'
import { hashOfCode, hashOfSubmission, queryCodeOf } from '../../platform/query-code.ts'
import type { Seal } from '../../platform/seal.ts'
import { personName, phone } from '../cases/applicants.ts'
import type { TimedAct } from '../documents.ts'
import { idNumber, uuid } from '../past.ts'
import { type Random, randomOf } from '../random.ts'
import { continueIds, idsAfter, insertRows } from '../rows.ts'
import type { Stage } from '../stage.ts'
import { type Kept, openDaysBefore } from './queue.ts'

const hall = 'main'
/** Slots of every working day, with their places. */
const slots = [
  { starts: '09:00', ends: '10:00', quota: 4 },
  { starts: '10:00', ends: '11:00', quota: 4 },
  { starts: '11:00', ends: '12:00', quota: 3 },
  { starts: '14:30', ends: '15:30', quota: 4 },
  { starts: '15:30', ends: '16:30', quota: 4 },
  { starts: '16:30', ends: '17:30', quota: 3 },
] as const
/** Since when they are offered, and on how many days from today on someone has booked. */
const [offeredFor, bookedDays] = [90, 5]

type Offered = { id: number; code: string; unitCode: string; lineId: number }
type Fate = 'booked' | 'kept' | 'noShow' | 'cancelled'
type Booking = { item: Offered; day: Day; slot: (typeof slots)[number]; madeAt: Date; fate: Fate }
type Row = { id: number; priority: Priority; ticketId: number | null }

/**
 * Slots of the items most asked for in the main hall, and who has booked them for today and the next days on which it is open:
 * of every hour of today there is one to come. The citizen of the demonstration has one too. On the days before most came,
 * some did not, some cancelled. Deterministic but for what is sealed.
 * @param nextTicketId - gives the id of the ticket that a kept appointment became
 * @returns the acts, to be written in order with all others, and the appointments that were kept
 */
export async function loadAppointments(
  stage: Stage,
  seal: Seal,
  nextTicketId: () => number,
): Promise<{ acts: TimedAct[]; kept: Kept[] }> {
  const random = randomOf('appointments')
  const items = await mostAskedFor(stage, 14)
  const validFrom = addDays(stage.today, -offeredFor)
  const offer = (o: Offered) => ({ hallCode: hall, itemId: o.id, lineId: o.lineId })
  const offerId = await idsAfter(stage.tx, 'appointmentOffers')
  await insertRows(
    stage.tx,
    'appointmentOffers',
    items.flatMap((o) =>
      [1, 2, 3, 4, 5].flatMap((weekday) =>
        slots.map((s) => ({ id: offerId(), ...offer(o), ...s, weekday, validFrom, validUntil: null })),
      ),
    ),
  )
  const bookings = [...pastBookings(stage, items), ...bookingsOf(stage, random, items)].sort(
    (a, b) => a.madeAt.getTime() - b.madeAt.getTime(),
  )
  const slotIds = await writeSlots(stage, bookings, offer)
  const { rows, acts } = await writeAppointments(stage, { random, seal, bookings, slotIds, nextTicketId })
  await continueIds(stage.tx, 'appointmentOffers', 'appointmentSlots', 'appointments')
  return { acts, kept: keptOf(rows, bookings) }
}

/** What kept appointments became: people who come around the beginning of their slot. */
function keptOf(rows: readonly Row[], bookings: readonly Booking[]): Kept[] {
  const random = randomOf('appointments kept')
  return rows.flatMap(({ id, priority, ticketId }, i) => {
    const { day, slot, item } = bookings[i] as Booking
    if (ticketId === null) return []
    const at = (instantOf(day, slot.starts).getTime() - startOf(day).getTime()) / 1000 + random.int(-9 * 60, 25 * 60)
    return [{ appointmentId: id, ticketId, lineId: item.lineId, priority, at, day, slot: { day, ...slot } }]
  })
}

/** One in most hours of the last weeks: of ten, eight came. */
function pastBookings(stage: Stage, items: readonly Offered[]): Booking[] {
  const random = randomOf('appointments past')
  return openDaysBefore(stage).flatMap((day) =>
    slots.flatMap((slot) => {
      if (!random.chance(0.85)) return []
      const n = random.next()
      const fate: Fate = n < 0.8 ? 'kept' : n < 0.91 ? 'noShow' : 'cancelled'
      return [{ item: random.pick(items), day, slot, madeAt: madeBefore(day, random), fate }]
    }),
  )
}

/** Items that can be booked and have a line in the main hall, those with most cases first; two of a unit at most. */
async function mostAskedFor({ tx, today }: Stage, wanted: number): Promise<Offered[]> {
  const { rows } = await sql<{ id: number; code: string; unitCode: string }>`
    select s.id, s.code, s.unit_code as "unitCode" from service_items s join item_versions v on v.id = s.version_id
    where (v.elements->>'canReserve')::boolean and v.ended_on is null and s.cancelled_on is null and not s.has_parts
    order by (select count(*) from case_files c where c.item_id = s.id) desc, s.code limit 200`.execute(tx)
  const chosen: Offered[] = []
  const ofUnit = new Map<string, number>()
  for (const item of rows) {
    const n = ofUnit.get(item.unitCode) ?? 0
    if (n >= 2 || chosen.length === wanted) continue
    const line = (await linesForItem(tx, item.id, today)).find((l) => l.hallCode === hall)
    if (!line) continue
    ofUnit.set(item.unitCode, n + 1)
    chosen.push({ ...item, lineId: line.id })
  }
  return chosen
}

/** Who comes when: fuller the nearer the day, and somebody in every hour. */
function bookingsOf({ today, calendar }: Stage, random: Random, items: readonly Offered[]): Booking[] {
  const days = Array.from({ length: 20 }, (_, i) => addDays(today, i))
    // Working days, which for a hall without exceptions are those on which it is open.
    .filter((d) => isWorkingDay(calendar, d) && weekdayLike(calendar, d) <= 5)
    .slice(0, bookedDays)
  const bookings: Booking[] = []
  for (const [i, day] of days.entries())
    for (const [s, slot] of slots.entries())
      for (const [n, item] of items.entries()) {
        const sure = n === (i + s) % items.length
        if (!sure && !random.chance(0.28 - 0.05 * i)) continue
        const people = random.int(1, 2)
        for (let p = 0; p < people; p++)
          bookings.push({ item, day, slot, madeAt: madeBefore(today, random), fate: 'booked' })
      }
  return bookings
}

/** An hour of one of the last days, none of them today. */
const madeBefore = (today: Day, random: Random): Date =>
  new Date(startOf(addDays(today, -random.int(1, 6))).getTime() + random.int(7 * 3600, 22 * 3600) * 1000)

const keyOf = (b: Booking): string => `${b.item.id} ${b.day} ${b.slot.starts}`

async function writeSlots(
  { tx }: Stage,
  bookings: readonly Booking[],
  offer: (o: Offered) => Record<string, unknown>,
): Promise<ReadonlyMap<string, number>> {
  const slotId = await idsAfter(tx, 'appointmentSlots')
  const made = [...Map.groupBy(bookings, keyOf)].map(([key, its]) => ({ key, id: slotId(), its }))
  await insertRows(
    tx,
    'appointmentSlots',
    made.flatMap(({ id, its }) => {
      const [first] = its
      const taken = its.filter((b) => b.fate !== 'cancelled').length
      return first ? [{ id, ...offer(first.item), day: first.day, ...first.slot, taken }] : []
    }),
  )
  return new Map(made.map((m) => [m.key, m.id]))
}

type Writing = {
  random: Random
  seal: Seal
  bookings: readonly Booking[]
  slotIds: ReadonlyMap<string, number>
  nextTicketId: () => number
}

async function writeAppointments(
  stage: Stage,
  { random, seal, bookings, slotIds, nextTicketId }: Writing,
): Promise<{ rows: Row[]; acts: TimedAct[] }> {
  const { tx, site } = stage
  const unitCode = site.hallUnit || site.rootUnit
  const id = await idsAfter(tx, 'appointments')
  const serials = new Map<Day, number>()
  const mine = await demonstrationCitizen(stage)
  // The first one for another day than today is the citizen's own.
  const theirs = bookings.findIndex((b) => b.day > stage.today)
  const hex = (bytes: Buffer) => `\\x${bytes.toString('hex')}`
  const rows = bookings.map((b, i) => {
    const madeOn = addDays(stage.today, Math.floor((b.madeAt.getTime() - startOf(stage.today).getTime()) / 86_400_000))
    const serial = (serials.get(madeOn) ?? 0) + 1
    serials.set(madeOn, serial)
    const press = uuid(random)
    const own = i === theirs ? mine : undefined
    const old = random.chance(0.15)
    const card = idNumber(random, old ? [1945, 1958] : [1960, 2004])
    const number = phone(random)
    const name = personName(random)
    return {
      ...{ id: id(), number: numberOf(madeOn, serial), regionCode: site.regionCode, slotId: slotIds.get(keyOf(b)) },
      ...{ itemId: b.item.id, day: b.day, personKey: hex(seal.digest(`id:${card}`)), name: own?.name ?? name },
      phoneSealed: hex(seal.seal(own?.phone ?? number)),
      priority: (old ? 'elderly' : 'none') as Priority,
      channel: random.chance(0.15) ? 'phone' : 'portal',
      accountId: own?.id ?? null,
      ...endOf(b, random, nextTicketId),
      ...{ changes: 0, codeHash: hex(hashOfCode(queryCodeOf(press))) },
      ...{ pressKey: hashOfSubmission(press).toString('hex'), madeAt: b.madeAt },
    }
  })
  await insertRows(tx, 'appointments', rows)
  await insertRows(
    tx,
    'appointmentSerials',
    [...serials].map(([day, last]) => ({ regionCode: site.regionCode, day, last })),
  )
  const clerk = stage.account('chuangkou', '窗小玲', unitCode)
  const acts = rows.flatMap((row, i): TimedAct[] => {
    const { item, day, slot, fate } = bookings[i] as Booking
    const of = { subject: `appointment:${row.number}`, unitCode }
    const data = { hall, item: item.code, day, starts: slot.starts }
    const visitor = { actor: '访客', ...(row.accountId ? { accountId: row.accountId } : {}) }
    const made = {
      ...{ ...of, at: row.madeAt, act: 'hall.appointmentBooked', data: { ...data, channel: row.channel } },
      ...(row.channel === 'portal' ? visitor : { actor: clerk.name, accountId: clerk.id }),
    }
    if (row.endedAt === null || fate === 'booked') return [made]
    return [made, { ...of, at: row.endedAt, ...ending(row, fate, data) }]
  })
  return { rows, acts }
}

/** How an appointment of the past ended. */
function endOf({ fate, day, slot, madeAt }: Booking, random: Random, nextTicketId: () => number) {
  const open = { state: fate, ticketId: null, endedAt: null, cancelReason: '' }
  if (fate === 'booked') return open
  if (fate === 'kept') return { ...open, ticketId: nextTicketId(), endedAt: instantOf(day, slot.starts) }
  if (fate === 'noShow') return { ...open, endedAt: instantOf(day, slot.ends) }
  const endedAt = new Date((madeAt.getTime() + startOf(day).getTime()) / 2 + random.int(0, 3600) * 1000)
  return { ...open, endedAt, cancelReason: random.pick(['那天有事', '已经办好了', '']) }
}

/** The act by which it ended. */
function ending(row: { ticketId: number | null; cancelReason: string }, fate: Exclude<Fate, 'booked'>, data: object) {
  switch (fate) {
    case 'kept':
      return {
        act: 'hall.appointmentKept',
        actor: '访客',
        data: { ...data, ticket: row.ticketId, by: 'kiosk', late: false },
      }
    case 'noShow':
      return { act: 'hall.appointmentMissed', actor: '系统', data: { ...data } }
    case 'cancelled':
      return {
        act: 'hall.appointmentCancelled',
        actor: '访客',
        data: { ...data, by: 'person', reason: row.cancelReason },
      }
  }
}

/** Who can be signed in as, where an account has been opened. */
const demonstrationCitizen = async ({ tx }: Stage) =>
  tx
    .selectFrom('accounts')
    .select(['id', 'name', 'phoneNumber as phone'])
    .where('isDemonstration', '=', true)
    .where('kind', '=', 'citizen')
    .where('phoneNumber', 'is not', null)
    .orderBy('createdAt')
    .orderBy('id')
    .$narrowType<{ phone: string }>()
    .executeTakeFirst()
