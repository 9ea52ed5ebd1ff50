import { expect, test } from 'vitest'
import { type Client, openHouse, signedInAs, visitorAt } from '../../../tests/support/app.ts'
import { requestOf } from '../../../tests/support/requests.ts'
import { db } from '../../../tests/support/world.ts'
import { moveNames } from './acting.ts'
import { getRequest } from './store.ts'

const house = await openHouse()
const officer = await signedInAs(house, 'disclosureOfficer')

const send = (client: Client, number: string, move: string, body: unknown, headers: Record<string, string> = {}) =>
  client.send({
    method: 'POST',
    url: `/api/v1/requests/${number}/moves/${move}`,
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(body),
  })

test('a move is made with the form of the desk and tells where the request stands', async () => {
  const number = await requestOf()
  const reply = await send(officer, number, 'take', { version: 1 })
  expect(reply.statusCode, reply.body).toBe(200)
  const { dueOn, version } = await getRequest(db, number)
  expect(reply.json()).toEqual({ number, state: 'handling', dueOn, version })
})

test('a refusal has the same code and article as on the desk; a field that is wrong is named', async () => {
  const number = await requestOf()
  await db.updateTable('informationRequests').set({ extension: 5 }).where('number', '=', number).execute()
  const refused = await send(officer, number, 'proposeExtension', { days: 5, reason: '多' })
  expect(refused.statusCode).toBe(409)
  expect(refused.headers['content-type']).toContain('application/problem+json')
  expect(refused.json()).toMatchObject({
    code: 'requests.alreadyExtended',
    basis: expect.stringContaining('第三十三条'),
  })
  const stale = await send(officer, number, 'take', { version: 99 })
  expect(stale.json()).toMatchObject({ status: 409, code: 'requests.changedMeanwhile' })
  const wrong = await send(officer, number, 'askSupplement', { until: 'soon' })
  expect(wrong.statusCode).toBe(422)
  expect(
    wrong
      .json()
      .problems.map((p: { field: string }) => p.field)
      .toSorted(),
  ).toEqual(['points', 'until'])
})

test('nothing is taken from strangers, from other sites, or in the form of a form', async () => {
  const number = await requestOf()
  expect((await send(visitorAt(house), number, 'take', {})).statusCode).toBe(401)
  const town = await signedInAs(house, 'disclosureOfficer', { unitCode: 'xinzhou' })
  expect((await send(town, number, 'take', {})).statusCode).toBe(403)
  const leader = await signedInAs(house, 'leader')
  expect((await send(leader, number, 'take', {})).statusCode).toBe(403)
  for (const [name, value] of [
    ['origin', 'https://elsewhere.example'],
    ['origin', 'null'],
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
  ] as const)
    expect((await send(officer, number, 'take', {}, { [name]: value })).statusCode, value).toBe(403)
  const form = await officer.send({
    method: 'POST',
    url: `/api/v1/requests/${number}/moves/take`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'version=1',
  })
  expect(form.statusCode).toBe(415)
  expect((await getRequest(db, number)).state).toBe('received')
  const own = { origin: 'https://desk.example', 'sec-fetch-site': 'same-origin', host: 'desk.example' }
  expect((await send(officer, number, 'take', {}, own)).statusCode).toBe(200)
})

test('every move is described', async () => {
  const { paths } = (await officer.get('/api/v1/openapi.json')).json()
  for (const name of moveNames)
    expect(
      Object.keys(paths).some((path) => path.endsWith(`/moves/${name}`)),
      name,
    ).toBe(true)
})
