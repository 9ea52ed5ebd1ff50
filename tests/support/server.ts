import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { closeDatabase, openDatabase } from '../../src/platform/database.ts'
import { migrateAll } from '../../src/platform/migrate.ts'
import { startPostgres } from '../../src/platform/postgres.ts'

/** Address of a database on the server of another address. */
export function databaseOn(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Runs one statement that belongs to no database's tables, such as `create database`. */
export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/**
 * Does what only one process may do at a time.
 * @param work - is given what runs a statement and counts its rows
 */
export async function withLock(
  server: string,
  work: (run: (statement: string) => Promise<number>) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [0x74657374])
    await work(async (statement) => (await client.query(statement)).rowCount ?? 0)
  } finally {
    await client.end()
  }
}

/** Gives an empty database all tables: those of the house and those of the job queue. */
export async function giveTables(url: string): Promise<void> {
  const db = openDatabase(url, { max: 1 })
  await migrateAll(db, url).finally(() => closeDatabase(db))
}

/** A server whose data nobody will miss: nothing is flushed to disk, and the folder goes with the run. */
export async function startThrowaway(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(await roomInMemory(), 'mingtang-test-'))
  // PostgreSQL refuses root and runs as another user, who must be able to walk into the folder.
  await chmod(folder, 0o711)
  const postgres = await startPostgres({ folder, durable: false })
  return {
    url: postgres.urlOf('postgres'),
    stop: async () => {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * A folder that Linux keeps in memory, where there is plenty; else the one for temporary files. Each test file has a database
 * of a thousand files of its own, and making and dropping those takes half as long there.
 */
async function roomInMemory(): Promise<string> {
  const [folder, plenty] = ['/dev/shm', 6 * 1024 ** 3]
  const space = await statfs(folder).catch(() => undefined)
  return space && space.bavail * space.bsize > plenty && freemem() > plenty ? folder : tmpdir()
}
