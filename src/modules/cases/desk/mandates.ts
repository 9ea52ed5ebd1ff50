import { Type } from 'typebox'
import type { Problem } from '../../../core/errors.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, typedIn, typedList } from '../../../ui/index.ts'
import { listItemsOfUnit } from '../../catalogue/index.ts'
import { listColleagues } from '../../identity/index.ts'
import { listUnits } from '../../organisations/index.ts'
import * as mandates from '../mandates.service.ts'
import { AuthorisationForm, DeputyForm } from '../schema.ts'
import { list } from './crumbs.ts'
import { authorisationsPage, deputiesPage, newAuthorisationPage, newDeputyPage } from './mandates.view.tsx'

const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const OfUnit = Type.Object({ unit: Type.Optional(Type.String({ maxLength: 100 })) })
const view = { may: 'cases.view' } as const
const config = { may: 'cases.authorise' } as const
const letters = `${list}/authorisations`
const deputies = `${list}/deputies`

/** Letters of authorisation, and who acts for whom. */
export const mandateRoutes: Routes = (app) => {
  app.get('/cases/authorisations', { config: view }, async (req, reply) =>
    reply.page(authorisationsPage({ letters: await mandates.authorisationsInReach(req.ctx), ...seenBy(req.ctx) })),
  )

  app.get('/cases/authorisations/new', { schema: { querystring: OfUnit }, config }, async (req, reply) =>
    reply.page(await letterPage(req.ctx, { unitCode: req.query.unit ?? '', validFrom: req.ctx.today })),
  )

  app.post(
    '/cases/authorisations/new',
    { schema: { body: AuthorisationForm }, attachValidation: true, config },
    async (req, reply) => {
      const problems = await attempt(req, () => mandates.authorise(req.ctx, req.body))
      if (problems.length === 0) return reply.redirect(letters, 303)
      const chosen = { items: numbersIn(req.body, 'items'), powers: typedList(req.body, 'powers') }
      return reply.page(await letterPage(req.ctx, typedIn(req.body), chosen, problems))
    },
  )

  app.post('/cases/authorisations/:id/revoke', { schema: { params: ById }, config }, async (req, reply) => {
    await mandates.revokeAuthorisation(req.ctx, req.params.id)
    return reply.redirect(letters, 303)
  })

  app.get('/cases/deputies', { config: view }, async (req, reply) =>
    reply.page(deputiesPage({ deputies: await mandates.deputiesInReach(req.ctx), ...seenBy(req.ctx) })),
  )

  app.get('/cases/deputies/new', { config }, async (req, reply) =>
    reply.page(await deputyPage(req.ctx, { validFrom: req.ctx.today })),
  )

  app.post(
    '/cases/deputies/new',
    { schema: { body: DeputyForm }, attachValidation: true, config },
    async (req, reply) => {
      const problems = await attempt(req, () => mandates.deputise(req.ctx, req.body))
      if (problems.length === 0) return reply.redirect(deputies, 303)
      return reply.page(await deputyPage(req.ctx, typedIn(req.body), problems))
    },
  )

  app.post('/cases/deputies/:id/end', { schema: { params: ById }, config }, async (req, reply) => {
    await mandates.endDeputy(req.ctx, req.params.id)
    return reply.redirect(deputies, 303)
  })
}

const seenBy = (ctx: Ctx) => ({ today: ctx.today, authorises: reach(ctx.actor, 'cases.authorise') })

/** Numbers of a field of which several may be chosen, whether they came as texts or were made numbers already. */
const numbersIn = (body: unknown, name: string): number[] => {
  const value = (body as Record<string, unknown> | null)?.[name]
  return [value].flat().map(Number).filter(Number.isSafeInteger)
}

type Chosen = { items: readonly number[]; powers: readonly string[] }

async function letterPage(
  ctx: Ctx,
  typed: Record<string, string>,
  chosen: Chosen = { items: [], powers: ['accept'] },
  problems: readonly Problem[] = [],
): Promise<Page> {
  const units = await listUnits(ctx.db, reach(ctx.actor, 'cases.authorise'))
  const unit = units.find((u) => u.code === (typed.unitCode || ctx.actor.unitCode)) ?? units[0]
  const clerks = await mandates.clerksToAuthorise(ctx)
  return newAuthorisationPage({
    units,
    unitCode: unit?.code ?? '',
    items: unit ? await listItemsOfUnit(ctx.db, unit.code) : [],
    clerks: clerks.filter((c) => c.id !== ctx.actor.accountId),
    typed,
    chosen,
    problems,
  })
}

async function deputyPage(ctx: Ctx, typed: Record<string, string>, problems: readonly Problem[] = []): Promise<Page> {
  const colleagues = await listColleagues(ctx.db, reach(ctx.actor, 'cases.authorise'))
  return newDeputyPage({ colleagues, me: ctx.actor.accountId, typed, problems })
}
