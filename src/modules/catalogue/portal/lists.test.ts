import { expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../../tests/support/app.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { nextVersion, publishedItem } from '../../../../tests/support/items.ts'
import { words } from '../../../../tests/support/published.ts'
import { db } from '../../../../tests/support/world.ts'
import { type Day, day } from '../../../core/day.ts'
import { readCsv } from '../../../platform/sheet.ts'
import { totalOf } from '../lists.store.ts'
import { publicLists } from './list-kinds.ts'

const house = await openHouse()
const visitor = visitorAt(house)
const get = (address: string) => visitor.get(`/services/lists${address}`)

const twice = { onSiteVisits: 2, inHall: false, online: false }
await publishedItem(db, { elements: { name: '户外广告设施设置审批' } })
await publishedItem(db, {
  unitCode: 'civil',
  itemType: '07',
  elements: { ...twice, name: '结婚登记', caseType: '1', onSiteVisits: 1 },
})
const allowance = await publishedItem(db, {
  unitCode: 'civil',
  itemType: '05',
  elements: { ...twice, name: '高龄津贴发放', nearby: true },
})
await nextVersion(
  db,
  allowance.id,
  { onSiteVisits: 0, online: true, steps: [], commitmentLimit: { unit: 'workingDay', days: 5, note: '' } },
  '2018-07-01',
)
await publishedItem(db, { unitCode: 'forestry', cancelledOn: '2018-10-01', elements: { name: '林木采伐许可' } })
await publishedItem(db, { itemType: '02', elements: { ...twice, name: '对乱设广告的处罚' } })
await db
  .insertInto('delegations')
  .values({
    ...{ itemId: allowance.id, acceptedAt: 'village', decidedAt: 'town', authority: '津政办发〔2018〕20号' },
    ...{ materialsBefore: 5, materialsAfter: 3, daysBefore: 20, daysAfter: 12, delegatedOn: day('2018-05-01') },
  })
  .execute()
await db
  .insertInto('cancelledCertificates')
  .values(
    ['无犯罪记录证明', '居住证明'].map((name, i) => ({
      unitCode: 'police',
      name,
      usedFor: '租房',
      replacedBy: 'enquiry',
      cancelledOn: day(`2018-0${i + 3}-01`),
    })),
  )
  .execute()

/** Lines of a list as its table file has them, without the head. */
async function file(key: string, on: string, unit = ''): Promise<string[][]> {
  const reply = await get(`/${key}.csv?on=${on}&unit=${unit}`)
  expect(reply.statusCode).toBe(200)
  return readCsv(reply.body.replace(/^\ufeff/, ''))
    .map((r) => r.cells)
    .slice(1)
}

test.each(['2018-02-01', '2018-06-30', '2018-12-31', '2026-01-01'])(
  'every list has as many lines as its figure says on %s',
  async (on) => {
    for (const list of publicLists) {
      const total = await totalOf(db, list.indicator, { path: '/jinshi/', from: on as Day, to: on as Day })
      const lines = await file(list.key, on)
      expect(lines.length, list.key).toBe(total)
      const { items } = (await get(`/${list.key}.json?on=${on}`)).json<{ items: object[] }>()
      expect(items.length, list.key).toBe(total)
      const page = await get(`/${list.key}?on=${on}`)
      await expectValidHtml(page.body)
      expect(words(page).replaceAll(' ', ''), list.key).toContain(
        `${list.indicator.label}${total}${list.indicator.unit}`,
      )
    }
  },
)

test('an item is on a list on the days on which its version says so', async () => {
  const names = async (on: string) => (await file('once', on)).map((l) => l[0])
  expect(await names('2018-06-30')).toEqual(['结婚登记', '林木采伐许可', '户外广告设施设置审批'])
  expect(await names('2018-12-31')).toEqual(['结婚登记', '高龄津贴发放', '户外广告设施设置审批'])
  expect(await names('2017-12-31')).toEqual([])
})

test.each([
  ['immediate', ['结婚登记']],
  ['online', ['高龄津贴发放']],
  ['nearby', ['高龄津贴发放']],
  ['hall', ['户外广告设施设置审批']],
  ['delegated', ['高龄津贴发放']],
  ['certificates', ['居住证明', '无犯罪记录证明']],
])('the list %s', async (key, names) => {
  expect((await file(key, '2018-12-31')).map((l) => l[0]).sort()).toEqual([...names].sort())
})

test('what was optimised is told against the law and against the first version', async () => {
  const line = (await file('optimised', '2018-12-31')).find((l) => l[0] === '高龄津贴发放')
  expect(line?.slice(2, 9)).toEqual(['20 个工作日', '5 个工作日', '75%', '7', '7', '5', '0'])
  expect(words(await get('/optimised?on=2018-12-31'))).toContain(
    '3 项的法定时限以工作日计，合计 60 个工作日；承诺合计 21 个工作日，缩短 65.0%',
  )
})

test('a delegated item shows what it saved, with the sums of the figures', async () => {
  expect((await file('delegated', '2018-12-31'))[0]?.slice(2)).toEqual([
    '村（社区）',
    '镇（街道）',
    '5',
    '3',
    '20',
    '12',
    '津政办发〔2018〕20号',
  ])
  const text = words(await get('/delegated?on=2018-12-31'))
  for (const told of ['下沉前申请材料数5', '下沉后申请材料数3', '下沉前办理工作日20', '下沉后办理工作日12'])
    expect(text.replaceAll(' ', '')).toContain(told)
})

test('a unit narrows page and file alike', async () => {
  expect((await file('once', '2018-12-31', 'civil')).map((l) => l[1])).toEqual(['市民政局', '市民政局'])
  const page = await get('/once?on=2018-12-31&unit=civil')
  expect(page.body).not.toContain('户外广告设施设置审批')
  expect((await get('/once?unit=moon')).statusCode).toBe(404)
})

test('the overview tells every total of the day', async () => {
  const reply = await get('?on=2018-12-31')
  await expectValidHtml(reply.body)
  for (const { title } of publicLists) expect(words(reply)).toContain(title)
  expect(reply.body).toContain('/services/lists/once?on=2018-12-31')
})

test('a long list goes on, and its file has all of it', async () => {
  for (let i = 0; i < 60; i++)
    await publishedItem(db, { unitCode: 'culture', elements: { ...twice, onSiteVisits: 0, name: '同名的事项' } })
  const first = await get('/once?unit=culture')
  const next =
    /href="(\/services\/lists\/once\?[^"]*after=[^"]+)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await visitor.get(next)
  const linked = (body: string) => [...body.matchAll(/href="\/services\/(\w{30,})"/g)].map((m) => m[1])
  expect([linked(first.body).length, linked(second.body).length]).toEqual([50, 10])
  expect(new Set([...linked(first.body), ...linked(second.body)]).size).toBe(60)
  expect(await file('once', '2030-01-01', 'culture')).toHaveLength(60)
})

test.each(['/nothing', '/once.xml', '/once.csv.csv'])('there is no list %s', async (address) => {
  expect((await get(address)).statusCode).toBe(404)
})

test.each(['?on=2018-02-30', '?on=today', '?after=x'])(
  'an odd address is read as well as it can be: %s',
  async (query) => {
    expect((await get(`/once${query}`)).statusCode).toBe(200)
  },
)
