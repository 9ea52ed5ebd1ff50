import type { Routes } from '../../platform/http.ts'
import { listOfAccount } from './enquiries.store.ts'
import { myEnquiriesPage } from './my.view.tsx'

/** Enquiries sent from one's own account. */
export const myRoutes: Routes = (app) => {
  app.get('/enquiries', { config: { may: 'signedIn' } }, async (req, reply) => {
    const { accountId } = req.ctx.actor
    return reply.page(myEnquiriesPage({ lines: accountId ? await listOfAccount(req.ctx.db, accountId) : [] }))
  })
}
