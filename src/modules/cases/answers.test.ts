import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ApplicationForm } from '../catalogue/index.ts'
import { problemsInAnswers, readAnswers, withKnown } from './answers.ts'

const form: ApplicationForm = {
  type: 'object',
  properties: {
    name: { type: 'string', title: '申请人', maxLength: 10, known: 'applicant.name' },
    idNumber: { type: 'string', title: '身份证号码', format: 'idNumber' },
    credit: { type: 'string', title: '信用代码', format: 'creditCode' },
    phone: { type: 'string', title: '手机', format: 'phone' },
    born: { type: 'string', title: '出生日期', format: 'date' },
    area: { type: 'number', title: '面积', minimum: 1, maximum: 500 },
    floors: { type: 'integer', title: '层数' },
    use: { type: 'string', title: '用途', enum: ['住宅', '商业'] },
    mail: { type: 'string', title: '邮箱', format: 'email' },
    why: { type: 'string', title: '说明', format: 'multiline', minLength: 3 },
    promise: { type: 'boolean', title: '承诺' },
  },
  required: ['name', 'use'],
}
const right = { name: '李小梅', use: '住宅' }

test.each<[string, Record<string, unknown>, string, RegExp]>([
  ['a missing one', { use: '住宅' }, 'answers.name', /请填写申请人/],
  ['a choice not made', { name: '李' }, 'answers.use', /请选择用途/],
  ['a choice that is none', { ...right, use: '工业' }, 'answers.use', /从列表中选择/],
  ['too long', { ...right, name: '一二三四五六七八九十一' }, 'answers.name', /最多写 10 个字/],
  ['too short', { ...right, why: '好' }, 'answers.why', /至少写 3 个字/],
  ['a wrong check digit', { ...right, idNumber: '110105194912310021' }, 'answers.idNumber', /最后一位与前面各位对不上/],
  ['a wrong credit code', { ...right, credit: '91430781MA4L00000A' }, 'answers.credit', /最后一位/],
  ['a short phone', { ...right, phone: '1381234567' }, 'answers.phone', /11 位/],
  ['a day that is none', { ...right, born: '2018-02-30' }, 'answers.born', /请填写日期/],
  ['no number', { ...right, area: '很大' }, 'answers.area', /应填写数字/],
  ['too little', { ...right, area: '0.5' }, 'answers.area', /不能小于 1/],
  ['too much', { ...right, area: '501' }, 'answers.area', /不能大于 500/],
  ['half a floor', { ...right, floors: '1.5' }, 'answers.floors', /整数/],
  ['no mail', { ...right, mail: 'name@' }, 'answers.mail', /邮箱/],
  ['a field the form has not', { ...right, extra: 'x' }, 'answers.extra', /没有这一项/],
])('%s is told at its field', (_, typed, field, message) => {
  const problems = problemsInAnswers(form, readAnswers(form, typed))
  expect(problems).toHaveLength(1)
  expect(problems[0]?.field).toBe(field)
  expect(problems[0]?.message).toMatch(message)
})

test('what a browser sends is read in the types of the form, and empty is no answer', () => {
  expect(readAnswers(form, { name: ' 李 ', area: '１２', floors: '3', promise: 'on', why: '', born: '  ' })).toEqual({
    ...{ name: '李', area: 12, floors: 3, promise: true },
  })
  expect(problemsInAnswers(form, readAnswers(form, right))).toEqual([])
})

test('what is known is filled in where nothing was typed', () => {
  expect(withKnown(form, {}, { 'applicant.name': '张小明' })).toEqual({ name: '张小明' })
  expect(withKnown(form, { name: '李' }, { 'applicant.name': '张小明' })).toEqual({ name: '李' })
})

test('the number of whoever applies is not asked again: of a firm its credit code, of a person their own', () => {
  const known = 'applicant.idNumber'
  const asks: ApplicationForm = {
    type: 'object',
    properties: {
      idNumber: { type: 'string', title: '身份证号码', format: 'idNumber', known },
      credit: { type: 'string', title: '统一社会信用代码', format: 'creditCode', known },
      partner: { type: 'string', title: '对方的身份证号码', format: 'idNumber' },
    },
    required: ['idNumber'],
  }
  const [firm, person] = ['91430781MA4L00000Q', '11010519491231002X']
  expect(withKnown(asks, {}, { [known]: firm })).toEqual({ idNumber: firm, credit: firm })
  expect(withKnown(asks, {}, { [known]: person })).toEqual({ idNumber: person })
  expect(problemsInAnswers(asks, withKnown(asks, {}, { [known]: firm }))).toEqual([])
  // The number of anyone else is checked as before.
  const wrong = problemsInAnswers(asks, { idNumber: firm, partner: firm })
  expect(wrong.map((p) => p.field)).toEqual(['answers.partner'])
})

test('whatever is typed, the check answers with a field and Chinese words', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(form.properties), 'x'), fc.string()), (typed) => {
      for (const { field, message } of problemsInAnswers(form, readAnswers(form, typed))) {
        expect(field).toMatch(/^answers\.\w+$/)
        expect(message).toMatch(/[\u4e00-\u9fff]/)
        expect(message).not.toMatch(/must|undefined/)
      }
    }),
  )
})

test('each version is checked by its own form', () => {
  const other = { ...form, required: ['mail'] }
  expect(problemsInAnswers(other, right)[0]?.field).toBe('answers.mail')
  expect(problemsInAnswers(form, right)).toEqual([])
})
