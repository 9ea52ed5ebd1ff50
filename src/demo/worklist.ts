import { addWorkingDays } from '../core/calendar.ts'
import { addDays, type Day, startOf } from '../core/day.ts'
import { by, lastWorkingDay, peopleOf, reviewed } from './current.ts'
import { type MadeDocument, makeDocument, type Titles } from './documents.ts'
import { columnPlans } from './plan.ts'
import { randomOf } from './random.ts'
import { type Account, type Stage, unitOf } from './stage.ts'

type State = 'draft' | 'inReview' | 'returned' | 'approved' | 'scheduled' | 'withheld' | 'discarded'

/** What waits: state, column, working days left until it must be out (negative: overdue), who drafted it. */
const waiting: readonly [State, string, number, 'editor' | 'department' | 'town'][] = [
  ['draft', 'news', 18, 'editor'],
  ['draft', 'notices', 15, 'editor'],
  ['draft', 'files', 9, 'editor'],
  ['draft', 'budgets', 12, 'department'],
  ['draft', 'fiscal', 4, 'department'],
  ['draft', 'official-spending', 16, 'department'],
  ['draft', 'poverty', 7, 'town'],
  ['draft', 'expropriation', 1, 'town'],
  ['inReview', 'notices', 14, 'editor'],
  ['inReview', 'projects', 8, 'editor'],
  ['inReview', 'environmental', 4, 'editor'],
  ['inReview', 'housing-security', 2, 'editor'],
  ['inReview', 'work-safety', 0, 'editor'],
  ['inReview', 'expropriation', -3, 'editor'],
  ['inReview', 'budgets', 5, 'department'],
  ['inReview', 'social-security', 1, 'town'],
  ['returned', 'social-security', 6, 'town'],
  ['returned', 'fiscal', 3, 'department'],
  ['returned', 'food-drugs', -1, 'editor'],
  ['approved', 'files', 11, 'editor'],
  ['approved', 'education', 3, 'editor'],
  ['approved', 'penalties', -2, 'editor'],
  ['scheduled', 'notices', 13, 'editor'],
  ['scheduled', 'news', 17, 'editor'],
  ['scheduled', 'recruitment', 10, 'editor'],
  ['discarded', 'news', 5, 'editor'],
]

/** What is not published of one's own accord: title, attribute, ground, days until it is looked at again. */
const withheld: readonly [string, 'onApplication' | 'notDisclosed', string, number][] = [
  ['关于城区学位缺口情况的汇报', 'notDisclosed', '《政府信息公开条例》第十六条第二款：讨论、请示中的过程性信息', -12],
  ['关于机关内部值班安排的通知', 'notDisclosed', '《政府信息公开条例》第十六条第一款：内部事务信息', 40],
  ['城区供水管线和加压站点位图', 'notDisclosed', '《政府信息公开条例》第十四条：公开后可能危及公共安全', 210],
  ['企业技术改造补助申报材料', 'onApplication', '《政府信息公开条例》第十五条：涉及第三方商业秘密', 5],
  ['城乡低保对象入户核查记录', 'onApplication', '《政府信息公开条例》第十五条：涉及个人隐私', 95],
]

/** The tables of work as they lie today: clocks of every colour, returned drafts, things to be looked at again. */
export function makeWorklist(stage: Stage, titles: Titles): MadeDocument[] {
  const random = randomOf('worklist')
  const people = peopleOf(stage)
  const { publishDays } = stage.law.regimeOn(stage.today).limits
  const make = (state: State, column: string, left: number, drafter: Account): MadeDocument => {
    const { grammar } = columnPlans.find((p) => p.column === column) ?? (columnPlans[0] as (typeof columnPlans)[number])
    const dueOn = addWorkingDays(stage.calendar, stage.today, left)
    const writtenOn = addWorkingDays(stage.calendar, dueOn, -publishDays)
    const home = drafter.unitCode === stage.site.rootUnit ? {} : { unit: unitOf(stage, drafter.unitCode) }
    const document = makeDocument(stage, random, titles, { grammar, column, writtenOn, ...home })
    return Object.assign(
      document,
      { state, draftedBy: drafter.id, dueOn: state === 'discarded' ? null : document.dueOn },
      course(state, drafter, writtenOn),
    )
  }
  /** Steps taken between the day it was written and yesterday. */
  const course = (state: State, drafter: Account, writtenOn: Day): Partial<MadeDocument> => {
    const first = startOf(writtenOn).getTime()
    const last = startOf(lastWorkingDay(stage)).getTime()
    const at = (share: number) => new Date(first + Math.max(0, last - first) * share + 9.5 * 3_600_000)
    const drafted = { act: 'disclosure.drafted', at: at(0.2), ...by(drafter) }
    const submitted = { act: 'disclosure.submitted', at: at(0.6), ...by(drafter) }
    const known = { createdAt: at(0.2), submittedAt: at(0.6) }
    if (state === 'draft') return { createdAt: at(0.2), changedAt: at(0.4), acts: [drafted] }
    if (state === 'discarded')
      return {
        createdAt: at(0.2),
        changedAt: at(1),
        acts: [drafted, { act: 'disclosure.discarded', at: at(1), ...by(drafter) }],
      }
    if (state === 'inReview') return { ...known, changedAt: at(0.6), acts: [drafted, submitted] }
    if (state === 'returned') {
      const reviewNote = '请补充成文依据，隐去名单中的个人信息后再报'
      return {
        ...known,
        changedAt: at(1),
        reviewNote,
        reviewedBy: people.reviewer.id,
        reviewedAt: at(1),
        acts: [
          drafted,
          submitted,
          { act: 'disclosure.returned', at: at(1), ...by(people.reviewer), data: { note: reviewNote } },
        ],
      }
    }
    const approved = { act: 'disclosure.approved', at: at(0.9), ...by(people.reviewer) }
    const review = { ...known, ...reviewed(people, at(0.6), at(0.9)), changedAt: at(1) }
    if (state !== 'scheduled') return { ...review, acts: [drafted, submitted, approved] }
    const publishAt = new Date(
      startOf(addWorkingDays(stage.calendar, stage.today, random.int(1, 4))).getTime() + 9 * 3_600_000,
    )
    const channels = [{ channel: 'website' as const, publishedAt: publishAt, reference: '' }]
    return {
      ...review,
      publishAt,
      publishedBy: people.officer.id,
      channels,
      acts: [
        drafted,
        submitted,
        approved,
        { act: 'disclosure.scheduled', at: at(1), ...by(people.officer), data: { publishAt: publishAt.toISOString() } },
      ],
    }
  }
  const queue = waiting.map(([state, column, left, drafter]) => make(state, column, left, people[drafter]))
  const kept = withheld.map(([title, attribute, attributeGround, days], i) => {
    const document = make('withheld', 'files', -30 - 10 * i, people.editor)
    return Object.assign(document, {
      title,
      documentNumber: null,
      attribute,
      attributeGround,
      dueOn: null,
      reassessOn: addDays(stage.today, days),
      abstract: attributeGround,
      body: '<p>（内部材料）</p>',
      fullText: false,
      validity: 'none',
      acts: document.acts.map((a) => (a.act === 'disclosure.approved' ? { ...a, act: 'disclosure.withheld' } : a)),
    })
  })
  return [...queue, ...kept]
}
