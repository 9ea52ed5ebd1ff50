import { maskName } from '../../core/mask.ts'
import type { Slot } from '../../modules/hall/order.ts'
import { instantOf, labelOf, placeOf } from '../../modules/hall/order.ts'
import type { TicketState } from '../../modules/hall/schema.ts'
import { hashOfCode, queryCodeOf } from '../../platform/query-code.ts'
import { personName } from '../cases/applicants.ts'
import type { TimedAct } from '../documents.ts'
import { uuid } from '../past.ts'
import type { Random } from '../random.ts'
import type { Call, Visit, Window } from './day.ts'

export type Clerk = { id: string; name: string }
/** A window with who sits there. */
export type Seat = Window & { hallCode: string; number: number; name: string; clerk: Clerk }

/** How the seconds of a made-up day become moments, and up to which of them it is told. */
export type Clockwork = { at: (second: number) => Date; until: number }

export type Numbered = { id: number; serial: number; label: string; visit: Visit }

/** Numbers as they are given: by zone, in the order of coming; those who come later than it is told are left out. */
export function numbered(
  visits: readonly Visit[],
  letters: ReadonlyMap<number, string>,
  { until }: Clockwork,
  nextId: () => number,
) {
  const last = new Map<number, number>()
  const tickets: Numbered[] = []
  for (const visit of visits) {
    if (visit.takenAt > until) continue
    const { zoneId } = visit.line
    const serial = (last.get(zoneId) ?? 0) + 1
    last.set(zoneId, serial)
    const id = visit.appointment?.ticketId ?? nextId()
    tickets.push({ id, serial, label: labelOf(letters.get(zoneId) ?? 'A', serial), visit })
  }
  return { tickets, last }
}

/** How a ticket stands at the moment up to which the day is told. */
function standing({ calls, end, endedAt }: Visit, until: number) {
  const made = calls.filter((c) => c.calledAt <= until)
  const call = made.at(-1)
  const open = call && call.endedAt > until
  if (endedAt <= until) return { state: end === 'dayEnd' || end === 'missed' ? 'void' : end, made, call } as const
  const state: TicketState = !open ? 'waiting' : (call.startedAt ?? Infinity) <= until ? 'serving' : 'called'
  return { state, made, call } as const
}

const hex = (random: Random): string =>
  Array.from({ length: 8 }, () => random.int(0, 0xffffffff).toString(16).padStart(8, '0')).join('')

type Place = {
  regionCode: string
  hallCode: string
  day: string
  /** Of appointments, by their ids. */
  slots: ReadonlyMap<number, Slot>
  /** Whether some gave a name, and the code still follows the ticket: today's. */
  named: boolean
}

/** The row of a ticket and those of its calls. */
export function rowsOf(random: Random, { id, serial, label, visit }: Numbered, place: Place, { at, until }: Clockwork) {
  const { line, takenAt, channel, priority, appointment, end, endedAt } = visit
  const { state, made, call } = standing(visit, until)
  const over = state === 'done' || state === 'void' || state === 'left'
  const { hallCode, day, regionCode } = place
  const came = (c: Call | undefined) => (c?.startedAt !== undefined && c.startedAt <= until ? at(c.startedAt) : null)
  const misses = made.filter((c) => c.startedAt === undefined && c.endedAt <= until).length
  const waiting = state === 'waiting'
  const ticket = {
    ...{ id, regionCode, hallCode, zoneId: line.zoneId, day, serial, label, lineId: line.id, itemId: null },
    personKey: channel === 'counter' ? null : `\\x${hex(random)}`,
    personName: place.named && channel === 'counter' ? maskName(personName(random)) : '',
    ...{ channel, priority, appointmentId: appointment?.appointmentId ?? null, state },
    ...placeOf(at(takenAt), priority, appointment && place.slots.get(appointment.appointmentId)),
    ...{ misses, counterId: waiting ? null : (call?.window.id ?? null), takenAt: at(takenAt) },
    waitingSince: at(waiting && call ? call.endedAt : (call?.waitingSince ?? takenAt)),
    ...{ calledAt: call ? at(call.calledAt) : null, startedAt: came(call), endedAt: over ? at(endedAt) : null },
    voidReason: state === 'void' ? end : null,
    ...keysOf(random, place.named),
  }
  const calls = made.map((c) => ({
    ...{ ticketId: id, hallCode, lineId: line.id, counterId: c.window.id, clerkId: (c.window as Seat).clerk.id },
    ...{
      clerkName: (c.window as Seat).clerk.name,
      day,
      waitingSince: at(c.waitingSince),
      firstCalledAt: at(c.calledAt),
    },
    ...{
      lastCalledAt: at(c.calledAt),
      times: 1,
      startedAt: came(c),
      endedAt: c.endedAt <= until ? at(c.endedAt) : null,
    },
    outcome: c.endedAt > until ? null : c.startedAt === undefined ? 'missed' : 'done',
    pressKey: uuid(random),
  }))
  return { ticket, calls }
}

/** What finds a ticket again; of past ones nobody holds the code any more. */
function keysOf(random: Random, live: boolean) {
  const pressKey = uuid(random)
  return { pressKey, codeHash: live ? `\\x${hashOfCode(queryCodeOf(pressKey)).toString('hex')}` : `\\x${hex(random)}` }
}

/** What happened to a ticket up to that moment. */
export function actsOfTicket(
  { id, label, visit }: Numbered,
  hall: { code: string; unitCode: string },
  { at, until }: Clockwork,
): TimedAct[] {
  const { line, takenAt, channel, priority, calls, end, endedAt } = visit
  const of = { subject: `ticket:${id}`, unitCode: hall.unitCode }
  const data = { hall: hall.code, label, line: line.id }
  const acts: TimedAct[] = [
    { ...of, at: at(takenAt), act: 'hall.ticketTaken', actor: '访客', data: { ...data, channel, priority } },
  ]
  let misses = 0
  for (const call of calls) {
    const { clerk, ...seat } = call.window as Seat
    const note = (second: number | undefined, act: string, more: Record<string, unknown>) => {
      if (second === undefined || second > until) return
      const by = { actor: clerk.name, accountId: clerk.id }
      acts.push({ ...of, ...by, at: at(second), act: `hall.${act}`, data: { ...data, counter: seat.id, ...more } })
    }
    note(call.calledAt, 'called', { number: seat.number, waitedSeconds: Math.round(call.calledAt - call.waitingSince) })
    if (call.startedAt === undefined) {
      misses++
      note(call.endedAt, end === 'missed' && call === calls.at(-1) ? 'ticketVoid' : 'missed', { misses })
    } else {
      note(call.startedAt, 'begun', { walkedSeconds: Math.round(call.startedAt - call.calledAt) })
      note(call.endedAt, 'finished', { servedSeconds: Math.round(call.endedAt - call.startedAt), case: null })
    }
  }
  if (end === 'left' && endedAt <= until)
    acts.push({ ...of, at: at(endedAt), act: 'hall.ticketLeft', actor: '访客', data })
  return acts
}

/** The moment of a second of a day. */
export const momentOn = (day: Parameters<typeof instantOf>[0]) => {
  const midnight = instantOf(day, '00:00').getTime()
  return (second: number) => new Date(midnight + Math.round(second) * 1000)
}
