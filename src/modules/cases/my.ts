import { Type } from 'typebox'
import type { Routes } from '../../platform/http.ts'
import { casesOfMine } from './applicant.service.ts'
import { myDrafts } from './drafts.service.ts'
import { doneWords, myCasesPage } from './my.view.tsx'
import { ByNumber, caseHref } from './portal/addresses.ts'
import { draftRoutes } from './portal/draft.ts'

const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })

/** Cases sent from one's own account, and those that are being made. */
export const myRoutes: Routes = (app) => {
  app.get('/cases', { schema: { querystring: Done }, config: { may: 'signedIn' } }, async (req, reply) => {
    const { ctx } = req
    const drafts = ctx.actor.kind === 'citizen' ? await myDrafts(ctx) : []
    const notice = req.query.done === undefined ? undefined : doneWords[req.query.done]
    return reply.page(myCasesPage({ lines: await casesOfMine(ctx), drafts, notice }))
  })

  // A case has one page, whoever opens it and how.
  app.get('/cases/:number', { schema: { params: ByNumber }, config: { may: 'signedIn' } }, async (req, reply) =>
    reply.redirect(caseHref(req.params.number), 302),
  )

  draftRoutes(app)
}
