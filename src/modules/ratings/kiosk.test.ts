import { expect, test } from 'vitest'
import { openHouse, signedInAs, visitorAt } from '../../../tests/support/app.ts'
import { words } from '../../../tests/support/applicant.ts'
import { clerk } from '../../../tests/support/cases.ts'
import {
  counterId,
  freshIdNumber,
  lineId,
  openAllDay,
  pairedKiosk,
  pairingCodeIn,
  take,
} from '../../../tests/support/hall.ts'
import { db, world } from '../../../tests/support/world.ts'
import { dayOf } from '../../core/day.ts'
import { findOf } from './store.ts'

const house = await openHouse()
await openAllDay()
const manager = await signedInAs(house, 'hallManager')
const serving = await clerk('windowClerk', 'services', '窗口甲')
const anyLine = await db
  .selectFrom('queueLines as l')
  .innerJoin('hallZones as z', 'z.id', 'l.zoneId')
  .select(['z.code as zone', 'l.code as line'])
  .where('z.hallCode', '=', 'main')
  .orderBy('l.id')
  .executeTakeFirstOrThrow()

/** Someone whom a window has just served. */
async function served(counter = 3, leaving: { phone?: string; idNumber?: string } = {}) {
  const line = `${anyLine.zone}/${anyLine.line}`
  const { id } = (await take(world(), line, leaving)).ticket
  const at = new Date()
  const counterIs = await counterId(counter)
  await db
    .insertInto('queueCalls')
    .values({
      ...{ ticketId: id, hallCode: 'main', lineId: await lineId(line), counterId: counterIs, day: dayOf(at) },
      ...{ clerkId: serving.accountId ?? '', clerkName: serving.name, waitingSince: at, firstCalledAt: at },
      ...{ lastCalledAt: at, startedAt: at, endedAt: at, outcome: 'done', pressKey: `served ${id}` },
    })
    .execute()
  const { label } = await db
    .updateTable('queueTickets')
    .set({ state: 'done', counterId: counterIs, calledAt: at, startedAt: at, endedAt: at })
    .where('id', '=', id)
    .returning('label')
    .executeTakeFirstOrThrow()
  return { id, label }
}

async function pairedPad(counter = '3') {
  const { body } = await manager.post('/desk/hall/devices/main', { kind: 'ratingPad', name: '评价器', counter })
  const pad = visitorAt(house)
  await pad.post('/kiosk', { code: pairingCodeIn(body) })
  expect((await pad.get('/kiosk/paired')).headers.location).toBe('/kiosk/pad')
  return pad
}

test('the pad of a window asks whom it has just served, once, and thanks', async () => {
  const pad = await pairedPad()
  expect(words(await pad.get('/kiosk/pad'))).toContain('办完以后，请在这里评价')
  const { id, label } = await served()
  expect(words(await pad.get('/kiosk/pad'))).toContain(`${label} 号，这次办事您满意吗`)
  expect(await findOf(db, `ticket:${id}`)).toBeUndefined()
  const form = await pad.get(`/kiosk/pad/${id}?level=4`)
  expect(words(form)).toContain('哪里没有做好')
  // Others stand by: no words are asked.
  expect(form.body).not.toContain('name="words"')
  const given = await pad.post(`/kiosk/pad/${id}`, { level: '4', reasons: 'bad.waiting', words: '等得太久' })
  expect(given.headers.location).toBe('/kiosk/pad')
  expect(words(await pad.get('/kiosk/pad'))).toContain('谢谢您')
  const rating = await findOf(db, `ticket:${id}`)
  expect(rating).toMatchObject({ level: 4, channel: 'windowDevice', clerkName: '窗口甲', words: '', raterPhone: '' })
  expect(rating?.counterName).toContain('3 号')
  expect(rating?.workOrder).toBeTruthy()
  expect((await pad.post(`/kiosk/pad/${id}`, { level: '1' })).statusCode).toBe(409)
})

test('a pad rates no visit of another window, and no other browser is a pad', async () => {
  const pad = await pairedPad('2')
  const { id } = await served(3)
  for (const client of [pad, visitorAt(house)]) {
    expect((await client.get(`/kiosk/pad/${id}`)).statusCode).toBe(404)
    expect((await client.post(`/kiosk/pad/${id}`, { level: '1' })).statusCode).toBe(404)
  }
  expect((await visitorAt(house).get('/kiosk/pad')).headers.location).toBe('/kiosk')
})

test('the QR code of the pad opens the same visit on a telephone, which rates it once on site', async () => {
  const pad = await pairedPad('4')
  const { id } = await served(4, { phone: '', idNumber: freshIdNumber() })
  const { body } = await pad.get('/kiosk/pad')
  const address = /rate\/[^"<]+/.exec(/aria-label="二维码：([^"]+)"/.exec(body)?.[1] ?? '')?.[0] ?? ''
  const phone = visitorAt(house)
  expect(words(await phone.get(`/${address}`))).toContain('这次办事，您满意吗')
  await phone.post(`/${address}`, { level: '5', phone: '打我电话' })
  expect(await findOf(db, `ticket:${id}`)).toBeUndefined()
  await phone.post(`/${address}`, { level: '5', phone: '13900001111' })
  expect(await findOf(db, `ticket:${id}`)).toMatchObject({ channel: 'qr', raterPhone: '13900001111' })
  expect(words(await phone.get(`/${address}`))).toContain('您已经评价过了')
  expect(words(await pad.get('/kiosk/pad'))).toContain('谢谢您')
  expect((await phone.get(`/${address}x`)).statusCode).toBe(404)
})

test('after a bad rating in the hall one may be rung on the phone of the ticket, no digit of which is on the screen', async () => {
  const pad = await pairedPad()
  const phone = '13912344321'
  const { id } = await served(3, { phone })
  const form = await pad.get(`/kiosk/pad/${id}?level=5`)
  expect(words(form)).toContain('取号时留的电话号码')
  for (const secret of ['name="phone"', '139', '4321']) expect(form.body).not.toContain(secret)
  expect((await pad.get(`/kiosk/pad/${id}?level=2`)).body).not.toContain('name="named"')
  await pad.post(`/kiosk/pad/${id}`, { level: '5', named: 'yes' })
  expect(await findOf(db, `ticket:${id}`)).toMatchObject({ level: 5, raterPhone: phone })
})

test('whose ticket has no phone may leave one with a bad rating at the terminal, or not', async () => {
  const terminal = await pairedKiosk(house, manager)
  const say = async (phone: string) => {
    const { id, label } = await served(3, { phone: '', idNumber: freshIdNumber() })
    const at = `/kiosk/main/rate/${label}`
    const form = await terminal.get(`${at}?level=4`)
    expect(words(form)).toContain('可以不填。愿意接听回访的话请留下，只给被评单位以外的回访人看')
    expect((await terminal.get(`${at}?level=1`)).body).not.toContain('name="phone"')
    expect((await terminal.post(at, { level: '4', phone: '12' })).statusCode).toBe(422)
    await terminal.post(at, { level: '4', phone })
    return findOf(db, `ticket:${id}`)
  }
  expect(await say('13500001234')).toMatchObject({ channel: 'kiosk', raterPhone: '13500001234' })
  expect(await say('')).toMatchObject({ level: 4, raterPhone: '' })
})

test('at a terminal one rates by the number on the ticket, when it has been served', async () => {
  const terminal = await pairedKiosk(house, manager)
  const { id, label } = await served()
  const unknown = await terminal.post('/kiosk/main/rate', { label: 'Z999' })
  expect([unknown.statusCode, words(unknown).includes('今天没有办完的“Z999”号')]).toEqual([422, true])
  const found = await terminal.post('/kiosk/main/rate', { label: ` ${label.toLowerCase()} ` })
  expect(found.headers.location).toBe(`/kiosk/main/rate/${label}`)
  const given = await terminal.post(`/kiosk/main/rate/${label}`, { level: '2', reasons: 'praise.fast' })
  expect(given.headers.location).toBe(`/kiosk/main/rate/${label}?done=1`)
  expect(await findOf(db, `ticket:${id}`)).toMatchObject({ level: 2, channel: 'kiosk', reasons: ['praise.fast'] })
  expect((await visitorAt(house).get('/kiosk/main/rate')).headers.location).toBe('/kiosk')
})
