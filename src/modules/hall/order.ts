import { type Day, startOf } from '../../core/day.ts'
import type { Priority } from './schema.ts'

/** Where a ticket stands among those that wait; stored on it, so that an index gives the order. */
export type Place = {
  /** 0 an appointment in its slot, 1 whoever has priority, 2 the others. */
  rank: 0 | 1 | 2
  placeAt: Date
  /** Until then others come first: the slot of the appointment has not begun. */
  notBefore: Date
}

/** A slot of an appointment; hours as `HH:MM` in Asia/Shanghai, from `starts` up to but not including `ends`. */
export type Slot = { day: Day; starts: string; ends: string }

/** The instant of a time of day in Asia/Shanghai. @param clock - `HH:MM` */
export function instantOf(day: Day, clock: string): Date {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return new Date(startOf(day).getTime() + (hours * 60 + minutes) * 60_000)
}

/**
 * The place of a ticket taken now. An appointment goes before all others inside its slot; who comes earlier waits for the
 * slot to begin, who comes after its end waits like everyone else.
 */
export function placeOf(now: Date, priority: Priority, slot?: Slot): Place {
  const rank = priority === 'none' ? 2 : 1
  if (!slot || now >= instantOf(slot.day, slot.ends)) return { rank, placeAt: now, notBefore: now }
  const begins = instantOf(slot.day, slot.starts)
  const from = now < begins ? begins : now
  return { rank: 0, placeAt: from, notBefore: from }
}

/**
 * Who is called first: negative for `a`. The same order as `queue_tickets_waiting`, after those whose slot has not begun
 * were put last.
 */
export function compareTickets(a: Place & { serial: number }, b: Place & { serial: number }, now: Date): number {
  const early = (t: Place) => Number(t.notBefore > now)
  return early(a) - early(b) || a.rank - b.rank || a.placeAt.getTime() - b.placeAt.getTime() || a.serial - b.serial
}

/** `A001`, from 1000 on with as many digits as it takes. */
export const labelOf = (letter: string, serial: number): string => `${letter}${String(serial).padStart(3, '0')}`
