import { NotFound } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { giveOpinion, OpinionForm, refuseOpinion } from '../opinions-portal.ts'
import { ById, idIn, open } from './addresses.ts'
import * as store from './answers.store.ts'
import { concernPage, concernsPage, heldPage, heldsPage, interviews, pressConferences } from './answers.view.tsx'
import { opinionPage, solicitationPage, solicitationsPage, thanksPage } from './solicitations.view.tsx'

/** Interviews, press conferences, answers to concerns, opinions asked for. */
export const answerRoutes: Routes = (app) => {
  app.get('/interviews', { config: open }, async (req, reply) => {
    reply.visit = { column: 'interviews', document: 0 }
    return reply.page(heldsPage({ kind: interviews, rows: await store.listInterviews(req.ctx.replica) }))
  })
  app.get('/interviews/:id', { schema: { params: ById }, config: open }, async (req, reply) => {
    const held = await store.findInterview(req.ctx.replica, idIn(req.params.id, '访谈'))
    if (!held) throw new NotFound('访谈')
    reply.visit = { column: 'interviews', document: 0 }
    return reply.page(heldPage({ kind: interviews, held }))
  })

  app.get('/press-conferences', { config: open }, async (req, reply) => {
    reply.visit = { column: 'press', document: 0 }
    return reply.page(heldsPage({ kind: pressConferences, rows: await store.listPressConferences(req.ctx.replica) }))
  })
  app.get('/press-conferences/:id', { schema: { params: ById }, config: open }, async (req, reply) => {
    const held = await store.findPressConference(req.ctx.replica, idIn(req.params.id, '发布会'))
    if (!held) throw new NotFound('发布会')
    reply.visit = { column: 'press', document: 0 }
    return reply.page(heldPage({ kind: pressConferences, held }))
  })

  app.get('/concerns', { config: open }, async (req, reply) => {
    reply.visit = { column: 'concerns', document: 0 }
    return reply.page(concernsPage({ concerns: await store.listConcerns(req.ctx.replica) }))
  })
  app.get('/concerns/:id', { schema: { params: ById }, config: open }, async (req, reply) => {
    const id = idIn(req.params.id, '回应')
    const [concern, responses] = await Promise.all([
      store.findConcern(req.ctx.replica, id),
      store.listConcernResponses(req.ctx.replica, id),
    ])
    if (!concern || responses.length === 0) throw new NotFound('回应')
    reply.visit = { column: 'concerns', document: 0 }
    return reply.page(concernPage({ concern, responses }))
  })

  app.get('/solicitations', { config: open }, async (req, reply) => {
    const { replica, today } = req.ctx
    reply.visit = { column: 'solicitations', document: 0 }
    return reply.page(solicitationsPage({ rows: await store.listSolicitations(replica, today), today }))
  })
  app.get('/solicitations/:id', { schema: { params: ById }, config: open }, async (req, reply) => {
    const { replica, today } = req.ctx
    const id = idIn(req.params.id, '征集')
    const [solicitation, opinions] = await Promise.all([
      store.findSolicitation(replica, id, today),
      store.listOpinions(replica, id),
    ])
    if (!solicitation) throw new NotFound('征集')
    reply.visit = { column: 'solicitations', document: 0 }
    return reply.page(solicitationPage({ solicitation, opinions, refusal: refuseOpinion(solicitation, today), today }))
  })

  app.get(
    '/solicitations/:id/opinion',
    { schema: { params: ById }, config: { may: 'everyone' } },
    async (req, reply) => {
      const { replica, today } = req.ctx
      const solicitation = await store.findSolicitation(replica, idIn(req.params.id, '征集'), today)
      if (!solicitation) throw new NotFound('征集')
      const refusal = refuseOpinion(solicitation, today)
      if (refusal) return reply.redirect(`/solicitations/${solicitation.id}`, 303)
      return reply.page(opinionPage({ solicitation, typed: {}, problems: [] }))
    },
  )
  app.post(
    '/solicitations/:id/opinion',
    {
      schema: { params: ById, body: OpinionForm },
      attachValidation: true,
      config: { may: 'everyone', rateLimit: { max: 10, timeWindow: 60_000 } },
    },
    async (req, reply) => {
      const { replica, today } = req.ctx
      const id = idIn(req.params.id, '征集')
      const problems = await attempt(req, () => giveOpinion(req.ctx, id, req.body))
      if (problems.length === 0) return reply.redirect(`/solicitations/${id}/thanks`, 303)
      const solicitation = await store.findSolicitation(replica, id, today)
      if (!solicitation) throw new NotFound('征集')
      return reply.page(opinionPage({ solicitation, typed: typedIn(req.body), problems }))
    },
  )
  app.get('/solicitations/:id/thanks', { schema: { params: ById }, config: open }, async (req, reply) => {
    const { replica, today } = req.ctx
    const solicitation = await store.findSolicitation(replica, idIn(req.params.id, '征集'), today)
    if (!solicitation) throw new NotFound('征集')
    return reply.page(thanksPage({ solicitation }))
  })
}
