import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Client, citizenAt, openHouse, signedInAs, visitorAt } from '../../../../tests/support/app.ts'
import { hiddenIn, jpeg, problemAt, sendFiles, storedRows, words } from '../../../../tests/support/applicant.ts'
import { at } from '../../../../tests/support/cases.ts'
import { hotlineStaff, to } from '../../../../tests/support/hotline.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { db } from '../../../../tests/support/world.ts'
import { dayOf } from '../../../core/day.ts'
import { listActs } from '../../../platform/acts.ts'
import * as dispatching from '../dispatch.service.ts'
import * as handling from '../handling.service.ts'
import { lifeOf } from '../life.store.ts'
import { publish } from '../publish.service.ts'
import * as review from '../review.service.ts'
import { getOrder } from '../store.ts'
import * as supervision from '../supervision.service.ts'

const { operator, manager, officer, second } = await hotlineStaff()
const house = await openHouse()
const today = dayOf(new Date())

const letter = (change: Record<string, string> = {}): Record<string, string> => ({
  ...{ channel: 'mayorMailbox', kind: 'help', title: '门口的路灯不亮了', text: '朝阳路的路灯坏了三天' },
  ...{ placeUnitCode: '', place: '朝阳路 8 号', complainedUnitCode: '', from: 'named', personName: '李小梅' },
  ...{ personPhone: '13812345678', personEmail: '', website: '', submissionKey: randomUUID(), ...change },
})

/** Writes a letter and reads number and code off the receipt. */
async function written(client: Client, change: Record<string, string> = {}) {
  const reply = await sendFiles(client, '/letters/new', letter(change), [
    { field: 'evidence', name: '路灯.jpg', bytes: jpeg },
  ])
  expect(reply.headers.location, words(reply).slice(0, 600)).toBe('/letters/receipt')
  const receipt = await client.get('/letters/receipt')
  const number = /G\d{8}-\d{4,}/.exec(words(receipt))?.[0] ?? ''
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(words(receipt))?.[0] ?? ''
  return { number, code, receipt }
}

async function closed(number: string) {
  await dispatching.dispatch(at(today, operator), number, to('urban'))
  await handling.sign(at(today, officer), number)
  await handling.reply(at(today, officer), number, { text: '路灯已经修好', way: 'phone' })
  await handling.askClosing(at(today, officer), number, { result: 'solved', words: '更换灯泡' })
  await review.decideClosing(at(today, manager), number, { verdict: 'approved', words: '' })
}

test('the door says what belongs here, where else to go and how long it takes; old addresses lead to it', async () => {
  const guest = visitorAt(house)
  const door = await guest.get('/letters')
  await expectValidHtml(door.body)
  expect(words(door)).toContain('12388')
  expect(words(door)).toContain('5 个工作日内')
  expect((await guest.get('/services/letters')).headers.location).toBe('/letters')
  expect((await guest.get('/')).body).toContain('href="/letters"')
  for (const path of ['/letters/new', '/letters/follow', '/letters/published'])
    await expectValidHtml((await guest.get(path)).body)
  const wrong = await guest.get('/letters/new?kind=websiteError&page=/open')
  expect(wrong.body).toContain('网页：/open')
  expect((await guest.get('/open')).body).toContain('href="/letters/new?kind=websiteError"')
})

test('a letter gives number and code once, with its files, and sent twice is one order', async () => {
  const guest = visitorAt(house)
  const submissionKey = randomUUID()
  const one = await written(guest, { submissionKey })
  await expectValidHtml(one.receipt.body)
  const order = await getOrder(db, one.number)
  expect(order).toMatchObject({ channel: 'mayorMailbox', kind: 'help', personName: '李小梅', publicWish: false })
  expect((await lifeOf(db, order.id)).files).toMatchObject([{ name: '路灯.jpg', kind: 'evidence' }])
  const before = await storedRows()
  const two = await written(guest, { submissionKey })
  expect([two.number, two.code]).toEqual([one.number, one.code])
  expect(await storedRows()).toEqual(before)
  const page = await guest.get(`/letters/${one.number}`)
  await expectValidHtml(page.body)
  expect(page.body).not.toContain(one.code)
})

test.each<[string, Record<string, string>, string]>([
  ['blanks for a title', { title: '   ' }, 'title'],
  ['a text without end', { text: '文'.repeat(20_000) }, 'text'],
  ['a kind that is none', { kind: '<script>alert(1)</script>' }, 'kind'],
  ['a channel of officers', { channel: 'superiorMailbox' }, 'channel'],
  ['a place that is no place', { placeUnitCode: "' or 1=1; --" }, 'placeUnitCode'],
  ['nothing said of the name', { from: '' }, 'from'],
  ['no name, and not anonymous', { personName: '' }, 'personName'],
  ['no telephone number', { personPhone: '12' }, 'personPhone'],
  ['a zero byte', { title: 'a\u0000b' }, 'title'],
  ['the trap filled in', { website: 'http://x.example' }, ''],
])('%s is refused at its field, stores nothing, and keeps what was typed', async (_, change, field) => {
  const before = await storedRows()
  const reply = await sendFiles(visitorAt(house), '/letters/new', letter(change))
  expect(reply.statusCode, words(reply).slice(0, 300)).toBe(422)
  if (field !== '') expect(problemAt(reply, field)).toBe(true)
  expect(reply.body).not.toContain('<script>alert(1)')
  expect(reply.body).toContain('朝阳路 8 号')
  expect(await storedRows()).toEqual(before)
})

test('files stay with a form that is sent again', async () => {
  const guest = visitorAt(house)
  const file = { field: 'evidence', name: '路灯.jpg', bytes: jpeg }
  const wrong = await sendFiles(guest, '/letters/new', letter({ personPhone: '1' }), [file])
  const again = { kept: hiddenIn(wrong, 'kept'), submissionKey: hiddenIn(wrong, 'submissionKey') }
  const right = await sendFiles(guest, '/letters/new', letter(again))
  expect(right.headers.location).toBe('/letters/receipt')
  const number = /G\d{8}-\d{4,}/.exec(words(await guest.get('/letters/receipt')))?.[0] ?? ''
  expect((await lifeOf(db, (await getOrder(db, number)).id)).files).toHaveLength(1)
})

test('too many letters from one address are asked to wait, and what was typed stays', async () => {
  await db
    .insertInto('throttles')
    .values({ key: 'requestAddress:letter:10.8.0.7', tries: 60, since: new Date() })
    .execute()
  const reply = await sendFiles(visitorAt(house), '/letters/new', letter(), [], '10.8.0.7')
  expect(reply.statusCode).toBe(429)
  expect(words(reply)).toContain('过一个小时')
  expect(reply.body).toContain('李小梅')
})

test('number and code open a letter in this browser only; nobody else learns whether there is one', async () => {
  const owner = visitorAt(house)
  const { number, code } = await written(owner, { from: 'confidential', complainedUnitCode: 'urban' })
  const other = visitorAt(house)
  const nothing = (await other.get('/letters/G20010101-0001')).body.length
  for (const stranger of [other, await citizenAt(house), visitorAt(house, 'letter_key=key%3A9999999999999%3Ax.y')]) {
    const closedPage = await stranger.get(`/letters/${number}`)
    expect(closedPage.statusCode).toBe(404)
    for (const secret of ['李小梅', '13812345678', '路灯']) expect(closedPage.body).not.toContain(secret)
    for (const move of ['supplement', 'urge', 'reopen', 'rate', 'withdraw', 'leave'])
      expect((await stranger.post(`/letters/${number}/${move}`)).statusCode, move).toBe(404)
    expect((await stranger.get(`/letters/${number}/withdraw`)).statusCode).toBe(404)
  }
  expect(nothing).toBeGreaterThan(0)
  const wrong = await other.post('/letters/follow', { number, code: 'AAAA-BBBB-CCCC' })
  const nowhere = await other.post('/letters/follow', { number: 'G20010101-0001', code: 'AAAA-BBBB-CCCC' })
  expect([wrong.statusCode, nowhere.statusCode]).toEqual([409, 409])
  expect(words(wrong).replaceAll(number, '')).toBe(words(nowhere).replaceAll('G20010101-0001', ''))
  const opened = await other.post('/progress', { number, code })
  expect(opened.headers.location).toBe('/letters/follow')
  const typed = { number: number.toLowerCase(), code: code.toLowerCase().replaceAll('-', '') }
  expect((await other.post('/letters/follow', typed)).headers.location).toBe(`/letters/${number}`)
  const page = await other.get(`/letters/${number}`)
  expect(words(page)).toContain('保密，承办单位看不到')
  const [file] = (await lifeOf(db, (await getOrder(db, number)).id)).files
  expect((await other.get(`/letters/${number}/files/${file?.id}`)).statusCode).toBe(200)
  expect((await visitorAt(house).get(`/letters/${number}/files/${file?.id}`)).statusCode).toBe(404)
  await other.post(`/letters/${number}/leave`)
  expect((await other.get(`/letters/${number}`)).statusCode).toBe(404)
})

test('the person urges once a day, is answered, rates, has it opened again, and may take it back', async () => {
  const guest = visitorAt(house)
  const { number } = await written(guest)
  const here = `/letters/${number}`
  expect((await guest.post(`${here}/urge`, { words: '晚上很黑' })).headers.location).toBe(`${here}?done=urge`)
  const twice = await guest.post(`${here}/urge`, { words: '' })
  expect(twice.statusCode).toBe(409)
  expect(words(twice)).toContain('您今天已经催过一次')
  await closed(number)
  const answered = await guest.get(here)
  await expectValidHtml(answered.body)
  expect(words(answered)).toContain('路灯已经修好')
  expect((await guest.post(`${here}/rate`, { satisfaction: '9' })).statusCode).toBe(422)
  expect((await guest.post(`${here}/rate`, { satisfaction: '4', words: '又坏了' })).statusCode).toBe(303)
  expect(await getOrder(db, number)).toMatchObject({ state: 'followedUp', satisfaction: 4 })
  expect((await guest.post(`${here}/rate`, { satisfaction: '1' })).statusCode).toBe(409)
  const empty = await guest.post(`${here}/reopen`, { again: ' ' })
  expect(empty.statusCode).toBe(422)
  expect(problemAt(empty, 'again')).toBe(true)
  expect((await guest.post(`${here}/reopen`, { again: '昨晚又不亮了' })).headers.location).toBe(`${here}?done=reopen`)
  expect(await getOrder(db, number)).toMatchObject({ state: 'dispatched', reopened: 1, clockFrom: today })
  await expectValidHtml((await guest.get(`${here}/withdraw`)).body)
  expect((await guest.post(`${here}/withdraw`, { words: '' })).statusCode).toBe(303)
  expect((await getOrder(db, number)).state).toBe('withdrawn')
  expect(words(await guest.get(here))).toContain('您撤回了这封信')
})

test('what the person adds later reaches the unit and stands with the letter, until it is closed', async () => {
  const guest = visitorAt(house)
  const { number } = await written(guest)
  const here = `/letters/${number}`
  await dispatching.dispatch(at(today, operator), number, to('urban'))
  const empty = await guest.post(`${here}/supplement`, { more: '  ' })
  expect(empty.statusCode).toBe(422)
  expect(problemAt(empty, 'more')).toBe(true)
  const sent = await guest.post(`${here}/supplement`, { more: '对面的那盏也不亮了' })
  expect(sent.headers.location).toBe(`${here}?done=supplement`)
  const page = await guest.get(here)
  await expectValidHtml(page.body)
  expect(words(page)).toContain('对面的那盏也不亮了')
  expect(words(page)).toContain('您补充了情况')
  const [act] = (await listActs(db, `workOrder:${number}`)).filter((a) => a.act === 'hotline.supplemented')
  expect(act).toMatchObject({ actor: '来访人', data: { words: '对面的那盏也不亮了' } })
  const desk = await signedInAs(house, 'departmentOfficer', { unitCode: 'urban' })
  expect(words(await desk.get(`/desk/hotline/${number}`))).toContain('对面的那盏也不亮了')
  // By telephone the hotline writes it down.
  await supervision.supplement(at(today, operator), number, { words: '来电说修的人来过了' })
  await handling.sign(at(today, officer), number)
  await handling.reply(at(today, officer), number, { text: '路灯已经修好', way: 'phone' })
  await handling.askClosing(at(today, officer), number, { result: 'solved', words: '更换灯泡' })
  await review.decideClosing(at(today, manager), number, { verdict: 'approved', words: '' })
  expect((await guest.post(`${here}/supplement`, { more: '还有一件' })).statusCode).toBe(409)
})

test('files that are added later come with what is said, by content and no more than an order holds, and reach the handler', async () => {
  const guest = visitorAt(house)
  const { number } = await written(guest)
  const here = `/letters/${number}`
  await dispatching.dispatch(at(today, operator), number, to('urban'))
  const photo = { field: 'evidence', name: '第二盏.jpg', bytes: jpeg }
  const send = (more: string, files = [photo], rest = {}) =>
    sendFiles(guest, `${here}/supplement`, { more, ...rest }, files)
  const disguised = await send('见照片', [{ ...photo, bytes: Buffer.from('<script>alert(1)</script>') }])
  expect([disguised.statusCode, problemAt(disguised, 'evidence')]).toEqual([422, true])
  // What came with a form that was not complete stays with it.
  const empty = await send(' ')
  expect([empty.statusCode, problemAt(empty, 'more')]).toEqual([422, true])
  expect(words(empty)).toContain('不要：第二盏.jpg')
  const sent = await send('对面的那盏也不亮了', [], { kept: hiddenIn(empty, 'kept') })
  expect(sent.headers.location).toBe(`${here}?done=supplement`)
  const [act] = (await listActs(db, `workOrder:${number}`)).filter((a) => a.act === 'hotline.supplemented')
  expect(act?.data).toMatchObject({ words: '对面的那盏也不亮了', files: ['第二盏.jpg'] })
  const { files } = await lifeOf(db, (await getOrder(db, number)).id)
  const added = files.find((f) => f.name === '第二盏.jpg')
  expect(added).toMatchObject({ kind: 'evidence', addedBy: '来访人' })
  const desk = await signedInAs(house, 'departmentOfficer', { unitCode: 'urban' })
  expect(words(await desk.get(`/desk/hotline/${number}`))).toContain('第二盏.jpg')
  expect((await desk.get(`/desk/hotline/${number}/files/${added?.id}`)).statusCode).toBe(200)
  expect((await guest.get(`${here}/files/${added?.id}`)).statusCode).toBe(200)
  expect((await visitorAt(house).get(`${here}/files/${added?.id}`)).statusCode).toBe(404)
  const many = Array.from({ length: 30 }, (_, i) => ({ sha256: added?.sha256 ?? '', name: `${i}.jpg` }))
  await expect(
    supervision.supplement(at(today, operator), number, { words: '很多照片' }, { files: many }),
  ).rejects.toMatchObject({ problems: [{ field: 'evidence' }] })
})

test('files that come with the reply are shown to the person, also where another order answers for theirs, and to nobody else', async () => {
  const [guest, neighbour] = [visitorAt(house), visitorAt(house)]
  const { number } = await written(guest)
  const same = await written(neighbour)
  await dispatching.dispatch(at(today, operator), number, to('urban'))
  await dispatching.merge(at(today, operator), same.number, { into: number, words: '' })
  await handling.sign(at(today, officer), number)
  const desk = await signedInAs(house, 'departmentOfficer', { unitCode: 'urban' })
  await expectValidHtml((await desk.get(`/desk/hotline/${number}/reply`)).body)
  const reply = { text: '路灯已经修好，见照片', way: 'online', version: String((await getOrder(db, number)).version) }
  const sent = await sendFiles(desk, `/desk/hotline/${number}/reply`, reply, [
    { field: 'files', name: '修好的路灯.jpg', bytes: jpeg },
  ])
  expect(sent.statusCode, words(sent).slice(0, 600)).toBe(303)
  const { files } = await lifeOf(db, (await getOrder(db, number)).id)
  const file = files.find((f) => f.kind === 'reply')
  for (const [client, letter] of [
    [guest, number],
    [neighbour, same.number],
  ] as const) {
    expect(words(await client.get(`/letters/${letter}`))).toContain('修好的路灯.jpg')
    expect((await client.get(`/letters/${letter}/files/${file?.id}`)).statusCode).toBe(200)
  }
  // What the first one sent with their letter is not the neighbour's to see.
  const evidence = files.find((f) => f.kind === 'evidence')
  expect((await neighbour.get(`/letters/${same.number}/files/${evidence?.id}`)).statusCode).toBe(404)
  expect((await visitorAt(house).get(`/letters/${number}/files/${file?.id}`)).statusCode).toBe(404)
})

test('a published letter is found by what was published, and by nothing that was taken out', async () => {
  const guest = visitorAt(house)
  const { number } = await written(guest, { publicWish: 'true', text: '我是李小梅，朝阳路的路灯坏了三天' })
  await closed(number)
  expect((await guest.get(`/letters/published/${number}`)).statusCode).toBe(404)
  await publish(at(today, second.accountId === manager.accountId ? operator : manager), number, {
    ...{ publicTitle: '朝阳路路灯不亮', publicText: '路灯坏了三天', publicReply: '已经修好', personalDataReason: '' },
  })
  const found = await guest.get('/letters/published?q=路灯')
  expect(found.body).toContain(`/letters/published/${number}`)
  expect((await guest.get('/letters/published?q=李小梅')).body).not.toContain(`/letters/published/${number}`)
  expect((await guest.get('/letters/published?q=%25')).body).not.toContain(`/letters/published/${number}`)
  const page = await guest.get(`/letters/published/${number}`)
  await expectValidHtml(page.body)
  for (const secret of ['李小梅', '13812345678']) expect(page.body).not.toContain(secret)
  // Machines read the same: one by one, page by page, and as a feed.
  const feed = await guest.get('/feeds/letters.atom')
  expect(feed.headers['content-type']).toContain('application/atom+xml')
  expect(feed.body).toContain(`/letters/published/${number}"`)
  const one = (await guest.get(`/api/v1/letters/${number}`)).json()
  expect(one).toMatchObject({ number, title: '朝阳路路灯不亮', text: '路灯坏了三天', reply: '已经修好' })
  const { items, next } = (await guest.get('/api/v1/letters?limit=1&q=路灯')).json()
  expect(items).toEqual([one])
  expect(next).toBeNull()
  const hidden = (await written(guest)).number
  expect((await guest.get(`/api/v1/letters/${hidden}`)).statusCode).toBe(404)
  for (const text of [feed.body, JSON.stringify(one)])
    for (const secret of ['李小梅', '13812345678', hidden]) expect(text).not.toContain(secret)
  // Shown before another is sent, also without scripts.
  const look = await sendFiles(guest, '/letters/new', letter({ title: '朝阳路路灯坏了', look: '1' }))
  expect(look.statusCode).toBe(200)
  expect(look.body).toContain(`/letters/published/${number}`)
})
