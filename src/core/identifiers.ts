import { type Day, isDay } from './day.ts'

const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
)
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** An identifier as it is stored: half-width, capital, without spaces and hyphens. */
export function plainIdentifier(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

/**
 * What is to be put right in the number of a resident identity card (or residence permit of the same form); undefined if
 * it is sound.
 * @param today - a birth date after it is refused; absent: not asked
 * @basis GB 11643-1999《公民身份号码》
 */
export function checkIdNumber(text: string, today?: Day): string | undefined {
  const number = plainIdentifier(text)
  if (number === '') return '请填写身份证号码'
  if (/^\d{15}$/.test(number)) return '这是旧的 15 位号码，请填写现在身份证上的 18 位号码'
  if (/^\d{17}[A-WYZ]$/.test(number)) return '身份证号码的最后一位只能是数字或字母 X，请核对'
  if (!/^[\dX]*$/.test(number)) return '身份证号码只由数字组成，最后一位可以是字母 X，请核对'
  if (number.length !== 18) return `身份证号码应为 18 位，您填写了 ${number.length} 位，请核对`
  if (!/^\d{17}[\dX]$/.test(number)) return '身份证号码只有最后一位可以是字母 X，请核对'
  if (!PROVINCES.has(number.slice(0, 2))) return '身份证号码的前两位不是省级代码，请核对'
  const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if (!isDay(born) || (today !== undefined && born > today)) return '身份证号码第 7 至 14 位不是有效的出生日期，请核对'
  if (number[17] !== idCheckDigit(number)) return '身份证号码的最后一位与前面各位对不上，请逐位核对'
  return undefined
}

/** Last sign of an identity number, from the seventeen digits before it. GB 11643-1999 */
export function idCheckDigit(number: string): string | undefined {
  const sum = ID_WEIGHTS.reduce((total, weight, i) => total + weight * Number(number[i]), 0)
  return '10X98765432'[sum % 11]
}

/**
 * What is to be put right in a unified social credit code; undefined if it is sound.
 * @basis GB 32100-2015《法人和其他组织统一社会信用代码编码规则》
 */
export function checkCreditCode(text: string): string | undefined {
  const code = plainIdentifier(text)
  if (code === '') return '请填写统一社会信用代码'
  if (/^\d{15}$/.test(code)) return '这是旧的 15 位注册号，请填写营业执照上的 18 位统一社会信用代码'
  if (code.length !== 18) return `统一社会信用代码应为 18 位，您填写了 ${code.length} 位，请核对`
  const odd = [...code].find((c) => !CREDIT_ALPHABET.includes(c))
  if (odd) return `统一社会信用代码里没有“${odd}”这个字符（不用字母 I、O、S、V、Z），请核对`
  if (!/^..\d{6}/.test(code)) return '统一社会信用代码第 3 至 8 位应为数字（登记机关的行政区划码），请核对'
  if (code[17] !== creditCheckDigit(code)) return '统一社会信用代码的最后一位与前面各位对不上，请逐位核对'
  return undefined
}

/** Last sign of a credit code, from the seventeen signs before it. GB 32100-2015 */
export function creditCheckDigit(code: string): string | undefined {
  const sum = CREDIT_WEIGHTS.reduce((total, weight, i) => total + weight * CREDIT_ALPHABET.indexOf(code[i] ?? ''), 0)
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31]
}

/** What is to be put right in a mobile phone number of mainland China; undefined if it is sound. A leading +86 is allowed. */
export function checkPhone(text: string): string | undefined {
  const number = plainPhone(text)
  if (number === '') return '请填写手机号码'
  if (!/^\d+$/.test(number)) return '手机号码只由数字组成，请核对'
  if (number.length !== 11) return `手机号码应为 11 位，您填写了 ${number.length} 位，请核对`
  if (!/^1[3-9]/.test(number)) return '手机号码应以 13 至 19 开头，请核对'
  return undefined
}

/** What is to be put right in a number to call someone back on, mobile or landline; undefined if it is sound. */
export function checkContactPhone(text: string): string | undefined {
  return /^\+?[\d\s()-]{7,20}$/.test(text.normalize('NFKC'))
    ? undefined
    : '请填写手机号码，或者带区号的座机号码，例如 0736-4210000'
}

/** What is to be put right in a mail address; undefined if it is sound. */
export function checkMailAddress(text: string): string | undefined {
  return mailAddress.test(text) ? undefined : '请填写完整的电子邮箱，例如 name@example.cn'
}

/** One name, one @, and a domain with a dot in it: more is known only when a mail arrives. */
export const mailAddress: RegExp = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/

/** A mobile phone number as it is stored: eleven digits. */
export function plainPhone(text: string): string {
  return plainIdentifier(text).replace(/^(\+|00)86/, '')
}

/** A number in a text that belongs to a person, and where it stands. */
export type PersonalData = {
  kind: 'idNumber' | 'phone' | 'bankCard'
  /** As it stands in the text. */
  quote: string
  /** Offset of its first character in the text. */
  at: number
}

// Digits may be grouped by single spaces or hyphens, as cards print them; no digit or letter may touch the number, so
// that a piece of a longer code is not taken for one.
const CANDIDATES: readonly { kind: PersonalData['kind']; pattern: RegExp; sound: (plain: string) => boolean }[] = [
  {
    kind: 'idNumber',
    pattern: /(?<![0-9A-Za-z])\d{6}[ -]?\d{4}[ -]?\d{2}[ -]?\d{2}[ -]?\d{3}[\dXx](?![0-9A-Za-z])/g,
    sound: (plain) => checkIdNumber(plain) === undefined,
  },
  {
    kind: 'bankCard',
    // Cards begin with 3 to 6, or 9 for some old debit cards; serial numbers mostly with a year or with zeros.
    pattern: /(?<![0-9A-Za-z]|\d[.-])[3-69](?:\d{15,18}|\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?)(?![0-9A-Za-z]|[.-]\d)/g,
    sound: (plain) => luhn(plain) && checkCreditCode(plain) !== undefined,
  },
  {
    kind: 'phone',
    pattern: /(?<![0-9A-Za-z]|\d\.)(?:(?:\+|00)86[ -]?)?1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?![0-9A-Za-z])/g,
    sound: (plain) => checkPhone(plain) === undefined,
  },
]

/**
 * Numbers of persons in a text, in the order they stand: identity cards with a right check digit, mobile phones, bank
 * cards. Landlines of offices, document numbers and credit codes are not. Asked before publication; a person decides.
 * @basis 《个人信息保护法》第二十五条、第五十五条;《政府信息公开条例》第十五条
 */
export function findPersonalData(text: string): PersonalData[] {
  const narrow = text.replace(/[\uff10-\uff19\uff38\uff58]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
  const found: PersonalData[] = []
  for (const { kind, pattern, sound } of CANDIDATES)
    for (const match of narrow.matchAll(pattern)) {
      const end = match.index + match[0].length
      const taken = found.some((f) => match.index < f.at + f.quote.length && f.at < end)
      if (!taken && sound(plainIdentifier(match[0])))
        found.push({ kind, quote: text.slice(match.index, end), at: match.index })
    }
  return found.sort((a, b) => a.at - b.at)
}

/** Check digit of payment cards: ISO/IEC 7812-1, annex B. */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, c, i) => {
    const n = Number(c) * (i % 2 === 0 ? 1 : 2)
    return total + (n > 9 ? n - 9 : n)
  }, 0)
  return sum % 10 === 0
}
