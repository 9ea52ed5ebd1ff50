import type { Routes } from '../../platform/http.ts'
import { rateRoutes } from './portal/rate.ts'
import { resultRoutes } from './portal/results.ts'

/** Rating what was done for oneself, and reading what others said. */
export const portalRoutes: Routes = (app) => {
  rateRoutes(app)
  resultRoutes(app)
}
