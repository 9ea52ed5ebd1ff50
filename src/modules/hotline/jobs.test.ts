import { expect, test } from 'vitest'
import { at } from '../../../tests/support/cases.ts'
import { hotlineStaff, registered, to } from '../../../tests/support/hotline.ts'
import { db } from '../../../tests/support/world.ts'
import { calendar } from '../../core/calendar.ts'
import * as dispatching from './dispatch.service.ts'
import * as handling from './handling.service.ts'
import { inbox } from './inbox.ts'
import { escalateOverdue, remind, runningClock } from './jobs.ts'
import { ordersInReach } from './service.ts'
import { getOrder } from './store.ts'
import * as supervision from './supervision.service.ts'

const { operator, leader, officer } = await hotlineStaff()
const count = async (number: string, act: string) =>
  (
    await db
      .selectFrom('acts')
      .select('id')
      .where('subject', '=', `workOrder:${number}`)
      .where('act', '=', `hotline.${act}`)
      .execute()
  ).length
const label = async (who: typeof leader, day: string, text: string) =>
  (await inbox(at(day, who))).find((i) => i.label.includes(text))?.count

test('an order is reminded of, turns red, goes to the leader once, and again only for another day missed', async () => {
  const number = await registered('2026-03-05', operator)
  await dispatching.dispatch(at('2026-03-05', operator), number, to('urban'))
  await handling.sign(at('2026-03-05', officer), number)
  await handling.contact(at('2026-03-05', officer), number, { way: 'phone', words: '已联系' })
  // The reply is due on Thursday 2026-03-12; yellow from the day before.
  expect([await remind(at('2026-03-10')), await remind(at('2026-03-11')), await remind(at('2026-03-12'))]).toEqual([
    ...[0, 1, 0],
  ])
  expect([await remind(at('2026-03-13')), await remind(at('2026-03-16'))]).toEqual([1, 0])
  expect(await count(number, 'reminded')).toBe(2)
  expect(await label(officer, '2026-03-13', '超期')).toBe(1)
  // Five working days overdue: 13, 16, 17, 18, 19 March; the leader hears of it on the fifth.
  expect(await escalateOverdue(at('2026-03-18'))).toBe(0)
  expect(await label(leader, '2026-03-18', '批示')).toBe(0)
  const both = await Promise.all([escalateOverdue(at('2026-03-19')), escalateOverdue(at('2026-03-19'))])
  expect(both[0] + both[1]).toBe(1)
  expect(await escalateOverdue(at('2026-03-20'))).toBe(0)
  expect(await getOrder(db, number)).toMatchObject({ escalatedOn: '2026-03-19', state: 'handling' })
  expect(await label(leader, '2026-03-20', '批示')).toBe(1)
  expect((await ordersInReach(at('2026-03-20', leader), { group: 'leader' })).lines.map((l) => l.number)).toEqual([
    number,
  ])
  await supervision.instruct(at('2026-03-20', leader), number, { words: '请城管局三日内办结' })
  expect(await label(leader, '2026-03-20', '批示')).toBe(0)
  expect(await escalateOverdue(at('2026-03-23'))).toBe(0)
  expect(await count(number, 'escalated')).toBe(1)
  // Answered late: no light is red any more.
  await handling.reply(at('2026-03-23', officer), number, { text: '修好了', way: 'phone' })
  expect(await label(officer, '2026-03-23', '超期')).toBe(0)
})

test('a corrected calendar moves the last days of what runs, and nothing twice', async () => {
  const number = await registered('2026-04-07', operator)
  const done = await registered('2026-04-07', operator)
  await dispatching.refuse(at('2026-04-07', operator), done, { ground: 'repeated', words: '已经答复过' })
  expect(await getOrder(db, number)).toMatchObject({ replyDueOn: '2026-04-14' })
  const ctx = at('2026-04-08')
  const flooded = { ...ctx, calendar: calendar({ daysOff: ['2026-04-09', '2026-04-10'], workedWeekends: [] }) }
  const run = () => db.transaction().execute((tx) => runningClock.listRunning(flooded, tx, 0, 500))
  const found = await run()
  expect(found.find((f) => f.subject.endsWith(number))).toMatchObject({ dueOn: '2026-04-14', redated: '2026-04-16' })
  expect(found.find((f) => f.subject.endsWith(done))).toBeUndefined()
  expect(await getOrder(db, number)).toMatchObject({ replyDueOn: '2026-04-16' })
  expect((await run()).find((f) => f.subject.endsWith(number))).toMatchObject({
    dueOn: '2026-04-16',
    redated: '2026-04-16',
  })
})
