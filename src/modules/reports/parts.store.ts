import { type Selectable, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/tables.ts'
import type { PartState, ReportState } from './schema.ts'

export type Part = Omit<Selectable<DB['reportParts']>, 'state' | 'dueOn'> & {
  state: PartState
  dueOn: Day
  unitName: string
  unitPath: string
  email: string
  /** Of the report. */
  year: number
  reportState: ReportState
  template: string
  version: number
  /** Unit that reports. */
  reporter: string
  reporterCode: string
}

const parts = (db: Db) =>
  db
    .selectFrom('reportParts as p')
    .innerJoin('units as u', 'u.code', 'p.unitCode')
    .innerJoin('reports as r', 'r.id', 'p.reportId')
    .innerJoin('units as o', 'o.code', 'r.unitCode')
    .selectAll('p')
    .select(['u.name as unitName', 'u.path as unitPath', 'u.email', 'r.year', 'r.template'])
    .select(['r.version', 'r.state as reportState', 'o.name as reporter', 'o.code as reporterCode'])
    .$castTo<Part>()

/** Throws NotFound. */
export async function getPart(db: Db, id: number): Promise<Part> {
  const part = await parts(db).where('p.id', '=', id).executeTakeFirst()
  if (!part) throw new NotFound(`编号为 ${id} 的报送任务`)
  return part
}

/** The part, locked until the transaction ends. Throws NotFound. */
export async function lockPart(tx: Db, id: number): Promise<Part> {
  await tx.selectFrom('reportParts').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return getPart(tx, id)
}

/** Parts of a report, those that wait first, by their last day and the order of the units. */
export const listParts = (db: Db, reportId: number): Promise<Part[]> =>
  parts(db)
    .where('p.reportId', '=', reportId)
    .orderBy(sql`case p.state when 'asked' then 0 when 'delivered' then 1 else 2 end`)
    .orderBy('p.dueOn')
    .orderBy(sql`array_length(string_to_array(u.path, '/'), 1)`)
    .orderBy('u.position')
    .orderBy('u.code')
    .execute()

/** What units in the subtrees are to deliver or have delivered, newest last day first. */
export const listPartsOf = (db: Db, paths: readonly string[]): Promise<Part[]> =>
  paths.length === 0
    ? Promise.resolve([])
    : parts(db)
        .where((q) => q.or(paths.map((path) => sql<boolean>`starts_with(u.path, ${path})`)))
        .orderBy('p.dueOn', 'desc')
        .orderBy('p.id')
        .limit(200)
        .execute()

/** Parts that are not delivered and whose last day is near or past. */
export const listWaiting = (db: Db, until: Day): Promise<Part[]> =>
  parts(db)
    .where('p.state', '=', 'asked')
    .where('r.state', '=', 'draft')
    .where('p.dueOn', '<=', until)
    .orderBy('p.id')
    .execute()

/** Asks units for a part; who was asked for it before is left as they are. @returns the units newly asked */
export async function insertParts(
  tx: Db,
  rows: readonly { reportId: number; unitCode: string; key: string; dueOn: Day; request: string; askedAt: Date }[],
): Promise<string[]> {
  const added = await tx
    .insertInto('reportParts')
    .values(rows.map((row) => ({ ...row, state: 'asked' })))
    .onConflict((c) => c.columns(['reportId', 'unitCode', 'key']).doNothing())
    .returning('unitCode')
    .execute()
  return added.map((r) => r.unitCode)
}

export async function deletePart(tx: Db, id: number): Promise<void> {
  await tx.deleteFrom('reportParts').where('id', '=', id).where('state', '=', 'asked').execute()
}

export async function updatePart(tx: Db, id: number, change: Partial<Omit<Selectable<DB['reportParts']>, 'id'>>) {
  await tx.updateTable('reportParts').set(change).where('id', '=', id).execute()
}

/** Parts asked of the subtrees that still wait, while their report is being written. */
export async function countWaiting(
  db: Db,
  paths: readonly string[],
  today: Day,
): Promise<{ open: number; late: number }> {
  if (paths.length === 0) return { open: 0, late: 0 }
  const row = await db
    .selectFrom('reportParts as p')
    .innerJoin('units as u', 'u.code', 'p.unitCode')
    .innerJoin('reports as r', 'r.id', 'p.reportId')
    .where('p.state', '=', 'asked')
    .where('r.state', '=', 'draft')
    .where((q) => q.or(paths.map((path) => sql<boolean>`starts_with(u.path, ${path})`)))
    .select([
      sql<number>`count(*)::int`.as('open'),
      sql<number>`(count(*) filter (where p.due_on < ${today}))::int`.as('late'),
    ])
    .executeTakeFirstOrThrow()
  return row
}

/** Notes that a reminder is given. @returns whether it is the first for this record, rule and day */
export async function firstReminder(
  tx: Db,
  reminder: {
    subject: string
    rule: 'partDue' | 'partLate' | 'reportDue' | 'reportLate'
    period: string
    toldAt: Date
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('reportReminders')
    .values(reminder)
    .onConflict((c) => c.columns(['subject', 'rule', 'period']).doNothing())
    .returning('subject')
    .executeTakeFirst()
  return row !== undefined
}
