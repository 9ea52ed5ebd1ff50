import { addDays, type Day, dayFromNumber, dayNumber, daysBetween, weekday } from '../../core/day.ts'
import { Invalid } from '../../core/errors.ts'
import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { percent } from '../../platform/indicator.ts'
import { getUnit } from '../organisations/index.ts'
import { listTopics } from './catalogue.store.ts'
import { channelLabels, kindLabels } from './labels.ts'
import {
  type Dimension,
  listNames,
  listStandings,
  nothing,
  type Period,
  type Standing,
  stepOf,
} from './results.store.ts'
import type { OrderChannel, OrderKind } from './schema.ts'

/** A standing with its name and its rates in percent; a rate over too few is null, and not ranked. */
export type Told = Standing & {
  name: string
  replyRate: number | null
  completionRate: number | null
  satisfactionRate: number | null
}

/** A topic with how many there were in the period of the same length before. */
export type HotTopic = Told & { before: number }

export type Results = {
  period: Period
  /** The period of the same length before. */
  before: Period
  /** How many are needed for a rate. */
  least: number
  sum: Told
  unit: Told[]
  topic: HotTopic[]
  town: Told[]
  channel: Told[]
  kind: Told[]
  /** Weeks or months in their order, those without any included. */
  time: Told[]
}

const longest = 3 * 366

/** What the whole county received since the year began, and how it stands today; what anyone may know. */
export async function sumOfYear({ replica, settings, today }: Ctx): Promise<Told> {
  const { path } = await getUnit(replica, settings.site.rootUnit)
  const period = { from: `${today.slice(0, 4)}-01-01` as Day, to: today }
  const { sum } = await listStandings(replica, { paths: [path], period, today, by: ['channel'] })
  return told(sum, '', settings.limits.ratingMinimum)
}

/** The same number of days before a period. */
export const periodBefore = ({ from, to }: Period): Period => ({
  from: addDays(from, -daysBetween(from, to) - 1),
  to: addDays(from, -1),
})

/**
 * How the orders received in a period stand today, put together by all that can be asked.
 * @param paths - subtrees of units; default the actor's reach
 *
 * Throws Invalid for a period that is no period or longer than three years.
 */
export async function resultsIn(
  ctx: Ctx,
  period: Period,
  paths: readonly string[] = reach(ctx.actor, 'hotline.view'),
): Promise<Results> {
  if (period.from > period.to) throw new Invalid([{ field: 'from', message: '开始的日期不能晚于结束的日期' }])
  if (daysBetween(period.from, period.to) > longest)
    throw new Invalid([{ field: 'from', message: '一次最多统计三年，请把时间缩短' }])
  const least = ctx.settings.limits.ratingMinimum
  const before = periodBefore(period)
  const [now, then, units, topics] = await Promise.all([
    listStandings(ctx.db, { paths, period, today: ctx.today }),
    listStandings(ctx.db, { paths, period: before, today: ctx.today, by: ['topic'] }),
    listNames(ctx.db),
    listTopics(ctx.db, { retired: true }),
  ])
  const unitName = new Map(units.map((u) => [u.code, u.name]))
  const topicName = new Map(topics.map((t) => [t.code, t.name]))
  const nameOf: Record<Dimension, (key: string) => string> = {
    unit: (key) => (key === ctx.settings.site.rootUnit ? '热线（当场答复、待派单）' : (unitName.get(key) ?? key)),
    town: (key) => unitName.get(key) ?? '没有写明地点',
    topic: (key) => topicName.get(key) ?? '还没有归类',
    channel: (key) => channelLabels[key as OrderChannel],
    kind: (key) => kindLabels[key as OrderKind],
    time: (key) => timeName(key as Day, stepOf(period)),
  }
  const all = (d: Dimension) => now[d].map((s) => told(s, nameOf[d](s.key), least))
  const earlier = new Map(then.topic.map((t) => [t.key, t.received]))
  const found = new Map(now.time.map((s) => [s.key, s]))
  return {
    ...{ period, before, least, sum: told(now.sum, '合计', 1) },
    ...{ unit: all('unit'), town: all('town'), channel: all('channel'), kind: all('kind') },
    topic: all('topic').map((t) => ({ ...t, before: earlier.get(t.key) ?? 0 })),
    time: beginnings(period).map((key) => told(found.get(key) ?? { key, ...nothing }, nameOf.time(key), 1)),
  }
}

function told(s: Standing, name: string, least: number): Told {
  const rate = (part: number, whole: number) => (whole < least ? null : percent('share', part, whole))
  return {
    ...{ ...s, name },
    replyRate: rate(s.replied, s.toAnswer),
    completionRate: rate(s.completed, s.toAnswer),
    satisfactionRate: rate(s.satisfied, s.followedUp),
  }
}

/** First days of the weeks or months of a period, also of those in which nothing came. */
export function beginnings(period: Period): Day[] {
  const all: Day[] = []
  if (stepOf(period) === 'week') {
    // Weeks begin on Monday, as in PostgreSQL.
    const monday = dayNumber(period.from) - ((weekday(period.from) + 6) % 7)
    for (let n = monday; n <= dayNumber(period.to); n += 7) all.push(dayFromNumber(n))
    return all
  }
  for (let d = `${period.from.slice(0, 7)}-01` as Day; d <= period.to; d = `${addDays(d, 31).slice(0, 7)}-01` as Day)
    all.push(d)
  return all
}

const timeName = (from: Day, step: 'week' | 'month'): string =>
  step === 'month'
    ? `${from.slice(0, 4)}年${Number(from.slice(5, 7))}月`
    : `${Number(from.slice(5, 7))}.${Number(from.slice(8))}`
