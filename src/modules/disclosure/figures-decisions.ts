import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { type Family, type Indicator, inScope, ofFamily, one, type Scope } from '../../platform/indicator.ts'
import { decisionLabels, itemLabels } from './labels.ts'

const basis2019 = '国办公开办函〔2019〕60号 第二部分'
const common = { basis: '国办公开办函〔2021〕30号 第二部分', period: 'during', register: 'decisions' } as const

const decisions: Family = {
  name: 'disclosure.decisions',
  // The number of a decision is public; whom it concerns is on the decision's own page, if anywhere.
  records: (db, scope) =>
    db
      .selectFrom('administrativeDecisions as d')
      .where(inScope('d.unitCode', scope))
      .where('d.decidedOn', '>=', scope.from)
      .where('d.decidedOn', '<=', scope.to)
      .select([
        sql<string>`'decision:' || d.id`.as('subject'),
        sql<string>`d.number`.as('label'),
        sql<Day>`d.decided_on`.as('on'),
        'd.unitCode',
        one.as('amount'),
        sql<string>`d.kind`.as('class'),
      ]),
}

/** Items of a kind: those that stood when the period began, and what came and went in it. */
function itemFigures(kind: string, name: string): Indicator[] {
  const about = { unit: '项', basis: basis2019, register: 'items', period: 'during' } as const
  const items = (db: Db, scope: Scope) =>
    db
      .selectFrom('administrativeItems as i')
      .where('i.kind', '=', kind)
      .where(inScope('i.unitCode', scope))
      .select([sql<string>`'items:' || i.id`.as('subject'), sql<string>`i.name`.as('label'), 'i.unitCode'])
  return [
    {
      ...about,
      id: `disclosure.items.${kind}.before`,
      label: `${name}上一年项目数量`,
      definition: `期初仍在目录内的${name}事项`,
      records: (db, scope) =>
        items(db, scope)
          .where('i.openedOn', '<', scope.from)
          .where(sql<boolean>`(i.closed_on is null or i.closed_on >= ${scope.from})`)
          .select([sql<Day>`i.opened_on`.as('on'), one.as('amount')]),
    },
    {
      ...about,
      id: `disclosure.items.${kind}.change`,
      label: `${name}项目本年增/减`,
      definition: `期内列入目录的${name}事项减去取消的，减少的为负数`,
      // Shown with its amount: one that went counts −1.
      divisor: 1,
      records: (db, scope) =>
        items(db, scope)
          .where((e) =>
            e.or([e.between('i.openedOn', scope.from, scope.to), e.between('i.closedOn', scope.from, scope.to)]),
          )
          .select([
            sql<Day>`case when i.opened_on >= ${scope.from} then i.opened_on else i.closed_on end`.as('on'),
            sql<number>`(i.opened_on between ${scope.from} and ${scope.to})::int
              - coalesce(i.closed_on between ${scope.from} and ${scope.to}, false)::int`.as('amount'),
          ]),
    },
  ]
}

const procured = (amount: RawBuilder<number>) => (db: Db, scope: Scope) =>
  db
    .selectFrom('procurements as p')
    .where(inScope('p.unitCode', scope))
    .where('p.contractedOn', '>=', scope.from)
    .where('p.contractedOn', '<=', scope.to)
    .select([
      sql<string>`'procurements:' || p.id`.as('subject'),
      sql<string>`p.project`.as('label'),
      sql<Day>`p.contracted_on`.as('on'),
      'p.unitCode',
      amount.as('amount'),
    ])

/** Numbers of administrative decisions and fees: table 2, and the visits of the portal. */
export const indicators: readonly Indicator[] = [
  ...Object.entries(decisionLabels).map(([kind, name]) =>
    ofFamily(decisions, [kind], {
      id: `disclosure.decisions.${kind}`,
      label: `${name}本年处理决定数量`,
      unit: '件',
      definition: `期内作出的${name}决定`,
      ...common,
    }),
  ),
  {
    id: 'disclosure.administrativeFees',
    label: '行政事业性收费本年收费金额',
    unit: '万元',
    definition: '期内收取的行政事业性收费合计，以万元计',
    ...common,
    divisor: 1_000_000,
    records: (db, scope) =>
      db
        .selectFrom('administrativeFees as f')
        .where(inScope('f.unitCode', scope))
        .where('f.collectedOn', '>=', scope.from)
        .where('f.collectedOn', '<=', scope.to)
        .select([
          sql<string>`'fee:' || f.id`.as('subject'),
          sql<string>`f.item`.as('label'),
          sql<Day>`f.collected_on`.as('on'),
          'f.unitCode',
          sql<number>`f.amount_fen`.as('amount'),
        ]),
  },
  ...Object.entries(itemLabels).flatMap(([kind, name]) => itemFigures(kind, name)),
  {
    id: 'disclosure.procurements',
    label: '政府集中采购项目数量',
    unit: '项',
    definition: '期内签订合同的政府集中采购项目',
    basis: basis2019,
    period: 'during',
    register: 'procurements',
    records: procured(one),
  },
  {
    id: 'disclosure.procurementAmount',
    label: '政府集中采购总金额',
    unit: '万元',
    definition: '期内签订合同的政府集中采购项目的合同金额合计，以万元计',
    basis: basis2019,
    period: 'during',
    register: 'procurements',
    divisor: 1_000_000,
    records: procured(sql<number>`p.amount_fen`),
  },
  {
    id: 'disclosure.postings',
    label: '网站信息发布量',
    unit: '条',
    definition: '期内登记的网站各专题每月发布的信息合计，转载、更新和服务信息都算，不等于主动公开的政府信息数',
    basis: '政府网站发展指引（国办发〔2017〕47号）',
    period: 'during',
    register: 'postings',
    records: (db, scope) =>
      db
        .selectFrom('sitePostings as p')
        .where(inScope('p.unitCode', scope))
        .where('p.countedOn', '>=', scope.from)
        .where('p.countedOn', '<=', scope.to)
        .select([
          sql<string>`'posting:' || p.id`.as('subject'),
          ...(['p.topic as label', 'p.countedOn as on', 'p.unitCode', 'p.posted as amount'] as const),
        ]),
  },
  {
    id: 'disclosure.visits',
    label: '门户网站访问量',
    unit: '次',
    definition: '期内门户网站各栏目和文件的页面访问次数，机器人访问除外，不识别访问者；属于整个网站，只在全市统计',
    basis: '政府网站发展指引（国办发〔2017〕47号）',
    period: 'during',
    records: (db, scope) =>
      db
        .selectFrom('visits as v')
        .innerJoin('units as u', (join) => join.on('u.parentCode', 'is', null))
        .innerJoin('columns as c', 'c.code', 'v.columnCode')
        .where(inScope('u.code', scope))
        .where('v.day', '>=', scope.from)
        .where('v.day', '<=', scope.to)
        .groupBy(['v.day', 'v.columnCode', 'c.name', 'u.code'])
        .select([
          sql<string>`'visits:' || v.day || ':' || v.column_code`.as('subject'),
          sql<string>`c.name`.as('label'),
          sql<Day>`v.day`.as('on'),
          sql<string>`u.code`.as('unitCode'),
          sql<number>`sum(v.visits)`.as('amount'),
        ]),
  },
]
