import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '../../core/day.ts'
import { feeFor, feeSchemeOn, feeWorking, total } from './fees.ts'

const scheme = feeSchemeOn(day('2021-03-01'))
if (!scheme) throw new Error('there is a scheme since 2021')

test('the examples of the rules: 35 requests in a month cost 3,000 yuan, 250 pages 4,700', () => {
  expect(total(scheme.item, 35)).toBe(300_000)
  expect(feeFor(scheme, 'page', 250)).toBe(470_000)
})

test.each([
  [10, 0],
  [11, 100],
  [30, 100],
  [31, 200],
  [40, 200],
  [41, 300],
  [51, 400],
])('the %ith request of a month costs %i yuan', (nth, yuan) => {
  expect(feeFor(scheme, 'item', nth)).toBe(yuan * 100)
})

test('before 2021 nothing is charged', () => {
  expect(feeSchemeOn(day('2020-12-31'))).toBeUndefined()
})

test('a month costs what its requests cost one by one, and never less for one more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), (n) => {
      const each = Array.from({ length: n }, (_, i) => feeFor(scheme, 'item', i + 1))
      expect(each.reduce((a, b) => a + b, 0)).toBe(total(scheme.item, n))
      expect(each.every((fee, i) => i === 0 || fee >= (each[i - 1] ?? 0))).toBe(true)
    }),
  )
})

test('the working of a fee names each slice, and its amounts make the fee', () => {
  expect(feeWorking(scheme, 'page', 250).lines.map((l) => [l.slice, l.quantity])).toEqual([
    ['第31至100页', '70页'],
    ['第101至200页', '100页'],
    ['第201至250页', '50页'],
  ])
  expect(feeWorking(scheme, 'item', 31).lines).toMatchObject([{ slice: '第31件', quantity: '1件' }])
})
