import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import type { Logger } from 'pino'
import { house } from './house.ts'
import type { Identity } from './modules/identity/index.ts'
import { visitor } from './platform/actor.ts'
import type { Db } from './platform/database.ts'
import { filesIn } from './platform/files.ts'
import { healthRoutes } from './platform/health.ts'
import type { App } from './platform/http.ts'
import { Listener } from './platform/listener.ts'
import { Live } from './platform/live.ts'
import { PageCache } from './platform/page-cache.ts'
import { compilersFactory } from './platform/schemas.ts'
import { useWeb } from './platform/web.ts'
import { openWorld, type World } from './platform/world.ts'
import { apiWing } from './wings/api.ts'
import { keepPages, serverWithCache } from './wings/cache.ts'
import { deskWing } from './wings/desk.ts'
import { keepRouteTable, type RouteEntry } from './wings/guard.ts'
import { boardWing, kioskWing } from './wings/hall-screens.ts'
import { myWing } from './wings/my.ts'
import { portalWing } from './wings/portal.ts'
import { type RunningConfig, startWork } from './work.ts'

export type House = {
  app: App
  identity: Identity
  world: World
  routeTable: readonly RouteEntry[]
  close(): Promise<void>
}

/**
 * Puts the house together: the world it stands in, the modules, the wings they hang in.
 * @param options.config - checked configuration; `config.role` says whether pages are served, jobs are worked off, or both
 */
export async function buildApp(options: { config: RunningConfig; db: Db; replica?: Db; log: Logger }): Promise<House> {
  const { config, db, log } = options
  const cache = new PageCache()
  const world = await openWorld({
    db,
    secret: config.secret,
    replica: options.replica ?? db,
    files: filesIn(config.filesFolder),
    remember: cache.remember,
  })
  const live = new Live()
  const { modules, identity, visits } = house({ config, db, world, log })
  const app: App = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: 1024 * 1024,
    serverFactory: serverWithCache(cache, visits, 120_000),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    genReqId: () => reference(),
    schemaController: { compilersFactory },
    ajv: { customOptions: { allErrors: true, coerceTypes: 'array', removeAdditional: true } },
  }).withTypeProvider<TypeBoxTypeProvider>()

  const routeTable = keepRouteTable(app)
  app.decorateRequest('ctx')
  app.decorate('live', live)
  app.addHook('preClose', async () => live.close())
  keepPages(app, cache, visits)
  // Even who is asked to come again later, before anyone looked who it is, is answered with a page of the house.
  app.addHook('onRequest', async (req) => {
    req.ctx = world.context(visitor)
  })
  await useWeb(app, {
    secret: config.secret,
    https: config.publicUrl?.startsWith('https:') ?? false,
    requestsPerMinute: config.requestsPerMinute,
    busyAfterMs: config.busyAfterMs,
    uploadBytes: world.settings.limits.uploadBytes,
    uploadsPerRequest: world.settings.limits.uploadsPerDocument,
  })
  app.addHook('onRequest', async (req) => {
    if (req.headers.cookie) req.ctx = world.context(await identity.actorOf(req.headers))
  })
  // A form sent with nothing in it is an empty form: its fields are missing one by one, not the form as a whole.
  app.addHook('preValidation', async (req) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') req.body ??= {}
  })
  // Who has just changed something sees the change with the next page, even before the database has told all nodes.
  app.addHook('onResponse', async (req) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') cache.clear()
  })
  healthRoutes(app, { db, cache, metricsToken: config.metricsToken })

  const parts = { modules, world }
  await app.register(apiWing(parts), { prefix: '/api/v1' })
  await app.register(myWing(parts), { prefix: '/my' })
  await app.register(deskWing(parts), { prefix: '/desk' })
  await app.register(kioskWing(parts), { prefix: '/kiosk' })
  await app.register(boardWing(parts), { prefix: '/board' })
  await app.register(portalWing(parts))

  const readAgain = () => {
    world.reload().catch((err) => log.error({ err }, 'law, calendar and settings could not be read again'))
  }
  const listener = new Listener({
    connectionString: config.databaseUrl,
    channels: {
      mingtang_public: () => cache.clear(),
      mingtang_live: (topic) => live.tell(topic),
      mingtang_world: readAgain,
    },
    up: () => {
      cache.hearing(true)
      live.tellAll()
      readAgain()
    },
    down: () => cache.hearing(false),
  })
  await listener.start()
  visits.start(db, (err) => log.error({ err }, 'visits could not be written; they are kept and tried again'))
  const work = config.role === 'web' ? undefined : await startWork({ config, db, world, modules, log })
  await app.ready()
  return {
    app,
    identity,
    world,
    routeTable,
    async close() {
      await app.close()
      visits.stop()
      await visits.flush(db)
      await work?.stop()
      await listener.close()
    },
  }
}

/** A short number a person can read out on the telephone: 8 signs without those that look alike. */
function reference(): string {
  const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
  let text = ''
  for (let i = 0; i < 8; i++) text += signs[Math.floor(Math.random() * signs.length)]
  return text
}
