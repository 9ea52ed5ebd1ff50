import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Client, citizenAt, openHouse, type Reply, signedInAs, visitorAt } from '../../../tests/support/app.ts'
import { jpeg, storedRows } from '../../../tests/support/applicant.ts'
import { caseForm, caseOf } from '../../../tests/support/cases.ts'
import { publishedItem } from '../../../tests/support/items.ts'
import { db } from '../../../tests/support/world.ts'
import { moveNames } from './acting.ts'
import { getCase } from './store.ts'

const house = await openHouse()
const item = await publishedItem(db)
const picture = (key: string, bytes = Buffer.concat([jpeg, Buffer.from(randomUUID())])) => ({
  ...{ key, name: `${key}.jpg` },
  content: bytes.toString('base64'),
})
const application = (change: Record<string, unknown> = {}) => ({
  ...caseForm(),
  itemCode: item.code,
  files: [picture('application'), picture('drawing')],
  ...change,
})

const post = (client: Client, url: string, body: unknown, headers: Record<string, string> = {}) =>
  client.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(body),
  })
const fieldsOf = (reply: Reply) => reply.json().problems?.map((p: { field: string }) => p.field)

test('a program applies for whoever is signed in and follows; sending twice is one case', async () => {
  const li = await citizenAt(house)
  const form = application()
  const reply = await post(li, '/api/v1/cases', form)
  expect(reply.statusCode, reply.body).toBe(201)
  const told = reply.json()
  const before = await storedRows()
  const again = application({ submissionKey: form.submissionKey })
  expect((await post(li, '/api/v1/cases', again)).json()).toEqual(told)
  expect(await storedRows()).toEqual(before)
  const followed = await post(visitorAt(house), '/api/v1/cases/follow', told)
  expect(followed.statusCode, followed.body).toBe(200)
  expect(followed.json()).toMatchObject({
    ...{ number: told.number, state: 'submitted', item: '户外广告设施设置审批' },
    papers: [{ kind: 'receipt', title: '收件凭证' }],
  })
  const own = await li.get(`/api/v1/cases/${told.number}`)
  expect(own.json()).toEqual(followed.json())
  expect(own.body).not.toContain('李小梅')
})

test('strangers learn nothing of a case, not even whether it is there', async () => {
  const li = await citizenAt(house)
  const { number } = (await post(li, '/api/v1/cases', application())).json()
  const other = await citizenAt(house)
  const [theirs, nowhere] = [await other.get(`/api/v1/cases/${number}`), await other.get('/api/v1/cases/430781-1-1')]
  expect([theirs.statusCode, nowhere.statusCode]).toEqual([404, 404])
  expect(theirs.body.replaceAll(number, '')).toBe(nowhere.body.replaceAll('430781-1-1', ''))
  expect((await visitorAt(house).get(`/api/v1/cases/${number}`)).statusCode).toBe(401)
  const wrong = await post(visitorAt(house), '/api/v1/cases/follow', { number, code: 'AAAABBBBCCCC' })
  expect(wrong.statusCode).toBe(409)
  expect(wrong.headers['content-type']).toContain('application/problem+json')
})

test.each<[string, Record<string, unknown>, string]>([
  ['a check digit that is wrong', { idNumber: '110105194912310029' }, 'idNumber'],
  ['an answer that is none', { answers: { site: '路', area: 900, from: '2027-04-01' } }, 'answers.area'],
  ['an answer that nobody asked for', { answers: { ...caseForm().answers, evil: 'x' } }, 'answers.evil'],
  ['a missing material', { files: [picture('application')] }, 'materials.drawing'],
  [
    'a program called a picture',
    { files: [picture('application', Buffer.from('MZ\u0090'.padEnd(300, '\u0000')))] },
    'materials.application',
  ],
  ['a question left open', { choices: {} }, 'choices.who'],
  ['a key that is none', { submissionKey: 'x' }, 'submissionKey'],
])('%s is named, and nothing is stored', async (_, change, field) => {
  const li = await citizenAt(house)
  const before = await storedRows()
  const reply = await post(li, '/api/v1/cases', application(change))
  expect(reply.statusCode, reply.body).toBe(422)
  expect(fieldsOf(reply)).toContain(field)
  expect(await storedRows()).toEqual(before)
})

test('nobody applies without a session, from another site, or as staff; an item that is not open is not there', async () => {
  const li = await citizenAt(house)
  expect((await post(visitorAt(house), '/api/v1/cases', application())).statusCode).toBe(401)
  const elsewhere = { origin: 'https://elsewhere.example' }
  expect((await post(li, '/api/v1/cases', application(), elsewhere)).statusCode).toBe(403)
  expect((await post(await signedInAs(house, 'windowClerk'), '/api/v1/cases', application())).statusCode).toBe(403)
  expect((await post(li, '/api/v1/cases', application({ itemCode: 'nothing' }))).statusCode).toBe(404)
  const offline = await publishedItem(db, { elements: { online: false } })
  const reply = await post(li, '/api/v1/cases', application({ itemCode: offline.code }))
  expect(reply.json()).toMatchObject({ status: 409, code: 'cases.notOnline' })
})

test('an officer moves a case with the form of the desk and is told where it stands, or why not', async () => {
  const number = await caseOf('2026-03-02', { itemCode: item.code })
  const officer = await signedInAs(house, 'departmentOfficer', { unitCode: 'urban' })
  const move = (client: Client, name: string, body: unknown) =>
    post(client, `/api/v1/cases/${number}/moves/${name}`, body)
  const stale = await move(officer, 'accept', { note: '', version: 99 })
  expect(stale.json()).toMatchObject({ status: 409, code: 'cases.changedMeanwhile' })
  const { version } = await getCase(db, number)
  const reply = await move(officer, 'accept', { note: '', version })
  expect(reply.statusCode, reply.body).toBe(200)
  const after = await getCase(db, number)
  expect(reply.json()).toEqual({ number, state: 'accepted', dueOn: after.dueOn, version: after.version })
  expect((await move(officer, 'accept', { note: '' })).json()).toMatchObject({ code: 'cases.notInThisState' })
  expect(fieldsOf(await move(officer, 'startSpecial', { kind: 'nothing' }))).toEqual(
    expect.arrayContaining(['kind', 'reason']),
  )
  expect((await move(await signedInAs(house, 'leader'), 'withdraw', {})).statusCode).toBe(403)
  expect((await move(await citizenAt(house), 'withdraw', {})).statusCode).toBe(403)
})

test('every move is described', async () => {
  const { paths } = (await visitorAt(house).get('/api/v1/openapi.json')).json()
  for (const name of moveNames) expect(Object.keys(paths)).toContain(`/api/v1/cases/{number}/moves/${name}`)
})
