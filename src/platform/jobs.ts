import { parseCronItems, type Runner, run, runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { Ctx } from './context.ts'
import type { Db } from './database.ts'
import type { Job } from './module.ts'

/** Queues jobs inside the transaction that causes them: a change rolled back leaves no job behind. */
export type Jobs = {
  /**
   * @param options.runAt - not before this instant
   * @param options.key - a later job of the same key replaces one that still waits
   */
  add(tx: Db, name: string, payload?: unknown, options?: { runAt?: Date; key?: string }): Promise<void>
}

export const jobs: Jobs = {
  async add(tx, name, payload = {}, options = {}) {
    await sql`select graphile_worker.add_job(${name}::text, payload := ${JSON.stringify(payload)}::json,
      run_at := ${options.runAt ?? null}::timestamptz, job_key := ${options.key ?? null}::text)`.execute(tx)
  },
}

/** Brings the queue's own tables up to date. */
export async function migrateJobs(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet })
}

/**
 * Starts working off the queue and the clock.
 * @param contextFor - a fresh context in the name of the job
 */
export async function startJobs(options: {
  pool: pg.Pool
  modules: readonly Job[]
  contextFor: (job: string) => Promise<Ctx>
  log: Logger
}): Promise<Runner> {
  const { log } = options
  const taskList = Object.fromEntries(
    options.modules.map((job) => [
      job.name,
      async (payload: unknown) => {
        try {
          await job.run(await options.contextFor(job.name), payload)
        } catch (error) {
          log.error({ err: error, job: job.name }, 'job failed; it will be tried again')
          throw error
        }
      },
    ]),
  )
  const parsedCronItems = parseCronItems(
    options.modules.flatMap(({ name, cron }) =>
      cron ? [{ task: name, match: toUtc(cron), options: { backfillPeriod: missed(cron), maxAttempts: 3 } }] : [],
    ),
  )
  return run({
    pgPool: options.pool,
    taskList,
    parsedCronItems,
    concurrency: 2,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: quiet,
  })
}

/** A crontab line of Asia/Shanghai in UTC, which is what the queue reads. China keeps no summer time. */
export function toUtc(line: string): string {
  const [minute, hour, ...rest] = line.split(' ')
  if (minute === undefined || hour === undefined || rest.length !== 3) throw new Error(`not a crontab line: ${line}`)
  if (!/^\d+$/.test(hour)) return line
  if (rest.some((field) => field !== '*')) throw new Error(`only daily jobs may name an hour: ${line}`)
  return [minute, String((Number(hour) + 16) % 24), ...rest].join(' ')
}

/** A daily job missed while the server was down is made up at the next start; one that comes every few minutes is not. */
function missed(line: string): number {
  return /^\d+$/.test(line.split(' ')[1] ?? '') ? 24 * 60 * 60 * 1000 : 0
}

const quiet = new (await import('graphile-worker')).Logger(() => () => undefined)
