import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { Ledger } from './ledgers.ts'

export type LedgerLine = Record<string, string | number | null> & { id: number; unitCode: string; unitName: string }

/** Lines of a ledger within the subtrees, newest first; ended ones follow at their place. At most 200, with the whole number. */
export async function listLines(
  db: Db,
  ledger: Ledger,
  paths: readonly string[],
): Promise<{ lines: LedgerLine[]; total: number }> {
  if (paths.length === 0) return { lines: [], total: 0 }
  const staff = ledger.table === 'disclosureAppointments'
  const within = sql.join(
    paths.map((p) => sql`u.path like ${`${p}%`}`),
    sql` or `,
  )
  const from = sql`from ${sql.table(ledger.table)} l join units u on u.code = l.unit_code
    ${staff ? sql`join staff s on s.id = l.staff_id` : sql``} where (${within})`
  const { rows } =
    await sql<LedgerLine>`select l.*, u.name as unit_name ${staff ? sql`, s.name as staff_name` : sql``} ${from}
    order by ${sql.ref(`l.${ledger.order}`)} desc, l.id desc limit 200`.execute(db)
  const count = await sql<{ n: number }>`select count(*) as n ${from}`.execute(db)
  return { lines: rows, total: count.rows[0]?.n ?? 0 }
}

export async function insertLine(db: Db, ledger: Ledger, line: Record<string, string | number>): Promise<number> {
  const names = Object.keys(line)
  const { rows } = await sql<{
    id: number
  }>`insert into ${sql.table(ledger.table)} (${sql.join(names.map((n) => sql.ref(n)))})
    values (${sql.join(names.map((n) => line[n]))}) returning id`.execute(db)
  return rows[0]?.id ?? 0
}

/** A line for ending it, locked until the transaction ends. Throws NotFound. */
export async function getLine(
  db: Db,
  ledger: Ledger,
  id: number,
): Promise<{ unitCode: string; began: Day; ended: Day | null }> {
  const { rows } = await sql<{ unitCode: string; began: Day; ended: Day | null }>`
    select unit_code, ${sql.ref(ledger.order)} as began, ${ledger.end ? sql.ref(ledger.end) : sql`null`} as ended
    from ${sql.table(ledger.table)} where id = ${id} for update`.execute(db)
  if (!rows[0]) throw new NotFound(`${ledger.title}中的这一行`)
  return rows[0]
}

export async function endLine(db: Db, ledger: Ledger, id: number, on: Day): Promise<void> {
  if (!ledger.end) return
  await sql`update ${sql.table(ledger.table)} set ${sql.ref(ledger.end)} = ${on} where id = ${id}`.execute(db)
}

/** People who may be appointed for disclosure: in service, in the unit, without a running appointment. */
export function listAppointable(db: Db, unitCode: string) {
  return db
    .selectFrom('staff as s')
    .select(['s.id', 's.name'])
    .where('s.unitCode', '=', unitCode)
    .where('s.endedOn', 'is', null)
    .where((q) =>
      q.not(
        q.exists(
          q
            .selectFrom('disclosureAppointments as a')
            .select('a.id')
            .whereRef('a.staffId', '=', 's.id')
            .where('a.endedOn', 'is', null),
        ),
      ),
    )
    .orderBy('s.id')
    .execute()
}
