import { NotFound } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { originOf } from '../../../platform/web.ts'
import { findPublished } from '../published.store.ts'
import { ById, idIn, open } from './addresses.ts'
import { documentPage, gonePage } from './documents.view.tsx'
import { treeOf } from './tree.ts'

/** The page of one piece of government information. */
export const documentRoutes: Routes = (app) => {
  app.get('/documents/:id', { schema: { params: ById }, config: open }, async (req, reply) => {
    const [document, tree] = await Promise.all([
      findPublished(req.ctx.replica, idIn(req.params.id, '信息')),
      treeOf(req.ctx),
    ])
    if (!document) throw new NotFound('信息')
    const lineage = tree.lineage(document.columnPath)
    if (document.withdrawal === 'gone') return reply.page(gonePage({ document, lineage }))
    reply.visit = { column: document.columnCode, document: document.id }
    return reply.page(documentPage({ document, lineage, url: `${originOf(req)}/documents/${document.id}` }))
  })
}
