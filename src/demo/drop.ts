import { sql } from 'kysely'
import { loadCounty } from '../county.ts'
import type { Db } from '../platform/database.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { publicChanged } from '../platform/page-cache.ts'

/**
 * Empties a demonstration database, acts and accounts included: what was tried out in it goes with it. The county is then
 * installed anew, so that what is left is a database ready for real work. Files stay in their folder, where nothing points
 * to them.
 * @throws OperatorError when the database is not a demonstration: then there is nothing that may be dropped
 */
export async function dropDemonstration(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const marked = await tx.selectFrom('settings').select('key').where('key', '=', 'demonstration').executeTakeFirst()
    if (!marked) throw new OperatorError('No demonstration is loaded in this database; nothing was changed.')
    const { rows } = await sql<{ name: string }>`select format('%I', tablename) as name from pg_tables
      where schemaname = current_schema() and tablename <> 'migrations' order by 1`.execute(tx)
    const guarded = ['acts', 'act_seals']
    for (const table of guarded) await sql`alter table ${sql.id(table)} disable trigger user`.execute(tx)
    await sql`truncate ${sql.raw(rows.map((r) => r.name).join(', '))} restart identity`.execute(tx)
    for (const table of guarded) await sql`alter table ${sql.id(table)} enable trigger user`.execute(tx)
    await publicChanged(tx)
  })
  await loadCounty(db)
}
