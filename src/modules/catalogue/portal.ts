import type { Routes } from '../../platform/http.ts'
import { findRoutes } from './portal/find.ts'
import { guideRoutes } from './portal/guide.ts'
import { listRoutes } from './portal/lists.ts'
import { prepareRoutes } from './portal/prepare.ts'

/** What people read before they come. */
export const portalRoutes: Routes = (app) => {
  findRoutes(app)
  guideRoutes(app)
  prepareRoutes(app)
  listRoutes(app)
}
