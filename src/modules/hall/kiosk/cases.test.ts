import { expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../../tests/support/app.ts'
import { words } from '../../../../tests/support/applicant.ts'
import { citizen, readyDraft } from '../../../../tests/support/cases.ts'
import { pairedKiosk } from '../../../../tests/support/hall.ts'
import { publishedItem } from '../../../../tests/support/items.ts'
import { db, world } from '../../../../tests/support/world.ts'
import { submit } from '../../cases/drafts.service.ts'
import { caseNumberIn } from './case-key.ts'

const house = await openHouse()
const item = await publishedItem(db)
const manager = await signedInAs(house, 'hallManager')
const me = world({ actor: await citizen() })
const { number, code } = await submit(me, await readyDraft(me, item.code))

test.each([
  ['430781202611270001', '430781-20261127-0001'],
  ['430781-20261127-0001', '430781-20261127-0001'],
  ['4307812026112712345', '430781-20261127-12345'],
  ['12', '12'],
])('the digits of %s are the number %s', (typed, expected) => {
  expect(caseNumberIn(typed)).toBe(expected)
})

test('number and code tell where a case stands, and nothing of whose it is', async () => {
  const terminal = await pairedKiosk(house, manager)
  const opened = await terminal.post('/kiosk/main/check', { number: number.replaceAll('-', ''), code })
  expect([opened.statusCode, opened.headers.location]).toEqual([303, '/kiosk/main/check/state'])
  const reply = await terminal.get('/kiosk/main/check/state')
  const { body, headers } = reply
  expect(words(reply)).toContain('申请已经收到')
  for (const secret of ['李小梅', '李*', '13812345678', '孟姜女大道 8 号', '户外广告', number])
    expect(body).not.toContain(secret)
  expect(headers['cache-control']).toBe('no-store')
})

test('a wrong code opens nothing, and is not shown again', async () => {
  const terminal = await pairedKiosk(house, manager)
  const wrong = await terminal.post('/kiosk/main/check', { number, code: 'ABCDEFGHJKMN' })
  expect(wrong.statusCode).toBe(409)
  expect(words(wrong)).toContain('办件编号或者查询码不对')
  expect(wrong.body).not.toContain('ABCDEFGHJKMN')
  expect((await terminal.get('/kiosk/main/check/state')).headers.location).toBe('/kiosk/main')
  expect((await terminal.post('/kiosk/main/check', { number: '', code: '' })).statusCode).toBe(422)
})

test('a receipt is printed, which is noted, and papers of others are not', async () => {
  const terminal = await pairedKiosk(house, manager)
  await terminal.post('/kiosk/main/print', { number, code })
  const list = await terminal.get('/kiosk/main/print/papers')
  expect(words(list)).toContain('收件凭证')
  const href = /\/kiosk\/main\/print\/papers\/casePapers\/\d+/.exec(list.body)?.[0] ?? ''
  const paper = await terminal.get(href)
  expect(words(paper)).toContain('李小梅')
  const acts = await db.selectFrom('acts').select('act').where('subject', '=', `case:${number}`).execute()
  expect(acts.map((a) => a.act)).toContain('cases.read')
  expect((await terminal.get('/kiosk/main/print/papers/casePapers/999999')).statusCode).toBe(404)
  await terminal.get('/kiosk/main')
  expect((await terminal.get(href)).headers.location).toBe('/kiosk/main')
})

test('a guide is found by its letter, and leads to a number of the line that serves it', async () => {
  const terminal = await pairedKiosk(house, manager)
  expect((await terminal.get('/kiosk/main/guide')).body).toContain('letter=H')
  const found = await terminal.get('/kiosk/main/guide?letter=H')
  expect(words(found)).toContain('户外广告设施设置审批')
  const guide = await terminal.get(`/kiosk/main/guide/${item.code}`)
  expect(words(guide)).toContain('8 个工作日')
  expect(guide.body).toContain(`/kiosk/main/take/urban/city?item=${item.code}`)
  expect(guide.body).toContain(`/services/${item.code}`)
  expect((await terminal.get('/kiosk/main/guide/nothing')).statusCode).toBe(404)
})
