import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { excerpt, highlight, indexText, queryText } from './search.ts'

const { db } = await testDatabase()

const parts = {
  title: '关于调整2018年城乡低保标准的通知',
  number: '津政发〔2018〕3号 430781/civil-2018-00012',
  keywords: '社会救助 社保',
  abstract: '提高城市和农村最低生活保障标准',
  body: '市直各单位：\n从7月1日起，特困人员供养标准提高到每月650元。绿色审批通道开放，PPP 项目除外。',
}

async function matches(vector: string, query: string | undefined): Promise<boolean> {
  if (query === undefined) return false
  const { rows } = await sql<{ found: boolean }>`select ${vector}::tsvector @@ ${query}::tsquery as found`.execute(db)
  return rows[0]?.found ?? false
}
const finds = (q: string) => matches(indexText(parts), queryText(q)?.text)

test.each([
  ['two characters in the title', '低保'],
  ['two characters in the keywords', '社保'],
  ['two characters in the text', '特困'],
  ['several words, whatever their order', '标准 城乡'],
  ['half a word', '城乡低'],
  ['one character', '低'],
  ['pinyin', 'dibao'],
  ['pinyin of two words', 'chengxiangdibao'],
  ['the beginning of a pinyin', 'biaozh'],
  ['syllables typed apart', 'di bao'],
  ['initials', 'cxdb'],
  ['the document number', '津政发〔2018〕3号'],
  ['the document number in other brackets', '津政发[2018]3号'],
  ['the index number', '430781/civil-2018-00012'],
  ['Latin letters in any case', 'ppp'],
  ['wide letters', 'PPP'],
  ['a year', '2018'],
  ['a sentence of the text', '特困人员供养标准'],
])('finds by %s', async (_, q) => {
  expect(await finds(q)).toBe(true)
})

test.each(['高考', '低保 高考', 'gaokao', '3019', '津政办发〔2018〕3号'])('does not find %s', async (q) => {
  expect(await finds(q)).toBe(false)
})

test('a part of a long word is found by its sound too', async () => {
  expect(indexText({ title: '居民身份证补领' })).toMatch(/'sfz'.*'shenfenzheng'|'shenfenzheng'.*'sfz'/)
})

test('one of several words is enough when asked so', async () => {
  expect(await matches(indexText(parts), queryText('低保 高考', { any: true })?.text)).toBe(true)
})

test('a hit in the title is told apart from one in the text', async () => {
  expect(await matches(indexText(parts), queryText('低保')?.titleText)).toBe(true)
  expect(await matches(indexText(parts), queryText('特困')?.titleText)).toBe(false)
})

test('whatever is typed or written, PostgreSQL can read it', async () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(
        '低',
        '保',
        "'",
        '\\',
        '&',
        '|',
        '!',
        '(',
        ':',
        '*',
        '<',
        '-',
        ' ',
        'a',
        '1',
        '\u0000',
        '㐀',
        '𠀀',
        'ﬀ',
      ),
    }),
  )
  await fc.assert(
    fc.asyncProperty(odd, odd, async (title, typed) => {
      const asked = queryText(typed)
      await matches(indexText({ title, body: typed }), asked?.text)
      await matches(indexText({ title }), asked?.titleText)
    }),
    { numRuns: 100 },
  )
})

test('signs alone ask for nothing', () => {
  expect(queryText('')).toBeUndefined()
  expect(queryText('!?《》&|')).toBeUndefined()
})

test('a text of several hundred pages fits', async () => {
  const body = Array.from({ length: 60_000 }, (_, i) => `第${i}项abc${i * 7919}`).join('。')
  expect(await matches(indexText({ title: '长', body }), queryText('abc7919')?.text)).toBe(true)
})

test('what was looked for is marked, and the pieces are the text', () => {
  expect(highlight(parts.title, '低保')).toEqual([
    { text: '关于调整2018年城乡', hit: false },
    { text: '低保', hit: true },
    { text: '标准的通知', hit: false },
  ])
  expect(highlight(parts.title, 'dibao').filter((s) => s.hit)).toEqual([{ text: '低保', hit: true }])
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      (text, q) =>
        highlight(text, q)
          .map((s) => s.text)
          .join('') === text,
    ),
  )
})

test('an excerpt stands around the first hit', () => {
  const text = `${'前'.repeat(300)}低保${'后'.repeat(300)}`
  expect(excerpt(text, '低保', 40)).toMatch(/^…前+低保后+…$/)
  expect(excerpt('短文', '低保')).toBe('短文')
})
