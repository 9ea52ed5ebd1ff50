import { type Calendar, explainDay, isWorkingDay } from '../../core/calendar.ts'
import { addDays, type Day, showDay, weekday } from '../../core/day.ts'
import type { Hours } from './schema.ts'

/** When a hall is open: what is usual on each weekday, and the days that depart from it. */
export type Opening = {
  usual: readonly (Hours & { weekday: number })[]
  exceptions: readonly { day: Day; opens: string | null; closes: string | null; reason: string }[]
}

/** Hours of one day, in order; none: closed, with the reason for the reader. */
export type DayHours = { hours: readonly Hours[]; reason: string }

const monday = 1

/**
 * The hours of a hall on a day. An exception decides alone; on a public holiday, whatever its weekday, the hall is closed; a
 * weekend worked in exchange goes by Monday's hours; any other day by the usual ones of its weekday.
 */
export function hoursOn({ usual, exceptions }: Opening, calendar: Calendar, day: Day): DayHours {
  const special = exceptions.filter((e) => e.day === day)
  if (special.length > 0) {
    const hours = special.flatMap(({ opens, closes }) => (opens !== null && closes !== null ? [{ opens, closes }] : []))
    return { hours: inOrder(hours), reason: special[0]?.reason ?? '' }
  }
  const { works, why } = explainDay(calendar, day)
  if (!works && (!isWeekend(day) || calendar.exceptions.has(day))) return { hours: [], reason: why }
  const like = weekdayLike(calendar, day)
  return { hours: inOrder(usual.filter((h) => h.weekday === like)), reason: works ? '' : why }
}

const isWeekend = (day: Day): boolean => weekday(day) === 0 || weekday(day) === 6

/** By which weekday a day goes: a weekend worked in exchange by Monday, any other by its own. 0 is Sunday. */
export const weekdayLike = (calendar: Calendar, day: Day): number =>
  isWeekend(day) && isWorkingDay(calendar, day) ? monday : weekday(day)

const inOrder = (hours: readonly Hours[]): Hours[] =>
  hours.map(({ opens, closes }) => ({ opens, closes })).sort((a, b) => (a.opens < b.opens ? -1 : 1))

/** Whether a hall with these hours is open at a time of day. @param clock - `HH:MM` in Asia/Shanghai */
export const isOpenAt = (hours: readonly Hours[], clock: string): boolean =>
  hours.some(({ opens, closes }) => opens <= clock && clock < closes)

/** When a hall opens next, today included; undefined if not within a month. */
export function nextOpening(
  opening: Opening,
  calendar: Calendar,
  today: Day,
  clock: string,
): { day: Day; opens: string } | undefined {
  for (let n = 0; n <= 31; n++) {
    const day = addDays(today, n)
    const next = hoursOn(opening, calendar, day).hours.find(({ opens }) => n > 0 || opens > clock)
    if (next) return { day, opens: next.opens }
  }
  return undefined
}

/** As a reader is told: `今天 14:30`, `11月30日 星期一 08:30`. */
export const showOpening = (next: { day: Day; opens: string }, today: Day): string =>
  `${next.day === today ? '今天' : showDay(next.day)} ${next.opens}`

/** `08:30—12:00，14:30—17:30`; empty when closed. */
export const showHours = (hours: readonly Hours[]): string =>
  hours.map(({ opens, closes }) => `${opens}—${closes}`).join('，')

const stretch = /^(\d{1,2})[:\uFF1A](\d{2})\s*(?:-|\u2014|\u2013|\uFF0D|\u81F3|~|\uFF5E)+\s*(\d{1,2})[:\uFF1A](\d{2})$/

/** Hours as a clerk types them, such as `08:30—12:00，14:30—17:30`; undefined if they cannot be understood or overlap. */
export function readHours(typed: string): Hours[] | undefined {
  const parts = typed.split(/[\s,\uFF0C\u3001;\uFF1B]+(?=\d)/).map((p) => p.trim())
  const hours: Hours[] = []
  for (const part of parts.filter((p) => p !== '')) {
    const [, h1 = '', m1 = '', h2 = '', m2 = ''] = stretch.exec(part) ?? []
    const [opens, closes] = [`${h1.padStart(2, '0')}:${m1}`, `${h2.padStart(2, '0')}:${m2}`]
    const before = hours.at(-1)?.closes ?? '00:00'
    if (!isClock(opens) || !(isClock(closes) || closes === '24:00') || opens >= closes || opens < before)
      return undefined
    hours.push({ opens, closes })
  }
  return hours
}

const isClock = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
