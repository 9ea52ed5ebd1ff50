import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type RawBuilder, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { connectionTo, type Db } from './database.ts'
import { migrateJobs } from './jobs.ts'
import { OperatorError } from './operator-error.ts'
import { root } from './root.ts'
import type { DB } from './tables.ts'

export const migrationsFolder = join(root, 'db/migrations')

type Migration = { name: string; text: string; sha256: string }
type Applied = { name: string; sha256: string }

/** Any fixed number will do: it makes servers that start at once migrate one after the other. */
const lock = 0x6d696e67

type MigrateOptions = {
  folder?: string
  /** Name of the last migration to run; absent: all of them. */
  until?: string
}

/**
 * Brings the database up to this release: runs the files of `folder` that it has not seen, in order, each in a transaction.
 * @returns names of the migrations that ran now
 * @throws OperatorError when the database and this release do not fit together
 */
export async function migrate(db: Db, { folder = migrationsFolder, until }: MigrateOptions = {}): Promise<string[]> {
  const all = await readMigrations(folder)
  const migrations = until === undefined ? all : all.filter((m) => m.name <= until)
  const ran: string[] = []
  // The lock ends with its transaction, so it also holds behind a pooler that shares connections.
  for (;;) {
    const name = await db.transaction().execute((tx) => runNext(tx, migrations))
    if (name === undefined) return ran
    ran.push(name)
  }
}

/** Brings the tables of the house and those of the job queue up to this release. @returns names of the migrations that ran now */
export async function migrateAll(db: Db, url: string): Promise<string[]> {
  const ran = await migrate(db)
  await migrateQueue(url)
  return ran
}

/** Brings the job queue's own tables up to date. */
export async function migrateQueue(url: string): Promise<void> {
  const pool = new pg.Pool({ ...connectionTo(url, 'mingtang migration'), max: 1 })
  // A broken connection fails the query that uses it; without listeners it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await migrateJobs(pool)
  } finally {
    await pool.end()
  }
}

/** Migrations that wait to run, in order; the database is not changed. */
export async function pendingMigrations(db: Db, folder = migrationsFolder): Promise<string[]> {
  const [migrations, applied] = [await readMigrations(folder), await readApplied(db)]
  checkHistory(migrations, applied)
  return migrations.slice(applied.length).map((m) => m.name)
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      // A checkout on Windows may end lines with CR LF; the migration is still the same one.
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function readApplied(db: Db): Promise<Applied[]> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('migrations') is not null as there`.execute(db)
  if (!rows[0]?.there) return []
  return (await sql<Applied>`select name, sha256 from migrations order by name`.execute(db)).rows
}

async function runNext(tx: Transaction<DB>, migrations: Migration[]): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(${lock})`.execute(tx)
  const applied = await readApplied(tx)
  checkHistory(migrations, applied)
  const next = migrations[applied.length]
  if (next === undefined) return undefined
  if (applied.length === 0) await createMigrationsTable.execute(tx)
  await sql.raw(next.text).execute(tx)
  await sql`insert into migrations (name, sha256) values (${next.name}, ${next.sha256})`.execute(tx)
  return next.name
}

/** The history of a database is a beginning of the history of this release, unaltered; anything else is refused. */
function checkHistory(migrations: Migration[], applied: Applied[]): void {
  const known = new Map(migrations.map((m) => [m.name, m]))
  for (const [i, { name, sha256 }] of applied.entries()) {
    const migration = known.get(name)
    if (migration === undefined)
      throw new OperatorError(
        `The database was migrated by a newer release (${name} is unknown here): install that release or restore a backup.`,
      )
    if (migration.sha256 !== sha256)
      throw new OperatorError(
        `db/migrations/${name} was altered after it ran: put the file back as it was and write the change as a new migration.`,
      )
    const expected = migrations[i]
    if (expected !== undefined && expected.name !== name)
      throw new OperatorError(
        `db/migrations/${expected.name} comes before ${name}, which already ran: give it a number after the last one.`,
      )
  }
}

const createMigrationsTable: RawBuilder<unknown> = sql`
  create table if not exists migrations (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  );
  comment on table migrations is 'Migrations of db/migrations that ran, each with the digest of its text.'`
