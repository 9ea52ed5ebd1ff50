import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { ColumnPart, ColumnType } from './schema.ts'

export type Column = {
  code: string
  parentCode: string | null
  /** Codes from the root, as `/open/content/policy/`. */
  path: string
  name: string
  description: string
  keywords: string
  type: ColumnType
  part: ColumnPart | null
  statutoryClass: number | null
  keyField: boolean
  renewWithinDays: number | null
  intro: string
  position: number
  closedOn: Day | null
}

const columnFields = [
  ...(['code', 'parentCode', 'path', 'name', 'description', 'keywords', 'type', 'part', 'statutoryClass'] as const),
  ...(['keyField', 'renewWithinDays', 'intro', 'position', 'closedOn'] as const),
] as const

export function findColumn(db: Db, code: string): Promise<Column | undefined> {
  return db.selectFrom('columns').select(columnFields).where('code', '=', code).$castTo<Column>().executeTakeFirst()
}

/** Throws NotFound. */
export async function getColumn(db: Db, code: string): Promise<Column> {
  const column = await findColumn(db, code)
  if (!column) throw new NotFound(`栏目“${code}”`)
  return column
}

/** All columns in the order of the tree, parents before children. */
export async function listColumns(db: Db, options: { closed?: boolean } = {}): Promise<Column[]> {
  const rows = await db
    .selectFrom('columns')
    .select(columnFields)
    .$if(!options.closed, (q) => q.where('closedOn', 'is', null))
    .orderBy('position')
    .orderBy('code')
    .$castTo<Column>()
    .execute()
  const children = Map.groupBy(rows, (c) => c.parentCode)
  const known = new Set(rows.map((c) => c.code))
  const below = (parent: string | null): Column[] => (children.get(parent) ?? []).flatMap((c) => [c, ...below(c.code)])
  return [
    ...below(null),
    ...rows.filter((c) => c.parentCode !== null && !known.has(c.parentCode)).flatMap((c) => [c, ...below(c.code)]),
  ]
}

export async function insertColumn(tx: Db, column: Omit<Column, 'closedOn' | 'part'>): Promise<void> {
  await tx.insertInto('columns').values(column).execute()
}

export async function updateColumn(tx: Db, code: string, change: Partial<Omit<Column, 'code'>>): Promise<void> {
  await tx.updateTable('columns').set(change).where('code', '=', code).execute()
}

/** Moves a subtree: every path that began with the old one begins with the new one. */
export async function rebase(tx: Db, from: string, to: string): Promise<void> {
  await sql`update columns set path = ${to}::text || substr(path, ${from.length + 1}::int) where path like ${`${from}%`}`.execute(
    tx,
  )
}

/** Documents of a column itself that are not finished with: anything but withdrawn and discarded. */
export async function countCurrent(db: Db, code: string): Promise<number> {
  const row = await db
    .selectFrom('documents')
    .select((q) => q.fn.countAll<number>().as('count'))
    .where('columnCode', '=', code)
    .where('state', 'not in', ['withdrawn', 'discarded'])
    .executeTakeFirstOrThrow()
  return row.count
}

export async function hasOpenBelow(db: Db, code: string): Promise<boolean> {
  return (
    (
      await db
        .selectFrom('columns')
        .select('code')
        .where('parentCode', '=', code)
        .where('closedOn', 'is', null)
        .limit(1)
        .execute()
    ).length > 0
  )
}

/** Moves all documents of a column to another; returns how many. */
export async function moveDocuments(tx: Db, from: string, to: string): Promise<number> {
  const result = await tx
    .updateTable('documents')
    .set({ columnCode: to })
    .where('columnCode', '=', from)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Open columns with the day of their newest document, to see which are overdue for something new. */
export function listFreshness(db: Db) {
  return db
    .selectFrom('columns as c')
    .leftJoinLateral(
      (q) =>
        q
          .selectFrom('documents as d')
          .select('d.publishedAt')
          .whereRef('d.columnCode', '=', 'c.code')
          .where('d.state', '=', 'published')
          .orderBy('d.publishedAt', 'desc')
          .limit(1)
          .as('newest'),
      (j) => j.onTrue(),
    )
    .select(['c.code', 'c.name', 'c.renewWithinDays', 'newest.publishedAt'])
    .where('c.closedOn', 'is', null)
    .where('c.renewWithinDays', 'is not', null)
    .orderBy('c.path')
    .execute()
}
