import { expect, test } from 'vitest'
import { toUtc } from './jobs.ts'

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
