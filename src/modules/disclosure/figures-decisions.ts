import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { type Family, type Indicator, inScope, ofFamily, one } from '../../platform/indicator.ts'

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

const kinds = [
  ['licence', '行政许可'],
  ['penalty', '行政处罚'],
  ['coercion', '行政强制'],
] as const

/** Numbers of administrative decisions and fees: table 2, and the visits of the portal. */
export const indicators: readonly Indicator[] = [
  ...kinds.map(([kind, name]) =>
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
