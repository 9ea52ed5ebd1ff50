import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { endOf, startOf } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { listPublishedCorrections } from './corrections.store.ts'
import type { Kind, Validity } from './schema.ts'
import * as documents from './store.ts'

/** A published document as lists show it. */
export type Listed = {
  id: number
  indexNumber: string | null
  title: string
  documentNumber: string | null
  issuingBody: string
  kind: Kind
  columnCode: string
  unitCode: string
  abstract: string
  writtenOn: Day
  validity: Validity
  publishedAt: Date
}

const listed = [
  ...([
    'id',
    'indexNumber',
    'title',
    'documentNumber',
    'issuingBody',
    'kind',
    'columnCode',
    'unitCode',
    'abstract',
    'writtenOn',
    'validity',
    'publishedAt',
  ] as const),
] as const

/** Where a list goes on: at the document with this time of publication and number. Those times carry no more than milliseconds, so this names it exactly. */
export type Place = { publishedAt: Date; id: number }

export type ListWish = {
  /** Columns by their codes; those below them are not meant. */
  columns?: readonly string[] | undefined
  /** Path of a column; the columns below it belong to it. */
  columnPath?: string | undefined
  unitCode?: string | undefined
  kind?: Kind | undefined
  validity?: Validity | undefined
  statutoryClass?: number | undefined
  /** Year of publication. */
  year?: number | undefined
  /** The last document of the page before. */
  after?: Place | undefined
  /** The first document of the page after. */
  before?: Place | undefined
  limit: number
}

/** Codes of the columns wished for; undefined: all. */
async function columnsOf(
  db: Db,
  { columns, columnPath, statutoryClass }: Pick<ListWish, 'columns' | 'columnPath' | 'statutoryClass'>,
): Promise<readonly string[] | undefined> {
  if (columns || (columnPath === undefined && statutoryClass === undefined)) return columns
  const rows = await db
    .selectFrom('columns')
    .select('code')
    .$if(columnPath !== undefined, (q) => q.where('path', 'like', `${columnPath}%`))
    .$if(statutoryClass !== undefined, (q) => q.where('statutoryClass', '=', statutoryClass ?? 0))
    .execute()
  return rows.map((r) => r.code)
}

function conditionsOf({ unitCode, kind, validity, year }: Omit<ListWish, 'limit'>): RawBuilder<unknown> {
  return sql`state = 'published'
    ${unitCode === undefined ? sql`` : sql`and unit_code = ${unitCode}`}
    ${kind === undefined ? sql`` : sql`and kind = ${kind}`}
    ${validity === undefined ? sql`` : sql`and validity = ${validity}`}
    ${year === undefined ? sql`` : sql`and published_at >= ${startOf(`${year}-01-01` as Day)} and published_at <= ${endOf(`${year}-12-31` as Day)}`}`
}

/**
 * Published documents, newest first. Of several columns each gives its own newest by its index and the newest of these
 * are taken, so that a list costs no more when the archive grows.
 */
export async function listPublished(db: Db, wish: ListWish): Promise<Listed[]> {
  const { after, before, limit } = wish
  const codes = await columnsOf(db, wish)
  const place = after
    ? sql`and (published_at, id) < (${after.publishedAt}, ${after.id})`
    : before
      ? sql`and (published_at, id) > (${before.publishedAt}, ${before.id})`
      : sql``
  const order = before && !after ? sql`order by published_at, id` : sql`order by published_at desc, id desc`
  const found = (column: RawBuilder<unknown>) =>
    sql`select ${sql.join(listed.map((c) => sql.ref(c)))} from documents where ${conditionsOf(wish)} ${column} ${place} ${order} limit ${limit}`
  const { rows } = codes
    ? await sql<Listed>`select d.* from unnest(${codes}::text[]) as c (code)
        cross join lateral (${found(sql`and column_code = c.code`)}) as d ${order} limit ${limit}`.execute(db)
    : await sql<Listed>`${found(sql``)}`.execute(db)
  return before && !after ? rows.reverse() : rows
}

/** The newest few of each column, in one reading. */
export async function listNewestOfEach(
  db: Db,
  columns: readonly string[],
  limit: number,
): Promise<Map<string, Listed[]>> {
  const { rows } = await sql<Listed>`
    select d.* from unnest(${columns}::text[]) as c (code)
    cross join lateral (
      select ${sql.join(listed.map((c) => sql.ref(c)))} from documents
      where column_code = c.code and state = 'published' order by published_at desc, id desc limit ${limit}
    ) as d
    order by d.published_at desc, d.id desc`.execute(db)
  return Map.groupBy(rows, (r) => r.columnCode)
}

/** How many there are, counted no further than `most`. */
export async function countPublished(
  db: Db,
  wish: Omit<ListWish, 'after' | 'before' | 'limit'>,
  most: number,
): Promise<{ count: number; atLeast: boolean }> {
  const codes = await columnsOf(db, wish)
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from documents where ${conditionsOf(wish)} ${codes ? sql`and column_code = any(${codes}::text[])` : sql``} limit ${most + 1}
    ) as found`.execute(db)
  const count = rows[0]?.count ?? 0
  return { count: Math.min(count, most), atLeast: count > most }
}

/**
 * A document as the public sees it, with its column, unit, files, channels and relations; undefined when it is not, or
 * not any more, for the public. Of one that is gone only the title, the reason and where to go are left.
 */
export async function findPublished(db: Db, id: number) {
  const row = await db
    .selectFrom('documents as d')
    .innerJoin('units as u', 'u.code', 'd.unitCode')
    .innerJoin('columns as c', 'c.code', 'd.columnCode')
    .select([
      ...listed.map((c) => `d.${c}` as const),
      ...([
        'd.state',
        'd.subjectCategory',
        'd.keywords',
        'd.source',
        'd.body',
        'd.fullText',
        'd.effectiveOn',
        'd.expiresOn',
        'd.repealedOn',
      ] as const),
      ...([
        'd.repealedById',
        'd.replacesId',
        'd.attribute',
        'd.forcedReason',
        'd.withdrawal',
        'd.withdrawnAt',
        'd.withdrawnReason',
        'd.movedTo',
        'd.changedAt',
      ] as const),
      ...(['u.name as unitName', 'c.name as columnName', 'c.path as columnPath', 'c.type as columnType'] as const),
    ])
    .where('d.id', '=', id)
    .where('d.state', 'in', ['published', 'withdrawn'])
    .executeTakeFirst()
  if (!row) return undefined
  const gone = row.withdrawal === 'gone'
  const [attachments, channels, interpretations, explained, corrections, repealedBy, replaces, replacedBy] =
    await Promise.all([
      row.state === 'published' ? documents.listAttachments(db, id) : [],
      documents.listChannels(db, id),
      documents.listInterpretations(db, id),
      documents.listExplained(db, id),
      gone ? [] : listPublishedCorrections(db, id),
      link(db, row.repealedById),
      link(db, row.replacesId),
      db
        .selectFrom('documents')
        .select(['id', 'title'])
        .where('replacesId', '=', id)
        .where('state', '=', 'published')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst(),
    ])
  const visible = (d: documents.LinkedDocument) => d.state === 'published'
  return {
    ...row,
    kind: row.kind as Kind,
    validity: row.validity as Validity,
    publishedAt: row.publishedAt as Date,
    ...(gone ? { body: '', abstract: '' } : {}),
    attachments,
    channels,
    corrections,
    interpretations: interpretations.filter(visible),
    explains: explained.filter(visible),
    repealedBy,
    replaces,
    replacedBy,
  }
}
export type PublishedDocument = NonNullable<Awaited<ReturnType<typeof findPublished>>>

function link(db: Db, id: number | null): Promise<{ id: number; title: string } | undefined> {
  if (id === null) return Promise.resolve(undefined)
  return db
    .selectFrom('documents')
    .select(['id', 'title'])
    .where('id', '=', id)
    .where('state', '=', 'published')
    .executeTakeFirst()
}

/** The published documents just before and after one in its column. */
export async function listNeighbours(db: Db, document: { id: number; columnCode: string; publishedAt: Date }) {
  const here = sql`(${document.publishedAt}, ${document.id})`
  const beside = (sign: '<' | '>', order: 'asc' | 'desc') =>
    db
      .selectFrom('documents')
      .select(['id', 'title'])
      .where('state', '=', 'published')
      .where('columnCode', '=', document.columnCode)
      .where(sql<boolean>`(published_at, id) ${sql.raw(sign)} ${here}`)
      .orderBy('publishedAt', order)
      .orderBy('id', order)
      .limit(1)
      .executeTakeFirst()
  const [newer, older] = await Promise.all([beside('>', 'asc'), beside('<', 'desc')])
  return { newer, older }
}

/** Highest number of any document, to cut the site map into parts. */
export async function highestId(db: Db): Promise<number> {
  const row = await db.selectFrom('documents').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? 0
}

/** Published documents with numbers from `from` to below `until`. */
export function listForSitemap(db: Db, from: number, until: number): Promise<{ id: number; changedAt: Date }[]> {
  return db
    .selectFrom('documents')
    .select(['id', 'changedAt'])
    .where('id', '>=', from)
    .where('id', '<', until)
    .where('state', '=', 'published')
    .orderBy('id')
    .execute()
}

/** What a feed tells beyond the list: when each was last changed, and how its text begins. */
export async function listBeginnings(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, { changedAt: Date; beginning: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('documents')
    .select(['id', 'changedAt', sql<string>`left(body, 2000)`.as('beginning')])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((r) => [r.id, r]))
}

/** Columns that are key fields of the year, in their order. */
export function listKeyFields(db: Db) {
  return db
    .selectFrom('columns')
    .select(['code', 'name', 'description'])
    .where('keyField', '=', true)
    .where('closedOn', 'is', null)
    .orderBy('position')
    .orderBy('code')
    .execute()
}
