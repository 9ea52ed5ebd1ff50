import { beforeEach, expect, test } from 'vitest'
import { type Day, day } from '../src/core/day.ts'
import { disclosure } from '../src/modules/disclosure/index.ts'
import { requests } from '../src/modules/requests/index.ts'
import { listActs } from '../src/platform/acts.ts'
import { noticeNewYear, redateRunning } from '../src/platform/redate.ts'
import { openHouse, signedInAs } from './support/app.ts'
import { db, world } from './support/world.ts'

const house = await openHouse('all')
const clocks = [...(disclosure.clocks ?? []), ...(requests.clocks ?? [])]
const flood = { key: 'flood', reason: '防汛停工' }

let serial = 0
async function request(more: { dueOn: Day; unitCode?: string; closedOn?: Day; extension?: number; receivedOn?: Day }) {
  const number = `2018-${String(++serial).padStart(4, '0')}`
  const { id } = await db
    .insertInto('informationRequests')
    .values({
      ...{ number, regionCode: '430781', unitCode: 'jinshi', regime: 'R2008', channel: 'online' },
      ...{ applicantKind: 'naturalPerson', applicantName: '王小明', subject: '补贴', wanted: '标准' },
      ...{ receivedOn: day('2018-09-03'), state: more.closedOn ? 'replied' : 'handling', ...more },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (more.extension) {
    const extension = { kind: 'extension', onDay: day('2018-09-10'), days: more.extension, ground: '延长' }
    await db
      .insertInto('requestClockEvents')
      .values({ requestId: id, position: 1, ...extension })
      .execute()
  }
  return number
}
const dueOf = async (number: string) =>
  (await db.selectFrom('informationRequests').select('dueOn').where('number', '=', number).executeTakeFirstOrThrow())
    .dueOn
const mailTo = (recipient: string) =>
  db.selectFrom('outboxMessages').select('body').where('recipient', '=', recipient).execute()

beforeEach(async () => {
  await db.deleteFrom('calendarOverrides').execute()
  await db
    .updateTable('informationRequests')
    .set({ closedOn: day('2018-12-01'), state: 'replied' })
    .execute()
  await db.updateTable('documents').set({ state: 'discarded' }).where('state', '=', 'draft').execute()
  await db.updateTable('units').set({ email: 'jinshi@test.invalid' }).where('code', '=', 'jinshi').execute()
})

// 15 working days from 2018-09-03 under Order 492; 2018-09-24 is the Mid-Autumn holiday: 国办发明电〔2017〕12号
test('a day corrected on the desk dates running requests and documents anew, and their owner is told once', async () => {
  const running = await request({ dueOn: day('2018-09-25') })
  const extended = await request({ dueOn: day('2018-10-12'), extension: 10 })
  const closed = await request({ dueOn: day('2018-09-25'), closedOn: day('2018-09-20') })
  const { id } = await db
    .insertInto('documents')
    .values({
      ...{
        regionCode: '430781',
        unitCode: 'jinshi',
        columnCode: 'files',
        kind: 'document',
        state: 'draft',
        search: '',
      },
      ...{ title: '防汛通知', writtenOn: day('2018-09-03'), regime: 'R2008', dueOn: day('2018-09-30') },
      ...{ draftedBy: 'test', validity: 'none', attribute: 'proactive', issuingBody: '津市市人民政府' },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const admin = await signedInAs(house, 'administrator')
  const correction = { day: '2018-09-10', kind: 'off', reason: '防汛停工', source: '津政发〔2018〕9号' }
  expect((await admin.post('/desk/system/calendar', correction)).statusCode).toBe(303)

  await expect.poll(() => mailTo('jinshi@test.invalid'), { timeout: 45_000 }).toHaveLength(1)
  expect(await dueOf(running)).toBe('2018-09-26')
  expect(await dueOf(extended)).toBe('2018-10-15')
  expect(await dueOf(closed)).toBe('2018-09-25')
  const document = db.selectFrom('documents').select('dueOn').where('id', '=', id)
  expect(await document.executeTakeFirst()).toEqual({ dueOn: '2018-10-08' })
  expect(await listActs(db, `request:${running}`)).toMatchObject([
    { act: 'requests.redated', data: { before: '2018-09-25', after: '2018-09-26' } },
  ])
  const [mail] = await mailTo('jinshi@test.invalid')
  expect(mail?.body).toMatch(/《防汛通知》.原期限 2018-09-30.现期限 2018-10-08/)
  expect(mail?.body).toMatch(new RegExp(`${extended}号政府信息公开申请.原期限 2018-10-12.现期限 2018-10-15`))
  expect(mail?.body).toContain('防汛停工')
  expect((await (await signedInAs(house, 'disclosureHead')).get(`/desk/disclosure/documents/${id}`)).body).toMatch(
    /原期限 2018-09-30.现期限 2018-10-08/,
  )
})

test('run twice, the job changes nothing and writes to nobody a second time', async () => {
  const number = await request({ dueOn: day('2018-09-24'), unitCode: 'xinzhou' })
  await db.updateTable('units').set({ email: 'xinzhou@test.invalid' }).where('code', '=', 'xinzhou').execute()
  expect(await redateRunning(world(), clocks, flood)).toBe(1)
  expect(await redateRunning(world(), clocks, flood)).toBe(0)
  expect(await dueOf(number)).toBe('2018-09-25')
  expect(await listActs(db, `request:${number}`)).toHaveLength(1)
  expect(await mailTo('xinzhou@test.invalid')).toHaveLength(1)
})

test('an interrupted run is taken up where it stopped, and the owner still gets one message for all', async () => {
  const many = await Promise.all(Array.from({ length: 230 }, () => request({ dueOn: day('2018-09-24') })))
  await db.updateTable('units').set({ email: 'office@test.invalid' }).where('code', '=', 'jinshi').execute()
  let saved = 0
  const breaking = clocks.map((clock) => ({
    ...clock,
    saveDue: async (...args: Parameters<typeof clock.saveDue>) => {
      if (++saved > 210) throw new Error('the power fails')
      await clock.saveDue(...args)
    },
  }))
  const cause = { key: 'power', reason: '停电' }
  await expect(redateRunning(world(), breaking, cause)).rejects.toThrow('the power fails')
  expect(await mailTo('office@test.invalid')).toEqual([])
  expect(await redateRunning(world(), clocks, cause)).toBe(30)
  const [mail, second] = await mailTo('office@test.invalid')
  expect(many.filter((number) => !mail?.body.includes(number))).toEqual([])
  expect(second).toBeUndefined()
})

test('days off of another year are noticed once, and provisional days become settled ones', async () => {
  await noticeNewYear(world(), clocks)
  expect(await noticeNewYear(world(), clocks)).toBe(0)
  const number = await request({ dueOn: day('2018-09-24') })
  expect(await noticeNewYear(world(), clocks)).toBe(0)
  await db
    .insertInto('calendarOverrides')
    .values({ day: day('2041-10-01'), kind: 'off', reason: '国庆节放假', source: '国办发明电〔2040〕1号' })
    .execute()
  expect(await noticeNewYear(world(), clocks)).toBe(1)
  expect(await dueOf(number)).toBe('2018-09-25')
})

test('a day that the published calendar does not reach is shown as provisional', async () => {
  const number = await request({ receivedOn: day('2061-08-08'), dueOn: day('2061-08-29') })
  const { body } = await (await signedInAs(house, 'disclosureOfficer')).get(`/desk/requests/${number}`)
  expect(body).toContain('8月29日')
  expect(body).toContain('这一天是暂定的')
})
