import { type Selectable, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/tables.ts'
import type { Found, Value } from './render.ts'
import type { ReportState } from './schema.ts'

export type Report = Omit<Selectable<DB['reports']>, 'state' | 'datedOn'> & {
  state: ReportState
  datedOn: Day | null
  unitName: string
  unitPath: string
  unitKind: string
}

const reports = (db: Db) =>
  db
    .selectFrom('reports as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .selectAll('r')
    .select(['u.name as unitName', 'u.path as unitPath', 'u.kind as unitKind'])
    .$castTo<Report>()

/** Throws NotFound. */
export async function getReport(db: Db, id: number): Promise<Report> {
  const report = await reports(db).where('r.id', '=', id).executeTakeFirst()
  if (!report) throw new NotFound(`编号为 ${id} 的年度报告`)
  return report
}

/** The report, locked until the transaction ends. Throws NotFound. */
export async function lockReport(tx: Db, id: number): Promise<Report> {
  await tx.selectFrom('reports').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return getReport(tx, id)
}

/** Keeps the report as it is until the transaction ends, for others to do so as well. */
export const holdReport = (tx: Db, id: number) =>
  tx.selectFrom('reports').select('id').where('id', '=', id).forShare().executeTakeFirst()

/** Versions of units in the subtrees, newest year first. */
export const listReports = (db: Db, paths: readonly string[]): Promise<Report[]> =>
  paths.length === 0
    ? Promise.resolve([])
    : reports(db)
        .where((q) => q.or(paths.map((path) => sql<boolean>`starts_with(u.path, ${path})`)))
        .orderBy('r.year', 'desc')
        .orderBy('u.path')
        .orderBy('r.version', 'desc')
        .execute()

/** What the public may read: versions in force, newest year first; with `of` all that were ever published of one. */
export function listPublished(db: Db, of?: { unit: string; year: number }): Promise<Report[]> {
  const all = reports(db).orderBy('r.year', 'desc').orderBy('u.path').orderBy('r.version', 'desc')
  if (!of) return all.where('r.state', '=', 'published').execute()
  return all
    .where('r.state', 'in', ['published', 'replaced'])
    .where('r.unitCode', '=', of.unit)
    .where('r.year', '=', of.year)
    .execute()
}

/** The newest version of a year in whatever state. */
export const findNewest = (db: Db, unit: string, year: number): Promise<Report | undefined> =>
  reports(db)
    .where('r.unitCode', '=', unit)
    .where('r.year', '=', year)
    .orderBy('r.version', 'desc')
    .limit(1)
    .executeTakeFirst()

export type NewReport = {
  regionCode: string
  unitCode: string
  year: number
  version: number
  template: string
  issuer: string
  phone: string
  correction: string
  changedAt: Date
}

export async function insertReport(tx: Db, report: NewReport): Promise<number> {
  const { id } = await tx
    .insertInto('reports')
    .values({ ...report, state: 'draft' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Removes a draft with its texts and with what was asked of units for it. */
export async function deleteDraft(tx: Db, id: number): Promise<void> {
  await tx.deleteFrom('reportParts').where('reportId', '=', id).execute()
  await tx.deleteFrom('reportSections').where('reportId', '=', id).execute()
  await tx.deleteFrom('reports').where('id', '=', id).where('state', '=', 'draft').execute()
}

export async function updateReport(
  tx: Db,
  id: number,
  change: Partial<Omit<Selectable<DB['reports']>, 'id' | 'digest'>> & { digest?: Buffer },
): Promise<void> {
  await tx.updateTable('reports').set(change).where('id', '=', id).execute()
}

export type Section = { key: string; text: string; revision: number; savedName: string; savedAt: Date }

export const listSections = (db: Db, reportId: number): Promise<Section[]> =>
  db
    .selectFrom('reportSections')
    .select(['key', 'text', 'revision', 'savedName', 'savedAt'])
    .where('reportId', '=', reportId)
    .orderBy(sql`key::integer`)
    .execute()

export async function insertSections(
  tx: Db,
  reportId: number,
  texts: readonly { key: string; text: string }[],
  by: { savedBy: string; savedName: string; savedAt: Date },
): Promise<void> {
  await tx
    .insertInto('reportSections')
    .values(texts.map(({ key, text }) => ({ reportId, key, text, ...by })))
    .execute()
}

/** Writes a section over the revision that was read. @returns false when another was saved meanwhile */
export async function saveSection(
  tx: Db,
  section: {
    reportId: number
    key: string
    text: string
    revision: number
    savedBy: string
    savedName: string
    savedAt: Date
  },
): Promise<boolean> {
  const { reportId, key, revision, ...change } = section
  const { numUpdatedRows } = await tx
    .updateTable('reportSections')
    .set({ ...change, revision: revision + 1 })
    .where('reportId', '=', reportId)
    .where('key', '=', key)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertValues(tx: Db, reportId: number, values: ReadonlyMap<string, Value>): Promise<void> {
  const rows = [...values].map(([source, { from, to, bars, ...v }]) => ({
    ...{ reportId, source, ...v, periodFrom: from, periodTo: to },
    bars: bars ? JSON.stringify(bars) : null,
  }))
  if (rows.length > 0) await tx.insertInto('reportValues').values(rows).execute()
}

/** What the references of a published report stood for. */
export async function frozenValues(db: Db, reportId: number): Promise<ReadonlyMap<string, Found>> {
  const rows = await db.selectFrom('reportValues').selectAll().where('reportId', '=', reportId).execute()
  return new Map(
    rows.map(({ source, periodFrom, periodTo, bars, reportId: _, value, ...v }) => [
      source,
      {
        ...v,
        value: value === null ? null : Number(value),
        from: periodFrom as Day,
        to: periodTo as Day,
        ...(bars ? { bars: bars as unknown as NonNullable<Value['bars']> } : {}),
      },
    ]),
  )
}

/** First versions that are not yet published. */
export const listOpen = (db: Db): Promise<Report[]> =>
  reports(db).where('r.state', 'in', ['draft', 'inReview', 'reviewed', 'signed']).where('r.version', '=', 1).execute()
