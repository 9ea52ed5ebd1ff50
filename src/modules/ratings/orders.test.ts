import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { at, caseForm, caseOf, citizen, clerk } from '../../../tests/support/cases.ts'
import { ratingForm } from '../../../tests/support/ratings.ts'
import { db } from '../../../tests/support/world.ts'
import { listActs } from '../../platform/acts.ts'
import * as acceptance from '../cases/acceptance.service.ts'
import { findServedCase } from '../cases/index.ts'
import * as ending from '../hotline/ending.service.ts'
import * as handling from '../hotline/handling.service.ts'
import * as review from '../hotline/review.service.ts'
import { contactOfCase, matterOfCase } from './matters.ts'
import { followOrders } from './orders.service.ts'
import { showRectification } from './review.service.ts'
import { give } from './service.ts'
import { findOf, getRating } from './store.ts'

const officer = await clerk('departmentOfficer', 'urban', '经办人')
const reviewer = { ...(await clerk('serviceManager', 'jinshi', '审核人')), unitCode: 'jinshi' }

async function served(on = '2026-03-02') {
  const number = await caseOf(on)
  const form = { ground: 'notNeeded', reason: '不需要许可', organ: '', organContact: '' } as const
  await acceptance.notAccept(at(on, officer), number, form)
  const found = await findServedCase(db, number)
  if (!found) throw new Error(`case ${number} is not finished`)
  return { number, matter: matterOfCase(found), contact: contactOfCase(found) }
}

const orderOf = (number: string | null) =>
  db.selectFrom('workOrders').selectAll().where('number', '=', number).executeTakeFirstOrThrow()

test.each([1, 2, 3] as const)('level %i opens no work order', async (level) => {
  const { matter, contact } = await served()
  const id = await give(at('2026-03-10'), matter, ratingForm({ level }), { channel: 'portal', contact })
  expect(await getRating(db, id)).toMatchObject({ workOrder: null, rectifyBy: null })
})

test.each([4, 5] as const)('level %i opens one, at the rated unit, with a term, and nobody in it', async (level) => {
  const { number, matter, contact } = await served()
  const ctx = at('2026-03-10', await citizen())
  const id = await give(ctx, matter, ratingForm({ level, reasons: ['bad.late'] }), { channel: 'portal', contact })
  // Seven working days after Tuesday 10 March.
  const { workOrder, rectifyBy } = await getRating(db, id)
  expect(rectifyBy).toBe('2026-03-19')
  const order = await orderOf(workOrder)
  expect(order).toMatchObject({ channel: 'badRating', unitCode: 'urban', source: `rating:${id}`, anonymous: true })
  expect(order).toMatchObject({ personName: '', personPhone: '', accountId: null, replyDueOn: '2026-03-19' })
  const everything = JSON.stringify([
    order,
    await listActs(db, `workOrder:${workOrder}`),
    await listActs(db, `rating:${id}`),
    await db.selectFrom('workOrderSteps').selectAll().where('orderId', '=', order.id).execute(),
    await db
      .selectFrom('acts')
      .selectAll()
      .where('subject', 'in', [`workOrder:${workOrder}`, `rating:${id}`])
      .execute(),
  ])
  for (const secret of [number, caseForm().applicantName, caseForm().phone, ctx.actor.accountId ?? ''])
    expect(everything).not.toContain(secret)
})

test('who agreed to be called back is in a confidential order, for those alone who may unseal it', async () => {
  const { matter, contact } = await served()
  const form = ratingForm({ level: 5, named: 'yes' })
  const id = await give(at('2026-03-10'), matter, form, { channel: 'portal', contact })
  const order = await orderOf((await getRating(db, id)).workOrder)
  expect(order).toMatchObject({ confidential: true, personPhone: caseForm().phone })
})

test('a rating and its order come into being together or not at all', async () => {
  const { matter, contact } = await served()
  const count = async () =>
    Number(
      (
        await db
          .selectFrom('workOrders')
          .select((q) => q.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )
  const before = await count()
  // The last thing that is written fails: what was written before it must be gone.
  await sql`create function refuse_rating() returns trigger language plpgsql as $$ begin raise 'no'; end $$`.execute(db)
  await sql`create trigger refuse before insert on acts for each row when (new.act = 'ratings.orderOpened')
    execute function refuse_rating()`.execute(db)
  const form = ratingForm({ level: 5 })
  await expect(give(at('2026-03-10'), matter, form, { channel: 'portal', contact })).rejects.toThrow()
  await sql`drop trigger refuse on acts`.execute(db)
  expect(await count()).toBe(before)
  expect(await findOf(db, matter.subject)).toBeUndefined()
  await give(at('2026-03-10'), matter, form, { channel: 'portal', contact })
  expect(await count()).toBe(before + 1)
})

test('when its order is closed a rating knows that it was put right, once, and the outcome can be told', async () => {
  const { matter, contact } = await served()
  const id = await give(at('2026-03-10'), matter, ratingForm({ level: 4 }), { channel: 'portal', contact })
  const tell = () => showRectification(at('2026-03-17', reviewer), id, { rectification: '已加开窗口' })
  await expect(tell()).rejects.toMatchObject({ code: 'ratings.notRectified' })
  const { workOrder } = await getRating(db, id)
  const ctx = at('2026-03-16', officer)
  await ctx.acts.write(db, { act: 'hotline.closed', subject: `workOrder:${workOrder}`, data: { channel: 'badRating' } })
  expect(await followOrders(at('2026-03-17'))).toBe(1)
  expect(await followOrders(at('2026-03-17'))).toBe(0)
  expect((await getRating(db, id)).rectifiedOn).toBe('2026-03-16')
  await tell()
  expect((await getRating(db, id)).rectification).toBe('已加开窗口')
})

test('an order that is opened again is not put right until it is closed once more', async () => {
  const { matter, contact } = await served()
  const id = await give(at('2026-03-10'), matter, ratingForm({ level: 4 }), { channel: 'portal', contact })
  const number = (await getRating(db, id)).workOrder ?? ''
  const [officerThere, other, hotline] = [
    await clerk('departmentOfficer', 'urban', '承办人'),
    await clerk('departmentOfficer', 'urban', '另一位承办人'),
    await clerk('hotlineManager', 'jinshi', '热线负责人'),
  ]
  const handle = async (day: string, by: typeof officer) => {
    await handling.sign(at(day, by), number)
    await handling.reply(at(day, by), number, { text: '已加开窗口', way: 'online' })
    await handling.askClosing(at(day, by), number, { result: 'solved', words: '已办好' })
    await review.decideClosing(at(day, hotline), number, { verdict: 'approved', words: '' })
  }
  const rectifiedOn = async (day: string) => {
    await followOrders(at(day))
    return (await getRating(db, id)).rectifiedOn
  }
  await handle('2026-03-12', officerThere)
  expect(await rectifiedOn('2026-03-13')).toBe('2026-03-12')
  await ending.reopen(at('2026-03-16', hotline), number, { words: '窗口还是没有开' })
  expect(await rectifiedOn('2026-03-17')).toBeNull()
  expect(await followOrders(at('2026-03-17'))).toBe(0)
  await handle('2026-03-18', other)
  expect(await rectifiedOn('2026-03-19')).toBe('2026-03-18')
  const told = (await listActs(db, `rating:${id}`)).map((a) => a.act)
  expect(told.slice(-3)).toEqual(['ratings.rectified', 'ratings.orderReopened', 'ratings.rectified'])
})
