import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../tests/support/app.ts'
import { clerk } from '../../../tests/support/cases.ts'
import { counterId, hallDay, take, when } from '../../../tests/support/hall.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { db, world } from '../../../tests/support/world.ts'
import { addDays, day } from '../../core/day.ts'
import { readSheet } from '../../platform/sheet.ts'
import { indicatorsForCli } from '../statistics/index.ts'
import { begin, callNext, finish, miss, signOn } from './counter.service.ts'
import { findOpenCall } from './queue.store.ts'
import { measureTimes } from './results.store.ts'
import { giveUp } from './ticket.service.ts'

const house = await openHouse()
const manager = await signedInAs(house, 'hallManager', { unitCode: 'services', name: '戴婷' })
const stranger = await signedInAs(house, 'hallManager', { unitCode: 'justice', name: '外人' })
const wang = await clerk('windowClerk', 'services', '王芳')
const five = await counterId(5)
const at = (clock: string) => when(clock, wang)
const openCall = async () => (await findOpenCall(db, five))?.id ?? expect.fail('nobody is called')

/** Someone waits from, is called, comes and has done at these times. */
async function serve(taken: string, called: string, came: string, done: string): Promise<void> {
  await take(when(taken), 'police/household', { channel: 'kiosk' })
  await callNext(at(called), five, randomUUID())
  await begin(at(came), five, await openCall())
  await finish(at(done), five, await openCall())
}

await signOn(at('08:30'), five)
await serve('08:40', '08:50', '08:51', '09:00')
await serve('08:55', '09:15', '09:17', '09:20')
await serve('09:00', '09:30', '09:33', '09:39')
// One does not come three times, one does not want to wait.
await take(when('09:40'), 'police/household')
for (const clock of ['09:41', '09:42', '09:43']) {
  await callNext(at(clock), five, randomUUID())
  await miss(at(clock), five, await openCall())
}
await giveUp(when('10:00'), (await take(when('09:50'), 'civil/marriage', { channel: 'phone' })).ticket.id, 'person')

const days = `hall=main&from=${hallDay}&to=${hallDay}`
const page = `/desk/hall/figures?${days}`

test('times are measured of those who came: by the hour of coming, by counter, and of all', async () => {
  const times = await measureTimes(db, { hallCode: 'main', from: hallDay, to: hallDay })
  const near = (spread: readonly number[] | null) => spread?.map((n) => Math.round(n * 10) / 10)
  const [all, counter, eight, nine] = times
  expect(times).toHaveLength(4)
  expect(all).toMatchObject({ hour: null, counterId: null, calls: 3 })
  // Waits of 10, 20 and 30 minutes, ways of 1, 2 and 3, services of 9, 3 and 6.
  expect([near(all?.waiting ?? null), near(all?.walking ?? null), near(all?.serving ?? null)]).toEqual([
    [20, 28],
    [2, 2.8],
    [6, 8.4],
  ])
  expect([eight?.hour, eight?.calls, near(eight?.waiting ?? null)]).toEqual([8, 2, [15, 19]])
  expect([nine?.hour, nine?.calls, near(nine?.waiting ?? null)]).toEqual([9, 1, [30, 30]])
  expect([counter?.counterId, counter?.calls]).toEqual([five, 3])
})

test('the manager sees the times with what they rest on, and what became of the numbers by line and channel', async () => {
  const { statusCode, body } = await manager.get(page)
  expect(statusCode).toBe(200)
  await expectValidHtml(body)
  expect(body).toContain('根据叫到以后来办的 3 人次')
  expect(body).toContain('十人中有九人不超过 28 分钟')
  expect(body).toContain('5 个号中\uFF0C作废 1 个')
  expect(body).toMatch(/户口\u3001身份证<\/[a-z]+>.*?>4<.*?3\uFF0875 %\uFF09.*?1\uFF0825 %\uFF09/s)
  expect(body).toMatch(/手机<\/[a-z]+>.*?>1<.*?1\uFF08100 %\uFF09/s)
})

test('days without numbers say so; days the wrong way round are not understood', async () => {
  const before = addDays(hallDay, -30)
  const { body } = await manager.get(`/desk/hall/figures?hall=main&from=${before}&to=${before}`)
  await expectValidHtml(body)
  expect(body).toContain('这段时间没有人取号')
  expect((await manager.get(`/desk/hall/figures?from=${hallDay}&to=${before}`)).statusCode).toBe(422)
  expect((await manager.get('/desk/hall/figures?from=2026-02-31')).statusCode).toBe(422)
})

test('who runs another hall sees and exports that one only', async () => {
  expect((await stranger.get('/desk/hall/figures')).body).toContain('司法服务大厅')
  expect((await stranger.get(page)).statusCode).toBe(403)
  expect((await stranger.get(`/desk/hall/figures.csv?${days}`)).statusCode).toBe(403)
})

test('every number leaves as a row without a name, and the export is an act', async () => {
  for (const format of ['xlsx', 'csv']) {
    const { rawPayload, statusCode } = await manager.get(`/desk/hall/figures.${format}?${days}`)
    expect(statusCode).toBe(200)
    const [head, first, ...rest] = (await readSheet(rawPayload)).map((r) => r.cells)
    const of = (name: string) => first?.[head?.indexOf(name) ?? -1]
    expect([of('号'), of('取号时间'), of('窗口')]).toEqual(['A001', `${hallDay} 08:40`, '5 号户政窗口一'])
    expect([of('等候\uFF08分钟\uFF09'), of('走到\uFF08分钟\uFF09'), of('办理\uFF08分钟\uFF09')]).toEqual([
      ...['10.0', '1.0', '9.0'],
    ])
    expect(rest.map((r) => r.at(-1))).toEqual(['已办完', '已办完', '已作废', '已离开'])
  }
  const acts = await db.selectFrom('acts').select('data').where('act', '=', 'hall.figuresExported').execute()
  expect(acts.map((a) => a.data)).toEqual(Array(2).fill({ hall: 'main', from: hallDay, to: hallDay }))
})

test('the halls at the end of 2018: four, three of them external, six zones, four integrated windows; the numbers of March 2026', async () => {
  const told = async (until: string) =>
    Object.fromEntries(
      (
        JSON.parse(await indicatorsForCli(world(), { until: day(until), format: 'json' })) as {
          id: string
          value: number | null
        }[]
      ).map((f) => [f.id, f.value]),
    )
  const at2018 = { 'hall.halls': 4, 'hall.externalHalls': 3, 'hall.zones': 6, 'hall.integratedCounters': 4 }
  expect(await told('2018-12-31')).toMatchObject({ ...at2018, 'hall.tickets': 0, 'hall.servedRate': null })
  expect(await told('2018-01-01')).toMatchObject({ 'hall.halls': 0, 'hall.zones': 0 })
  expect(await told('2026-03-31')).toMatchObject({
    ...{ 'hall.tickets': 5, 'hall.served': 3, 'hall.void': 1, 'hall.left': 1 },
    ...{ 'hall.servedRate': 60, 'hall.voidRate': 20, 'hall.noShows': 0, 'hall.noShowRate': null },
  })
})
