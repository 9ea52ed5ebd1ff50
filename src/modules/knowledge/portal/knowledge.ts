import { NotFound } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { findPublicArticle, listPublicDocuments, listPublicItems } from '../articles.public.ts'
import { listAnswersOfArticle } from '../publications.store.ts'
import { searchArticles } from '../search.store.ts'
import { ById, idIn } from './ids.ts'
import { articlePage, knowledgePage } from './knowledge.view.tsx'
import { ListQuery, nextOf, size, topicsWith, wishOf } from './listing.ts'

const config = { may: 'everyone', cached: true } as const

/** The knowledge base for everyone: search, topics, one article with what it speaks of. */
export const knowledgeRoutes: Routes = (app) => {
  app.get('/knowledge', { schema: { querystring: ListQuery }, config }, async (req, reply) => {
    const { ctx, query } = req
    const [exact, topics] = await Promise.all([searchArticles(ctx.replica, wishOf(query)), topicsWith(ctx, 'articles')])
    const near = exact.rows.length === 0 && (query.q ?? '').trim() !== '' && query.after === undefined
    const found = near ? await searchArticles(ctx.replica, { ...wishOf(query), any: true }) : exact
    return reply.page(
      knowledgePage({
        rows: found.rows.slice(0, size),
        total: found.total,
        next: nextOf(found.rows, size),
        topics,
        query,
        near,
      }),
    )
  })

  app.get('/knowledge/:id', { schema: { params: ById }, config }, async (req, reply) => {
    const { ctx } = req
    const id = idIn(req.params.id)
    const article = await findPublicArticle(ctx.replica, id)
    if (!article) throw new NotFound('这篇知识')
    const [items, documents, answers] = await Promise.all([
      listPublicItems(ctx.replica, id, ctx.today),
      listPublicDocuments(ctx.replica, id),
      listAnswersOfArticle(ctx.replica, id, 10),
    ])
    return reply.page(articlePage({ article, items, documents, answers }))
  })
}
