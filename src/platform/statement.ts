import { createHash } from 'node:crypto'
import { CompiledQuery } from 'kysely'
import type { Db } from './database.ts'

const names = new Map<string, string>()

/** The name under which a connection keeps a statement once parsed; undefined for all that were not written for it. */
export const nameOf = (text: string): string | undefined => names.get(text)

/**
 * A statement of a page that is asked for all the time, written out once: Kysely need not compose it for each request,
 * and each connection parses it once. After a few times PostgreSQL keeps one plan for all values, so this is for what
 * is reached by an index whatever the values are, and conditions of partial indexes must stand in the text.
 */
export function statement<Row>(text: string): (db: Db, ...values: unknown[]) => Promise<Row[]> {
  names.set(text, `s${createHash('sha1').update(text).digest('hex').slice(0, 20)}`)
  return async (db, ...values) => (await db.executeQuery<Row>(CompiledQuery.raw(text, values))).rows
}
