import type { Routes } from '../../platform/http.ts'
import { listRoutes } from './desk/list.ts'
import { paperRoutes } from './desk/paper.ts'
import { recordRoutes } from './desk/record.ts'
import { resultRoutes } from './desk/results.ts'

/** /desk/ratings: what was said, results, appeals and their review. */
export const deskRoutes: Routes = (app) => {
  for (const routes of [listRoutes, resultRoutes, paperRoutes, recordRoutes]) routes(app)
}
