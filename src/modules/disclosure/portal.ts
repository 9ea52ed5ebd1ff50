import type { Routes } from '../../platform/http.ts'
import { feedRoutes } from './feeds.ts'
import { answerRoutes } from './portal/answers.ts'
import { attachmentRoutes } from './portal/attachments.ts'
import { columnRoutes } from './portal/columns.ts'
import { documentRoutes } from './portal/documents.ts'
import { overviewRoutes } from './portal/overview.ts'
import { searchRoutes } from './portal/search.ts'

/** What the public reads. */
export const portalRoutes: Routes = (app) => {
  columnRoutes(app)
  documentRoutes(app)
  attachmentRoutes(app)
  searchRoutes(app)
  answerRoutes(app)
  overviewRoutes(app)
  feedRoutes(app)
}
