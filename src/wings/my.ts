import type { FastifyReply } from 'fastify'
import { NotFound } from '../core/errors.ts'
import { casesOfMine, myDrafts, waitsForApplicant } from '../modules/cases/index.ts'
import type { App } from '../platform/http.ts'
import { portalLayout } from '../ui/index.ts'
import { answerPage } from './answers.ts'
import { requireToken } from './csrf.ts'
import { type Parts, renderOf, sendLive, sendPage } from './frame.ts'
import { guard } from './guard.ts'
import { myFrontPage } from './my.view.tsx'
import { personOf } from './portal.ts'

/** /my: a signed-in citizen's or firm's own matters, in the portal's frame. */
export function myWing({ modules, world }: Parts) {
  return async (app: App) => {
    app.decorateReply('page', function (this: FastifyReply, page) {
      const req = this.request
      const frame = Object.assign(renderOf(req, this), {
        wing: 'my' as const,
        layout: portalLayout({ person: personOf(req.ctx.actor) }),
      })
      return sendPage(page, frame, this)
    })
    app.decorateReply('liveView', sendLive(app, world))
    app.addHook('onRequest', guard('/sign-in'))
    requireToken(app)
    app.setErrorHandler(answerPage)
    app.setNotFoundHandler((req, reply) => answerPage(new NotFound(), req, reply))
    for (const module of modules) module.my?.(app)
    app.get('/', { config: { may: 'signedIn' } }, async (req, reply) => {
      const { actor } = req.ctx
      const open = (await casesOfMine(req.ctx)).filter((c) => c.completedOn === null)
      // What waits for the applicant comes first; the rest keeps its order.
      const sorted = open.toSorted((a, b) => Number(waitsForApplicant(b)) - Number(waitsForApplicant(a)))
      const drafts = actor.kind === 'citizen' ? (await myDrafts(req.ctx)).length : 0
      return reply.page(myFrontPage({ actor, open: sorted, drafts }))
    })
  }
}
