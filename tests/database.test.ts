import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from './support/database.ts'

const { db } = await testDatabase()

test('a test file finds every table of the house, all empty', async () => {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('acts') is not null as there`.execute(db)
  expect(rows[0]?.there).toBe(true)
  expect(await db.selectFrom('acts').selectAll().execute()).toEqual([])
})
