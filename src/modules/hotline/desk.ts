import type { Routes } from '../../platform/http.ts'
import { bulletinRoutes } from './desk/bulletin.ts'
import { catalogueRoutes } from './desk/catalogue.ts'
import { figuresRoutes } from './desk/figures.ts'
import { intakeRoutes } from './desk/intake.ts'
import { moveRoutes } from './desk/move.ts'
import { recordRoutes } from './desk/record.ts'
import { termsRoutes } from './desk/terms.ts'
import { transferRoutes } from './desk/transfer.ts'
import { workListRoutes } from './desk/worklist.ts'

/** /desk/hotline: where work orders are registered, dispatched, handled, reviewed, followed up and watched over. */
export const deskRoutes: Routes = (app) => {
  for (const routes of [
    workListRoutes,
    intakeRoutes,
    transferRoutes,
    termsRoutes,
    catalogueRoutes,
    figuresRoutes,
    bulletinRoutes,
    recordRoutes,
    moveRoutes,
  ])
    routes(app)
}
