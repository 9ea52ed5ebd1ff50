import type { FastifyReply, FastifyRequest } from 'fastify'
import { visitor } from '../platform/actor.ts'
import type { App } from '../platform/http.ts'
import type { LivePart } from '../platform/live.ts'
import type { Module } from '../platform/module.ts'
import { csrfToken } from '../platform/web.ts'
import type { World } from '../platform/world.ts'
import { type Frame, type Page, type Render, renderDocument, renderPart, statusOf } from '../ui/index.ts'

/** What every wing is built from. */
export type Parts = {
  modules: readonly Module[]
  world: World
}

const elderCookie = /(?:^|;\s*)elder=1(?:;|$)/

/** Whether the visitor has switched to 长者模式; read from the header, since a cached page is answered before cookies are parsed. */
export function isElder(cookie: string | undefined): boolean {
  return cookie !== undefined && elderCookie.test(cookie)
}

/** What components may know of the page being made. The token is made only if a form asks for it. */
export function renderOf(req: FastifyRequest, reply: FastifyReply): Render {
  const forms = !req.cacheSlot
  return {
    site: req.ctx.settings.site,
    path: req.url,
    elder: isElder(req.headers.cookie),
    get csrfToken() {
      return forms ? csrfToken(reply) : undefined
    },
  }
}

/** Sends a page in a wing's frame. */
export function sendPage(page: Page, frame: Frame, reply: FastifyReply): FastifyReply {
  return reply.code(statusOf(page)).type('text/html; charset=utf-8').send(renderDocument(page, frame))
}

/** How a wing keeps parts of its pages up to date. */
export function sendLive(app: App, world: World) {
  return function (this: FastifyReply, { name, topic, part }: LivePart): Promise<void> {
    const { ctx } = this.request
    // Made for many readers: it knows nothing of the one who asked first.
    const render: Render = { site: ctx.settings.site, path: this.request.url, elder: false, csrfToken: undefined }
    return app.live.open(this, {
      name,
      topic,
      render: async () => renderPart(await part(world.context(visitor)), render),
    })
  }
}
