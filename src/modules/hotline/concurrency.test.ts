import { expect, test } from 'vitest'
import { at } from '../../../tests/support/cases.ts'
import { callForm, hotlineStaff, registered, to } from '../../../tests/support/hotline.ts'
import { db, world } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import * as dispatching from './dispatch.service.ts'
import * as handling from './handling.service.ts'
import { assign, type Opening, openWorkOrder, register } from './register.service.ts'
import * as review from './review.service.ts'
import { getOrder } from './store.ts'

const { operator, second, manager, officer } = await hotlineStaff()
const today = '2026-03-05'
const won = <T>(settled: PromiseSettledResult<T>[]) => settled.filter((s) => s.status === 'fulfilled').length
const reasons = (settled: PromiseSettledResult<unknown>[]) =>
  settled.flatMap((s) => (s.status === 'rejected' ? [s.reason.code] : []))

test('of two operators who dispatch the same order at once one is told that it has changed', async () => {
  const number = await registered(today, operator)
  const { version } = await getOrder(db, number)
  const settled = await Promise.allSettled([
    dispatching.dispatch(at(today, operator), number, to('urban'), version),
    dispatching.dispatch(at(today, second), number, to('water'), version),
  ])
  expect([won(settled), reasons(settled)]).toEqual([1, ['hotline.changedMeanwhile']])
})

test('a form sent ten times at once is one order, and no serial is lost', async () => {
  const form = callForm()
  const sent = await Promise.all(Array.from({ length: 10 }, () => register(at('2026-04-02', operator), form)))
  expect(new Set(sent.map((s) => `${s.number} ${s.code}`)).size).toBe(1)
  const many = await Promise.all(Array.from({ length: 12 }, () => register(at('2026-04-02', operator), callForm())))
  const serials = [...sent.slice(0, 1), ...many].map((s) => Number(s.number.split('-')[1])).sort((a, b) => a - b)
  expect(serials).toEqual(Array.from({ length: 13 }, (_, i) => i + 1))
})

test('two orders merged into each other at once: one holds, nothing hangs', async () => {
  const [a, b] = [await registered(today, operator), await registered(today, operator)]
  const settled = await Promise.allSettled([
    dispatching.merge(at(today, operator), a, { into: b, words: '' }),
    dispatching.merge(at(today, second), b, { into: a, words: '' }),
  ])
  expect([won(settled), reasons(settled)]).toEqual([1, ['invalid']])
})

test('the superior assigns twice and gets one number; its day is kept, and an operator cannot key it in again', async () => {
  const { submissionKey: _, ...said } = callForm({ superiorNumber: 'CD2026-77' })
  const form = { ...said, channel: 'superiorHotline', superiorDueOn: day('2026-03-09') } as const
  const sent = await Promise.all([assign(at(today, operator), form), assign(at(today, operator), form)])
  expect(sent[0]).toEqual(sent[1])
  expect(await getOrder(db, sent[0]?.number ?? '')).toMatchObject({
    superiorNumber: 'CD2026-77',
    replyDueOn: '2026-03-09',
  })
  await expect(register(at(today, operator), callForm({ ...form }))).rejects.toMatchObject({
    problems: [{ field: 'superiorNumber' }],
  })
  await expect(assign(at(today, officer), form)).rejects.toMatchObject({ status: 403 })
})

test('another module opens an order for its record, once, with a term of its own, and hears how it ended', async () => {
  const opening: Opening = {
    ...{ channel: 'badRating', kind: 'complaint', title: '对窗口服务不满意', text: '等了很久', unitCode: 'urban' },
    ...{ replyDays: 7, source: 'rating:12', personName: '', personPhone: '', confidential: true },
  }
  const openOne = () => db.transaction().execute((tx) => openWorkOrder(world({ today: day(today) }), tx, opening))
  const { number } = await openOne()
  expect(await openOne()).toEqual({ number })
  expect(await getOrder(db, number)).toMatchObject({
    ...{ state: 'dispatched', atUnitCode: 'urban', channel: 'badRating', source: 'rating:12', anonymous: true },
    ...{ replyDueOn: '2026-03-16', contactDueOn: '2026-03-06' },
  })
  await handling.sign(at(today, officer), number)
  await handling.reply(at(today, officer), number, { text: '已经道歉', way: 'phone' })
  await handling.askClosing(at(today, officer), number, { result: 'solved', words: '整改' })
  await review.decideClosing(at(today, manager), number, { verdict: 'approved', words: '' })
  // Nobody to ring.
  expect(await getOrder(db, number)).toMatchObject({ state: 'closed', followUpDueOn: null })
  const closed = await db
    .selectFrom('acts')
    .select('data')
    .where('subject', '=', `workOrder:${number}`)
    .where('act', '=', 'hotline.closed')
    .executeTakeFirstOrThrow()
  expect(closed.data).toMatchObject({ channel: 'badRating', source: 'rating:12', result: 'solved' })
  // Rolled back with what caused it.
  const failing = db.transaction().execute(async (tx) => {
    await openWorkOrder(world({ today: day(today) }), tx, { ...opening, source: 'rating:13' })
    throw new Error('the rating failed')
  })
  await expect(failing).rejects.toThrow('the rating failed')
  expect(await db.selectFrom('workOrders').select('id').where('source', '=', 'rating:13').execute()).toEqual([])
})
