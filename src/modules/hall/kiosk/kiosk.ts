import type { Routes } from '../../../platform/http.ts'
import { caseRoutes } from './cases.ts'
import { guideRoutes } from './guide.ts'
import { keepRoutes } from './keep.ts'
import { startRoutes } from './start.ts'
import { takeRoutes } from './take.ts'

/** Pages of the self-service terminals, each for the terminal that is paired for its hall. */
export const kioskRoutes: Routes = (app) => {
  startRoutes(app)
  takeRoutes(app)
  keepRoutes(app)
  caseRoutes(app)
  guideRoutes(app)
}
