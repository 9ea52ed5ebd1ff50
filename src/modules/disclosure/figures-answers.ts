import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { type Indicator, inScope, one, type Scope } from '../../platform/indicator.ts'

const common = { unit: '次', basis: '国办发〔2014〕32号', period: 'during' } as const

function held(db: Db, scope: Scope, table: 'interviews' | 'pressConferences', subject: string) {
  return db
    .selectFrom(sql<{ unitCode: string }>`${sql.table(table)}`.as('e'))
    .where(inScope('e.unitCode', scope))
    .where(sql<boolean>`e.state = 'published'`)
    .where(sql<boolean>`e.held_on between ${scope.from} and ${scope.to}`)
    .select([
      sql<string>`${`${subject}:`} || e.id`.as('subject'),
      sql<string>`e.title`.as('label'),
      sql<Day>`e.held_on`.as('on'),
      sql<string>`e.unit_code`.as('unitCode'),
      one.as('amount'),
    ])
}

type ResponseChannel = 'press' | 'interview' | 'website' | 'newMedia' | 'other'

/** Concerns answered in the period through one of the channels, each once however often it was answered. */
function answered(db: Db, scope: Scope, channels: readonly ResponseChannel[]) {
  return db
    .selectFrom('concerns as c')
    .innerJoin(
      (from) =>
        from
          .selectFrom('concernResponses as a')
          .where('a.respondedOn', '>=', scope.from)
          .where('a.respondedOn', '<=', scope.to)
          .where('a.channel', 'in', channels)
          .groupBy('a.concernId')
          .select(['a.concernId', sql<Day>`min(a.responded_on)`.as('first')])
          .as('a'),
      (join) => join.onRef('a.concernId', '=', 'c.id'),
    )
    .where(inScope('c.unitCode', scope))
    .select([
      sql<string>`'concern:' || c.id`.as('subject'),
      sql<string>`c.topic`.as('label'),
      sql<Day>`a.first`.as('on'),
      'c.unitCode',
      one.as('amount'),
    ])
}

const everyChannel = ['press', 'interview', 'website', 'newMedia', 'other'] as const

/** Numbers of answers to the public: part 二 of the 2014 form. */
export const indicators: readonly Indicator[] = [
  {
    id: 'disclosure.concernsAnswered',
    label: '回应公众关注热点或重大舆情数',
    definition: '期内作出过回应的热点或舆情，不同方式回应同一热点或舆情计1次',
    ...common,
    register: 'concerns',
    records: (db, scope) => answered(db, scope, everyChannel),
  },
  {
    id: 'disclosure.pressConferences',
    label: '参加或举办新闻发布会总次数',
    definition: '期内参加或举办的新闻发布会',
    ...common,
    register: 'pressConferences',
    records: (db, scope) => held(db, scope, 'pressConferences', 'pressConference'),
  },
  {
    id: 'disclosure.pressConferencesByHead',
    label: '主要负责同志参加新闻发布会次数',
    definition: '期内参加或举办、主要负责同志到场的新闻发布会',
    ...common,
    register: 'pressConferences',
    records: (db, scope) => held(db, scope, 'pressConferences', 'pressConference').where(sql<boolean>`e.head_attended`),
  },
  {
    id: 'disclosure.interviews',
    label: '政府网站在线访谈次数',
    definition: '期内举办的政府网站在线访谈',
    ...common,
    register: 'interviews',
    records: (db, scope) => held(db, scope, 'interviews', 'interview'),
  },
  {
    id: 'disclosure.interviewsByHead',
    label: '主要负责同志参加政府网站在线访谈次数',
    definition: '期内举办、主要负责同志参加的政府网站在线访谈',
    ...common,
    register: 'interviews',
    records: (db, scope) => held(db, scope, 'interviews', 'interview').where(sql<boolean>`e.head_attended`),
  },
  {
    id: 'disclosure.newMediaResponses',
    label: '微博微信回应事件数',
    definition: '期内以微博、微信作出过回应的热点或舆情，同一事件计1次',
    ...common,
    register: 'newMediaResponses',
    records: (db, scope) => answered(db, scope, ['newMedia']),
  },
  {
    id: 'disclosure.otherResponses',
    label: '其他方式回应事件数',
    definition: '期内以发布会、访谈、解读稿件、微博微信以外的方式作出过回应的热点或舆情，同一事件计1次',
    ...common,
    register: 'otherResponses',
    records: (db, scope) => answered(db, scope, ['website', 'other']),
  },
]
