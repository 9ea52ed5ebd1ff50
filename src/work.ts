import pg from 'pg'
import type { Logger } from 'pino'
import { addDays } from './core/day.ts'
import { recordHead, sealActs } from './platform/acts.ts'
import type { Config } from './platform/config.ts'
import { connectionTo, type Db } from './platform/database.ts'
import { migrateJobs, startJobs } from './platform/jobs.ts'
import { carrierOf, deliverJob } from './platform/mail.ts'
import type { Job, Module } from './platform/module.ts'
import { calendarJobs } from './platform/redate.ts'
import { systemContext, type World } from './platform/world.ts'

/** Configuration of a running server, in which database and secret are settled. */
export type RunningConfig = Config & { databaseUrl: string; secret: string }

/** Work of the house itself: the chain of acts, and what leaves by mail. */
function houseJobs(config: RunningConfig): Job[] {
  return [
    deliverJob(carrierOf(config)),
    {
      name: 'acts.publishHead',
      cron: '5 0 * * *',
      run: (ctx) => recordHead(ctx.db, addDays(ctx.today, -1)),
    },
  ]
}

/**
 * Works off queue and clock until stopped. Acts are sealed every two seconds, so that the chain is never far behind;
 * with several workers the advisory lock lets one of them do it.
 */
export async function startWork(options: {
  config: RunningConfig
  db: Db
  world: World
  modules: readonly Module[]
  log: Logger
}): Promise<{ stop(): Promise<void> }> {
  const { config, db, world, log } = options
  const pool = new pg.Pool({ ...connectionTo(config.databaseUrl, 'mingtang jobs'), max: 4 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  await migrateJobs(pool)
  const { modules } = options
  const jobs = [
    ...houseJobs(config),
    ...calendarJobs(modules.flatMap((m) => m.clocks ?? [])),
    ...modules.flatMap((m) => m.jobs ?? []),
  ]
  const runner = await startJobs({ pool, modules: jobs, contextFor: async (job) => systemContext(world, job), log })
  let sealing: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    sealing = sealActs(db).catch((err) => log.error({ err }, 'sealing acts failed; it will be tried again'))
  }, 2000)
  return {
    async stop() {
      clearInterval(timer)
      await sealing
      await runner.stop()
      await pool.end()
    },
  }
}
