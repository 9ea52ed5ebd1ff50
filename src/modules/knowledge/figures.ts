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
  type Rate,
  type Scope,
  within,
} from '../../platform/indicator.ts'
import { type Channel, channels } from './schema.ts'

const href = (subject: string) => `/desk/enquiries/${subject.slice('enquiry:'.length)}`
const basis = '政府信息公开工作年度报告：现场咨询、电话咨询和网上咨询的数量'
const common = { unit: '次', period: 'during', href, basis } as const

/** Enquiries asked in the period. The number says nothing about a person; what was asked never leaves its own page. */
const asked = (db: Db, scope: Scope) =>
  db
    .selectFrom('enquiries as e')
    .where(inScope('e.unitCode', scope))
    .where('e.askedOn', '>=', scope.from)
    .where('e.askedOn', '<=', scope.to)
    .select([
      sql<string>`'enquiry:' || e.number`.as('subject'),
      sql<string>`e.number || '号咨询'`.as('label'),
      sql<Day>`e.asked_on`.as('on'),
      'e.unitCode',
      one.as('amount'),
    ])

const byChannel: Family = {
  name: 'knowledge.byChannel',
  records: (db, scope) => asked(db, scope).select(sql<string>`e.channel`.as('class')),
}

const ofChannel = (id: string, label: string, which: readonly Channel[], definition: string): Indicator =>
  ofFamily(byChannel, which, { ...common, id: `knowledge.${id}`, label, definition })

export const indicators: readonly Indicator[] = [
  ofChannel('enquiries', '咨询', channels, '期间内电话、当面和网上提出的全部咨询，一次咨询计一次，不管是否当场答复。'),
  ofChannel('byPhone', '电话咨询', ['phone'], '期间内打电话提出的咨询。'),
  ofChannel('inPerson', '现场咨询', ['inPerson'], '期间内到大厅、乡镇和单位当面提出的咨询。'),
  ofChannel('online', '网上咨询', ['online'], '期间内在网站上提出的咨询。'),
  {
    ...common,
    id: 'knowledge.answered',
    label: '已答复的咨询',
    definition: '期间内提出、到期间最后一天已经答复的咨询。',
    records: (db, scope) => asked(db, scope).where('e.answeredOn', '<=', scope.to),
  },
  {
    ...common,
    id: 'knowledge.published',
    label: '公开的问答',
    unit: '条',
    definition: '期间内公开、现在仍然公开的问答：咨询去掉个人信息，经第二人审核。',
    basis: '《政府信息公开条例》（国务院令第711号）第二十四条',
    publicHref: (subject) => `/consult/answers/${subject.slice('answer:'.length)}`,
    href: (subject) => `/consult/answers/${subject.slice('answer:'.length)}`,
    records: (db, scope) =>
      db
        .selectFrom('enquiryPublications as p')
        .where('p.state', '=', 'published')
        .where(inScope('p.unitCode', scope))
        .where(within('p.publishedAt', scope))
        .select([
          sql<string>`'answer:' || p.enquiry_id`.as('subject'),
          'p.question as label',
          dayIn('p.publishedAt').as('on'),
          'p.unitCode',
          one.as('amount'),
        ]),
  },
]

export const rates: readonly Rate[] = [
  {
    id: 'knowledge.answeredRate',
    label: '咨询答复率',
    definition: '期间内提出的咨询中，到期间最后一天已经答复的占多少。',
    basis,
    period: 'during',
    as: 'share',
    of: ['knowledge.answered', 'knowledge.enquiries'],
  },
]
