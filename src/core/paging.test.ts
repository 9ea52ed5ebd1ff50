import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from './day.ts'
import { decodeCursor, encodeCursor } from './paging.ts'

test('a cursor gives back the sort key it was made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer(), (text, number) => {
      fc.pre(!text.includes('\0') && text.isWellFormed())
      const cursor = encodeCursor([text, number])
      expect(cursor).toMatch(/^[\w-]+$/)
      expect(decodeCursor(cursor, ['string', 'number'])).toEqual([text, number])
    }),
  )
})

test.each([
  ['nothing', undefined],
  ['several of the same name', ['a', 'b']],
  ['no base64', '***'],
  ['no JSON', encodeCursor(['a']).slice(0, -2)],
  ['other values', encodeCursor([1, 'a'])],
  ['too few values', encodeCursor(['a'])],
  ['a zero byte', encodeCursor(['a\0', 1])],
  ['an object', Buffer.from('{"length":2}').toString('base64url')],
  ['an infinite number', Buffer.from('["a",1e999]').toString('base64url')],
  ['half a character', encodeCursor(['\ud800', 1])],
  ['something endless', encodeCursor(['a'.repeat(5000), 1])],
])('%s is no cursor', (_, cursor) => {
  expect(decodeCursor(cursor, ['string', 'number'])).toBeUndefined()
})

test('a day, an instant and a whole number come back as such', () => {
  const at = new Date('2018-12-03T01:02:03.004Z')
  const cursor = encodeCursor([day('2018-12-03'), at, 12])
  expect(decodeCursor(cursor, ['day', 'instant', 'integer'])).toEqual(['2018-12-03', at, 12])
})

test.each([
  ['a day that does not exist', ['2018-02-30'], 'day'],
  ['an instant that does not exist', ['2018-13-01T00:00:00.000Z'], 'instant'],
  ['an instant in other words', ['tomorrow'], 'instant'],
  ['a fraction', [1.5], 'integer'],
  ['a number too large to be whole', [1e300], 'integer'],
] as const)('%s begins the list anew', (_, values, kind) => {
  expect(decodeCursor(encodeCursor([...values]), [kind])).toBeUndefined()
})

test('no text whatever makes reading a cursor fail', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
  )
  fc.assert(
    fc.property(anyText, (cursor) => {
      expect(() => decodeCursor(cursor, ['number', 'instant'])).not.toThrow()
    }),
  )
})
