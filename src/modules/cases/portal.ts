import type { Routes } from '../../platform/http.ts'
import { applyRoutes } from './portal/apply.ts'
import { followRoutes } from './portal/follow.ts'
import { verifyRoutes } from './portal/verify.ts'

/** What an applicant does, and whoever is shown a certificate: begin, follow, verify. */
export const portalRoutes: Routes = (app) => {
  applyRoutes(app)
  followRoutes(app)
  verifyRoutes(app)
}
