import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Client, citizenAt, listen, openHouse, type Reply, visitorAt } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { person } from '../../../tests/support/people.ts'
import { rowCounts } from '../../../tests/support/rows.ts'
import { db, folder, world } from '../../../tests/support/world.ts'
import { addDays, dayOf } from '../../core/day.ts'
import { lifeOf } from './life.store.ts'
import * as steps from './steps.service.ts'
import { getRequest } from './store.ts'

// A small limit, so that what is too large is not large.
await db
  .insertInto('settings')
  .values({ key: 'limits', value: JSON.stringify({ uploadBytes: 200_000 }) })
  .execute()
const house = await openHouse()
const today = dayOf(new Date())
const officer = () => world({ actor: person('disclosureOfficer') })

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('身份证的照片')])
const pdf = Buffer.from('%PDF-1.4\n身份证明')
type Sending = { field: string; name: string; bytes: Buffer }
const proof: Sending = { field: 'identityProof', name: '身份证.jpg', bytes: jpeg }

const form = (change: Record<string, string> = {}): Record<string, string> => ({
  unitCode: 'jinshi',
  applicantKind: 'naturalPerson',
  applicantName: '李小梅',
  idKind: 'residentId',
  idNumber: '11010519491231002X',
  contactPerson: '',
  phone: '13812345678',
  email: '',
  address: '',
  subject: '城东安置小区补偿标准',
  wanted: '批准文件和补偿安置方案',
  wantedForm: 'electronic',
  wantedRoute: 'online',
  submissionKey: randomUUID(),
  ...change,
})

let senders = 0
const sender = () => `10.9.${(++senders >> 8) & 255}.${senders & 255}`

function multipart(fields: Record<string, string | string[]>, files: readonly Sending[]): Buffer {
  const parts: Buffer[] = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((v) => Buffer.from(`--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${v}\r\n`)),
  )
  for (const { field, name, bytes } of files)
    parts.push(
      Buffer.from(`--b\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n`),
      bytes,
      Buffer.from('\r\n'),
    )
  return Buffer.concat([...parts, Buffer.from('--b--\r\n')])
}

async function send(
  client: Client,
  path: string,
  fields: Record<string, string | string[]>,
  files: readonly Sending[] = [],
  remoteAddress = sender(),
): Promise<Reply> {
  return client.send({
    method: 'POST',
    url: `${path}?_csrf=${encodeURIComponent(await client.token())}`,
    headers: { 'content-type': 'multipart/form-data; boundary=b', accept: 'text/html' },
    payload: multipart(fields, files),
    remoteAddress,
  })
}

/** What a reader sees: the page without tags. */
const words = ({ body }: Reply) =>
  body
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const hiddenIn = ({ body }: Reply, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"|value="([^"]*)" name="${name}"`).exec(body)?.slice(1).find(Boolean) ?? ''
const problemAt = ({ body }: Reply, field: string) => body.includes(`href="#field-${field}"`)

/** Sends an application and reads number and code off the receipt. */
async function applied(client: Client, change: Record<string, string> = {}) {
  const reply = await send(client, '/requests/new', form(change), [proof])
  expect(reply.statusCode, words(reply).slice(0, 500)).toBe(303)
  expect(reply.headers.location).toBe('/requests/receipt')
  const receipt = await client.get('/requests/receipt')
  const number = /\d{4}-\d{4,}/.exec(words(receipt))?.[0] ?? ''
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(words(receipt))?.[0] ?? ''
  return { number, code, receipt }
}

async function stored() {
  const { throttles: _, ...counts } = await rowCounts(db)
  return counts
}

test('the door looks first, then applies, then follows; old service pages lead to it', async () => {
  const guest = visitorAt(house)
  const door = await guest.get('/requests')
  await expectValidHtml(door.body)
  expect(door.body).toContain('action="/search"')
  expect(door.body).toContain('href="/requests/new"')
  expect(door.body).toContain('href="/requests/follow"')
  expect(words(door)).toContain('20 个工作日')
  expect(words(door)).toContain('写清这几项')
  expect((await guest.get('/services/apply')).headers.location).toBe('/requests')
  expect((await guest.get('/services/progress')).headers.location).toBe('/requests/follow')
  expect((await guest.get('/columns/application')).headers.location).toBe('/requests')
  expect((await guest.get('/')).body).toContain('href="/requests"')
})

test('an application gives number, code and due day, and the code stands in no address', async () => {
  const guest = visitorAt(house)
  const { number, code, receipt } = await applied(guest)
  await expectValidHtml(receipt.body)
  expect(receipt.headers['cache-control']).toBe('no-store')
  const request = await getRequest(db, number)
  expect(request).toMatchObject({ channel: 'online', receivedOn: today, state: 'received', accountId: null })
  expect(words(receipt)).toContain('怎么算的')
  const { files } = await lifeOf(db, request.id)
  expect(files).toMatchObject([{ purpose: 'identityProof', name: '身份证.jpg', mediaType: 'image/jpeg' }])
  const page = await guest.get(`/requests/${number}`)
  expect(page.statusCode).toBe(200)
  await expectValidHtml(page.body)
  expect(page.body + page.headers.location).not.toContain(code)
  expect(guest.cookie).not.toContain(code)
})

test('a form sent twice is one request with one code', async () => {
  const guest = visitorAt(house)
  const same = { submissionKey: randomUUID() }
  const one = await applied(guest, same)
  const before = await stored()
  const two = await applied(guest, same)
  expect([two.number, two.code]).toEqual([one.number, one.code])
  expect(await stored()).toEqual(before)
})

test('what was typed and what was uploaded stay when something is wrong, and files can be struck out', async () => {
  const guest = visitorAt(house)
  const wrong = await send(guest, '/requests/new', form({ idNumber: '110105194912310021' }), [proof])
  expect(wrong.statusCode).toBe(422)
  await expectValidHtml(wrong.body)
  expect(problemAt(wrong, 'idNumber')).toBe(true)
  expect(problemAt(wrong, 'identityProof')).toBe(false)
  expect(wrong.body).toContain('李小梅')
  expect(words(wrong)).toContain('不要：身份证.jpg')
  const kept = hiddenIn(wrong, 'kept')
  const submissionKey = hiddenIn(wrong, 'submissionKey')
  // Struck out, it is missing again.
  const digest = /name="strike" value="([0-9a-f]{64})"|value="([0-9a-f]{64})"[^>]*name="strike"/.exec(wrong.body)
  const strike = digest?.slice(1).find(Boolean) ?? ''
  const struck = await send(guest, '/requests/new', form({ kept, submissionKey, strike }))
  expect(problemAt(struck, 'identityProof')).toBe(true)
  // Kept, it needs not be sent again.
  const right = await send(guest, '/requests/new', form({ kept, submissionKey }))
  expect(right.headers.location).toBe('/requests/receipt')
})

test('nobody attaches a file that they have not sent', async () => {
  const owner = visitorAt(house)
  const wrong = await send(owner, '/requests/new', form({ phone: '1' }), [proof])
  const kept = hiddenIn(wrong, 'kept')
  const thief = visitorAt(house)
  const before = await stored()
  // Of another form, forged, and made for another purpose.
  const cookies = Object.fromEntries(owner.cookie.split('; ').map((c) => c.split('=')))
  for (const token of [
    kept,
    `${kept.slice(0, -4)}AAAA`,
    'kept:9999999999999:e30.x',
    decodeURIComponent(cookies._csrf),
  ]) {
    const reply = await send(thief, '/requests/new', form({ kept: token }))
    expect(reply.statusCode).toBe(422)
    expect(problemAt(reply, 'identityProof')).toBe(true)
  }
  expect(await stored()).toEqual(before)
})

test('before sending one may ask what is public already; nothing is judged or registered', async () => {
  const guest = visitorAt(house)
  const before = await stored()
  const reply = await send(guest, '/requests/new', { subject: '城乡低保标准', check: '1', applicantName: '李' })
  expect(reply.statusCode).toBe(200)
  expect(words(reply)).toContain('没有找到已经公开的“城乡低保标准”')
  expect(reply.body).toContain('value="李"')
  expect(await stored()).toEqual(before)
})

test.each<[string, Record<string, string>, Sending[], string]>([
  ['a check digit that is wrong', { idNumber: '110105194912310029' }, [proof], 'idNumber'],
  [
    'a credit code that is none',
    { applicantKind: 'company', idKind: 'creditCode', idNumber: '91430781' },
    [proof],
    'idNumber',
  ],
  ['an organisation with a card of a person', { applicantKind: 'company' }, [proof], 'idKind'],
  ['no proof of identity', {}, [], 'identityProof'],
  ['blanks for a name', { applicantName: '   ' }, [proof], 'applicantName'],
  ['a unit that is not there', { unitCode: '../etc' }, [proof], 'unitCode'],
  ['a village that answers no requests', { unitCode: "' or 1=1; --" }, [proof], 'unitCode'],
  ['a kind that is none', { applicantKind: '<script>alert(1)</script>' }, [proof], 'applicantKind'],
  ['a text without end', { wanted: '文'.repeat(100_000) }, [proof], 'wanted'],
  ['a zero byte', { subject: 'a\u0000b' }, [proof], 'subject'],
  ['a mail route without an address', { wantedRoute: 'mail' }, [proof], 'email'],
  ['a key that is none', { submissionKey: 'x' }, [proof], 'submissionKey'],
  [
    'a web page as proof',
    {},
    [{ ...proof, name: 'a.jpg', bytes: Buffer.from('<script>alert(1)</script>') }],
    'identityProof',
  ],
  [
    'a program as proof',
    {},
    [{ ...proof, bytes: Buffer.from('MZ\u0090\u0000\u0003'.padEnd(400, '\u0000')) }],
    'identityProof',
  ],
  ['an empty file', {}, [{ ...proof, bytes: Buffer.alloc(0) }], 'identityProof'],
  ['a file too large', {}, [{ ...proof, bytes: Buffer.concat([jpeg, Buffer.alloc(300_000)]) }], 'identityProof'],
  [
    'a web page as further file',
    {},
    [proof, { field: 'attachments', name: 'x.pdf', bytes: Buffer.from('<html>') }],
    'attachments',
  ],
])('%s is refused at its field and registers nothing', async (_, change, files, field) => {
  const { informationRequests: before } = await counts()
  const reply = await send(visitorAt(house), '/requests/new', form(change), files)
  expect(reply.statusCode, words(reply).slice(0, 300)).toBe(422)
  expect(problemAt(reply, field) || field === 'submissionKey').toBe(true)
  expect(reply.body).not.toContain('<script>alert(1)')
  expect((await counts()).informationRequests).toBe(before)
})

const counts = async () => {
  const { n } = await db
    .selectFrom('informationRequests')
    .select((q) => q.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return { informationRequests: n }
}

test('a wrong file leaves nothing, and the rest of the form is kept', async () => {
  const before = await stored()
  const big = { ...proof, bytes: Buffer.concat([jpeg, Buffer.alloc(300_000)]) }
  const reply = await send(visitorAt(house), '/requests/new', { ...form() }, [big])
  expect(reply.body).toContain('李小梅')
  expect(await stored()).toEqual(before)
})

test('a connection lost during the upload leaves nothing', async () => {
  const address = new URL(await listen(house))
  const guest = visitorAt(house)
  const token = await guest.token()
  const before = await stored()
  const whole = multipart(form(), [
    { ...proof, bytes: Buffer.concat([jpeg, Buffer.from(randomUUID())]) },
    { field: 'attachments', name: '长.pdf', bytes: Buffer.concat([pdf, Buffer.alloc(150_000, 1)]) },
  ])
  await new Promise<void>((done) => {
    const req = httpRequest({
      host: address.hostname,
      port: address.port,
      method: 'POST',
      path: `/requests/new?_csrf=${encodeURIComponent(token)}`,
      headers: {
        cookie: guest.cookie,
        'content-type': 'multipart/form-data; boundary=b',
        'content-length': whole.length,
      },
    })
    req.on('error', () => done())
    // Both files have begun, the first has ended: then the line breaks.
    req.write(whole.subarray(0, whole.length - 60_000), () => setTimeout(() => req.destroy(new Error('lost')), 100))
  })
  await expect.poll(async () => (await readdir(join(folder, 'files', 'incoming'))).length).toBe(0)
  expect(await stored()).toEqual(before)
})

test('too many applications from one address are asked to wait, and what was typed stays', async () => {
  const guest = visitorAt(house)
  await db.insertInto('throttles').values({ key: 'requestAddress:10.8.0.1', tries: 60, since: new Date() }).execute()
  const reply = await send(guest, '/requests/new', form(), [proof], '10.8.0.1')
  expect(reply.statusCode).toBe(429)
  expect(words(reply)).toContain('过一个小时')
  expect(reply.body).toContain('李小梅')
  expect(hiddenIn(reply, 'kept')).not.toBe('')
})

test('number and code open a request in this browser only, whichever way the code is typed', async () => {
  const { number, code } = await applied(visitorAt(house))
  const other = visitorAt(house)
  const closed = await other.get(`/requests/${number}`)
  const nowhere = await other.get('/requests/2001-0001')
  expect(closed.statusCode).toBe(404)
  expect(words(closed).replaceAll(number, '')).toBe(words(nowhere).replaceAll('2001-0001', ''))
  const opened = await other.post('/requests/follow', {
    number: ` ${number} `,
    code: code.toLowerCase().replaceAll('-', ''),
  })
  expect(opened.headers.location).toBe(`/requests/${number}`)
  const page = await other.get(`/requests/${number}`)
  expect(page.statusCode).toBe(200)
  expect(words(page)).toContain('最迟在')
  await other.post(`/requests/${number}/leave`)
  expect((await other.get(`/requests/${number}`)).statusCode).toBe(404)
})

test('a wrong code and a number that is not there answer alike, and guessing is stopped', async () => {
  const { number } = await applied(visitorAt(house))
  const guesser = visitorAt(house)
  const wrong = await guesser.post('/requests/follow', { number, code: 'AAAA-BBBB-CCCC' })
  const nowhere = await guesser.post('/requests/follow', { number: '2001-0001', code: 'AAAA-BBBB-CCCC' })
  expect(wrong.statusCode).toBe(nowhere.statusCode)
  expect(words(wrong)).toBe(words(nowhere))
  for (let i = 0; i < 10; i++) await guesser.post('/requests/follow', { number, code: `AAAA-BBBB-CC${i}` })
  expect(words(await guesser.post('/requests/follow', { number, code: 'AAAA-BBBB-CCCC' }))).toContain('次数太多')
})

test('another applicant reaches nothing of a request: no page, letter, file or step', async () => {
  const owner = visitorAt(house)
  const mine = await applied(owner)
  const life = await lifeOf(db, (await getRequest(db, mine.number)).id)
  const at = `/requests/${mine.number}`
  const other = visitorAt(house)
  await applied(other)
  const signedIn = await citizenAt(house)
  for (const stranger of [
    other,
    signedIn,
    visitorAt(house, `request_key=${encodeURIComponent('key:9999999999999:x.y')}`),
  ]) {
    for (const path of [
      at,
      `${at}/withdraw`,
      `${at}/letters/${life.letters[0]?.id}/pdf`,
      `${at}/files/${life.files[0]?.id}`,
    ])
      expect((await stranger.get(path)).statusCode, path).toBe(404)
    expect((await stranger.post(`${at}/withdraw`)).statusCode).toBe(404)
    expect((await stranger.post(`${at}/reasons`, { reasons: '要' })).statusCode).toBe(404)
    expect((await send(stranger, `${at}/supplement`, { wanted: '改' })).statusCode).toBe(404)
  }
  // With one's own key, another number's letter is not found under one's own number either.
  const { number } = await applied(other)
  expect((await other.get(`/requests/${number}/letters/${life.letters[0]?.id}/pdf`)).statusCode).toBe(404)
  expect((await other.get(`/requests/${number}/files/${life.files[0]?.id}`)).statusCode).toBe(404)
  expect((await getRequest(db, mine.number)).state).toBe('received')
})

test('letters to others and notes of the office are not for the applicant', async () => {
  const owner = visitorAt(house)
  const { number } = await applied(owner)
  await steps.consult(officer(), number, {
    kind: 'thirdParty',
    name: '甲建材公司',
    contact: '某路 1 号',
    about: '报价',
    until: '',
  })
  const { letters } = await lifeOf(db, (await getRequest(db, number)).id)
  const theirs = letters.find((l) => l.kind === 'thirdPartyConsultation')
  expect((await owner.get(`/requests/${number}/letters/${theirs?.id}/docx`)).statusCode).toBe(404)
  const page = await owner.get(`/requests/${number}`)
  expect(words(page)).toContain('征求有关方面的意见')
  expect(page.body).not.toContain('甲建材公司')
  expect(page.body).not.toContain('第三方意见征询书')
})

test('a letter opened for the first time is read, and delivered where the answer is wanted online', async () => {
  const owner = visitorAt(house)
  const { number } = await applied(owner)
  const { id } = await getRequest(db, number)
  const [receipt] = (await lifeOf(db, id)).letters
  const docx = await owner.get(`/requests/${number}/letters/${receipt?.id}/docx`)
  expect(docx.statusCode).toBe(200)
  expect(docx.rawPayload.subarray(0, 2).toString()).toBe('PK')
  expect(docx.headers['content-disposition']).toContain('attachment')
  const pdf = await owner.get(`/requests/${number}/letters/${receipt?.id}/pdf`)
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  const [read] = (await lifeOf(db, id)).letters
  expect(read).toMatchObject({ deliveryRoute: 'online', deliveredOn: today })
  expect(read?.readAt).toBeInstanceOf(Date)
  const acts = await db.selectFrom('acts').select('act').where('subject', '=', `request:${number}`).execute()
  expect(acts.filter((a) => a.act === 'requests.read')).toHaveLength(1)
})

test('the applicant completes a request with text and files; a second time is refused with its reason', async () => {
  const owner = visitorAt(house)
  const { number } = await applied(owner)
  await steps.askSupplement(officer(), number, { points: '请写明项目名称', until: addDays(today, 10) })
  const page = await owner.get(`/requests/${number}`)
  expect(words(page)).toContain('请写明项目名称')
  const empty = await send(owner, `/requests/${number}/supplement`, { wanted: '' }, [
    { field: 'attachments', name: '说明.pdf', bytes: pdf },
  ])
  expect(empty.statusCode).toBe(422)
  expect(problemAt(empty, 'wanted')).toBe(true)
  const kept = hiddenIn(empty, 'kept')
  const done = await send(owner, `/requests/${number}/supplement`, { wanted: '城东一期', kept })
  expect(done.headers.location).toBe(`/requests/${number}?done=supplement`)
  const request = await getRequest(db, number)
  expect(request).toMatchObject({ state: 'handling', wanted: '城东一期' })
  const { files } = await lifeOf(db, request.id)
  const own = files.find((f) => f.purpose === 'supplement')
  expect(own?.name).toBe('说明.pdf')
  const file = await owner.get(`/requests/${number}/files/${own?.id}`)
  expect(file.rawPayload.equals(pdf)).toBe(true)
  expect((await send(owner, `/requests/${number}/supplement`, { wanted: '又改' })).statusCode).toBe(409)
})

test('reasons are given only when asked for, and a withdrawal is asked twice', async () => {
  const owner = visitorAt(house)
  const { number } = await applied(owner)
  expect((await owner.post(`/requests/${number}/reasons`, { reasons: '科研' })).statusCode).toBe(409)
  await steps.askReasons(officer(), number, { why: '一个月申请了很多件', until: addDays(today, 10) })
  expect(words(await owner.get(`/requests/${number}`))).toContain('一个月申请了很多件')
  expect((await owner.post(`/requests/${number}/reasons`, { reasons: '' })).statusCode).toBe(422)
  expect((await owner.post(`/requests/${number}/reasons`, { reasons: '科研' })).statusCode).toBe(303)
  const ask = await owner.get(`/requests/${number}/withdraw`)
  await expectValidHtml(ask.body)
  expect((await getRequest(db, number)).state).toBe('handling')
  await owner.post(`/requests/${number}/withdraw`, { reason: '已经找到' })
  expect((await getRequest(db, number)).state).toBe('withdrawn')
  expect(words(await owner.get(`/requests/${number}?done=withdraw`))).toContain('不再办理')
  expect((await owner.post(`/requests/${number}/withdraw`)).statusCode).toBe(409)
})

test('who is signed in finds their requests in their own list, without a code', async () => {
  const citizen = await citizenAt(house)
  expect(words(await citizen.get('/my/requests'))).toContain('还没有提出过申请')
  const { number } = await applied(citizen)
  const elsewhere = visitorAt(house, citizen.cookie.split('; ').find((c) => c.includes('session')) ?? '')
  const mine = await elsewhere.get('/my/requests')
  await expectValidHtml(mine.body)
  expect(mine.body).toContain(`/requests/${number}`)
  expect((await elsewhere.get(`/requests/${number}`)).statusCode).toBe(200)
  expect((await elsewhere.get('/my')).body).toContain('/my/requests')
})
