import { addDays, type Day, day, dayFromNumber, dayNumber, weekdayOfNumber } from './day.ts'

/** The working days of the State: Monday to Friday, less days off, plus weekends worked in exchange. */
export type Calendar = {
  /** Last day for which the calendar has been published; a date beyond it is provisional. */
  readonly knownUntil: Day
  /** Days off and worked weekends, with the reason shown to the reader (empty if none was given). */
  readonly exceptions: ReadonlyMap<Day, { readonly works: boolean; readonly reason: string }>
  /** Day numbers at which the count departs from Monday to Friday, ascending, and the departure summed up to each. */
  readonly shifts: readonly { readonly at: number; readonly sum: number }[]
  /** Whether every day counts: for limits in calendar days. */
  readonly everyDay?: true
}

export type CalendarSource = {
  daysOff: readonly string[]
  workedWeekends: readonly string[]
  /** Absent: the calendar is taken as complete. */
  knownUntil?: string
  /** Why a day is off or worked, in words for the reader, such as 国庆节放假. */
  reasons?: ReadonlyMap<string, string>
}

/** Builds a calendar. Throws RangeError on a text that is no day and on a day that is both off and worked. */
export function calendar({ daysOff, workedWeekends, knownUntil = '9999-12-31', reasons }: CalendarSource): Calendar {
  const exceptions = new Map<Day, { works: boolean; reason: string }>()
  for (const text of daysOff) exceptions.set(day(text), { works: false, reason: reasons?.get(text) ?? '' })
  for (const text of workedWeekends) {
    const d = day(text)
    if (exceptions.get(d)?.works === false) throw new RangeError(`${d} is both off and worked`)
    exceptions.set(d, { works: true, reason: reasons?.get(text) ?? '' })
  }
  const shifts: { at: number; sum: number }[] = []
  for (const [d, { works }] of [...exceptions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const at = dayNumber(d)
    shifts.push({ at, sum: (shifts.at(-1)?.sum ?? 0) + Number(works) - Number(isWeekday(at)) })
  }
  return { knownUntil: day(knownUntil), exceptions, shifts }
}

/** The calendar by which a limit in calendar days (自然日) is reckoned: every day counts. */
export const everyDay = (cal: Calendar): Calendar => ({ ...cal, exceptions: new Map(), shifts: [], everyDay: true })

/**
 * Whether a day is a working day.
 * @basis 《全国年节及纪念日放假办法》;国务院办公厅每年关于部分节假日安排的通知
 */
export function isWorkingDay(cal: Calendar, d: Day): boolean {
  return cal.everyDay ?? cal.exceptions.get(d)?.works ?? isWeekday(dayNumber(d))
}

/**
 * The day on which `n` working days have passed. The day itself is day zero and not counted, whether worked or not; with
 * `n` = 0 the day itself; with a negative `n` counted backwards. Takes the same time for any `n`.
 * @basis 《民法典》第二百零一条:按照日计算期间的,开始的当日不计入,自下一日开始计算
 */
export function addWorkingDays(cal: Calendar, from: Day, n: number): Day {
  if (!Number.isInteger(n)) throw new RangeError(`working days are whole: ${n}`)
  if (n === 0) return from
  if (cal.everyDay) return addDays(from, n)
  const start = dayNumber(from)
  // Backwards, the day itself is left out as well: the n-th working day before it ends the count at the day before.
  const wanted = n > 0 ? workedUpTo(cal, start) + n : workedUpTo(cal, start - 1) + n + 1
  // The first day whose count reaches what is wanted, by bisection; exceptions can move it by no more than their number.
  const slack = cal.shifts.length + 7
  let low = start + Math.floor((n * 7) / 5) - slack * 2
  let high = start + Math.ceil((n * 7) / 5) + slack * 2
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (workedUpTo(cal, middle) >= wanted) high = middle
    else low = middle + 1
  }
  return dayFromNumber(low)
}

/** Working days after `a`, up to and including `b`; negative if `b` comes first. */
export function workingDaysBetween(cal: Calendar, a: Day, b: Day): number {
  return workedUpTo(cal, dayNumber(b)) - workedUpTo(cal, dayNumber(a))
}

/** Why a day is worked or not, in words for the reader: 工作日, 星期六, 国庆节放假, 星期日,国庆节调休上班. */
export function explainDay(cal: Calendar, d: Day): { works: boolean; why: string } {
  if (cal.everyDay) return { works: true, why: '自然日' }
  const n = dayNumber(d)
  const weekend = isWeekday(n) ? undefined : weekdayOfNumber(n) === 6 ? '星期六' : '星期日'
  const exception = cal.exceptions.get(d)
  if (!exception) return { works: weekend === undefined, why: weekend ?? '工作日' }
  if (!exception.works) return { works: false, why: exception.reason || '节假日放假' }
  return {
    works: true,
    why: [weekend, exception.reason || (weekend ? '调休上班' : '工作日')].filter(Boolean).join('，'),
  }
}

function isWeekday(n: number): boolean {
  const w = weekdayOfNumber(n)
  return w !== 0 && w !== 6
}

/** Working days from Monday 1969-12-29 up to and including a day number; negative before. */
function workedUpTo(cal: Calendar, n: number): number {
  const sinceMonday = n + 3
  if (cal.everyDay) return sinceMonday + 1
  const weeks = Math.floor(sinceMonday / 7)
  return weeks * 5 + Math.min(sinceMonday - weeks * 7 + 1, 5) + shiftUpTo(cal.shifts, n)
}

function shiftUpTo(shifts: Calendar['shifts'], n: number): number {
  let low = 0
  let high = shifts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((shifts[middle] as { at: number }).at <= n) low = middle + 1
    else high = middle
  }
  return shifts[low - 1]?.sum ?? 0
}
