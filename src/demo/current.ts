import { addWorkingDays, isWorkingDay } from '../core/calendar.ts'
import { addDays, type Day, day, dayOf, yearOf } from '../core/day.ts'
import { type Channel, type MadeDocument, makeDocument, type Titles } from './documents.ts'
import { makeInterpretation, makeNormative } from './normative.ts'
import { columnPlans } from './plan.ts'
import { type Random, randomOf } from './random.ts'
import { type Account, officeTime, type Stage, workingDays } from './stage.ts'
import { reports } from './texts/interaction.ts'
import { rulesNow } from './texts/normative.ts'

export type People = {
  editor: Account
  reviewer: Account
  officer: Account
  head: Account
  department: Account
  town: Account
}

export function peopleOf(stage: Stage): People {
  return {
    editor: stage.account('bianji', '编小文'),
    reviewer: stage.account('shenhe', '沈清和'),
    officer: stage.account('gongkai', '龚明'),
    head: stage.account('zhuren', '朱主任'),
    department: stage.account('bumen', '卜小敏', 'audit'),
    town: stage.account('xiangzhen', '向珍', 'baiyi'),
  }
}

/** The last working day before today: all that is done was done by its end. */
export function lastWorkingDay(stage: Stage): Day {
  return addWorkingDays(stage.calendar, stage.today, -1)
}

/** Days on which offices were open in the last months. */
export function recentDays(stage: Stage, back: number): Day[] {
  return workingDays(stage.calendar, addDays(stage.today, -back), lastWorkingDay(stage))
}

/** What was published in the last months, normative documents with their interpretations among it. */
export function makeCurrent(
  stage: Stage,
  titles: Titles,
): { documents: MadeDocument[]; interpretations: { interpretation: MadeDocument; policy: MadeDocument }[] } {
  const random = randomOf('current')
  const people = peopleOf(stage)
  const days = recentDays(stage, 150)
  const documents: MadeDocument[] = []
  const publishOn = (document: MadeDocument, on: Day) => {
    publishNow(random, people, document, on)
    documents.push(document)
  }
  for (const { column, grammar, share } of columnPlans) {
    for (let i = 0; i < share; i++) {
      // The first of each column is fresh, so that only the columns meant to be stale are.
      const writtenOn = i === 0 && days.length > 3 ? (days.at(-random.int(2, 3)) as Day) : random.pick(days)
      const on = addWorkingDays(
        stage.calendar,
        writtenOn,
        i === 0 ? 1 : random.chance(0.04) ? random.int(21, 26) : random.int(1, 14),
      )
      publishOn(
        makeDocument(stage, random, titles, { grammar, column, writtenOn }),
        notAfter(on, lastWorkingDay(stage)),
      )
    }
  }
  publishOn(
    makeDocument(stage, random, titles, { grammar: reports, column: 'reports', writtenOn: reportDay(stage) }),
    addWorkingDays(stage.calendar, reportDay(stage), 3),
  )
  const interpretations = rulesNow.map((rule, i) => {
    const policy = makeNormative(
      stage,
      random,
      titles,
      rule,
      days[Math.floor(((i + 0.5) * (days.length - 12)) / rulesNow.length)] as Day,
    )
    const on = addWorkingDays(stage.calendar, policy.writtenOn, random.int(2, 6))
    publishOn(policy, on)
    const interpretation = makeInterpretation(stage, random, titles, policy, policy.writtenOn)
    publishOn(interpretation, addWorkingDays(stage.calendar, on, i % 3))
    return { interpretation, policy }
  })
  return { documents, interpretations }
}

/** The day, or the last one possible. */
function notAfter(d: Day, last: Day): Day {
  if (d > last) return last
  return d
}

/** Twentieth of March or the working day before it: the report of the year before is due by the 31st. */
function reportDay(stage: Stage): Day {
  const year = stage.today.slice(5) > '04-01' ? yearOf(stage.today) : yearOf(stage.today) - 1
  const wanted = day(`${year}-03-20`)
  return isWorkingDay(stage.calendar, wanted) ? wanted : addWorkingDays(stage.calendar, wanted, -1)
}

function publishNow(random: Random, people: People, document: MadeDocument, on: Day): void {
  const publishedAt = officeTime(on, random)
  const before = (hours: number) => new Date(publishedAt.getTime() - hours * 3_600_000)
  const channels = channelsOf(random, document, publishedAt)
  const author = by(people.editor)
  Object.assign(document, {
    ...reviewed(people, before(20), before(2)),
    state: 'published',
    draftedBy: people.editor.id,
    publishedAt,
    publishedBy: people.officer.id,
    createdAt: before(26),
    changedAt: publishedAt,
    channels,
    acts: [
      { act: 'disclosure.drafted', at: before(26), ...author },
      { act: 'disclosure.submitted', at: before(20), ...author },
      { act: 'disclosure.approved', at: before(2), ...by(people.reviewer) },
      {
        act: 'disclosure.published',
        at: publishedAt,
        ...by(people.officer),
        data: { channels: channels.map((c) => c.channel) },
      },
    ],
  })
}

/** Who acts, as acts name them; a person without an account has a name only. */
export function by(account: Account): { actor: string; accountId?: string } {
  return { actor: account.name, ...(account.id === account.name ? {} : { accountId: account.id }) }
}

export function reviewed(people: People, submittedAt: Date, reviewedAt: Date) {
  return {
    submittedAt,
    secrecyReviewedBy: people.reviewer.id,
    secrecyNote: '经审查，不涉及国家秘密、商业秘密和个人隐私，同意公开',
    reviewedBy: people.reviewer.id,
    reviewedAt,
    reviewNote: '内容完整，要素齐全',
  }
}

function channelsOf(random: Random, document: MadeDocument, publishedAt: Date): MadeDocument['channels'] {
  const later = (hours: number) => new Date(publishedAt.getTime() + hours * 3_600_000)
  const on = dayOf(publishedAt)
  const official = document.kind === 'normative' || ['files', 'personnel'].includes(document.columnCode)
  const shown: [Channel, boolean, number, string][] = [
    ['website', true, 0, ''],
    [
      'gazette',
      official && random.chance(0.8),
      2,
      `《津市市人民政府公报》${on.slice(0, 4)}年第${Math.ceil(Number(on.slice(5, 7)) / 2)}期`,
    ],
    ['wechat', random.chance(document.kind === 'news' ? 0.6 : 0.3), 1, '微信公众号“津市发布”'],
    ['microblog', random.chance(document.kind === 'news' ? 0.4 : 0.15), 1, '微博“津市发布”'],
    ['other', random.chance(0.12), 3, '市政务服务中心电子显示屏'],
  ]
  return shown
    .filter(([, is]) => is)
    .map(([channel, , hours, reference]) => ({ channel, publishedAt: later(hours), reference }))
}
