import { expect, test } from 'vitest'
import { asCitation, typedNumbers } from './typed.ts'

const found = (text: string) => typedNumbers(text).map((n) => n.text)

test.each([
  ['全年公开5078条', ['5078条']],
  ['收到５件，办结4件', ['５件', '4件']],
  ['占75%', ['75%']],
  ['培训二百二十人次', ['二百二十人次']],
  ['电话4241600', ['4241600']],
  ['2018年', ['2018年']],
  ['11月8日召开，3月又开', ['11月8日', '3月']],
  ['共1,234项', ['1,234项']],
])('%s is marked as typed', (text, expected) => expect(found(text)).toEqual(expected))

test.each([
  '收到{requests.received}',
  '{日期 7月27日}召开会议',
  '1.健全机制',
  '（一）工作情况',
  '一是加强领导；二是完善制度',
  '最多跑一次、一网通办、“三公”经费',
])('%s counts nothing by hand', (text) => expect(found(text)).toEqual([]))

test('the place of a number is where it stands in the text', () => {
  const text = '{requests.received}，另有3件'
  expect(typedNumbers(text)).toEqual([{ text: '3件', at: text.indexOf('3件') }])
})

test('a date is taken for a citation, a count never', () => {
  expect(asCitation('7月27日', '日期')).toBe('{日期 7月27日}')
  expect(asCitation('5078条', '日期')).toBeUndefined()
  expect(asCitation('5078条', '名称')).toBeUndefined()
  expect(asCitation('7月27日', '随便')).toBeUndefined()
})
