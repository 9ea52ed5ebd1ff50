import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../platform/http.ts'
import type { PageCache, Visit } from '../platform/page-cache.ts'
import { isElder } from './frame.ts'

/** Whoever counts visits. */
export type VisitCounter = { count(visit: Visit): void }

declare module 'fastify' {
  interface FastifyReply {
    /** The column, and the document or 0, for which this page counts a visit. */
    visit: Visit | undefined
  }
  interface FastifyRequest {
    /** Where the finished page is kept, and the state of the house it was begun in. */
    cacheSlot: { key: string; generation: number } | undefined
  }
}

const robots = /bot|spider|crawl|slurp|curl|wget|python|java\/|headless|monitor|preview/i

/** Whether a visit counts: robots do not, and neither does a client that hides what it is. */
export function isPerson(userAgent: string | undefined): boolean {
  return userAgent !== undefined && userAgent !== '' && !robots.test(userAgent)
}

/**
 * Answers from the page cache where a route says `cached` and the visitor carries no session: such a page is the same
 * for everyone. Visits are counted whether the page was cached or not, without a cookie.
 */
export function serveCached(app: App, cache: PageCache, visits: VisitCounter): void {
  app.decorateReply('visit', undefined)
  app.decorateRequest('cacheSlot', undefined)
  app.addHook('onRequest', async (req, reply) => {
    if (req.method !== 'GET' || !req.routeOptions.config.cached || hasSession(req)) return
    const key = `${isElder(req) ? 'elder ' : ''}${req.headers.host ?? ''}${req.url}`
    const page = cache.get(key)
    if (!page) {
      req.cacheSlot = { key, generation: cache.generation }
      return
    }
    if (page.visit && isPerson(req.headers['user-agent'])) visits.count(page.visit)
    reply.hijack()
    const { headers, etag } = page
    if (req.headers['if-none-match'] === etag) {
      reply.raw.writeHead(304, { etag }).end()
      return
    }
    const gzip = String(req.headers['accept-encoding'] ?? '').includes('gzip')
    const body = gzip ? page.gzip : page.body
    reply.raw.writeHead(200, {
      ...headers,
      'content-length': body.length,
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    })
    reply.raw.end(body)
  })
  // Before compression: what is kept is the page itself.
  app.addHook('onSend', async (req, reply, payload) => {
    if (req.method === 'GET' && reply.statusCode === 200 && reply.visit && isPerson(req.headers['user-agent']))
      visits.count(reply.visit)
    if (!req.cacheSlot || reply.statusCode !== 200 || typeof payload !== 'string' || reply.getHeader('set-cookie'))
      return payload
    const body = Buffer.from(payload)
    const etag = `"${createHash('sha1').update(body).digest('base64url')}"`
    reply.header('etag', etag).header('cache-control', 'no-cache').header('vary', 'accept-encoding, cookie')
    cache.set(
      req.cacheSlot.key,
      { headers: kept(reply), etag, body, gzip: gzipSync(body), visit: reply.visit },
      req.cacheSlot.generation,
    )
    return payload
  })
}

function hasSession(req: FastifyRequest): boolean {
  return req.headers.cookie?.includes('session') ?? false
}

/** Headers that belong to the page, not to this one answer. */
function kept(reply: FastifyReply): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined && !name.startsWith('x-ratelimit') && name !== 'content-length')
      headers[name] = String(value)
  return headers
}
