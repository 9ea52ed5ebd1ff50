import { expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { db } from '../../../tests/support/world.ts'

const house = await openHouse()
const auditor = () => signedInAs(house, 'disclosureHead', { name: '刘主任' })

test('a remedy is recorded, pending until its outcome is', async () => {
  const client = await auditor()
  const fields = {
    unitCode: 'jinshi',
    kind: 'litigation',
    number: '（2018）湘0781行初3号',
    requestNumber: '',
    openedOn: '2018-05-02',
  }
  expect((await client.post('/desk/supervision/remedies', fields)).statusCode).toBe(303)
  const { id, outcome } = await db.selectFrom('legalRemedies').select(['id', 'outcome']).executeTakeFirstOrThrow()
  expect(outcome).toBe('pending')
  const early = await client.post(`/desk/supervision/remedies/${id}/close`, {
    outcome: 'upheld',
    closedOn: '2018-05-01',
  })
  expect(early.statusCode).toBe(422)
  expect(early.body).toContain('日期不能早于 2018-05-02')
  expect(
    (await client.post(`/desk/supervision/remedies/${id}/close`, { outcome: 'upheld', closedOn: '2018-08-01' }))
      .statusCode,
  ).toBe(303)
  expect(
    (await client.post(`/desk/supervision/remedies/${id}/close`, { outcome: 'other', closedOn: '2018-08-01' }))
      .statusCode,
  ).toBe(409)
  const { body } = await client.get('/desk/supervision/remedies')
  await expectValidHtml(body)
  expect(body).toContain('结果维持')
  expect(
    await db.selectFrom('acts').select('act').where('subject', '=', `remedy:${id}`).orderBy('id').execute(),
  ).toEqual([{ act: 'supervision.remedyRecorded' }, { act: 'supervision.remedyClosed' }])
})

test('a remedy names only a request that exists; what was typed is kept', async () => {
  const client = await auditor()
  const fields = {
    unitCode: 'jinshi',
    kind: 'reconsideration',
    number: '津复〔2018〕1号',
    requestNumber: '2018-9999',
    openedOn: '2018-05-02',
  }
  const { body, statusCode } = await client.post('/desk/supervision/remedies', fields)
  expect(statusCode).toBe(422)
  expect(body).toContain('没有登记号为“2018-9999”的申请')
  expect(body).toContain('value="津复〔2018〕1号"')
})

test('a complaint is recorded and closed; one from the future is not', async () => {
  const client = await auditor()
  const complaint = { unitCode: 'jinshi', subject: '公开栏未更新', receivedOn: '2018-03-01' }
  expect(
    (await client.post('/desk/supervision/complaints', { ...complaint, receivedOn: '2999-01-01' })).statusCode,
  ).toBe(422)
  expect((await client.post('/desk/supervision/complaints', complaint)).statusCode).toBe(303)
  const { id } = await db.selectFrom('complaints').select('id').executeTakeFirstOrThrow()
  expect(
    (await client.post(`/desk/supervision/complaints/${id}/close`, { outcome: '已更新并回复', closedOn: '2018-03-05' }))
      .statusCode,
  ).toBe(303)
  const { body } = await client.get('/desk/supervision/complaints')
  await expectValidHtml(body)
  expect(body).toContain('已更新并回复')
})

test('a unit outside the reach is not recorded against', async () => {
  const town = await signedInAs(house, 'disclosureHead', { unitCode: 'xinzhou' })
  const complaint = { unitCode: 'jinshi', subject: '某事', receivedOn: '2018-03-01' }
  expect((await town.post('/desk/supervision/complaints', complaint)).statusCode).toBe(403)
})
