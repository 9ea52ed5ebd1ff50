import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { endOf, startOf } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { statement } from '../../platform/statement.ts'
import type { ColumnType, Document, Kind, Validity } from './schema.ts'
import type * as documents from './store.ts'

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

type Linked = { id: number; title: string }

/** A document as the public sees it, with its column, unit, files, channels, relations and neighbours. */
export type PublishedDocument = Listed &
  Pick<Document, 'state' | 'subjectCategory' | 'keywords' | 'source' | 'body' | 'fullText' | 'attribute'> &
  Pick<Document, 'effectiveOn' | 'expiresOn' | 'repealedOn' | 'repealedById' | 'replacesId' | 'forcedReason'> &
  Pick<Document, 'withdrawal' | 'withdrawnAt' | 'withdrawnReason' | 'movedTo' | 'changedAt'> & {
    unitName: string
    columnName: string
    columnPath: string
    columnType: ColumnType
    attachments: documents.Attachment[]
    channels: documents.ChannelRow[]
    /** What was corrected in it and when, oldest first. */
    corrections: { publishedAt: Date; note: string }[]
    interpretations: Linked[]
    explains: Linked[]
    repealedBy: Linked | null
    replaces: Linked | null
    replacedBy: Linked | null
    /** Those just before and after it in its column. */
    newer: Linked | null
    older: Linked | null
  }

const linked = (rest: string) =>
  `(select json_build_object('id', o.id, 'title', o.title) from documents o where o.state = 'published' and ${rest})`
const linkedBy = (mine: string, other: string) =>
  `(select coalesce(json_agg(json_build_object('id', o.id, 'title', o.title) order by o.id), '[]')
    from document_interpretations i join documents o on o.id = i.${other} where i.${mine} = d.id and o.state = 'published')`

const published = statement<PublishedDocument>(`
  select d.id, d.index_number, d.title, d.document_number, d.issuing_body, d.kind, d.column_code, d.unit_code,
    d.written_on, d.validity, d.published_at, d.state, d.subject_category, d.keywords, d.source, d.full_text, d.attribute,
    d.effective_on, d.expires_on, d.repealed_on, d.repealed_by_id, d.replaces_id, d.forced_reason,
    d.withdrawal, d.withdrawn_at, d.withdrawn_reason, d.moved_to, d.changed_at,
    case when d.withdrawal = 'gone' then '' else d.body end as body,
    case when d.withdrawal = 'gone' then '' else d.abstract end as abstract,
    u.name as unit_name, c.name as column_name, c.path as column_path, c.type as column_type,
    (select coalesce(json_agg(json_build_object('id', a.id, 'sha256', a.sha256, 'name', a.name, 'size', f.size,
        'mediaType', f.media_type) order by a.position, a.id), '[]')
      from document_attachments a join files f on f.sha256 = a.sha256
      where a.document_id = d.id and d.state = 'published') as attachments,
    (select coalesce(json_agg(json_build_object('channel', h.channel, 'publishedAt', h.published_at,
        'reference', h.reference) order by h.published_at, h.channel), '[]')
      from document_channels h where h.document_id = d.id) as channels,
    (select coalesce(json_agg(json_build_object('publishedAt', k.published_at, 'note', k.note) order by k.published_at), '[]')
      from document_corrections k
      where k.document_id = d.id and k.state = 'published' and d.withdrawal is distinct from 'gone') as corrections,
    ${linkedBy('policy_id', 'interpretation_id')} as interpretations,
    ${linkedBy('interpretation_id', 'policy_id')} as explains,
    ${linked('o.id = d.repealed_by_id')} as repealed_by,
    ${linked('o.id = d.replaces_id')} as replaces,
    ${linked('o.replaces_id = d.id order by o.id desc limit 1')} as replaced_by,
    ${linked(`o.column_code = d.column_code and (o.published_at, o.id) > (d.published_at, d.id)
      order by o.published_at, o.id limit 1`)} as newer,
    ${linked(`o.column_code = d.column_code and (o.published_at, o.id) < (d.published_at, d.id)
      order by o.published_at desc, o.id desc limit 1`)} as older
  from documents d join units u on u.code = d.unit_code join columns c on c.code = d.column_code
  where d.id = $1 and d.state in ('published', 'withdrawn')`)

// JSON knows no instants.
const dated = <T extends { publishedAt: Date }>(row: T): T => ({ ...row, publishedAt: new Date(row.publishedAt) })

/**
 * A document as the public sees it; undefined when it is not, or not any more, for the public. Of one that is gone only
 * the title, the reason and where to go are left.
 */
export async function findPublished(db: Db, id: number): Promise<PublishedDocument | undefined> {
  const [row] = await published(db, id)
  return row && { ...row, channels: row.channels.map(dated), corrections: row.corrections.map(dated) }
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
