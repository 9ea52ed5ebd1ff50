import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { type Family, type Indicator, inScope, ofFamily, one } from '../../platform/indicator.ts'
import { outcomeLabels, remedyLabels } from './labels.ts'
import { type Outcome, outcomes, type RemedyKind, remedyKinds } from './schema.ts'

const form2014 = '国办发〔2014〕32号'

/** Remedies decided in the period, and those open at its end, which then are pending whatever became of them later. */
const remedies: Family = {
  name: 'supervision.remedies',
  records: (db, scope) => {
    const decided = sql<boolean>`r.closed_on between ${scope.from} and ${scope.to}`
    const open = sql<boolean>`r.opened_on <= ${scope.to} and (r.closed_on is null or r.closed_on > ${scope.to})`
    return db
      .selectFrom('legalRemedies as r')
      .where(inScope('r.unitCode', scope))
      .where(sql<boolean>`(${decided} or ${open})`)
      .select([
        sql<string>`'remedy:' || r.id`.as('subject'),
        sql<string>`r.number`.as('label'),
        sql<Day>`case when ${decided} then r.closed_on else r.opened_on end`.as('on'),
        'r.unitCode',
        one.as('amount'),
        sql<string>`r.kind || ':' || case when ${decided} then r.outcome else 'pending' end`.as('class'),
      ])
  },
}

const common = { unit: '件', register: 'remedies', href: () => '/desk/supervision/remedies' } as const

/** Indicator of remedies of one kind by outcome: the cells of table 4. */
export const remediesBy = (kind: RemedyKind, outcome: Outcome) => `supervision.remedies.${kind}.${outcome}`

const table4 = remedyKinds.flatMap((kind) =>
  outcomes.map((outcome) =>
    ofFamily(remedies, [`${kind}:${outcome}`], {
      id: remediesBy(kind, outcome),
      label: `${remedyLabels[kind]}：${outcomeLabels[outcome]}`,
      definition:
        outcome === 'pending'
          ? `期末尚未审结的政府信息公开${remedyLabels[kind]}案件`
          : `期内审结、${outcomeLabels[outcome]}的政府信息公开${remedyLabels[kind]}案件`,
      basis: '国办公开办函〔2021〕30号 第四部分',
      period: outcome === 'pending' ? 'at the end' : 'during',
      ...common,
    }),
  ),
)

/** Indicator of suits decided with an outcome, first instance or after reconsideration: rows E of the 2014 form. */
export const litigationBy = (outcome: Outcome) => `supervision.litigation.${outcome}`

const suits = outcomes
  .filter((outcome) => outcome !== 'pending')
  .map((outcome) =>
    ofFamily(remedies, [`litigation:${outcome}`, `litigationAfterReconsideration:${outcome}`], {
      id: litigationBy(outcome),
      label: `行政诉讼：${outcomeLabels[outcome]}`,
      definition: `期内审结、${outcomeLabels[outcome]}的政府信息公开行政诉讼案件，含复议后起诉的`,
      basis: form2014,
      period: 'during',
      ...common,
    }),
  )

/** Numbers of remedies and complaints about disclosure. */
export const indicators: readonly Indicator[] = [
  ...table4,
  ...suits,
  {
    id: 'supervision.complaints',
    label: '举报投诉数量',
    unit: '件',
    definition: '期内收到的对政府信息公开工作的举报投诉，不含热线工单和信访',
    basis: form2014,
    period: 'during',
    register: 'complaints',
    href: () => '/desk/supervision/complaints',
    // What a complaint says may name people: its number must do.
    records: (db, scope) =>
      db
        .selectFrom('complaints as c')
        .where(inScope('c.unitCode', scope))
        .where('c.receivedOn', '>=', scope.from)
        .where('c.receivedOn', '<=', scope.to)
        .select([
          sql<string>`'complaint:' || c.id`.as('subject'),
          sql<string>`'举报投诉第 ' || c.id || ' 号'`.as('label'),
          sql<Day>`c.received_on`.as('on'),
          'c.unitCode',
          one.as('amount'),
        ]),
  },
]
