import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Db } from '../../../platform/database.ts'
import type { Ledger } from './ledger.ts'

export type LedgerLine = Record<string, string | number | null> & { id: number; unitCode: string; unitName: string }
export type NewLine = Record<string, string | number | null> & { unitCode: string }

/** Whether the unit of a line lies in one of the subtrees. */
const within = (paths: readonly string[]) =>
  sql`exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`

const columnsOf = (ledger: Ledger) => ['id', 'unitCode', ...ledger.fields.map((f) => f.name), ...endOf(ledger)]
const endOf = (ledger: Ledger) => (ledger.end ? [ledger.end] : [])

/** A ledger joined to its units, within the subtrees. */
function lines(ledger: Ledger, paths: readonly string[], what: RawBuilder<unknown>, more: RawBuilder<unknown>) {
  const people = ledger.fields.some((f) => f.kind === 'staff')
  return sql<LedgerLine>`select ${what} ${people ? sql`, s.name as staff_name` : sql``}
    from ${sql.table(ledger.table)} l join units u on u.code = l.unit_code
    ${people ? sql`join staff s on s.id = l.staff_id` : sql``} where ${within(paths)} ${more}`
}

const all = (ledger: Ledger) => sql`${sql.join(columnsOf(ledger).map((c) => sql.ref(`l.${c}`)))}, u.name as unit_name`

/**
 * Lines of a ledger within the subtrees, newest first; ended ones stand at their place.
 * @param page.after - day and id of the line before the first one wanted
 */
export async function listLines(
  db: Db,
  ledger: Ledger,
  paths: readonly string[],
  page: { after?: readonly [Day, number] | undefined; limit: number },
): Promise<{ lines: LedgerLine[]; total: number }> {
  if (paths.length === 0) return { lines: [], total: 0 }
  const order = sql.ref(`l.${ledger.order}`)
  const [on, id] = page.after ?? []
  const from = on ? sql`and (${order}, l.id) < (${on}::date, ${id}::bigint)` : sql``
  const { rows } = await lines(
    ledger,
    paths,
    all(ledger),
    sql`${from} order by ${order} desc, l.id desc limit ${page.limit}`,
  ).execute(db)
  const { rows: counted } = await sql<{ n: number }>`select count(*) as n from ${sql.table(ledger.table)} l
    join units u on u.code = l.unit_code where ${within(paths)}`.execute(db)
  return { lines: rows, total: counted[0]?.n ?? 0 }
}

/** Lines in the order they were entered, next after an id. */
export async function listForExport(db: Db, ledger: Ledger, paths: readonly string[], after: number, limit: number) {
  const { rows } = await lines(
    ledger,
    paths,
    all(ledger),
    sql`and l.id > ${after} order by l.id limit ${limit}`,
  ).execute(db)
  return rows
}

/** By what two lines of a ledger are taken for the same. */
export function keyOf(ledger: Ledger, line: Readonly<Record<string, string | number | null>>): string {
  const names = ledger.unique ?? ledger.fields.map((f) => f.name)
  return ['unitCode', ...names].map((name) => String(line[name] ?? '')).join('\n')
}

/** Keys of all lines that the units have. */
export async function listKeys(db: Db, ledger: Ledger, units: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<LedgerLine>`select ${sql.join(columnsOf(ledger).map((c) => sql.ref(c)))}
    from ${sql.table(ledger.table)} where unit_code = any (${[...units]}::text[])`.execute(db)
  return new Set(rows.map((row) => keyOf(ledger, row)))
}

/** @returns the numbers of the lines, in their order */
export async function insertLines(db: Db, ledger: Ledger, lines: readonly NewLine[]): Promise<number[]> {
  const ids: number[] = []
  const names = ['unitCode', ...ledger.fields.map((f) => f.name), ...endOf(ledger)]
  for (let i = 0; i < lines.length; i += 1000) {
    const values = lines.slice(i, i + 1000).map((l) => sql`(${sql.join(names.map((n) => l[n] ?? null))})`)
    const { rows } = await sql<{ id: number }>`insert into ${sql.table(ledger.table)}
      (${sql.join(names.map((n) => sql.ref(n)))}) values ${sql.join(values)} returning id`.execute(db)
    ids.push(...rows.map((r) => r.id))
  }
  return ids
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
