import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { allotNumber } from './index.ts'

const { db } = await testDatabase()
const series = { unitCode: 'jinshi', series: '津政公开答', year: 2026 }
const allot = (more: Partial<typeof series> = {}) =>
  db.transaction().execute((tx) => allotNumber(tx, { ...series, ...more }))

describe('document numbers', () => {
  test('fifty papers at once get fifty numbers, without gaps or doubles', async () => {
    const numbers = await Promise.all(Array.from({ length: 50 }, () => allot()))
    expect(new Set(numbers)).toEqual(new Set(Array.from({ length: 50 }, (_, i) => `津政公开答〔2026〕${i + 1}号`)))
  })

  test('begin anew with each year, series and unit', async () => {
    const odd = { series: '津政公开补' }
    expect(await allot(odd)).toBe('津政公开补〔2026〕1号')
    expect(await allot(odd)).toBe('津政公开补〔2026〕2号')
    expect(await allot({ ...odd, year: 2027 })).toBe('津政公开补〔2027〕1号')
    expect(await allot({ ...odd, unitCode: 'xinzhou' })).toBe('津政公开补〔2026〕1号')
  })

  test('a paper that is not saved gives its number to the next', async () => {
    const failed = db.transaction().execute(async (tx) => {
      await allotNumber(tx, { ...series, series: '津政函' })
      throw new Error('not saved')
    })
    await expect(failed).rejects.toThrow('not saved')
    expect(await allot({ series: '津政函' })).toBe('津政函〔2026〕1号')
  })
})
