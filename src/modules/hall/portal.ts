import type { Routes } from '../../platform/http.ts'
import { appointmentFollowRoutes } from './portal/appointment-follow.ts'
import { appointmentRoutes } from './portal/appointments.ts'
import { phoneRoutes } from './portal/phone.ts'

/** Booking and following an appointment, taking and following a number by phone. */
export const portalRoutes: Routes = (app) => {
  for (const routes of [appointmentRoutes, appointmentFollowRoutes, phoneRoutes]) routes(app)
}
