import { expect, test } from 'vitest'
import { type Client, openHouse, signedInAs } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { db } from '../../../tests/support/world.ts'
import { addDays, dayOf } from '../../core/day.ts'

const house = await openHouse()
const today = dayOf(new Date())
await db
  .insertInto('hallExceptions')
  .values(
    [0, 1].map((n) => ({ hallCode: 'main', day: addDays(today, n), opens: '00:00', closes: '24:00', reason: '全天' })),
  )
  .execute()
const clerk = await signedInAs(house, 'windowClerk', { unitCode: 'services', name: '窗小玲' })
const manager = await signedInAs(house, 'hallManager', { unitCode: 'services', name: '戴婷' })
const stranger = await signedInAs(house, 'hallManager', { unitCode: 'justice', name: '外人' })

/** A page of the house, its words and hidden fields. */
async function page(client: Client, url: string) {
  const reply = await client.get(url)
  expect(reply.statusCode, url).toBe(200)
  await expectValidHtml(reply.body)
  return reply.body
}
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? expect.fail(`no field ${name}`)
const lineOf = (name: string) =>
  db
    .selectFrom('queueLines')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
    .then((l) => String(l.id))
const counterOf = (number: number) =>
  db
    .selectFrom('counters')
    .select('id')
    .where('number', '=', number)
    .where('hallCode', '=', 'main')
    .executeTakeFirstOrThrow()
    .then((c) => c.id)

test('a number given at the service desk is called at the window, begun and finished, with one press each', async () => {
  const form = await page(clerk, '/desk/hall/tickets/new')
  const fields = {
    lineId: await lineOf('户口、身份证'),
    priority: 'elderly',
    name: '李小梅',
    press: hidden(form, 'press'),
  }
  const given = await clerk.post('/desk/hall/tickets/new', fields)
  expect(given.statusCode).toBe(200)
  expect(given.body).toContain('A001')
  await expectValidHtml(given.body)
  // Sent again by a slow network it is the same number.
  expect((await clerk.post('/desk/hall/tickets/new', fields)).body).toContain('A001')

  const five = await counterOf(5)
  expect(await page(clerk, '/desk/hall/counter')).toContain('选择窗口上岗')
  expect((await clerk.post(`/desk/hall/counter/${five}/sign-on`)).statusCode).toBe(303)
  const free = await page(clerk, '/desk/hall/counter')
  expect(free).toContain('叫下一位')
  await clerk.post(`/desk/hall/counter/${five}/call`, { press: hidden(free, 'press') })
  const called = await page(clerk, '/desk/hall/counter')
  expect(called).toContain('A001 已叫号')
  expect(called).toContain('李**')
  await clerk.post(`/desk/hall/counter/${five}/begin`, { call: hidden(called, 'call') })
  const serving = await page(clerk, '/desk/hall/counter')
  expect(serving).toMatch(/\/desk\/cases\/new\?origin=ticket:\d+/)
  const ended = { press: hidden(serving, 'press'), finish: hidden(serving, 'finish') }
  const next = await clerk.post(`/desk/hall/counter/${five}/call`, ended)
  expect(next.headers.location).toBe('/desk/hall/counter?nobody=1')
  expect(await page(clerk, '/desk/hall/counter?nobody=1')).toContain('现在没有人等候')
  // An old page is told so and moves nobody.
  const old = await clerk.post(`/desk/hall/counter/${five}/miss`, { call: hidden(called, 'call') })
  expect(old.statusCode).toBe(409)
  expect(old.body).toContain('情况已经变了')
  await clerk.post(`/desk/hall/counter/${five}/sign-off`)
})

test('bad input is a clear answer and stores nothing', async () => {
  const count = () =>
    db
      .selectFrom('queueTickets')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  const before = await count()
  const line = await lineOf('户口、身份证')
  const press = crypto.randomUUID()
  const wrong: Record<string, string>[] = [
    { lineId: 'x', priority: 'none', press },
    { lineId: line, priority: 'king', press },
    { lineId: line, priority: 'none', press, idNumber: '123' },
  ]
  for (const fields of wrong) expect((await clerk.post('/desk/hall/tickets/new', fields)).statusCode).toBe(422)
  expect((await clerk.post('/desk/hall/tickets/new', { lineId: '999999', priority: 'none', press })).statusCode).toBe(
    404,
  )
  expect((await stranger.post('/desk/hall/tickets/new', { lineId: line, priority: 'none', press })).statusCode).toBe(
    403,
  )
  expect(await count()).toEqual(before)
})

test('the hall is looked at and arranged: a zone, a line, a window, hours, an odd day, who is on duty', async () => {
  for (const at of ['', '/at/main', '/at/main/layout', '/at/main/hours', '/at/main/shifts', '/at/main/days'])
    await page(manager, `/desk/hall${at}`)
  const save = (at: string, fields: Record<string, string | string[]>) =>
    manager.post(`/desk/hall/at/main/${at}`, fields)
  expect((await save('zones/new', { name: '税务服务区域', letter: 'A', position: '9' })).statusCode).toBe(422)
  expect((await save('zones/new', { name: '税务服务区域', letter: 'T', position: '9' })).statusCode).toBe(303)
  const { id: zone } = await db.selectFrom('hallZones').select('id').where('letter', '=', 'T').executeTakeFirstOrThrow()
  const line = {
    name: '代开发票',
    zoneId: String(zone),
    usualMinutes: '6',
    dailyLimit: '30',
    open: 'true',
    units: ['finance'],
  }
  expect((await save('lines/new', { ...line, items: 'nothing' })).body).toContain('没有编码是 nothing 的事项')
  expect((await save('lines/new', line)).statusCode).toBe(303)
  const counter = {
    number: '18',
    name: '税务窗口',
    kind: 'special',
    zone: String(zone),
    lines: [await lineOf('代开发票')],
    inUse: 'true',
  }
  expect((await save('counters/new', { ...counter, number: '5' })).statusCode).toBe(422)
  expect((await save('counters/new', counter)).statusCode).toBe(303)
  const id = await counterOf(18)
  expect(await page(manager, `/desk/hall/at/main/counters/${id}`)).toContain('税务窗口')
  expect((await save(`counters/${id}`, { ...counter, name: '办税窗口' })).statusCode).toBe(303)
  expect(await page(manager, '/desk/hall/at/main/layout')).toContain('18号窗口 办税窗口')

  const hours = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`day${n}`, '9:00-12:00 13:30—17:00']))
  expect((await save('hours', { ...hours, day6: '九点到十点' })).statusCode).toBe(422)
  expect((await save('hours', { ...hours, day6: '09:00—11:30' })).statusCode).toBe(303)
  expect(await page(manager, '/desk/hall/at/main/hours')).toContain('09:00—12:00，13:30—17:00')
  const odd = addDays(today, 20)
  expect((await save('exceptions', { day: odd, hours: '', reason: '管道抢修' })).statusCode).toBe(303)
  expect(await page(manager, '/desk/hall/at/main/hours')).toContain('管道抢修')
  await save('exceptions/remove', { day: odd })
  expect(await page(manager, '/desk/hall/at/main/hours')).not.toContain('管道抢修')

  const { id: who } = await db
    .selectFrom('accounts')
    .select('id')
    .where('name', '=', '窗小玲')
    .executeTakeFirstOrThrow()
  const shift = { accountId: who, from: today, until: addDays(today, 1), halves: ['morning', 'afternoon'] }
  expect((await save('shifts', { ...shift, counterId: String(id) })).statusCode).toBe(303)
  expect(await page(manager, `/desk/hall/at/main/shifts?from=${today}`)).toContain('窗小玲')
  expect((await save('shifts', { ...shift, counterId: String(await counterOf(5)) })).body).toContain(
    '他那个时间在别的窗口值班',
  )
  const acts = await db.selectFrom('acts').select('act').where('subject', '=', 'hall:main').execute()
  expect(new Set(acts.map((a) => a.act))).toEqual(
    new Set([
      'hall.zoneSaved',
      'hall.lineSaved',
      'hall.counterSaved',
      'hall.hoursSaved',
      'hall.exceptionSaved',
      'hall.exceptionRemoved',
      'hall.shiftSaved',
    ]),
  )
})

test('who may not arrange this hall changes nothing', async () => {
  for (const [client, at, fields] of [
    [clerk, 'hours', {}],
    [stranger, 'hours', { day1: '09:00—10:00' }],
    [stranger, 'zones/new', { name: '区', letter: 'X' }],
    [stranger, 'days/close', { day: today }],
  ] as const)
    expect((await client.post(`/desk/hall/at/main/${at}`, fields)).statusCode, at).toBe(403)
})

test('the day is closed by hand, and opened again when it was too early', async () => {
  const close = await manager.post('/desk/hall/at/main/days/close', { day: today })
  expect(close.headers.location).toMatch(/days\?left=\d+$/)
  expect(await page(manager, close.headers.location as string)).toContain('已经收号')
  const line = await lineOf('户口、身份证')
  const refused = await clerk.post('/desk/hall/tickets/new', {
    lineId: line,
    priority: 'none',
    press: crypto.randomUUID(),
  })
  expect(refused.statusCode).toBe(409)
  expect(refused.body).toContain('今天已经收号')
  await manager.post('/desk/hall/at/main/days/reopen')
  const given = await clerk.post('/desk/hall/tickets/new', {
    lineId: line,
    priority: 'none',
    press: crypto.randomUUID(),
  })
  expect(given.body).toContain('A002')
})
