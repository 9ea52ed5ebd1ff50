import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listen, openHouse, visitorAt } from '../../../../tests/support/app.ts'
import {
  application,
  applied,
  hiddenIn,
  jpeg,
  multipart,
  pdf,
  problemAt,
  proof,
  type Sending,
  sendFiles,
  storedRows,
  words,
} from '../../../../tests/support/applicant.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { db, folder, world } from '../../../../tests/support/world.ts'
import { dayOf } from '../../../core/day.ts'
import { forgetUploads } from '../../../platform/kept-uploads.ts'
import { lifeOf } from '../life.store.ts'
import { getRequest } from '../store.ts'

// A small limit, so that what is too large is not large.
await db
  .insertInto('settings')
  .values({ key: 'limits', value: JSON.stringify({ uploadBytes: 200_000 }) })
  .execute()
const house = await openHouse()
const today = dayOf(new Date())

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
  expect((await guest.get('/services/progress')).headers.location).toBe('/progress')
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
  const before = await storedRows()
  const two = await applied(guest, same)
  expect([two.number, two.code]).toEqual([one.number, one.code])
  expect(await storedRows()).toEqual(before)
})

test('what was typed and what was uploaded stay when something is wrong, and files can be struck out', async () => {
  const guest = visitorAt(house)
  const wrong = await sendFiles(guest, '/requests/new', application({ idNumber: '110105194912310021' }), [proof])
  expect(wrong.statusCode).toBe(422)
  await expectValidHtml(wrong.body)
  expect(problemAt(wrong, 'idNumber')).toBe(true)
  expect(problemAt(wrong, 'identityProof')).toBe(false)
  expect(wrong.body).toContain('李小梅')
  expect(words(wrong)).toContain('不要：身份证.jpg')
  const kept = hiddenIn(wrong, 'kept')
  const submissionKey = hiddenIn(wrong, 'submissionKey')
  // Struck out, it is missing again.
  const digest =
    /name="strike.identityProof" value="([0-9a-f]{64})"|value="([0-9a-f]{64})"[^>]*name="strike.identityProof"/.exec(
      wrong.body,
    )
  const strike = digest?.slice(1).find(Boolean) ?? ''
  const struck = await sendFiles(
    guest,
    '/requests/new',
    application({ kept, submissionKey, 'strike.identityProof': strike }),
  )
  expect(problemAt(struck, 'identityProof')).toBe(true)
  // Kept, it needs not be sent again.
  const right = await sendFiles(guest, '/requests/new', application({ kept, submissionKey }))
  expect(right.headers.location).toBe('/requests/receipt')
})

test('nobody attaches a file that they have not sent', async () => {
  const owner = visitorAt(house)
  const wrong = await sendFiles(owner, '/requests/new', application({ phone: '1' }), [proof])
  const kept = hiddenIn(wrong, 'kept')
  const thief = visitorAt(house)
  const before = await storedRows()
  // Of another form, forged, and made for another purpose.
  const cookies = Object.fromEntries(owner.cookie.split('; ').map((c) => c.split('=')))
  for (const token of [
    kept,
    `${kept.slice(0, -4)}AAAA`,
    'kept:9999999999999:e30.x',
    decodeURIComponent(cookies._csrf),
  ]) {
    const reply = await sendFiles(thief, '/requests/new', application({ kept: token }))
    expect(reply.statusCode).toBe(422)
    expect(problemAt(reply, 'identityProof')).toBe(true)
  }
  expect(await storedRows()).toEqual(before)
})

test('before sending one may ask what is public already; nothing is judged or registered', async () => {
  const guest = visitorAt(house)
  const before = await storedRows()
  const reply = await sendFiles(guest, '/requests/new', { subject: '城乡低保标准', check: '1', applicantName: '李' })
  expect(reply.statusCode).toBe(200)
  expect(words(reply)).toContain('没有找到已经公开的“城乡低保标准”')
  expect(reply.body).toContain('value="李"')
  expect(await storedRows()).toEqual(before)
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
  const reply = await sendFiles(visitorAt(house), '/requests/new', application(change), files)
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
  const before = await storedRows()
  const big = { ...proof, bytes: Buffer.concat([jpeg, Buffer.alloc(300_000)]) }
  const reply = await sendFiles(visitorAt(house), '/requests/new', { ...application() }, [big])
  expect(reply.body).toContain('李小梅')
  expect(await storedRows()).toEqual(before)
})

test('a connection lost during the upload leaves nothing', async () => {
  const address = new URL(await listen(house))
  const guest = visitorAt(house)
  const token = await guest.token()
  const before = await storedRows()
  const whole = multipart(application(), [
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
  expect(await storedRows()).toEqual(before)
})

test('too many applications from one address are asked to wait, and what was typed stays', async () => {
  const guest = visitorAt(house)
  await db.insertInto('throttles').values({ key: 'requestAddress:10.8.0.1', tries: 60, since: new Date() }).execute()
  const reply = await sendFiles(guest, '/requests/new', application(), [proof], '10.8.0.1')
  expect(reply.statusCode).toBe(429)
  expect(words(reply)).toContain('过一个小时')
  expect(reply.body).toContain('李小梅')
  expect(hiddenIn(reply, 'kept')).not.toBe('')
})

test('files of a form that nobody finished are forgotten, those of a registered request stay', async () => {
  const guest = visitorAt(house)
  const own = { ...proof, bytes: Buffer.concat([jpeg, Buffer.from(randomUUID())]) }
  const before = await storedRows()
  const wrong = await sendFiles(guest, '/requests/new', application({ phone: '1' }), [own])
  const sha256 = /[0-9a-f]{64}/.exec(wrong.body)?.[0] ?? ''
  expect((await storedRows()).files).toBe((before.files ?? 0) + 1)
  const { rows } = await sql<{ payload: { digests: string[] } }>`
    select payload from graphile_worker._private_jobs where key like 'uploads %' order by id desc limit 1`.execute(db)
  expect(rows[0]?.payload.digests).toEqual([sha256])
  await forgetUploads(world(), [sha256])
  expect(await storedRows()).toEqual(before)
  const { number } = await applied(guest)
  const { files } = await lifeOf(db, (await getRequest(db, number)).id)
  await forgetUploads(
    world(),
    files.map((f) => f.sha256),
  )
  expect((await lifeOf(db, (await getRequest(db, number)).id)).files).toHaveLength(1)
})
