import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../platform/config.ts'
import { checkServer, closeDatabase, type Db, openDatabase } from '../platform/database.ts'
import { migrateAll, pendingMigrations } from '../platform/migrate.ts'
import { OperatorError } from '../platform/operator-error.ts'
import { startPostgres } from '../platform/postgres.ts'
import type { Status } from './command.ts'

/** What a command works with: configuration in which database and secret are settled, and the open database. */
export type Runtime = {
  config: Config & { databaseUrl: string; secret: string }
  db: Db
  /** The standby if one is named, else `db` itself. */
  replica: Db
  /** What the person should know about the database, and where it lies. */
  notes: string[]
  place: string
  /** Leaves the embedded server, for work that is cut short; what is under way rolls back. */
  leave: () => Promise<void>
}

type Wish = {
  /** What to do with migrations that have not run: run them, refuse to work, or leave them to the command. */
  migrations: 'run' | 'refuse' | 'leave'
  /** Called when the embedded server is lost for good. */
  onLost?: (error: Error) => void
  /** Whether the work itself listens for Ctrl-C; else it ends the command at once, leaving the database in order. */
  listensForStop?: boolean
}

/** Runs `work` with the database open: the server of DATABASE_URL, else the embedded one, joined or started. */
export async function withRuntime(
  config: Config,
  wish: Wish,
  work: (runtime: Runtime) => Promise<Status>,
): Promise<Status> {
  makeDataFolder(config.dataFolder)
  const postgres =
    config.databaseUrl === undefined
      ? await startPostgres({ folder: config.dataFolder, onLost: wish.onLost })
      : undefined
  const databaseUrl = config.databaseUrl ?? postgres?.url ?? ''
  const name = wish.listensForStop ? 'mingtang' : 'mingtang command'
  if (!wish.listensForStop) endOnSignal(() => postgres?.stop())
  try {
    const db = openDatabase(databaseUrl, { max: config.databaseConnections, name })
    const replica =
      config.replicaUrl === undefined
        ? db
        : openDatabase(config.replicaUrl, { max: config.databaseConnections, name: 'mingtang replica' })
    try {
      await checkServer(db)
      await settleMigrations(db, databaseUrl, wish.migrations)
      return await work({
        config: { ...config, databaseUrl, secret: config.secret ?? secretIn(config.dataFolder) },
        db,
        replica,
        notes: postgres?.notes ?? [],
        place: postgres?.data ?? withoutPassword(databaseUrl),
        leave: async () => postgres?.stop(),
      })
    } finally {
      await closeDatabase(db)
      if (replica !== db) await closeDatabase(replica)
    }
  } finally {
    await postgres?.stop()
  }
}

/** An open transaction rolls back; the embedded server, unless others use it, is shut down first. */
function endOnSignal(leave: () => Promise<void> | undefined): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      void Promise.resolve(leave()).finally(() => process.exit(130))
    })
}

async function settleMigrations(db: Db, url: string, what: Wish['migrations']): Promise<void> {
  if (what === 'leave') return
  if (what === 'run') {
    await migrateAll(db, url)
    return
  }
  const pending = await pendingMigrations(db)
  if (pending.length > 0)
    throw new OperatorError(
      `The database waits for ${pending.length} migrations (${pending[0]} first): run mingtang migrate or npm start.`,
    )
}

function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new OperatorError(
      `${folder} cannot be made (${(error as NodeJS.ErrnoException).code}): name a folder of yours with MINGTANG_DATA.`,
    )
  }
}

/** The installation's own secret, made at the first start. Several nodes share one through MINGTANG_SECRET. */
function secretIn(folder: string): string {
  const file = secretFile(folder)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = randomBytes(48).toString('base64url')
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return secret
}

export const secretFile = (folder: string) => join(folder, 'secret')

function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:@/]*):[^@/]*@/, '$1@')
}
