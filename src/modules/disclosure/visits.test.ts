import { expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../tests/support/app.ts'
import { db, world } from '../../../tests/support/world.ts'
import { dayOf } from '../../core/day.ts'
import { rankColumns } from './visits.store.ts'
import { VisitCounts } from './visits.ts'

const midnight = new Date('2018-06-30T16:00:00Z')
const day = (d: string) => dayOf(new Date(`${d}T12:00:00+08:00`))
const total = async () => {
  const rows = await rankColumns(db, day('2018-01-01'), day('2018-12-31'), 100)
  return rows.reduce((sum, r) => sum + r.visits, 0)
}

test('visits add up over several writings, by the days of Shanghai', async () => {
  const visits = new VisitCounts()
  visits.count({ column: 'news', document: 0 }, new Date(midnight.getTime() - 1))
  visits.count({ column: 'news', document: 7 }, midnight)
  await visits.flush(db)
  visits.count({ column: 'news', document: 7 }, midnight)
  await visits.flush(db)
  await visits.flush(db)
  const rows = await db.selectFrom('visits').selectAll().orderBy('day').execute()
  expect(rows).toEqual([
    { day: '2018-06-30', columnCode: 'news', documentId: 0, visits: 1 },
    { day: '2018-07-01', columnCode: 'news', documentId: 7, visits: 2 },
  ])
})

test('a column that is no more does not hold back the others', async () => {
  const before = await total()
  const visits = new VisitCounts()
  visits.count({ column: 'gone-away', document: 0 }, midnight)
  visits.count({ column: 'files', document: 0 }, midnight)
  await visits.flush(db)
  expect(await total()).toBe(before + 1)
})

test('what the database did not take is written the next time, and what came meanwhile is not lost', async () => {
  const before = await total()
  const visits = new VisitCounts()
  visits.count({ column: 'files', document: 0 }, midnight)
  await db
    .transaction()
    .execute(async (tx) => {
      await tx
        .selectFrom('visits')
        .select('visits')
        .where('columnCode', '=', (q) => q.val('x'))
        .execute()
      // Inside a transaction that has failed every further writing fails too.
      await tx
        .selectFrom('visits')
        .select((q) => q.lit(1).$castTo<number>().as('one'))
        .where('day', '=', 'no day' as never)
        .execute()
        .catch(() => undefined)
      await expect(visits.flush(tx)).rejects.toThrow('aborted')
    })
    .catch(() => undefined)
  visits.count({ column: 'files', document: 0 }, midnight)
  await visits.flush(db)
  expect(await total()).toBe(before + 2)
})

test('two nodes that write at once lose nothing', async () => {
  const before = await total()
  const nodes = Array.from({ length: 4 }, () => new VisitCounts())
  for (const node of nodes)
    for (let i = 0; i < 200; i++) node.count({ column: i % 2 ? 'files' : 'news', document: i % 9 }, midnight)
  await Promise.all(nodes.map((n) => n.flush(db)))
  expect(await total()).toBe(before + 800)
})

test('pages count persons, not robots, from the cache and beside it; nothing is lost when the house closes', async () => {
  const house = await openHouse()
  const reader = visitorAt(house)
  const today = world().today
  const person = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0)' }
  for (let i = 0; i < 3; i++) await reader.get('/columns/notices', person)
  await reader.get('/columns/notices', { 'user-agent': 'Mozilla/5.0 (compatible; Baiduspider/2.0)' })
  await reader.get('/columns/notices', { 'user-agent': '' })
  await reader.get('/columns/nope', person)
  await house.close()
  expect(await rankColumns(db, today, today, 10)).toEqual([{ code: 'notices', name: '公告公示', visits: 3 }])
})
