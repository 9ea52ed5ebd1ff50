import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '../core/errors.ts'
import type { Actor } from '../platform/actor.ts'
import type { App } from '../platform/http.ts'
import { root } from '../platform/root.ts'
import { type Manifest, portalLayout, useAssets } from '../ui/index.ts'
import { answerPage } from './answers.ts'
import { requireToken } from './csrf.ts'
import { type Parts, renderOf, sendLive, sendPage } from './frame.ts'
import { guard } from './guard.ts'
import { chainPage } from './portal/chain.view.tsx'
import { homeRoutes } from './portal/home.ts'
import { progressRoutes } from './portal/progress.ts'

const Elder = Type.Object({
  on: Type.Optional(Type.Union([Type.Literal('1'), Type.Literal('0')])),
  back: Type.Optional(Type.String({ maxLength: 500 })),
})

/** The portal: what everyone sees. */
export function portalWing({ modules, world }: Parts) {
  return async (app: App) => {
    app.decorateReply('page', function (this: FastifyReply, page) {
      const req = this.request
      const frame = Object.assign(renderOf(req, this), {
        wing: 'portal' as const,
        layout: portalLayout({ person: personOf(req.ctx.actor) }),
      })
      return sendPage(page, frame, this)
    })
    app.decorateReply('liveView', sendLive(app, world))
    app.decorate('linesOfItem', async (db, code, today) => {
      const lines = await Promise.all(modules.map((m) => m.lineOfItem?.(db, code, today)))
      return lines.filter((line) => line !== undefined)
    })
    app.addHook('onRequest', guard('/sign-in'))
    requireToken(app)
    app.setErrorHandler(answerPage)
    app.setNotFoundHandler((req, reply) => answerPage(new NotFound(), req, reply))
    await serveAssets(app)
    homeRoutes(app)
    progressRoutes(app)
    for (const module of modules) module.portal?.(app)

    // A switch of taste changes nothing but this visitor's own pages, so a plain link may do it.
    app.get('/elder', { schema: { querystring: Elder }, config: { may: 'everyone' } }, async (req, reply) => {
      const { on, back } = req.query
      reply.setCookie('elder', on === '1' ? '1' : '', {
        path: '/',
        sameSite: 'lax',
        maxAge: on === '1' ? 365 * 86400 : 0,
      })
      return reply.redirect(localPath(back), 303)
    })

    app.get('/chain', { config: { may: 'everyone', cached: true } }, async (req, reply) => {
      const heads = await req.ctx.replica
        .selectFrom('chainHeads')
        .select(['day', 'position', 'hash'])
        .orderBy('day', 'desc')
        .limit(366)
        .execute()
      return reply.page(chainPage({ heads }))
    })
  }
}

/** Who is named in the top line of the page. */
export function personOf(actor: Actor): { name: string; href: string } | undefined {
  if (actor.kind === 'visitor') return undefined
  return { name: actor.name, href: actor.kind === 'staff' ? '/desk' : '/my' }
}

/** A path of this site, or the front page: a link must not lead elsewhere. */
function localPath(path: string | undefined): string {
  return path && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : '/'
}

/** Built styles and scripts. Their names carry a hash of the content, so browsers may keep them for ever. */
async function serveAssets(app: App): Promise<void> {
  const folder = join(root, 'dist/assets')
  const manifest = join(folder, 'manifest.json')
  if (!existsSync(manifest)) return
  useAssets(JSON.parse(readFileSync(manifest, 'utf8')) as Manifest)
  await app.register(
    async (assets: App) => {
      assets.addHook('onRoute', (route) => {
        route.config = { ...route.config, may: 'everyone', rateLimit: false }
      })
      await assets.register(fastifyStatic, {
        root: folder,
        prefix: '/',
        immutable: true,
        maxAge: '365d',
        index: false,
        decorateReply: false,
      })
    },
    { prefix: '/assets' },
  )
}
