import { expect, test } from 'vitest'
import { type Client, openHouse, signedInAs } from '../../../../tests/support/app.ts'
import { words } from '../../../../tests/support/applicant.ts'
import { at } from '../../../../tests/support/cases.ts'
import { hotlineStaff, registered, to } from '../../../../tests/support/hotline.ts'
import { db, world } from '../../../../tests/support/world.ts'
import { showDay } from '../../../core/day.ts'
import * as dispatching from '../dispatch.service.ts'
import * as handling from '../handling.service.ts'
import * as review from '../review.service.ts'
import { getOrder } from '../store.ts'
import * as supervision from '../supervision.service.ts'

const house = await openHouse()
const { today } = world()
const { operator, manager, head, officer } = await hotlineStaff()
const deskOf = (role: string, unitCode?: string) =>
  signedInAs(house, role, unitCode ? { unitCode, name: unitCode } : {})

async function dispatched(assisting: { unitCode: string; part: string }[] = []) {
  const number = await registered(today, operator)
  await dispatching.dispatch(at(today, operator), number, to('urban', { assisting }))
  return number
}
const page = async (desk: Client, number: string, move: string) =>
  words(await desk.get(`/desk/hotline/${number}/${move}`))

test('who decides reads who asked, why, and until when the reply would be due', async () => {
  const desk = await deskOf('hotlineManager')
  const longer = await dispatched()
  await handling.sign(at(today, officer), longer)
  await handling.askExtension(at(today, head), longer, { days: 3, words: '灯杆要定做' })
  const asked = await page(desk, longer, 'decide-extension')
  const before = (await getOrder(db, longer)).replyDueOn
  for (const text of ['城管局长', '延长 3 个工作日', '灯杆要定做', showDay(before)]) expect(asked).toContain(text)
  const promised = /同意以后 (\S+ 星期.)/.exec(asked)?.[1]
  await review.decideExtension(at(today, manager), longer, { verdict: 'approved', words: '' })
  expect(promised).toBe(showDay((await getOrder(db, longer)).replyDueOn))

  const elsewhere = await dispatched()
  await handling.askReturn(at(today, head), elsewhere, { suggestedUnitCode: 'education', words: '校门里的灯归学校' })
  const returning = await page(desk, elsewhere, 'decide-return')
  for (const text of ['校门里的灯归学校', '建议转给', '教育局', '不同意，由原单位继续办'])
    expect(returning).toContain(text)
})

test('a unit reads what its part is, and a town who handed the order down to it and why', async () => {
  const shared = await dispatched([{ unitCode: 'education', part: '问清学校几点关灯' }])
  expect(await page(await deskOf('departmentOfficer', 'education'), shared, 'assist')).toContain('问清学校几点关灯')
  const down = await dispatched()
  await dispatching.handDown(at(today, head), down, { unitCode: 'baiyi', words: '在白衣镇的集镇上' })
  const given = await page(await deskOf('townAgent', 'baiyi'), down, 'give-back')
  for (const text of ['城管局长', '在白衣镇的集镇上']) expect(given).toContain(text)
})

test('the leader reads with whom it lies and why it was brought up; who splits, what it was merged into', async () => {
  const number = await dispatched()
  await supervision.escalate(at(today, manager), number, { words: '拖了一个月' })
  const instructing = await page(await deskOf('leader'), number, 'instruct')
  for (const text of ['主办单位', '拖了一个月', '答复期限']) expect(instructing).toContain(text)
  const other = await registered(today, operator)
  await dispatching.merge(at(today, operator), other, { into: number, words: '同一盏灯' })
  const splitting = await page(await deskOf('hotlineOperator'), other, 'split')
  for (const text of [`${number}号工单`, '同一盏灯']) expect(splitting).toContain(text)
})
