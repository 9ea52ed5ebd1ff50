declare const brand: unique symbol

/** A calendar day in Asia/Shanghai, written `2018-01-01`; days compare and sort as the strings they are. */
export type Day = string & { readonly [brand]: 'Day' }

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Numbers of 1900-01-01 and 9999-12-31. */
const [FIRST, LAST] = [-25_567, 2_932_896]
const WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const

/** Whether a text is a day that exists, between the years 1900 and 9999. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !/^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(text)) return false
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** The day that a text names. Throws RangeError if there is no such day. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a day: ${JSON.stringify(text)}`)
  return text
}

/** Days since 1970-01-01; the number by which days are reckoned with. */
export function dayNumber(d: Day): number {
  return Date.parse(d) / DAY_MS
}

/** The day with that number. Throws RangeError outside the years 1900 to 9999. */
export function dayFromNumber(n: number): Day {
  const text = new Date(n * DAY_MS).toISOString().slice(0, 10)
  // Years of four digits are days for certain; looking at their text would take longer than making it.
  return n >= FIRST && n < LAST + 1 ? (text as Day) : day(text)
}

/** The day `n` calendar days later, earlier if `n` is negative. */
export function addDays(d: Day, n: number): Day {
  return dayFromNumber(dayNumber(d) + n)
}

/** Calendar days from `a` to `b`; negative if `b` comes first. */
export function daysBetween(a: Day, b: Day): number {
  return dayNumber(b) - dayNumber(a)
}

/** Every day from `from` to `to`, both included; none if `to` comes first. */
export function days(from: string, to: string): Day[] {
  const first = dayNumber(day(from))
  const length = Math.max(0, dayNumber(day(to)) - first + 1)
  return Array.from({ length }, (_, i) => dayFromNumber(first + i))
}

/** Day of the week: 0 is Sunday, 6 is Saturday. */
export function weekday(d: Day): number {
  return weekdayOfNumber(dayNumber(d))
}

/** Day of the week of a day number. 1970-01-01 was a Thursday. */
export function weekdayOfNumber(n: number): number {
  return (((n + 4) % 7) + 7) % 7
}

export function yearOf(d: Day): number {
  return Number(d.slice(0, 4))
}

/** The day that it is in Asia/Shanghai at an instant. */
export function dayOf(at: Date): Day {
  const text = clockIn(at).slice(0, 10)
  // What lies in this computer's time is a day for certain; looking at its text would take longer than making it.
  return at.getTime() > 0 && text.length === 10 && text < '9999' ? (text as Day) : day(text)
}

/** A moment, to the minute, as the clock in Shanghai shows it: `2018-12-03 09:30`. */
export function clockOf(at: Date): string {
  return clockIn(at).slice(0, 16).replace('T', ' ')
}

function clockIn(at: Date): string {
  return new Date(at.getTime() + offsetAt(at.getTime())).toISOString()
}

/** The first instant of a day in Asia/Shanghai. */
export function startOf(d: Day): Date {
  const utc = Date.parse(d)
  // Summer time began and ended at 2 o'clock, so a day starts under the offset in force just before it.
  return new Date(utc - offsetAt(utc - 9 * HOUR_MS))
}

/** The last instant (millisecond) of a day in Asia/Shanghai: a time limit ends with the end of its last day. */
export function endOf(d: Day): Date {
  return new Date(startOf(addDays(d, 1)).getTime() - 1)
}

/** As people read it: `12月3日 星期四`. */
export function showDay(d: Day): string {
  const [, month, date] = d.split('-').map(Number)
  return `${month}月${date}日 ${WEEKDAYS[weekday(d)]}`
}

/** As documents write it: `2018年12月3日`. */
export function showLongDay(d: Day): string {
  const [year, month, date] = d.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

// China kept summer time from 1986 to 1991, and now and then before 1950; since then the offset is plainly eight hours,
// which spares the slow time zone tables on every call that matters.
const LAST_SUMMER_TIME = Date.UTC(1992, 0, 1)
let shanghai: Intl.DateTimeFormat | undefined

function offsetAt(ms: number): number {
  if (ms >= LAST_SUMMER_TIME) return 8 * HOUR_MS
  shanghai ??= new Intl.DateTimeFormat('en-US', { timeZone: 'Asia/Shanghai', timeZoneName: 'longOffset' })
  const name = shanghai.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const [, hours = '8', minutes = '0', seconds = '0'] = /GMT\+(\d+):(\d+)(?::(\d+))?/.exec(name) ?? []
  return Number(hours) * HOUR_MS + Number(minutes) * 60_000 + Number(seconds) * 1000
}
