import { expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../../tests/support/app.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { publishedItem } from '../../../../tests/support/items.ts'
import { words } from '../../../../tests/support/published.ts'
import { db } from '../../../../tests/support/world.ts'
import { day } from '../../../core/day.ts'
import { type FindWish, findItems } from '../find.store.ts'

const house = await openHouse()
const visitor = visitorAt(house)
const today = day('2018-12-03')

const wish = (change: Partial<FindWish> = {}): FindWish => ({
  q: '',
  topics: [],
  ways: [],
  all: false,
  size: 20,
  ...change,
})
const find = async (change: Partial<FindWish> = {}) => findItems(db, today, wish(change))
const names = async (change: Partial<FindWish> = {}) => (await find(change)).rows.map((r) => r.name)

await publishedItem(db, { elements: { name: '户外广告设施设置审批', firmTopics: ['permit'] } })
await publishedItem(db, {
  unitCode: 'civil',
  itemType: '07',
  elements: {
    ...{ name: '结婚登记', serviceTargets: ['1'], caseType: '1', online: false, onSiteVisits: 1, inHall: true },
    ...{ personTopics: ['marriage'], lifeEvents: ['marrying'] },
  },
})
await publishedItem(db, {
  unitCode: 'civil',
  itemType: '05',
  elements: {
    name: '最低生活保障对象认定（低保）',
    serviceTargets: ['1'],
    nearby: true,
    onSiteVisits: 0,
    personTopics: ['socialSecurity'],
    lifeEvents: ['needingHelp'],
  },
})
await publishedItem(db, {
  itemType: '02',
  elements: { name: '对擅自设置户外广告的处罚', online: false, onSiteVisits: 2 },
})
await publishedItem(db, { published: false, elements: { name: '还没有发布的事项' } })
await publishedItem(db, { cancelledOn: '2018-06-01', elements: { name: '已经取消的事项' } })
await publishedItem(db, { cancelledOn: '2019-06-01', elements: { name: '明年取消的事项', onSiteVisits: 2 } })
const main = await publishedItem(db, { unitCode: 'police', elements: { name: '居民身份证管理', onSiteVisits: 2 } })
const sub = await publishedItem(db, {
  unitCode: 'police',
  level: 'sub',
  parentId: main.id,
  elements: { name: '居民身份证补领', onSiteVisits: 2 },
})
await publishedItem(db, {
  unitCode: 'police',
  level: 'handling',
  parentId: sub.id,
  elements: { name: '居民身份证补领（异地）', onSiteVisits: 2 },
})

test('what one applies for is listed by letter: sub items for their main item, nothing unpublished or cancelled', async () => {
  expect(await names()).toEqual([
    '户外广告设施设置审批',
    '居民身份证补领',
    '结婚登记',
    '明年取消的事项',
    '最低生活保障对象认定（低保）',
  ])
  expect(await names({ all: true })).toContain('对擅自设置户外广告的处罚')
  expect((await findItems(db, day('2019-06-01'), wish())).rows.map((r) => r.name)).not.toContain('明年取消的事项')
})

test.each([
  ['two characters', '低保', '最低生活保障对象认定（低保）'],
  ['pinyin', 'jiehun', '结婚登记'],
  ['initials', 'sfz', '居民身份证补领'],
])('an item is found by %s', async (_, q, name) => {
  expect(await names({ q })).toEqual([name])
})

test('hits in the name come before hits in the text', async () => {
  await publishedItem(db, {
    elements: { name: '爱国卫生宣传品发放', acceptanceCondition: '办理结婚登记时领取', onSiteVisits: 2 },
  })
  expect(await names({ q: '结婚' })).toEqual(['结婚登记', '爱国卫生宣传品发放'])
})

test.each([
  ['who', { who: 'person' as const }, '结婚登记', true],
  ['who', { who: 'firm' as const }, '结婚登记', false],
  ['topic', { topics: ['person:marriage'] }, '结婚登记', true],
  ['topic and event', { topics: ['person:marriage', 'event:needingHelp'] }, '结婚登记', false],
  ['event', { topics: ['event:needingHelp'] }, '最低生活保障对象认定（低保）', true],
  ['unit', { unit: 'civil' }, '户外广告设施设置审批', false],
  ['letter', { letter: 'J' }, '结婚登记', true],
  ['letter', { letter: 'H' }, '结婚登记', false],
  ['target', { target: '2' }, '户外广告设施设置审批', true],
  ['type', { type: '07' }, '结婚登记', true],
  ['online', { ways: ['online' as const] }, '结婚登记', false],
  ['on the spot', { ways: ['instant' as const] }, '结婚登记', true],
  ['at most one trip', { ways: ['once' as const] }, '居民身份证补领', false],
  ['nearby and at most once', { ways: ['nearby' as const, 'once' as const] }, '最低生活保障对象认定（低保）', true],
])('the list is narrowed by %s', async (_, change, name, expected) => {
  const found = await names(change)
  expect(found.length).toBeGreaterThanOrEqual(expected ? 1 : 0)
  expect(found.includes(name)).toBe(expected)
})

test('each facet says how many it leaves', async () => {
  const { facets, total } = await find()
  for (const [facet, change] of [
    ['unit', (unit: string) => ({ unit })],
    ['letter', (letter: string) => ({ letter })],
    ['target', (target: string) => ({ target })],
    ['type', (type: string) => ({ type })],
    ['topic', (topic: string) => ({ topics: [topic] })],
    ['who', (who: string) => ({ who: who as 'person' })],
    ['way', (way: string) => ({ ways: [way as 'online'] })],
  ] as const) {
    expect(facets[facet].length).toBeGreaterThan(0)
    for (const { value, count } of facets[facet])
      expect((await find(change(value))).total, `${facet} ${value}`).toBe(count)
  }
  expect(facets.letter.reduce((sum, f) => sum + f.count, 0)).toBe(total)
})

test('leafing forth and back shows every item once, also where names are alike', async () => {
  for (let i = 0; i < 7; i++) await publishedItem(db, { unitCode: 'culture', elements: { name: '同名的事项' } })
  const seen: number[] = []
  let page = await find({ unit: 'culture', size: 3 })
  const first = page.rows
  while (page.rows.length > 0) {
    seen.push(...page.rows.map((r) => r.id))
    const last = page.rows.at(-1)
    page = await find({ unit: 'culture', size: 3, after: last })
  }
  expect(new Set(seen).size).toBe(7)
  const back = await find({
    unit: 'culture',
    size: 3,
    before: { ...(first[0] as (typeof first)[0]), id: seen[6] as number },
  })
  expect(back.rows.map((r) => r.id)).toEqual(seen.slice(3, 6))
  expect(back.more).toBe(true)
})

test('the page shows totals, keeps conditions in the address, and says how to go on where nothing is found', async () => {
  const all = await visitor.get('/services')
  await expectValidHtml(all.body)
  expect(words(all)).toContain('遇到这些事')
  const civil = await visitor.get('/services?unit=civil&once=1')
  await expectValidHtml(civil.body)
  expect(words(civil)).toContain('共 2 项')
  expect(civil.body).toContain('href="/services?unit=civil"')
  const none = await visitor.get('/services?q=%E4%BD%8E%E4%BF%9D&unit=police')
  await expectValidHtml(none.body)
  expect(words(none)).toContain('没有找到与“低保”有关的事项')
  expect(words(none)).toContain('不限条件找到的')
  expect(words(none)).toContain('最低生活保障对象认定')
})

test.each([
  '/services?letter=ab',
  '/services?after=xyz',
  '/services?who=',
  '/services?unit=moon',
  '/services?q=%27)%26!*:',
])('an odd address does no harm: %s', async (address) => {
  expect((await visitor.get(address)).statusCode).toBeLessThan(500)
})

test('old links to what was not yet online lead here', async () => {
  const reply = await visitor.get('/services/handle')
  expect([reply.statusCode, reply.headers.location]).toEqual([302, '/services'])
})
