import { NotFound } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { listLineage } from '../columns.store.ts'
import { findPublished, listNeighbours } from '../published.store.ts'
import { ById, idIn, open, originOf } from './addresses.ts'
import { documentPage, gonePage } from './documents.view.tsx'

/** The page of one piece of government information. */
export const documentRoutes: Routes = (app) => {
  app.get('/documents/:id', { schema: { params: ById }, config: open }, async (req, reply) => {
    const { replica } = req.ctx
    const document = await findPublished(replica, idIn(req.params.id, '信息'))
    if (!document) throw new NotFound('信息')
    const lineage = await listLineage(replica, document.columnPath)
    if (document.withdrawal === 'gone') return reply.page(gonePage({ document, lineage }))
    const neighbours = await listNeighbours(replica, document)
    reply.visit = { column: document.columnCode, document: document.id }
    return reply.page(documentPage({ document, lineage, neighbours, url: `${originOf(req)}/documents/${document.id}` }))
  })
}
