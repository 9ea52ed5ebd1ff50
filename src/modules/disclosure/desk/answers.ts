import { Type } from 'typebox'
import type { Problem } from '../../../core/errors.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { listUnits, reachUnit } from '../../organisations/index.ts'
import {
  AnswerForm,
  ConcernForm,
  HeldForm,
  type HeldKind,
  OutcomeForm,
  ResponseForm,
  SolicitationForm,
} from '../answers.schema.ts'
import { answerOpinion, publishOutcome, raiseConcern, recordHeld, respond, solicit } from '../answers.service.ts'
import * as store from '../answers.store.ts'
import { listConcernResponses } from '../portal/answers.store.ts'
import { concernPage, concernsPage } from './concerns.view.tsx'
import { ById } from './documents.ts'
import { heldListPage, heldPage } from './held.view.tsx'
import { solicitationPage, solicitationsPage } from './solicitations.view.tsx'

const answering = { may: 'disclosure.answer' } as const
const paths = (ctx: Ctx) => reach(ctx.actor, 'disclosure.answer')
const unitsOf = (ctx: Ctx) => listUnits(ctx.db, paths(ctx))
const size = 50

/** What is done to answer the public: interviews, press conferences, concerns, solicitations. */
export const answerRoutes: Routes = (app) => {
  const heldAddresses: [HeldKind, string][] = [
    ['interviews', '/disclosure/interviews'],
    ['pressConferences', '/disclosure/press-conferences'],
  ]
  for (const [kind, address] of heldAddresses) {
    const list = async (ctx: Ctx, typed: Record<string, string>, problems: readonly Problem[]) =>
      heldListPage({
        kind,
        address: `/desk${address}`,
        rows: await store.listHeld(ctx.db, kind, paths(ctx)),
        units: await unitsOf(ctx),
        typed,
        problems,
        today: ctx.today,
      })
    const one = async (ctx: Ctx, id: number, typed?: Record<string, string>, problems: readonly Problem[] = []) => {
      const row = await store.getHeld(ctx.db, kind, id)
      await reachUnit(ctx, row.unitCode, 'disclosure.answer')
      return heldPage({
        kind,
        address: `/desk${address}`,
        row,
        units: await unitsOf(ctx),
        typed: typed ?? { ...typedIn(row), headAttended: row.headAttended ? 'yes' : '' },
        problems,
        today: ctx.today,
      })
    }
    app.get(address, { config: answering }, async (req, reply) => reply.page(await list(req.ctx, {}, [])))
    app.post(address, { schema: { body: HeldForm }, attachValidation: true, config: answering }, async (req, reply) => {
      const problems = await attempt(req, () => recordHeld(req.ctx, kind, undefined, req.body))
      return problems.length > 0
        ? reply.page(await list(req.ctx, typedIn(req.body), problems))
        : reply.redirect(`/desk${address}`, 303)
    })
    app.get(`${address}/:id`, { schema: { params: ById }, config: answering }, async (req, reply) =>
      reply.page(await one(req.ctx, req.params.id)),
    )
    app.post(
      `${address}/:id`,
      { schema: { params: ById, body: HeldForm }, attachValidation: true, config: answering },
      async (req, reply) => {
        const problems = await attempt(req, () => recordHeld(req.ctx, kind, req.params.id, req.body))
        return problems.length > 0
          ? reply.page(await one(req.ctx, req.params.id, typedIn(req.body), problems))
          : reply.redirect(`/desk${address}`, 303)
      },
    )
  }

  const concerns = async (ctx: Ctx, typed: Record<string, string>, problems: readonly Problem[]) =>
    concernsPage({
      rows: await store.listAllConcerns(ctx.db, paths(ctx)),
      units: await unitsOf(ctx),
      typed,
      problems,
      today: ctx.today,
    })
  const concern = async (ctx: Ctx, id: number, typed: Record<string, string>, problems: readonly Problem[]) => {
    const row = await store.getConcern(ctx.db, id)
    await reachUnit(ctx, row.unitCode, 'disclosure.answer')
    return concernPage({
      concern: row,
      responses: await listConcernResponses(ctx.db, id),
      typed,
      problems,
      today: ctx.today,
    })
  }
  app.get('/disclosure/concerns', { config: answering }, async (req, reply) =>
    reply.page(await concerns(req.ctx, {}, [])),
  )
  app.post(
    '/disclosure/concerns',
    { schema: { body: ConcernForm }, attachValidation: true, config: answering },
    async (req, reply) => {
      let id = 0
      const problems = await attempt(req, async () => {
        id = await raiseConcern(req.ctx, req.body)
      })
      return problems.length > 0
        ? reply.page(await concerns(req.ctx, typedIn(req.body), problems))
        : reply.redirect(`/desk/disclosure/concerns/${id}`, 303)
    },
  )
  app.get('/disclosure/concerns/:id', { schema: { params: ById }, config: answering }, async (req, reply) =>
    reply.page(await concern(req.ctx, req.params.id, {}, [])),
  )
  app.post(
    '/disclosure/concerns/:id',
    { schema: { params: ById, body: ResponseForm }, attachValidation: true, config: answering },
    async (req, reply) => {
      const problems = await attempt(req, () => respond(req.ctx, req.params.id, req.body))
      return problems.length > 0
        ? reply.page(await concern(req.ctx, req.params.id, typedIn(req.body), problems))
        : reply.redirect(`/desk/disclosure/concerns/${req.params.id}`, 303)
    },
  )

  const solicitations = async (ctx: Ctx, typed: Record<string, string>, problems: readonly Problem[]) =>
    solicitationsPage({
      rows: await store.listAllSolicitations(ctx.db, paths(ctx)),
      units: await unitsOf(ctx),
      typed,
      problems,
      today: ctx.today,
    })
  type Typed = {
    typed: Record<string, string>
    problems: readonly Problem[]
    form: 'solicitation' | 'outcome' | number
  }
  const solicitation = async (ctx: Ctx, id: number, after: number, told?: Typed) => {
    const row = await store.getSolicitation(ctx.db, id)
    await reachUnit(ctx, row.unitCode, 'disclosure.answer')
    const [replies, total, units] = await Promise.all([
      store.listReplies(ctx.db, id, after, size + 1),
      store.countReplies(ctx.db, id),
      unitsOf(ctx),
    ])
    return solicitationPage({
      solicitation: row,
      replies: replies.slice(0, size),
      total,
      next: replies.length > size ? replies[size - 1]?.id : undefined,
      units,
      told,
      today: ctx.today,
    })
  }
  const Page = Type.Object({ after: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }) })
  app.get('/disclosure/solicitations', { config: answering }, async (req, reply) =>
    reply.page(await solicitations(req.ctx, {}, [])),
  )
  app.post(
    '/disclosure/solicitations',
    { schema: { body: SolicitationForm }, attachValidation: true, config: answering },
    async (req, reply) => {
      const problems = await attempt(req, () => solicit(req.ctx, undefined, req.body))
      return problems.length > 0
        ? reply.page(await solicitations(req.ctx, typedIn(req.body), problems))
        : reply.redirect('/desk/disclosure/solicitations', 303)
    },
  )
  const one = '/disclosure/solicitations/:id'
  const addressOf = (id: number) => `/desk/disclosure/solicitations/${id}`
  app.get(one, { schema: { params: ById, querystring: Page }, config: answering }, async (req, reply) =>
    reply.page(await solicitation(req.ctx, req.params.id, req.query.after)),
  )
  app.post(
    one,
    { schema: { params: ById, body: SolicitationForm }, attachValidation: true, config: answering },
    async (req, reply) => {
      const problems = await attempt(req, () => solicit(req.ctx, req.params.id, req.body))
      if (problems.length > 0)
        return reply.page(
          await solicitation(req.ctx, req.params.id, 0, { typed: typedIn(req.body), problems, form: 'solicitation' }),
        )
      return reply.redirect(addressOf(req.params.id), 303)
    },
  )
  app.post(
    `${one}/outcome`,
    { schema: { params: ById, body: OutcomeForm }, attachValidation: true, config: answering },
    async (req, reply) => {
      const problems = await attempt(req, () => publishOutcome(req.ctx, req.params.id, req.body.outcome))
      if (problems.length > 0)
        return reply.page(
          await solicitation(req.ctx, req.params.id, 0, { typed: typedIn(req.body), problems, form: 'outcome' }),
        )
      return reply.redirect(addressOf(req.params.id), 303)
    },
  )
  app.post(
    '/disclosure/opinions/:id',
    { schema: { params: ById, body: AnswerForm }, attachValidation: true, config: answering },
    async (req, reply) => {
      const { ctx, params } = req
      const { solicitationId } = await store.getReply(ctx.db, params.id)
      const problems = await attempt(req, () => answerOpinion(ctx, params.id, req.body))
      if (problems.length > 0)
        return reply.page(
          await solicitation(ctx, solicitationId, params.id - 1, {
            typed: typedIn(req.body),
            problems,
            form: params.id,
          }),
        )
      return reply.redirect(`${addressOf(solicitationId)}?after=${params.id - 1}`, 303)
    },
  )
}
