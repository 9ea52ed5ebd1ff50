import { sql } from 'kysely'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { Forbidden } from '../core/errors.ts'
import type { Db } from './database.ts'
import type { App } from './http.ts'
import type { PageCache } from './page-cache.ts'

/**
 * /healthz says the process lives, /readyz that it can serve, /metrics counts for Prometheus. Metrics are given to
 * this machine, or to who brings the token.
 */
export function healthRoutes(app: App, options: { db: Db; cache: PageCache; metricsToken: string | undefined }): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'mingtang_http_request_seconds',
    help: 'Time from request to reply',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  new Gauge({
    name: 'mingtang_outbox_waiting',
    help: 'Messages not yet delivered',
    registers: [registry],
    async collect() {
      const row = await options.db
        .selectFrom('outboxMessages')
        .select((q) => q.fn.countAll<number>().as('n'))
        .where('state', '<>', 'sent')
        .executeTakeFirst()
      this.set(Number(row?.n ?? 0))
    },
  })
  new Counter({
    name: 'mingtang_http_cached_total',
    help: 'Pages answered from the cache; they are not among the requests whose time is taken',
    registers: [registry],
    collect() {
      this.reset()
      this.inc(options.cache.hits)
    },
  })
  app.addHook('onResponse', async (req, reply) => {
    durations.observe(
      { method: req.method, route: req.routeOptions.url ?? 'none', status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
  })
  app.get('/healthz', { config: { may: 'everyone', rateLimit: false } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { config: { may: 'everyone', rateLimit: false } }, async (_req, reply) => {
    try {
      await sql`select 1`.execute(options.db)
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'the database does not answer' })
    }
  })
  app.get('/metrics', { config: { may: 'everyone', rateLimit: false } }, async (req, reply) => {
    const authorised = options.metricsToken
      ? req.headers.authorization === `Bearer ${options.metricsToken}`
      : ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(req.ip)
    if (!authorised) throw new Forbidden('指标只供本机或持有令牌者读取')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
