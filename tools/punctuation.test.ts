import { expect, test } from 'vitest'
import { punctuate } from './punctuation.ts'

// Written with escapes: the tool under test would put these very lines right.
const [comma, colon, open, close] = ['\uFF0C', '\uFF1A', '\uFF08', '\uFF09']

test.each([
  ['\u8bf7\u586b\u59d3\u540d,\u518d\u63d0\u4ea4', `\u8bf7\u586b\u59d3\u540d${comma}\u518d\u63d0\u4ea4`],
  ['\u5176\u4e2d: \u5168\u6587', `\u5176\u4e2d${colon}\u5168\u6587`],
  ['\u529e\u6cd5(2019)', `\u529e\u6cd5${open}2019${close}`],
])('%s is written with Chinese punctuation', (typed, written) => {
  expect(punctuate(typed)).toBe(written)
})

test.each([
  ['a list of days, in order'],
  ['5,078 \u4ef6'],
  ['\u6807\u9898,2018-05-08,\u6b63\u6587'],
  ["insert into units (name) values ('\u529e\u516c\u5ba4', 1)"],
  ['(?<times>\u4ebf|\u4e07)?\\s*(?:\u4f59)?'],
  ['https://example.cn/\u641c\u7d22?q=1'],
])('%s stays as it is', (text) => {
  expect(punctuate(text)).toBe(text)
})
