import { expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../tests/support/app.ts'
import { at } from '../../../tests/support/cases.ts'
import { hotlineStaff, registered, to } from '../../../tests/support/hotline.ts'
import { db } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { changeTerms, changeTopic } from './catalogue.service.ts'
import { listTerms, listTopics, termsOf } from './catalogue.store.ts'
import * as dispatching from './dispatch.service.ts'
import { catalogueIn, misleads } from './hits.service.ts'
import type { TopicForm } from './schema.ts'
import { getOrder } from './store.ts'

const house = await openHouse()
const { operator, manager, officer } = await hotlineStaff()
const today = '2026-03-05'
const topic = (change: Partial<TopicForm> = {}): TopicForm => ({
  ...{ code: 'sharedBikes', parentCode: 'cityLife', name: '共享单车', words: ['共享单车', '小黄车'], kind: '' },
  ...{ unitCodes: ['urban'], ofPlace: false, position: 99, retired: false },
  ...change,
})

test('terms are data of the county, none of them confirmed by any law; a change holds for what comes after', async () => {
  expect((await listTerms(db)).map((t) => [t.kind, t.confirmed])).toHaveLength(6)
  const before = await registered(today, operator)
  const { kind: _k, changedBy: _b, changedAt: _a, ...terms } = await termsOf(db, 'help')
  expect(terms).toMatchObject({ confirmed: false, replyDays: 5 })
  const changed = { ...terms, replyDays: 3, confirmed: true, source: '市热线办通知' }
  await expect(changeTerms(at(today, operator), 'help', changed)).rejects.toMatchObject({ status: 403 })
  await changeTerms(at(today, manager), 'help', changed)
  expect(await termsOf(db, 'help')).toMatchObject({ replyDays: 3, confirmed: true, changedBy: '热线负责人' })
  expect(await getOrder(db, before)).toMatchObject({ replyDueOn: '2026-03-12' })
  expect(await getOrder(db, await registered(today, operator))).toMatchObject({ replyDueOn: '2026-03-10' })
  await changeTerms(at(today, manager), 'help', terms)
})

test('a topic that is added is proposed, one that is retired not any more; a wrong one is not kept', async () => {
  const ctx = at(today, manager)
  const proposed = async () => (await dispatching.proposalsFor(ctx, '共享单车堵了人行道'))[0]?.topicCode
  expect(await proposed()).toBe('streetLights')
  await changeTopic(ctx, topic({ words: ['共享单车', ' 共享单车 ', '小黄车堵路'] }))
  expect(await proposed()).toBe('sharedBikes')
  expect((await listTopics(db)).find((t) => t.code === 'sharedBikes')?.words).toEqual(['共享单车', '小黄车堵路'])
  await changeTopic(ctx, topic({ retired: true }))
  expect(await proposed()).toBe('streetLights')
  const wrong = topic({ parentCode: 'streetLights', ofPlace: true, unitCodes: ['nix'] })
  await expect(changeTopic(ctx, wrong)).rejects.toMatchObject({
    problems: [{ field: 'parentCode' }, { field: 'unitCodes' }, { field: 'unitCodes/0' }],
  })
  await expect(changeTopic(at(today, officer), topic())).rejects.toMatchObject({ status: 403 })
})

test('a class is no topic of itself, and one that has topics belongs to no other', async () => {
  const group = topic({ code: 'cityLife', name: '城市管理', words: [], unitCodes: [], position: 0 })
  for (const parentCode of ['cityLife', 'housing'])
    await expect(changeTopic(at(today, manager), { ...group, parentCode })).rejects.toMatchObject({
      problems: [{ field: 'parentCode' }],
    })
  await changeTopic(at(today, manager), { ...group, parentCode: '' })
})

test('how often the catalogue was followed is counted from the acts of the first dispatch, by topic and by word', async () => {
  const on = '2026-05-06'
  const order = (text: string) => registered(on, operator, { title: text, text })
  const send = async (number: string, unitCode: string, topicCode: string) =>
    dispatching.dispatch(at(on, operator), number, to(unitCode, { topicCode }))
  const followed = await order('路灯和井盖都坏了')
  await send(followed, 'urban', 'streetLights')
  await send(await order('路灯下面有人打架'), 'urban', 'streetLights')
  await send(await order('路灯照得睡不着'), 'industry', 'noise')
  await send(await order('想养一只鹦鹉'), 'civil', '')
  // Sent elsewhere afterwards: the first word of the catalogue was right or wrong all the same.
  await dispatching.reassign(at('2026-05-07', operator), followed, to('water', { topicCode: 'tapWater' }))
  await expect(
    dispatching.reassign(at('2026-05-07', operator), followed, to('urban', { topicCode: 'nix' })),
  ).rejects.toMatchObject({ problems: [{ field: 'topicCode' }] })

  const { sum, groups, least } = await catalogueIn(at('2026-05-08', manager), { from: day(on), to: day('2026-05-08') })
  expect(sum).toMatchObject({ orders: 4, topicTaken: 2, unitTaken: 2, unknown: 1, topicRate: null })
  const line = (code: string) => groups.flatMap((g) => g.lines).find((l) => l.topic.code === code)
  expect(line('streetLights')).toMatchObject({ proposed: { orders: 3, topicTaken: 2 }, missed: 0, takenRate: null })
  expect(line('streetLights')?.words.filter((w) => w.orders > 0)).toEqual([
    expect.objectContaining({ word: '路灯', orders: 3, topicTaken: 2 }),
    expect.objectContaining({ word: '井盖', orders: 1, topicTaken: 1 }),
  ])
  expect(line('noise')).toMatchObject({ proposed: { orders: 0 }, missed: 1 })
  expect(line('tapWater')).toMatchObject({ proposed: { orders: 0 }, missed: 0 })
  expect(misleads({ orders: least, topicTaken: 0, unitTaken: 0 }, least)).toBe(true)
  expect(misleads({ orders: least - 1, topicTaken: 0, unitTaken: 0 }, least)).toBe(false)
  const none = await catalogueIn(at('2026-05-08', manager), { from: day('2026-06-01'), to: day('2026-06-02') })
  expect(none.sum).toMatchObject({ orders: 0, unknown: 0 })
})

test('an order that was dispatched before acts told the proposal counts by what its record holds', async () => {
  const on = '2026-04-08'
  const period = { from: day(on), to: day(on) }
  // What an older version left behind: acts are never changed, so it is written as it was then.
  const older = async (
    text: string,
    data: Record<string, string>,
    proposed: { topic: string; unit: string } | null,
  ) => {
    const ctx = at(on, operator)
    const number = await registered(on, operator, { title: text, text })
    await db
      .updateTable('workOrders')
      .set({ proposedTopicCode: proposed?.topic ?? null, proposedUnitCode: proposed?.unit ?? null })
      .where('number', '=', number)
      .execute()
    await ctx.acts.write(db, { act: 'hotline.dispatched', subject: `workOrder:${number}`, data })
    return number
  }
  const lights = { topic: 'streetLights', unit: 'urban' }
  const taken = await older('路灯坏了', { unit: 'urban', topic: 'streetLights' }, lights)
  await older('路灯太亮', { unit: 'industry', topic: 'noise' }, lights)
  await older('想养一只鹦鹉', { unit: 'civil', topic: '' }, null)
  const count = async () => catalogueIn(at(on, manager), period)
  expect((await count()).sum).toMatchObject({ orders: 2, topicTaken: 1, unitTaken: 1, unknown: 0 })
  // Dispatched a second time, the first still says how right the catalogue was.
  const again = { act: 'hotline.dispatched', subject: `workOrder:${taken}`, data: { unit: 'water', topic: 'tapWater' } }
  await at(on, operator).acts.write(db, again)
  const { sum, groups } = await count()
  expect(sum).toMatchObject({ orders: 2, topicTaken: 1 })
  const line = groups.flatMap((g) => g.lines).find((l) => l.topic.code === 'streetLights')
  expect(line).toMatchObject({ proposed: { orders: 2, topicTaken: 1 } })
  expect(line?.words.every((w) => w.orders === 0)).toBe(true)
})

test('the page of the catalogue shows what it proposed, and takes a topic with its words as they are written', async () => {
  const desk = await signedInAs(house, 'hotlineManager')
  const span = '?from=2026-05-06&to=2026-05-08'
  const shown = (await desk.get(`/desk/hotline/catalogue${span}`)).body
  expect(shown).toContain('另有 1 件一个词也没有说到')
  expect(shown).toContain('路灯 3、井盖 1')
  expect(shown).toMatch(/没有说到：.*护栏/)
  expect((await desk.get('/desk/hotline/catalogue?from=2026-05-08&to=2026-05-06')).statusCode).toBe(422)
  expect((await desk.get('/desk/hotline/catalogue/nix')).statusCode).toBe(404)

  const form = {
    name: '窨井盖',
    parentCode: 'cityLife',
    words: '窨井盖、井圈\n沉井，井盖丢失',
    unit1: 'urban',
    position: '7',
  }
  const wrong = await desk.post('/desk/hotline/catalogue/new', { ...form, code: 'Manholes' })
  expect([wrong.statusCode, wrong.body.includes('窨井盖、井圈')]).toEqual([422, true])
  const taken = await desk.post('/desk/hotline/catalogue/new', { ...form, code: 'streetLights' })
  expect([taken.statusCode, taken.body.includes('已经有用这个代码的事项')]).toEqual([422, true])
  expect((await desk.post('/desk/hotline/catalogue/new', { ...form, code: 'manholes' })).statusCode).toBe(303)
  const kept = async () => (await listTopics(db, { retired: true })).find((t) => t.code === 'manholes')
  expect(await kept()).toMatchObject({
    ...{ words: ['窨井盖', '井圈', '沉井', '井盖丢失'], unitCodes: ['urban'], position: 7, ofPlace: false, kind: null },
  })
  const both = await desk.post('/desk/hotline/catalogue/manholes', { ...form, ofPlace: 'true' })
  expect([both.statusCode, both.body.includes('不用再选单位')]).toEqual([422, true])
  expect((await desk.post('/desk/hotline/catalogue/manholes', { ...form, retired: 'true' })).statusCode).toBe(303)
  expect(await kept()).toMatchObject({ retired: true })
  expect((await (await signedInAs(house, 'hotlineOperator')).get('/desk/hotline/catalogue')).statusCode).toBe(403)
})
