import type { FastifyReply, FastifyRequest, FastifySchema, RouteOptions } from 'fastify'
import { Forbidden } from '../core/errors.ts'
import { holds } from '../platform/actor.ts'
import type { App, May } from '../platform/http.ts'

/** One address of the house and who may use it. */
export type RouteEntry = { method: string; url: string; may: May; schema: FastifySchema | undefined }

/** Collects the table of all routes. A route that does not say who may use it stops the start. */
export function keepRouteTable(app: App): RouteEntry[] {
  const routes: RouteOptions[] = []
  const table: RouteEntry[] = []
  app.addHook('onRoute', (route) => {
    routes.push(route)
  })
  // Not sooner: what a plugin registers may be told who may use it by the plugin around it.
  app.addHook('onReady', async () => {
    for (const route of routes) {
      const { may } = route.config ?? {}
      const { url, schema } = route
      if (!may) throw new Error(`${route.method} ${url} does not declare who may use it (config.may)`)
      for (const method of [route.method].flat()) if (method !== 'HEAD') table.push({ method, url, may, schema })
    }
  })
  return table
}

/**
 * Lets through who may use the route. A visitor is led to the sign-in page and back; who is signed in but holds no
 * such permission is told so.
 * @param signIn - address of the wing's sign-in page; undefined for the API, which answers 401
 */
export function guard(signIn: string | undefined) {
  return async (req: FastifyRequest, reply: FastifyReply) => {
    const { may } = req.routeOptions.config
    if (!may || may === 'everyone') return
    const { actor } = req.ctx
    if (actor.kind === 'visitor') {
      if (!signIn)
        return reply
          .code(401)
          .type('application/problem+json')
          .send({ title: '请先登录', status: 401, code: 'signInFirst' })
      const next = req.method === 'GET' ? `?next=${encodeURIComponent(req.url)}` : ''
      return reply.redirect(`${signIn}${next}`, 303)
    }
    if (may === 'signedIn') return
    if (may === 'staff') {
      if (actor.kind !== 'staff') throw new Forbidden('工作台只供工作人员使用，您的事项在“我的”里')
      return
    }
    if (!holds(actor, may)) throw new Forbidden(`您的账号没有“${may}”权限`)
  }
}
