import { Type } from 'typebox'
import type { Problem } from '../../core/errors.ts'
import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Routes } from '../../platform/http.ts'
import { attempt, typedIn } from '../../ui/index.ts'
import { listUnits } from '../organisations/index.ts'
import { reportAt } from './desk/crumbs.ts'
import { listPage } from './desk/list.view.tsx'
import { partRoutes } from './desk/parts.ts'
import { reportRoutes } from './desk/report.ts'
import { sectionRoutes } from './desk/section.ts'
import { listPartsOf } from './parts.store.ts'
import { StartForm } from './schema.ts'
import { listReports } from './store.ts'
import { startReport } from './write.service.ts'

const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })

export const deskRoutes: Routes = (app) => {
  app.get('/reports', { schema: { querystring: Done }, config: { may: 'reports.view' } }, async (req, reply) =>
    reply.page(await pageOf(req.ctx, {}, [], req.query.done === 'discarded' ? '草稿已经废弃。' : undefined)),
  )
  app.post(
    '/reports',
    { schema: { body: StartForm }, attachValidation: true, config: { may: 'reports.write' } },
    async (req, reply) => {
      let id = 0
      const problems = await attempt(req, async () => {
        id = await startReport(req.ctx, req.body)
      })
      if (problems.length > 0) return reply.page(await pageOf(req.ctx, typedIn(req.body), problems))
      return reply.redirect(`${reportAt(id)}?done=started`, 303)
    },
  )
  partRoutes(app)
  sectionRoutes(app)
  reportRoutes(app)
}

async function pageOf(
  ctx: Ctx,
  typed: Readonly<Record<string, string>>,
  problems: readonly Problem[],
  notice?: string,
) {
  const [reports, parts, units] = await Promise.all([
    listReports(ctx.db, reach(ctx.actor, 'reports.view')),
    listPartsOf(ctx.db, reach(ctx.actor, 'reports.deliver')),
    listUnits(ctx.db, reach(ctx.actor, 'reports.write')),
  ])
  const reporting = units.filter((u) => ['government', 'office', 'department', 'town', 'subdistrict'].includes(u.kind))
  return listPage({ reports, parts, units: reporting, today: ctx.today, typed, problems, notice })
}
