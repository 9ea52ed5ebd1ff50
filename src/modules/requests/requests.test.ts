import { beforeAll, expect, test } from 'vitest'
import { openHouse, signedInAs } from '../../../tests/support/app.ts'
import { expectValidHtml } from '../../../tests/support/html.ts'
import { db } from '../../../tests/support/world.ts'
import { day } from '../../core/day.ts'
import { answerKey, answers } from './answers.ts'
import { refusalGrounds, replyKinds } from './schema.ts'

const house = await openHouse()

const request = {
  regionCode: '430781',
  number: '2018-0042',
  unitCode: 'jinshi',
  regime: 'R2008',
  state: 'replied',
  channel: 'online',
  applicantKind: 'naturalPerson',
  applicantName: '王小明',
  applicantIdNumber: '430781199001011234',
  applicantContact: '13812345678',
  subject: '补贴发放标准',
  wanted: '当年的发放标准',
  receivedOn: day('2018-03-01'),
  dueOn: day('2018-03-22'),
  closedOn: day('2018-03-15'),
} as const
beforeAll(async () => {
  await db.insertInto('informationRequests').values(request).execute()
})

test('every kind of reply, and every ground of refusal, is counted in exactly one line', () => {
  const keys = answers.map(answerKey)
  expect(new Set(keys).size).toBe(keys.length)
  const expected = replyKinds.flatMap((kind) =>
    kind === 'refused' ? refusalGrounds.map((g) => `refused:${g}`) : [kind],
  )
  expect(keys.toSorted()).toEqual(expected.toSorted())
})

test.each(['/desk/requests?group=all', '/desk/requests/2018-0042'])(
  '%s shows no name, number or contact of the applicant',
  async (url) => {
    const { body, statusCode } = await (await signedInAs(house, 'disclosureOfficer')).get(url)
    expect(statusCode).toBe(200)
    await expectValidHtml(body)
    expect(body).toContain('王**')
    for (const secret of ['王小明', request.applicantIdNumber, request.applicantContact])
      expect(body).not.toContain(secret)
  },
)

test('a closed request without a kind of reply says what that means for the form', async () => {
  const { body } = await (await signedInAs(house, 'disclosureOfficer')).get('/desk/requests/2018-0042')
  expect(body).toContain('没有登记答复类型')
})

test('a town sees no request to another unit', async () => {
  const town = await signedInAs(house, 'disclosureOfficer', { unitCode: 'xinzhou' })
  expect((await town.get('/desk/requests')).body).not.toContain('2018-0042')
  expect((await town.get('/desk/requests/2018-0042')).statusCode).toBe(403)
  expect((await town.get('/desk/requests/2018-9999')).statusCode).toBe(404)
})

test('what is masked is shown for a reason, which becomes an act; without one nothing is shown', async () => {
  const head = await signedInAs(house, 'disclosureHead')
  const address = '/desk/requests/2018-0042/reveal'
  const refused = await head.post(address, { field: 'applicantContact', reason: '' })
  expect(refused.statusCode).toBe(422)
  expect(refused.body).not.toContain(request.applicantContact)
  const shown = await head.post(address, { field: 'applicantContact', reason: '电话告知申请人补正' })
  expect(shown.body).toContain(request.applicantContact)
  await expectValidHtml(shown.body)
  const acts = await db.selectFrom('acts').select(['subject', 'data']).where('act', '=', 'identity.revealed').execute()
  expect(acts).toEqual([
    { subject: 'request:2018-0042', data: { field: 'applicantContact', reason: '电话告知申请人补正' } },
  ])
  const leader = await signedInAs(house, 'leader')
  expect((await leader.post(address, { field: 'applicantContact', reason: '电话告知申请人补正' })).statusCode).toBe(403)
})
