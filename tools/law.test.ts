import { expect, test } from 'vitest'
import { articleNumber, articles, lawPage, remarks } from './law.ts'

test('a tag names several articles, of several texts', () => {
  expect(
    articles('《条例》（国务院令第711号）第三十条、第三十三条；（国务院令第492号）第二十四条；国办发〔2014〕32号附件1'),
  ).toEqual([
    { title: '《条例》（国务院令第711号）', article: '第三十条' },
    { title: '《条例》（国务院令第711号）', article: '第三十三条' },
    { title: '《条例》（国务院令第492号）', article: '第二十四条' },
    { title: '国办发〔2014〕32号', article: '附件1' },
  ])
})

test('a standard is cited with its number before its title', () => {
  expect(articles('GB 11643-1999《公民身份号码》')).toEqual([{ title: 'GB 11643-1999《公民身份号码》', article: '' }])
})

test('a source that was read only in part says so below its heading, and no other', () => {
  const half = { title: '国办发〔2020〕53号', name: '意见', unconfirmed: ['只读到摘要'] }
  expect(remarks('国办发〔2020〕53号', [half])).toEqual(['《意见》。Not confirmed: 只读到摘要。', ''])
  expect(remarks('国办发〔2020〕5号', [half])).toEqual([])
  expect(lawPage()).toMatch(/## 国办发〔2020〕53号\n\n《.*》。Not confirmed: 只读到摘要/)
})

test.each([
  ['第九条', 9],
  ['第十条', 10],
  ['第二十一条第二项', 21],
  ['第一百零三条', 103],
  ['附件', 0],
])('%s stands at place %i', (article, place) => {
  expect(articleNumber(article)).toBe(place)
})
