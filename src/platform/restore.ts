import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'
import { quoted } from './backup.ts'
import { type BackupSummary, type Digests, type Head, readEntries } from './backup-format.ts'
import { connectionTo, type Db } from './database.ts'
import type { Files } from './files.ts'
import { migrate } from './migrate.ts'
import { OperatorError } from './operator-error.ts'

export type RestoreTarget = {
  db: Db
  databaseUrl: string
  files: Files
  /** Makes the tables of the job queue. */
  migrateJobs: () => Promise<void>
  /** Keeps the secret of the backup; not called when it holds none. */
  keepSecret: (secret: string) => void
}

type RestoreOptions = {
  /** Whether what the database holds may be given up. */
  replace: boolean
  onProgress?: (done: number, total: number) => void
}

/**
 * Restores a backup, of this or an earlier release, into an empty database. The backup is read through and its digests
 * compared before anything is touched.
 * @throws OperatorError when the backup is damaged, the database is not empty, or a server works on it
 */
export async function restore(
  target: RestoreTarget,
  file: string,
  { replace, onProgress = () => {} }: RestoreOptions,
): Promise<BackupSummary> {
  const { head, digests } = await check(file)
  await refuseWhileInUse(target.db)
  if (!replace && !(await isEmpty(target.db)))
    throw new OperatorError('The database is not empty: back it up if it matters, then restore with --replace.')
  await sql`drop schema if exists graphile_worker cascade`.execute(target.db)
  await sql`drop schema public cascade`.execute(target.db)
  await sql`create schema public`.execute(target.db)
  // The tables as they were when the backup was made; what came later runs over the rows, as it did or will elsewhere.
  await migrate(target.db, { until: head.migrations.at(-1) })
  await target.migrateJobs()
  await load(target, file, head, head.tables.length + digests.files, onProgress)
  await migrate(target.db)
  await sql`analyze`.execute(target.db)
  const rows = Object.values(digests.tables).reduce((sum, table) => sum + table.rows, 0)
  return { tables: head.tables.length, rows, files: digests.files, createdAt: head.createdAt }
}

/** Reads a backup through and compares every digest. */
export async function check(file: string): Promise<{ head: Head; digests: Digests }> {
  let head: Head | undefined
  let digests: Digests | undefined
  let files = 0
  const tables = new Map<string, Hash>()
  const damaged = (what: string) => new OperatorError(`${file} is damaged (${what}): use another backup.`)
  await readEntries(file, async (name, stream) => {
    if (name === 'head.json') head = JSON.parse(await text(stream)) as Head
    else if (name === 'digests.json') digests = JSON.parse(await text(stream)) as Digests
    else if (name.startsWith('tables/')) {
      const table = name.split('/')[1] ?? ''
      const hash = tables.get(table) ?? createHash('sha256')
      tables.set(table, hash)
      for await (const piece of stream) hash.update(piece as Buffer)
    } else if (name.startsWith('files/')) {
      const hash = createHash('sha256')
      for await (const piece of stream) hash.update(piece as Buffer)
      if (hash.digest('hex') !== name.slice('files/'.length)) throw damaged(name)
      files += 1
    } else await buffer(stream)
  })
  if (head === undefined || head.format !== 1)
    throw new OperatorError(`${file} is not a backup made by mingtang backup.`, 2)
  if (digests === undefined) throw damaged('its end is missing')
  for (const { name } of head.tables) {
    const found = (tables.get(name) ?? createHash('sha256')).digest('hex')
    if (found !== digests.tables[name]?.sha256) throw damaged(`table ${name}`)
  }
  if (files !== digests.files) throw damaged(`${files} files of ${digests.files}`)
  return { head, digests }
}

/** A database in which nothing was ever done: every change of state leaves an act. */
async function isEmpty(db: Db): Promise<boolean> {
  const { rows } = await sql<{ acts: boolean }>`select to_regclass('public.acts') is not null as acts`.execute(db)
  if (!rows[0]?.acts) return true
  return (await sql`select 1 from acts limit 1`.execute(db)).rows.length === 0
}

/** A server always keeps a connection or two open: it listens for changes and for jobs. */
async function refuseWhileInUse(db: Db): Promise<void> {
  const { rows } = await sql`
    select 1 from pg_stat_activity
    where datname = current_database() and application_name like 'mingtang%'
      and application_name not in ('mingtang command', 'mingtang restore', 'mingtang test')`.execute(db)
  if (rows.length > 0) throw new OperatorError('A server works on this database: stop it, then restore.')
}

async function load(
  target: RestoreTarget,
  file: string,
  head: Head,
  total: number,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const client = new pg.Client(connectionTo(target.databaseUrl, 'mingtang restore'))
  await client.connect()
  const tables = new TableLoader(client, head)
  let done = 0
  try {
    await tables.begin()
    await readEntries(file, async (name, stream) => {
      const [kind, key = ''] = name.split('/')
      if (kind === 'tables') {
        if (await tables.take(key, stream)) onProgress(++done, total)
        return
      }
      if (kind === 'secret') return target.keepSecret((await text(stream)).trim())
      if (kind !== 'files') {
        await buffer(stream)
        return
      }
      // The rows are there before their files: whoever stores a file notes it in the table.
      await tables.commit()
      await target.files.save(target.db, stream, { maxBytes: Number.POSITIVE_INFINITY })
      onProgress(++done, total)
    })
    await tables.commit()
  } finally {
    await client.end()
  }
}

/** Fills the tables in one transaction, piece by piece, in the order of the backup. */
class TableLoader {
  readonly #client: pg.Client
  readonly #head: Head
  #copying: { table: string; stream: CopyStreamQuery } | undefined
  #committed = false

  constructor(client: pg.Client, head: Head) {
    this.#client = client
    this.#head = head
  }

  /** Rows come back as they were: what triggers guard or add was guarded and added when they were first written. */
  async begin(): Promise<void> {
    await this.#client.query('begin')
    for (const { name } of this.#head.tables) await this.#client.query(`alter table ${name} disable trigger user`)
    await this.#client.query(`truncate ${this.#head.tables.map(({ name }) => name).join(', ')}`)
  }

  /** @returns whether a table was begun */
  async take(table: string, piece: Readable): Promise<boolean> {
    const begun = this.#copying?.table !== table
    if (begun) {
      await this.#endTable()
      const columns = this.#head.tables.find(({ name }) => name === table)?.columns ?? []
      const stream = this.#client.query(copyFrom(`copy ${table} (${columns.map(quoted).join(', ')}) from stdin`))
      this.#copying = { table, stream }
    }
    if (this.#copying !== undefined) await pipeline(piece, this.#copying.stream, { end: false })
    return begun
  }

  async commit(): Promise<void> {
    if (this.#committed) return
    await this.#endTable()
    for (const { name, value } of this.#head.sequences)
      await this.#client.query('select setval($1::regclass, $2)', [name, value])
    for (const { name } of this.#head.tables) await this.#client.query(`alter table ${name} enable trigger user`)
    await this.#client.query('commit')
    this.#committed = true
  }

  async #endTable(): Promise<void> {
    if (this.#copying === undefined) return
    const { stream } = this.#copying
    this.#copying = undefined
    stream.end()
    await once(stream, 'finish')
  }
}
