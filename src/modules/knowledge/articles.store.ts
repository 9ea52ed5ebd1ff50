import { type Selectable, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/tables.ts'
import type { ArticleState, Audience, Content } from './schema.ts'

export type Article = Omit<Selectable<DB['knowledgeArticles']>, 'search' | 'state' | 'audience' | 'reviewOn'> & {
  state: ArticleState
  audience: Audience
  reviewOn: Day
  unitName: string
  unitPath: string
  /** Accounts that saved a version since the one readers read. */
  authors: string[]
}

const columns = [
  ...(['id', 'regionCode', 'unitCode', 'state', 'version', 'publishedVersion', 'title', 'body', 'topic'] as const),
  ...(['keywords', 'audience', 'reviewOn', 'submittedBy', 'returnNote', 'publishedAt', 'publishedBy'] as const),
  ...(['publishedName', 'withdrawnReason', 'changedAt'] as const),
].map((c) => `a.${c}` as const)

const articles = (db: Db) =>
  db
    .selectFrom('knowledgeArticles as a')
    .innerJoin('units as u', 'u.code', 'a.unitCode')
    .select(columns)
    .select(['u.name as unitName', 'u.path as unitPath'])
    .select(
      sql<string[]>`array(select distinct v.saved_by from knowledge_versions v
        where v.article_id = a.id and v.version > coalesce(a.published_version, 0))`.as('authors'),
    )
    .$castTo<Article>()

/** Throws NotFound. */
export async function getArticle(db: Db, id: number): Promise<Article> {
  const article = await articles(db).where('a.id', '=', id).executeTakeFirst()
  if (!article) throw new NotFound(`编号为 ${id} 的知识`)
  return article
}

/** The article, locked until the transaction ends. Throws NotFound. */
export async function lockArticle(tx: Db, id: number): Promise<Article> {
  await tx.selectFrom('knowledgeArticles').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return getArticle(tx, id)
}

export type NewArticle = {
  regionCode: string
  unitCode: string
  reviewOn: Day
  state: ArticleState
  changedAt: Date
  publishedVersion?: number
  publishedAt?: Date
  publishedBy?: string
  publishedName?: string
}

/** Stores an article with its first version. @returns its number */
export async function insertArticle(
  tx: Db,
  article: NewArticle,
  content: Content,
  search: string,
  by: { accountId: string; name: string; at: Date },
): Promise<number> {
  const { items, documents, ...shown } = content
  const { id } = await tx
    .insertInto('knowledgeArticles')
    .values({ ...article, ...shown, search })
    .returning('id')
    .executeTakeFirstOrThrow()
  await linkAll(tx, id, items, documents)
  await keepVersion(tx, id, 1, content, by)
  return id
}

export async function updateArticle(
  tx: Db,
  id: number,
  change: Partial<Omit<NewArticle, 'publishedVersion'>> & {
    version?: number
    publishedVersion?: number | null
    submittedBy?: string | null
    returnNote?: string
    withdrawnReason?: string
  },
): Promise<void> {
  await tx.updateTable('knowledgeArticles').set(change).where('id', '=', id).execute()
}

/** Puts a content into the row that readers read, with its links. */
export async function showContent(tx: Db, id: number, content: Content, search: string): Promise<void> {
  const { items, documents, ...shown } = content
  await tx
    .updateTable('knowledgeArticles')
    .set({ ...shown, search })
    .where('id', '=', id)
    .execute()
  await tx.deleteFrom('knowledgeItems').where('articleId', '=', id).execute()
  await tx.deleteFrom('knowledgeDocuments').where('articleId', '=', id).execute()
  await linkAll(tx, id, items, documents)
}

async function linkAll(tx: Db, articleId: number, items: readonly number[], documents: readonly number[]) {
  if (items.length > 0)
    await tx
      .insertInto('knowledgeItems')
      .values(items.map((itemId) => ({ articleId, itemId })))
      .execute()
  if (documents.length > 0)
    await tx
      .insertInto('knowledgeDocuments')
      .values(documents.map((documentId) => ({ articleId, documentId })))
      .execute()
}

export async function keepVersion(
  tx: Db,
  articleId: number,
  version: number,
  content: Content,
  by: { accountId: string; name: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('knowledgeVersions')
    .values({
      ...{ articleId, version, content: JSON.stringify(content) },
      ...{ savedBy: by.accountId, savedName: by.name, savedAt: by.at },
    })
    .execute()
}

export type ArticleVersion = { version: number; content: Content; savedName: string; savedAt: Date }

/** Throws NotFound. */
export async function getVersion(db: Db, articleId: number, version: number): Promise<ArticleVersion> {
  const kept = await db
    .selectFrom('knowledgeVersions')
    .select(['version', 'content', 'savedName', 'savedAt'])
    .where('articleId', '=', articleId)
    .where('version', '=', version)
    .$castTo<ArticleVersion>()
    .executeTakeFirst()
  if (!kept) throw new NotFound(`第 ${version} 版`)
  return kept
}

/** Newest first. */
export function listVersions(db: Db, articleId: number): Promise<Omit<ArticleVersion, 'content'>[]> {
  return db
    .selectFrom('knowledgeVersions')
    .select(['version', 'savedName', 'savedAt'])
    .where('articleId', '=', articleId)
    .orderBy('version', 'desc')
    .execute()
}

export type LinkedItem = { id: number; code: string; name: string; readable: boolean }
export type LinkedDocument = { id: number; title: string; indexNumber: string | null; readable: boolean }

/** Items by number; `readable`: they stand on the portal on that day. */
export async function listItems(db: Db, ids: readonly number[], today: Day): Promise<LinkedItem[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('serviceItems as i')
    .select(['i.id', 'i.code', 'i.name'])
    .select(
      sql<boolean>`i.version_id is not null and (i.cancelled_on is null or i.cancelled_on > ${today})`.as('readable'),
    )
    .where('i.id', 'in', [...ids])
    .orderBy('i.id')
    .execute()
}

export async function listDocuments(db: Db, ids: readonly number[]): Promise<LinkedDocument[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('documents as d')
    .select(['d.id', 'd.title', 'd.indexNumber', sql<boolean>`d.state = 'published'`.as('readable')])
    .where('d.id', 'in', [...ids])
    .orderBy('d.id')
    .execute()
}

/** Items named by their code or their exact name. */
export async function findNamedItems(db: Db, names: readonly string[]): Promise<{ named: string; id: number }[]> {
  if (names.length === 0) return []
  const { rows } = await sql<{ named: string; id: number }>`
    select distinct on (n.named) n.named, i.id from unnest(${[...names]}::text[]) as n (named)
    join service_items i on i.code = n.named or i.name = n.named
    where i.version_id is not null order by n.named, i.code = n.named desc, i.id`.execute(db)
  return rows
}

/** Published documents named by their index number or number of document. */
export async function findNamedDocuments(db: Db, names: readonly string[]): Promise<{ named: string; id: number }[]> {
  if (names.length === 0) return []
  const { rows } = await sql<{ named: string; id: number }>`
    select distinct on (n.named) n.named, d.id from unnest(${[...names]}::text[]) as n (named)
    join documents d on d.index_number = n.named or d.document_number = n.named
    where d.state = 'published' order by n.named, d.id desc`.execute(db)
  return rows
}

/** How many enquiries were answered from an article. */
export async function countUses(db: Db, id: number): Promise<number> {
  const { count } = await db
    .selectFrom('enquiries')
    .select((s) => s.fn.countAll<number>().as('count'))
    .where('articleId', '=', id)
    .executeTakeFirstOrThrow()
  return count
}
