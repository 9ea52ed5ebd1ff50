import type { Db } from '../../platform/database.ts'
import type { CaseEvent } from './limits.ts'
import { type CaseMaterial, listMaterials } from './materials.store.ts'
import { type CaseMessage, type CasePaper, listMessages, listPapers } from './papers.store.ts'
import { type CaseDelivery, type CaseResult, listDeliveries, listResults } from './results.store.ts'
import { type CaseProposal, type CaseStep, listEvents, listProposals, listSteps } from './steps.store.ts'

/** All that belongs to a case besides its row. */
export type Life = {
  events: CaseEvent[]
  materials: CaseMaterial[]
  steps: CaseStep[]
  proposals: CaseProposal[]
  papers: CasePaper[]
  results: CaseResult[]
  deliveries: CaseDelivery[]
  messages: CaseMessage[]
}

/** Reads everything that belongs to a case, one query after the other: inside a transaction there is one connection. */
export async function lifeOf(db: Db, caseId: number): Promise<Life> {
  return {
    events: await listEvents(db, caseId),
    materials: await listMaterials(db, caseId),
    steps: await listSteps(db, caseId),
    proposals: await listProposals(db, caseId),
    papers: await listPapers(db, caseId),
    results: await listResults(db, caseId),
    deliveries: await listDeliveries(db, caseId),
    messages: await listMessages(db, caseId),
  }
}
