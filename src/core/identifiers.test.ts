import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from './day.ts'
import { checkCreditCode, checkIdNumber, checkPhone, findPersonalData } from './identifiers.ts'

// Samples printed in the standards themselves.
const ID = '11010519491231002X' // GB 11643-1999
const WIDE_ID = [...ID].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
const CREDIT_CODE = '91350100M000100Y43' // GB 32100-2015

describe('the number of an identity card', () => {
  test.each([ID, WIDE_ID, '11010519491231002x', ' 110105 19491231 002X '])('%j is sound', (number) => {
    expect(checkIdNumber(number)).toBeUndefined()
  })
  test.each([
    ['', '请填写'],
    ['110105491231002', '18 位'],
    ['11010519491231002', '17 位'],
    ['11010519491231002A', '最后一位只能'],
    ['1101051949123100X2', '只有最后一位'],
    ['身份证号', '只由数字组成'],
    ['990105194912310025', '省级代码'],
    ['110105194902300025', '出生日期'],
    ['110105184912310026', '出生日期'],
    ['110105194912310021', '对不上'],
  ])('%j is not, and the reason says %s', (number, reason) => {
    expect(checkIdNumber(number)).toContain(reason)
  })
  test('nobody is born after today', () => {
    expect(checkIdNumber(ID, day('1949-12-31'))).toBeUndefined()
    expect(checkIdNumber(ID, day('1949-12-30'))).toContain('出生日期')
  })
  test('one wrong digit, or two neighbours exchanged, is always noticed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 16 }), fc.nat({ max: 9 }), (i, digit) => {
        fc.pre(ID[i] !== String(digit))
        expect(checkIdNumber(ID.slice(0, i) + digit + ID.slice(i + 1))).toBeDefined()
      }),
    )
    for (let i = 0; i < 17; i++)
      if (ID[i] !== ID[i + 1]) expect(checkIdNumber(ID.slice(0, i) + ID[i + 1] + ID[i] + ID.slice(i + 2))).toBeDefined()
  })
})

describe('a unified social credit code', () => {
  test.each([CREDIT_CODE, '91350100m000100y43', '91350100 M000100Y 43'])('%j is sound', (code) => {
    expect(checkCreditCode(code)).toBeUndefined()
  })
  test.each([
    ['', '请填写'],
    ['430781000012345', '旧的 15 位'],
    ['91350100M000100Y4', '17 位'],
    ['9135O100M000100Y43', '“O”'],
    ['91350A00M000100Y43', '第 3 至 8 位'],
    ['91350100M000100Y44', '对不上'],
  ])('%j is not, and the reason says %s', (code, reason) => {
    expect(checkCreditCode(code)).toContain(reason)
  })
})

test('of all last characters exactly one makes a credit code sound', () => {
  const firsts = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), minLength: 9, maxLength: 9 })
  fc.assert(
    fc.property(firsts, (body) => {
      const sound = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].filter((last) => !checkCreditCode(`91430781${body}${last}`))
      expect(sound).toHaveLength(1)
    }),
  )
})

describe('a mobile phone', () => {
  test.each(['13800005678', '+86 138-0000-5678', '008613800005678', '19912345678'])('%j is sound', (number) => {
    expect(checkPhone(number)).toBeUndefined()
  })
  test.each([
    ['', '请填写'],
    ['1380000567', '10 位'],
    ['12800005678', '13 至 19'],
    ['0736-4212345', '13 至 19'],
    ['138oooo5678', '数字'],
  ])('%j is not, and the reason says %s', (number, reason) => {
    expect(checkPhone(number)).toContain(reason)
  })
})

describe('a text about to be published', () => {
  const find = (text: string) => findPersonalData(text).map(({ kind, quote }) => `${kind} ${quote}`)

  test.each([
    ['an identity card', `张三，身份证号${ID}，住津市市`, [`idNumber ${ID}`]],
    ['one written in groups', '110105 19491231 002X', ['idNumber 110105 19491231 002X']],
    ['one in full-width digits', WIDE_ID, [`idNumber ${WIDE_ID}`]],
    ['a mobile phone', '联系人李四（13800005678）', ['phone 13800005678']],
    ['one beside a landline', '电话0736-4212345/138 0000 5678。', ['phone 138 0000 5678']],
    ['one with the country code', '+86-13800005678', ['phone +86-13800005678']],
    ['a bank card', '账号6222021234567890128', ['bankCard 6222021234567890128']],
    ['one written in groups', '卡号4111 1111 1111 1111,', ['bankCard 4111 1111 1111 1111']],
  ])('is found to hold %s', (_, text, expected) => {
    expect(find(text)).toEqual(expected)
  })

  test.each([
    ['a landline', '咨询电话：0736-4212345、12345、400-800-8888'],
    ['a document number', '津政发〔2018〕13号，索引号 006630043/2018-01234'],
    ['a credit code', `统一社会信用代码 ${CREDIT_CODE}`],
    ['a credit code of digits only, that would pass as a bank card', '914307811000000168'],
    ['an identity card with a wrong check digit', '110105194912310021'],
    ['a card number that fails its check', '4111111111111112'],
    ['a long number that begins with a year', '流水号201812030000000006'],
    ['a number inside a longer one', '9913800005678、A13800005678、13800005678B'],
    ['a fraction', '0.13800005678'],
    ['money and dates', '1,380,000,567.80元，2018-12-03 13:80'],
  ])('is not suspected for %s', (_, text) => {
    expect(find(text)).toEqual([])
  })

  test('is quoted as it stands, where it stands, in order', () => {
    const text = `甲：13800005678；乙：${ID}；丙：13900005678`
    const found = findPersonalData(text)
    expect(found.map((f) => f.kind)).toEqual(['phone', 'idNumber', 'phone'])
    for (const { quote, at } of found) expect(text.slice(at, at + quote.length)).toBe(quote)
  })

  test('is read to its end however long a row of digits it holds', () => {
    expect(find(`${'4111 1111 1111 111 '.repeat(20_000)}${'1'.repeat(200_000)}。${ID}`)).toEqual([`idNumber ${ID}`])
  })
})
