import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../core/errors.ts'
import { holds } from '../platform/actor.ts'
import type { App } from '../platform/http.ts'
import type { DeskLink } from '../platform/module.ts'
import { deskLayout } from '../ui/index.ts'
import { answerPage } from './answers.ts'
import { requireToken } from './csrf.ts'
import { deskFrontPage } from './desk/front.view.tsx'
import { systemInbox, systemLinks, systemRoutes } from './desk/system.ts'
import { type Parts, renderOf, sendLive, sendPage } from './frame.ts'
import { guard } from './guard.ts'

/** /desk: where staff work. Navigation goes by duty, and shows only what the person may use. */
export function deskWing({ modules, world }: Parts) {
  const links: readonly DeskLink[] = [...modules.flatMap((m) => m.deskLinks ?? []), ...systemLinks]
  const linksFor = (req: FastifyRequest) => links.filter((l) => holds(req.ctx.actor, l.may))

  return async (app: App) => {
    app.decorateReply('page', function (this: FastifyReply, page) {
      const req = this.request
      const { actor } = req.ctx
      const duties = Array.from(
        Map.groupBy(linksFor(req), (l) => l.duty),
        ([label, group]) => ({ label, links: group.map((l) => ({ label: l.label, href: l.href })) }),
      )
      const person =
        actor.kind === 'staff' ? { name: actor.name, account: '/my/account', signOut: '/sign-out' } : undefined
      const frame = Object.assign(renderOf(req, this), {
        wing: 'desk' as const,
        layout: deskLayout({ person, duties }),
      })
      return sendPage(page, frame, this)
    })
    app.decorateReply('liveView', sendLive(app, world))
    app.addHook('onRequest', guard('/desk/sign-in'))
    requireToken(app)
    app.setErrorHandler(answerPage)
    app.setNotFoundHandler((req, reply) => answerPage(new NotFound(), req, reply))
    for (const module of modules) module.desk?.(app)
    systemRoutes(app, world)
    app.get('/', { config: { may: 'staff' } }, async (req, reply) => {
      const items = await Promise.all(modules.map((m) => m.inbox?.(req.ctx) ?? []))
      return reply.page(deskFrontPage({ name: req.ctx.actor.name, items: [...items.flat(), ...systemInbox(req.ctx)] }))
    })
  }
}
