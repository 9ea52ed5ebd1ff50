import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { FastifyReply } from 'fastify'
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
 * The server that answers from the page cache by itself, before Fastify looks at the request: routing, hooks and logging
 * cost several times what the answer does. All else goes the whole way.
 */
export function serverWithCache(cache: PageCache, visits: VisitCounter, timeout: number) {
  return (whole: RequestListener): Server => {
    const server = createServer((req, res) => {
      if (!answerFromCache(cache, visits, req, res)) whole(req, res)
    })
    // As Fastify would set them on a server of its own.
    server.keepAliveTimeout = 72_000
    server.requestTimeout = timeout
    return server
  }
}

function answerFromCache(cache: PageCache, visits: VisitCounter, req: IncomingMessage, res: ServerResponse): boolean {
  if (req.method !== 'GET') return false
  const { headers } = req
  if (hasSession(headers.cookie)) return false
  const page = cache.get(keyOf(headers.host, req.url ?? '', headers.cookie))
  if (!page) return false
  cache.hits++
  if (page.visit && isPerson(headers['user-agent'])) visits.count(page.visit)
  if (headers['if-none-match'] === page.etag) {
    res.writeHead(304, { etag: page.etag }).end()
    return true
  }
  const answer = takesGzip(headers['accept-encoding']) ? page.gzip : page.plain
  res.writeHead(200, answer.headers).end(answer.body)
  return true
}

/**
 * Keeps finished pages where a route says `cached` and the visitor carries no session: such a page is the same for
 * everyone. Visits are counted whether the page was cached or not, without a cookie.
 */
export function keepPages(app: App, cache: PageCache, visits: VisitCounter): void {
  app.decorateReply('visit', undefined)
  app.decorateRequest('cacheSlot', undefined)
  app.addHook('onRequest', (req, _reply, done) => {
    const { host, cookie } = req.headers
    if (req.method === 'GET' && req.routeOptions.config.cached && !hasSession(cookie))
      req.cacheSlot = { key: keyOf(host, req.url, cookie), generation: cache.generation }
    done()
  })
  // Packed whole and at once: to hand so little to another thread, or to the stream of the plugin, takes longer than this.
  app.addHook('onSend', async (req, reply, payload) => {
    if (req.method === 'GET' && reply.statusCode === 200 && reply.visit && isPerson(req.headers['user-agent']))
      visits.count(reply.visit)
    const keeps = req.cacheSlot && reply.statusCode === 200 && !reply.getHeader('set-cookie')
    if (typeof payload !== 'string' || !(keeps || isHtml(reply))) return payload
    const body = Buffer.from(payload)
    const packs = takesGzip(req.headers['accept-encoding'])
    if (!keeps || !req.cacheSlot) {
      reply.header('vary', 'accept-encoding, cookie')
      if (!packs) return body
      reply.header('content-encoding', 'gzip')
      // Read once by one person: to pack it as small as can be would take longer than to send it.
      return gzipSync(body, { level: 3 })
    }
    const etag = `"${createHash('sha1').update(body).digest('base64url')}"`
    reply.header('etag', etag).header('cache-control', 'no-cache').header('vary', 'accept-encoding, cookie')
    const small = gzipSync(body)
    const headers = kept(reply)
    cache.set(
      req.cacheSlot.key,
      {
        etag,
        plain: { headers: [...headers, 'content-length', String(body.length)], body },
        gzip: {
          headers: [...headers, 'content-encoding', 'gzip', 'content-length', String(small.length)],
          body: small,
        },
        visit: reply.visit,
      },
      req.cacheSlot.generation,
    )
    if (!packs) return body
    reply.header('content-encoding', 'gzip')
    return small
  })
}

function keyOf(host: string | undefined, url: string, cookie: string | undefined): string {
  return `${isElder(cookie) ? 'elder ' : ''}${host ?? ''}${url}`
}

const isHtml = (reply: FastifyReply) => String(reply.getHeader('content-type')).startsWith('text/html')
const hasSession = (cookie: string | undefined): boolean => cookie?.includes('session') ?? false
const takesGzip = (encodings: string | string[] | undefined): boolean => encodings?.includes('gzip') ?? false

/** Headers that belong to the page, not to this one answer. */
function kept(reply: FastifyReply): string[] {
  return Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined || name.startsWith('x-ratelimit') || name === 'content-length' ? [] : [name, String(value)],
  )
}
