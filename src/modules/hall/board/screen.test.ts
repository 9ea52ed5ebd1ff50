import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../../tests/support/app.ts'
import { words } from '../../../../tests/support/applicant.ts'
import { clerk } from '../../../../tests/support/cases.ts'
import { counterId, freshPhone, lineId, openAllDay, take } from '../../../../tests/support/hall.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { db, world } from '../../../../tests/support/world.ts'
import { callNext, miss, recall, signOn } from '../counter.service.ts'
import { isNear, nearAddress } from '../near.ts'
import { findOpenCall } from '../queue.store.ts'
import { callWords } from '../words.ts'

const house = await openHouse()
await openAllDay()
const window = await clerk('windowClerk', 'services', '王芳')
const counter = await counterId(5)
const now = () => world({ actor: window })
await signOn(now(), counter)
const anyone = visitorAt(house)

test('the board tells who goes where and how many wait, and nothing personal', async () => {
  await take(world(), 'police/household', { idNumber: '11010519491231002X', phone: '13812345678', name: '李小梅' })
  await take(world(), 'police/household')
  expect(words(await anyone.get('/board/main'))).toContain('还没有叫号')
  await callNext(now(), counter, randomUUID())
  const reply = await anyone.get('/board/main')
  const { body } = reply
  expect(words(reply)).toContain('A001 5 号户政窗口')
  expect(body).toContain('data-say="请 A001 号到 5 号户政窗口"')
  expect(body).toContain('data-recent')
  expect(words(reply)).toMatch(/公安服务区域 1/)
  for (const secret of ['110105', '138', '李', '王芳']) expect(body).not.toContain(secret)
  await expectValidHtml(body)
  expect((await anyone.get('/board/nowhere')).statusCode).toBe(404)
})

test('what is called again has another key, so that it is spoken again; an old call is no news', async () => {
  const keys = async () => [...(await anyone.get('/board/main')).body.matchAll(/data-call="([^"]+)"/g)].map((m) => m[1])
  const before = await keys()
  const call = await findOpenCall(db, counter)
  await recall(now(), counter, call?.id ?? 0)
  expect(await keys()).not.toEqual(before)
  await miss(now(), counter, call?.id ?? 0)
  await db
    .updateTable('queueCalls')
    .set({ lastCalledAt: new Date(Date.now() - 61_000) })
    .execute()
  expect((await anyone.get('/board/main')).body).not.toContain('data-recent')
})

test.each([
  ['综合窗口三', '请 A001 号到 3 号综合窗口'],
  ['出件窗口', '请 A001 号到 3 号出件窗口'],
  ['', '请 A001 号到 3 号窗口'],
])('a call to “%s” is spoken as “%s”', (counterName, spoken) => {
  expect(callWords({ label: 'A001', counterNumber: 3, counterName })).toBe(spoken)
})

test('outside the hours the board says when the hall opens', async () => {
  await db
    .updateTable('hallExceptions')
    .set({ opens: null, closes: null, reason: '停电检修' })
    .where('hallCode', '=', 'main')
    .execute()
  const reply = await anyone.get('/board/main')
  const { body } = reply
  expect(words(reply)).toContain('今天不开放（停电检修）')
  expect(words(reply)).toMatch(/开门/)
  expect(body).not.toContain('/take?near=')
  expect(words(await anyone.get('/board/main/door'))).toContain('今天不开放')
  await db.deleteFrom('hallExceptions').where('hallCode', '=', 'main').execute()
  await openAllDay()
})

const takeAddress = async (): Promise<string> => {
  const { body } = await anyone.get('/board/main/door')
  const url = /二维码：([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  return url.replace(/^https?:\/\/[^/]+/, '')
}

test('who scans the code in the hall takes a number, follows it and gives it up', async () => {
  const phone = visitorAt(house)
  const form = (await phone.get(await takeAddress())).body
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? ''
  const sent = {
    line: String(await lineId('civil/marriage')),
    press: hidden('press'),
    near: hidden('near'),
    priority: 'none',
  }
  const number = freshPhone()
  const wrong = await phone.post('/hall/main/take', { ...sent, phone: '12' })
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain(sent.press)
  const taken = await phone.post('/hall/main/take', { ...sent, phone: number })
  const at = String(taken.headers.location)
  expect(at).toMatch(/^\/tickets\/[0-9A-Z]{12}$/)
  expect((await phone.post('/hall/main/take', { ...sent, phone: number })).headers.location).toBe(at)
  const page = await visitorAt(house).get(at)
  expect(words(page)).toContain('B001')
  expect(words(page)).toContain('请等候叫号 前面没有人')
  expect(page.body).not.toContain(number)
  await expectValidHtml(page.body)
  expect((await phone.post(`${at}/leave`)).headers.location).toBe(at)
  expect((await phone.post(`${at}/leave`)).headers.location).toBe(at)
  expect(words(await phone.get(at))).toContain('这个号已经取消')
  expect((await phone.get('/tickets/AAAAAAAAAAAA')).statusCode).toBe(404)
})

test('the code ends after a quarter of an hour, changes every five minutes, and holds for one hall', async () => {
  const server = house.app
  const at = (text: string) => ({ ctx: { now: new Date(text) }, server })
  const address = (text: string) => nearAddress(at(text), 'https://x', 'main')
  expect(address('2026-03-03T01:01:00Z')).toBe(address('2026-03-03T01:04:59Z'))
  expect(address('2026-03-03T01:05:00Z')).not.toBe(address('2026-03-03T01:04:59Z'))
  const near = new URL(address('2026-03-03T01:01:00Z')).searchParams.get('near') ?? ''
  const holds = (hall: string, text: string) => isNear(at(text) as never, hall, near)
  expect(holds('main', '2026-03-03T01:15:00Z')).toBe(true)
  expect(holds('main', '2026-03-03T01:15:01Z')).toBe(false)
  expect(holds('realty', '2026-03-03T01:02:00Z')).toBe(false)
  for (const bad of ['', '?near=', '?near=x', `?near=${encodeURIComponent(near)}`]) {
    const reply = await anyone.get(`/hall/main/take${bad}`)
    expect(reply.statusCode).toBe(403)
    expect(words(reply)).toContain('请扫大厅里的二维码')
  }
  const sent = await anyone.post('/hall/main/take', {
    line: '1',
    phone: freshPhone(),
    press: randomUUID(),
    near,
    priority: 'none',
  })
  expect(sent.statusCode).toBe(403)
})
