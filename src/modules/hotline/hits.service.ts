import { daysBetween } from '../../core/day.ts'
import { Invalid } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { percent } from '../../platform/indicator.ts'
import { type CatalogueTopic, listPlaces, listTopics } from './catalogue.store.ts'
import { countHits, type Hits, hitsOf } from './hits.store.ts'
import type { Period } from './results.store.ts'

/** A topic of the catalogue: who handles it, and how right the catalogue was about it. */
export type TopicLine = {
  topic: CatalogueTopic
  /** Names of the units; those that do not exist any more are left out. */
  units: readonly string[]
  /** How often it was put first, and what the operators made of that. */
  proposed: Hits
  /** How many of the proposals the operators took, in percent; null where there were too few to say. */
  takenRate: number | null
  /** Orders dispatched under it for which something else was proposed, or nothing. */
  missed: number
  words: readonly (Hits & { word: string })[]
}

export type Catalogue = {
  period: Period
  /** How many are needed for a rate. */
  least: number
  sum: Hits & {
    /** Orders of which no word was known. */
    unknown: number
    topicRate: number | null
    unitRate: number | null
  }
  /** Topics of the first level, each with those below it; retired ones last. */
  groups: readonly { group: CatalogueTopic; lines: readonly TopicLine[] }[]
}

const longest = 3 * 366

/**
 * The dispatch catalogue, with which of its words hit in a period and how often its proposals were taken. Throws Invalid for a
 * period that is no period or longer than three years.
 */
export async function catalogueIn(ctx: Ctx, period: Period): Promise<Catalogue> {
  if (period.from > period.to) throw new Invalid([{ field: 'from', message: '开始的日期不能晚于结束的日期' }])
  if (daysBetween(period.from, period.to) > longest)
    throw new Invalid([{ field: 'from', message: '一次最多统计三年，请把时间缩短' }])
  const [topics, units, hits] = await Promise.all([
    listTopics(ctx.db, { retired: true }),
    listPlaces(ctx.db),
    countHits(ctx.db, period),
  ])
  const least = ctx.settings.limits.ratingMinimum
  const rate = (part: number, whole: number) => (whole < least ? null : percent('share', part, whole))
  const nameOf = new Map(units.map((u) => [u.code, u.shortName]))
  const lineOf = (topic: CatalogueTopic): TopicLine => {
    const [proposed, chosen] = [hitsOf(hits.proposed, topic.code), hitsOf(hits.chosen, topic.code)]
    return {
      topic,
      units: topic.unitCodes.flatMap((code) => nameOf.get(code) ?? []),
      proposed,
      takenRate: rate(proposed.topicTaken, proposed.orders),
      missed: chosen.orders - chosen.topicTaken,
      words: topic.words.map((word) => ({ word, ...hitsOf(hits.words, `${topic.code}|${word}`) })),
    }
  }
  const below = ({ code }: CatalogueTopic) => topics.filter((t) => t.parentCode === code)
  const live = (t: CatalogueTopic) => Number(t.retired)
  return {
    ...{ period, least },
    sum: {
      ...hits.sum,
      unknown: hitsOf(hits.proposed, '').orders,
      topicRate: rate(hits.sum.topicTaken, hits.sum.orders),
      unitRate: rate(hits.sum.unitTaken, hits.sum.orders),
    },
    groups: topics
      .filter((t) => t.parentCode === null)
      .map((group) => ({
        group,
        lines: below(group)
          .toSorted((a, b) => live(a) - live(b))
          .map(lineOf),
      })),
  }
}

/** A word that misleads: it hit often enough to say, and was followed less than half of the time. */
export const misleads = ({ orders, topicTaken }: Hits, least: number): boolean =>
  orders >= least && topicTaken * 2 < orders
