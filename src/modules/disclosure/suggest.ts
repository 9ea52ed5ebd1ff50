import type { Db } from '../../platform/database.ts'
import { searchDocuments } from './search.store.ts'

/** A published document that may already say what someone asks. */
export type Suggestion = { id: number; title: string; href: string; publishedAt: Date }

/** Published documents that share words with a question, those with most of them in their title first; at most five. */
export async function suggestDocuments(db: Db, question: string): Promise<Suggestion[]> {
  const look = (any: boolean) => searchDocuments(db, { q: question, any, page: 1, size: 5, most: 200 })
  const exact = await look(false)
  const { rows } = exact.rows.length > 0 ? exact : await look(true)
  return rows.map(({ id, title, publishedAt }) => ({ id, title, publishedAt, href: `/documents/${id}` }))
}
