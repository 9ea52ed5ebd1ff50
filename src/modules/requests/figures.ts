import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { type Family, type Indicator, inScope, ofFamily, one, type Scope } from '../../platform/indicator.ts'
import { type Answer, answerKey, answers, type Row2014, table3In2019 } from './answers.ts'
import { answerRows, applicantLabels, channelLabels } from './labels.ts'
import { type ApplicantKind, applicantKinds, intakeChannels } from './schema.ts'

const form2014 = '国办发〔2014〕32号'
const table3 = '国办公开办函〔2021〕30号 第三部分'

const href = (subject: string) => `/desk/requests/${subject.slice('request:'.length)}`
const common = { unit: '件', register: 'requests', href } as const

// A number says nothing about a person; name, subject and wish of a request never leave its own page.
const label = sql<string>`r.number || '号申请'`
const answerClass = sql<string>`case
  when r.reply_kind is null and r.state = 'withdrawn' then 'withdrawn'
  when r.reply_kind is null then 'unclassified'
  else r.reply_kind || coalesce(':' || r.refusal_ground, '') end`

function requests(db: Db, scope: Scope, on: 'receivedOn' | 'closedOn') {
  return db
    .selectFrom('informationRequests as r')
    .where(inScope('r.unitCode', scope))
    .select([
      sql<string>`'request:' || r.number`.as('subject'),
      label.as('label'),
      sql<Day>`${sql.ref(`r.${on}`)}`.as('on'),
      'r.unitCode',
    ])
}

const receivedIn = (db: Db, scope: Scope) =>
  requests(db, scope, 'receivedOn').where('r.receivedOn', '>=', scope.from).where('r.receivedOn', '<=', scope.to)

const closedIn = (db: Db, scope: Scope) =>
  requests(db, scope, 'closedOn').where('r.closedOn', '>=', scope.from).where('r.closedOn', '<=', scope.to)

/** Received before the period and not closed before it. */
const carriedOver = (db: Db, scope: Scope) =>
  requests(db, scope, 'receivedOn')
    .where('r.receivedOn', '<', scope.from)
    .where((where) => where.or([where('r.closedOn', 'is', null), where('r.closedOn', '>=', scope.from)]))

/** Received by the end of the period and not closed by then. */
const carriedForward = (db: Db, scope: Scope) =>
  requests(db, scope, 'receivedOn')
    .where('r.receivedOn', '<=', scope.to)
    .where((where) => where.or([where('r.closedOn', 'is', null), where('r.closedOn', '>', scope.to)]))

type Base = (db: Db, scope: Scope) => ReturnType<typeof requests>
const plain = (base: Base) => (db: Db, scope: Scope) => base(db, scope).select(one.as('amount'))
const family = (name: string, base: Base, by: RawBuilder<string>): Family => ({
  name,
  records: (db, scope) => base(db, scope).select([one.as('amount'), by.as('class')]),
})

const byChannel = family('requests.byChannel', receivedIn, sql<string>`r.channel`)
const byTiming = family(
  'requests.byTiming',
  closedIn,
  sql<string>`case when r.extension = 0 and r.closed_on <= r.due_on then 'inTime' else 'extended' end`,
)
const byAnswer = family('requests.byAnswer', closedIn, answerClass)
const byAnswerAndApplicant = family(
  'requests.byAnswerAndApplicant',
  closedIn,
  sql<string>`${answerClass} || '@' || r.applicant_kind`,
)
const flows = {
  received: { base: receivedIn, label: '本年新收', definition: '收到申请之日在期内的申请' },
  carriedOver: { base: carriedOver, label: '上年结转', definition: '期前收到、期初尚未办结的申请' },
  carriedForward: { base: carriedForward, label: '结转下年度继续办理', definition: '期末尚未办结的申请' },
} as const
export type Flow = keyof typeof flows

const totals: Indicator[] = [
  {
    id: 'requests.received',
    label: '收到申请数',
    definition: '收到申请之日在期内的政府信息公开申请，一件申请计一件',
    basis: form2014,
    period: 'during',
    ...common,
    records: plain(receivedIn),
  },
  {
    id: 'requests.closed',
    label: '申请办结数',
    definition: '办结之日在期内的申请，包括答复、撤回和视为放弃的',
    basis: form2014,
    period: 'during',
    ...common,
    records: plain(closedIn),
  },
  {
    id: 'requests.carriedOver',
    label: '上年结转申请数',
    definition: flows.carriedOver.definition,
    basis: table3,
    period: 'during',
    ...common,
    records: plain(carriedOver),
  },
  {
    id: 'requests.unclassified',
    label: '已办结而未登记答复类型的申请',
    definition: '办结之日在期内，答复类型空缺，或者不予公开而理由空缺的申请；它们落不进任何一行，必须先补登',
    basis: '统计表各行互斥且合计等于办结数',
    period: 'during',
    ...common,
    records: (db, scope) =>
      plain(closedIn)(db, scope).where(sql<boolean>`${answerClass} <> all(${answers.map(answerKey)})`),
  },
  {
    id: 'requests.fees',
    label: '依申请公开信息收取的费用',
    definition: '期内办结的申请实际收取的费用合计，以万元计',
    basis: form2014,
    period: 'during',
    ...common,
    unit: '万元',
    register: 'fees',
    divisor: 1_000_000,
    records: (db, scope) => closedIn(db, scope).where('r.feeFen', '>', 0).select(sql<number>`r.fee_fen`.as('amount')),
  },
]

const channels = intakeChannels.map((channel) =>
  ofFamily(byChannel, [channel], {
    id: `requests.received.${channel}`,
    label: `${channelLabels[channel]}申请数`,
    definition: `期内收到、以${channelLabels[channel]}方式提出的申请`,
    basis: form2014,
    period: 'during',
    ...common,
  }),
)

const timing = [
  ofFamily(byTiming, ['inTime'], {
    id: 'requests.closed.inTime',
    label: '按时办结数',
    definition: '期内办结、未延长期限且在答复期限内的申请',
    basis: form2014,
    period: 'during',
    ...common,
  }),
  ofFamily(byTiming, ['extended'], {
    id: 'requests.closed.extended',
    label: '延期办结数',
    definition: '期内办结、经延长期限或者超过答复期限的申请',
    basis: form2014,
    period: 'during',
    ...common,
  }),
]

const listed = (counted: readonly Answer[]) => counted.map((a) => a.label).join('、')
const rows2014 = [...new Set(answers.flatMap((a) => a.form2014 ?? []))]

/** Indicator of a row of part 三(三) of the 2014 form. */
export const answeredIn2014 = (row: Row2014) => `requests.form2014.${row}`

const byRow2014 = rows2014.map((row) => {
  const counted = answers.filter((a) => a.form2014 === row)
  return ofFamily(byAnswer, counted.map(answerKey), {
    id: answeredIn2014(row),
    label: answerRows.form2014[row],
    definition: `期内办结的申请，答复为：${listed(counted)}`,
    basis: form2014,
    period: 'during',
    ...common,
  })
})

/** Indicator of a cell of table 3, rows 3 to 23; in the 2019 variant 3 to 21. */
export const answeredInTable3 = (template: '2019' | '2021', row: number, applicant: ApplicantKind) =>
  `requests.table3.${template === '2019' && row === 21 ? 'otherProcessing' : `r${row}`}.${applicant}`

/** Indicator of a cell of table 3 for what came in, was carried over or is carried forward. */
export const flowInTable3 = (flow: Flow, applicant: ApplicantKind) => `requests.table3.${flow}.${applicant}`

function cell(template: '2019' | '2021', row: number, applicant: ApplicantKind): Indicator {
  const counted = answers.filter((a) => (template === '2019' ? table3In2019(a.table3) : a.table3) === row)
  const rowLabel = template === '2019' && row === 21 ? '其他处理' : answerRows.table3[row]
  return ofFamily(
    byAnswerAndApplicant,
    counted.map((a) => `${answerKey(a)}@${applicant}`),
    {
      id: answeredInTable3(template, row, applicant),
      label: `${rowLabel}（${applicantLabels[applicant]}）`,
      definition: `期内办结、申请人为${applicantLabels[applicant]}的申请，答复为：${listed(counted)}`,
      basis: table3,
      period: 'during',
      ...common,
    },
  )
}

const rowsOfTable3 = [...new Set(answers.map((a) => a.table3))].sort((a, b) => a - b)
const cells = applicantKinds.flatMap((applicant) => [
  ...rowsOfTable3.map((row) => cell('2021', row, applicant)),
  cell('2019', 21, applicant),
])

const flowCells = (Object.keys(flows) as Flow[]).flatMap((flow) => {
  const { base, label, definition } = flows[flow]
  const of = family(`requests.${flow}`, base, sql<string>`r.applicant_kind`)
  return applicantKinds.map((applicant) =>
    ofFamily(of, [applicant], {
      id: flowInTable3(flow, applicant),
      label: `${label}（${applicantLabels[applicant]}）`,
      definition: `${definition}，申请人为${applicantLabels[applicant]}`,
      basis: table3,
      period: flow === 'carriedForward' ? 'at the end' : 'during',
      ...common,
    }),
  )
})

/** Numbers of requests for information. */
export const indicators: readonly Indicator[] = [
  ...totals,
  ...channels,
  ...timing,
  ...byRow2014,
  ...flowCells,
  ...cells,
]
