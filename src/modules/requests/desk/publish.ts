import type { Routes } from '../../../platform/http.ts'
import { publishAnswer } from '../publish.service.ts'
import { ByNumber } from './record.ts'

/** From many askers to one published document. */
export const publishRoutes: Routes = (app) => {
  app.post(
    '/requests/:number/publish',
    { schema: { params: ByNumber }, config: { may: 'disclosure.draft' } },
    async (req, reply) => {
      const document = await publishAnswer(req.ctx, req.params.number)
      return reply.redirect(`/desk/disclosure/documents/${document}/edit`, 303)
    },
  )
}
