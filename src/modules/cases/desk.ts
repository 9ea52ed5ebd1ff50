import type { Routes } from '../../platform/http.ts'
import { bringRoutes } from './desk/bring.ts'
import { intakeRoutes } from './desk/intake.ts'
import { mandateRoutes } from './desk/mandates.ts'
import { moveRoutes } from './desk/move.ts'
import { paperRoutes } from './desk/papers.ts'
import { proposalRoutes } from './desk/proposals.ts'
import { recordRoutes } from './desk/record.ts'
import { warningRoutes } from './desk/warnings.ts'
import { workListRoutes } from './desk/worklist.ts'

/** /desk/cases: where cases are taken in, reviewed, decided, issued, delivered and watched over. */
export const deskRoutes: Routes = (app) => {
  for (const routes of [workListRoutes, intakeRoutes, proposalRoutes, mandateRoutes, warningRoutes]) routes(app)
  for (const routes of [recordRoutes, moveRoutes, bringRoutes, paperRoutes]) routes(app)
}
