import { addWorkingDays } from '../core/calendar.ts'
import { type Day, day } from '../core/day.ts'
import { type MadeDocument, makeDocument, type Titles } from './documents.ts'
import { columnPlans, year2018 } from './plan.ts'
import { type Random, randomOf } from './random.ts'
import { officeTime, type Stage, workingDays } from './stage.ts'

/**
 * What went onto the website in 2018, but for the normative documents: a few written in the year, most of them taken over
 * from the years before, as the report says.
 */
export function makeArchive(stage: Stage, titles: Titles): MadeDocument[] {
  const random = randomOf('archive')
  const days2018 = workingDays(stage.calendar, '2018-01-02', '2018-12-28')
  // A document of the year must still go out in it, the latest of them 30 working days after.
  const daysToWrite = days2018.slice(0, -32)
  const earlier = workingDays(stage.calendar, '2008-05-05', '2017-12-29')
  const documents: MadeDocument[] = []
  for (const { column, grammar, published, written } of columnPlans) {
    const since = earlier.filter((d) => d >= String(grammar.since ?? 0))
    for (let i = 0; i < published; i++) {
      const isNew = i < written
      const writtenOn = isNew
        ? column === 'reports'
          ? day('2018-03-20')
          : random.pick(daysToWrite)
        : writtenBefore(random, since, column, i - written)
      const document = makeDocument(stage, random, titles, { grammar, column, writtenOn })
      publishOld(random, document, isNew ? publishDay(stage, random, writtenOn) : random.pick(days2018), isNew)
      documents.push(document)
    }
  }
  leaveOutTexts(random, documents)
  withdrawSome(random, documents)
  return documents
}

/** More of the later years; each annual report in the spring after its year. */
function writtenBefore(random: Random, earlier: readonly Day[], column: string, i: number): Day {
  if (column === 'reports') {
    const year = 2017 - (i % 9)
    return earlier.filter((d) => d.startsWith(`${year}-03`))[10 + (i % 5)] as Day
  }
  return earlier[Math.floor(earlier.length * Math.sqrt(random.next()))] as Day
}

/** Within the 20 working days of the law; five in a hundred are late. */
function publishDay(stage: Stage, random: Random, writtenOn: Day): Day {
  return addWorkingDays(stage.calendar, writtenOn, random.chance(0.05) ? random.int(21, 30) : random.int(1, 18))
}

/** Sets the course of a document as the office took it then: one person each for drafting, review and publication. */
export function publishOld(random: Random, document: MadeDocument, on: Day, isNew: boolean): void {
  const publishedAt = officeTime(on, random)
  const before = (hours: number) => new Date(publishedAt.getTime() - hours * 3_600_000)
  const editor = document.draftedBy
  const publisher = '政务公开办'
  Object.assign(document, {
    state: 'published',
    submittedAt: before(isNew ? 22 : 2),
    secrecyReviewedBy: `${document.source}保密员`,
    secrecyNote: '不涉密，同意公开',
    reviewedBy: `${document.source}审核人`,
    reviewedAt: before(1),
    publishedAt,
    publishedBy: publisher,
    createdAt: before(isNew ? 24 : 3),
    changedAt: publishedAt,
    channels: [{ channel: 'website', publishedAt, reference: '' }],
    acts: [
      ...(isNew
        ? [
            { act: 'disclosure.drafted', at: before(24), actor: editor },
            { act: 'disclosure.submitted', at: before(22), actor: editor },
            { act: 'disclosure.approved', at: before(1), actor: `${document.source}审核人` },
          ]
        : []),
      { act: 'disclosure.published', at: publishedAt, actor: publisher, data: { channels: ['website'] } },
    ],
  })
  // What was taken over had been published in its own time on the site before: no clock runs for it.
  if (!isNew) Object.assign(document, { dueOn: null, source: `${document.source}（原网站转载）` })
}

/** Leaves the rest of the year's documents with their abstract only, so that the full texts are as many as reported. */
function leaveOutTexts(random: Random, documents: MadeDocument[]): void {
  const without = year2018.published - year2018.fullText
  const old = documents.filter((d) => d.dueOn === null && d.columnCode !== 'reports')
  for (const document of random.sample(old, without)) Object.assign(document, { fullText: false, body: '' })
}

const withdrawals = [
  ['tombstone', '内容有误，更正后另行发布', null],
  ['tombstone', '公示期内收到异议，核实期间撤回', null],
  ['tombstone', '数据口径调整', null],
  ['tombstone', '与后发文件重复', null],
  ['gone', '名单中含有个人信息', '/columns/social-security'],
  ['gone', '附件含有个人信息', '/columns/housing-security'],
] as const

/** A later withdrawal does not undo that they were disclosed. */
function withdrawSome(random: Random, documents: MadeDocument[]): void {
  const chosen = random.sample(
    documents.filter((d) => d.dueOn === null && d.fullText && d.columnCode !== 'reports'),
    withdrawals.length,
  )
  for (const [i, document] of chosen.entries()) {
    const [withdrawal, withdrawnReason, movedTo] = withdrawals[i] ?? withdrawals[0]
    const withdrawnAt = new Date((document.publishedAt as Date).getTime() + (2 + i) * 86_400_000)
    Object.assign(document, {
      state: 'withdrawn',
      withdrawal,
      withdrawnReason,
      movedTo,
      withdrawnAt,
      changedAt: withdrawnAt,
      acts: [
        ...document.acts,
        {
          act: 'disclosure.withdrawn',
          at: withdrawnAt,
          actor: '政务公开办',
          data: { withdrawal, reason: withdrawnReason },
        },
      ],
    })
  }
}
