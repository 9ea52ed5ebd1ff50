import type { Routes } from '../../../platform/http.ts'
import { columnText } from '../../disclosure/index.ts'
import { entryPage } from './entry.view.tsx'

/** The door: what is public already, how to apply, how to follow. The same for everyone. */
export const entryRoutes: Routes = (app) => {
  app.get('/requests', { config: { may: 'everyone', cached: true } }, async (req, reply) => {
    const { column, text } = await columnText(req.ctx, 'application')
    if (column) reply.visit = { column, document: 0 }
    const regime = req.ctx.law.regimeOn(req.ctx.today)
    return reply.page(entryPage({ limits: regime.limits, order: regime.orderNumber, text }))
  })
}
