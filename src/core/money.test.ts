import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseWanYuan, parseYuan, wanYuan, yuan } from './money.ts'

test.each([
  [8_000_000, '80,000 元', '8 万元'],
  [0, '0 元', '0 万元'],
  [5, '0.05 元', '0.000005 万元'],
  [1250, '12.50 元', '0.00125 万元'],
  [-123_456_789, '-1,234,567.89 元', '-123.456789 万元'],
])('%i fen are written %s and %s', (fen, asYuan, asWanYuan) => {
  expect(yuan(fen)).toBe(asYuan)
  expect(wanYuan(fen)).toBe(asWanYuan)
})

test.each([
  ['80,000', 8_000_000],
  ['80000.5元', 8_000_050],
  [' 8 万', undefined],
  ['1,2345', undefined],
  ['0.001', undefined],
  ['', undefined],
  ['1e5', undefined],
  ['12.', undefined],
  ['99999999999999999999', undefined],
])('%j typed in yuan is %s fen', (text, fen) => {
  expect(parseYuan(text)).toBe(fen)
})

test('what is written is read back as the same amount', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (fen) => {
      expect(parseYuan(yuan(fen))).toBe(fen)
      expect(parseWanYuan(wanYuan(fen))).toBe(fen)
    }),
  )
})

test('a fraction of a fen is a fault', () => {
  expect(() => yuan(0.5)).toThrow(RangeError)
})
