import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { citizenAt, openHouse, signedInAs, visitorAt } from '../../../../tests/support/app.ts'
import { words } from '../../../../tests/support/applicant.ts'
import { freshIdNumber, freshPhone, offerSlots, openAllDay, pairedKiosk } from '../../../../tests/support/hall.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { publishedItem } from '../../../../tests/support/items.ts'
import { rowCounts } from '../../../../tests/support/rows.ts'
import { db, world } from '../../../../tests/support/world.ts'
import { addDays, dayOf, startOf } from '../../../core/day.ts'
import { book } from '../book.service.ts'

const house = await openHouse()
await openAllDay()
const today = dayOf(new Date())
const tomorrow = addDays(today, 1)
const item = await publishedItem(db)
const slots = [['00:01', '23:58', 100]] as const
await offerSlots(item, 'urban/city', slots, today)
const manager = await signedInAs(house, 'hallManager')
const days = `/appointments/items/${item.code}/main`
const form = `${days}/${tomorrow}/0001`

const person = (change: Record<string, string> = {}) => ({
  ...{ name: '李小梅', idNumber: freshIdNumber(), phone: freshPhone(), email: '', priority: 'none' },
  ...{ press: randomUUID(), ...change },
})

/** Books for today, as if it was just past midnight. */
const bookedToday = (change: Record<string, string> = {}, code = item.code) =>
  book(world({ now: new Date(startOf(today).getTime() + 30_000) }), {
    ...{ hallCode: 'main', itemCode: code, day: today, starts: '00:01', channel: 'portal', ...person(change) },
    priority: 'none',
  })

test('from the list of items to the receipt, without scripts; then followed, moved and cancelled', async () => {
  const visitor = visitorAt(house)
  const list = await visitor.get('/appointments')
  expect(words(list)).toContain('户外广告设施设置审批')
  const hall = await visitor.get(`/appointments/items/${item.code}`)
  expect([hall.statusCode, hall.headers.location]).toEqual([303, days])
  const day = await visitor.get(days)
  expect(words(day)).toContain('还有 100 个名额')
  expect(words(await visitor.get(`${days}/${tomorrow}`))).toContain('00:01—23:58')
  for (const page of [list, day, await visitor.get(form)]) await expectValidHtml(page.body)

  const fields = person({ idNumber: '11010519491231002x', phone: '13912345678' })
  const sent = await visitor.post(form, fields)
  expect([sent.statusCode, sent.headers.location]).toEqual([303, '/appointments/receipt'])
  expect((await visitor.post(form, fields)).statusCode).toBe(303)
  const receipt = await visitor.get('/appointments/receipt')
  expect(receipt.headers['cache-control']).toBe('no-store')
  const number = /YY\d{8}-\d{4}/.exec(receipt.body)?.[0] ?? ''
  const code = /([0-9A-Z]{4}-){2}[0-9A-Z]{4}/.exec(receipt.body)?.[0] ?? ''
  expect(await db.selectFrom('appointments').select('number').execute()).toEqual([{ number }])

  const stranger = visitorAt(house)
  expect((await stranger.get(`/appointments/${number}`)).statusCode).toBe(404)
  expect((await stranger.get(`/appointments/${number}/calendar.ics`)).statusCode).toBe(404)
  expect((await stranger.post(`/appointments/${number}/cancel`, {})).statusCode).toBe(404)
  const wrong = await stranger.post('/appointments/follow', { number, code: 'ABCDEFGHJKMN' })
  expect(wrong.statusCode).toBe(409)
  expect(wrong.body).not.toContain('ABCDEFGHJKMN')
  const opened = await stranger.post('/appointments/follow', { number: number.toLowerCase(), code: code.toLowerCase() })
  expect([opened.statusCode, opened.headers.location]).toEqual([303, `/appointments/${number}`])
  const followed = await stranger.get(`/appointments/${number}`)
  expect(words(followed)).toContain('李**')
  for (const secret of ['李小梅', '13912345678', '110105']) expect(followed.body).not.toContain(secret)
  await expectValidHtml(followed.body)

  const file = await stranger.get(`/appointments/${number}/calendar.ics`)
  expect(file.headers['content-type']).toContain('text/calendar')
  expect(file.body).toContain(`DTSTART;TZID=Asia/Shanghai:${tomorrow.replaceAll('-', '')}T000100`)

  await db.insertInto('appointmentOffers').values(offerAt('06:00')).execute()
  await db.updateTable('appointmentOffers').set({ ends: '05:00' }).where('starts', '=', '00:01').execute()
  expect(words(await stranger.get(`/appointments/${number}/change`))).toContain('06:00—07:00，还有 1 个名额')
  const moved = await stranger.post(`/appointments/${number}/change`, { slot: `main ${tomorrow} 06:00` })
  expect(moved.headers.location).toBe(`/appointments/${number}?done=change`)
  expect(words(await stranger.get(`/appointments/${number}`))).toContain('06:00—07:00')
  const full = await visitorAt(house).post(`${days}/${tomorrow}/0600`, person())
  expect(full.statusCode).toBe(409)
  expect(words(full)).toContain('刚刚约满了')

  const gone = await stranger.post(`/appointments/${number}/cancel`, {})
  expect(gone.headers.location).toBe(`/appointments/${number}?done=cancel`)
  expect((await stranger.post(`/appointments/${number}/cancel`, {})).statusCode).toBe(409)
  await stranger.post(`/appointments/${number}/leave`, {})
  expect((await stranger.get(`/appointments/${number}`)).statusCode).toBe(404)
  await db.deleteFrom('appointments').execute()
  await db.updateTable('appointmentSlots').set({ taken: 0 }).execute()
  await db.deleteFrom('appointmentOffers').where('starts', '=', '06:00').execute()
  await db.updateTable('appointmentOffers').set({ ends: '23:58' }).where('starts', '=', '00:01').execute()
})

const offerAt = (starts: string) =>
  [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
    ...{ hallCode: 'main', itemId: item.id, weekday, starts, ends: `0${Number(starts.slice(0, 2)) + 1}:00` },
    ...{ quota: 1, validFrom: today },
    lineId: db.selectFrom('appointmentOffers').select('lineId').where('starts', '=', '00:01').limit(1),
  }))

test('what was typed wrong is told at its field with what was typed, and nothing is stored', async () => {
  const visitor = visitorAt(house)
  const before = await rowCounts(db)
  const wrong = await visitor.post(form, person({ idNumber: '110105194912310021', name: '王大爷', phone: 'x' }))
  expect(wrong.statusCode).toBe(422)
  expect(words(wrong)).toContain('身份证号码的最后一位与前面各位对不上')
  expect(wrong.body).toContain('value="王大爷"')
  expect((await visitor.post(form, {})).statusCode).toBe(422)
  expect((await visitor.post(form, person({ name: 'a\u0000b' }))).statusCode).toBe(422)
  expect((await visitor.post(`${days}/2026-02-31/0001`, person())).statusCode).toBe(409)
  expect((await visitor.post(`/appointments/items/nothing/main/${tomorrow}/0001`, person())).statusCode).toBe(404)
  const after = await rowCounts(db)
  for (const name of ['throttles', 'sessions']) {
    delete before[name]
    delete after[name]
  }
  expect(after).toEqual(before)
})

test('who sends too many from one network is made to wait', async () => {
  const visitor = visitorAt(house)
  const token = await visitor.token()
  const send = () =>
    visitor.send({
      ...{ method: 'POST', url: form, remoteAddress: '198.51.100.9' },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: token, ...person({ idNumber: '1' }) }).toString(),
    })
  for (let i = 0; i < 30; i++) expect((await send()).statusCode).toBe(422)
  expect((await send()).statusCode).toBe(429)
})

test('an item that cannot be booked says what to do instead, and the guide of one that can leads here', async () => {
  const visitor = visitorAt(house)
  const other = await publishedItem(db, { elements: { name: '不放号的事项', canReserve: false, dailyQuota: null } })
  const none = await visitor.get(`/appointments/items/${other.code}`)
  expect(none.statusCode).toBe(200)
  expect(words(none)).toContain('请直接取号排队')
  expect((await visitor.get('/appointments/items/nothing')).statusCode).toBe(404)
  expect((await visitor.get(`/services/${item.code}`)).body).toContain(`/appointments/items/${item.code}`)
  expect((await visitor.get(`/services/${other.code}`)).body).not.toContain('/appointments/items')
  expect((await visitor.get('/services/appointments')).headers.location).toBe('/appointments')
  expect((await visitor.get('/')).body).toContain('href="/appointments"')
})

test('what was booked from an account stands under one’s own matters, and opens without a code', async () => {
  const me = await citizenAt(house)
  expect(words(await me.get('/my/appointments'))).toContain('您还没有预约过')
  await me.post(form, person())
  const mine = await me.get('/my/appointments')
  const number = /YY\d{8}-\d{4}/.exec(mine.body)?.[0] ?? ''
  expect(number).not.toBe('')
  expect((await me.get(`/appointments/${number}`)).statusCode).toBe(200)
  expect((await (await citizenAt(house)).get(`/appointments/${number}`)).statusCode).toBe(404)
})

test('at the terminal the card gives the number, which is shown nowhere afterwards', async () => {
  const terminal = await pairedKiosk(house, manager)
  expect((await terminal.get('/kiosk/main')).body).toContain('/kiosk/main/keep')
  const idNumber = freshIdNumber()
  const { appointment } = await bookedToday({ idNumber })
  const none = await terminal.post('/kiosk/main/keep', { idNumber: freshIdNumber(), press: randomUUID() })
  expect(none.statusCode).toBe(409)
  expect(words(none)).toContain('没有找到您的预约')
  const wrong = await terminal.post('/kiosk/main/keep', { idNumber: '123456', press: randomUUID() })
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).not.toContain('123456')
  const press = randomUUID()
  for (let i = 0; i < 2; i++) {
    const kept = await terminal.post('/kiosk/main/keep', { idNumber, press })
    expect([kept.statusCode, kept.headers.location]).toEqual([303, '/kiosk/main/ticket'])
  }
  const ticket = await terminal.get('/kiosk/main/ticket')
  expect(words(ticket)).toMatch(/[A-Z]\d{3}/)
  for (const secret of [idNumber, '李小梅', appointment.number]) expect(ticket.body).not.toContain(secret)
  const again = await terminal.post('/kiosk/main/keep', { idNumber, press: randomUUID() })
  expect(again.statusCode).toBe(409)
  expect(words(again)).toContain('您已经取过号了')
})

test('the number of the appointment gives it too, with the end of the telephone number', async () => {
  const terminal = await pairedKiosk(house, manager)
  const { appointment } = await bookedToday({ phone: '13912340017' })
  const by = (fields: Record<string, string>) =>
    terminal.post('/kiosk/main/keep?by=number', { number: appointment.number, press: randomUUID(), ...fields })
  expect((await by({ phoneEnd: '0000' })).statusCode).toBe(409)
  expect((await by({})).statusCode).toBe(422)
  const kept = await by({ number: appointment.number.replace(/\D/g, ''), phoneEnd: '0017' })
  expect([kept.statusCode, kept.headers.location]).toEqual([303, '/kiosk/main/ticket'])
})

test('who has two appointments today chooses; what is not theirs cannot be chosen', async () => {
  const terminal = await pairedKiosk(house, manager)
  const second = await publishedItem(db, { elements: { name: '临时占道审批' } })
  await offerSlots(second, 'civil/marriage', slots, today)
  const idNumber = freshIdNumber()
  const stranger = await bookedToday()
  const first = await bookedToday({ idNumber })
  const other = await bookedToday({ idNumber }, second.code)
  const kept = await terminal.post('/kiosk/main/keep', { idNumber, press: randomUUID() })
  expect(kept.headers.location).toBe('/kiosk/main/keep/choose')
  const choose = await terminal.get('/kiosk/main/keep/choose')
  expect(words(choose)).toContain('临时占道审批')
  expect(choose.body).not.toContain(idNumber)
  const take = (number: string) => terminal.post('/kiosk/main/keep/choose', { number, press: randomUUID() })
  expect((await take(stranger.appointment.number)).headers.location).toBe('/kiosk/main')
  expect((await take(other.appointment.number)).headers.location).toBe('/kiosk/main/ticket')
  const states = await db
    .selectFrom('appointments')
    .select('state')
    .where(
      'number',
      'in',
      [first, other].map((b) => b.appointment.number),
    )
    .orderBy('id')
    .execute()
  expect(states.map((s) => s.state)).toEqual(['booked', 'kept'])
})

test('the desk lists the day, marks who came, and shows what is masked for a reason alone', async () => {
  const clerk = await signedInAs(house, 'windowClerk', { unitCode: 'services' })
  const { appointment: a } = await bookedToday({ name: '欧阳明月', phone: '13900001234' })
  const list = await clerk.get('/desk/hall/at/main/appointments')
  expect((await clerk.get('/desk/hall/appointments')).headers.location).toBe('/desk/hall/at/main/appointments')
  expect(words(list)).toContain('欧**')
  for (const secret of ['欧阳明月', '13900001234']) expect(list.body).not.toContain(secret)
  const at = `/desk/hall/appointments/${a.number}`
  expect((await clerk.post(`${at}/reveal`, { field: 'phone', reason: '' })).statusCode).toBe(422)
  const shown = await clerk.post(`${at}/reveal`, { field: 'phone', reason: '打电话改期' })
  expect(words(shown)).toContain('13900001234')
  const revealed = db.selectFrom('acts').select('data').where('act', '=', 'identity.revealed')
  expect(await revealed.where('subject', '=', `appointment:${a.number}`).execute()).toHaveLength(1)
  const kept = await clerk.post(`${at}/keep`, { press: randomUUID() })
  expect(kept.statusCode, kept.body).toBe(200)
  expect(words(kept)).toMatch(/[A-Z]\d{3}/)
  expect(words(await clerk.get('/desk/hall/at/main/appointments'))).toContain('已取号')

  const stranger = await signedInAs(house, 'windowClerk', { unitCode: 'civil' })
  const { appointment: b } = await bookedToday()
  expect((await stranger.post(`/desk/hall/appointments/${b.number}/keep`, { press: randomUUID() })).statusCode).toBe(
    403,
  )
  expect((await stranger.post(`/desk/hall/appointments/${b.number}/cancel`, { cause: '试试' })).statusCode).toBe(403)
  expect(
    (await stranger.post(`/desk/hall/appointments/${b.number}/reveal`, { field: 'name', reason: '想看看是谁' }))
      .statusCode,
  ).toBe(403)
})

test('a clerk books for someone who rings up, moves it, and cancels it with a word to the person', async () => {
  const clerk = await signedInAs(house, 'windowClerk', { unitCode: 'services' })
  const at = `/desk/hall/at/main/appointments/new?item=${item.code}`
  expect(words(await clerk.get('/desk/hall/at/main/appointments/new'))).toContain('户外广告设施设置审批')
  const { press, ...typed } = person({ phone: '13900005678' })
  const wrong = await clerk.post(at, { ...typed, press, slot: `${tomorrow} 03:33`, by: 'phone' })
  expect(wrong.statusCode).toBe(409)
  const booked = await clerk.post(at, { ...typed, press, slot: `${tomorrow} 00:01`, by: 'phone' })
  expect(booked.statusCode, booked.body).toBe(200)
  const number = /YY\d{8}-\d{4}/.exec(booked.body)?.[0] ?? ''
  expect(words(await clerk.get(`/desk/hall/appointments/${number}`))).toContain('电话')
  const later = addDays(today, 7)
  await db
    .insertInto('hallExceptions')
    .values({ hallCode: 'main', day: later, opens: '00:00', closes: '23:59', reason: '延时服务' })
    .execute()
  const moved = await clerk.post(`/desk/hall/appointments/${number}/change`, { slot: `main ${later} 00:01` })
  expect(moved.statusCode).toBe(303)
  expect((await clerk.post(`/desk/hall/appointments/${number}/cancel`, { cause: '' })).statusCode).toBe(422)
  expect((await clerk.post(`/desk/hall/appointments/${number}/cancel`, { cause: '本人来电取消' })).statusCode).toBe(303)
  const told = await db
    .selectFrom('outboxMessages')
    .select('body')
    .where('recipient', '=', '13900005678')
    .orderBy('id')
    .execute()
  expect(told.map((m) => /约好了|改到|取消/.exec(m.body)?.[0])).toEqual(['约好了', '改到', '取消'])
})

test('the manager offers slots, within what the list of the item says; fewer places keep who has booked', async () => {
  const third = await publishedItem(db, { elements: { name: '夜间施工审批', dailyQuota: 6 } })
  const at = '/desk/hall/at/main/offers'
  const lineId = await db
    .selectFrom('appointmentOffers')
    .select('lineId')
    .where('itemId', '=', item.id)
    .executeTakeFirstOrThrow()
  const weekday = String(new Date(`${tomorrow}T00:00:00Z`).getUTCDay())
  const wish = (change: Record<string, string> = {}) => ({
    ...{ item: third.code, lineId: String(lineId.lineId), weekdays: weekday, starts: '1:00', ends: '02:00' },
    ...{ quota: '4', validFrom: today, ...change },
  })
  expect((await manager.post(at, wish())).statusCode).toBe(303)
  const overlapping = await manager.post(at, wish({ starts: '01:30', ends: '03:00', quota: '1' }))
  expect(overlapping.statusCode).toBe(422)
  expect(words(overlapping)).toContain('已经有 01:00—02:00 的时段')
  const tooMany = await manager.post(at, wish({ starts: '02:00', ends: '03:00', quota: '3' }))
  expect(words(tooMany)).toContain('实施清单写明每天 6 个号')
  expect(words(await manager.post(at, wish({ item: 'nothing' })))).toContain('没有这个编码的事项')
  expect(words(await manager.post(at, wish({ starts: '05:00', ends: '04:00' })))).toContain(
    '结束的时间要晚于开始的时间',
  )
  expect((await manager.post(at, {})).statusCode).toBe(422)

  const visitor = visitorAt(house)
  const slot = `/appointments/items/${third.code}/main/${tomorrow}/0100`
  for (let i = 0; i < 2; i++) expect((await visitor.post(slot, person())).statusCode).toBe(303)
  const offer = await db
    .selectFrom('appointmentOffers')
    .select('id')
    .where('itemId', '=', third.id)
    .executeTakeFirstOrThrow()
  expect((await manager.post(`${at}/${offer.id}/quota`, { quota: '7' })).statusCode).toBe(422)
  expect((await manager.post(`${at}/${offer.id}/quota`, { quota: '1' })).statusCode).toBe(303)
  expect((await visitor.post(slot, person())).statusCode).toBe(409)
  const slots = () =>
    db.selectFrom('appointmentSlots').select(['quota', 'taken']).where('itemId', '=', third.id).execute()
  expect(await slots()).toEqual([{ quota: 2, taken: 2 }])
  expect((await manager.post(`${at}/${offer.id}/quota`, { quota: '3' })).statusCode).toBe(303)
  expect((await visitor.post(slot, person())).statusCode).toBe(303)
  expect((await manager.post(`${at}/${offer.id}/end`, {})).statusCode).toBe(303)
  expect((await visitor.get(`/appointments/items/${third.code}`)).statusCode).toBe(200)
  expect(await slots()).toEqual([{ quota: 3, taken: 3 }])
  const clerk = await signedInAs(house, 'windowClerk', { unitCode: 'services' })
  expect((await clerk.post(at, wish())).statusCode).toBe(403)
})
