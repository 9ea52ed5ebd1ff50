import { expect, test } from 'vitest'
import { sealWith } from './seal.ts'

const seal = sealWith('one secret of at least thirty-two characters', 'records')
const other = sealWith('another secret of thirty-two characters or so', 'records')
const idNumber = '430781199001010019'

test('what is sealed opens again, and twice sealed is not twice the same', () => {
  const sealed = seal.seal(idNumber)
  expect(seal.open(sealed)).toBe(idNumber)
  expect(sealed.equals(seal.seal(idNumber))).toBe(false)
  expect(sealed.includes(idNumber)).toBe(false)
})

test('a changed byte or a foreign key does not open', () => {
  const sealed = seal.seal(idNumber)
  for (const at of [0, 14, sealed.length - 1]) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => seal.open(changed)).toThrow()
  }
  expect(() => other.open(sealed)).toThrow()
})

test('a digest finds the same number again, only under the same key', () => {
  expect(seal.digest(idNumber).equals(seal.digest(idNumber))).toBe(true)
  expect(seal.digest(idNumber).equals(other.digest(idNumber))).toBe(false)
  expect(seal.digest(idNumber)).toHaveLength(32)
})
