import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { OperatorError } from './operator-error.ts'
import { findPlace, giveTo, type Place } from './postgres-place.ts'
import { findPostmaster, forgetDeadPostmaster } from './postmaster.ts'

/** The embedded PostgreSQL while this process uses it. */
export type Postgres = {
  /** Address of the database `mingtang`, password included: never printed or logged. */
  url: string
  /** Address of another database of the same server. */
  urlOf(database: string): string
  /** Folder of the data. */
  data: string
  /** What the person who starts should know, in Chinese. */
  notes: string[]
  /** Leaves the server; the last to leave shuts it down. */
  stop(): Promise<void>
}

type PostgresOptions = {
  /** Folder in which data, password and log lie, such as var. */
  folder: string
  /** False only for tests: a crash of the machine may lose everything. */
  durable?: boolean
  /** Called when the server was lost and could not be started again. */
  onLost?: (error: Error) => void
}

/** Everyone who uses the server holds this advisory lock shared; who can take it alone is the last. */
const presence = 0x6d740001
const startTimeout = 60_000

/**
 * Starts the PostgreSQL that npm brought, or joins the one that already runs on this data: started by another command, or
 * left behind by a process that was killed. While in use a server that dies is started again on the same port.
 */
export async function startPostgres({ folder, durable = true, onLost }: PostgresOptions): Promise<Postgres> {
  const place = findPlace(folder)
  const password = passwordIn(place)
  if (!existsSync(join(place.data, 'PG_VERSION'))) createCluster(place, password)
  checkVersion(place)
  const addressOf = (port: number, database: string) => `postgres://mingtang:${password}@127.0.0.1:${port}/${database}`
  const join_ = (port?: number) => joinOrStart(place, durable, port, (p) => addressOf(p, 'postgres'))

  let stopping = false
  const { client, port } = await join_()
  /** The connection that holds the presence lock; while a lost server is being started again, the promise of it. */
  let present = Promise.resolve(client)
  const guard = (client: pg.Client) => {
    client.once('end', () => {
      if (stopping) return
      present = join_(port).then((again) => {
        guard(again.client)
        return again.client
      })
      present.catch((error: Error) => onLost?.(error))
    })
  }
  guard(client)
  await createDatabase(client)

  return {
    url: addressOf(port, 'mingtang'),
    urlOf: (database) => addressOf(port, database),
    data: place.data,
    notes: place.notes,
    async stop() {
      stopping = true
      const last = await present.then(leave, () => false)
      if (last) shutDown(place)
    },
  }
}

function passwordIn(place: Place): string {
  const file = join(place.home, 'postgres-password')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  if (existsSync(place.data))
    throw new OperatorError(
      `${file} is missing: put it back, or move ${place.data} away to begin with an empty database.`,
    )
  const password = randomBytes(24).toString('base64url')
  writeFileSync(file, password, { mode: 0o600 })
  return password
}

/** Builds the cluster beside its place and moves it there whole, so that a killed start leaves no half of one. */
function createCluster(place: Place, password: string): void {
  const draft = `${place.data}.new`
  const passwordFile = `${place.data}.pw`
  rmSync(draft, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (place.owner !== undefined) {
    giveTo(draft, place.owner)
    chownSync(passwordFile, place.owner.uid, place.owner.gid)
  }
  const made = spawnSync(
    join(place.programs, 'bin/initdb'),
    [
      '-D',
      draft,
      '-U',
      'mingtang',
      `--pwfile=${passwordFile}`,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { ...surroundings(place), encoding: 'utf8' },
  )
  rmSync(passwordFile, { force: true })
  if (made.status !== 0)
    throw new OperatorError(
      `PostgreSQL cannot make its data in ${draft}: ${lastLine(made.stderr || String(made.error))}`,
    )
  renameSync(draft, place.data)
}

function checkVersion(place: Place): void {
  const data = readFileSync(join(place.data, 'PG_VERSION'), 'utf8').trim()
  const shown = spawnSync(join(place.programs, 'bin/postgres'), ['--version'], {
    ...surroundings(place),
    encoding: 'utf8',
  })
  const program = /\s(\d+)/.exec(shown.stdout ?? '')?.[1]
  if (program === undefined)
    throw new OperatorError(
      `PostgreSQL does not run on this machine (${lastLine(shown.stderr || String(shown.error))}): set DATABASE_URL to a server.`,
    )
  if (program !== data)
    throw new OperatorError(
      `${place.data} is of PostgreSQL ${data}, this release brings ${program}: back up with the old release, then restore here.`,
    )
}

type Joined = { client: pg.Client; port: number }

/** Joins the server of this data, starting it when none runs; `port` keeps the address of one that was lost. */
async function joinOrStart(
  place: Place,
  durable: boolean,
  port: number | undefined,
  addressOf: (port: number) => string,
): Promise<Joined> {
  const deadline = Date.now() + startTimeout
  let trouble = ''
  let starts = 0
  while (Date.now() < deadline && starts < 8) {
    const running = findPostmaster(place.data)
    if (running === undefined) {
      starts += 1
      forgetDeadPostmaster(place.data)
      trouble = await launch(place, durable, port ?? (await freePort()))
      if (trouble !== '') await sleep(500)
      continue
    }
    try {
      return { client: await enter(addressOf(running.port)), port: running.port }
    } catch (error) {
      // Starting up, shutting down, or not listening yet: all pass.
      trouble = (error as Error).message
      if ((error as { code?: string }).code === '28P01')
        throw new OperatorError(
          `The password in ${place.home} is not that of the database in it: put the right postgres-password back.`,
        )
      await sleep(100)
    }
  }
  throw new OperatorError(`PostgreSQL does not start: ${trouble}; see ${join(place.home, 'postgres.log')}.`)
}

/** Connects and takes part in the presence lock. */
async function enter(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'mingtang presence',
    keepAlive: true,
    connectionTimeoutMillis: 5000,
  })
  // A broken connection also ends, and the end is what is listened to.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select pg_advisory_lock_shared($1)', [presence])
    return client
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
}

/** @returns whether nobody else uses the server */
async function leave(client: pg.Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [presence])
    const { rows } = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [presence])
    return rows[0]?.last ?? false
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("select 1 from pg_database where datname = 'mingtang'")
  if (rowCount !== 0) return
  await client.query('create database mingtang').catch((error: { code?: string }) => {
    // Another process that started at the same time was quicker.
    if (error.code !== '42P04' && error.code !== '23505') throw error
  })
}

/** @returns the reason when the server ended at once, '' when it came up or is coming up */
async function launch(place: Place, durable: boolean, port: number): Promise<string> {
  const logFile = join(place.home, 'postgres.log')
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(logFile, `${logFile}.1`)
  const log = openSync(logFile, 'a', 0o600)
  // In a session of its own: Ctrl-C reaches the application alone, which finishes its work before the database stops.
  const child = spawn(join(place.programs, 'bin/postgres'), ['-D', place.data, ...settings(port, durable)], {
    ...surroundings(place),
    detached: true,
    stdio: ['ignore', log, log],
    windowsHide: true,
  })
  closeSync(log)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    // A throwaway server's folder may be gone before the server is.
    child.once('exit', () => resolve(existsSync(logFile) ? lastLine(readFileSync(logFile, 'utf8')) : ''))
  })
  child.unref()
  const started = (async () => {
    while (findPostmaster(place.data)?.pid !== child.pid) await sleep(50)
    return ''
  })()
  return Promise.race([ended, started])
}

/** Sized for a small machine; durability is PostgreSQL's own default unless a test gives it up. */
function settings(port: number, durable: boolean): string[] {
  const memory = totalmem() / 1024 / 1024
  const shared = Math.round(Math.min(512, Math.max(64, memory / 8)))
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: `${shared}MB`,
    effective_cache_size: `${Math.round(Math.max(128, memory / 2))}MB`,
    maintenance_work_mem: `${Math.round(shared / 2)}MB`,
    work_mem: '16MB',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    log_min_messages: 'warning',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Fast shutdown: open transactions roll back, what was committed is on disk. */
function shutDown(place: Place): void {
  spawnSync(
    join(place.programs, 'bin/pg_ctl'),
    ['stop', '-D', place.data, '-m', 'fast', '-w', '-t', '60', '-s'],
    surroundings(place),
  )
}

/** Whose processes they are and what they see; the folder one starts in may be closed to the database's user. */
function surroundings(place: Place): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  return { cwd: process.platform === 'win32' ? place.home : '/', env: { ...process.env, LC_ALL: 'C' }, ...place.owner }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

function lastLine(text: string): string {
  return (
    text
      .trim()
      .split('\n')
      .findLast((line) => line.trim() !== '') ?? ''
  )
}
