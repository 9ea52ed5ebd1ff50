import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { closeDatabase, type Db, openDatabase } from '../../src/platform/database.ts'

export type TestDatabase = {
  db: Db
  /** Address of this database, for code that opens its own connections. */
  url: string
}

/**
 * A migrated, otherwise empty database of the calling test file's own, gone when the file ends. Call it once, at the top:
 * `const { db } = await testDatabase()`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `${inject('template')}_${randomBytes(4).toString('hex')}`
  await onServer(`create database ${name} template ${inject('template')}`)
  const url = databaseUrl(name)
  const db = openDatabase(url, { max: 5, name: 'mingtang test' })
  afterAll(async () => {
    await closeDatabase(db)
    await onServer(`drop database ${name} with (force)`)
  })
  return { db, url }
}

function databaseUrl(name: string): string {
  const url = new URL(inject('server'))
  url.pathname = `/${name}`
  return url.href
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('server') })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
