import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { decodeCursor, encodeCursor } from '../../core/paging.ts'
import type { Db } from '../../platform/database.ts'
import type { Family, Indicator, IndicatorRecord, RecordsQuery, Scope } from '../../platform/indicator.ts'

// biome-ignore lint/suspicious/noExplicitAny: the tables a query reads from are its own business
type Query = SelectQueryBuilder<any, any, any>

type CountRow = { key: string; class: string; amount: number | null }

/**
 * Sums of many indicators in one statement, so that they speak of one moment. A family is read once for all its members.
 * The amounts are not yet divided into the indicator's unit.
 */
export async function countAll(
  db: Db,
  scope: Scope,
  indicators: readonly Indicator[],
): Promise<ReadonlyMap<string, number>> {
  const families = new Map<string, Family>()
  const parts: RawBuilder<CountRow>[] = []
  for (const indicator of indicators) {
    if (indicator.family) {
      families.set(indicator.family.name, indicator.family)
      continue
    }
    parts.push(
      sql`select ${indicator.id}::text as key, '' as class, sum(r.amount) as amount from ${derived(indicator.records(db, scope))} as r`,
    )
  }
  for (const family of families.values())
    parts.push(
      sql`select ${familyKey(family)}::text as key, r.class, sum(r.amount) as amount from ${derived(family.records(db, scope))} as r group by r.class`,
    )
  if (parts.length === 0) return new Map()
  const { rows } = await sql<CountRow>`${sql.join(parts, sql` union all `)}`.execute(db)
  const amounts = new Map(rows.map((r) => [`${r.key} ${r.class}`, Number(r.amount ?? 0)]))
  return new Map(indicators.map((i) => [i.id, total(i, amounts)]))
}

const familyKey = (family: Family) => `family ${family.name}`
const derived = (query: Query) => sql`(${query})`

function total(indicator: Indicator, amounts: ReadonlyMap<string, number>): number {
  const { family, classes = [] } = indicator
  if (!family) return amounts.get(`${indicator.id} `) ?? 0
  return classes.reduce((sum, c) => sum + (amounts.get(`${familyKey(family)} ${c}`) ?? 0), 0)
}

/** Records of several indicators together, as behind a sum; those of one family in one reading. */
export function recordsOf(db: Db, scope: Scope, indicators: readonly Indicator[]): RecordsQuery {
  const classes = new Map<Family, Set<string>>()
  const queries: RecordsQuery[] = []
  for (const i of indicators) {
    if (!i.family) queries.push(i.records(db, scope))
    else classes.set(i.family, new Set([...(classes.get(i.family) ?? []), ...(i.classes ?? [])]))
  }
  for (const [family, of] of classes)
    queries.push(
      db
        .selectFrom(family.records(db, scope).as('f'))
        .select(['f.subject', 'f.label', 'f.on', 'f.unitCode', 'f.amount'])
        .where('f.class', 'in', [...of]),
    )
  const [first, ...rest] = queries
  if (!first) throw new Error('no indicator to read records of')
  return rest.reduce((all, query) => all.unionAll(query), first)
}

/** A record with what its unit is called. */
export type NamedRecord = IndicatorRecord & { unitName: string }

export type RecordsPage = {
  records: NamedRecord[]
  /** How many there are in all. */
  total: number
  /** Sum of their amounts, not yet divided into the indicator's unit. */
  amount: number
  next: string | undefined
}

/** A page of records, newest first, and how many there are in all. */
export async function listRecords(
  db: Db,
  query: RecordsQuery,
  page: { cursor?: string | undefined; size: number },
): Promise<RecordsPage> {
  const after = decodeCursor(page.cursor, ['day', 'string'])
  const seek = after ? sql`where (r."on", r.subject) < (${after[0]}::date, ${after[1]})` : sql``
  const [{ rows }, sums] = await Promise.all([
    // The name is looked up for the records of the page alone.
    sql<NamedRecord>`select p.*, coalesce(u.short_name, p.unit_code) as unit_name from (
        select r.subject, r.label, r."on", r.unit_code, r.amount from ${derived(query)} as r ${seek}
        order by r."on" desc, r.subject desc limit ${page.size + 1}) as p
      left join units u on u.code = p.unit_code order by p."on" desc, p.subject desc`.execute(db),
    sql<{
      n: number
      amount: number
    }>`select count(*) as n, coalesce(sum(r.amount), 0) as amount from ${derived(query)} as r`.execute(db),
  ])
  const records = rows.slice(0, page.size)
  const last = records.at(-1)
  return {
    records,
    total: sums.rows[0]?.n ?? 0,
    amount: Number(sums.rows[0]?.amount ?? 0),
    next: rows.length > page.size && last ? encodeCursor([last.on, last.subject]) : undefined,
  }
}

/** All records, newest first. */
export async function allRecords(db: Db, query: RecordsQuery): Promise<IndicatorRecord[]> {
  const { rows } = await sql<IndicatorRecord>`select r.subject, r.label, r."on", r.unit_code, r.amount
    from ${derived(query)} as r order by r."on" desc, r.subject desc`.execute(db)
  return rows
}

/** Amounts by month of the day on which records count: `2018-03` → amount. Months without records are absent. */
export async function countByMonth(db: Db, query: RecordsQuery): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{
    month: string
    amount: number
  }>`select to_char(r."on", 'YYYY-MM') as month, sum(r.amount) as amount
    from ${derived(query)} as r group by 1 order by 1`.execute(db)
  return new Map(rows.map((r) => [r.month, Number(r.amount)]))
}

/** Labels by what their records add, the largest first. */
export async function largestLabels(db: Db, query: RecordsQuery, most: number): Promise<string[]> {
  const { rows } = await sql<{ label: string }>`select r.label from ${derived(query)} as r
    group by r.label order by sum(r.amount) desc, r.label limit ${most}`.execute(db)
  return rows.map((r) => r.label)
}

/** The first and the last day of a year. */
export const yearScope = (path: string, year: number): Scope => ({
  path,
  from: `${year}-01-01` as Day,
  to: `${year}-12-31` as Day,
})
