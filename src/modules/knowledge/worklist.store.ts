import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { queryText } from '../../platform/search.ts'
import type { ArticleState, Audience } from './schema.ts'

export const articleGroups = ['reading', 'drafting', 'review', 'revisit', 'withdrawn'] as const
export type ArticleGroup = (typeof articleGroups)[number]

export type ArticleWish = {
  /** Roots of the subtrees in which drafts may be seen; what is published all staff may read. */
  paths: readonly string[]
  group: ArticleGroup
  q?: string | undefined
  topic?: string | undefined
  unit?: string | undefined
  audience?: Audience | undefined
  today: Day
}

export type ArticleLine = {
  id: number
  title: string
  topic: string
  audience: Audience
  state: ArticleState
  version: number
  publishedVersion: number | null
  reviewOn: Day
  changedAt: Date
  publishedAt: Date | null
  unitName: string
}

function wished(db: Db, wish: ArticleWish) {
  const { group, q, topic, unit, audience, today } = wish
  const asked = q ? queryText(q) : undefined
  const reading = group === 'reading'
  return db
    .selectFrom('knowledgeArticles as a')
    .innerJoin('units as u', 'u.code', 'a.unitCode')
    .$if(reading || group === 'revisit', (s) => s.where('a.publishedVersion', 'is not', null))
    .$if(group === 'drafting', (s) => s.where('a.state', '=', 'draft'))
    .$if(group === 'review', (s) => s.where('a.state', '=', 'inReview'))
    .$if(group === 'withdrawn', (s) => s.where('a.state', '=', 'withdrawn'))
    .$if(group === 'revisit', (s) => s.where('a.reviewOn', '<=', today))
    .$if(!reading, (s) =>
      s.where((e) => e.or([e.val(false), ...wish.paths.map((p) => sql<boolean>`starts_with(u.path, ${p})`)])),
    )
    .$if(topic !== undefined, (s) => s.where('a.topic', '=', topic ?? ''))
    .$if(unit !== undefined, (s) => s.where('a.unitCode', '=', unit ?? ''))
    .$if(audience !== undefined, (s) => s.where('a.audience', '=', audience ?? ''))
    .$if(asked !== undefined, (s) => s.where(sql<boolean>`a.search @@ ${asked?.text ?? ''}::tsquery`))
    .$if(q !== undefined && q.trim() !== '' && asked === undefined, (s) => s.where(sql<boolean>`false`))
}

/** Articles for the desk, last changed first; what is to be looked at again by its day. */
export function listArticles(
  db: Db,
  wish: ArticleWish,
  after: { on: Date | Day; id: number } | undefined,
  limit: number,
): Promise<ArticleLine[]> {
  const byReview = wish.group === 'revisit'
  return wished(db, wish)
    .select(['a.id', 'a.title', 'a.topic', 'a.audience', 'a.state', 'a.version', 'a.publishedVersion', 'a.reviewOn'])
    .select(['a.changedAt', 'a.publishedAt', 'u.shortName as unitName'])
    .$if(after !== undefined && byReview, (s) =>
      s.where(sql<boolean>`(a.review_on, a.id) > (${after?.on}, ${after?.id})`),
    )
    .$if(after !== undefined && !byReview, (s) =>
      s.where(sql<boolean>`(a.changed_at, a.id) < (${after?.on}, ${after?.id})`),
    )
    .$call((s) =>
      byReview ? s.orderBy('a.reviewOn').orderBy('a.id') : s.orderBy('a.changedAt', 'desc').orderBy('a.id', 'desc'),
    )
    .limit(limit)
    .$castTo<ArticleLine>()
    .execute()
}

export async function countArticles(db: Db, wish: ArticleWish): Promise<number> {
  const { count } = await wished(db, wish)
    .select((s) => s.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export type ExportedArticle = {
  id: number
  title: string
  body: string
  topic: string
  keywords: string
  audience: Audience
  reviewOn: Day
  state: ArticleState
  publishedAt: Date | null
  unitName: string
  /** Codes of items, and index numbers of documents. */
  items: string[]
  documents: string[]
}

/** Whole articles for a table, by their numbers. */
export function listForExport(db: Db, wish: ArticleWish, afterId: number, limit: number): Promise<ExportedArticle[]> {
  return wished(db, wish)
    .select(['a.id', 'a.title', 'a.body', 'a.topic', 'a.keywords', 'a.audience', 'a.reviewOn', 'a.state'])
    .select(['a.publishedAt', 'u.name as unitName'])
    .select([
      sql<string[]>`array(select i.code from knowledge_items k join service_items i on i.id = k.item_id
        where k.article_id = a.id order by i.code)`.as('items'),
      sql<string[]>`array(select d.index_number from knowledge_documents k join documents d on d.id = k.document_id
        where k.article_id = a.id and d.index_number is not null order by d.index_number)`.as('documents'),
    ])
    .where('a.id', '>', afterId)
    .orderBy('a.id')
    .limit(limit)
    .$castTo<ExportedArticle>()
    .execute()
}
