import { expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../tests/support/app.ts'
import { application, jpeg, storedRows } from '../../../tests/support/applicant.ts'

const house = await openHouse()
const machine = visitorAt(house)
const identityProof = [{ name: '身份证.jpg', content: jpeg.toString('base64') }]

const post = (url: string, body: unknown) =>
  machine.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  })
const fieldsOf = (reply: { json: () => { problems?: { field: string }[] } }) =>
  reply.json().problems?.map((p) => p.field)

test('a machine applies and follows, and sending twice is one request', async () => {
  const form = { ...application(), identityProof }
  const reply = await post('/api/v1/requests', form)
  expect(reply.statusCode, reply.body).toBe(201)
  const told = reply.json()
  expect((await post('/api/v1/requests', form)).json()).toEqual(told)
  const followed = await post('/api/v1/requests/follow', told)
  expect(followed.statusCode, followed.body).toBe(200)
  expect(followed.json()).toMatchObject({
    number: told.number,
    state: 'received',
    letters: [{ kind: 'receipt', title: '登记回执' }],
  })
  expect(followed.body).not.toContain('李小梅')
})

test('what is wrong is named field by field, and nothing is stored', async () => {
  const before = await storedRows()
  const html = [{ name: 'a.jpg', content: Buffer.from('<html>').toString('base64') }]
  for (const [body, fields] of [
    [application(), ['identityProof']],
    [{ ...application({ idNumber: '110105194912310029' }), identityProof }, ['idNumber']],
    [{ ...application(), identityProof: html }, ['identityProof']],
    [{ ...application(), identityProof: [{ name: 'a', content: '不是' }] }, ['identityProof.0.content']],
    [{ ...application({ unitCode: '../etc' }), identityProof }, ['unitCode']],
  ] as const) {
    const reply = await post('/api/v1/requests', body)
    expect(reply.statusCode, reply.body).toBe(422)
    expect(fieldsOf(reply)).toEqual(fields)
  }
  expect(await storedRows()).toEqual(before)
})

test('a wrong code and a number that is not there answer alike', async () => {
  const { number } = (await post('/api/v1/requests', { ...application(), identityProof })).json()
  const wrong = await post('/api/v1/requests/follow', { number, code: 'AAAA-BBBB-CCCC' })
  const nowhere = await post('/api/v1/requests/follow', { number: '2001-0001', code: 'AAAA-BBBB-CCCC' })
  expect([wrong.statusCode, wrong.body]).toEqual([409, nowhere.body])
})

test('both calls describe themselves', async () => {
  const { paths } = (await machine.get('/api/v1/openapi.json')).json()
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/v1/requests', '/api/v1/requests/follow']))
})
