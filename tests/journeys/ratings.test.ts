import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { begin, callNext, finish, signOn } from '../../src/modules/hall/counter.service.ts'
import { findOpenCall } from '../../src/modules/hall/queue.store.ts'
import { getOrder } from '../../src/modules/hotline/store.ts'
import { askForRatings } from '../../src/modules/ratings/asking.service.ts'
import { followOrders } from '../../src/modules/ratings/orders.service.ts'
import { findOf } from '../../src/modules/ratings/store.ts'
import { listen, openHouse, sessionAs, signedInAs } from '../support/app.ts'
import { expectGoodPage, expectNoAxeViolations, openPage } from '../support/browser.ts'
import { clerk } from '../support/cases.ts'
import { counterId, openAllDay, pairingCodeIn, take } from '../support/hall.ts'
import { publishedItem } from '../support/items.ts'
import { makeMove } from '../support/order-desk.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse('all')
const baseURL = await listen(house)
await openAllDay()
const manager = await signedInAs(house, 'hallManager')
const item = await publishedItem(db)
const window1 = await counterId(1)
const wang = await clerk('windowClerk', 'services', '王芳')
await signOn(world({ actor: wang }), window1)

const mirror = await openPage({ baseURL, width: 360 })
await mirror.goto('/ratings')
let shots = 0
const look = async (page: Page) => {
  if (process.env.SHOTS)
    await page.screenshot({
      path: `${process.env.SHOTS}/rating-${String(++shots).padStart(2, '0')}.png`,
      fullPage: true,
    })
  await expectGoodPage(page, mirror)
}
const main = async (page: Page) => (await page.getByRole('main').textContent()) ?? ''
const press = (page: Page, button: string) => page.getByRole('button', { name: button, exact: true }).click()

/** A member of staff at a telephone of 360 px on which scripts are off. */
async function atDesk(role: string, of: { unitCode?: string; name: string }): Promise<Page> {
  const page = await openPage({ baseURL, width: 360, javaScript: false })
  const [name = '', value = ''] = (await sessionAs(role, of)).split('=')
  await page.context().addCookies([{ name, value, url: baseURL }])
  return page
}

const visitor = { name: '李小梅', phone: '13912345678' }

/** The window serves someone to the end. @returns the ticket */
async function serve() {
  const { ticket } = await take(world(), 'urban/city', { ...visitor, itemId: item.id })
  const at = () => world({ actor: wang })
  await callNext(at(), window1, randomUUID())
  const call = (await findOpenCall(db, window1))?.id ?? 0
  await begin(at(), window1, call)
  await finish(at(), window1, call)
  return ticket
}

const ratingOf = async (ticketId: number) => (await findOf(db, `ticket:${ticketId}`)) ?? expect.fail('it was not rated')

test('a bad rating at the terminal becomes a work order, is put right, answered and closed; the rated never see who', {
  timeout: 300_000,
}, async () => {
  const ticket = await serve()
  const kiosk = await openPage({ baseURL, width: 1080, height: 1920 })
  const made = await manager.post('/desk/hall/devices/main', { kind: 'kiosk', name: '东门自助机', counter: '' })
  const type = async (text: string) => {
    for (const sign of text) await kiosk.locator(`[data-keys]:not([hidden]) [data-sign="${sign}"]`).click()
  }
  await kiosk.goto('/kiosk')
  await type(pairingCodeIn(made.body))
  await press(kiosk, '配对')
  await kiosk.waitForURL('**/kiosk/main')
  await kiosk.getByRole('link', { name: /评价/ }).first().click()
  await type(ticket.label)
  await press(kiosk, '去评价')
  await kiosk.waitForURL(`**/rate/${ticket.label}`)
  await expectNoAxeViolations(kiosk)
  await kiosk.getByRole('link', { name: /^不满意/ }).click()
  await kiosk.getByRole('checkbox', { name: /没有一次说清/ }).check()
  // Who took the number with a telephone may be rung on it; no digit of it stands on a screen in the hall.
  await kiosk.getByRole('checkbox', { name: '愿意接听回访' }).check()
  expect(await kiosk.content()).not.toContain(visitor.phone.slice(-4))
  await expectNoAxeViolations(kiosk)
  await press(kiosk, '提交评价')
  await kiosk.getByText('评价收到了').first().waitFor()
  expect(await kiosk.content()).not.toContain(visitor.phone)

  const rating = await ratingOf(ticket.id)
  const number = rating.workOrder ?? expect.fail('no work order was opened')
  const pages: string[] = []
  const seen = async (page: Page) => {
    pages.push(await page.content())
    await look(page)
  }
  const officer = await atDesk('departmentOfficer', { unitCode: 'urban', name: '城管经办人' })
  await officer.goto('/desk/hotline')
  await seen(officer)
  await officer.getByRole('link', { name: number }).first().click()
  await seen(officer)
  expect(await main(officer)).toContain('没有一次说清要带什么')
  await press(officer, '签收')
  await officer.waitForURL('**?done=sign')
  const handle = (...move: [move: string, fields: Record<string, string>, button: string]) =>
    makeMove({ page: officer, look: seen }, number, ...move)
  await handle('登记首次联系', { 联系的情况: '请热线转告，已向窗口核实' }, '登记联系情况')
  await handle('答复', { 答复: '已经在窗口贴出要带材料的清单，收件时逐项核对。' }, '答复来访人')
  await handle('申请办结', { 办理结果: '已解决', 办理情况: '贴出清单，培训了窗口人员' }, '申请办结')

  const hotline = await atDesk('hotlineManager', { name: '热线负责人' })
  await makeMove({ page: hotline, look }, number, '审核办结', {}, '提交审核意见')
  expect(await followOrders(world())).toBe(1)
  // Another unit rings them, and looks up for it whom: an act that is kept.
  const ringing = await atDesk('hotlineManager', { name: '热线副主任' })
  await ringing.goto(`/desk/ratings/${rating.id}`)
  expect(await main(ringing)).toContain('愿意接听回访')
  await ringing.getByText('查看被遮盖的内容').click()
  await ringing.getByLabel('要查看的内容').selectOption('评价人电话')
  await ringing.getByLabel('查看的理由').fill('差评办结回访')
  await press(ringing, '查看')
  expect(await main(ringing)).toContain(`评价人电话：${visitor.phone}`)
  const said = { 联系上了: '联系上了', 满意程度: '满意', 来访人的话: '现在一次就说清了' }
  await makeMove({ page: ringing, look }, number, '回访', said, '登记回访')
  expect(await getOrder(db, number)).toMatchObject({ state: 'followedUp', satisfaction: 2 })
  // The head of the rated unit sees that it was put right, and as little of the rater as everyone there.
  const head = await atDesk('departmentHead', { unitCode: 'urban', name: '城管局长' })
  await head.goto(`/desk/ratings/${rating.id}`)
  await seen(head)
  expect(await main(head)).toContain('整改')
  await head.goto(`/desk/hotline/${number}`)
  await seen(head)
  for (const page of pages)
    for (const secret of [visitor.name, '李**', visitor.phone, `ticket:${ticket.id}`])
      expect(page).not.toContain(secret)
})

test('by the link of a message a visitor rates badly, is rung back by another unit once it was put right; the item tells how many rated it', {
  timeout: 300_000,
}, async () => {
  const ticket = await serve()
  await askForRatings(world())
  const sent = await db
    .selectFrom('outboxMessages')
    .select('body')
    .where('body', 'like', '%/rate/%')
    .orderBy('id', 'desc')
    .execute()
  const link = /\/rate\/[\w-]+/.exec(sent[0]?.body ?? '')?.[0] ?? expect.fail('no link was sent')
  const phone = await openPage({ baseURL, width: 360, javaScript: false })
  await phone.goto(link)
  await look(phone)
  await phone.getByRole('link', { name: /^非常不满意/ }).click()
  await phone.getByLabel('想说的话').fill('来了三趟')
  await phone.getByRole('checkbox', { name: '愿意接听回访' }).check()
  await look(phone)
  await press(phone, '提交评价')
  await phone.getByText('评价收到了').first().waitFor()
  await look(phone)
  // The link is spent.
  await phone.goto(link)
  expect(await main(phone)).not.toContain('您选了')

  const number = (await ratingOf(ticket.id)).workOrder ?? ''
  const officer = await atDesk('departmentOfficer', { unitCode: 'urban', name: '城管经办人' })
  await officer.goto(`/desk/hotline/${number}`)
  await look(officer)
  expect(await main(officer)).toContain('来访人要求保密')
  await press(officer, '签收')
  await officer.waitForURL('**?done=sign')
  const move = (page: Page, ...made: [move: string, fields: Record<string, string>, button: string]) =>
    makeMove({ page, look }, number, ...made)
  await move(officer, '登记首次联系', { 联系的情况: '请热线转告，已经在查' }, '登记联系情况')
  await move(officer, '答复', { 答复: '三趟说法不一，是我们的错。已经统一口径。' }, '答复来访人')
  await move(officer, '申请办结', { 办理结果: '已解决', 办理情况: '统一了口径' }, '申请办结')
  await move(await atDesk('hotlineManager', { name: '热线负责人' }), '审核办结', {}, '提交审核意见')
  const ringing = await atDesk('hotlineManager', { name: '热线副主任' })
  const said = { 联系上了: '联系上了', 满意程度: '满意', 来访人的话: '这次说清楚了' }
  await move(ringing, '回访', said, '登记回访')
  expect(await getOrder(db, number)).toMatchObject({ state: 'followedUp', satisfaction: 2 })
  await officer.goto(`/desk/hotline/${number}`)
  for (const secret of [visitor.name, '李**', visitor.phone, '5678'])
    expect(await officer.content()).not.toContain(secret)

  await phone.goto(`/services/${item.code}`)
  await look(phone)
  await phone.getByRole('link', { name: '2 人评价' }).click()
  await phone.waitForURL(`**/ratings/items/${item.code}`)
  await look(phone)
  expect(await main(phone)).toContain('不算满意率')
  expect((await phone.goto('/ratings/items/nothing'))?.status()).toBe(404)
})
