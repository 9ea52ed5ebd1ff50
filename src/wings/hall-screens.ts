import type { FastifyReply } from 'fastify'
import { NotFound } from '../core/errors.ts'
import type { App } from '../platform/http.ts'
import type { World } from '../platform/world.ts'
import { boardLayout, type ElementName, kioskLayout } from '../ui/index.ts'
import { answerPage } from './answers.ts'
import { requireToken } from './csrf.ts'
import { type Parts, renderOf, sendLive, sendPage } from './frame.ts'
import { guard } from './guard.ts'

/** /kiosk: self-service terminals, each under the address of its hall, such as /kiosk/main/take. */
export function kioskWing({ modules, world }: Parts) {
  return screenWing(
    'kiosk',
    world,
    kioskLayout((path) => /^\/kiosk\/[^/]+/.exec(path)?.[0]),
    (app) => {
      for (const module of modules) module.kiosk?.(app)
    },
  )
}

/** /board: wall screens of a hall. */
export function boardWing({ modules, world }: Parts) {
  return screenWing('board', world, boardLayout(), (app) => {
    for (const module of modules) module.board?.(app)
  })
}

/** What every page of a wing stands on. */
const always: Record<'kiosk' | 'board', readonly ElementName[]> = { kiosk: ['mt-kiosk'], board: [] }

function screenWing(
  wing: 'kiosk' | 'board',
  world: World,
  layout: ReturnType<typeof boardLayout>,
  routes: (app: App) => void,
) {
  return async (app: App) => {
    app.decorateReply('page', function (this: FastifyReply, own) {
      const page = { ...own, elements: [...always[wing], ...(own.elements ?? [])] }
      return sendPage(page, Object.assign(renderOf(this.request, this), { wing, layout }), this)
    })
    app.decorateReply('liveView', sendLive(app, world))
    // What one person did on a machine in the hall is not there for the next.
    app.addHook('onRequest', async (_, reply) => {
      reply.header('cache-control', 'no-store')
    })
    app.addHook('onRequest', guard('/sign-in'))
    requireToken(app)
    app.setErrorHandler(answerPage)
    app.setNotFoundHandler((req, reply) => answerPage(new NotFound(), req, reply))
    routes(app)
  }
}
