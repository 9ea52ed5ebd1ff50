import type { Routes } from '../../platform/http.ts'
import { myLettersPage } from './my.view.tsx'
import { ordersOfMine } from './person.service.ts'

/** Letters sent from one's own account. */
export const myRoutes: Routes = (app) => {
  app.get('/letters', { config: { may: 'signedIn' } }, async (req, reply) =>
    reply.page(myLettersPage({ lines: await ordersOfMine(req.ctx) })),
  )
}
