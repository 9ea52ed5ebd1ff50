import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import { textOfHtml } from '../../platform/html.ts'
import { excerpt, indexText, queryText } from '../../platform/search.ts'
import type { Audience, Content } from './schema.ts'
import { topicName } from './topics.ts'

/** The search vector of an article. */
export const articleVector = (c: Pick<Content, 'title' | 'keywords' | 'topic' | 'body'>): string =>
  indexText({ title: c.title, keywords: `${c.keywords} ${topicName(c.topic)}`, body: textOfHtml(c.body) })

/** The search vector of a question with its answer. */
export const answerVector = (p: { question: string; answer: string; topic: string }): string =>
  indexText({ title: p.question, keywords: topicName(p.topic), body: p.answer })

/** Place of a row in a list: hits in the title first, then the newest. */
export type Place = { rank: number; at: Date; id: number }

export type KnowledgeWish = {
  /** What was typed; empty: everything, newest first. */
  q: string
  topic?: string | undefined
  /** Whether internal articles are found too; answers are all public. */
  internal?: boolean
  /** Whether one of several words is enough: then what has most of them, and in its title, comes first; no place to go on from. */
  any?: boolean
  after?: Place | undefined
  limit: number
}

export type FoundArticle = {
  rank: number
  id: number
  title: string
  /** Cleaned HTML. */
  body: string
  topic: string
  audience: Audience
  unitName: string
  publishedAt: Date
}

export type FoundAnswer = {
  rank: number
  id: number
  question: string
  answer: string
  topic: string
  unitName: string
  publishedAt: Date
}

/** Articles that readers read and that match. One more than `limit` would hold is not fetched; `total` counts all. */
export function searchArticles(db: Db, wish: KnowledgeWish): Promise<{ rows: FoundArticle[]; total: number }> {
  const conditions = [sql`k.published_version is not null`]
  if (!wish.internal) conditions.push(sql`k.audience = 'public'`)
  return search<FoundArticle>(db, wish, {
    table: sql`knowledge_articles`,
    id: sql`k.id`,
    columns: sql`k.title, k.body, k.topic, k.audience`,
    conditions,
  })
}

/** Published questions with their answers that match; `id` is the number of the enquiry. */
export function searchAnswers(db: Db, wish: KnowledgeWish): Promise<{ rows: FoundAnswer[]; total: number }> {
  return search<FoundAnswer>(db, wish, {
    table: sql`enquiry_publications`,
    id: sql`k.enquiry_id`,
    columns: sql`k.question, k.answer, k.topic`,
    conditions: [sql`k.state = 'published'`],
  })
}

type Source = {
  table: RawBuilder<unknown>
  id: RawBuilder<unknown>
  columns: RawBuilder<unknown>
  conditions: RawBuilder<unknown>[]
}

async function search<Row>(db: Db, wish: KnowledgeWish, from: Source): Promise<{ rows: Row[]; total: number }> {
  const { q, topic, any = false, after, limit } = wish
  const asked = queryText(q, { any })
  if (!asked && q.trim() !== '') return { rows: [], total: 0 }
  const conditions = [...from.conditions]
  if (topic) conditions.push(sql`k.topic = ${topic}`)
  if (asked) conditions.push(sql`k.search @@ ${asked.text}::tsquery`)
  const rank = asked ? sql`case when k.search @@ ${asked.titleText}::tsquery then 0 else 1 end` : sql`0`
  const all = sql.join(conditions, sql` and `)
  // Without words the index gives the newest first; with them there are few.
  const beyond = after
    ? asked
      ? sql`and (${rank}, -extract(epoch from k.published_at), -${from.id}) > (${after.rank}, -extract(epoch from ${after.at}::timestamptz), -${after.id}::bigint)`
      : sql`and (k.published_at, ${from.id}) < (${after.at}, ${after.id})`
    : sql``
  const newest = sql`k.published_at desc, ${from.id} desc`
  const most = any && asked ? sql`ts_rank(k.search, ${asked.text}::tsquery) desc, ` : sql``
  const order = asked ? sql`${most}rank, ${newest}` : newest
  const [page, count] = await Promise.all([
    sql<Row>`
      select ${rank} as rank, ${from.id} as id, ${from.columns}, k.published_at, u.short_name as unit_name
      from ${from.table} k join units u on u.code = k.unit_code
      where ${all} ${beyond} order by ${order} limit ${limit}`.execute(db),
    sql<{ total: number }>`select count(*) as total from ${from.table} k where ${all}`.execute(db),
  ])
  return { rows: page.rows, total: count.rows[0]?.total ?? 0 }
}

/** How many published ones each topic has; empty topics are left out. */
export async function countTopics(db: Db, of: 'articles' | 'answers'): Promise<Map<string, number>> {
  const { rows } = await (of === 'articles'
    ? sql<{ topic: string; n: number }>`select topic, count(*) as n from knowledge_articles
          where published_version is not null and audience = 'public' group by topic`
    : sql<{ topic: string; n: number }>`select topic, count(*) as n from enquiry_publications
          where state = 'published' group by topic`
  ).execute(db)
  return new Map(rows.map((r) => [r.topic, r.n]))
}

/** Something that may already answer a question: an article of the knowledge base, or an answer given before. */
export type KnowledgeHit = {
  kind: 'article' | 'answer'
  id: number
  title: string
  /** A piece of the text around the words, plain. */
  text: string
  unitName: string
  topic: string
  audience: Audience
}

/** What people say around what they ask; it stands in too many titles to tell anything. */
const around =
  /请问|想问一下|想问|您好|你好|要带什么|要什么|需要|怎么办|怎么样|怎么|怎样|如何|为什么|什么|多少钱|多少|多久|哪里|哪些|哪个|可不可以|能不能|有没有|是不是|可以|[的了吗呢吧我您你]/g

/**
 * What the knowledge base has on a question, for those who answer it: articles first, internal ones too, then answers that
 * were published. Where all words together find nothing, one of them is enough.
 * @param options.internal - whether internal articles are found too
 * @param options.limit - of articles and of answers each, default 5
 */
export async function suggestKnowledge(
  db: Db,
  question: string,
  { internal = false, limit = 5 }: { internal?: boolean; limit?: number } = {},
): Promise<KnowledgeHit[]> {
  const told = question.replace(around, ' ').trim()
  const q = told === '' ? question.trim() : told
  if (q === '') return []
  const look = (any: boolean) =>
    Promise.all([searchArticles(db, { q, internal, any, limit }), searchAnswers(db, { q, any, limit })])
  let [articles, answers] = await look(false)
  if (articles.rows.length === 0) [articles, answers] = await look(true)
  return [
    ...articles.rows.map((a) => ({
      ...{ kind: 'article' as const, id: a.id, title: a.title, unitName: a.unitName, topic: a.topic },
      ...{ audience: a.audience, text: excerpt(textOfHtml(a.body), q, 160) },
    })),
    ...answers.rows.map((a) => ({
      ...{ kind: 'answer' as const, id: a.id, title: a.question, unitName: a.unitName, topic: a.topic },
      ...{ audience: 'public' as const, text: excerpt(a.answer, q, 160) },
    })),
  ]
}
