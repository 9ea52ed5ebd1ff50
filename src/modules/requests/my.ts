import type { Routes } from '../../platform/http.ts'
import { requestsOfMine } from './applicant.service.ts'
import { myRequestsPage } from './my.view.tsx'

/** Requests sent from one's own account. */
export const myRoutes: Routes = (app) => {
  app.get('/requests', { config: { may: 'signedIn' } }, async (req, reply) =>
    reply.page(myRequestsPage({ lines: await requestsOfMine(req.ctx) })),
  )
}
