import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import {
  dayIn,
  type Family,
  type Indicator,
  inScope,
  ofFamily,
  one,
  type Scope,
  within,
} from '../../platform/indicator.ts'
import { indicators as answering } from './figures-answers.ts'
import { indicators as decisions } from './figures-decisions.ts'

const basis = '国办发〔2014〕32号'
const href = (subject: string) => `/desk/disclosure/documents/${subject.slice('document:'.length)}`
const publicHref = (subject: string) => `/documents/${subject.slice('document:'.length)}`
const common = { unit: '条', basis, period: 'during', href, publicHref } as const

// What was taken down or never went out keeps its title to itself; everybody may know that it was counted.
const label = sql<string>`case
  when d.state = 'published' or (d.state = 'withdrawn' and d.withdrawal = 'tombstone') then d.title
  when d.state = 'withdrawn' then '（已撤下的信息）' || coalesce(d.index_number, '')
  else '（未公开的文件）' end`

/**
 * Documents that have gone out; a later withdrawal does not undo that they were disclosed. The standing pages of a
 * column are part of the site, not pieces of information, and do not count.
 */
function disclosed(db: Db, scope: Scope) {
  return db
    .selectFrom('documents as d')
    .where(inScope('d.unitCode', scope))
    .where('d.state', 'in', ['published', 'withdrawn'])
    .where('d.kind', '<>', 'page')
    .select([sql<string>`'document:' || d.id`.as('subject'), label.as('label'), 'd.unitCode', one.as('amount')])
}

/** One record for each document that went out in the period, through whatever number of channels. */
function publishedIn(db: Db, scope: Scope) {
  return disclosed(db, scope)
    .innerJoin(
      (from) =>
        from
          .selectFrom('documentChannels as c')
          .where(within('c.publishedAt', scope))
          .groupBy('c.documentId')
          .select(['c.documentId', sql<Date>`min(c.published_at)`.as('publishedAt')])
          .as('p'),
      (join) => join.onRef('p.documentId', '=', 'd.id'),
    )
    .select(dayIn('p.publishedAt').as('on'))
}

/** Normative documents whose first publication, by whatever channel, lies in the period. */
function normativeFirstIn(db: Db, scope: Scope) {
  return disclosed(db, scope)
    .where('d.kind', '=', 'normative')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('documentChannels as c')
          .whereRef('c.documentId', '=', 'd.id')
          .select(sql<Date>`min(c.published_at)`.as('publishedAt'))
          .as('p'),
      (join) => join.onTrue(),
    )
    .where(within('p.publishedAt', scope))
    .select(dayIn('p.publishedAt').as('on'))
}

/** Normative documents decided on in the period and withheld: issued, though not disclosed. */
function normativeWithheldIn(db: Db, scope: Scope) {
  return db
    .selectFrom('documents as d')
    .where(inScope('d.unitCode', scope))
    .where('d.kind', '=', 'normative')
    .where('d.state', '=', 'withheld')
    .where('d.writtenOn', '>=', scope.from)
    .where('d.writtenOn', '<=', scope.to)
    .select([
      sql<string>`'document:' || d.id`.as('subject'),
      label.as('label'),
      'd.unitCode',
      one.as('amount'),
      sql<Day>`d.written_on`.as('on'),
    ])
}

/** Normative documents first published by the end of the period, whose validity by then is for the caller to ask. */
function normativeByEnd(db: Db, scope: Scope) {
  return normativeFirstIn(db, { ...scope, from: '1949-10-01' as Day })
}

const channels: Family = {
  name: 'disclosure.channels',
  records: (db, scope) =>
    disclosed(db, scope)
      .innerJoin('documentChannels as c', 'c.documentId', 'd.id')
      .where(within('c.publishedAt', scope))
      .select([dayIn('c.publishedAt').as('on'), sql<string>`c.channel`.as('class')]),
}

const channelRows = [
  ['gazette', '政府公报', 'gazette'],
  ['website', '政府网站', 'website'],
  ['microblog', '政务微博', 'microblog'],
  ['wechat', '政务微信', 'wechat'],
  ['other', '其他方式', 'otherChannels'],
] as const

/** Numbers of what was disclosed: part 一 of the 2014 form, and normative documents of table 2. */
export const indicators: readonly Indicator[] = [
  {
    id: 'disclosure.published',
    label: '主动公开政府信息数',
    definition:
      '期内通过任一渠道主动公开的政府信息，同一信息通过多个渠道公开的计一条；其后撤下的仍计入，栏目说明页不计',
    ...common,
    register: 'disclosure',
    records: publishedIn,
  },
  {
    id: 'disclosure.normativePublished',
    label: '主动公开规范性文件数',
    definition: '期内首次公开的规范性文件',
    ...common,
    register: 'disclosure',
    records: normativeFirstIn,
  },
  {
    id: 'disclosure.normativeIssued',
    label: '制发规范性文件总数',
    definition: '期内制发的规范性文件：公开的按首次公开之日计，定为不主动公开的按成文之日计',
    ...common,
    unit: '件',
    register: 'disclosure',
    records: (db, scope) => normativeFirstIn(db, scope).unionAll(normativeWithheldIn(db, scope)),
  },
  ...channelRows.map(([channel, name, register]) =>
    ofFamily(channels, [channel], {
      id: `disclosure.channel.${channel}`,
      label: `${name}公开政府信息数`,
      definition: `期内通过${name}公开的政府信息，一条信息在本渠道计一条`,
      ...common,
      register,
    }),
  ),
  {
    id: 'disclosure.publishedAndWritten',
    label: '当年形成并公开的政府信息数',
    definition: '期内成文且期内公开的政府信息；与“主动公开政府信息数”相比，不含以前年度形成的',
    ...common,
    register: 'disclosure',
    records: (db, scope) =>
      publishedIn(db, scope).where('d.writtenOn', '>=', scope.from).where('d.writtenOn', '<=', scope.to),
  },
  {
    id: 'disclosure.publishedFullText',
    label: '全文公开的政府信息数',
    definition: '期内公开的政府信息中全文在网上可读的',
    ...common,
    register: 'disclosure',
    records: (db, scope) => publishedIn(db, scope).where('d.fullText', '=', true),
  },
  {
    id: 'disclosure.normativeRepealed',
    label: '规范性文件本年废止件数',
    definition: '废止之日在期内的规范性文件',
    ...common,
    unit: '件',
    basis: '国办公开办函〔2021〕30号 第二部分',
    register: 'disclosure',
    records: (db, scope) =>
      disclosed(db, scope)
        .where('d.kind', '=', 'normative')
        .where(sql<boolean>`d.repealed_on between ${scope.from} and ${scope.to}`)
        .select(sql<Day>`d.repealed_on`.as('on')),
  },
  {
    id: 'disclosure.normativeInForce',
    label: '规范性文件现行有效件数',
    definition: '期末已公开、未废止且未到失效日的规范性文件',
    ...common,
    unit: '件',
    basis: '国办公开办函〔2021〕30号 第二部分',
    period: 'at the end',
    register: 'disclosure',
    records: (db, scope) =>
      normativeByEnd(db, scope)
        .where(sql<boolean>`(d.repealed_on is null or d.repealed_on > ${scope.to})`)
        .where(sql<boolean>`(d.expires_on is null or d.expires_on > ${scope.to})`),
  },
  {
    id: 'disclosure.normativePublic',
    label: '规范性文件对外公开总数量',
    definition: '期末以前公开过的规范性文件，含已废止和失效的',
    ...common,
    unit: '件',
    basis: '国办公开办函〔2019〕60号 第二部分',
    period: 'at the end',
    register: 'disclosure',
    records: normativeByEnd,
  },
  {
    id: 'disclosure.interpretations',
    label: '政策解读稿件发布数',
    unit: '篇',
    definition: '期内发布的政策解读稿件；尚在起草、未发布的不计',
    basis,
    period: 'during',
    href,
    publicHref,
    register: 'interpretations',
    records: (db, scope) => publishedIn(db, scope).where('d.kind', '=', 'interpretation'),
  },
  {
    id: 'disclosure.interpretationsWritten',
    label: '政策解读稿件起草数',
    unit: '篇',
    definition: '期内成文的政策解读稿件，不论后来是否发布；发布的另计',
    basis,
    period: 'during',
    // Titles of drafts do not leave the desk.
    records: (db, scope) =>
      db
        .selectFrom('documents as d')
        .where('d.kind', '=', 'interpretation')
        .where(inScope('d.unitCode', scope))
        .where('d.writtenOn', '>=', scope.from)
        .where('d.writtenOn', '<=', scope.to)
        .select([
          sql<string>`'document:' || d.id`.as('subject'),
          sql<string>`'解读稿 ' || d.id`.as('label'),
          ...(['d.writtenOn as on', 'd.unitCode'] as const),
          one.as('amount'),
        ]),
  },
  ...answering,
  ...decisions,
]
