import { expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../tests/support/app.ts'
import { at, clerk } from '../../../tests/support/cases.ts'
import { hotlineStaff, registered, to } from '../../../tests/support/hotline.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { pdfPages } from '../../../tests/support/papers.ts'
import { db } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { countAll } from '../statistics/counting.ts'
import { bulletinFile, bulletinOf, isMonth } from './bulletin.service.ts'
import { dispatch, merge } from './dispatch.service.ts'
import { followUp, reopen } from './ending.service.ts'
import { indicators } from './figures.ts'
import { askClosing, askReturn, contact, reply, sign } from './handling.service.ts'
import { listOrders } from './lists.store.ts'
import { beginnings, periodBefore, resultsIn } from './results.service.ts'
import { decideClosing, decideReturn } from './review.service.ts'

const staff = await hotlineStaff()
const house = await openHouse()
const june = { from: day('2026-06-01'), to: day('2026-06-30') }

/** Registered on 1 June and dispatched; answered, closed and followed up on the days given. */
async function lived(
  days: { replied?: string; closed?: string; followedUp?: string; satisfaction?: 1 | 4 },
  change = {},
) {
  const number = await registered('2026-06-01', staff.operator, change)
  await dispatch(at('2026-06-01', staff.operator), number, to('urban', { topicCode: 'streetLights' }))
  if (!days.replied) return number
  await sign(at('2026-06-02', staff.officer), number)
  await contact(at('2026-06-02', staff.officer), number, { way: 'phone', words: '约好去看' })
  await reply(at(days.replied, staff.officer), number, { text: '已经修好', way: 'phone' })
  if (!days.closed) return number
  await askClosing(at(days.replied, staff.officer), number, { result: 'solved', words: '修好了' })
  await decideClosing(at(days.closed, staff.manager), number, { verdict: 'approved', words: '' })
  if (!days.followedUp) return number
  const said = { way: 'phone', reached: true, satisfaction: days.satisfaction ?? 1, words: '' } as const
  await followUp(at(days.followedUp, staff.operator), number, said)
  return number
}

const good = await lived({ replied: '2026-06-04', closed: '2026-06-05', followedUp: '2026-06-08' })
const bad = await lived({ replied: '2026-06-16', closed: '2026-06-17', followedUp: '2026-06-18', satisfaction: 4 })
await reopen(at('2026-06-19', staff.operator), bad, { words: '又不亮了' })
const open = await lived({}, { channel: 'mayorMailbox', kind: 'complaint', placeUnitCode: 'baiyi' })
const duplicate = await registered('2026-06-02', staff.operator)
await merge(at('2026-06-02', staff.operator), duplicate, { into: open, words: '' })
const wrong = await registered('2026-06-03', staff.operator, { channel: 'message' })
await dispatch(at('2026-06-03', staff.operator), wrong, to('education'))
await askReturn(at('2026-06-03', await clerk('departmentHead', 'education')), wrong, {
  words: '不归我们',
  suggestedUnitCode: 'urban',
})
await decideReturn(at('2026-06-04', staff.manager), wrong, { verdict: 'approved', words: '' })

const on = async (last: string, path = '/jinshi/') => {
  const counts = await countAll(db, { path, from: day('2026-06-01'), to: day(last) }, indicators)
  return Object.fromEntries([...counts].map(([id, n]) => [id.slice('hotline.'.length), n]))
}

test('orders are counted by where they came from and what they are', async () => {
  expect(await on('2026-06-30')).toMatchObject({
    ...{ received: 5, byPhone: 3, letters: 2, superiorMailbox: 0, help: 4, complaint: 1, returned: 1, toAnswer: 4 },
  })
  expect(await on('2026-06-02')).toMatchObject({ received: 4, returned: 0 })
})

test('each figure says how it stood on the day it is asked of', async () => {
  expect(await on('2026-06-03')).toMatchObject({ replied: 0, completed: 0, overdue: 0, followedUp: 0 })
  expect(await on('2026-06-05')).toMatchObject({ replied: 1, completed: 1, inTime: 1, followedUp: 0 })
  expect(await on('2026-06-18')).toMatchObject({ replied: 2, completed: 2, followedUp: 2, satisfied: 1, reopened: 0 })
  // Opened again it is not complete any more, though it had been.
  expect(await on('2026-06-19')).toMatchObject({ replied: 2, completed: 1, reopened: 1 })
  expect((await on('2026-06-30')).overdue).toBeGreaterThan(0)
})

test('a unit is told of what it leads', async () => {
  const { path } = await db.selectFrom('units').select('path').where('code', '=', 'urban').executeTakeFirstOrThrow()
  expect(await on('2026-06-30', path)).toMatchObject({ received: 3, byPhone: 2 })
})

test('the page of figures says the same as the indicators, and each number leads to as many orders', async () => {
  const ctx = at('2026-06-30', staff.manager)
  const { sum, unit, channel, town, time, topic } = await resultsIn(ctx, june)
  const told = await on('2026-06-30')
  for (const name of ['received', 'toAnswer', 'replied', 'completed', 'overdue', 'followedUp', 'satisfied'] as const)
    expect(sum[name], name).toBe(told[name])
  for (const list of [unit, channel, town, time, topic])
    expect(list.reduce((n, r) => n + r.received, 0)).toBe(sum.received)
  expect(unit[0]).toMatchObject({ key: 'urban', received: 3, satisfactionRate: null })
  expect(town.find((t) => t.key === 'baiyi')).toMatchObject({ received: 1 })
  const listed = async (is: 'replied' | 'completed' | 'late' | 'satisfied' | 'reopened') => {
    const filter = { where: 'any', order: 'newest', today: ctx.today, ...june, is } as const
    return (await listOrders(db, ['/jinshi/'], filter, { size: 50 })).lines.length
  }
  expect(await listed('replied')).toBe(sum.replied)
  expect(await listed('completed')).toBe(sum.completed)
  expect(await listed('late')).toBe(sum.overdue)
  expect(await listed('satisfied')).toBe(sum.satisfied)
  expect(await listed('reopened')).toBe(sum.reopened)
})

test('a period stands beside the one before it, and no week is left out', () => {
  expect(periodBefore(june)).toEqual({ from: '2026-05-02', to: '2026-05-31' })
  expect(beginnings(june)).toEqual(['2026-06-01', '2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29'])
  expect(beginnings({ from: day('2025-01-15'), to: day('2026-03-01') })).toHaveLength(15)
})

test('pages, tables and the bulletin are for who may see the hotline, and refuse what is no period and no month', async () => {
  const manager = await signedInAs(house, 'hotlineManager')
  const head = await signedInAs(house, 'departmentHead', { unitCode: 'education' })
  const page = await manager.get('/desk/hotline/figures?from=2026-06-01&to=2026-06-30')
  expect(page.statusCode, page.body.slice(0, 500)).toBe(200)
  await expectValidHtml(page.body)
  expect(page.body).toContain('白衣镇')
  expect(
    (await manager.get('/desk/hotline?group=all&from=2026-06-01&to=2026-06-30&unit=urban&is=replied')).body,
  ).toContain(good)
  expect((await manager.get('/desk/hotline/figures.csv?by=channel&from=2026-06-01&to=2026-06-30')).body).toContain(
    ['热线电话', 3, 2, 2].join(),
  )
  expect((await manager.get('/desk/hotline/figures.xlsx?by=time')).statusCode).toBe(200)
  expect((await manager.get('/desk/hotline/figures?from=2026-06-30&to=2026-06-01')).statusCode).toBe(422)
  expect((await manager.get('/desk/hotline/figures?from=1990-06-30&to=2026-06-01')).statusCode).toBe(422)
  const bulletin = await manager.get('/desk/hotline/bulletin?month=2026-06')
  expect(bulletin.statusCode, bulletin.body.slice(0, 500)).toBe(200)
  await expectValidHtml(bulletin.body)
  expect((await manager.get('/desk/hotline/bulletin?month=2026-13')).statusCode).toBe(404)
  expect((await manager.get('/desk/hotline/bulletin?month=2099-01')).statusCode).toBe(404)
  expect((await manager.get('/desk/hotline/bulletin.docx?month=2026-06')).statusCode).toBe(200)
  expect((await head.get('/desk/hotline/figures?from=2026-06-01&to=2026-06-30')).body).not.toContain('白衣镇')
  expect((await head.get('/desk/hotline/bulletin?month=2026-06')).statusCode).toBe(403)
})

test('the bulletin of a month says in sentences what was counted', async () => {
  const ctx = at('2026-06-30', staff.manager)
  const { content } = await bulletinFile(ctx, '2026-06', 'pdf')
  const text = (await pdfPages(content)).join('').replace(/\s/g, '')
  expect(text).toContain('2026年6月市长热线和信箱月报')
  expect(text).toContain('共收到诉求5件')
  expect(text).toContain('反映最多的是“路灯和市政设施”3件')
  const none = await bulletinOf(ctx, '2026-01')
  expect(JSON.stringify(none.blocks)).toContain('2026年1月没有收到诉求')
  expect(isMonth('2026-00')).toBe(false)
})
