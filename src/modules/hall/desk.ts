import type { Routes } from '../../platform/http.ts'
import { appointmentRoutes } from './desk/appointments.ts'
import { dayRoutes } from './desk/days.ts'
import { deviceRoutes } from './desk/devices.ts'
import { figureRoutes } from './desk/figures.ts'
import { hoursRoutes } from './desk/hours.ts'
import { layoutRoutes } from './desk/layout.ts'
import { offerRoutes } from './desk/offers.ts'
import { takeRoutes } from './desk/take.ts'
import { windowRoutes } from './desk/window.ts'
import { ledgerPages } from './ledgers.ts'

/** /desk/hall: the screen at the window, numbers at the service desk, the hall as it is now and as it is arranged. */
export const deskRoutes: Routes = (app) => {
  for (const routes of [windowRoutes, takeRoutes, appointmentRoutes, offerRoutes]) routes(app)
  for (const routes of [dayRoutes, layoutRoutes, hoursRoutes, deviceRoutes, figureRoutes]) routes(app)
  ledgerPages(app)
}
