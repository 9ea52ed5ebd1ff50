import { addWorkingDays, type Calendar, explainDay, isWorkingDay, workingDaysBetween } from './calendar.ts'
import { addDays, type Day, days } from './day.ts'

/**
 * Something that moves a due day. All rest on a legal ground, in words for the reader, and may name the document.
 *
 * The day of an event is never counted as spent by it, as the day of receipt is day zero: a pause sent on Monday and
 * answered on Thursday leaves out Tuesday, Wednesday and Thursday. Where the law is silent this is the cautious reading,
 * for it never gives the office a day that the law may not give.
 */
export type ClockEvent = { on: Day; ground: string; document?: string } & (
  | {
      /** Time that the law leaves out, such as a consultation. */
      kind: 'pause'
      /** Last day of the pause if no `resume` comes earlier, such as the last day for a third party to answer. */
      until?: Day
    }
  | { kind: 'resume' }
  | {
      /** Granted once a period. */
      kind: 'extension'
      days: number
    }
  /** The period begins anew with this day as day zero, such as when a supplement arrives; what came before is void. */
  | { kind: 'restart' }
  | {
      /** A date put in place of the reckoned one; it stands whatever pauses follow. */
      kind: 'replacement'
      dueOn: Day
    }
)

export type ClockInput = {
  /** Working days of the period. */
  days: number
  /** Day zero: the day of receipt, or on which a document came to be. */
  from: Day
  /** In the order they happened. */
  events?: readonly ClockEvent[]
  calendar: Calendar
  /** The day on which one asks. Only a pause that is still open and has no `until` depends on it. */
  asOf?: Day
}

export type Due = {
  /** Last day still in time, until its end. While paused without a known end: as if the pause ended on `asOf`. */
  dueOn: Day
  /** Day zero of the period that runs now: `from`, or the day of the last restart. */
  from: Day
  /** Working days that count, extension included. */
  total: number
  extension: number
  /** Working days left out by pauses. */
  pausedDays: number
  /** Whether the last pause is still open: not resumed, and its last day not past on `asOf`. */
  paused: boolean
  /** Whether the day may still change by itself: it lies beyond the published calendar, or a pause has no known end. */
  provisional: boolean
}

/** One line of the working: a day, its number in the count (0 for day zero, undefined if left out), and why. */
export type CountedDay = { day: Day; counted: number | undefined; why: string }

type Pause = { after: Day; through: Day; ground: string; open: boolean }
type Period = {
  from: Day
  why: string
  pauses: Pause[]
  extension: number
  replacement: Day | undefined
  openEnded: boolean
}

/**
 * The day on which a period ends. Throws RangeError on events that cannot have happened: out of order, a second
 * extension in one period, a resume without a pause.
 * @basis 《政府信息公开条例》(国务院令第711号)第三十条、第三十三条、第三十五条;(国务院令第492号)第二十四条
 */
export function due(input: ClockInput): Due {
  const { calendar } = input
  const period = currentPeriod(input)
  const { from, extension, replacement, pauses } = period
  let dueOn = addWorkingDays(calendar, from, input.days + extension)
  let pausedDays = 0
  for (const { after, through } of replacement ? [] : pauses) {
    // A pause that begins when the period is spent gives nothing back.
    if (after >= dueOn) break
    const leftOut = workingDaysBetween(calendar, after, through)
    pausedDays += leftOut
    dueOn = addWorkingDays(calendar, dueOn, leftOut)
  }
  if (replacement) dueOn = replacement
  const total = replacement ? Math.max(0, workingDaysBetween(calendar, from, dueOn)) : input.days + extension
  const last = pauses.at(-1)
  const paused = !replacement && last?.open === true
  const provisional = dueOn > calendar.knownUntil || (period.openEnded && !replacement)
  return { dueOn, from, total, extension, pausedDays, paused, provisional }
}

/**
 * How a due day is reckoned (怎么算的): every day from day zero to the due day, counted or left out, and why. It walks
 * day by day and knows nothing of the arithmetic in `due`, so that the two check each other.
 */
export function working(input: ClockInput): CountedDay[] {
  const { calendar } = input
  const period = currentPeriod(input)
  const lines: CountedDay[] = [{ day: period.from, counted: 0, why: period.why }]
  const total = input.days + period.extension
  let counted = 0
  for (
    let d = addDays(period.from, 1);
    period.replacement ? d <= period.replacement : counted < total;
    d = addDays(d, 1)
  ) {
    const { works, why } = explainDay(calendar, d)
    const pause = period.replacement ? undefined : period.pauses.find((p) => isWithin(p, d))
    if (!works) lines.push({ day: d, counted: undefined, why: `${why}，不计入` })
    else if (pause) lines.push({ day: d, counted: undefined, why: `${pause.ground}，不计入` })
    else lines.push({ day: d, counted: ++counted, why })
  }
  return lines
}

/** Working days that count after `asOf` up to the due day, 0 once it has come; those of pauses are left out. */
export function remainingDays(input: ClockInput & { asOf: Day }): number {
  const { asOf, calendar } = input
  const { dueOn, from, total } = due(input)
  if (asOf <= from) return total
  if (asOf >= dueOn) return 0
  const { pauses, replacement } = currentPeriod(input)
  const leftOut = (replacement ? [] : pauses)
    .flatMap(({ after, through }) => days(after, through).slice(1))
    .filter((d) => d > asOf && d <= dueOn && isWorkingDay(calendar, d))
  return workingDaysBetween(calendar, asOf, dueOn) - leftOut.length
}

function isWithin({ after, through }: Pause, d: Day): boolean {
  return after < d && d <= through
}

function currentPeriod({ from, days: length, events = [], asOf }: ClockInput): Period {
  if (!Number.isInteger(length) || length < 0) throw new RangeError(`a period of ${length} working days`)
  let period = newPeriod(from, '当日不计入')
  let open: { on: Day; ground: string; until?: Day } | undefined
  let last = from
  const close = (end: Day) => {
    if (!open) return
    period.pauses.push({
      after: open.on,
      through: open.until && open.until < end ? open.until : end,
      ground: open.ground,
      open: false,
    })
    open = undefined
  }
  for (const event of events) {
    if (event.on < last) throw new RangeError(`${event.kind} of ${event.on} comes after ${last}`)
    last = event.on
    switch (event.kind) {
      case 'pause':
        if (open?.until && open.until <= event.on) close(event.on)
        if (open) throw new RangeError(`paused twice on ${event.on}`)
        if (event.until && event.until < event.on) throw new RangeError(`a pause until ${event.until} on ${event.on}`)
        open = event
        break
      case 'resume':
        if (!open) throw new RangeError(`resumed without a pause on ${event.on}`)
        close(event.on)
        break
      case 'extension':
        if (period.extension > 0) throw new RangeError(`extended twice on ${event.on}`)
        if (!Number.isInteger(event.days) || event.days < 1)
          throw new RangeError(`extended by ${event.days} working days`)
        period.extension = event.days
        break
      case 'restart':
        open = undefined
        period = newPeriod(event.on, `${event.ground}，重新计算，当日不计入`)
        break
      case 'replacement':
        period.replacement = event.dueOn
        break
    }
  }
  if (open) {
    const through = open.until ?? (asOf && asOf > open.on ? asOf : open.on)
    const stillOpen = !open.until || !asOf || asOf <= open.until
    period.pauses.push({ after: open.on, through, ground: open.ground, open: stillOpen })
    period.openEnded = open.until === undefined
  }
  return period
}

function newPeriod(from: Day, why: string): Period {
  return { from, why, pauses: [], extension: 0, replacement: undefined, openEnded: false }
}
