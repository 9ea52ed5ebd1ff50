import { expect, test } from 'vitest'
import { at } from '../../../tests/support/cases.ts'
import { hotlineStaff, registered } from '../../../tests/support/hotline.ts'
import { db } from '../../../tests/support/world.ts'
import { changeTerms, changeTopic } from './catalogue.service.ts'
import { listTerms, listTopics, termsOf } from './catalogue.store.ts'
import { proposalsFor } from './dispatch.service.ts'
import type { TopicForm } from './schema.ts'
import { getOrder } from './store.ts'

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
  const proposed = async () => (await proposalsFor(ctx, '共享单车堵了人行道'))[0]?.topicCode
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
