import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { sessionAs } from '../../../tests/support/app.ts'
import { clerk } from '../../../tests/support/cases.ts'
import { counterId, freshPhone, hallDay, lineId, persistently, take, when } from '../../../tests/support/hall.ts'
import { startWebProcess, type WebProcess } from '../../../tests/support/web-process.ts'
import { db } from '../../../tests/support/world.ts'
import { addDays, dayOf } from '../../core/day.ts'
import * as at from './counter.service.ts'
import { findOpenCall } from './queue.store.ts'

/** Serials of a line's tickets, with the press each came from. */
const ticketsOf = (line: number) =>
  db
    .selectFrom('queueTickets')
    .select(['id', 'day', 'serial', 'label', 'pressKey'])
    .where('lineId', '=', line)
    .orderBy('day')
    .orderBy('serial')
    .execute()

/** 1, 2, 3 … */
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

test('two hundred take a number at once: none twice, none skipped, each with its act', {
  timeout: 120_000,
}, async () => {
  const ctx = when('09:00')
  const taken = await Promise.all(
    upTo(200).map(() => {
      const press = { pressKey: randomUUID(), phone: freshPhone() }
      return persistently(() => take(ctx, 'civil/marriage', press))
    }),
  )
  expect(taken.map((t) => t.ticket.serial).sort((a, b) => a - b)).toEqual(upTo(200))
  expect((await ticketsOf(await lineId('civil/marriage'))).map((t) => t.serial)).toEqual(upTo(200))
  const acts = await db
    .selectFrom('acts')
    .select('subject')
    .where('act', '=', 'hall.ticketTaken')
    .where(
      'subject',
      'in',
      taken.map((t) => `ticket:${t.ticket.id}`),
    )
    .execute()
  expect(new Set(acts.map((a) => a.subject)).size).toBe(200)
})

test('one press that comes ten times at once is one ticket; one person who presses anew is told of it', async () => {
  const press = { pressKey: randomUUID(), phone: freshPhone() }
  const ten = await Promise.all(upTo(10).map(() => take(when('09:00'), 'social/insurance', press)))
  expect(new Set(ten.map((t) => `${t.ticket.id} ${t.code}`)).size).toBe(1)
  const phone = freshPhone()
  const tries = await Promise.allSettled(upTo(10).map(() => take(when('09:00'), 'social/insurance', { phone })))
  expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
  for (const { reason } of tries.filter((t) => t.status === 'rejected'))
    expect(reason).toMatchObject({ code: 'hall.alreadyWaiting' })
  expect((await ticketsOf(await lineId('social/insurance'))).map((t) => t.serial)).toEqual([1, 2])
})

test('four counters call a hundred people at once: nobody twice, and in order', { timeout: 120_000 }, async () => {
  const line = await lineId('enterprise/register')
  const counters = await Promise.all([1, 2, 3, 4].map((n) => counterId(n)))
  await db
    .insertInto('counterLines')
    .values(counters.map((id) => ({ counterId: id, lineId: line })))
    .execute()
  const people: number[] = []
  for (let i = 0; i < 100; i++) {
    const clock = `${String(9 + Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`
    people.push((await take(when(clock), 'enterprise/register')).ticket.id)
  }
  const clerks = await Promise.all(counters.map((_, i) => clerk('windowClerk', 'services', `窗口${i}`)))
  const now = (i: number) => when('11:00', clerks[i])
  await Promise.all(
    counters.map(async (counter, i) => {
      await at.signOn(now(i), counter)
      let finish: number | undefined
      // Each press comes twice, as from a hand that trembles.
      for (;;) {
        const press = randomUUID()
        const before = finish === undefined ? {} : { finish }
        const [called, again] = await Promise.all([
          at.callNext(now(i), counter, press, before),
          at.callNext(now(i), counter, press, before),
        ])
        expect(again?.id).toBe(called?.id)
        if (!called) break
        finish = (await findOpenCall(db, counter))?.id
        await at.begin(now(i), counter, finish ?? 0)
      }
    }),
  )
  const calls = await db
    .selectFrom('queueCalls')
    .select(['ticketId', 'counterId'])
    .where('lineId', '=', line)
    .orderBy('id')
    .execute()
  const order = calls.map((c) => people.indexOf(c.ticketId))
  expect([...order].sort((a, b) => a - b)).toEqual(upTo(100).map((n) => n - 1))
  // Who calls at the same moment comes to the book in any order; of each counter who came earlier is called earlier.
  for (const counter of counters) {
    const own = order.filter((_, i) => calls[i]?.counterId === counter)
    expect(own).toEqual([...own].sort((a, b) => a - b))
  }
})

test('several processes give numbers and one is killed: no number twice, none skipped, who was told theirs has it', {
  timeout: 300_000,
}, async () => {
  const today = dayOf(new Date())
  await db
    .insertInto('hallExceptions')
    .values(
      [today, addDays(today, 1)].map((day) => ({
        hallCode: 'main',
        day,
        opens: '00:00',
        closes: '24:00',
        reason: '全天',
      })),
    )
    .execute()
  const line = await lineId('urban/city')
  const session = await sessionAs('windowClerk', { unitCode: 'services' })
  const [doomed, ...others] = await Promise.all([1, 2, 3].map(() => startWebProcess(session)))
  if (!doomed) throw new Error('no process')
  const told = new Map<string, string>()
  let [asked, failed] = [0, 0]
  const takeAt = async (process: WebProcess, press: string): Promise<void> => {
    if (++asked === 80) doomed.kill()
    const answer = await process.post('/desk/hall/tickets/new', {
      lineId: String(line),
      priority: 'none',
      phone: phones.get(press) ?? '',
      press,
    })
    expect(answer.status, answer.body.slice(0, 400)).toBe(200)
    const label = /<title>(?:[^<]*?)([A-Z]\d{3,})/.exec(answer.body)?.[1]
    if (!label) throw new Error('the page names no number')
    expect(told.get(press) ?? label).toBe(label)
    told.set(press, label)
  }
  const phones = new Map(upTo(200).map(() => [randomUUID() as string, freshPhone()]))
  await Promise.all(
    [...phones.keys()].map(async (press, i) => {
      const chosen = i % 3 === 0 ? doomed : others[i % 2]
      if (!chosen) throw new Error('no process')
      await takeAt(chosen, press).catch(async (error: Error) => {
        if (chosen !== doomed) throw error
        failed++
        // Nobody knows whether it was done: the kiosk sends the same press again, to another process.
        await takeAt(others[i % 2] ?? chosen, press)
      })
    }),
  )
  expect(failed).toBeGreaterThan(0)
  for (const [i, press] of [...told.keys()].entries()) if (i % 10 === 0) await takeAt(others[0] ?? doomed, press)
  const stored = await ticketsOf(line)
  expect(stored).toHaveLength(200)
  for (const { pressKey, label } of stored) expect(told.get(pressKey)).toBe(label)
  for (const tickets of Map.groupBy(stored, (t) => t.day).values())
    expect(tickets.map((t) => t.serial)).toEqual(upTo(tickets.length))
  expect(hallDay).not.toBe(today)
  await Promise.all(others.map((p) => p.stop()))
})
