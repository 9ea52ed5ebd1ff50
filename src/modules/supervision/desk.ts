import { Type } from 'typebox'
import type { Problem } from '../../core/errors.ts'
import { holds, reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Routes } from '../../platform/http.ts'
import { attempt } from '../../ui/index.ts'
import { listUnits } from '../organisations/index.ts'
import { complaintsPage, remediesPage } from './desk.view.tsx'
import { ComplaintForm, ComplaintOutcomeForm, RemedyForm, RemedyOutcomeForm } from './schema.ts'
import { closeComplaint, closeRemedy, recordComplaint, recordRemedy } from './service.ts'
import { listComplaints, listRemedies } from './store.ts'

const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const view = { may: 'supervision.view' } as const
const record = { may: 'supervision.record' } as const

type Typed = Readonly<Record<string, unknown>>

async function around(ctx: Ctx, { closing, ...typed }: Typed, problems: readonly Problem[]) {
  const units = holds(ctx.actor, 'supervision.record')
    ? await listUnits(ctx.db, reach(ctx.actor, 'supervision.record'))
    : []
  return { units, typed, problems, closing: typeof closing === 'number' ? closing : undefined }
}

const remedies = async (ctx: Ctx, typed: Typed = {}, problems: readonly Problem[] = []) =>
  remediesPage({
    rows: await listRemedies(ctx.db, reach(ctx.actor, 'supervision.view')),
    ...(await around(ctx, typed, problems)),
  })

const complaints = async (ctx: Ctx, typed: Typed = {}, problems: readonly Problem[] = []) =>
  complaintsPage({
    rows: await listComplaints(ctx.db, reach(ctx.actor, 'supervision.view')),
    ...(await around(ctx, typed, problems)),
  })

export const deskRoutes: Routes = (app) => {
  app.get('/supervision/remedies', { config: view }, async (req, reply) => reply.page(await remedies(req.ctx)))

  app.post(
    '/supervision/remedies',
    { schema: { body: RemedyForm }, attachValidation: true, config: record },
    async (req, reply) => {
      const problems = await attempt(req, () => recordRemedy(req.ctx, req.body))
      if (problems.length > 0) return reply.page(await remedies(req.ctx, req.body, problems))
      return reply.redirect('/desk/supervision/remedies', 303)
    },
  )

  app.post(
    '/supervision/remedies/:id/close',
    { schema: { params: ById, body: RemedyOutcomeForm }, attachValidation: true, config: record },
    async (req, reply) => {
      const problems = await attempt(req, () => closeRemedy(req.ctx, req.params.id, req.body))
      if (problems.length > 0)
        return reply.page(await remedies(req.ctx, { ...req.body, closing: req.params.id }, problems))
      return reply.redirect('/desk/supervision/remedies', 303)
    },
  )

  app.get('/supervision/complaints', { config: view }, async (req, reply) => reply.page(await complaints(req.ctx)))

  app.post(
    '/supervision/complaints',
    { schema: { body: ComplaintForm }, attachValidation: true, config: record },
    async (req, reply) => {
      const problems = await attempt(req, () => recordComplaint(req.ctx, req.body))
      if (problems.length > 0) return reply.page(await complaints(req.ctx, req.body, problems))
      return reply.redirect('/desk/supervision/complaints', 303)
    },
  )

  app.post(
    '/supervision/complaints/:id/close',
    { schema: { params: ById, body: ComplaintOutcomeForm }, attachValidation: true, config: record },
    async (req, reply) => {
      const problems = await attempt(req, () => closeComplaint(req.ctx, req.params.id, req.body))
      if (problems.length > 0)
        return reply.page(await complaints(req.ctx, { ...req.body, closing: req.params.id }, problems))
      return reply.redirect('/desk/supervision/complaints', 303)
    },
  )
}
