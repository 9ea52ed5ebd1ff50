import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { RecordsQuery } from '../../platform/indicator.ts'
import type { TemplateCode } from './forms/form.ts'

type Of = { template: TemplateCode; year: number; unit: string }

export type Exception = { identityId: string; reason: string; grantedBy: string; grantedAt: Date }

/** Identities let pass for one form, the latest word on each. */
export function listExceptions(db: Db, of: Of): Promise<Exception[]> {
  return db
    .selectFrom('formExceptions')
    .distinctOn('identityId')
    .select(['identityId', 'reason', 'grantedBy', 'grantedAt'])
    .where('template', '=', of.template)
    .where('year', '=', of.year)
    .where('unitCode', '=', of.unit)
    .orderBy('identityId')
    .orderBy('id', 'desc')
    .execute()
}

export async function insertException(db: Db, of: Of, exception: Omit<Exception, 'grantedAt'> & { grantedAt: Date }) {
  await db
    .insertInto('formExceptions')
    .values({ template: of.template, year: of.year, unitCode: of.unit, ...exception })
    .execute()
}

export type FrozenForm = {
  id: number
  template: TemplateCode
  year: number
  unitCode: string
  frozenAt: Date
  frozenBy: string
  asOf: Date
  preparer: string
  reviewer: string
  unitHead: string
  phone: string
  filledOn: Day
  digest: Buffer
  supersededAt: Date | null
  supersededReason: string | null
}

function frozenForms(db: Db) {
  return db.selectFrom('frozenForms').selectAll().$castTo<FrozenForm>()
}

/** The form of a year as it was last frozen. */
export function findFrozen(db: Db, of: Of): Promise<FrozenForm | undefined> {
  return frozenForms(db)
    .where('template', '=', of.template)
    .where('year', '=', of.year)
    .where('unitCode', '=', of.unit)
    .where('supersededAt', 'is', null)
    .executeTakeFirst()
}

/** Throws NotFound. */
export async function getFrozen(db: Db, id: number): Promise<FrozenForm> {
  const found = await frozenForms(db).where('id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('这份定稿的统计表')
  return found
}

/** Frozen forms of units in the subtrees, newest first, superseded ones among them. */
export function listFrozen(db: Db, paths: readonly string[]) {
  return db
    .selectFrom('frozenForms as f')
    .innerJoin('units as u', 'u.code', 'f.unitCode')
    .where((q) => q.or(paths.map((path) => sql<boolean>`starts_with(u.path, ${path})`)))
    .select([
      'f.id',
      'f.template',
      'f.year',
      'f.unitCode',
      'u.name as unitName',
      'f.frozenAt',
      'f.frozenBy',
      'f.supersededAt',
      'f.supersededReason',
    ])
    .orderBy('f.id', 'desc')
    .execute()
}

export async function insertFrozen(
  db: Db,
  form: Omit<FrozenForm, 'id' | 'digest' | 'supersededAt' | 'supersededReason'>,
): Promise<number> {
  const row = await db
    .insertInto('frozenForms')
    // The digest is over what is stored, so it comes last, in the same transaction.
    .values({ ...form, digest: Buffer.alloc(32) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function saveDigest(db: Db, id: number, digest: Buffer): Promise<void> {
  await db.updateTable('frozenForms').set({ digest }).where('id', '=', id).execute()
}

export async function supersede(db: Db, id: number, at: Date, reason: string): Promise<void> {
  await db.updateTable('frozenForms').set({ supersededAt: at, supersededReason: reason }).where('id', '=', id).execute()
}

export async function insertCells(db: Db, formId: number, values: ReadonlyMap<string, number | null>): Promise<void> {
  const rows = [...values].map(([rowId, value]) => ({ formId, rowId, value }))
  await db.insertInto('frozenCells').values(rows).execute()
}

/** Keeps the keys of the records behind a cell; the database copies them, however many there are. */
export async function insertCellRecords(db: Db, formId: number, rowId: string, records: RecordsQuery): Promise<void> {
  await sql`insert into frozen_cell_records (form_id, row_id, subject, amount)
    select ${formId}::bigint, ${rowId}::text, r.subject, r.amount from (${records}) as r`.execute(db)
}

export async function valuesOfFrozen(db: Db, formId: number): Promise<Map<string, number | null>> {
  const rows = await db.selectFrom('frozenCells').select(['rowId', 'value']).where('formId', '=', formId).execute()
  return new Map(rows.map((r) => [r.rowId, r.value]))
}

/** Records kept for a form in the order of cells and keys, a batch after the given one. */
export async function listCellRecords(
  db: Db,
  formId: number,
  after: { rowId: string; subject: string },
  limit: number,
) {
  const { rows } = await sql<{ rowId: string; subject: string; amount: number }>`
    select row_id, subject, amount from frozen_cell_records
    where form_id = ${formId} and (row_id collate "C", subject collate "C") > (${after.rowId}, ${after.subject})
    order by row_id collate "C", subject collate "C" limit ${limit}`.execute(db)
  return rows
}

export type Difference = {
  rowId: string
  subject: string
  label: string | null
  kind: 'added' | 'gone' | 'changed'
  before: number | null
  now: number | null
}

/** Records behind a cell that came, went or changed their amount since the form was frozen. */
export async function listDifferences(
  db: Db,
  formId: number,
  rowId: string,
  records: RecordsQuery,
): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    select ${rowId}::text as row_id, coalesce(now.subject, old.subject) as subject, now.label,
      case when old.subject is null then 'added' when now.subject is null then 'gone' else 'changed' end as kind,
      old.amount as before, now.amount as now
    from (select subject, amount from frozen_cell_records where form_id = ${formId} and row_id = ${rowId}) as old
    full join (${records}) as now on now.subject = old.subject
    where old.amount is distinct from now.amount
    order by 2`.execute(db)
  return rows
}
