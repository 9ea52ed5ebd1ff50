import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { citizen, clerk } from '../../../tests/support/cases.ts'
import {
  counterId,
  freshIdNumber,
  freshPhone,
  hallDay,
  offerSlots,
  persistently,
  take,
  when,
} from '../../../tests/support/hall.ts'
import { publishedItem } from '../../../tests/support/items.ts'
import { db } from '../../../tests/support/world.ts'
import { addDays, day } from '../../core/day.ts'
import { remindAppointments, settleAppointments } from './appointment-jobs.ts'
import { appointmentMoves, barredUntil, refuseAppointmentMove } from './appointment-rules.ts'
import { appointmentNumberIn } from './appointment-words.ts'
import { getAppointment } from './appointments.store.ts'
import { type Booked, type Booking, book, cancelAppointment, changeAppointment } from './book.service.ts'
import * as at from './counter.service.ts'
import { keepAppointment, todaysByCard, todaysByNumber } from './keep.service.ts'
import { appointmentStates } from './schema.ts'

const item = await publishedItem(db)
const other = await publishedItem(db)
await offerSlots(item, 'urban/city', [
  ['09:00', '10:00', 3],
  ['10:00', '11:00', 2],
  ['15:00', '16:00', 20],
])
await offerSlots(other, 'urban/city', [['09:00', '10:00', 5]])
const tomorrow = addDays(hallDay, 1)
const ling = await clerk('windowClerk', 'services', '窗小玲')

// Every test finds all slots free.
afterEach(async () => {
  await db.deleteFrom('hallExceptions').execute()
  await db
    .updateTable('queueCalls')
    .set({ outcome: 'unended', endedAt: new Date() })
    .where('outcome', 'is', null)
    .execute()
  const live = ['waiting', 'called', 'serving'] as const
  await db.updateTable('queueTickets').set({ state: 'left', endedAt: new Date() }).where('state', 'in', live).execute()
  await db.updateTable('counters').set({ state: 'closed', clerkId: null, clerkName: '', since: null }).execute()
  await db.updateTable('appointments').set({ state: 'cancelled', endedAt: new Date(), ticketId: null }).execute()
  await db.updateTable('appointmentSlots').set({ taken: 0 }).execute()
})

const wish = (change: Partial<Booking> = {}): Booking => ({
  ...{ hallCode: 'main', itemCode: item.code, day: tomorrow, starts: '09:00', channel: 'portal' },
  ...{ name: '李小梅', idNumber: freshIdNumber(), phone: freshPhone(), email: '', priority: 'none' },
  ...{ press: randomUUID(), ...change },
})
const booked = (change: Partial<Booking> = {}, clock = '09:00'): Promise<Booked> => book(when(clock), wish(change))
const taken = async (starts = '09:00', on = tomorrow) => {
  const row = await db
    .selectFrom('appointmentSlots')
    .select('taken')
    .where('itemId', '=', item.id)
    .where('day', '=', on)
    .where('starts', '=', starts)
    .executeTakeFirst()
  return row?.taken ?? 0
}
const actsOf = async (number: string) =>
  (
    await db.selectFrom('acts').select('act').where('subject', '=', `appointment:${number}`).orderBy('id').execute()
  ).map((a) => a.act.replace('hall.appointment', ''))
const told = async (number: string, channel: 'sms' | 'mail' = 'sms') =>
  (
    await db
      .selectFrom('outboxMessages')
      .select('body')
      .where('channel', '=', channel)
      .where('body', 'like', `%${number}%`)
      .orderBy('id')
      .execute()
  ).map((m) => m.body)

describe('rules', () => {
  const slot = { day: day('2026-03-03'), starts: '09:00', ends: '10:00' }

  test('a move is refused in every state it does not start from, and at no time that suits it in those it does', () => {
    const suits = { change: '08:00', cancel: '09:30', keep: '09:30', miss: '10:00', callOff: '08:00' }
    for (const [name, { from }] of Object.entries(appointmentMoves))
      for (const state of appointmentStates) {
        const move = name as keyof typeof appointmentMoves
        const refusal = refuseAppointmentMove(move, { ...slot, state }, when(suits[move]).now)
        if ((from as readonly string[]).includes(state)) expect(refusal).toBeUndefined()
        else expect(refusal).toMatchObject({ code: 'hall.appointmentNotInThisState' })
      }
  })

  test.each([
    ['change', '08:59', undefined],
    ['change', '09:00', 'hall.slotBegan'],
    ['cancel', '09:59', undefined],
    ['cancel', '10:00', 'hall.slotEnded'],
    ['miss', '09:59', 'hall.slotNotEnded'],
    ['miss', '10:00', undefined],
  ] as const)('%s at %s: %s', (name, clock, code) => {
    expect(refuseAppointmentMove(name, { ...slot, state: 'booked' }, when(clock).now)?.code).toBe(code)
  })

  test.each([
    ['2026-03-02', 'hall.otherDay'],
    ['2026-03-03', undefined],
    ['2026-03-04', 'hall.otherDay'],
  ])('it is kept on its day and on no other: %s', (on, code) => {
    const { now } = when('23:59', undefined, day(on))
    expect(refuseAppointmentMove('keep', { ...slot, state: 'booked' }, now)?.code).toBe(code)
  })

  const limits = { noShows: 3, noShowWindowDays: 90, noShowBarDays: 30 }
  test.each([
    ['two are not yet too many', ['2026-02-01', '2026-02-02'], limits, undefined],
    ['three bar, up to thirty days after the last', ['2026-02-20', '2026-02-01', '2026-01-05'], limits, '2026-03-22'],
    ['what is older than the window does not count', ['2026-02-20', '2026-02-01', '2025-12-03'], limits, undefined],
    ['the first day of the window does', ['2026-02-20', '2026-02-01', '2025-12-04'], limits, '2026-03-22'],
    ['after thirty days it is over', ['2026-01-31', '2026-01-20', '2026-01-05'], limits, undefined],
    ['its last day is barred still', ['2026-02-01', '2026-01-20', '2026-01-05'], limits, '2026-03-03'],
    [
      'a county may not bar at all',
      ['2026-03-01', '2026-02-01', '2026-01-05'],
      { ...limits, noShowBarDays: 0 },
      undefined,
    ],
  ])('missed too often: %s', (_, missed, by, until) => {
    expect(barredUntil(missed.map(day), hallDay, by)).toBe(until)
  })

  test.each([
    ['YY20260303-0001', 'YY20260303-0001'],
    ['202603030001', 'YY20260303-0001'],
    ['ｙｙ20260303－0001', 'YY20260303－0001'.normalize('NFKC')],
    ['2026030312345', 'YY20260303-12345'],
    ['7', '7'],
  ])('%s means %s', (typed, number) => {
    expect(appointmentNumberIn(typed)).toBe(number)
  })
})

test('an appointment takes a place, tells the person, and gives nothing of them away', async () => {
  const idNumber = freshIdNumber()
  const { appointment: a, code } = await booked({ idNumber, phone: '13912345678', email: 'li@example.cn' })
  expect(a).toMatchObject({ number: 'YY20260303-0001', state: 'booked', day: tomorrow, starts: '09:00' })
  expect(code).toMatch(/^[0-9A-Z]{12}$/)
  expect(await taken()).toBe(1)
  expect(await actsOf(a.number)).toEqual(['Booked'])
  const [sms] = await told(a.number)
  expect(sms).toContain('3月4日 星期三 09:00—10:00')
  expect(await told(a.number, 'mail')).toHaveLength(1)
  const row = await db.selectFrom('appointments').selectAll().where('number', '=', a.number).executeTakeFirstOrThrow()
  for (const secret of [idNumber, '13912345678', 'li@example.cn', code])
    expect(JSON.stringify(row)).not.toContain(secret)
  const acts = await db.selectFrom('acts').selectAll().where('subject', '=', `appointment:${a.number}`).execute()
  for (const secret of [idNumber, '13912345678', '李小梅']) expect(JSON.stringify(acts)).not.toContain(secret)
})

test('a form that is sent ten times at once is one appointment', async () => {
  const form = wish({ starts: '15:00' })
  const ten = await Promise.all(Array.from({ length: 10 }, () => book(when('09:00'), form)))
  expect(new Set(ten.map((b) => `${b.appointment.number} ${b.code}`)).size).toBe(1)
  expect(await taken('15:00')).toBe(1)
})

test('two hundred want twenty places at once: twenty got one, and nobody else', { timeout: 120_000 }, async () => {
  const ctx = when('09:00')
  const tries = await Promise.allSettled(
    Array.from({ length: 200 }, () => {
      const form = wish({ starts: '15:00' })
      return persistently(() => book(ctx, form))
    }),
  )
  const got = tries.flatMap((t) => (t.status === 'fulfilled' ? [t.value.appointment.number] : []))
  expect(got).toHaveLength(20)
  expect(new Set(got).size).toBe(20)
  for (const { reason } of tries.filter((t) => t.status === 'rejected'))
    expect(reason).toMatchObject({ code: 'hall.slotFull' })
  expect(await taken('15:00')).toBe(20)
  const { n } = await db
    .selectFrom('appointments as a')
    .innerJoin('appointmentSlots as s', 's.id', 'a.slotId')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('a.state', '=', 'booked')
    .where('s.itemId', '=', item.id)
    .executeTakeFirstOrThrow()
  expect(n).toBe(20)
})

test('one person has one live appointment for an item, whatever the day, and told no more than that', async () => {
  const idNumber = freshIdNumber()
  const tries = await Promise.allSettled(Array.from({ length: 3 }, () => booked({ idNumber })))
  expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
  expect(await taken()).toBe(1)
  const again = booked({ idNumber: idNumber.toLowerCase(), day: addDays(tomorrow, 1) })
  await expect(again).rejects.toMatchObject({ code: 'hall.alreadyBooked' })
  expect(await taken('09:00', addDays(tomorrow, 1))).toBe(0)
  await booked({ idNumber, itemCode: other.code })
})

test.each([
  ['a day on which the hall is closed', { day: day('2026-03-08') }],
  ['a day too far ahead', { day: addDays(hallDay, 15) }],
  ['a day that is no day', { day: '2026-13-40' }],
  ['an hour that is not offered', { starts: '09:30' }],
  ['a slot that has begun', { day: hallDay, starts: '09:00' }],
])('%s cannot be booked', async (_, change) => {
  await expect(booked(change)).rejects.toMatchObject({ code: 'hall.slotGone' })
})

test('the last day ahead can be booked, and so can today what has not begun', async () => {
  await booked({ day: addDays(hallDay, 14) })
  await booked({ day: hallDay, starts: '10:00' })
})

test('on a weekend worked in exchange there are Monday’s slots, on a holiday none', async () => {
  await db.updateTable('appointmentOffers').set({ quota: 7 }).where('weekday', '=', 1).execute()
  // 2026-02-28 is worked for the Spring Festival, 2026-04-06 is the holiday of Qingming.
  const form = wish({ day: day('2026-02-28'), starts: '10:00' })
  await db
    .updateTable('appointmentOffers')
    .set({ validFrom: day('2026-01-01') })
    .execute()
  await book(when('09:00', undefined, day('2026-02-25')), form)
  const slot = await db
    .selectFrom('appointmentSlots')
    .select('quota')
    .where('day', '=', day('2026-02-28'))
    .executeTakeFirst()
  expect(slot?.quota).toBe(7)
  const holiday = book(when('09:00', undefined, day('2026-03-30')), wish({ day: day('2026-04-06') }))
  await expect(holiday).rejects.toMatchObject({ code: 'hall.slotGone' })
})

test.each([
  ['a card whose last sign is wrong', { idNumber: '110105194912310021' }, 'idNumber'],
  ['no name', { name: '  ' }, 'name'],
  ['no telephone number', { phone: 'abc' }, 'phone'],
  ['no mail address', { email: 'abc' }, 'email'],
])('%s is told at its field, and nothing is stored', async (_, change, field) => {
  const press = randomUUID()
  await expect(booked({ ...change, press })).rejects.toMatchObject({ problems: [{ field }] })
  expect(await taken()).toBe(0)
})

test('a change gives the old place back; into a full slot nothing changes', async () => {
  const { appointment: a } = await booked()
  await changeAppointment(when('09:10'), a.number, { hallCode: 'main', day: tomorrow, starts: '10:00' }, 'person')
  expect([await taken(), await taken('10:00')]).toEqual([0, 1])
  expect(await getAppointment(db, a.number)).toMatchObject({ starts: '10:00', changes: 1 })
  await Promise.all([booked(), booked(), booked()])
  const full = changeAppointment(
    when('09:20'),
    a.number,
    { hallCode: 'main', day: tomorrow, starts: '09:00' },
    'person',
  )
  await expect(full).rejects.toMatchObject({ code: 'hall.slotFull' })
  expect([await taken(), await taken('10:00')]).toEqual([3, 1])
  expect(await actsOf(a.number)).toEqual(['Booked', 'Changed'])
})

test('people who change places with each other at once do not block each other', async () => {
  const [early, late] = [await booked(), await booked({ starts: '10:00' })]
  const to = (starts: string) => ({ hallCode: 'main', day: tomorrow, starts })
  await Promise.all([
    changeAppointment(when('09:10'), early.appointment.number, to('10:00'), 'person'),
    changeAppointment(when('09:10'), late.appointment.number, to('09:00'), 'person'),
  ])
  expect([await taken(), await taken('10:00')]).toEqual([1, 1])
})

test('what is cancelled gives its place to the next, and the person may book again', async () => {
  const idNumber = freshIdNumber()
  const { appointment: a } = await booked({ idNumber })
  await cancelAppointment(when('09:10'), a.number, 'person')
  expect(await taken()).toBe(0)
  await expect(cancelAppointment(when('09:10'), a.number, 'person')).rejects.toMatchObject({
    code: 'hall.appointmentNotInThisState',
  })
  await booked({ idNumber })
})

test('a clerk of another hall cancels nothing; one of this hall does, and the person is told why', async () => {
  const stranger = await clerk('windowClerk', 'civil', '外人')
  const { appointment: a } = await booked()
  await expect(cancelAppointment(when('09:10', stranger), a.number, 'desk')).rejects.toMatchObject({ status: 403 })
  await cancelAppointment(when('09:10', ling), a.number, 'desk', '承办人出差')
  expect((await told(a.number)).at(-1)).toContain('已经取消，原因：承办人出差')
})

test('inside its slot it is called before who came earlier, also before the elderly', async () => {
  const { appointment: a } = await booked({ day: hallDay, starts: '10:00' })
  const walkIn = await take(when('09:30'), 'urban/city')
  const elderly = await take(when('09:35'), 'urban/city', { priority: 'elderly' })
  const kept = await keepAppointment(when('10:05'), a.number, randomUUID(), 'person')
  expect(kept.ticket).toMatchObject({ channel: 'appointment', rank: 0, itemId: item.id, personName: '李**' })
  const counters = await db
    .selectFrom('counterLines as cl')
    .innerJoin('counters as c', 'c.id', 'cl.counterId')
    .select('c.number')
    .where('cl.lineId', '=', kept.ticket.lineId)
    .execute()
  const counter = await counterId(counters[0]?.number ?? 0)
  await at.signOn(when('10:06', ling), counter)
  const order: number[] = []
  for (let i = 0; i < 3; i++) {
    const called = await at.callNext(when('10:07', ling), counter, randomUUID())
    order.push(called?.id ?? 0)
    const call = await db.selectFrom('queueCalls').select('id').where('outcome', 'is', null).executeTakeFirstOrThrow()
    await at.begin(when('10:08', ling), counter, call.id)
    await at.finish(when('10:09', ling), counter, call.id)
  }
  expect(order).toEqual([kept.ticket.id, elderly.ticket.id, walkIn.ticket.id])
  expect(await actsOf(a.number)).toEqual(['Booked', 'Kept'])
})

test('it is kept once: the same press gives the same number, another one is told which', async () => {
  const { appointment: a } = await booked({ day: hallDay, starts: '10:00' })
  const press = randomUUID()
  const ten = await Promise.all(
    Array.from({ length: 5 }, () => keepAppointment(when('10:05'), a.number, press, 'person')),
  )
  expect(new Set(ten.map((t) => `${t.ticket.id} ${t.code}`)).size).toBe(1)
  const again = keepAppointment(when('10:06'), a.number, randomUUID(), 'person')
  await expect(again).rejects.toMatchObject({
    code: 'hall.alreadyKept',
    message: expect.stringContaining(ten[0]?.ticket.label ?? '?'),
  })
})

test('a line that is full for those who walk in still has the place of who booked', async () => {
  const { appointment: a } = await booked({ day: hallDay, starts: '10:00' })
  const first = await take(when('09:30'), 'urban/city')
  await db.updateTable('queueLines').set({ dailyLimit: 1 }).where('id', '=', first.ticket.lineId).execute()
  await expect(take(when('09:31'), 'urban/city')).rejects.toMatchObject({ code: 'hall.lineFull' })
  await keepAppointment(when('10:05'), a.number, randomUUID(), 'person')
  await db.updateTable('queueLines').set({ dailyLimit: null }).where('id', '=', first.ticket.lineId).execute()
})

test('on another day, or while the hall is closed, it gives no number', async () => {
  const { appointment: a } = await booked()
  const keep = (ctx: ReturnType<typeof when>) => keepAppointment(ctx, a.number, randomUUID(), 'person')
  await expect(keep(when('10:00'))).rejects.toMatchObject({ code: 'hall.otherDay' })
  await expect(keep(when('03:00', undefined, tomorrow))).rejects.toMatchObject({ code: 'hall.notOpen' })
})

test('it is found by the card, or by the number with the end of the telephone number', async () => {
  const idNumber = freshIdNumber()
  const { appointment: a } = await booked({ day: hallDay, starts: '10:00', idNumber, phone: '13912340017' })
  expect((await todaysByCard(when('10:00'), 'main', idNumber)).map((x) => x.number)).toEqual([a.number])
  await expect(todaysByCard(when('10:00'), 'main', freshIdNumber())).rejects.toMatchObject({
    code: 'hall.noAppointment',
  })
  await expect(todaysByCard(when('10:00'), 'main', '12')).rejects.toMatchObject({ problems: [{ field: 'idNumber' }] })
  const by = (phoneEnd: string, number = a.number) =>
    todaysByNumber(when('10:00'), 'main', { number, phoneEnd }, '192.0.2.7')
  expect((await by('0017', a.number.replace(/\D/g, ''))).number).toBe(a.number)
  await expect(by('0000')).rejects.toMatchObject({ code: 'hall.noAppointment' })
  await expect(by('0017', 'YY20260303-9999')).rejects.toMatchObject({ code: 'hall.noAppointment' })
})

test('who tries out ends of a number is made to wait', async () => {
  const { appointment: a } = await booked({ day: hallDay, starts: '10:00', phone: '13912340017' })
  const by = (phoneEnd: string) => todaysByNumber(when('10:00'), 'main', { number: a.number, phoneEnd }, '192.0.2.8')
  for (let i = 0; i < 10; i++) await expect(by('0000')).rejects.toMatchObject({ code: 'hall.noAppointment' })
  await expect(by('0017')).rejects.toMatchObject({ code: 'hall.tooManyTries' })
})

test('who did not come has missed it once the slot is over; who comes late waits like everyone, and has not', async () => {
  const { appointment: a } = await booked({ day: hallDay, starts: '10:00' })
  expect(await settleAppointments(when('10:59'))).toMatchObject({ missed: 0 })
  expect(await settleAppointments(when('11:00'))).toMatchObject({ missed: 1, calledOff: 0 })
  expect((await getAppointment(db, a.number)).state).toBe('noShow')
  const { ticket } = await keepAppointment(when('11:20'), a.number, randomUUID(), 'person')
  expect(ticket.rank).toBe(2)
  expect((await getAppointment(db, a.number)).state).toBe('kept')
  expect(await actsOf(a.number)).toEqual(['Booked', 'Missed', 'Kept'])
})

test('who missed three is barred online for thirty days, and at the desk is not', async () => {
  const idNumber = freshIdNumber()
  for (const n of [1, 2, 3]) {
    const on = addDays(hallDay, -28 + n)
    await book(when('08:30', undefined, on), wish({ idNumber, day: on, starts: '15:00' }))
    await settleAppointments(when('17:00', undefined, on))
  }
  await expect(booked({ idNumber })).rejects.toMatchObject({
    code: 'hall.barred',
    message: expect.stringContaining('2026-03-08'),
  })
  await book(when('09:00', undefined, day('2026-03-09')), wish({ idNumber, day: day('2026-03-10') }))
  await booked({ idNumber, channel: 'counter', itemCode: other.code })
})

test('a hall that closes calls appointments off, ahead of time, and nobody has missed them', async () => {
  const { appointment: a } = await booked()
  const { appointment: b } = await booked({ starts: '15:00' })
  await db
    .insertInto('hallExceptions')
    .values({ hallCode: 'main', day: tomorrow, opens: '08:30', closes: '12:00', reason: '停电检修' })
    .execute()
  expect(await settleAppointments(when('16:00'))).toEqual({ missed: 0, calledOff: 1 })
  expect(await getAppointment(db, b.number)).toMatchObject({ state: 'cancelled', cancelReason: '大厅这个时段不开放' })
  expect((await told(b.number)).at(-1)).toContain('大厅临时不开放')
  expect((await getAppointment(db, a.number)).state).toBe('booked')
  expect(await taken('15:00')).toBe(0)
})

test('where numbers stopped being given before the slot was over, nobody has missed it', async () => {
  const { appointment: a } = await booked({ day: hallDay, starts: '15:00' })
  const zone = await db.selectFrom('queueLines').select('zoneId').where('id', '=', a.lineId).executeTakeFirstOrThrow()
  const close = { closedAt: when('15:30').now, closedBy: '戴婷' }
  await db
    .insertInto('queueDays')
    .values({ zoneId: zone.zoneId, day: hallDay, ...close })
    .onConflict((c) => c.columns(['zoneId', 'day']).doUpdateSet(close))
    .execute()
  expect(await settleAppointments(when('16:00'))).toEqual({ missed: 0, calledOff: 1 })
  await db.updateTable('queueDays').set({ closedAt: null }).execute()
})

test('the day before there is one reminder, and another if the appointment was moved since', async () => {
  const { appointment: a } = await booked({}, '09:00')
  const { appointment: late } = await booked({ starts: '15:00' }, '15:30')
  expect(await remindAppointments(when('16:00'))).toBe(1)
  expect(await remindAppointments(when('16:30'))).toBe(0)
  expect((await told(a.number)).filter((m) => m.includes('提醒您'))).toHaveLength(1)
  expect(await told(late.number)).toHaveLength(1)
  await changeAppointment(when('17:00'), a.number, { hallCode: 'main', day: tomorrow, starts: '10:00' }, 'person')
  expect(await remindAppointments(when('17:30'))).toBe(1)
})

test('what a citizen books from their account is theirs', async () => {
  const me = await citizen()
  const { appointment: a } = await book(when('09:00', me), wish())
  expect(a.accountId).toBe(me.accountId)
})
