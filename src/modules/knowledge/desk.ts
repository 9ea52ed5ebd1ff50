import type { Routes } from '../../platform/http.ts'
import { articleRoutes } from './desk/articles.ts'
import { enquiryListRoutes } from './desk/enquiries.ts'
import { enquiryRoutes } from './desk/enquiry.ts'
import { entryRoutes } from './desk/entry.ts'
import { transferRoutes } from './desk/transfer.ts'
import { workListRoutes } from './desk/worklist.ts'

/** The knowledge base and enquiries, for those who answer. */
export const deskRoutes: Routes = (app) => {
  workListRoutes(app)
  transferRoutes(app)
  articleRoutes(app)
  enquiryListRoutes(app)
  entryRoutes(app)
  enquiryRoutes(app)
}
