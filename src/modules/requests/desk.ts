import type { Routes } from '../../platform/http.ts'
import { approvalRoutes } from './desk/approvals.ts'
import { archivingRoutes } from './desk/archiving.ts'
import { fileRoutes } from './desk/files.ts'
import { intakeRoutes } from './desk/intake.ts'
import { moveRoutes } from './desk/move.ts'
import { publishRoutes } from './desk/publish.ts'
import { recordRoutes } from './desk/record.ts'
import { replyRoutes } from './desk/reply.ts'
import { workListRoutes } from './desk/worklist.ts'

/** /desk/requests: where requests are taken in, worked through, approved, answered and archived. */
export const deskRoutes: Routes = (app) => {
  for (const routes of [workListRoutes, intakeRoutes, approvalRoutes, archivingRoutes]) routes(app)
  for (const routes of [recordRoutes, moveRoutes, replyRoutes, fileRoutes, publishRoutes]) routes(app)
}
