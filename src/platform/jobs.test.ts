import pg from 'pg'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import type { Ctx } from './context.ts'
import { jobs, startJobs, toUtc } from './jobs.ts'

const { db, url } = await testDatabase()

test('a job runs once its transaction is done, and one rolled back never', async () => {
  const ran: unknown[] = []
  const pool = new pg.Pool({ connectionString: url, max: 3 })
  const run = async (_ctx: Ctx, payload: unknown) => void ran.push(payload)
  const runner = await startJobs({
    pool,
    modules: [{ name: 'test.note', cron: '5 0 * * *', run }],
    contextFor: async () => undefined as never,
    log: pino({ level: 'silent' }),
  })
  await db
    .transaction()
    .execute(async (tx) => {
      await jobs.add(tx, 'test.note', { n: 1 })
      throw new Error('no')
    })
    .catch(() => undefined)
  await db.transaction().execute((tx) => jobs.add(tx, 'test.note', { n: 2 }))
  await expect.poll(() => ran, { timeout: 10_000 }).toEqual([{ n: 2 }])
  await runner.stop()
  await pool.end()
})

test.each([
  ['5 0 * * *', '5 16 * * *'],
  ['30 8 * * *', '30 0 * * *'],
  ['*/5 * * * *', '*/5 * * * *'],
])('a line of Shanghai reads in UTC: %s', (shanghai, utc) => {
  expect(toUtc(shanghai)).toBe(utc)
})

test('a day of the month together with an hour is refused, for it might be another day in UTC', () => {
  expect(() => toUtc('0 3 1 * *')).toThrow('only daily jobs')
  expect(() => toUtc('0 3')).toThrow('not a crontab line')
})
