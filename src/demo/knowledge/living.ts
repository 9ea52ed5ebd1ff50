import { addWorkingDays } from '../../core/calendar.ts'
import type { Day } from '../../core/day.ts'
import { randomOf } from '../random.ts'
import { officeTime, type Stage } from '../stage.ts'
import { castOf } from './cast.ts'
import type { Wish } from './enquiries.ts'

type Open = {
  question: string
  unit: string
  topic: string
  daysAgo: number
  channel: 'online' | 'phone'
  given: boolean
}

/** What waits today, in every light: working days ago it was asked, and whether a unit has it. */
const waiting: readonly Open[] = [
  {
    question: '母亲的低保上个月停了，想知道为什么，要补什么材料',
    unit: 'civil',
    topic: 'assistance',
    daysAgo: 7,
    channel: 'online',
    given: true,
  },
  {
    question: '临时救助批下来以后多久能到卡上',
    unit: 'civil',
    topic: 'assistance',
    daysAgo: 5,
    channel: 'online',
    given: true,
  },
  {
    question: '孩子在外地读大学，居民医保断了一年，回来怎么补',
    unit: 'medical-insurance',
    topic: 'medical',
    daysAgo: 3,
    channel: 'online',
    given: true,
  },
  {
    question: '父亲的高龄津贴这个月没有到账，找谁问',
    unit: 'civil',
    topic: 'assistance',
    daysAgo: 2,
    channel: 'phone',
    given: true,
  },
  {
    question: '毛里湖边钓鱼要不要办证，哪些地方不能钓',
    unit: 'rural',
    topic: 'other',
    daysAgo: 1,
    channel: 'online',
    given: false,
  },
  {
    question: '新洲镇到市区的公交晚上几点收班',
    unit: 'transport',
    topic: 'traffic',
    daysAgo: 1,
    channel: 'online',
    given: false,
  },
  {
    question: '想在嘉山脚下开民宿，要办哪些手续',
    unit: 'market',
    topic: 'enterprise',
    daysAgo: 1,
    channel: 'online',
    given: false,
  },
]

/** Enquiries that wait for a unit or for their answer. */
export function openEnquiries(stage: Stage): Wish[] {
  const random = randomOf('open enquiries')
  const { operator } = castOf(stage)
  return waiting.map((w) => {
    const on: Day = addWorkingDays(stage.calendar, stage.today, -w.daysAgo)
    return {
      ...{ channel: w.channel, askedAt: officeTime(on, random), unit: w.unit, topic: w.topic, articleId: null },
      ...{
        ask: { question: w.question, answer: '' },
        question: w.question,
        intake: stage.site.rootUnit,
        by: operator,
        answeredAt: null,
      },
      ...{ assigned: w.given, askerName: '', askerEmail: `u${random.int(1000, 99_999)}@mail.invalid` },
    }
  })
}
