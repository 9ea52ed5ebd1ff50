import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { clerk } from '../../../tests/support/cases.ts'
import { counterId, freshPhone, hallDay, lineId, take, when } from '../../../tests/support/hall.ts'
import { db } from '../../../tests/support/world.ts'
import { addDays, day } from '../../core/day.ts'
import { boardOf } from './board.ts'
import { closeAllDays, closeDay, reopenDay } from './close.service.ts'
import * as at from './counter.service.ts'
import { listDays } from './days.store.ts'
import { findOpenCall, getTicket } from './queue.store.ts'
import { moves, refuseMove } from './rules.ts'
import { ticketStates } from './schema.ts'
import { takeTicket } from './take.service.ts'
import { giveUp, ticketByCode } from './ticket.service.ts'
import { outlookFor, outlookOf } from './wait.service.ts'

const ling = await clerk('windowClerk', 'services', '窗小玲')
const min = await clerk('windowClerk', 'services', '闵小敏')
const manager = await clerk('hallManager', 'services', '戴婷')
const [five, six, seven] = [await counterId(5), await counterId(6), await counterId(7)]
const household = await lineId('police/household')
const vehicles = await lineId('police/vehicles')

// Every test has a hall of its own day: nothing waits, nobody is signed on.
afterEach(async () => {
  await db
    .updateTable('queueCalls')
    .set({ outcome: 'unended', endedAt: new Date() })
    .where('outcome', 'is', null)
    .execute()
  await db
    .updateTable('queueTickets')
    .set({ state: 'left', endedAt: new Date() })
    .where('state', 'in', ['waiting', 'called', 'serving'])
    .execute()
  await db.updateTable('counters').set({ state: 'closed', clerkId: null, clerkName: '', since: null }).execute()
  await db.updateTable('queueDays').set({ closedAt: null }).execute()
})

const on = (clock: string) => when(clock, ling)
const callId = async (counter: number) => (await findOpenCall(db, counter))?.id ?? 0
const call = (clock: string, counter = five, who = ling) => at.callNext(when(clock, who), counter, randomUUID())
const ticketActs = async (id: number) =>
  (await db.selectFrom('acts').select('act').where('subject', '=', `ticket:${id}`).orderBy('id').execute()).map(
    (a) => a.act,
  )

test('a move is refused in every state it does not start from, and in no other', () => {
  for (const [name, { from }] of Object.entries(moves))
    for (const state of ticketStates) {
      const refusal = refuseMove(name as keyof typeof moves, state)
      if ((from as readonly string[]).includes(state)) expect(refusal).toBeUndefined()
      else expect(refusal).toMatchObject({ code: 'hall.notInThisState' })
    }
})

test('someone takes a number, is called, comes, is served: each step is timed apart and has its act', async () => {
  const { ticket, code } = await take(when('09:00'), 'police/household', { name: '李小梅' })
  expect(ticket).toMatchObject({ label: 'A001', state: 'waiting', personName: '李**', rank: 2 })
  await at.signOn(on('09:05'), five)
  expect(await call('09:10')).toMatchObject({ id: ticket.id, state: 'called', counterNumber: 5 })
  await at.begin(on('09:12'), five, await callId(five))
  await at.finish(on('09:30'), five, await callId(five))
  expect(await ticketByCode(when('09:31'), code)).toMatchObject({ state: 'done' })
  expect(await ticketActs(ticket.id)).toEqual(['hall.ticketTaken', 'hall.called', 'hall.begun', 'hall.finished'])
  const { data } = await db
    .selectFrom('acts')
    .select('data')
    .where('subject', '=', `ticket:${ticket.id}`)
    .where('act', '=', 'hall.finished')
    .executeTakeFirstOrThrow()
  expect(data).toMatchObject({ servedSeconds: 18 * 60 })
})

test('nothing stored tells who took a number', async () => {
  const phone = freshPhone()
  const { ticket } = await take(when('09:00'), 'police/household', {
    phone,
    name: '欧阳明月',
    idNumber: '11010519491231002X',
  })
  const row = await db.selectFrom('queueTickets').selectAll().where('id', '=', ticket.id).executeTakeFirstOrThrow()
  const stored = JSON.stringify(row, (_, v) => (v?.type === 'Buffer' ? Buffer.from(v.data).toString('latin1') : v))
  for (const secret of [phone, '欧阳明月', '11010519491231002X', '110105']) expect(stored).not.toContain(secret)
})

test('one person has one live number for a business, and may have another for another', async () => {
  const phone = freshPhone()
  const { ticket } = await take(when('09:00'), 'police/household', { phone })
  await expect(take(when('09:01'), 'police/household', { phone })).rejects.toMatchObject({
    code: 'hall.alreadyWaiting',
    message: expect.stringContaining(ticket.label),
  })
  await take(when('09:01'), 'police/vehicles', { phone })
  await giveUp(when('09:02'), ticket.id, 'person')
  const again = await take(when('09:03'), 'police/household', { phone })
  expect(again.ticket.id).not.toBe(ticket.id)
})

test('the same press gives the same ticket and the same code', async () => {
  const press = { pressKey: randomUUID(), phone: freshPhone() }
  const first = await take(when('09:00'), 'police/household', press)
  expect(await take(when('09:01'), 'police/household', press)).toEqual(first)
})

test.each([
  ['at noon', '12:00', '今天 14:30 起可以取号'],
  ['in the evening', '18:00', '3月4日 星期三 08:30 起可以取号'],
])('outside the hours no number is given, and it is said when: %s', async (_, clock, next) => {
  await expect(take(when(clock), 'police/household')).rejects.toMatchObject({ refusal: { code: 'hall.notOpen', next } })
})

test('a closed line and a full one give no number and use none up', async () => {
  const before = await take(when('09:00'), 'police/household')
  await db.updateTable('queueLines').set({ open: false }).where('id', '=', vehicles).execute()
  await expect(take(when('09:00'), 'police/vehicles')).rejects.toMatchObject({ code: 'hall.lineClosed' })
  await db.updateTable('queueLines').set({ open: true, dailyLimit: 1 }).where('id', '=', vehicles).execute()
  const later = addDays(hallDay, 1)
  await take(when('09:00', undefined, later), 'police/vehicles')
  await expect(take(when('09:01', undefined, later), 'police/vehicles')).rejects.toMatchObject({
    code: 'hall.lineFull',
  })
  await db.updateTable('queueLines').set({ dailyLimit: null }).where('id', '=', vehicles).execute()
  const after = await take(when('09:01'), 'police/household')
  expect(after.ticket.serial).toBe(before.ticket.serial + 1)
})

test('whoever takes a number must say who they are, unless a clerk gives it', async () => {
  const nobody = { lineId: household, priority: 'none' as const, pressKey: randomUUID() }
  await expect(takeTicket(when('09:00'), { ...nobody, channel: 'kiosk' })).rejects.toMatchObject({ code: 'invalid' })
  await expect(takeTicket(when('09:00'), { ...nobody, channel: 'phone', phone: '12' })).rejects.toMatchObject({
    problems: [{ field: 'phone' }],
  })
  await takeTicket(when('09:00'), { ...nobody, channel: 'counter' })
})

test('a counter calls those of its lines, who has priority first, and says when nobody waits', async () => {
  const first = await take(when('09:00'), 'police/household')
  const old = await take(when('09:05'), 'police/household', { priority: 'elderly' })
  await take(when('08:50'), 'police/vehicles')
  await at.signOn(on('09:06'), five)
  expect((await call('09:07'))?.id).toBe(old.ticket.id)
  await at.begin(on('09:08'), five, await callId(five))
  const next = await at.callNext(on('09:20'), five, randomUUID(), { finish: await callId(five) })
  expect(next?.id).toBe(first.ticket.id)
  expect(await getTicket(db, old.ticket.id)).toMatchObject({ state: 'done' })
  await at.leaveCounter(on('09:21'), five, await callId(five))
  expect(await call('09:22')).toBeUndefined()
})

test('called by the same press twice it is one call; a second press is refused until the first person is done', async () => {
  await take(when('09:00'), 'police/household')
  await take(when('09:00'), 'police/household')
  await at.signOn(on('09:05'), five)
  const press = randomUUID()
  const first = await at.callNext(on('09:06'), five, press)
  expect((await at.callNext(on('09:06'), five, press))?.id).toBe(first?.id)
  await expect(call('09:07')).rejects.toMatchObject({ refusal: { code: 'hall.finishFirst' } })
})

test('a missed call goes back behind three others, and the third one voids the ticket', async () => {
  const [late, ...others] = [
    await take(when('09:00'), 'police/household'),
    await take(when('09:01'), 'police/household'),
    await take(when('09:02'), 'police/household'),
    await take(when('09:03'), 'police/household'),
    await take(when('09:04'), 'police/household'),
  ].map((t) => t.ticket.id)
  await at.signOn(on('09:05'), five)
  const called: number[] = []
  for (let minute = 10; minute < 30; minute++) {
    const ticket = await call(`09:${minute}`)
    if (!ticket) break
    called.push(ticket.id)
    if (ticket.id === late) await at.miss(on(`09:${minute}`), five, await callId(five))
    else await at.leaveCounter(on(`09:${minute}`), five, await callId(five))
  }
  const [a, b, c, d] = others
  expect(called).toEqual([late, a, b, c, late, d, late])
  expect(await getTicket(db, late ?? 0)).toMatchObject({ state: 'void', voidReason: 'missed', misses: 3 })
})

test('who is sent to another line or counter keeps number and place in time', async () => {
  const sent = await take(when('09:00'), 'police/household')
  const before = await take(when('08:55'), 'police/vehicles')
  const after = await take(when('09:01'), 'police/vehicles')
  await at.signOn(on('09:02'), five)
  await at.signOn(when('09:02', min), seven)
  await call('09:03')
  await at.begin(on('09:04'), five, await callId(five))
  await at.transfer(on('09:06'), five, await callId(five), { lineId: vehicles })
  const order: (number | undefined)[] = []
  for (const clock of ['09:07', '09:08', '09:09']) {
    order.push((await call(clock, seven, min))?.id)
    await at.leaveCounter(when(clock, min), seven, await callId(seven))
  }
  expect(order).toEqual([before.ticket.id, sent.ticket.id, after.ticket.id])
  expect(await getTicket(db, sent.ticket.id)).toMatchObject({ label: sent.ticket.label, lineId: vehicles })

  const wanted = await take(when('09:10'), 'police/household')
  await call('09:11')
  await at.transfer(on('09:12'), five, await callId(five), { counterId: seven })
  expect(await call('09:13')).toBeUndefined()
  expect((await call('09:13', seven, min))?.id).toBe(wanted.ticket.id)
  await expect(
    at.transfer(when('09:14', min), seven, await callId(seven), { counterId: await counterId(1, 'tax') }),
  ).rejects.toMatchObject({ code: 'hall.notHere' })
})

test('a press on an old page moves nobody else', async () => {
  await take(when('09:00'), 'police/household')
  await take(when('09:00'), 'police/household')
  await at.signOn(on('09:05'), five)
  await call('09:06')
  const old = await callId(five)
  await at.miss(on('09:07'), five, old)
  const second = await call('09:08')
  await expect(at.miss(on('09:08'), five, old)).rejects.toMatchObject({ code: 'hall.changedMeanwhile' })
  expect(await getTicket(db, second?.id ?? 0)).toMatchObject({ state: 'called', misses: 0 })
})

test('one clerk a counter, one counter a clerk, and only the own counter', async () => {
  await at.signOn(on('09:00'), five)
  await at.signOn(on('09:00'), five)
  await expect(at.signOn(when('09:00', min), five)).rejects.toMatchObject({ code: 'hall.counterTaken' })
  await expect(at.signOn(on('09:00'), six)).rejects.toMatchObject({ code: 'hall.atAnotherCounter' })
  await expect(call('09:01', five, min)).rejects.toMatchObject({ code: 'hall.notAtThisCounter' })
  const stranger = await clerk('windowClerk', 'justice', '别处的人')
  await expect(at.signOn(when('09:00', stranger), six)).rejects.toMatchObject({ code: 'forbidden' })
  await at.closeCounter(when('09:02', manager), five)
  await expect(call('09:03')).rejects.toMatchObject({ code: 'hall.notAtThisCounter' })
})

test('a paused counter calls nobody until it goes on', async () => {
  await take(when('09:00'), 'police/household')
  await at.signOn(on('09:00'), five)
  await at.pause(on('09:01'), five, '系统维护')
  await expect(call('09:02')).rejects.toMatchObject({ code: 'hall.paused' })
  const board = await boardOf(db, 'main', hallDay)
  expect(board.counters.find((c) => c.number === 5)).toMatchObject({ state: 'paused', pauseReason: '系统维护' })
  await at.resume(on('09:03'), five)
  expect(await call('09:04')).toBeDefined()
  await expect(at.signOff(on('09:05'), five)).rejects.toMatchObject({ code: 'hall.finishFirst' })
})

test('the board tells the last calls, newest first, and how many wait', async () => {
  const later = addDays(hallDay, 2)
  const ctx = (clock: string, who = ling) => when(clock, who, later)
  const one = await take(ctx('09:00'), 'police/household')
  const two = await take(ctx('09:01'), 'police/household')
  await take(ctx('09:02'), 'police/household')
  await at.signOn(ctx('09:03'), five)
  await at.signOn(ctx('09:03', min), six)
  await at.callNext(ctx('09:04'), five, randomUUID())
  await at.callNext(ctx('09:05', min), six, randomUUID())
  await at.recall(ctx('09:06'), five, await callId(five))
  const { calls, counters, lines } = await boardOf(db, 'main', later, 2)
  expect(calls.map((c) => [c.label, c.counterNumber, c.times])).toEqual([
    [one.ticket.label, 5, 2],
    [two.ticket.label, 6, 1],
  ])
  expect(counters.find((c) => c.number === 6)?.label).toBe(two.ticket.label)
  expect(lines.find((l) => l.lineId === household)?.waiting).toBe(1)
})

test('the wait is said from what was measured, and not before enough was', async () => {
  const later = addDays(hallDay, 7)
  const ctx = (clock: string, who = ling) => when(clock, who, later)
  await at.signOn(ctx('08:31'), five)
  const served = async (from: string, until: string) => {
    await take(ctx(from), 'police/household')
    await at.callNext(ctx(from), five, randomUUID())
    await at.begin(ctx(from), five, await callId(five))
    await at.finish(ctx(until), five, await callId(five))
  }
  await served('08:31', '08:41')
  await take(ctx('08:42'), 'police/household')
  await at.callNext(ctx('08:42'), five, randomUUID())
  await take(ctx('08:42'), 'police/household')
  expect(await outlookFor(ctx('08:43'), household)).toMatchObject({ ahead: 1, wait: { kind: 'unknown' } })
  const clerkId = ling.accountId ?? ''
  const { ticketId } = await db
    .selectFrom('queueCalls')
    .select('ticketId')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const past = { ticketId, hallCode: 'main', lineId: household, counterId: five, clerkId, clerkName: '窗小玲' }
  for (let i = 0; i < 20; i++) {
    const { now: on } = when('09:00', undefined, addDays(later, -7))
    const ended = new Date(on.getTime() + (i % 2 === 0 ? 8 : 12) * 60_000)
    const times = { waitingSince: on, firstCalledAt: on, lastCalledAt: on, startedAt: on, endedAt: ended }
    await db
      .insertInto('queueCalls')
      .values({ ...past, ...times, day: addDays(later, -7), outcome: 'done', pressKey: randomUUID() })
      .execute()
  }
  const { ahead, wait } = await outlookFor(ctx('08:43'), household)
  expect(ahead).toBe(1)
  expect(wait).toMatchObject({ kind: 'minutes' })
  if (wait.kind !== 'minutes') return
  expect(wait.middle).toBeGreaterThanOrEqual(15)
  expect(wait.middle).toBeLessThanOrEqual(25)
  expect(wait.low).toBeLessThan(wait.middle)
  expect(wait.high).toBeGreaterThan(wait.middle)
  const last = await take(ctx('08:44'), 'police/household')
  expect((await outlookOf(ctx('08:45'), last.ticket)).ahead).toBe(1)
})

test('the day is closed: what was open is listed, no number is given, and closing again changes nothing', async () => {
  const waiting = await take(when('17:00'), 'police/household')
  const served = await take(when('16:50'), 'police/household')
  await at.signOn(on('16:51'), five)
  await call('16:55')
  await at.begin(on('16:56'), five, await callId(five))
  await expect(closeDay(on('17:20'), 'main', hallDay)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await closeDay(when('17:20', manager), 'main', hallDay)).toBe(2)
  expect(await getTicket(db, waiting.ticket.id)).toMatchObject({ state: 'void', voidReason: 'dayEnd' })
  expect(await getTicket(db, served.ticket.id)).toMatchObject({ state: 'done' })
  await expect(take(when('17:21'), 'police/household')).rejects.toMatchObject({ code: 'hall.dayClosed' })
  const police = async () =>
    (await listDays(db, 'main')).find((d) => d.day === hallDay && d.zoneName === '公安服务区域')
  const first = await police()
  expect(first?.leftOpen).toHaveLength(2)
  expect(await closeDay(when('17:30', manager), 'main', hallDay)).toBe(0)
  expect(await police()).toEqual(first)
  expect(await boardOf(db, 'main', hallDay).then((b) => b.counters.filter((c) => c.state !== 'closed'))).toEqual([])
  await reopenDay(when('17:25', manager), 'main')
  await take(when('17:26'), 'police/household')
})

test('at night every day is closed that nobody closed, also one from before', async () => {
  const before = day('2026-02-27')
  await take(when('09:00', undefined, before), 'police/household')
  await take(when('09:00'), 'police/household')
  await closeAllDays(when('23:50'))
  const open = await db
    .selectFrom('queueDays')
    .select('day')
    .where('closedAt', 'is', null)
    .where('day', '<=', hallDay)
    .execute()
  expect(open).toEqual([])
  const acts = await db.selectFrom('acts').select('id').where('act', '=', 'hall.dayClosed').execute()
  await closeAllDays(when('23:55'))
  expect(await db.selectFrom('acts').select('id').where('act', '=', 'hall.dayClosed').execute()).toEqual(acts)
})
