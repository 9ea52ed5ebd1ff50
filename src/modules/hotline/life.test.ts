import { expect, test } from 'vitest'
import { at, citizen, clerk } from '../../../tests/support/cases.ts'
import { callForm, hotlineStaff, registered, to } from '../../../tests/support/hotline.ts'
import { db } from '../../../tests/support/world.ts'
import { visitor } from '../../platform/actor.ts'
import * as dispatching from './dispatch.service.ts'
import * as ending from './ending.service.ts'
import * as handling from './handling.service.ts'
import { lifeOf } from './life.store.ts'
import * as person from './person.service.ts'
import { register, write } from './register.service.ts'
import * as review from './review.service.ts'
import { getOrder } from './store.ts'
import * as supervision from './supervision.service.ts'

const staff = await hotlineStaff()
const { operator, second, manager, leader, officer, colleague, head, town } = staff

const acts = async (number: string) =>
  (await db.selectFrom('acts').select('act').where('subject', '=', `workOrder:${number}`).orderBy('id').execute()).map(
    (a) => a.act.slice('hotline.'.length),
  )
const outbox = async (number: string) =>
  (await db.selectFrom('outboxMessages').select(['channel', 'recipient', 'body']).orderBy('id').execute()).filter((m) =>
    m.body.includes(number),
  )
const handledBy = async (number: string, day: string, who = officer) => {
  await handling.sign(at(day, who), number)
  await handling.reply(at(day, who), number, { text: '路灯已经修好', way: 'phone' })
  await handling.askClosing(at(day, who), number, { result: 'solved', words: '更换灯泡' })
}

test('a call is dispatched by the catalogue, handled, replied to, closed, followed up and put away', async () => {
  // Thursday, 2026-03-05
  const { number, code } = await register(at('2026-03-05', operator), callForm())
  expect(number).toMatch(/^G20260305-\d{4}$/)
  expect(await getOrder(db, number)).toMatchObject({ state: 'received', dueOn: '2026-03-05', replyDueOn: '2026-03-12' })
  const [proposal] = await dispatching.proposalsFor(at('2026-03-05', operator), '门口的路灯不亮了')
  expect(proposal).toMatchObject({ topicCode: 'streetLights', unitCode: 'urban', hits: ['路灯'] })
  await dispatching.dispatch(at('2026-03-05', operator), number, to('urban', { topicCode: 'streetLights' }))
  expect(await getOrder(db, number)).toMatchObject({
    ...{ state: 'dispatched', atUnitCode: 'urban', contactDueOn: '2026-03-06', dueOn: '2026-03-06' },
    ...{ proposedTopicCode: 'streetLights', proposedUnitCode: 'urban', dispatchedUnitCode: 'urban' },
  })
  await handling.sign(at('2026-03-05', officer), number)
  await handling.contact(at('2026-03-06', officer), number, { way: 'phone', words: '约好明天去看' })
  expect(await getOrder(db, number)).toMatchObject({ state: 'handling', contactDueOn: null, dueOn: '2026-03-12' })
  await handling.reply(at('2026-03-09', officer), number, { text: '路灯已经修好', way: 'phone' })
  expect(await getOrder(db, number)).toMatchObject({ state: 'replied', repliedOn: '2026-03-09', dueOn: '2026-03-10' })
  await handling.askClosing(at('2026-03-09', officer), number, { result: 'solved', words: '更换灯泡' })
  expect(await getOrder(db, number)).toMatchObject({ state: 'closing', atUnitCode: 'jinshi', dueOn: '2026-03-10' })
  await review.decideClosing(at('2026-03-10', manager), number, { verdict: 'approved', words: '' })
  expect(await getOrder(db, number)).toMatchObject({
    ...{ state: 'closed', closedOn: '2026-03-10', result: 'solved', followUpDueOn: '2026-03-11', dueOn: '2026-03-11' },
    reopenUntil: '2026-03-25',
  })
  await expect(ending.archive(at('2026-03-11', operator), number)).rejects.toMatchObject({
    code: 'hotline.followUpFirst',
  })
  await ending.followUp(at('2026-03-11', operator), number, {
    ...{ way: 'phone', reached: true, satisfaction: 2, words: '很快' },
  })
  expect(await getOrder(db, number)).toMatchObject({ state: 'followedUp', satisfaction: 2, dueOn: null })
  await expect(ending.archive(at('2026-03-20', operator), number)).rejects.toMatchObject({
    code: 'hotline.stillReopenable',
  })
  await ending.archive(at('2026-03-26', operator), number)
  expect(await acts(number)).toEqual([
    ...[
      'registered',
      'dispatched',
      'signed',
      'contacted',
      'replied',
      'closingAsked',
      'closed',
      'followedUp',
      'archived',
    ],
  ])
  const told = (await outbox(number)).filter((m) => m.channel === 'sms')
  expect(told.map((m) => m.recipient)).toEqual(Array(4).fill('13812345678'))
  expect(told[0]?.body).toContain('3月12日')
  // The person follows it with the code they were told.
  expect(await person.checkQueryCode(at('2026-03-12', visitor), { number, code }, '1.2.3.4')).toBe(number)
  const followed = await person.follow(at('2026-03-12', visitor), number, number)
  expect(followed.replies.map((r) => r.text)).toEqual(['路灯已经修好'])
  await expect(person.follow(at('2026-03-12', visitor), number, undefined)).rejects.toThrow('编号')
})

test('who is unsatisfied has it opened again, and someone else handles it; urging once a day', async () => {
  const number = await registered('2026-03-05', operator)
  await dispatching.dispatch(at('2026-03-05', operator), number, to('urban'))
  await person.urgeOwn(at('2026-03-05', visitor), number, number, '')
  await expect(person.urgeOwn(at('2026-03-05', visitor), number, number, '')).rejects.toMatchObject({
    code: 'hotline.urgedToday',
  })
  await supervision.urge(at('2026-03-05', leader), number, { words: '请抓紧' })
  await person.urgeOwn(at('2026-03-06', visitor), number, number, '')
  expect(await getOrder(db, number)).toMatchObject({ urgings: 3 })
  await handledBy(number, '2026-03-06')
  await review.decideClosing(at('2026-03-09', manager), number, { verdict: 'approved', words: '' })
  const badly = { way: 'phone', reached: true, satisfaction: 5, words: '又坏了' } as const
  await expect(ending.followUp(at('2026-03-10', officer), number, badly)).rejects.toMatchObject({
    code: 'hotline.noRight',
  })
  await ending.followUp(at('2026-03-10', operator), number, badly)
  // Beyond the days of the person, but the hotline may as they were unsatisfied.
  await expect(person.reopenOwn(at('2026-04-10', visitor), number, number, '又坏了')).rejects.toMatchObject({
    code: 'hotline.tooLateToReopen',
  })
  await ending.reopen(at('2026-04-10', operator), number, { words: '又坏了' })
  expect(await getOrder(db, number)).toMatchObject({
    ...{ state: 'dispatched', atUnitCode: 'urban', reopened: 1, handlerId: null, closedOn: null, satisfaction: null },
    ...{ clockFrom: '2026-04-10', replyDueOn: '2026-04-17', contactDueOn: '2026-04-13' },
  })
  await expect(handling.sign(at('2026-04-10', officer), number)).rejects.toMatchObject({
    code: 'hotline.anotherHandler',
  })
  await handledBy(number, '2026-04-13', colleague)
  expect((await lifeOf(db, (await getOrder(db, number)).id)).replies).toHaveLength(2)
})

test('a wrong unit asks to return it, another person agrees, and it is dispatched anew', async () => {
  const number = await registered('2026-03-05', operator)
  await dispatching.dispatch(at('2026-03-05', operator), number, to('education'))
  const educationHead = await clerk('departmentHead', 'education', '教育局长')
  const asked = { words: '路灯不归教育局', suggestedUnitCode: 'urban' }
  await handling.askReturn(at('2026-03-05', educationHead), number, asked)
  await expect(handling.askReturn(at('2026-03-05', educationHead), number, asked)).rejects.toMatchObject({
    code: 'hotline.waitsForReview',
  })
  await review.decideReturn(at('2026-03-06', manager), number, { verdict: 'approved', words: '' })
  // It comes back to the hotline, whose term to dispatch begins anew; the reply is due as it was promised.
  expect(await getOrder(db, number)).toMatchObject({
    ...{ state: 'received', unitCode: null, atUnitCode: 'jinshi', dueOn: '2026-03-06', replyDueOn: '2026-03-12' },
  })
  await dispatching.dispatch(at('2026-03-06', operator), number, to('urban'))
  // What the catalogue had proposed and where it went first stay as they were.
  expect(await getOrder(db, number)).toMatchObject({ unitCode: 'urban', dispatchedUnitCode: 'education' })
})

test('more days are asked for once, granted by another person, and never beyond the day of the superior', async () => {
  const number = await registered('2026-03-05', operator)
  await dispatching.dispatch(at('2026-03-05', operator), number, to('urban'))
  await handling.sign(at('2026-03-05', officer), number)
  await expect(
    handling.askExtension(at('2026-03-06', head), number, { days: 9, words: '等配件' }),
  ).rejects.toMatchObject({ problems: [{ field: 'days' }] })
  await expect(
    handling.askExtension(at('2026-03-13', head), number, { days: 3, words: '等配件' }),
  ).rejects.toMatchObject({ code: 'hotline.overdue' })
  await handling.askExtension(at('2026-03-06', head), number, { days: 3, words: '等配件' })
  await review.decideExtension(at('2026-03-06', manager), number, { verdict: 'approved', words: '' })
  expect(await getOrder(db, number)).toMatchObject({ extension: 3, replyDueOn: '2026-03-17' })
  await expect(
    handling.askExtension(at('2026-03-09', head), number, { days: 1, words: '还要一天' }),
  ).rejects.toMatchObject({ code: 'hotline.alreadyExtended' })

  const assigned = await registered('2026-03-05', operator, {
    ...{ channel: 'superiorHotline', superiorNumber: 'CD-1', superiorDueOn: '2026-03-10' as never },
  })
  expect(await getOrder(db, assigned)).toMatchObject({ replyDueOn: '2026-03-10' })
  await dispatching.dispatch(at('2026-03-05', operator), assigned, to('urban'))
  await expect(
    handling.askExtension(at('2026-03-06', head), assigned, { days: 3, words: '等配件' }),
  ).rejects.toMatchObject({ problems: [{ field: 'days' }] })
})

test('a department hands down to a town, which gives it back without asking; never past it to a village', async () => {
  const number = await registered('2026-03-05', operator)
  await expect(dispatching.dispatch(at('2026-03-05', operator), number, to('baiyi-jinlin'))).rejects.toMatchObject({
    problems: [{ field: 'unitCode' }],
  })
  await dispatching.dispatch(at('2026-03-05', operator), number, to('urban'))
  await expect(
    dispatching.handDown(at('2026-03-05', head), number, { unitCode: 'baiyi-jinlin', words: '属地' }),
  ).rejects.toMatchObject({ problems: [{ field: 'unitCode' }] })
  await dispatching.handDown(at('2026-03-05', head), number, { unitCode: 'baiyi', words: '属地' })
  expect(await getOrder(db, number)).toMatchObject({ unitCode: 'urban', atUnitCode: 'baiyi', state: 'dispatched' })
  await expect(
    handling.askReturn(at('2026-03-05', town), number, { words: '不归镇里', suggestedUnitCode: '' }),
  ).rejects.toMatchObject({ code: 'hotline.handedDown' })
  await dispatching.giveBack(at('2026-03-05', town), number, { words: '市政设施归城管' })
  expect(await getOrder(db, number)).toMatchObject({ unitCode: 'urban', atUnitCode: 'urban', state: 'dispatched' })
  await expect(dispatching.giveBack(at('2026-03-05', officer), number, { words: '不要' })).rejects.toMatchObject({
    code: 'hotline.notHandedDown',
  })
  // Within a town, to a village of its own.
  const local = await registered('2026-03-05', operator)
  await dispatching.dispatch(at('2026-03-05', operator), local, to('baiyi'))
  await expect(
    dispatching.handDown(at('2026-03-05', town), local, { unitCode: 'xinzhou-sanhe', words: '属地' }),
  ).rejects.toMatchObject({ problems: [{ field: 'unitCode' }] })
  await dispatching.handDown(at('2026-03-05', town), local, { unitCode: 'baiyi-jinlin', words: '请村里看看' })
  expect(await getOrder(db, local)).toMatchObject({ unitCode: 'baiyi', atUnitCode: 'baiyi-jinlin' })
})

test('units that assist answer their own part before it is closed; the review may send it back', async () => {
  const number = await registered('2026-03-05', operator)
  const assisting = [{ unitCode: 'education', part: '请查看学校门口的线路' }]
  await dispatching.dispatch(at('2026-03-05', operator), number, to('urban', { assisting }))
  await handling.sign(at('2026-03-05', officer), number)
  await handling.reply(at('2026-03-06', officer), number, { text: '正在修', way: 'phone' })
  const closing = { result: 'solved', words: '修好' } as const
  await expect(handling.askClosing(at('2026-03-06', officer), number, closing)).rejects.toMatchObject({
    code: 'hotline.assistingOpen',
  })
  await expect(handling.assist(at('2026-03-06', officer), number, { answer: '好了' })).rejects.toMatchObject({
    code: 'hotline.noRight',
  })
  await handling.assist(at('2026-03-06', staff.other), number, { answer: '线路正常' })
  await handling.askClosing(at('2026-03-06', officer), number, closing)
  await review.decideClosing(at('2026-03-06', manager), number, { verdict: 'returned', words: '请拍照' })
  expect(await getOrder(db, number)).toMatchObject({
    ...{ state: 'handling', atUnitCode: 'urban', repliedOn: null, dueOn: '2026-03-12' },
  })
})

test('a duplicate is merged: its person gets the reply of the main one; split off it goes its own way', async () => {
  const main = await registered('2026-03-05', operator)
  const twin = await registered('2026-03-05', operator, { personName: '王五', personPhone: '13900001111' })
  const triplet = await registered('2026-03-05', operator, { personName: '赵六', personPhone: '13900002222' })
  const desk = at('2026-03-05', operator)
  expect(() => dispatching.merge(desk, main, { into: main, words: '' })).toThrow()
  await dispatching.merge(desk, triplet, { into: twin, words: '' })
  await dispatching.merge(desk, twin, { into: main, words: '' })
  await expect(dispatching.merge(desk, main, { into: twin, words: '' })).rejects.toMatchObject({
    problems: [{ field: 'into' }],
  })
  expect(await getOrder(db, twin)).toMatchObject({ state: 'merged', mergedNumber: main, dueOn: null, unitCode: null })
  await dispatching.dispatch(desk, main, to('urban'))
  await handling.sign(at('2026-03-05', officer), main)
  await handling.reply(at('2026-03-06', officer), main, { text: '路灯已经修好', way: 'phone' })
  for (const number of [twin, triplet]) {
    expect((await outbox(number)).at(-1)?.body).toContain('已经答复')
    const seen = await person.follow(at('2026-03-06', visitor), number, number)
    expect(seen.replies.map((r) => r.text)).toEqual(['路灯已经修好'])
  }
  await dispatching.split(at('2026-03-06', operator), twin, { words: '说的是另一盏灯' })
  expect(await getOrder(db, twin)).toMatchObject({ state: 'received', mergedInto: null, dueOn: '2026-03-06' })
})

test('an order answered on the spot needs no follow-up, one not accepted tells why', async () => {
  const asked = await registered('2026-03-05', operator, { kind: 'consultation', title: '社保怎么交' })
  await dispatching.answerAtOnce(at('2026-03-05', operator), asked, {
    ...{ topicCode: 'pension', text: '可以在手机上交', result: 'explained' },
  })
  expect(await getOrder(db, asked)).toMatchObject({
    state: 'closed',
    result: 'explained',
    dueOn: null,
    followUpDueOn: null,
  })
  const urgent = await registered('2026-03-05', operator, { urgent: true })
  expect(await getOrder(db, urgent)).toMatchObject({ dueOn: '2026-03-05', replyDueOn: '2026-03-05' })
  await dispatching.refuse(at('2026-03-05', operator), urgent, { ground: 'emergency', words: '请拨打 119' })
  expect(await getOrder(db, urgent)).toMatchObject({ state: 'notAccepted', result: 'notAccepted', dueOn: null })
  const seen = await person.follow(at('2026-03-05', visitor), urgent, urgent)
  expect(seen.replies[0]?.text).toBe('请拨打 119')
  expect((await outbox(urgent)).at(-1)?.body).toContain('119')
})

test('a message on the portal is registered once however often it is sent, and names who wrote or says anonymous', async () => {
  const { urgent: _u, superiorNumber: _n, superiorDueOn: _d, ...form } = callForm()
  const message = { ...form, channel: 'mayorMailbox' as const }
  const ctx = at('2026-03-05', visitor)
  const sent = await Promise.all([write(ctx, message), write(ctx, message), write(ctx, message)])
  expect(new Set(sent.map((s) => s.number)).size).toBe(1)
  await expect(write(ctx, { ...message, submissionKey: crypto.randomUUID(), personName: '' })).rejects.toMatchObject({
    problems: [{ field: 'personName' }],
  })
  const nameless = { ...message, submissionKey: crypto.randomUUID(), personName: '', personPhone: '', anonymous: true }
  expect((await write(ctx, nameless)).number).not.toBe(sent[0]?.number)
  await expect(
    write(ctx, { ...message, submissionKey: crypto.randomUUID(), placeUnitCode: 'finance', complainedUnitCode: 'nix' }),
  ).rejects.toMatchObject({ problems: [{ field: 'placeUnitCode' }, { field: 'complainedUnitCode' }] })
})

test('after three calls in vain the follow-up counts as made, not reached', async () => {
  const number = await registered('2026-03-05', operator)
  await dispatching.dispatch(at('2026-03-05', operator), number, to('urban'))
  await handledBy(number, '2026-03-06')
  await review.decideClosing(at('2026-03-06', manager), number, { verdict: 'approved', words: '' })
  const inVain = { way: 'phone', reached: false, words: '无人接听' } as const
  await ending.followUp(at('2026-03-09', operator), number, inVain)
  await ending.followUp(at('2026-03-09', second), number, inVain)
  expect(await getOrder(db, number)).toMatchObject({ state: 'closed', dueOn: '2026-03-09' })
  await ending.followUp(at('2026-03-10', operator), number, inVain)
  expect(await getOrder(db, number)).toMatchObject({ state: 'followedUp', satisfaction: null, dueOn: null })
})

test('a person follows their own orders by account, and takes one back unless others depend on it', async () => {
  const li = await citizen()
  const { urgent: _u, superiorNumber: _n, superiorDueOn: _d, ...form } = callForm()
  const { number } = await write(at('2026-03-05', li), { ...form, channel: 'message' })
  expect((await person.ordersOfMine(at('2026-03-05', li))).map((o) => o.number)).toEqual([number])
  const stranger = await citizen()
  expect(await person.ordersOfMine(at('2026-03-05', stranger))).toEqual([])
  await expect(person.withdrawOwn(at('2026-03-05', stranger), number, undefined, '')).rejects.toMatchObject({
    status: 404,
  })
  const twin = await registered('2026-03-05', operator)
  await dispatching.merge(at('2026-03-05', operator), twin, { into: number, words: '' })
  await expect(person.withdrawOwn(at('2026-03-05', li), number, undefined, '')).rejects.toMatchObject({
    code: 'hotline.answersForOthers',
  })
  await dispatching.split(at('2026-03-05', operator), twin, { words: '' })
  await person.withdrawOwn(at('2026-03-05', li), number, undefined, '已经解决')
  expect(await getOrder(db, number)).toMatchObject({ state: 'withdrawn', dueOn: null, closedOn: '2026-03-05' })
  // Nothing the person did names them in the timeline.
  const rows = await db.selectFrom('acts').select('actor').where('subject', '=', `workOrder:${number}`).execute()
  expect([...new Set(rows.map((r) => r.actor))]).toEqual(['来访人'])
})

test('a wrong query code and a number that is not there answer alike', async () => {
  const number = await registered('2026-03-05', operator)
  const ask = (of: string) => person.checkQueryCode(at('2026-03-05', visitor), { number: of, code: 'AAAA' }, '9.9.9.9')
  await expect(ask(number)).rejects.toMatchObject({ code: 'hotline.wrongCode' })
  await expect(ask('G20200101-0001')).rejects.toMatchObject({ code: 'hotline.wrongCode' })
})
