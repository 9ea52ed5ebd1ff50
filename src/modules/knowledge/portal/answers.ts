import { NotFound } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { findPublicArticle } from '../articles.public.ts'
import { findPublishedAnswer } from '../publications.store.ts'
import { searchAnswers } from '../search.store.ts'
import { answerPage, answersPage } from './answers.view.tsx'
import { ById, idIn } from './ids.ts'
import { ListQuery, nextOf, size, topicsWith, wishOf } from './listing.ts'

const config = { may: 'everyone', cached: true } as const

/** Questions that others asked, with their answers. */
export const answerRoutes: Routes = (app) => {
  app.get('/consult/answers', { schema: { querystring: ListQuery }, config }, async (req, reply) => {
    const { ctx, query } = req
    const [exact, topics] = await Promise.all([searchAnswers(ctx.replica, wishOf(query)), topicsWith(ctx, 'answers')])
    const near = exact.rows.length === 0 && (query.q ?? '').trim() !== '' && query.after === undefined
    const found = near ? await searchAnswers(ctx.replica, { ...wishOf(query), any: true }) : exact
    return reply.page(
      answersPage({
        rows: found.rows.slice(0, size),
        total: found.total,
        next: nextOf(found.rows, size),
        topics,
        query,
        near,
      }),
    )
  })

  app.get('/consult/answers/:id', { schema: { params: ById }, config }, async (req, reply) => {
    const { replica } = req.ctx
    const answer = await findPublishedAnswer(replica, idIn(req.params.id))
    if (!answer) throw new NotFound('这份问答')
    const article = answer.articleId === null ? undefined : await findPublicArticle(replica, answer.articleId)
    const others = await searchAnswers(replica, { q: '', topic: answer.topic, limit: 6 })
    return reply.page(
      answerPage({ answer, article, others: others.rows.filter((r) => r.id !== answer.id).slice(0, 5) }),
    )
  })
}
