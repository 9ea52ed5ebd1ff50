import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import type { Indicator, Scope } from '../../platform/indicator.ts'

/** One number of one unit. */
type Counted = { unitCode: string; id: string; amount: number }

/** What each of some indicators comes to in each unit below the scope's path, in one reading. */
export async function countByUnit(db: Db, scope: Scope, chosen: readonly Indicator[]): Promise<Counted[]> {
  const parts = chosen.map(
    (i): RawBuilder<unknown> => sql`select r.unit_code, ${i.id}::text as id, sum(r.amount)::int as amount
      from ${i.records(db, scope).as('r')} group by r.unit_code`,
  )
  const { rows } = await sql<Counted>`${sql.join(parts, sql` union all `)}`.execute(db)
  return rows
}

/** Names of units, in the order of the tree; closed ones too, since a day may lie before their end. */
export const unitNames = (db: Db, codes: readonly string[]) =>
  db
    .selectFrom('units')
    .select(['code', 'name'])
    .where('code', 'in', codes.length > 0 ? [...codes] : [''])
    .orderBy('path')
    .execute()
