import type { Routes } from '../../platform/http.ts'
import { answerRoutes } from './desk/answers.ts'
import { columnRoutes } from './desk/columns.ts'
import { correctionRoutes } from './desk/corrections.ts'
import { documentRoutes } from './desk/documents.ts'
import { draftRoutes } from './desk/draft.ts'
import { linkRoutes } from './desk/links.ts'
import { stepRoutes } from './desk/steps.ts'
import { transferRoutes } from './desk/transfer.ts'
import { versionRoutes } from './desk/versions.ts'
import { workListRoutes } from './desk/worklist.ts'
import { ledgerPages } from './ledgers.ts'

/** /desk/disclosure: where documents are written, reviewed, published and kept in order. */
export const deskRoutes: Routes = (app) => {
  for (const routes of [workListRoutes, documentRoutes, versionRoutes, draftRoutes, stepRoutes, correctionRoutes])
    routes(app)
  for (const routes of [columnRoutes, linkRoutes, answerRoutes, transferRoutes, ledgerPages]) routes(app)
}
