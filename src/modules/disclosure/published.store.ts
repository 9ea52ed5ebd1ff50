import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { endOf, startOf } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
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
  ...(['id', 'indexNumber', 'title', 'documentNumber', 'issuingBody', 'kind', 'columnCode', 'unitCode', 'abstract', 'writtenOn', 'validity', 'publishedAt'] as const),
] as const

/** Where a list goes on: behind the document with this time of publication and number. */
export type After = { publishedAt: Date; id: number }

export type ListWish = {
  /** Path of a column; the columns below it belong to it. */
  columnPath?: string | undefined
  unitCode?: string | undefined
  kind?: Kind | undefined
  validity?: Validity | undefined
  statutoryClass?: number | undefined
  /** Year of publication. */
  year?: number | undefined
  after?: After | undefined
  limit: number
}

function wished(db: Db, wish: Omit<ListWish, 'after' | 'limit'>) {
  const { columnPath, unitCode, kind, validity, statutoryClass, year } = wish
  return db
    .selectFrom('documents as d')
    .where('d.state', '=', 'published')
    .$if(columnPath !== undefined, (q) => q.where('d.columnCode', 'in', (s) => s.selectFrom('columns').select('code').where('path', 'like', `${columnPath}%`)))
    .$if(statutoryClass !== undefined, (q) => q.where('d.columnCode', 'in', (s) => s.selectFrom('columns').select('code').where('statutoryClass', '=', statutoryClass ?? 0)))
    .$if(unitCode !== undefined, (q) => q.where('d.unitCode', '=', unitCode ?? ''))
    .$if(kind !== undefined, (q) => q.where('d.kind', '=', kind ?? ''))
    .$if(validity !== undefined, (q) => q.where('d.validity', '=', validity ?? ''))
    .$if(year !== undefined, (q) => q.where('d.publishedAt', '>=', startOf(`${year}-01-01` as Day)).where('d.publishedAt', '<=', endOf(`${year}-12-31` as Day)))
}

/** Published documents, newest first. */
export function listPublished(db: Db, wish: ListWish): Promise<Listed[]> {
  const { after } = wish
  return wished(db, wish)
    .select(listed.map((c) => `d.${c}` as const))
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(d.published_at, d.id) < (${after?.publishedAt ?? null}, ${after?.id ?? null})`))
    .orderBy('d.publishedAt', 'desc')
    .orderBy('d.id', 'desc')
    .limit(wish.limit)
    .$castTo<Listed>()
    .execute()
}

export async function countPublished(db: Db, wish: Omit<ListWish, 'after' | 'limit'>): Promise<number> {
  return (await wished(db, wish).select((q) => q.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
}

/** Years in which something was published in a column, newest first, with how much. */
export function listYears(db: Db, columnPath: string): Promise<{ year: number; count: number }[]> {
  const year = sql<number>`extract(year from d.published_at at time zone 'Asia/Shanghai')::int`
  return wished(db, { columnPath })
    .select([year.as('year'), (q) => q.fn.countAll<number>().as('count')])
    .groupBy(year)
    .orderBy(year, 'desc')
    .execute()
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
      ...(['d.state', 'd.subjectCategory', 'd.keywords', 'd.source', 'd.body', 'd.fullText', 'd.effectiveOn', 'd.expiresOn', 'd.repealedOn'] as const),
      ...(['d.repealedById', 'd.replacesId', 'd.attribute', 'd.forcedReason', 'd.withdrawal', 'd.withdrawnAt', 'd.withdrawnReason', 'd.movedTo', 'd.changedAt'] as const),
      ...(['u.name as unitName', 'c.name as columnName', 'c.path as columnPath', 'c.type as columnType'] as const),
    ])
    .where('d.id', '=', id)
    .where('d.state', 'in', ['published', 'withdrawn'])
    .executeTakeFirst()
  if (!row) return undefined
  const gone = row.withdrawal === 'gone'
  const [attachments, channels, interpretations, explained, repealedBy, replaces] = await Promise.all([
    gone ? [] : documents.listAttachments(db, id),
    documents.listChannels(db, id),
    documents.listInterpretations(db, id),
    documents.listExplained(db, id),
    link(db, row.repealedById),
    link(db, row.replacesId),
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
    interpretations: interpretations.filter(visible),
    explains: explained.filter(visible),
    repealedBy,
    replaces,
  }
}
export type PublishedDocument = NonNullable<Awaited<ReturnType<typeof findPublished>>>

function link(db: Db, id: number | null): Promise<{ id: number; title: string } | undefined> {
  if (id === null) return Promise.resolve(undefined)
  return db.selectFrom('documents').select(['id', 'title']).where('id', '=', id).where('state', '=', 'published').executeTakeFirst()
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

/** Published documents for the site map, by their numbers. */
export function listForSitemap(db: Db, afterId: number, limit: number): Promise<{ id: number; changedAt: Date }[]> {
  return db.selectFrom('documents').select(['id', 'changedAt']).where('state', '=', 'published').where('id', '>', afterId).orderBy('id').limit(limit).execute()
}

/** Columns of key fields with how much each holds and when it was last renewed. */
export function listKeyFields(db: Db) {
  return db
    .selectFrom('columns as c')
    .leftJoin('documents as d', (j) => j.onRef('d.columnCode', '=', 'c.code').on('d.state', '=', 'published'))
    .select(['c.code', 'c.name', (q) => q.fn.count<number>('d.id').as('count'), (q) => q.fn.max('d.publishedAt').as('newest')])
    .where('c.keyField', '=', true)
    .where('c.closedOn', 'is', null)
    .groupBy(['c.code', 'c.name', 'c.position'])
    .orderBy('c.position')
    .execute()
}
