import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import { OperatorError } from './operator-error.ts'

const { db } = await testDatabase()
let folder = ''

// The template is migrated by the real history; these tests write a history of their own.
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingtang-migrate-'))
  await sql`drop schema public cascade`.execute(db)
  await sql`create schema public`.execute(db)
  await write('0001-houses.sql', 'create table houses (id int primary key);\n')
  await write('0002-rooms.sql', 'create table rooms (house int references houses);\n')
})
afterEach(() => rm(folder, { recursive: true }))

const write = (name: string, text: string) => writeFile(join(folder, name), text)

test('migrations run in order, once', async () => {
  expect(await pendingMigrations(db, folder)).toEqual(['0001-houses.sql', '0002-rooms.sql'])
  expect(await migrate(db, { folder })).toEqual(['0001-houses.sql', '0002-rooms.sql'])
  expect(await migrate(db, { folder })).toEqual([])
  expect(await pendingMigrations(db, folder)).toEqual([])
})

test('a later release runs only what is new', async () => {
  await migrate(db, { folder })
  await write('0003-doors.sql', 'create table doors (id int);')
  expect(await migrate(db, { folder })).toEqual(['0003-doors.sql'])
})

test('servers that start at once migrate one after the other', async () => {
  const ran = await Promise.all([migrate(db, { folder }), migrate(db, { folder }), migrate(db, { folder })])
  expect(ran.flat().sort()).toEqual(['0001-houses.sql', '0002-rooms.sql'])
})

test('a migration that fails leaves nothing of itself, and what ran before it stays', async () => {
  await write('0003-broken.sql', 'create table half (id int); select nonsense;')
  await expect(migrate(db, { folder })).rejects.toThrow(/nonsense/)
  const { rows } = await sql<{ half: string | null }>`select to_regclass('half')::text as half`.execute(db)
  expect(rows).toEqual([{ half: null }])
  expect(await pendingMigrations(db, folder)).toEqual(['0003-broken.sql'])
})

test('a database of a newer release is refused', async () => {
  await migrate(db, { folder })
  await rm(join(folder, '0002-rooms.sql'))
  await refused(/0002-rooms\.sql is unknown here.*install that release/)
})

test('a migration altered after it ran is refused', async () => {
  await migrate(db, { folder })
  await write('0002-rooms.sql', 'create table rooms (house int);\n')
  await refused(/0002-rooms\.sql was altered after it ran: put the file back/)
})

test('a migration squeezed in before one that ran is refused', async () => {
  await migrate(db, { folder })
  await write('0001-streets.sql', 'create table streets (id int);')
  await refused(/0001-streets\.sql comes before 0002-rooms\.sql/)
})

test('line ends of another system are not an alteration', async () => {
  await migrate(db, { folder })
  await write('0001-houses.sql', 'create table houses (id int primary key);\r\n')
  expect(await migrate(db, { folder })).toEqual([])
})

async function refused(message: RegExp): Promise<void> {
  await expect(migrate(db, { folder })).rejects.toThrow(message)
  await expect(migrate(db, { folder })).rejects.toBeInstanceOf(OperatorError)
}
