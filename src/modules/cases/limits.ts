import { addWorkingDays, type Calendar, everyDay, isWorkingDay } from '../../core/calendar.ts'
import { type ClockEvent, type ClockInput, type Due, due } from '../../core/clock.ts'
import type { Day } from '../../core/day.ts'
import type { ItemElements, Limit } from '../catalogue/index.ts'
import { article, licensingOn } from './licensing.ts'
import type { CaseKind } from './schema.ts'

/** Item type of a licence. GB/T 39046-2020 A.1 */
const licence = '01'

/** The limits of one case, fixed when it begins. */
export type CaseLimits = {
  kind: CaseKind
  promised: Pick<Limit, 'unit' | 'days'>
  statutory: Pick<Limit, 'unit' | 'days'>
  /** What the statutory limit rests on; empty where no law sets one. */
  basis: string
}

/** Whether several organs handle it together. 《行政许可法》第二十六条 */
export const isJoint = (elements: Pick<ItemElements, 'jointAgencies' | 'steps'>): boolean =>
  elements.jointAgencies.length > 0 || new Set(elements.steps.flatMap((s) => s.unitCode ?? [])).size > 1

/**
 * Which limits a case has. A licence has those of the licensing law unless its own law sets another; every other item has
 * those of its own law, or none; the promised limit is the unit's own.
 * @basis 《行政许可法》第四十二条、第八十二条
 */
export function limitsFor(elements: ItemElements, itemType: string, receivedOn: Day): CaseLimits {
  const { commitmentLimit: promised, statutoryLimit: own } = elements
  const kind = elements.caseType === '1' || promised.unit === 'instant' ? 'instant' : 'committed'
  const limits = { kind, promised: plain(kind === 'instant' ? { unit: 'instant', days: null } : promised) } as const
  if (own.unit !== 'none' && (own.unit === 'instant' || own.days !== null))
    return { ...limits, statutory: plain(own), basis: own.note || '本事项的法定办结时限' }
  if (itemType !== licence) return { ...limits, statutory: { unit: 'none', days: null }, basis: '' }
  const law = licensingOn(receivedOn)
  const limit = isJoint(elements) ? 'jointDays' : 'decisionDays'
  return { ...limits, statutory: { unit: 'workingDay', days: law.limits[limit] }, basis: article(law, limit) }
}

const plain = ({ unit, days }: Pick<Limit, 'unit' | 'days'>) => ({
  unit,
  days: unit === 'instant' || unit === 'none' ? null : days,
})

/**
 * Something that moves the due days. A special procedure stops both clocks; the wait for a tolerated material stops only
 * the promised one, since the law leaves out nothing but special procedures; an extension adds to both.
 * @basis 《行政许可法》第四十二条、第四十五条
 */
export type CaseEvent = { on: Day; ground: string } & (
  | { kind: 'pause'; cause: 'special' | 'tolerance'; until?: Day; specialKind?: string }
  | { kind: 'resume'; cause: 'special' | 'tolerance' }
  | { kind: 'extension'; cause: 'extension'; days: number }
)
export type Clock = 'promised' | 'statutory'

type Stop = { on: Day; until: Day | undefined; ground: string }

/**
 * The events as one clock reads them: stops that overlap are one stop. One without a known end lasts at least as long as
 * what it overlaps.
 */
export function clockEvents(events: readonly CaseEvent[], clock: Clock, asOf: Day): ClockEvent[] {
  const stops: (Stop & { least: Day })[] = []
  for (const stop of stopsOf(events, clock)) {
    const last = stops.at(-1)
    const least = stop.until ?? stop.on
    if (!last || (last.until !== undefined && last.until < stop.on)) {
      stops.push({ ...stop, least })
      continue
    }
    last.least = later(last.least, least)
    last.until = last.until === undefined || stop.until === undefined ? undefined : later(last.until, stop.until)
  }
  const pauses = stops.map(({ on, until, least, ground }): ClockEvent => {
    const end = until ?? (least > asOf ? least : undefined)
    return { kind: 'pause', on, ground, ...(end ? { until: end } : {}) }
  })
  const extensions = events.flatMap((e): ClockEvent[] =>
    e.kind === 'extension' ? [{ kind: 'extension', on: e.on, days: e.days, ground: e.ground }] : [],
  )
  return [...pauses, ...extensions].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

/** Whether a special procedure is on. */
export const specialOpen = (events: readonly CaseEvent[]): boolean =>
  events.findLast((e) => e.kind !== 'extension' && e.cause === 'special')?.kind === 'pause'

/** From when to when each cause stops a clock, by their first day; without `until` it stands still. */
function stopsOf(events: readonly CaseEvent[], clock: Clock): Stop[] {
  const stops: (Stop & { cause: string })[] = []
  for (const e of events) {
    if (e.kind === 'extension' || (clock === 'statutory' && e.cause === 'tolerance')) continue
    if (e.kind === 'pause') {
      // How long a special procedure will take is an estimate: it ends when it is ended.
      const until = e.cause === 'tolerance' ? e.until : undefined
      stops.push({ cause: e.cause, on: e.on, until, ground: e.ground })
      continue
    }
    const open = stops.findLast((s) => s.cause === e.cause)
    if (open && (open.until === undefined || open.until > e.on)) open.until = e.on
  }
  return stops.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

const later = (a: Day, b: Day): Day => (a > b ? a : b)

/** One clock of a case as core/clock reads it; undefined where there is no such limit. */
export function clockInput(
  limit: Pick<Limit, 'unit' | 'days'>,
  clock: Clock,
  calendar: Calendar,
  acceptedOn: Day,
  events: readonly CaseEvent[],
  asOf: Day,
): (ClockInput & { asOf: Day }) | undefined {
  if (limit.unit === 'none') return undefined
  const days = limit.unit === 'instant' ? 0 : (limit.days ?? 0)
  const by = limit.unit === 'calendarDay' ? everyDay(calendar) : calendar
  return { days, from: acceptedOn, events: clockEvents(events, clock, asOf), calendar: by, asOf }
}

export type DueDays = {
  promised: Due | undefined
  statutory: Due | undefined
  /** The earlier of the two: the lights go by it. Null where there is no limit at all. */
  dueOn: Day | null
  warnOn: Day | null
  extension: number
  provisional: boolean
}

/**
 * Both last days of a case that was accepted. A last day in calendar days that is no working day moves to the next one.
 * @param warnPercent - share of the limit left at which the light turns yellow
 * @basis 《行政许可法》第四十二条至第四十五条；《民法典》第二百零三条
 */
export function dueDays(
  limits: Pick<CaseLimits, 'promised' | 'statutory'>,
  calendar: Calendar,
  acceptedOn: Day,
  events: readonly CaseEvent[],
  { asOf, warnPercent }: { asOf: Day; warnPercent: number },
): DueDays {
  const one = (clock: Clock): Due | undefined => {
    const input = clockInput(limits[clock], clock, calendar, acceptedOn, events, asOf)
    if (!input) return undefined
    const found = due(input)
    return limits[clock].unit === 'calendarDay' ? { ...found, dueOn: onWorkingDay(calendar, found.dueOn) } : found
  }
  const [promised, statutory] = [one('promised'), one('statutory')]
  const first =
    promised && statutory ? (statutory.dueOn < promised.dueOn ? statutory : promised) : (promised ?? statutory)
  return {
    promised,
    statutory,
    dueOn: first?.dueOn ?? null,
    warnOn: first ? warnOn(calendar, first.dueOn, first.total, warnPercent) : null,
    extension: (promised ?? statutory)?.extension ?? 0,
    provisional: (first?.provisional ?? false) || specialOpen(events),
  }
}

const onWorkingDay = (calendar: Calendar, d: Day): Day =>
  isWorkingDay(calendar, d) ? d : addWorkingDays(calendar, d, 1)

/** First day on which the light is yellow: so much of the limit is left, or one working day. */
export function warnOn(calendar: Calendar, dueOn: Day, total: number, warnPercent: number): Day {
  return addWorkingDays(calendar, dueOn, -Math.max(1, Math.floor((total * warnPercent) / 100)))
}

/** Last day to ask for a supplement; from the day after, silence means accepted. */
export function noticeDue(calendar: Calendar, from: Day): Day {
  return addWorkingDays(calendar, from, licensingOn(from).limits.supplementNoticeDays)
}

/** Last day to issue and deliver what was decided. 《行政许可法》第四十四条 */
export function deliverDue(calendar: Calendar, decidedOn: Day): Day {
  return addWorkingDays(calendar, decidedOn, licensingOn(decidedOn).limits.deliverDays)
}

/**
 * The most by which a limit may be extended, and what that rests on. A licence: ten working days, fifteen when handled
 * jointly. Where no law knows an extension, the promised limit may grow up to the statutory one.
 * @basis 《行政许可法》第四十二条
 */
export function mostExtension(
  { promised, statutory }: Pick<CaseLimits, 'promised' | 'statutory'>,
  itemType: string,
  joint: boolean,
  receivedOn: Day,
): { days: number; basis: string } {
  const law = licensingOn(receivedOn)
  const limit = joint ? 'jointExtensionDays' : 'extensionDays'
  if (itemType === licence) return { days: law.limits[limit], basis: article(law, limit) }
  const between = statutory.unit === promised.unit ? (statutory.days ?? 0) - (promised.days ?? 0) : 0
  return { days: Math.max(0, between), basis: '承诺时限延长以后不得超过法定时限' }
}
