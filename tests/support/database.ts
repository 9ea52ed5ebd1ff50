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
 * A database of the calling test file's own, gone when the file ends: migrated and otherwise empty, or with the county
 * installed. Call it once, at the top: `const { db } = await testDatabase()`.
 */
export async function testDatabase(which: 'empty' | 'county' = 'empty'): Promise<TestDatabase> {
  const server = inject('server')
  const name = `${inject('templates').empty}_${randomBytes(4).toString('hex')}`
  await onServer(server, `create database ${name} template ${inject('templates')[which]}`)
  const url = databaseOn(server, name)
  const db = openDatabase(url, { max: 5, name: 'mingtang test' })
  afterAll(async () => {
    await closeDatabase(db)
    await onServer(server, `drop database ${name} with (force)`)
  })
  return { db, url }
}
