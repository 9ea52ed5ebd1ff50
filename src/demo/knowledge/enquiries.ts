import { addWorkingDays, isWorkingDay } from '../../core/calendar.ts'
import { type Day, day, dayOf, days, startOf } from '../../core/day.ts'
import { enquiryDues, enquiryNumber, enquiryVector } from '../../modules/knowledge/index.ts'
import type { TimedAct } from '../documents.ts'
import { apportion, type Random, randomOf } from '../random.ts'
import { officeTime, type Stage, unitOf } from '../stage.ts'
import { common } from '../words.ts'
import type { PlacedArticle } from './articles.ts'
import type { Ask } from './articles-in.ts'
import { asksOf, castOf, unitThen } from './cast.ts'

type Channel = 'phone' | 'inPerson' | 'online'

/** An enquiry before it has its place in the order of its day. */
export type Wish = {
  channel: Channel
  askedAt: Date
  /** Unit of today; the one that did it then is found by the day. */
  unit: string
  topic: string
  /** As people are asked it often; `question` is how this one put it. */
  ask: Ask
  question: string
  articleId: number | null
  /** Unit that took it in. */
  intake: string
  by: { id: string; name: string }
  /** When it was answered; null: not yet. */
  answeredAt: Date | null
  /** Whether it has been given to a unit; answered ones have. */
  assigned: boolean
  askerName: string
  askerEmail: string
}

export type MadeEnquiry = { id: number; wish: Wish; number: string; unitCode: string }

/** By how much more a topic is asked about in a month than in others. */
const season: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  education: { 6: 2, 7: 4, 8: 5, 9: 2 },
  medical: { 9: 2, 10: 2.5, 11: 3, 12: 3 },
  socialSecurity: { 1: 1.5, 6: 1.5, 12: 1.5 },
  agriculture: { 3: 2, 4: 2.5, 5: 2.5, 6: 1.5 },
  environment: { 6: 1.5, 7: 2, 8: 2 },
  utilities: { 1: 2, 7: 2, 8: 2.5, 12: 1.5 },
  tax: { 4: 1.5, 12: 1.5 },
}
const weightOf = (topic: string, on: Day): number => season[topic]?.[Number(on.slice(5, 7))] ?? 1

/** How people begin: some say nothing before, some greet, some say where they are. */
const openings = ['', '', '', '请问', '您好，', '想问一下，', '我是{town}的，']

const opened = (random: Random, question: string): string =>
  random.pick(openings).replace('{town}', random.pick(common.town ?? [''])) + question

/**
 * So many enquiries of each channel on the days from one to another: by telephone and in person in office hours and answered
 * at once, online at any hour and answered within the limit.
 */
export function pastEnquiries(
  stage: Stage,
  placed: readonly PlacedArticle[],
  numbers: Readonly<Record<Channel, number>>,
  [from, to]: readonly [Day, Day],
): Wish[] {
  const random = randomOf(`enquiries from ${from}`)
  const cast = castOf(stage)
  const all = days(from, to)
  const open = all.filter((d) => isWorkingDay(stage.calendar, d))
  const subjects = placed.filter((p) => !p.text.internal)
  const byMonth = new Map<string, PlacedArticle[]>()
  const subjectOn = (on: Day): PlacedArticle => {
    const month = on.slice(0, 7)
    let list = byMonth.get(month)
    if (!list) {
      list = subjects.flatMap((p) => Array.from({ length: Math.round(2 * weightOf(p.text.topic, on)) }, () => p))
      byMonth.set(month, list)
    }
    return random.pick(list)
  }
  const spread = (channel: Channel, on: readonly Day[]): Day[] =>
    apportion(
      numbers[channel],
      on.map(() => 1 + random.next()),
    ).flatMap((n, i) => Array.from({ length: n }, () => on[i] as Day))
  const make = (channel: Channel, on: Day): Wish => {
    const { id, text } = subjectOn(on)
    const ask = random.pick(asksOf(text))
    const known = {
      unit: text.unit,
      topic: text.topic,
      articleId: random.chance(0.7) ? id : null,
      channel,
      assigned: true,
    }
    if (channel === 'online') {
      const askedAt = random.chance(0.6) ? officeTime(on, random) : evening(on, random)
      const answeredOn = addWorkingDays(stage.calendar, on, random.int(1, 4))
      const person = random.chance(0.3)
      return {
        ...{ ...known, askedAt, intake: stage.site.rootUnit, ask, question: opened(random, ask.question) },
        ...{ answeredAt: officeTime(answeredOn, random), by: answererOf(stage, unitThen(text.unit, on)) },
        askerName: person ? `${random.pick(common.surname ?? [])}${random.pick(['先生', '女士'])}` : '',
        askerEmail: person && random.chance(0.5) ? `u${random.int(1000, 99_999)}@mail.invalid` : '',
      }
    }
    const askedAt = officeTime(on, random)
    const inPerson = channel === 'inPerson'
    const town = random.pick(stage.towns).code
    return {
      ...{ ...known, askedAt, answeredAt: askedAt, ask, question: opened(random, ask.question) },
      intake: inPerson ? (random.chance(0.7) ? 'services' : town) : stage.site.rootUnit,
      by: inPerson ? cast.clerk : cast.operator,
      ...{ askerName: '', askerEmail: '' },
    }
  }
  return [
    ...spread('phone', open).map((on) => make('phone', on)),
    ...spread('inPerson', open).map((on) => make('inPerson', on)),
    ...spread('online', all).map((on) => make('online', on)),
  ]
}

const evening = (on: Day, random: Random): Date =>
  new Date(startOf(on).getTime() + (random.int(6 * 60, 23 * 60) * 60 + random.int(0, 59)) * 1000)

/** Who answers for a unit: the demonstration's officer where it is theirs. */
export function answererOf(stage: Stage, unitCode: string): { id: string; name: string } {
  const { officer } = castOf(stage)
  if (officer.unitCode === unitCode) return officer
  const name = `${unitOf(stage, unitCode).shortName}经办人`
  return { id: name, name }
}

/** The wishes as rows with numbers by day and order, and what was done as acts. */
export function enquiryRows(
  stage: Stage,
  wishes: readonly Wish[],
  limit: number,
  nextId: () => number,
): { rows: Record<string, unknown>[]; made: MadeEnquiry[]; acts: TimedAct[]; serials: Map<Day, number> } {
  const serials = new Map<Day, number>()
  const duesOn = memo((on: Day) => enquiryDues(stage.calendar, on, limit))
  const vectorOf = memo((ask: Ask) => enquiryVector(ask.question, ask.answer))
  const acts: TimedAct[] = []
  const made: MadeEnquiry[] = []
  const { operator } = castOf(stage)
  const rows = wishes
    .toSorted((a, b) => a.askedAt.getTime() - b.askedAt.getTime())
    .map((wish) => {
      const { askedAt, answeredAt, ask, channel } = wish
      const askedOn = dayOf(askedAt)
      const serial = (serials.get(askedOn) ?? 0) + 1
      serials.set(askedOn, serial)
      const id = nextId()
      const number = enquiryNumber(askedOn, serial)
      const unitCode = wish.assigned ? unitThen(wish.unit, askedOn) : stage.site.rootUnit
      const search = vectorOf(ask)
      made.push({ id, wish, number, unitCode })
      const subject = `enquiry:${number}`
      const atOnce = channel !== 'online'
      const asker = { actor: '访客', accountId: undefined }
      acts.push({
        ...{ act: `knowledge.${atOnce ? 'enquiryEntered' : 'enquiryReceived'}`, subject, unitCode, at: askedAt },
        ...(atOnce ? { actor: wish.by.name, accountId: wish.by.id } : asker),
        data: { channel, atOnce: atOnce && answeredAt !== null },
      })
      if (!atOnce && wish.assigned && answeredAt === null)
        acts.push({
          ...{ act: 'knowledge.enquiryAssigned', subject, unitCode, at: new Date(askedAt.getTime() + 40 * 60_000) },
          ...{ actor: operator.name, accountId: operator.id, data: { to: unitCode } },
        })
      if (!atOnce && answeredAt !== null)
        acts.push({
          ...{ act: 'knowledge.enquiryAnswered', subject, unitCode, at: answeredAt },
          ...{ actor: wish.by.name, accountId: wish.by.id, data: { late: false } },
        })
      return {
        ...{
          id,
          regionCode: stage.site.regionCode,
          number,
          channel,
          question: wish.question,
          topic: wish.topic,
          unitCode,
        },
        ...{ intakeUnitCode: wish.intake, askerName: wish.askerName, askerEmail: wish.askerEmail, askedAt, askedOn },
        state: answeredAt ? 'answered' : wish.assigned ? 'assigned' : 'received',
        ...duesOn(askedOn),
        answer: answeredAt ? ask.answer : '',
        articleId: answeredAt ? wish.articleId : null,
        answeredAt,
        answeredOn: answeredAt && dayOf(answeredAt),
        answeredBy: answeredAt && wish.by.id,
        answeredName: answeredAt ? wish.by.name : '',
        search,
        // A table's default is not taken where a row of JSON is read: what it would say is said here.
        ...{ askerPhone: '', version: 1 },
      }
    })
  return { rows, made, acts, serials }
}

function memo<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    const value = known.get(key) ?? of(key)
    known.set(key, value)
    return value
  }
}

/** The year of the report. */
export const year2018 = [day('2018-01-01'), day('2018-12-31')] as const
