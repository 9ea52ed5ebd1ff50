import type { Routes } from '../../platform/http.ts'
import { answerRoutes } from './portal/answers.ts'
import { consultRoutes } from './portal/consult.ts'
import { knowledgeRoutes } from './portal/knowledge.ts'

/** What the public reads of the knowledge base, and how it asks. */
export const portalRoutes: Routes = (app) => {
  knowledgeRoutes(app)
  answerRoutes(app)
  consultRoutes(app)
}
