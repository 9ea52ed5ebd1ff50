import type { Routes } from '../../platform/http.ts'
import { applyRoutes } from './portal/apply.ts'
import { entryRoutes } from './portal/entry.ts'
import { followRoutes } from './portal/follow.ts'

/** What an applicant does: look, apply, follow. */
export const portalRoutes: Routes = (app) => {
  entryRoutes(app)
  applyRoutes(app)
  followRoutes(app)
}
