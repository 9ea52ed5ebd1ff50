import { expect, test } from 'vitest'
import { type Client, openHouse, signedInAs, visitorAt } from '../../../tests/support/app.ts'
import { storedRows } from '../../../tests/support/applicant.ts'
import { callForm } from '../../../tests/support/hotline.ts'
import { db } from '../../../tests/support/world.ts'
import { moveNames } from './acting.ts'
import { getOrder } from './store.ts'

const house = await openHouse()
const post = (client: Client, url: string, body: unknown, headers: Record<string, string> = {}) =>
  client.send({
    ...{ method: 'POST', url, payload: typeof body === 'string' ? body : JSON.stringify(body) },
    headers: { 'content-type': 'application/json', ...headers },
  })
const { submissionKey: _, ...said } = callForm()
const assigned = { ...said, channel: 'superiorHotline', superiorNumber: 'CD-9001' }
const at = (number: string, move: string) => `/api/v1/work-orders/${number}/moves/${move}`

test('the superior assigns, an operator dispatches, an officer signs and replies, all by programs', async () => {
  const operator = await signedInAs(house, 'hotlineOperator')
  const officer = await signedInAs(house, 'departmentOfficer', { unitCode: 'urban' })
  const told = await post(operator, '/api/v1/work-orders/assigned', assigned)
  expect(told.statusCode, told.body).toBe(200)
  const { number } = told.json()
  const rows = await storedRows()
  expect((await post(operator, '/api/v1/work-orders/assigned', assigned)).json()).toEqual({ number })
  expect(await storedRows()).toEqual(rows)
  const dispatched = await post(operator, at(number, 'dispatch'), {
    unitCode: 'urban',
    assisting: [],
    topicCode: '',
    words: '',
  })
  expect(dispatched.json(), dispatched.body).toMatchObject({ number, state: 'dispatched' })
  const signed = await post(officer, at(number, 'sign'), { version: dispatched.json().version })
  expect(signed.json()).toMatchObject({ state: 'handling' })
  const stale = await post(officer, at(number, 'reply'), {
    text: '好了',
    way: 'phone',
    version: dispatched.json().version,
  })
  expect([stale.statusCode, stale.json().code]).toEqual([409, 'hotline.changedMeanwhile'])
  const replied = await post(officer, at(number, 'reply'), {
    text: '修好了',
    way: 'phone',
    version: signed.json().version,
  })
  expect(replied.json()).toMatchObject({ state: 'replied' })
  expect(await getOrder(db, number)).toMatchObject({ state: 'replied' })
})

test('bad input, other sites and people without the right are told so, and nothing is stored', async () => {
  const operator = await signedInAs(house, 'hotlineOperator')
  const stranger = await signedInAs(house, 'departmentOfficer', { unitCode: 'education' })
  const { number } = (
    await post(operator, '/api/v1/work-orders/assigned', { ...assigned, superiorNumber: 'CD-9002' })
  ).json()
  const before = await storedRows()
  const answers: [number, number][] = []
  const expecting = async (status: number, reply: Promise<{ statusCode: number }>) =>
    answers.push([status, (await reply).statusCode])
  const wrong = [
    { ...assigned, superiorNumber: '' },
    { ...assigned, kind: 'nix' },
    { ...assigned, text: '长'.repeat(5001) },
  ]
  for (const form of wrong) await expecting(422, post(operator, '/api/v1/work-orders/assigned', form))
  await expecting(
    422,
    post(operator, '/api/v1/work-orders/assigned', { ...assigned, superiorNumber: 'x', personPhone: '12' }),
  )
  await expecting(400, post(operator, '/api/v1/work-orders/assigned', '{'))
  const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  await expecting(403, post(operator, '/api/v1/work-orders/assigned', { ...assigned, superiorNumber: 'y' }, elsewhere))
  await expecting(403, post(stranger, '/api/v1/work-orders/assigned', assigned))
  await expecting(401, post(visitorAt(house), '/api/v1/work-orders/assigned', assigned))
  await expecting(404, post(operator, at('G20200101-0001', 'split'), { words: '' }))
  await expecting(409, post(operator, at(number, 'split'), { words: '' }))
  await expecting(
    422,
    post(operator, at(number, 'dispatch'), { unitCode: 'nix', assisting: [], topicCode: '', words: '' }),
  )
  for (const move of moveNames) {
    const reply = await post(visitorAt(house), at(number, move), {})
    answers.push([401, reply.statusCode])
  }
  expect(answers.filter(([wanted, got]) => wanted !== got)).toEqual([])
  expect(await storedRows()).toEqual(before)
})
