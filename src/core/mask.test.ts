import { expect, test } from 'vitest'
import { maskContact, maskIdNumber, maskName, maskPhone } from './mask.ts'

test.each([
  ['李四', '李*'],
  ['李小明', '李**'],
  ['阿依古丽·买买提', '阿**'],
  ['𠮷野', '𠮷*'],
  ['李', '李*'],
])('a person called %s is shown as %s', (name, shown) => {
  expect(maskName(name)).toBe(shown)
})

test('an organisation keeps its name', () => {
  expect(maskName('津市市某某有限公司', 'company')).toBe('津市市某某有限公司')
})

test.each([
  ['430781199001011234', '4307**********1234'],
  ['1234567', '*******'],
  ['', ''],
])('the number %s is shown as %s', (number, shown) => {
  expect(maskIdNumber(number)).toBe(shown)
})

test.each([
  ['13800005678', '138****5678'],
  ['0736-4212345', '**********45'],
  ['12', '**'],
])('the phone %s is shown as %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown)
})

test.each([
  ['zhangsan@example.cn', 'z***@example.cn'],
  ['13800005678', '138****5678'],
])('the contact %s is shown as %s', (contact, shown) => {
  expect(maskContact(contact)).toBe(shown)
})
