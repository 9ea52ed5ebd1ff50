import type { Routes } from '../../platform/http.ts'
import { findRoutes } from './portal/find.ts'

/** What people read before they come. */
export const portalRoutes: Routes = (app) => {
  findRoutes(app)
}
