import { expect, test } from 'vitest'
import { at, clerk } from '../../../tests/support/cases.ts'
import { hotlineStaff, registered, to } from '../../../tests/support/hotline.ts'
import { db } from '../../../tests/support/world.ts'
import * as dispatching from './dispatch.service.ts'
import * as handling from './handling.service.ts'
import { lifeOf } from './life.store.ts'
import { problemsInPublication, publicationDraft, publish, redacted, withdrawPublication } from './publish.service.ts'
import * as review from './review.service.ts'
import { besides, countInReach, orderRecord, ordersInReach, revealPerson } from './service.ts'
import { getOrder } from './store.ts'

const { operator, manager, officer, head, leader, other } = await hotlineStaff()
const day = '2026-03-05'
const person = { personName: '李小梅', personPhone: '13812345678' }
const looks = async (number: string) =>
  (
    await db
      .selectFrom('acts')
      .select(['data', 'accountId'])
      .where('act', '=', 'identity.revealed')
      .where('subject', '=', `workOrder:${number}`)
      .execute()
  ).map((a) => ({ by: a.accountId, field: (a.data as { field: string }).field }))
const why = { field: 'personPhone', reason: '需要联系来访人核实情况' } as const

test('a confidential order shows nobody who said it; only who may unseal reads it, and each look is an act', async () => {
  const number = await registered(day, operator, { ...person, confidential: true })
  await dispatching.dispatch(at(day, operator), number, to('urban'))
  for (const who of [officer, head, operator, leader, manager]) {
    const shown = await orderRecord(at(day, who), number)
    expect(JSON.stringify(shown)).not.toMatch(/李小梅|李\*|13812345678|138\*/u)
  }
  for (const who of [officer, head, operator, leader, other])
    await expect(revealPerson(at(day, who), number, why)).rejects.toMatchObject({ status: 403 })
  expect(await looks(number)).toEqual([])
  await expect(revealPerson(at(day, manager), number, { ...why, reason: '' })).rejects.toMatchObject({ status: 422 })
  expect(await revealPerson(at(day, manager), number, why)).toBe('13812345678')
  expect(await looks(number)).toEqual([{ by: manager.accountId, field: 'personPhone' }])
})

test('of an ordinary order the unit that handles it may read the phone to ring, with a reason, and others not', async () => {
  const number = await registered(day, operator, person)
  await expect(revealPerson(at(day, officer), number, why)).rejects.toMatchObject({ status: 403 })
  await dispatching.dispatch(at(day, operator), number, to('urban'))
  const shown = await orderRecord(at(day, officer), number)
  expect(shown.order).toMatchObject({ personName: '李**', personPhone: '138****5678' })
  expect(await revealPerson(at(day, officer), number, why)).toBe('13812345678')
  await expect(orderRecord(at(day, other), number)).rejects.toMatchObject({ status: 403 })
  expect(await looks(number)).toHaveLength(1)
})

test('a report neither goes to the unit it speaks of nor is seen by it, in lists or alone', async () => {
  const number = await registered(day, operator, { ...person, kind: 'report', complainedUnitCode: 'urban' })
  await expect(dispatching.dispatch(at(day, operator), number, to('urban'))).rejects.toMatchObject({
    problems: [{ field: 'unitCode' }],
  })
  const assisting = [{ unitCode: 'urban', part: '说明情况' }]
  await expect(dispatching.dispatch(at(day, operator), number, to('market', { assisting }))).rejects.toMatchObject({
    problems: [{ field: 'assisting/0/unitCode' }],
  })
  await dispatching.dispatch(at(day, operator), number, to('market'))
  const sees = async (who: typeof officer) =>
    (await ordersInReach(at(day, who), { group: 'all' }, 100)).lines.some((l) => l.number === number)
  expect(await sees(officer)).toBe(false)
  expect(await sees(operator)).toBe(true)
  expect(await sees(await clerk('departmentOfficer', 'market', '市场监管经办人'))).toBe(true)
  await expect(orderRecord(at(day, officer), number)).rejects.toMatchObject({ status: 403 })
  // Even one who once assisted, before it was known of whom it speaks.
  await db
    .insertInto('workOrderUnits')
    .values({ orderId: (await getOrder(db, number)).id, unitCode: 'urban', part: '说明', state: 'doing' })
    .execute()
  expect(await sees(officer)).toBe(false)
  await expect(handling.assist(at(day, officer), number, { answer: '没有' })).rejects.toMatchObject({ status: 403 })
})

test('a report about the government itself is still heard by its hotline', async () => {
  const number = await registered(day, operator, { ...person, kind: 'report', complainedUnitCode: 'jinshi' })
  expect((await orderRecord(at(day, operator), number)).order.number).toBe(number)
  expect(await countInReach(at(day, operator), { q: number })).toBe(1)
})

test('question and reply are published without personal data, cleared by someone who did not reply', async () => {
  const number = await registered(day, operator, {
    ...{ ...person, publicWish: true, text: '我是李小梅，电话13812345678，身份证11010519491231002X，路灯坏了' },
  })
  await dispatching.dispatch(at(day, operator), number, to('urban'))
  await handling.sign(at(day, officer), number)
  await handling.reply(at(day, officer), number, { text: '李小梅您好，路灯已经修好', way: 'phone' })
  await handling.askClosing(at(day, officer), number, { result: 'solved', words: '换灯泡' })
  await review.decideClosing(at(day, manager), number, { verdict: 'approved', words: '' })
  const order = await getOrder(db, number)
  const draft = publicationDraft(order, (await lifeOf(db, order.id)).replies)
  expect(JSON.stringify(draft)).not.toMatch(/李小梅|13812345678|11010519491231002X/)
  const form = { ...draft, personalDataReason: '' }
  expect(problemsInPublication(form, order)).toEqual([])
  const named = { ...form, publicReply: '李小梅您好', personalDataReason: '本人同意' }
  await expect(publish(at(day, manager), number, named)).rejects.toMatchObject({ problems: [{ field: 'publicReply' }] })
  const numbered = { ...form, publicReply: '请打 13800001111' }
  await expect(publish(at(day, manager), number, numbered)).rejects.toMatchObject({ status: 422 })
  await publish(at(day, manager), number, { ...numbered, personalDataReason: '这是单位的值班手机' })
  expect(await getOrder(db, number)).toMatchObject({ publishedOn: day, publishedName: '热线负责人' })
  await withdrawPublication(at(day, manager), number, { words: '有错字' })
  expect(await getOrder(db, number)).toMatchObject({ publishedOn: null })
})

test('what was said is cleaned of every number and of the own name, and of nothing else', () => {
  const of = { personName: '王五', personPhone: '0736-4210000', personEmail: 'w@example.cn' }
  const text = '王五住朝阳路 8 号，电话 0736-4210000，邮箱 w@example.cn，共 3 盏灯'
  expect(redacted(text, of)).toBe('王*住朝阳路 8 号，电话 ＊＊＊，邮箱 ＊＊＊，共 3 盏灯')
})

test('while an operator types, what the caller said before and orders like it are shown', async () => {
  const first = await registered(day, operator, {
    ...{
      title: '樟木桥村的水渠堵了',
      text: '水渠堵塞，田里没有水',
      personPhone: '13700000001',
      placeUnitCode: 'maolihu',
    },
  })
  const ctx = at('2026-03-06', operator)
  const found = await besides(ctx, { text: '水渠堵塞没人管', phone: '13700000001', placeUnitCode: 'maolihu' })
  expect(found.caller.map((l) => l.number)).toEqual([first])
  expect(found.similar[0]).toMatchObject({ number: first, samePerson: true, samePlace: true })
  // Nobody outside the hotline asks by a phone.
  expect(await besides(at('2026-03-06', officer), { text: '水渠堵塞', phone: '13700000001' })).toEqual({
    ...{ caller: [], similar: [] },
  })
  const stale = await besides(at('2026-07-06', operator), { text: '水渠堵塞没人管' })
  expect(stale.similar.map((l) => l.number)).not.toContain(first)
})
