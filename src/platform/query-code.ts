import { createHash, randomInt, timingSafeEqual } from 'node:crypto'

/** Letters and digits that nobody mistakes for each other. */
const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 12

const sm3 = (text: string) => createHash('sm3').update(text).digest()

/**
 * The code by which an applicant follows a request without an account: twelve signs, about 59 bits. It follows from the
 * random key of the form, so that a form sent twice gets one number and one code, and nothing stored gives it away.
 */
export function queryCodeOf(submissionKey: string): string {
  return signsOf(sm3(`code:${submissionKey}`), length)
}

/** Signs that follow from a digest: the same for the same bytes. */
export function signsOf(digest: Buffer, length: number): string {
  let rest = BigInt(`0x${digest.toString('hex')}`)
  let code = ''
  for (let i = 0; i < length; i++) {
    code += signs[Number(rest % BigInt(signs.length))]
    rest /= BigInt(signs.length)
  }
  return code
}

/**
 * Random signs, each worth about 4.9 bits.
 * @param below - a random number from 0 up to, not including, this one; a demonstration gives one that repeats itself
 */
export const randomCode = (length: number, below: (n: number) => number = randomInt): string =>
  Array.from({ length }, () => signs[below(signs.length)]).join('')

/** Sixteen random signs, about 78 bits: what is printed on a certificate for others to verify it. */
export const verificationCode = (below?: (n: number) => number): string => randomCode(16, below)

/** As it is shown and read out: `7KQM-2T9B-XE4H`. */
export const showQueryCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

/** What is stored of a code, in whichever way it was typed. */
export const hashOfCode = (typed: string): Buffer =>
  sm3(
    typed
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, ''),
  )

export const hashOfSubmission = (submissionKey: string): Buffer => sm3(`form:${submissionKey}`)

/** Whether a typed code is the one stored, in a time that tells nothing. */
export function codeMatches(typed: string, stored: Buffer | undefined): boolean {
  const hash = hashOfCode(typed)
  return timingSafeEqual(hash, stored?.length === hash.length ? stored : Buffer.alloc(hash.length))
}
