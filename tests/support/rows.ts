import { sql } from 'kysely'
import type { Db } from '../../src/platform/database.ts'

/**
 * How many rows each table holds, so that a test can say that nothing was stored. Visits are left out: those made before
 * are written in their own time.
 */
export async function rowCounts(db: Db): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    select quote_ident(relname) as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'visits' order by relname`.execute(
    db,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.raw(name)}`.execute(db)
    counts[name] = rows[0]?.n ?? 0
  }
  return counts
}
