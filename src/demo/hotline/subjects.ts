import { addDays, type Day, yearOf } from '../../core/day.ts'
import { proposeDispatch, type ToldProposal, type Topic } from '../../modules/hotline/dispatch.ts'
import { fill } from '../grammar.ts'
import { unitThen } from '../knowledge/cast.ts'
import type { Random } from '../random.ts'
import type { Stage, StageUnit } from '../stage.ts'
import { common } from '../words.ts'
import { city } from './texts/city.ts'
import type { Matter } from './texts/matter.ts'
import { people } from './texts/people.ts'
import { trade } from './texts/trade.ts'
import { village } from './texts/village.ts'
import { endings, endingsOfQuestions, openings } from './texts/words.ts'

/** Everything people say in the demonstration. */
export const matters: readonly Matter[] = [...city, ...people, ...trade, ...village]

/** A matter as one person put it, and how it was answered. */
export type Subject = {
  matter: Matter
  title: string
  text: string
  reply: string
  /** Village or community where it is. */
  place: StageUnit
  /** Unit that handled it on that day. */
  unitCode: string
  /** What the catalogue makes of the words. */
  proposal: ToldProposal
  /** Fills further texts with the words this subject has. */
  say(template: string): string
}

const inFields = ['irrigation', 'countryRoad', 'trunkRoad', 'landAndFarmhouse', 'farming', 'livestock', 'forest']
const inVillages = new Set([...inFields, 'villageWaste', 'villageAffairs', 'resettlement'])
const inTown = new Set(['streetVending', 'cityWaste', 'parking', 'propertyService', 'gas', 'green', 'publicHousing'])

/** About how many days a reply takes, at most. */
const daysToReply = 12

/** Questions are the most frequent of all, and everything has its season. */
const oftenIn = ({ kind, months }: Matter, month: number): number =>
  (months?.includes(month) ? 3 : 1) * (kind === 'consultation' ? 2 : 1)

/** Chooses what is said on a day and where: more of it in its season. */
export function subjectsOf(stage: Stage, topics: readonly Topic[], random: Random) {
  const units = [...stage.units.values()]
  const villages = units.filter((u) => u.kind === 'village')
  const communities = units.filter((u) => u.kind === 'community')
  const topicOf = new Map(topics.map((t) => [t.code, t]))
  const byMonth = new Map<string, Matter[]>()
  const known = (on: Day): Matter[] => {
    const key = on.slice(0, 7)
    const list =
      byMonth.get(key) ??
      matters
        .filter((m) => (m.since ?? 0) <= yearOf(on))
        .flatMap((m) => Array.from({ length: oftenIn(m, Number(on.slice(5, 7))) }, () => m))
    byMonth.set(key, list)
    return list
  }
  const placeFor = ({ topic }: Matter): StageUnit =>
    random.pick(inVillages.has(topic) ? villages : inTown.has(topic) || random.chance(0.55) ? communities : villages)
  const lower = topics.filter((t) => t.parentCode !== null)
  const proposals = new Map<Matter, Pick<ToldProposal, 'topic' | 'hits'>>()
  /** The words of a matter are looked through once; its places have no words of the catalogue. */
  const proposed = (matter: Matter): Pick<ToldProposal, 'topic' | 'hits'> => {
    const known = proposals.get(matter)
    if (known) return known
    const [best] = proposeDispatch(`${matter.title} ${matter.text}`, undefined, { topics: lower, units: [] })
    const found = { topic: best?.topicCode ?? '', hits: best?.hits ?? [] }
    proposals.set(matter, found)
    return found
  }
  const unitFor = (topic: string, place: StageUnit, on: Day): string => {
    const found = topicOf.get(topic)
    if (!found) throw new Error(`the catalogue has no topic ${topic}`)
    if (found.ofPlace) return place.path.split('/').at(-3) ?? ''
    const exists = (code: string) => {
      const unit = stage.units.get(code)
      return unit && unit.openedOn <= on && (unit.closedOn === null || unit.closedOn > on)
    }
    const code = [...found.unitCodes, ...found.unitCodes.map((c) => unitThen(c, on))].find(exists)
    if (!code) throw new Error(`no unit handled ${topic} on ${on}`)
    return code
  }
  /** @param which - a certain matter; absent: one of the season */
  const on = (day: Day, which?: Matter): Subject => {
    const matter = which ?? random.pick(known(day))
    const place = placeFor(matter)
    const scene = { random, day, words: common, known: new Map([['place', place.shortName]]) }
    const say = (template: string) => fill(template, scene)
    // A reply speaks of days after it was given.
    const answer = (template: string) => fill(template, { ...scene, day: addDays(day, daysToReply) })
    const title = say(matter.title)
    const opening = matter.text.startsWith('{place}') ? '' : random.pick(openings)
    const { topic, hits } = proposed(matter)
    const ending = which ? '' : random.pick(matter.kind === 'consultation' ? endingsOfQuestions : endings)
    return {
      ...{ matter, place, title, text: say(opening + matter.text + ending), reply: answer(matter.reply) },
      ...{ unitCode: unitFor(matter.topic, place, day), say },
      proposal: { topic, hits, unit: topic === '' ? '' : unitFor(topic, place, day) },
    }
  }
  return { on, known }
}
