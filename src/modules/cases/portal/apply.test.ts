import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Client, citizenAt, openHouse, type Reply, signedInAs, visitorAt } from '../../../../tests/support/app.ts'
import {
  jpeg,
  pdf,
  problemAt,
  type Sending,
  sendFiles,
  storedRows,
  words,
} from '../../../../tests/support/applicant.ts'
import { expectValidHtml } from '../../../../tests/support/html.ts'
import { elements, nextVersion, publishedItem } from '../../../../tests/support/items.ts'
import { db, world } from '../../../../tests/support/world.ts'
import { addDays, dayOf, showLongDay } from '../../../core/day.ts'
import { lifeOf } from '../life.store.ts'
import { getCase } from '../store.ts'

// A small limit, so that what is too large is not large.
await db
  .insertInto('settings')
  .values({ key: 'limits', value: JSON.stringify({ uploadBytes: 200_000 }) })
  .execute()
const house = await openHouse()
const today = dayOf(new Date())
const item = await publishedItem(db)

const choices = { 'choices.who': 'person', 'choices.place': 'ground' }
/** What a person types on the form; everything of it is right. */
const typed = (change: Record<string, string> = {}): Record<string, string> => ({
  ...{ applicantKind: 'naturalPerson', applicantName: '李小梅', idKind: 'residentId', idNumber: '11010519491231002X' },
  ...{ phone: '13812345678', wantedDelivery: 'counter' },
  ...{ 'answers.site': '孟姜女大道 8 号', 'answers.area': '12.5', 'answers.from': '2027-04-01' },
  ...change,
})
const file = (key: string, bytes: Buffer = Buffer.concat([jpeg, Buffer.from(randomUUID())])): Sending => ({
  field: `materials.${key}`,
  name: `${key}.jpg`,
  bytes,
})

/** Begins an application. @returns the address of its draft */
async function begun(client: Client, code = item.code): Promise<string> {
  const reply = await client.post(`/services/${code}/apply`, choices)
  expect(reply.statusCode, words(reply).slice(0, 400)).toBe(303)
  expect(reply.headers.location).toMatch(/^\/my\/cases\/drafts\/[0-9a-f-]{36}\/form$/)
  return String(reply.headers.location).replace(/\/form$/, '')
}

/** Everything but the last button. */
async function filled(client: Client, code = item.code): Promise<string> {
  const at = await begun(client, code)
  expect((await client.post(`${at}/form`, typed())).headers.location).toBe(`${at}/materials`)
  for (const key of ['application', 'drawing'])
    expect((await sendFiles(client, `${at}/materials/${key}`, {}, [file(key)])).statusCode).toBe(303)
  expect((await client.post(`${at}/materials`)).headers.location).toBe(`${at}/check`)
  return at
}

test('the mail address that was given once is offered with the next application, and read back before it is sent', async () => {
  const li = await citizenAt(house)
  const at = await filled(li)
  expect(words(await li.get(`${at}/check`))).not.toContain('li@example.cn')
  await li.post(`${at}/form`, typed({ email: 'li@example.cn' }))
  expect(words(await li.get(`${at}/check`))).toContain('li@example.cn')
  await li.post(`${at}/check`)
  const next = await begun(li)
  expect((await li.get(`${next}/form`)).body).toMatch(/name="email"[^>]*value="li@example.cn"/)
  const wrong = await li.post(`${next}/form`, typed({ email: 'li@example' }))
  expect(problemAt(wrong, 'email')).toBe(true)
  const other = await citizenAt(house)
  expect((await other.get(`${await begun(other)}/form`)).body).not.toContain('li@example.cn')
})

const numberIn = (reply: Reply) => /430781-\d{8}-\d{4,}/.exec(words(reply))?.[0] ?? ''

test('who is not signed in is led to sign in and back; staff are told to use an account of their own', async () => {
  const guest = visitorAt(house)
  const reply = await guest.get(`/services/${item.code}/apply`)
  expect(reply.headers.location).toBe(`/sign-in?next=${encodeURIComponent(`/services/${item.code}/apply`)}`)
  const clerk = await signedInAs(house, 'windowClerk')
  expect(words(await clerk.get(`/services/${item.code}/apply`))).toContain('请用个人或者法人账号申请')
  expect((await clerk.post(`/services/${item.code}/apply`, choices)).statusCode).toBe(403)
})

test('the questions come first, answered ones come along in the address, and nothing begins without them', async () => {
  const li = await citizenAt(house)
  const page = await li.get(`/services/${item.code}/apply?who=person&place=roof`)
  await expectValidHtml(page.body)
  expect(page.body).toMatch(/name="choices.who"[^>]*value="person"[^>]*checked|checked[^>]*value="person"/)
  const before = await storedRows()
  const wrong = await li.post(`/services/${item.code}/apply`, { 'choices.who': 'person', 'choices.place': 'roof' })
  expect(wrong.statusCode).toBe(422)
  expect(problemAt(wrong, 'choices-place')).toBe(true)
  expect(await storedRows()).toEqual(before)
})

test('an application is made step by step, each kept, and gives number, code and day', async () => {
  const li = await citizenAt(house)
  const at = await begun(li)
  const form = await li.get(`${at}/form`)
  await expectValidHtml(form.body)
  // What is known of the applicant is asked once, not again in the form of the item.
  expect(form.body).toContain('answers.site')
  expect(form.body).not.toContain('answers.applicant')
  await li.post(`${at}/form`, typed())
  const materials = await li.get(`${at}/materials`)
  await expectValidHtml(materials.body)
  expect(words(materials)).toContain('政府已有，不用您交')
  expect(words(materials)).not.toContain('结构安全证明')
  await sendFiles(li, `${at}/materials/application`, {}, [file('application')])
  // Nothing is lost between two sittings: the last material is still missing, and said so with the way to it.
  const check = await li.get(`${at}/check`)
  await expectValidHtml(check.body)
  expect(words(check)).toContain('还有 1 处没有填好')
  expect(check.body).toContain(`${at}/materials#field-materials-drawing`)
  expect(check.body).not.toContain('提交申请<')
  expect((await li.post(`${at}/materials/drawing/way`, { way: 'later' })).statusCode).toBe(303)
  const ready = await li.get(`${at}/check`)
  await expectValidHtml(ready.body)
  expect(words(ready)).toContain('受理以后 5 个工作日内补交')
  const sent = await li.post(`${at}/check`)
  expect(sent.headers.location).toBe('/cases/receipt')
  const receipt = await li.get('/cases/receipt')
  await expectValidHtml(receipt.body)
  expect(receipt.headers['cache-control']).toBe('no-store')
  const found = await getCase(db, numberIn(receipt))
  expect(found).toMatchObject({
    ...{ channel: 'online', state: 'submitted', receivedOn: today, applicantName: '李小梅' },
    answers: { applicant: '李小梅', phone: '13812345678', site: '孟姜女大道 8 号', area: 12.5, from: '2027-04-01' },
  })
  expect(words(receipt)).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/)
  const { materials: kept } = await lifeOf(db, found.id)
  expect(kept.map((m) => [m.materialKey, m.way])).toEqual([
    ['application', 'upload'],
    ['identity', 'shared'],
    ['drawing', 'later'],
  ])
})

test('sending twice, also in the same moment, is one case; the draft then leads to it', async () => {
  const li = await citizenAt(house)
  const at = await filled(li)
  const [one, two] = await Promise.all([li.post(`${at}/check`), li.post(`${at}/check`)])
  expect([one.headers.location, two.headers.location]).toEqual(['/cases/receipt', '/cases/receipt'])
  const number = numberIn(await li.get('/cases/receipt'))
  const again = await li.post(`${at}/check`)
  expect(again.headers.location).toBe('/cases/receipt')
  expect(numberIn(await li.get('/cases/receipt'))).toBe(number)
  expect((await li.get(`${at}/form`)).headers.location).toBe(`/cases/${number}`)
  const list = await li.get('/my/cases')
  await expectValidHtml(list.body)
  expect(list.body.split(`/cases/${number}`)).toHaveLength(2)
  expect(words(list)).not.toContain('没有提交的草稿')
})

test('who sends too many is told when to come again, on a page that has everything still; then it is sent', async () => {
  const li = await citizenAt(house)
  const at = await filled(li)
  const { casesPerHourAccount: most, casesPerHourAddress } = world().settings.limits
  const row = await db
    .selectFrom('caseDrafts')
    .select('accountId')
    .where('id', '=', at.slice(-36))
    .executeTakeFirstOrThrow()
  const sent = (tries: number) => ({
    key: `caseAccount:${row.accountId}`,
    tries,
    since: new Date(),
    blockedUntil: null,
  })
  await db.insertInto('throttles').values(sent(most)).execute()
  const before = await storedRows()
  const wait = await li.post(`${at}/check`)
  expect(wait.statusCode).toBe(429)
  await expectValidHtml(wait.body)
  expect(Number(wait.headers['retry-after'])).toBeGreaterThan(3500)
  expect(words(wait)).toMatch(/请在 \d{4}-\d\d-\d\d \d\d:\d\d 以后再提交/)
  for (const kept of ['李小梅', '孟姜女大道 8 号', 'application.jpg']) expect(words(wait)).toContain(kept)
  expect(await storedRows()).toEqual(before)
  // Others are not kept waiting by it, unless they share an address that sends more than a village would.
  const other = await citizenAt(house)
  const theirs = await filled(other)
  await db
    .insertInto('throttles')
    .values({ ...sent(casesPerHourAddress), key: 'caseAddress:10.8.0.7' })
    .execute()
  const crowded = await other.send({
    method: 'POST',
    url: `${theirs}/check?_csrf=${encodeURIComponent(await other.token())}`,
    headers: { accept: 'text/html' },
    remoteAddress: '10.8.0.7',
  })
  expect(crowded.statusCode).toBe(429)
  expect((await other.post(`${theirs}/check`)).headers.location).toBe('/cases/receipt')
  // The hour is over.
  await db
    .updateTable('throttles')
    .set({ blockedUntil: new Date(0) })
    .where('key', '=', `caseAccount:${row.accountId}`)
    .execute()
  expect((await li.post(`${at}/check`)).headers.location).toBe('/cases/receipt')
  // A second press on the same button is no second application.
  await db.updateTable('throttles').set(sent(most)).where('key', '=', `caseAccount:${row.accountId}`).execute()
  expect((await li.post(`${at}/check`)).headers.location).toBe('/cases/receipt')
})

test('what is wrong is told at its field, what was typed stays, and the draft shows until when it is kept', async () => {
  const li = await citizenAt(house)
  const at = await begun(li)
  const wrong = await li.post(
    `${at}/form`,
    typed({ idNumber: '110105194912310029', 'answers.area': '很大', 'answers.site': '' }),
  )
  expect(wrong.statusCode).toBe(422)
  await expectValidHtml(wrong.body)
  for (const field of ['idNumber', 'answers-area', 'answers-site']) expect(problemAt(wrong, field), field).toBe(true)
  expect(wrong.body).toContain('value="很大"')
  expect(wrong.body).toContain('110105194912310029')
  const { draftDays } = world().settings.limits
  expect(words(await li.get(`${at}/form`))).toContain(`保留到 ${showLongDay(addDays(today, draftDays))}`)
  // Left for later, it is found again.
  expect((await li.post(`${at}/form`, { ...typed(), later: '1' })).headers.location).toBe('/my/cases?done=kept')
  const list = await li.get('/my/cases?done=kept')
  expect(words(list)).toContain('可以随时回来接着填')
  expect(list.body).toContain(`${at}/form`)
  expect(words(await li.get(`/services/${item.code}/apply`))).toContain('您有一份没有填完的申请')
})

test.each<[string, Record<string, string>, string]>([
  ['a name without end', { applicantName: '李'.repeat(5000) }, 'applicantName'],
  ['a kind that is none', { applicantKind: '<script>alert(1)</script>' }, 'applicantKind'],
  ['an answer without end', { 'answers.site': '路'.repeat(90_000) }, 'answers-site'],
  ['a day that is none', { 'answers.from': '2027-02-31' }, 'answers-from'],
  ['a number out of bounds', { 'answers.area': '1e999' }, 'answers-area'],
  ['a card of an organisation for a person', { idKind: 'creditCode' }, 'idKind'],
  ['post without an address', { wantedDelivery: 'post' }, 'deliveryAddress'],
])('%s is refused at its field', async (_, change, field) => {
  const li = await citizenAt(house)
  const at = await begun(li)
  const reply = await li.post(`${at}/form`, typed(change))
  expect(reply.statusCode, words(reply).slice(0, 300)).toBe(422)
  expect(problemAt(reply, field)).toBe(true)
  expect(reply.body).not.toContain('<script>alert(1)')
})

test('answers that the form does not ask for are not kept', async () => {
  const li = await citizenAt(house)
  const at = await begun(li)
  await li.post(`${at}/form`, typed({ 'answers.evil': 'x', 'answers.__proto__': 'y', 'answers.constructor': 'z' }))
  const draft = await db
    .selectFrom('caseDrafts')
    .select('form')
    .where('id', '=', at.split('/').at(-1) ?? '')
    .executeTakeFirstOrThrow()
  expect(Object.keys((draft.form as { answers: object }).answers).toSorted()).toEqual(['area', 'from', 'site'])
})

test.each<[string, Buffer]>([
  ['a program called a picture', Buffer.from('MZ\u0090\u0000\u0003'.padEnd(400, '\u0000'))],
  ['a web page', Buffer.from('<html><script>alert(1)</script>')],
  ['an empty file', Buffer.alloc(0)],
  ['a file too large', Buffer.concat([jpeg, Buffer.alloc(300_000)])],
])('%s is not taken: it is said where, nothing is left, and what came before stays', async (_, bytes) => {
  const li = await citizenAt(house)
  const at = await begun(li)
  await sendFiles(li, `${at}/materials/application`, {}, [
    { field: 'materials.application', name: '表.pdf', bytes: pdf },
  ])
  const before = await storedRows()
  const reply = await sendFiles(li, `${at}/materials/drawing`, {}, [file('drawing', bytes)])
  expect(reply.statusCode).toBe(422)
  await expectValidHtml(reply.body)
  expect(problemAt(reply, 'materials-drawing')).toBe(true)
  expect(words(reply)).toContain('已收到：表.pdf')
  expect(await storedRows()).toEqual(before)
})

test('a file for a material that is not asked for is not kept; one that was sent can be taken back', async () => {
  const li = await citizenAt(house)
  const at = await begun(li)
  const before = await storedRows()
  const reply = await sendFiles(li, `${at}/materials/nothing`, {}, [file('nothing')])
  expect(reply.statusCode).toBe(422)
  expect(await storedRows()).toEqual(before)
  await sendFiles(li, `${at}/materials/drawing`, {}, [file('drawing')])
  const { body } = await li.get(`${at}/materials`)
  const remove = /action="([^"]*\/files\/\d+\/remove)"/.exec(body)?.[1] ?? ''
  expect((await li.post(remove)).statusCode).toBe(303)
  expect(await storedRows()).toEqual(before)
  expect((await li.post(remove)).statusCode).toBe(404)
})

test('nobody reaches the draft of another: no page, no file, no button', async () => {
  const owner = await citizenAt(house)
  const at = await filled(owner)
  const { body } = await owner.get(`${at}/materials`)
  const remove = /action="([^"]*\/files\/\d+\/remove)"/.exec(body)?.[1] ?? ''
  const other = await citizenAt(house)
  const own = await begun(other)
  for (const step of ['questions', 'form', 'materials', 'check', 'drop'])
    expect((await other.get(`${at}/${step}`)).statusCode, step).toBe(404)
  for (const path of ['questions', 'form', 'materials', 'check', 'renew', 'drop', 'materials/drawing/way'])
    expect((await other.post(`${at}/${path}`, { way: 'later' })).statusCode, path).toBe(404)
  expect((await sendFiles(other, `${at}/materials/drawing`, {}, [file('drawing')])).statusCode).toBe(404)
  expect((await other.post(remove)).statusCode).toBe(404)
  expect((await other.post(remove.replace(at, own))).statusCode).toBe(404)
  expect((await owner.post(`${at}/check`)).headers.location).toBe('/cases/receipt')
})

test('an item that is withdrawn while one applies is refused with the reason, and the draft is kept', async () => {
  const li = await citizenAt(house)
  const short = await publishedItem(db)
  const at = await filled(li, short.code)
  const ended = { cancelledOn: today }
  await db.updateTable('serviceItems').set(ended).where('id', '=', short.id).execute()
  await db.updateTable('itemVersions').set({ endedOn: today }).where('id', '=', short.versionId).execute()
  const reply = await li.post(`${at}/check`)
  expect(reply.statusCode).toBe(409)
  await expectValidHtml(reply.body)
  expect(words(reply)).toContain('取消，不能再申请')
  expect(words(reply)).toContain('孟姜女大道 8 号')
  expect((await li.get(`${at}/form`)).body).toContain('孟姜女大道 8 号')
  expect((await li.get('/my/cases')).body).toContain(at)
})

test('a new version meanwhile: the draft is checked against it on request, and goes out under it', async () => {
  const li = await citizenAt(house)
  const changing = await publishedItem(db)
  const at = await filled(li, changing.code)
  const { form } = elements()
  const { site: _, ...rest } = form.properties
  const properties = { ...rest, place: { type: 'string', title: '地段', maxLength: 60 } } as typeof form.properties
  const required = [...form.required.filter((n) => n !== 'site'), 'place']
  await nextVersion(db, changing.id, { form: { type: 'object', properties, required } }, today)
  const reply = await li.post(`${at}/check`)
  expect(reply.statusCode).toBe(409)
  expect(words(reply)).toContain('换了新的版本')
  expect((await li.post(`${at}/renew`)).headers.location).toBe(`${at}/questions`)
  expect(words(await li.get(`${at}/check`))).toContain('请填写地段')
  expect((await li.post(`${at}/form`, typed({ 'answers.place': '城东' }))).headers.location).toBe(`${at}/materials`)
  expect((await li.post(`${at}/check`)).headers.location).toBe('/cases/receipt')
  const found = await getCase(db, numberIn(await li.get('/cases/receipt')))
  expect(found.answers).toMatchObject({ place: '城东' })
})

test('a draft is deleted only after asking once more, with its files', async () => {
  const li = await citizenAt(house)
  const before = await storedRows()
  const at = await begun(li)
  await sendFiles(li, `${at}/materials/drawing`, {}, [file('drawing')])
  const ask = await li.get(`${at}/drop`)
  await expectValidHtml(ask.body)
  expect(words(ask)).toContain('不能恢复')
  expect((await li.post(`${at}/drop`)).headers.location).toBe('/my/cases?done=dropped')
  expect((await li.get(`${at}/form`)).statusCode).toBe(404)
  expect((await storedRows()).files).toBe(before.files)
})

test('an item that is not done online leads to its guide, one that there is not to nothing', async () => {
  const li = await citizenAt(house)
  const offline = await publishedItem(db, { elements: { online: false } })
  expect((await li.get(`/services/${offline.code}/apply`)).headers.location).toBe(`/services/${offline.code}`)
  expect((await li.post(`/services/${offline.code}/apply`, choices)).statusCode).toBe(409)
  expect((await li.get('/services/nothing/apply')).statusCode).toBe(404)
})
