import { reach } from '../../../platform/actor.ts'
import type { Routes } from '../../../platform/http.ts'
import { listDelegations } from '../delegation.service.ts'
import { delegationsPage } from './delegations.view.tsx'

export const delegationRoutes: Routes = (app) => {
  app.get('/catalogue/delegations', { config: { may: 'catalogue.view' } }, async (req, reply) => {
    const { ctx } = req
    return reply.page(delegationsPage({ lines: await listDelegations(ctx.db, reach(ctx.actor, 'catalogue.view')) }))
  })
}
