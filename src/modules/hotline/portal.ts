import type { Routes } from '../../platform/http.ts'
import { entryRoutes } from './portal/entry.ts'
import { followRoutes } from './portal/follow.ts'
import { publishedRoutes } from './portal/published.ts'
import { writeRoutes } from './portal/write.ts'

/** What a person does: read what others asked, write, follow. */
export const portalRoutes: Routes = (app) => {
  entryRoutes(app)
  writeRoutes(app)
  followRoutes(app)
  publishedRoutes(app)
}
