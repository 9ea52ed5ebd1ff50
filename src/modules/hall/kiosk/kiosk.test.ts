import { expect, test } from 'vitest'
import { type Client, openHouse, signedInAs, visitorAt } from '../../../../tests/support/app.ts'
import { words } from '../../../../tests/support/applicant.ts'
import { freshPhone, openAllDay, pairedKiosk, pairingCodeIn } from '../../../../tests/support/hall.ts'
import { db } from '../../../../tests/support/world.ts'

const house = await openHouse()
await openAllDay()
const manager = await signedInAs(house, 'hallManager')

const devices = '/desk/hall/devices/main'

async function newCode(kind = 'kiosk', name = '东门 1 号自助机'): Promise<string> {
  const reply = await manager.post(devices, { kind, name, counter: '' })
  expect(reply.statusCode, reply.body).toBe(200)
  return pairingCodeIn(reply.body)
}

async function press(terminal: Client, path: string, fields: Record<string, string>) {
  const form = await terminal.get(path)
  const key = /name="press" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
  expect(key).not.toBe('')
  return { key, reply: await terminal.post(path, { press: key, priority: 'none', item: '', ...fields }) }
}

test('a terminal that nobody paired shows nothing but where to type the code', async () => {
  const stranger = visitorAt(house)
  for (const path of [
    '/kiosk/main',
    '/kiosk/main/take',
    '/kiosk/main/ticket',
    '/kiosk/main/check/state',
    '/kiosk/main/ping',
  ]) {
    const reply = await stranger.get(path)
    expect([reply.statusCode, reply.headers.location]).toEqual([303, '/kiosk'])
  }
  expect((await stranger.post('/kiosk/main/check', { number: '1', code: 'X' })).statusCode).toBe(409)
  const reply = await stranger.get('/kiosk')
  expect(words(reply)).toContain('这台设备还没有配对')
  expect(reply.headers['cache-control']).toBe('no-store')
})

test('a pairing code holds once, and not for another kind of device', async () => {
  const code = await newCode()
  const terminal = visitorAt(house)
  const paired = await terminal.post('/kiosk', { code: code.toLowerCase() })
  expect([paired.statusCode, paired.headers.location]).toEqual([303, '/kiosk/paired'])
  expect((await terminal.get('/kiosk/paired')).headers.location).toBe('/kiosk')
  expect((await terminal.get('/kiosk')).headers.location).toBe('/kiosk/main')
  expect((await terminal.get('/kiosk/main')).statusCode).toBe(200)
  expect((await terminal.get('/kiosk/other')).headers.location).toBe('/kiosk')

  const second = visitorAt(house)
  const again = await second.post('/kiosk', { code })
  expect(again.statusCode).toBe(409)
  expect(words(again)).toContain('配对码不对，或者已经过期、用过了')

  const board = visitorAt(house)
  await board.post('/kiosk', { code: await newCode('board', '大厅正面') })
  expect((await board.get('/kiosk/paired')).headers.location).toBe('/board/main')
  expect((await board.get('/kiosk/main')).headers.location).toBe('/kiosk')
})

test('a code that is older than ten minutes does not pair', async () => {
  const code = await newCode()
  await db
    .updateTable('hallDevices')
    .set({ pairingEndsAt: new Date(Date.now() - 1000) })
    .where('pairedAt', 'is', null)
    .execute()
  expect((await visitorAt(house).post('/kiosk', { code })).statusCode).toBe(409)
})

test('who guesses codes is made to wait', async () => {
  const stranger = visitorAt(house)
  const token = await stranger.token()
  const guess = () =>
    stranger.send({
      method: 'POST',
      url: '/kiosk',
      remoteAddress: '198.51.100.7',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: token, code: 'AAAAAA' }).toString(),
    })
  for (let i = 0; i < 10; i++) expect(words(await guess())).toContain('配对码不对')
  expect(words(await guess())).toContain('请过十分钟再试')
})

test('a terminal that was taken out of use is shut out at once, and its token is stored nowhere', async () => {
  const terminal = await pairedKiosk(house, manager)
  const token = /hall_device=([0-9a-f]{64})/.exec(terminal.cookie)?.[1] ?? ''
  expect(token).not.toBe('')
  const rows = await db.selectFrom('hallDevices').selectAll().orderBy('id', 'desc').execute()
  expect(JSON.stringify(rows)).not.toContain(token)
  const [device] = rows
  expect(device?.lastSeenAt).not.toBeNull()
  await manager.post(`${devices}/${device?.id}/revoke`)
  expect((await terminal.get('/kiosk/main/ping')).headers.location).toBe('/kiosk')
  expect((await manager.post(`${devices}/${device?.id}/code`)).statusCode).toBe(409)
  const acts = await db
    .selectFrom('acts')
    .select('act')
    .where('subject', '=', `device:${device?.id}`)
    .orderBy('id')
    .execute()
  expect(acts.map((a) => a.act)).toEqual(['hall.deviceAdded', 'hall.devicePaired', 'hall.deviceRevoked'])
})

test('a rating pad stands at a counter', async () => {
  const nowhere = await manager.post(devices, { kind: 'ratingPad', name: '评价器', counter: '' })
  expect(nowhere.statusCode).toBe(422)
  expect(words(nowhere)).toContain('评价器放在窗口上，请选择是哪个窗口')
  expect((await manager.post(devices, { kind: 'ratingPad', name: '3 号评价器', counter: '3' })).statusCode).toBe(200)
})

test('a number is taken with an ID number or a phone, and a press that comes twice is one ticket', async () => {
  const terminal = await pairedKiosk(house, manager)
  expect(words(await terminal.get('/kiosk/main/take'))).toContain('公安服务区域')
  expect(words(await terminal.get('/kiosk/main/take/police'))).toContain('户口、身份证')
  const path = '/kiosk/main/take/police/household'
  const { key, reply } = await press(terminal, path, { idNumber: '11010519491231002x', priority: 'elderly' })
  expect([reply.statusCode, reply.headers.location]).toEqual([303, '/kiosk/main/ticket'])
  const ticket = await terminal.get('/kiosk/main/ticket')
  expect(words(ticket)).toContain('A001')
  expect(words(ticket)).toContain('前面没有人')
  expect(ticket.body).not.toContain('110105')
  const again = await terminal.post(path, { press: key, priority: 'elderly', item: '', idNumber: '11010519491231002x' })
  expect(again.statusCode).toBe(303)
  expect(words(await terminal.get('/kiosk/main/ticket'))).toContain('A001')

  const other = await press(terminal, path, { idNumber: '11010519491231002X' })
  expect(other.reply.statusCode).toBe(409)
  expect(words(other.reply)).toContain('您办这项业务已经有号了：A001')

  const phone = await press(terminal, `${path}?by=phone`, { phone: freshPhone() })
  expect(phone.reply.statusCode).toBe(303)
  expect(words(await terminal.get('/kiosk/main/ticket'))).toContain('A002')
})

test('what was typed wrong is told, and no number is lost by it', async () => {
  const terminal = await pairedKiosk(house, manager)
  const path = '/kiosk/main/take/civil/marriage'
  const wrong = await press(terminal, path, { idNumber: '110105194912310021' })
  expect(wrong.reply.statusCode).toBe(422)
  expect(words(wrong.reply)).toContain('身份证号码的最后一位与前面各位对不上')
  expect(wrong.reply.body).toContain(`value="${wrong.key}"`)
  expect((await press(terminal, path, {})).reply.statusCode).toBe(422)
  const right = await press(terminal, path, { idNumber: '11010519491231002X' })
  expect(right.reply.statusCode).toBe(303)
  expect(words(await terminal.get('/kiosk/main/ticket'))).toContain('B001')
})

test('back at the start nothing of the visit is left', async () => {
  const terminal = await pairedKiosk(house, manager)
  await press(terminal, '/kiosk/main/take/social/insurance', { phone: freshPhone() })
  expect((await terminal.get('/kiosk/main/ticket')).statusCode).toBe(200)
  await terminal.get('/kiosk/main')
  expect((await terminal.get('/kiosk/main/ticket')).headers.location).toBe('/kiosk/main')
  expect((await terminal.get('/kiosk/main/check/state')).headers.location).toBe('/kiosk/main')
})

test('outside the hours no number is given, and it says when there will be', async () => {
  const terminal = await pairedKiosk(house, manager)
  const reply = await terminal.get('/kiosk/highways/take')
  expect(reply.headers.location).toBe('/kiosk')
  await db.updateTable('hallExceptions').set({ opens: null, closes: null }).where('hallCode', '=', 'main').execute()
  const closed = await terminal.get('/kiosk/main/take/police/household')
  expect(words(closed)).toContain('现在不开放（延时服务）')
  await db.deleteFrom('hallExceptions').where('hallCode', '=', 'main').execute()
  await openAllDay()
})
