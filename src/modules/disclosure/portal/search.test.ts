import { beforeAll, describe, expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../../tests/support/app.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { publishedItem } from '../../../../tests/support/items.ts'
import { published, today, words } from '../../../../tests/support/published.ts'
import { db } from '../../../../tests/support/world.ts'

const house = await openHouse()
const reader = visitorAt(house)

const searched = async (q: string, more = '') => words(await reader.get(`/search?q=${encodeURIComponent(q)}${more}`))

describe('search', () => {
  beforeAll(async () => {
    await published()
    await published({
      title: '津市市城乡居民最低生活保障办法',
      documentNumber: '津政办发〔2018〕17号',
      kind: 'normative',
      body: '为规范低保工作制定。',
    })
    await published({ title: '关于社会保险扩面征缴的通知', keywords: '社保', body: '参保登记事项。' })
    await published({
      title: '城区公租房分配结果公示',
      columnCode: 'notices',
      unitCode: 'finance',
      body: '共分配保障性住房120套。',
    })
  })

  test('whoever types what they want to do is led to its guide, on the first page', async () => {
    const { code } = await publishedItem(db, { elements: { name: '特种设备使用登记' } })
    const reply = await reader.get(`/search?q=${encodeURIComponent('特种设备')}`)
    await expectValidHtml(reply.body)
    expect(reply.body).toContain(`href="/services/${code}"`)
    expect(words(reply)).toContain('全部 1 项办事指南')
    expect(await searched('特种设备', '&page=2')).not.toContain('办事指南')
    expect(await searched('从来没有的词')).not.toContain('要办这件事')
  })

  test.each([
    ['two characters of the title', '低保', '城乡低保标准'],
    ['two characters of the text', '低保', '最低生活保障办法'],
    ['two characters of the keywords', '社保', '社会保险扩面'],
    ['half a word', '公租', '公租房分配结果'],
    ['the middle of a title', '生活保障', '最低生活保障办法'],
    ['pinyin', 'dibao', '低保标准'],
    ['initials', 'gzf', '公租房'],
    ['a document number', '津政办发〔2018〕17号', '最低生活保障办法'],
    ['a document number in other brackets', '津政办发[2018]17号', '最低生活保障办法'],
    ['words and signs mixed', '公租房 公示！', '公租房分配结果'],
    ['full-width letters', 'ｄｉｂａｏ', '低保标准'],
  ])('finds by %s', async (_, q, title) => {
    expect(await searched(q)).toContain(title)
  })

  test('marks what was looked for and counts by column, body and year', async () => {
    const reply = await reader.get(`/search?q=${encodeURIComponent('公租房')}`)
    expect(reply.body).toContain('<mark>公租房</mark>')
    for (const facet of ['栏目', '发布机构', '年份', '公告公示', `${today.slice(0, 4)} 年`])
      expect(words(reply)).toContain(facet)
    await expectValidHtml(reply.body)
  })

  test('is narrowed by each condition alone and all together', async () => {
    const year = today.slice(0, 4)
    expect(await searched('公租房', '&column=notices&unit=finance&kind=document')).toContain('公租房分配结果')
    expect(await searched('公租房', `&year=${year}&validity=inForce`)).toContain('公租房分配结果')
    for (const wrong of ['&column=news', '&unit=jinshi', '&year=1999', '&kind=news', '&validity=repealed']) {
      const text = await searched('公租房', wrong)
      expect(text).toContain('没有找到与“公租房”有关的信息')
      expect(text).toContain('不限条件找到的')
    }
  })

  test('helps when nothing is found: part of the words, hot words, the hotline', async () => {
    const text = await searched('公租房阿巴阿巴 量子纠缠')
    expect(text).toContain('没有找到')
    expect(text).toContain('公租房分配结果')
    expect(text).toContain('12345')
  })

  test('without a word shows the newest; a very common word says more than, and leafs', async () => {
    expect(words(await reader.get('/search'))).toMatch(/共 \d+ 条/)
    await db
      .insertInto('settings')
      .values({ key: 'limits', value: JSON.stringify({ searchMatches: 100 }), changedBy: 'test' })
      .execute()
    await house.world.reload()
    for (let i = 0; i < 70; i++) await published({ title: `道路养护公告${i}`, body: '道路' })
    for (let i = 0; i < 40; i++) await published({ title: `施工公告${i}`, body: '道路施工' })
    const first = await reader.get(`/search?q=${encodeURIComponent('道路')}`)
    expect(words(first)).toContain('超过 100 条')
    const titles: string[] = []
    for (let page = 1; page <= 6; page++)
      titles.push(
        ...[
          ...(await reader.get(`/search?q=${encodeURIComponent('道路')}&page=${page}`)).body.matchAll(
            /href="\/documents\/(\d+)"/g,
          ),
        ].map((m) => m[1] ?? ''),
      )
    expect(new Set(titles).size).toBe(110)
    expect(titles).toHaveLength(110)
    const newest = await reader.get(`/search?q=${encodeURIComponent('道路')}&sort=newest`)
    expect(newest.body.indexOf('施工公告39')).toBeGreaterThan(0)
    await db.deleteFrom('settings').where('key', '=', 'limits').execute()
    await house.world.reload()
  })

  test.each([
    "'; drop table documents; --",
    "a' & 'b",
    '<script>alert(1)</script>',
    '((((',
    '!!!',
    '%',
    '_'.repeat(200),
    '\\',
    'a:*b',
    '低'.repeat(200),
    '\ud83d\ude00',
  ])('takes %s as words', async (q) => {
    const reply = await reader.get(`/search?q=${encodeURIComponent(q)}`)
    expect(reply.statusCode).toBe(200)
    expect(reply.body).not.toContain('<script>alert')
  })

  test.each([
    'q=%ff%fe',
    'q=%00',
    'q=a%00b',
    'q=a&q=b',
    `q=${'a'.repeat(201)}`,
    'page=0',
    'page=x',
    'page=99999',
    'year=20x8',
    'validity=maybe',
    'unit=%00',
    'kind[]=x&kind[]=y',
  ])('%s is either understood or refused, never a fault', async (query) => {
    expect((await reader.get(`/search?${query}`)).statusCode).toBeLessThan(500)
  })
})
