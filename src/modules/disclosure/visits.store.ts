import { sql } from 'kysely'
import { type Day, yearOf } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'

export type DayVisits = { day: Day; column: string; document: number; visits: number }

/** Adds visits to what is counted already. A column that is no more must not hold back the visits of all others. */
export async function addVisits(db: Db, counts: readonly DayVisits[]): Promise<void> {
  // In one order everywhere, so that two nodes adding at once never wait for each other in a circle.
  await sql`
    insert into visits (day, column_code, document_id, visits)
    select v.day, v.code, v.document, v.visits
    from unnest(
      ${counts.map((c) => c.day)}::date[], ${counts.map((c) => c.column)}::text[],
      ${counts.map((c) => c.document)}::bigint[], ${counts.map((c) => c.visits)}::bigint[]
    ) as v (day, code, document, visits)
    join columns c on c.code = v.code
    order by v.day, v.code, v.document
    on conflict (day, column_code, document_id) do update set visits = visits.visits + excluded.visits`.execute(db)
}

/** Years for which visits were counted, newest first. */
export async function visitYears(db: Db): Promise<number[]> {
  const row = await db
    .selectFrom('visits')
    .select((q) => [q.fn.min('day').as('first'), q.fn.max('day').as('last')])
    .executeTakeFirstOrThrow()
  if (!row.first || !row.last) return []
  const [first, last] = [yearOf(row.first), yearOf(row.last)]
  return Array.from({ length: last - first + 1 }, (_, i) => last - i)
}

/** Columns by their visits from one day to another, both included, the most visited first. */
export function rankColumns(
  db: Db,
  from: Day,
  to: Day,
  limit: number,
): Promise<{ code: string; name: string; visits: number }[]> {
  return db
    .selectFrom('visits as v')
    .innerJoin('columns as c', 'c.code', 'v.columnCode')
    .select(['c.code', 'c.name', (q) => q.fn.sum<number>('v.visits').as('visits')])
    .where('v.day', '>=', from)
    .where('v.day', '<=', to)
    .groupBy(['c.code', 'c.name'])
    .orderBy('visits', 'desc')
    .orderBy('c.code')
    .limit(limit)
    .execute()
}
