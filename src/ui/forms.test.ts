import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { problemsFrom, typedIn, typedList } from './forms.ts'

const Body = Type.Object({
  title: Type.String({ title: '标题', minLength: 1, maxLength: 10 }),
  days: Type.Integer({ title: '工作日数', minimum: 1, maximum: 20 }),
  amount: Type.Optional(Type.Number({ title: '金额', minimum: 0 })),
  kind: Type.Union([Type.Literal('a'), Type.Literal('b')], { title: '类型' }),
  channels: Type.Array(Type.String(), { title: '渠道', minItems: 1 }),
})

function problems(body: unknown) {
  return problemsFrom([...Value.Errors(Body, body)] as never, Body as never)
}

const good = { title: '标题', days: 3, kind: 'a', channels: ['website'] }

test('a form that is right has no problems', () => {
  expect(problems(good)).toEqual([])
})

test.each([
  ['an empty text', { title: '' }, 'title', '请填写标题'],
  ['a long text', { title: '一二三四五六七八九十一' }, 'title', '请把标题缩短到 10 个字以内'],
  ['a number out of range', { days: 21 }, 'days', '请填写 1 至 20 之间的工作日数'],
  ['no number at all', { days: '三十' }, 'days', '请填写 1 至 20 之间的工作日数'],
  ['below the only bound', { amount: -1 }, 'amount', '请填写不小于 0 的金额'],
  ['a choice that is not offered', { kind: 'c' }, 'kind', '请从列表中选择类型'],
  ['nothing chosen', { channels: [] }, 'channels', '请选择渠道'],
])('%s is told once, in words that say what to do', (_, change, field, message) => {
  expect(problems({ ...good, ...change })).toEqual([{ field, message }])
})

test('each missing field is told', () => {
  const fields = problems({ title: '标题', days: 3 }).map((p) => p.field)
  expect(fields.toSorted()).toEqual(['channels', 'kind'])
})

test('what was typed is given back as text, and nothing else is', () => {
  expect(typedIn({ title: '<b>', days: 3, bad: { a: 1 }, list: ['a'] })).toEqual({ title: '<b>', days: '3' })
  expect(typedIn('not a form')).toEqual({})
  expect(typedList({ channels: 'website' }, 'channels')).toEqual(['website'])
  expect(typedList({ channels: ['a', 1, 'b'] }, 'channels')).toEqual(['a', 'b'])
  expect(typedList({}, 'channels')).toEqual([])
})
