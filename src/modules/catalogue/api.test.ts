import { expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../tests/support/app.ts'
import { elements, publishedItem } from '../../../tests/support/items.ts'
import { db } from '../../../tests/support/world.ts'

const visitor = visitorAt(await openHouse())
const get = (path: string) => visitor.get(`/api/v1/items${path}`, { accept: 'application/json' })
type Items = { total: number; next: string | null; items: { code: string; name: string; url: string }[] }

const names = ['出生登记', '结婚登记', '离婚登记', '收养登记', '死亡登记']
for (const name of names) await publishedItem(db, { unitCode: 'civil', itemType: '07', elements: { name } })
const { code } = await publishedItem(db)
const hidden = await publishedItem(db, { published: false })
const gone = await publishedItem(db, { cancelledOn: '2018-09-01' })

test('items are given page by page, each once, only what is published', async () => {
  const seen: string[] = []
  let next: string | null = ''
  while (next !== null) {
    const part: Items = (await get(`?limit=2&after=${next}`)).json()
    expect(part.total).toBe(6)
    seen.push(...part.items.map((i) => i.name))
    next = part.next
  }
  expect(seen.toSorted()).toEqual([...names, '户外广告设施设置审批'].toSorted())
})

test('items are found by words and unit', async () => {
  expect((await get('?q=jiehun')).json<Items>().items.map((i) => i.name)).toEqual(['结婚登记'])
  expect((await get('?unit=urban')).json<Items>().items.map((i) => i.code)).toEqual([code])
})

test('an item is given with all its elements', async () => {
  const item = (await get(`/${code}`)).json()
  expect(item).toMatchObject({ code, level: 'main', version: 1, cancelledOn: null, url: `/services/${code}` })
  expect(item.elements).toEqual(elements())
})

test('what was never published is not found; what is cancelled says so', async () => {
  const reply = await get(`/${hidden.code}`)
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8'])
  expect((await get(`/${gone.code}`)).json()).toMatchObject({ cancelledOn: '2018-09-01', files: [] })
})
