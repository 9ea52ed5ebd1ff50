import type { Routes } from '../../../platform/http.ts'
import { listTerms } from '../catalogue.store.ts'
import { listPublished } from '../published.store.ts'
import { sumOfYear } from '../results.service.ts'
import { entryPage } from './entry.view.tsx'

/** The door of the mailbox: what belongs here, what does not, by when there is an answer. The same for everyone. */
export const entryRoutes: Routes = (app) => {
  app.get('/letters', { config: { may: 'everyone', cached: true } }, async (req, reply) => {
    const { replica, settings } = req.ctx
    const [terms, letters, sum] = await Promise.all([
      listTerms(replica),
      listPublished(replica, { limit: 8 }),
      sumOfYear(req.ctx),
    ])
    return reply.page(entryPage({ terms, letters, sum, hotline: settings.site.hotline }))
  })
  app.get('/services/letters', { config: { may: 'everyone' } }, (_req, reply) => reply.redirect('/letters', 301))
}
