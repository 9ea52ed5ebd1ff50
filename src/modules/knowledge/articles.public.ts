import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'

export type PublicArticle = {
  id: number
  title: string
  /** Cleaned HTML. */
  body: string
  topic: string
  keywords: string
  unitCode: string
  unitName: string
  unitPhone: string
  reviewOn: Day
  publishedAt: Date
}

/** An article that everyone may read now. */
export function findPublicArticle(db: Db, id: number): Promise<PublicArticle | undefined> {
  return db
    .selectFrom('knowledgeArticles as a')
    .innerJoin('units as u', 'u.code', 'a.unitCode')
    .select(['a.id', 'a.title', 'a.body', 'a.topic', 'a.keywords', 'a.unitCode', 'a.reviewOn', 'a.publishedAt'])
    .select(['u.name as unitName', 'u.phone as unitPhone'])
    .where('a.id', '=', id)
    .where('a.publishedVersion', 'is not', null)
    .where('a.audience', '=', 'public')
    .$castTo<PublicArticle>()
    .executeTakeFirst()
}

/** Items of an article that stand on the portal on a day. */
export async function listPublicItems(
  db: Db,
  articleId: number,
  today: Day,
): Promise<{ code: string; name: string }[]> {
  return db
    .selectFrom('knowledgeItems as k')
    .innerJoin('serviceItems as i', 'i.id', 'k.itemId')
    .select(['i.code', 'i.name'])
    .where('k.articleId', '=', articleId)
    .where(sql<boolean>`i.version_id is not null and (i.cancelled_on is null or i.cancelled_on > ${today})`)
    .orderBy('i.name')
    .execute()
}

/** Published documents of an article. */
export async function listPublicDocuments(
  db: Db,
  articleId: number,
): Promise<{ id: number; title: string; publishedAt: Date | null }[]> {
  return db
    .selectFrom('knowledgeDocuments as k')
    .innerJoin('documents as d', 'd.id', 'k.documentId')
    .select(['d.id', 'd.title', 'd.publishedAt'])
    .where('k.articleId', '=', articleId)
    .where('d.state', '=', 'published')
    .orderBy('d.publishedAt', 'desc')
    .execute()
}
