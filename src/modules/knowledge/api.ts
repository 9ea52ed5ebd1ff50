import { Type } from 'typebox'
import { NotFound } from '../../core/errors.ts'
import type { Routes } from '../../platform/http.ts'
import { findPublicArticle, listPublicDocuments, listPublicItems } from './articles.public.ts'
import { ById, idIn } from './portal/ids.ts'
import { nextOf, placeIn } from './portal/listing.ts'
import { searchAnswers, searchArticles } from './search.store.ts'

const open = { may: 'everyone' } as const
const Next = Type.Union([Type.String({ description: 'Send it as `after` for what follows' }), Type.Null()])
const Time = Type.String({ format: 'date-time' })
const Query = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Words, pinyin or initials' })),
  topic: Type.Optional(Type.String({ maxLength: 40 })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  after: Type.Optional(Type.String({ maxLength: 400, description: '`next` of the answer before' })),
})
const Summary = Type.Object({
  id: Type.Integer(),
  title: Type.String(),
  topic: Type.String(),
  unitName: Type.String(),
  publishedAt: Time,
  url: Type.String({ description: 'Path of the page for people' }),
})
const Article = Type.Object({
  ...Summary.properties,
  body: Type.String({ description: 'HTML of a small allowed set' }),
  keywords: Type.String(),
  reviewOn: Type.String({ format: 'date', description: 'Day on which it is looked at again' }),
  items: Type.Array(Type.String(), { description: 'Codes of service items' }),
  documents: Type.Array(Type.Integer(), { description: 'Numbers of documents' }),
})
const Answer = Type.Object({
  id: Type.Integer(),
  question: Type.String(),
  answer: Type.String(),
  topic: Type.String(),
  unitName: Type.String(),
  publishedAt: Time,
  url: Type.String({ description: 'Path of the page for people' }),
})

/** Public articles and published answers, for programs. */
export const apiRoutes: Routes = (app) => {
  app.get(
    '/knowledge',
    {
      schema: {
        summary: 'Public articles of the knowledge base, those that match in their title first, newer before older',
        querystring: Query,
        response: { 200: Type.Object({ total: Type.Integer(), articles: Type.Array(Summary), next: Next }) },
      },
      config: open,
    },
    async (req) => {
      const { q = '', topic, limit, after } = req.query
      const wish = { q, topic: topic || undefined, after: placeIn(after), limit: limit + 1 }
      const { rows, total } = await searchArticles(req.ctx.replica, wish)
      return {
        total,
        articles: rows.slice(0, limit).map(({ id, title, topic, unitName, publishedAt }) => ({
          ...{ id, title, topic, unitName, publishedAt: publishedAt.toISOString(), url: `/knowledge/${id}` },
        })),
        next: nextOf(rows, limit) ?? null,
      }
    },
  )

  app.get(
    '/knowledge/:id',
    { schema: { summary: 'One public article', params: ById, response: { 200: Article } }, config: open },
    async (req) => {
      const { replica, today } = req.ctx
      const id = idIn(req.params.id)
      const a = await findPublicArticle(replica, id)
      if (!a) throw new NotFound('这篇知识')
      const [items, documents] = await Promise.all([
        listPublicItems(replica, id, today),
        listPublicDocuments(replica, id),
      ])
      const { title, topic, unitName, body, keywords, reviewOn } = a
      return {
        ...{ id, title, topic, unitName, body, keywords, reviewOn, url: `/knowledge/${id}` },
        publishedAt: a.publishedAt.toISOString(),
        items: items.map((i) => i.code),
        documents: documents.map((d) => d.id),
      }
    },
  )

  app.get(
    '/answers',
    {
      schema: {
        summary: 'Published questions with their answers',
        querystring: Query,
        response: { 200: Type.Object({ total: Type.Integer(), answers: Type.Array(Answer), next: Next }) },
      },
      config: open,
    },
    async (req) => {
      const { q = '', topic, limit, after } = req.query
      const wish = { q, topic: topic || undefined, after: placeIn(after), limit: limit + 1 }
      const { rows, total } = await searchAnswers(req.ctx.replica, wish)
      return {
        total,
        answers: rows.slice(0, limit).map(({ id, question, answer, topic, unitName, publishedAt }) => ({
          ...{ id, question, answer, topic, unitName, publishedAt: publishedAt.toISOString() },
          url: `/consult/answers/${id}`,
        })),
        next: nextOf(rows, limit) ?? null,
      }
    },
  )
}
