import { describe, expect, test } from 'vitest'
import { creditCheckDigit } from '../../core/identifiers.ts'
import { checkCode, codeOf, mainCodeOf } from './code-schemes.ts'
import { codeLabel, codeLists, isCode, onApplicationTypes } from './codes.ts'
import { topicKeys, topicLabel, topics, topicsIn } from './topics.ts'

const body = '11430781MB1234567'
const credit = `${body}${creditCheckDigit(body)}`

describe('codes of items', () => {
  test.each([
    ['2016', 'basic', 'XK00012000', undefined],
    ['2016', 'basic', 'XK0001200', /10 位，现在是 9 位/],
    ['2016', 'basic', 'xk00012000', /大写字母/],
    ['2016', 'basic', 'XK0001200A', /第 3 至 10 位应为数字/],
    ['2016', 'implementation', 'XK00012000430781MB123456', undefined],
    ['2016', 'implementation', 'XK0001200043078XMB123456', /第 11 至 16 位/],
    ['2016', 'implementation', 'XK00012000430781mb123456', /最后 8 位/],
    ['2016', 'implementation', 'XK00012000', /24 位，现在是 10 位/],
    ['2016', 'handling', 'XK00012000430781MB12345601', /没有业务办理项编码/],
    ['2018', 'basic', '000101012000', undefined],
    ['2018', 'basic', '00010101200', /12 位，现在是 11 位/],
    ['2018', 'basic', '00010101200X', /全为数字/],
    ['2018', 'implementation', `${credit}4000101012000`, undefined],
    ['2018', 'implementation', `${credit}8000101012000`, /第 19 位/],
    ['2018', 'implementation', `${body}A4000101012000`, /前 18 位：/],
    ['2018', 'implementation', `${credit}400010101200X`, /全为数字/],
    ['2018', 'handling', `${credit}400010101200001`, undefined],
    ['2018', 'handling', `${credit}40001010120000A`, /最后两位/],
    ['2018', 'handling', `${credit}4000101012000`, /33 位，现在是 31 位/],
    ['1999', 'basic', '1', /没有编码规则/],
  ] as const)('under scheme %s a %s code %s is looked at', (scheme, kind, code, wrong) => {
    const told = checkCode(scheme, kind, code)
    if (wrong === undefined) expect(told).toBeUndefined()
    else expect(told).toMatch(wrong)
  })

  test('the code made for a unit holds its own check, under each scheme', () => {
    const unit = { creditCode: credit, regionCode: '430781', level: '4' }
    expect(checkCode('2016', 'implementation', codeOf('2016', 'XK00012000', unit) ?? '')).toBeUndefined()
    expect(checkCode('2018', 'implementation', codeOf('2018', '000101012000', unit) ?? '')).toBeUndefined()
    expect(codeOf('2018', '000101012000', { ...unit, creditCode: null })).toBeUndefined()
  })

  test('a sub item belongs to the main item whose last three signs are zero', () => {
    expect(mainCodeOf('000101012003')).toBe('000101012000')
    expect(mainCodeOf('XK00012001')).toBe('XK00012000')
  })
})

test('what one applies for are types of the standard, and what the organ does of itself is not among them', () => {
  expect(onApplicationTypes.every((t) => isCode('itemType', t))).toBe(true)
  const ownMotion = Object.keys(codeLists.itemType).filter((t) => !onApplicationTypes.includes(t))
  expect(ownMotion.map((t) => codeLabel('itemType', t)).sort()).toEqual(
    ['行政处罚', '行政强制', '行政征收', '行政检查'].sort(),
  )
  expect(codeLabel('caseType', '7')).toBe('7')
})

describe('topics', () => {
  test('of persons, firms and life events are found by their keys', () => {
    expect(
      topicKeys({ personTopics: ['marriage'], firmTopics: ['setup'], lifeEvents: ['marrying'] }).map(topicLabel),
    ).toEqual(['婚姻登记', '设立变更', '结婚'])
    expect(topicLabel('person:nothing')).toBeUndefined()
    expect(topics.unconfirmed.length).toBeGreaterThan(0)
  })

  test('in another shape, or with a code twice, are refused by their place', () => {
    expect(() => topicsIn({ ...topics, person: [{ code: 'X', name: '错' }] })).toThrow(/\/person\/0/)
    expect(() => topicsIn({ ...topics, firm: [...topics.firm, topics.firm[0]] })).toThrow(/firm has "setup" twice/)
  })
})
