import type { Routes } from '../../platform/http.ts'
import { adoptRoutes } from './desk/adopt.ts'
import { basicRoutes } from './desk/basic.ts'
import { delegationRoutes } from './desk/delegations.ts'
import { fileRoutes } from './desk/files.ts'
import { fillRoutes } from './desk/fill/fill.ts'
import { itemRoutes } from './desk/item.ts'
import { moveRoutes } from './desk/moves.ts'
import { rateRoutes } from './desk/rates.ts'
import { transferRoutes } from './desk/transfer.ts'
import { workListRoutes } from './desk/worklist.ts'
import { ledgerPages } from './ledgers.ts'

/** /desk/catalogue: the superior's catalogue, the items of units and their lists, from adopting to cancelling. */
export const deskRoutes: Routes = (app) => {
  for (const routes of [workListRoutes, itemRoutes, fillRoutes, fileRoutes, moveRoutes]) routes(app)
  for (const routes of [basicRoutes, adoptRoutes, delegationRoutes, transferRoutes, rateRoutes]) routes(app)
  ledgerPages(app)
}
