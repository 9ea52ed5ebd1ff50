import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { Dimension } from './schema.ts'

/** What was said of one unit, item, window or clerk in a period. Excluded ratings are nowhere in it. */
export type Result = {
  /** Code of the unit or the item, id of the window or the account. */
  key: string
  name: string
  unitCode: string
  unitName: string
  /** Real ratings by level, from very good to very bad. */
  levels: [number, number, number, number, number]
  /** Counted by default, apart. */
  byDefault: number
  /** Bad ones that were put right. */
  rectified: number
}

export type Period = { from: Day; to: Day }

const keys: Record<Dimension, RawBuilder<string>> = {
  unit: sql`r.unit_code`,
  item: sql`r.item_code`,
  counter: sql`r.counter_id::text`,
  clerk: sql`r.clerk_id`,
}
const names: Record<Dimension, RawBuilder<string>> = {
  unit: sql`u.name`,
  item: sql`max(r.item_name)`,
  counter: sql`max(r.counter_name)`,
  clerk: sql`max(r.clerk_name)`,
}

/**
 * Results in a period, by what they are put together, in subtrees of units; those with most real ratings first.
 * @param unitCode - only this unit
 * @param itemCode - only this item
 */
export async function listResults(
  db: Db,
  {
    by,
    paths,
    period,
    unitCode,
    itemCode,
  }: { by: Dimension; paths: readonly string[]; period: Period; unitCode?: string; itemCode?: string },
): Promise<Result[]> {
  const real = (level: number) => sql`count(*) filter (where r.level = ${sql.lit(level)} and not r.by_default)::int`
  const { rows } = await sql<Result>`
    select ${keys[by]} as key, ${names[by]} as name, r.unit_code, u.name as unit_name,
      array[${sql.join([1, 2, 3, 4, 5].map(real))}] as levels,
      count(*) filter (where r.by_default)::int as by_default,
      count(*) filter (where r.level >= 4 and r.rectified_on is not null)::int as rectified
    from ratings r join units u on u.code = r.unit_code
    where r.level is not null and r.state in ('valid', 'appealed') and ${keys[by]} is not null
      and r.rated_on between ${period.from} and ${period.to}
      and exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))
      ${unitCode === undefined ? sql`` : sql`and r.unit_code = ${unitCode}`}
      ${itemCode === undefined ? sql`` : sql`and r.item_code = ${itemCode}`}
    group by ${keys[by]}, r.unit_code, u.name
    order by count(*) filter (where not r.by_default) desc, count(*) desc, ${keys[by]}, r.unit_code limit 5000`.execute(
    db,
  )
  return rows
}
