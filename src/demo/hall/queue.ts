import { addDays, type Day, weekday } from '../../core/day.ts'
import { listCounters, listHalls, listLines } from '../../modules/hall/layout.store.ts'
import type { Slot } from '../../modules/hall/order.ts'
import { personName } from '../cases/applicants.ts'
import type { TimedAct } from '../documents.ts'
import { randomOf } from '../random.ts'
import { continueIds, insertRows } from '../rows.ts'
import { type Stage, workingDays } from '../stage.ts'
import { type Comer, dayOfHall, type QueueLine } from './day.ts'
import { actsOfTicket, type Clockwork, momentOn, type Numbered, numbered, rowsOf, type Seat } from './rows.ts'

/** Open days before today of which numbers are kept. */
const pastDays = 13
/** Second of the morning at which today's queue stands: told as if it were now, whatever time it is. */
const told = (10 * 60 + 20) * 60
/** Windows of the main hall at which nobody sits today: one is free to be taken, one is paused. */
const [freeWindow, pausedWindow] = [4, 13]
const mondayCrowd = 1.25

/** An appointment that was kept on a past day, as a number. */
export type Kept = Comer & { day: Day; slot: Slot }
type Hall = { code: string; unitCode: string; lines: QueueLine[]; letters: Map<number, string>; seats: Seat[] }
type Row = Record<string, unknown>
type Rows = { tickets: Row[]; calls: Row[]; days: Row[] }

/** A day of a hall to be made up: who sits there, who has booked, how full it is. @property closedAt - null: not over */
type HallDay = { hall: Hall; day: Day; seats: Seat[]; busy: number; time: Clockwork; closedAt: Date | null }
type Given = { kept: readonly Kept[]; nextTicketId: () => number; now: Date }

/**
 * Numbers of the last weeks, and today's queue where the halls are open today: people wait, are called and served. Each
 * counter has a clerk of its own, who cannot sign in. Deterministic for a day and `now`.
 * @returns the acts, to be written in order with all others: of each ticket of today, of the end of each past day
 */
export async function loadQueue(stage: Stage, given: Given): Promise<TimedAct[]> {
  const halls = await readHalls(stage)
  await openAccounts(stage, halls)
  const rows: Rows = { tickets: [], calls: [], days: [] }
  const acts = [...pastActs(stage, given, halls, rows), ...(await todaysActs(stage, given, halls, rows))]
  await insertRows(stage.tx, 'queueTickets', rows.tickets)
  await insertRows(
    stage.tx,
    'queueCalls',
    rows.calls.map((call, i) => ({ id: i + 1, ...call })),
  )
  await insertRows(stage.tx, 'queueDays', rows.days)
  await continueIds(stage.tx, 'queueTickets', 'queueCalls')
  return acts
}

/** The days before: each was closed at night, with what was left open. */
const pastActs = (stage: Stage, given: Given, halls: readonly Hall[], rows: Rows): TimedAct[] =>
  openDaysBefore(stage).flatMap((day) => {
    const at = momentOn(day)
    const closedAt = at((23 * 60 + 50) * 60)
    const busy = weekday(day) === 1 ? mondayCrowd : 1
    return halls.map((hall) => {
      const time = { at, until: Infinity }
      const tickets = makeDay(stage, given, { hall, day, seats: hall.seats, busy, time, closedAt }, rows)
      const left = tickets.filter((t) => t.visit.end === 'dayEnd').map(({ label }) => ({ label, state: 'waiting' }))
      const of = { subject: `hall:${hall.code}`, unitCode: hall.unitCode, actor: '系统' }
      return { ...of, at: closedAt, act: 'hall.dayClosed', data: { day, left, counters: [] } }
    })
  })

/** Today, as it stands in the middle of a full morning. */
async function todaysActs(stage: Stage, given: Given, halls: readonly Hall[], rows: Rows): Promise<TimedAct[]> {
  const day = stage.today
  if (workingDays(stage.calendar, day, day).length === 0) return []
  const at = (second: number) => new Date(given.now.getTime() + Math.round(second - told) * 1000)
  const time = { at, until: told }
  const acts: TimedAct[] = []
  for (const hall of halls) {
    const away = hall.code === 'main' ? [freeWindow, pausedWindow] : []
    const seats = hall.seats.filter((s) => !away.includes(s.number))
    const tickets = makeDay(stage, given, { hall, day, seats, busy: mondayCrowd, time, closedAt: null }, rows)
    acts.push(...tickets.flatMap((t) => actsOfTicket(t, hall, time)), ...(await signOn(stage, hall, seats, time)))
  }
  return acts
}

/** Makes up a day of a hall and adds its rows. @returns the numbers that were given */
function makeDay(stage: Stage, given: Given, of: HallDay, rows: Rows): Numbered[] {
  const { hall, day, seats, busy, time, closedAt } = of
  const random = randomOf(`queue ${hall.code} ${day}`)
  const comers = given.kept.filter((k) => k.day === day && hall.code === 'main')
  const visits = dayOfHall(random, { lines: servedBy(hall, seats), windows: seats, comers, busy })
  const { tickets, last } = numbered(visits, hall.letters, time, given.nextTicketId)
  const slots = new Map(comers.map((k) => [k.appointmentId, k.slot]))
  const place = { regionCode: stage.site.regionCode, hallCode: hall.code, day, slots, named: closedAt === null }
  for (const one of tickets) {
    const { ticket, calls } = rowsOf(random, one, place, time)
    rows.tickets.push(ticket)
    rows.calls.push(...calls)
  }
  const left = closedAt ? tickets.filter((t) => t.visit.end === 'dayEnd') : []
  for (const [zoneId, n] of last) {
    const leftOpen = left.filter((t) => t.visit.line.zoneId === zoneId).map(openAtEnd)
    rows.days.push({ zoneId, day, last: n, closedAt, closedBy: closedAt ? '系统' : '', leftOpen })
  }
  return tickets
}

/** What the list of a day's end says of a number nobody was called to any more. */
const openAtEnd = ({ label, visit }: Numbered) => ({ label, state: 'waiting', line: visit.line.name, counter: null })

/** The last open days before today, the earliest first. */
export const openDaysBefore = ({ calendar, today }: Stage): Day[] =>
  workingDays(calendar, addDays(today, -45), addDays(today, -1)).slice(-pastDays)

/** Lines at which somebody can be served. */
const servedBy = ({ lines }: Hall, windows: readonly Seat[]): QueueLine[] =>
  lines.filter((l) => windows.some((w) => w.lineIds.includes(l.id)))

async function readHalls({ tx, today }: Stage): Promise<Hall[]> {
  const random = randomOf('queue clerks')
  const served = await tx.selectFrom('counterLines').select(['counterId', 'lineId']).orderBy('lineId').execute()
  const halls: Hall[] = []
  for (const { code, unitCode } of await listHalls(tx, today)) {
    const [lines, counters] = [await listLines(tx, code), await listCounters(tx, code)]
    halls.push({
      ...{ code, unitCode },
      lines: lines.map((l) => ({ id: l.id, zoneId: l.zoneId, name: l.name, minutes: l.usualMinutes })),
      letters: new Map(lines.map((l) => [l.zoneId, l.letter])),
      seats: counters.map(({ id, zoneId, number, name }) => ({
        ...{ id, zoneId, number, name, hallCode: code, clerk: { id: `${code}-${number}`, name: personName(random) } },
        lineIds: served.filter((s) => s.counterId === id).map((s) => s.lineId),
      })),
    })
  }
  return halls
}

/** Accounts of those who sit at the counters: without a password, so that nobody signs in as one of them. */
const openAccounts = ({ tx }: Stage, halls: readonly Hall[]): Promise<void> =>
  insertRows(
    tx,
    'accounts',
    halls.flatMap(({ unitCode, seats }) =>
      seats.map(({ clerk }) => ({
        ...{ id: clerk.id, kind: 'staff', name: clerk.name, username: clerk.id, email: `${clerk.id}@mingtang.invalid` },
        ...{ unitCode, isDemonstration: true, emailVerified: false, phoneNumberVerified: false },
        ...{ twoFactorEnabled: false, mustChangePassword: false, createdAt: new Date(), updatedAt: new Date() },
      })),
    ),
  )

/** Everyone sits at their counter since the hall opened, one has gone out for a moment. */
async function signOn({ tx }: Stage, hall: Hall, seats: readonly Seat[], { at }: Clockwork): Promise<TimedAct[]> {
  const paused = hall.code === 'main' ? hall.seats.find((s) => s.number === pausedWindow) : undefined
  const [since, gone] = [at((8 * 60 + 22) * 60), at((10 * 60 + 12) * 60)]
  const acts: TimedAct[] = []
  for (const { id, clerk, number } of paused ? [...seats, paused] : seats) {
    const away = id === paused?.id
    const state = away ? { state: 'paused', since: gone, pauseReason: '取材料' } : { state: 'open', since }
    await tx
      .updateTable('counters')
      .set({ ...state, clerkId: clerk.id, clerkName: clerk.name })
      .where('id', '=', id)
      .execute()
    const of = { subject: `counter:${id}`, unitCode: hall.unitCode, actor: clerk.name, accountId: clerk.id }
    const data = { hall: hall.code, number }
    acts.push({ ...of, at: since, act: 'hall.counterOpened', data })
    if (away) acts.push({ ...of, at: gone, act: 'hall.counterPaused', data: { ...data, reason: '取材料' } })
  }
  return acts
}
