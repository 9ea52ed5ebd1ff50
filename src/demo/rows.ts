import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

type Row = Record<string, unknown>

const snake = (name: string) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/**
 * Inserts many rows in few statements, with their own ids. The rows travel as one JSON text, which PostgreSQL reads several
 * times faster than a parameter for each value. All rows have the keys of the first.
 */
export async function insertRows(tx: Db, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const keys = Object.keys(rows[0] ?? {}).map((key) => [key, snake(key)] as const)
  const columns = sql.join(keys.map(([, column]) => sql.id(column)))
  const name = sql.id(snake(table))
  let sent: Promise<unknown> = Promise.resolve()
  for (let i = 0; i < rows.length; i += 1000) {
    const chunk = JSON.stringify(
      rows.slice(i, i + 1000).map((row) => {
        const named: Row = {}
        for (const [key, column] of keys) named[column] = row[key]
        return named
      }),
    )
    // While the database reads one part, the next is written here.
    await sent
    sent = sql`insert into ${name} (${columns}) overriding system value
      select ${columns} from json_populate_recordset(null::${name}, ${chunk})`.execute(tx)
  }
  await sent
}

/** Gives ids above all that a table holds. */
export async function idsAfter(tx: Db, table: string): Promise<() => number> {
  const { rows } = await sql<{
    last: number
  }>`select coalesce(max(id), 0) as last from ${sql.id(snake(table))}`.execute(tx)
  let last = rows[0]?.last ?? 0
  return () => ++last
}

/** Lets a table number its next row itself, after rows that came with their own ids. */
export async function continueIds(tx: Db, ...tables: string[]): Promise<void> {
  for (const table of tables)
    await sql`select setval(pg_get_serial_sequence(${snake(table)}, 'id'), coalesce((select max(id) from ${sql.id(snake(table))}), 0) + 1, false)`.execute(
      tx,
    )
}
