import { Type } from 'typebox'
import { Forbidden, type Problem } from '../../../core/errors.ts'
import { holds } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { DeliveredMeanwhile, deliverPart, mergePart, returnPart, withdrawPart } from '../parts.service.ts'
import { getPart, listParts } from '../parts.store.ts'
import { DeliverForm, ReturnForm } from '../schema.ts'
import { getReport } from '../store.ts'
import { getTemplate } from '../template.ts'
import { reportAt } from './crumbs.ts'
import { partPage } from './part.view.tsx'

const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })
const done: Readonly<Record<string, string>> = {
  delivered: '材料已经报送。',
  returned: '已经退回。',
  merged: '已经并入报告，请把正文改顺。',
}

/** What units deliver. Who may open it: the unit that delivers, and the office that asked. */
export const partRoutes: Routes = (app) => {
  app.get(
    '/reports/parts/:id',
    { schema: { params: ById, querystring: Done }, config: { may: 'reports.view' } },
    async (req, reply) =>
      reply.page(await pageOf(req.ctx, req.params.id, {}, [], { notice: done[req.query.done ?? ''] })),
  )
  app.post(
    '/reports/parts/:id',
    { schema: { params: ById, body: DeliverForm }, attachValidation: true, config: { may: 'reports.deliver' } },
    async (req, reply) => {
      const { id } = req.params
      const typed = typedIn(req.body)
      try {
        const problems = await attempt(req, () => deliverPart(req.ctx, id, req.body))
        if (problems.length > 0) return reply.page(await pageOf(req.ctx, id, typed, problems))
      } catch (error) {
        if (!(error instanceof DeliveredMeanwhile)) throw error
        return reply.page({ ...(await pageOf(req.ctx, id, typed, [], { meanwhile: error })), status: 409 })
      }
      return reply.redirect(`/desk/reports/parts/${id}?done=delivered`, 303)
    },
  )
  app.post(
    '/reports/parts/:id/return',
    { schema: { params: ById, body: ReturnForm }, attachValidation: true, config: { may: 'reports.write' } },
    async (req, reply) => {
      const { id } = req.params
      const problems = await attempt(req, () => returnPart(req.ctx, id, req.body))
      if (problems.length > 0) return reply.page(await pageOf(req.ctx, id, typedIn(req.body), problems))
      return reply.redirect(`/desk/reports/parts/${id}?done=returned`, 303)
    },
  )
  app.post(
    '/reports/parts/:id/withdraw',
    { schema: { params: ById }, config: { may: 'reports.write' } },
    async (req, reply) => {
      const report = await withdrawPart(req.ctx, req.params.id)
      return reply.redirect(`${reportAt(report)}?done=withdrawn`, 303)
    },
  )
  app.post(
    '/reports/parts/:id/merge',
    { schema: { params: ById }, config: { may: 'reports.write' } },
    async (req, reply) => {
      await mergePart(req.ctx, req.params.id)
      return reply.redirect(`/desk/reports/parts/${req.params.id}?done=merged`, 303)
    },
  )
}

async function pageOf(
  ctx: Ctx,
  id: number,
  typed: Readonly<Record<string, string>>,
  problems: readonly Problem[],
  more: { notice?: string | undefined; meanwhile?: DeliveredMeanwhile } = {},
) {
  const part = await getPart(ctx.db, id)
  const report = await getReport(ctx.db, part.reportId)
  const mayWrite = holds(ctx.actor, 'reports.write', report.unitPath)
  const own = holds(ctx.actor, 'reports.view', part.unitPath)
  if (!own && !mayWrite) throw new Forbidden(`“${part.unitName}”的材料不在您的管理范围内`)
  const open = part.reportState === 'draft'
  const section = getTemplate(part.template).sections.find((s) => s.key === part.key)?.title ?? ''
  const may = {
    deliver: open && part.state !== 'merged' && holds(ctx.actor, 'reports.deliver', part.unitPath),
    merge: open && part.state === 'delivered' && mayWrite,
    write: open && mayWrite,
  }
  const next = may.write
    ? (await listParts(ctx.db, part.reportId)).find((p) => p.state === 'delivered' && p.id !== id)
    : undefined
  return partPage({ part, section, may, next, today: ctx.today, typed, problems, ...more })
}
