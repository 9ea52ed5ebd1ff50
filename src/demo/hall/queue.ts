import { addDays, type Day } from '../../core/day.ts'
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
export const pastDays = 15
/** Second of the morning at which today's queue stands: told as if it were now, whatever time it is. */
const told = (10 * 60 + 20) * 60
/** Windows of the main hall at which nobody sits today: one is free to be taken, one is paused. */
const [freeWindow, pausedWindow] = [4, 13]
const mondayCrowd = 1.25

/** An appointment that was kept on a past day, as a number. */
export type Kept = Comer & { day: Day; slot: Slot }
type Hall = { code: string; unitCode: string; lines: QueueLine[]; letters: Map<number, string>; seats: Seat[] }
type Rows = { tickets: object[]; calls: object[]; days: object[] }

/**
 * Numbers of the last weeks, and today's queue where the halls are open today: people wait, are called and served. Each
 * counter has a clerk of its own, who cannot sign in. Deterministic for a day and `now`.
 * @returns the acts, to be written in order with all others: of each ticket of today, of the end of each past day
 */
export async function loadQueue(
  stage: Stage,
  { kept, nextTicketId, now }: { kept: readonly Kept[]; nextTicketId: () => number; now: Date },
): Promise<TimedAct[]> {
  const halls = await readHalls(stage)
  await openAccounts(stage, halls)
  const rows: Rows = { tickets: [], calls: [], days: [] }
  const acts: TimedAct[] = []
  const slots = new Map(kept.map((k) => [k.appointmentId, k.slot]))
  const pass = (hall: Hall, day: Day, windows: Seat[], busy: number, time: Clockwork, closedAt: Date | null) => {
    const random = randomOf(`queue ${hall.code} ${day}`)
    const comers = kept.filter((k) => k.day === day && hall.code === 'main')
    const visits = dayOfHall(random, { lines: servedBy(hall, windows), windows, comers, busy })
    const { tickets, last } = numbered(visits, hall.letters, time, nextTicketId)
    const place = {
      ...{ regionCode: stage.site.regionCode, hallCode: hall.code, day, named: closedAt === null },
      slotOf: (id: number) => slots.get(id),
    }
    for (const ticket of tickets) {
      const made = rowsOf(random, ticket, place, time)
      rows.tickets.push(made.ticket)
      rows.calls.push(...made.calls)
    }
    const end = { closedAt, closedBy: closedAt ? '系统' : '' }
    const leftOpen = closedAt ? tickets.filter((t) => t.visit.end === 'dayEnd') : []
    const left = (zoneId: number) => leftOpen.filter((t) => t.visit.line.zoneId === zoneId).map(openAtEnd)
    rows.days.push(...[...last].map(([zoneId, n]) => ({ zoneId, day, last: n, ...end, leftOpen: left(zoneId) })))
    return tickets
  }
  for (const day of openDaysBefore(stage)) {
    const at = momentOn(day)
    const closedAt = at((23 * 60 + 50) * 60)
    const busy = new Date(`${day}T12:00:00Z`).getUTCDay() === 1 ? mondayCrowd : 1
    for (const hall of halls) {
      const tickets = pass(hall, day, hall.seats, busy, { at, until: Infinity }, closedAt)
      const left = tickets.filter((t) => t.visit.end === 'dayEnd').map(({ label }) => ({ label, state: 'waiting' }))
      const of = { subject: `hall:${hall.code}`, unitCode: hall.unitCode, actor: '系统' }
      acts.push({ ...of, at: closedAt, act: 'hall.dayClosed', data: { day, left, counters: [] } })
    }
  }
  if (workingDays(stage.calendar, stage.today, stage.today).length > 0) {
    const time = { at: (second: number) => new Date(now.getTime() + Math.round(second - told) * 1000), until: told }
    for (const hall of halls) {
      const seats =
        hall.code === 'main'
          ? hall.seats.filter((s) => s.number !== freeWindow && s.number !== pausedWindow)
          : hall.seats
      for (const ticket of pass(hall, stage.today, seats, mondayCrowd, time, null))
        acts.push(...actsOfTicket(ticket, hall.code, hall.unitCode, time))
      acts.push(...(await signOn(stage, hall, seats, time)))
    }
  }
  await insertRows(stage.tx, 'queueTickets', rows.tickets as Record<string, unknown>[])
  await insertRows(
    stage.tx,
    'queueCalls',
    rows.calls.map((c, i) => ({ id: i + 1, ...c })),
  )
  await insertRows(stage.tx, 'queueDays', rows.days as Record<string, unknown>[])
  await continueIds(stage.tx, 'queueTickets', 'queueCalls')
  return acts
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
