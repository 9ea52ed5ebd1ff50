import type { Routes } from '../../platform/http.ts'
import { appointmentsOfMine } from './follow.service.ts'
import { myAppointmentsPage } from './my.view.tsx'

/** Appointments made from one's own account. */
export const myRoutes: Routes = (app) => {
  app.get('/appointments', { config: { may: 'signedIn' } }, async (req, reply) =>
    reply.page(myAppointmentsPage({ lines: await appointmentsOfMine(req.ctx) })),
  )
}
