import { randomBytes } from 'node:crypto'
import { afterAll, inject, type ProvidedContext } from 'vitest'
import { closeDatabase, type Db, openDatabase } from '../../src/platform/database.ts'
import { databaseOn, onServer } from './server.ts'

/** What a database begins with. */
export type Template = keyof ProvidedContext['templates']

export type TestDatabase = {
  db: Db
  /** Address of this database, for code that opens its own connections. */
  url: string
}

/**
 * A database of the calling test file's own, gone when the file ends: migrated and otherwise empty, with the county
 * installed, or with its demonstration year (which `standInTheYear` makes). Call it once, at the top: `const { db } = await testDatabase()`.
 */
export async function testDatabase(which: Template = 'empty'): Promise<TestDatabase> {
  const server = inject('server')
  const name = `${inject('templates').empty}_${randomBytes(4).toString('hex')}`
  // Copying its files costs a third of writing each page of it to the log, which nobody will read.
  await onServer(server, `create database ${name} template ${inject('templates')[which]} strategy file_copy`)
  const url = databaseOn(server, name)
  const db = openDatabase(url, { max: 5, name: 'mingtang test' })
  afterAll(async () => {
    await closeDatabase(db)
    await onServer(server, `drop database ${name} with (force)`)
  })
  return { db, url }
}
