import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { escalateOverdue, remind } from '../../src/modules/hotline/jobs.ts'
import { getOrder } from '../../src/modules/hotline/store.ts'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { listen, openHouse } from '../support/app.ts'
import { expectGoodPage, openPage } from '../support/browser.ts'
import { daysPass } from '../support/hotline.ts'
import { makeMove } from '../support/order-desk.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse('all')
const baseURL = await listen(house)
await createDemonstrationAccounts(house.identity, world())
const mirror = await openPage({ baseURL, width: 360 })
await mirror.goto('/letters')
const look = (page: Page) => expectGoodPage(page, mirror)
const main = async (page: Page) => (await page.getByRole('main').textContent()) ?? ''
const press = (page: Page, button: string | RegExp) => page.getByRole('button', { name: button, exact: true }).click()

/** A member of staff at a telephone of 360 px on which scripts are off. */
async function atDesk(username: string): Promise<Page> {
  const page = await openPage({ baseURL, width: 360, javaScript: false })
  await page.goto('/desk/sign-in')
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码').fill('mingtang')
  await press(page, '登录')
  await page.waitForURL('**/desk')
  return page
}

/** Makes a move on the page of an order. */
const make = (page: Page, ...move: [number: string, move: string, fields: Record<string, string>, button: string]) =>
  makeMove({ page, look }, ...move)

test('a letter to the mayor is dispatched as proposed, answered late, escalated, answered, published without names and followed up', async () => {
  // At home, on an old telephone. What is missing is told, what was typed stays.
  const citizen = await openPage({ baseURL, width: 360, javaScript: false })
  await citizen.goto('/letters')
  await look(citizen)
  await citizen.getByRole('link', { name: '写信' }).first().click()
  await citizen.getByRole('radio', { name: /^市长信箱/ }).check()
  await citizen.getByRole('radio', { name: /^求助/ }).check()
  await citizen.getByLabel('一句话说清是什么事').fill('母亲的低保停了两个月')
  await citizen
    .getByLabel('写清经过')
    .fill('我叫李小梅，母亲的低保从九月起没有发，社区说不清楚。请打 13912345678 找我。')
  await citizen.getByRole('radio', { name: /^可以看/ }).check()
  await citizen.getByLabel('姓名', { exact: true }).fill('李小梅')
  await citizen.getByLabel('联系电话').fill('139')
  await citizen.getByRole('checkbox', { name: /同意公开这封信/ }).check()
  await press(citizen, '寄出')
  expect(await citizen.title()).toMatch(/^有误/)
  expect(await citizen.getByLabel('一句话说清是什么事').inputValue()).toBe('母亲的低保停了两个月')
  await look(citizen)
  await citizen.getByLabel('联系电话').fill('13912345678')
  await press(citizen, '寄出')
  await citizen.waitForURL('**/letters/receipt')
  await look(citizen)
  const receipt = await main(citizen)
  const number = /G\d{8}-\d{4}/.exec(receipt)?.[0] ?? ''
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(receipt)?.[0] ?? ''

  // The operator finds unit and topic chosen, with the word that hit, and agrees.
  const operator = await atDesk('huawu')
  await operator.goto('/desk/hotline?group=dispatch')
  await look(operator)
  await operator.getByRole('link', { name: number }).click()
  await operator.getByRole('link', { name: '派单', exact: true }).click()
  expect(await main(operator)).toContain('“低保”')
  expect(await operator.getByLabel('主办单位').inputValue()).toBe('civil')
  await look(operator)
  await press(operator, '派单')
  await operator.waitForURL('**?done=dispatch')
  await look(operator)
  expect(await getOrder(db, number)).toMatchObject({ topicCode: 'subsistence', proposedTopicCode: 'subsistence' })

  // The bureau signs for it and lets it lie: a month later it is red, and the clock takes it to the leader.
  const officer = await atDesk('bumen')
  await officer.goto(`/desk/hotline/${number}`)
  await press(officer, '签收')
  await officer.waitForURL('**?done=sign')
  await make(officer, number, '登记首次联系', { 联系的情况: '电话里问了户名和社区' }, '登记联系情况')
  await daysPass(number, 30)
  expect(await remind(world())).toBe(1)
  expect(await escalateOverdue(world())).toBe(1)
  await officer.goto('/desk/hotline')
  expect(await main(officer)).toMatch(/已逾期\s*\d+ 个工作日/)
  await look(officer)

  // The person sees that it is late, adds what they have learnt, and urges.
  const later = await openPage({ baseURL, width: 360, javaScript: false })
  await later.goto('/letters/follow')
  await later.getByLabel('编号').fill(number)
  await later.getByLabel('查询码').fill(code.toLowerCase())
  await press(later, '查看进度')
  await later.waitForURL(`**/letters/${number}`)
  expect(await main(later)).toContain('已经过了，我们正在催办')
  await look(later)
  await later.getByText('有新的情况，补充说明').click()
  await later.getByLabel('补充的内容').fill('银行说是八月二十日最后一次发')
  await press(later, '提交补充')
  await later.waitForURL('**?done=supplement')
  await look(later)
  await press(later, '催办')
  await later.waitForURL('**?done=urge')
  await look(later)

  // The leader reads it among what is theirs, and writes on it.
  const leader = await atDesk('lingdao')
  await leader.getByRole('link', { name: /报给您、等待批示的工单/ }).click()
  await look(leader)
  await make(leader, number, '批示', { 批示: '请民政局本周查清，补发到位' }, '批示')
  await officer.goto(`/desk/hotline/${number}`)
  expect(await main(officer)).toContain('请民政局本周查清，补发到位')
  expect(await main(officer)).toContain('银行说是八月二十日最后一次发')

  // It is answered, and another pair of eyes finds the matter settled.
  const answer = '李小梅您好：系统漏录了年审，已经补录，两个月的低保金 1,300 元本周五前补发到原卡。'
  await make(officer, number, '答复', { 答复: answer }, '答复来访人')
  await make(officer, number, '申请办结', { 办理结果: '已解决', 办理情况: '补录年审，补发两个月' }, '申请办结')
  const manager = await atDesk('rexian')
  await manager.goto('/desk/hotline/proposals')
  expect(await main(manager)).toContain(number)
  await look(manager)
  await make(manager, number, '审核办结', {}, '提交审核意见')

  // What is published names nobody; whoever puts a name back is stopped.
  await manager.goto(`/desk/hotline/${number}/publish`)
  const draft = await manager.getByLabel('公开的诉求').inputValue()
  expect(draft).toContain('低保从九月起没有发')
  expect(draft).not.toMatch(/李小梅|13912345678/)
  await look(manager)
  await manager.getByLabel('公开的诉求').fill(`${draft}李小梅`)
  await press(manager, '审核无误，公开')
  expect(await manager.title()).toMatch(/^有误/)
  expect(await main(manager)).toContain('请删去')
  await look(manager)
  await manager.getByLabel('公开的诉求').fill(draft)
  await press(manager, '审核无误，公开')
  await manager.waitForURL('**?done=publish')
  await look(manager)

  const neighbour = await openPage({ baseURL, width: 360, javaScript: false })
  await neighbour.goto('/letters/published')
  await look(neighbour)
  await neighbour.getByRole('link', { name: '母亲的低保停了两个月' }).click()
  expect(await main(neighbour)).toContain('本周五前补发到原卡')
  expect(await neighbour.content()).not.toMatch(/李小梅|13912345678/)
  await look(neighbour)

  // The hotline rings back; the person reads the answer by the code they were given.
  await operator.goto('/desk/hotline?group=followUp')
  await look(operator)
  await make(operator, number, '回访', { 联系上了吗: '联系上了', 满意程度: '满意', 来访人的话: '钱到了' }, '登记回访')
  expect(await getOrder(db, number)).toMatchObject({
    state: 'followedUp',
    satisfaction: 2,
    escalatedOn: expect.anything(),
  })
  await later.reload()
  expect(await main(later)).toContain('两个月的低保金 1,300 元')
  expect(await main(later)).toContain('您的评价满意')
  await look(later)
  await press(later, '退出查看')
  await later.goto(`/letters/${number}`)
  expect(await main(later)).not.toContain('低保')
}, 180_000)
