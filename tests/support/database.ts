import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { closeDatabase, type Db, openDatabase } from '../../src/platform/database.ts'
import { databaseOn, onServer } from './server.ts'

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
  const server = inject('server')
  const name = `${inject('template')}_${randomBytes(4).toString('hex')}`
  await onServer(server, `create database ${name} template ${inject('template')}`)
  const url = databaseOn(server, name)
  const db = openDatabase(url, { max: 5, name: 'mingtang test' })
  afterAll(async () => {
    await closeDatabase(db)
    await onServer(server, `drop database ${name} with (force)`)
  })
  return { db, url }
}
