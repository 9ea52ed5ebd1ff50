import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays, dayOf } from '../../src/core/day.ts'
import { trackParcels } from '../../src/modules/cases/delivery.service.ts'
import { lifeOf } from '../../src/modules/cases/life.store.ts'
import { getCase } from '../../src/modules/cases/store.ts'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { listen, openHouse } from '../support/app.ts'
import { jpeg, pdf } from '../support/applicant.ts'
import { expectGoodPage, openPage, tabTo } from '../support/browser.ts'
import { letterFor } from '../support/cases.ts'
import { publishedItem } from '../support/items.ts'
import { docxText, pdfPages } from '../support/papers.ts'
import { person } from '../support/people.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse('all')
const baseURL = await listen(house)
const today = dayOf(new Date())
await createDemonstrationAccounts(house.identity, world())
// Of the bureau whose officer and head have accounts; the window of the hall accepts and issues by its letter.
const item = await publishedItem(db, { unitCode: 'civil' })
const { id: windowClerk } = await db
  .selectFrom('accounts')
  .select('id')
  .where('username', '=', 'chuangkou')
  .executeTakeFirstOrThrow()
const letter = { from: '2020-01-01', until: '2099-12-31' }
await letterFor({ ...person('windowClerk'), accountId: windowClerk }, 'civil', ['accept', 'issue'], letter)

const mirror = await openPage({ baseURL, width: 360 })
await mirror.goto('/verify')

const look = (page: Page) => expectGoodPage(page, mirror)

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, 'button', name)
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')])
  await page.waitForLoadState()
}

async function follow(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, 'link', name)
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')])
  await page.waitForLoadState()
}

async function type(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, 'textbox', name)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}

async function choose(page: Page, name: string | RegExp): Promise<void> {
  // Of radios the keyboard reaches one; the arrows go on to the others.
  const radio = page.getByRole('radio', { name }).first()
  await radio.focus()
  await page.keyboard.press('Space')
  expect(await radio.isChecked()).toBe(true)
}

const upload = (page: Page, key: string, name: string, bytes: Buffer) =>
  page.locator(`#field-materials-${key}`).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes })

async function download(page: Page, name: string): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name }).click()
  return readFile(await (await coming).path())
}

/** A member of staff at a desk of their own. */
async function atDesk(username: string): Promise<Page> {
  const page = await openPage({ baseURL, javaScript: false })
  await page.goto('/desk/sign-in')
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码').fill('mingtang')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL('**/desk')
  return page
}

/** Finds a case in the work list, and opens one of the things that may be done with it. */
async function begin(page: Page, number: string, move: string, path: string): Promise<void> {
  await page.goto(`/desk/cases?q=${number}`)
  await page.getByRole('link', { name: number }).first().click()
  await page.getByRole('link', { name: move, exact: true }).click()
  await page.waitForURL(`**/desk/cases/${number}/${path}**`)
}

/** Presses the button of a move, after a look at what goes out where the page wants that first. */
async function finish(page: Page, button: string, move: string): Promise<void> {
  const look = page.getByRole('button', { name: '先看文书' })
  if ((await page.getByRole('button', { name: button }).count()) === 0) {
    await look.click()
    await page.getByRole('article').first().waitFor()
  }
  await page.getByRole('button', { name: button }).click()
  await page.waitForURL(`**?done=${move}`)
}

const main = async (page: Page) => (await page.getByRole('main').textContent()) ?? ''

test('a citizen applies on an old phone with two uploads, is asked once for a supplement, and follows the result home', async () => {
  const page = await openPage({ baseURL, width: 360, javaScript: false })

  // From the guide, by keyboard: signing in leads back to where one was.
  await page.goto(`/services/${item.code}`)
  await follow(page, '在线办理')
  await type(page, /^(手机号|用户名|账号)/, '13000000001')
  await page.locator('input[type="password"]').focus()
  await page.keyboard.type('mingtang')
  await press(page, '登录')
  await page.waitForURL(`**/services/${item.code}/apply`)
  await look(page)
  await choose(page, '个人')
  await choose(page, '地面上')
  await press(page, '开始填写')
  await page.waitForURL('**/form')
  await look(page)

  // One digit is wrong: what was typed stays.
  await choose(page, '个人')
  await type(page, /^姓名/, '李小梅')
  await page.getByLabel('证件种类').selectOption({ label: '居民身份证' })
  await type(page, /^证件号码/, '110105194912310021')
  await type(page, /^联系电话/, '13812345678')
  await type(page, /^设置地点/, '孟姜女大道 8 号')
  await type(page, /^面积/, '12.5')
  await page.getByLabel('开始设置的日期').fill(addDays(today, 60))
  await choose(page, '邮寄')
  await type(page, /^邮寄地址/, '津市市朝阳路 8 号')
  await press(page, '保存，下一步交材料')
  expect(await page.title()).toMatch(/^有误/)
  await look(page)
  await type(page, /^证件号码/, '11010519491231002x')
  await press(page, '保存，下一步交材料')
  await page.waitForURL('**/materials')
  await look(page)

  // A program that calls itself a picture is not taken; the two right ones are, one after the other.
  await upload(page, 'application', '申请表.jpg', Buffer.from('MZ\u0090'.padEnd(300, '\u0000')))
  await press(page, '上传户外广告设施设置申请表')
  expect(await page.title()).toMatch(/^有误/)
  await look(page)
  await upload(page, 'application', '申请表.jpg', jpeg)
  await press(page, '上传户外广告设施设置申请表')
  await upload(page, 'drawing', '位置图.pdf', pdf)
  await press(page, '上传设置位置图和效果图')
  expect(await main(page)).toContain('已收到：申请表.jpg')
  expect(await main(page)).toContain('已收到：位置图.pdf')
  await look(page)

  // The phone is put away and taken up again: nothing is lost.
  await page.goto('/my')
  await follow(page, /^接着填没有提交的申请/)
  await look(page)
  await follow(page, '户外广告设施设置审批')
  expect(await page.getByLabel(/^证件号码/).inputValue()).toBe('11010519491231002x')
  await follow(page, /核对提交$/)
  await look(page)
  await press(page, '提交申请')
  await page.waitForURL('**/cases/receipt')
  await look(page)
  const receipt = await main(page)
  const number = /430781-\d{8}-\d{4}/.exec(receipt)?.[0] ?? ''
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(receipt)?.[0] ?? ''

  // The window finds it in its list and asks once, for a drawing and for one field of the form.
  const desk = await atDesk('chuangkou')
  await begin(desk, number, '要求补正', 'ask-supplement')
  await desk.getByLabel(/^需要补正的全部内容/).fill('位置图没有比例尺')
  await desk.getByRole('checkbox', { name: '面积' }).check()
  await look(desk)
  await finish(desk, '发出补正告知书', 'askSupplement')

  // Days later, on another phone, with number and code.
  const later = await openPage({ baseURL, width: 360, javaScript: false })
  await later.goto('/')
  await follow(later, /^查进度/)
  await later.waitForURL('**/progress')
  await look(later)
  await type(later, /^编号/, number)
  await type(later, /^查询码/, code.toLowerCase())
  await press(later, '查看进度')
  await later.waitForURL(`**/cases/${number}`)
  await look(later)
  expect(await main(later)).toContain('位置图没有比例尺')
  await upload(later, 'drawing', '有比例尺的图.pdf', Buffer.concat([pdf, Buffer.from('1:500')]))
  await type(later, /^面积/, '15')
  await press(later, '提交补正')
  await later.waitForURL(/done=supplement/)
  expect(await later.getByRole('status').textContent()).toContain('补正的材料已经收到')

  // Accepted at the window, which sees what was put right.
  await begin(desk, number, '受理', 'accept')
  await finish(desk, '受理，发出受理通知书', 'accept')
  expect(await main(desk)).toMatch(/面积\s*12.5\s*15/)
  await look(desk)
  await later.reload()
  await look(later)
  expect(await main(later)).toContain('承诺在')
  expect(await later.getByRole('complementary').textContent()).toContain('怎么算的')

  // Reviewed by the officer of the bureau, decided by its head.
  const officer = await atDesk('bumen')
  await begin(officer, number, '通过', 'pass-step')
  await officer.getByLabel(/^审查意见/).fill('符合规划')
  await finish(officer, '通过这个环节', 'passStep')
  const head = await atDesk('juzhang')
  await begin(head, number, '作出决定', 'decide')
  await finish(head, '作出决定，发出决定书', 'decide')

  // The window makes the certificate and gives it to the carrier.
  await begin(desk, number, '制发结果', 'issue-result')
  await finish(desk, '制发', 'issueResult')
  await begin(desk, number, '寄送', 'post')
  await finish(desk, '登记寄出', 'post')
  const { id } = await getCase(db, number)
  await trackParcels(world({ today: addDays(today, 1) }))
  await later.goto(`/cases/${number}`)
  await look(later)
  expect(await main(later)).toContain('已到达投递站')

  // The letter names the decision; the certificate can be verified by anyone.
  const decision = await download(later, '下载准予决定书，Word')
  expect(docxText(decision)).toContain('户外广告设施设置审批')
  const certificate = await download(later, '下载户外广告设施设置许可证，PDF')
  expect((await pdfPages(certificate)).join('')).toContain('核验码')
  const [result] = (await lifeOf(db, id)).results
  const anyone = await openPage({ baseURL, width: 360, javaScript: false })
  await anyone.goto('/verify')
  await type(anyone, /^核验码/, result?.verificationCode ?? '')
  await press(anyone, '核验')
  await look(anyone)
  expect(await main(anyone)).toContain('真实有效')
  expect(await main(anyone)).not.toContain('李小梅')

  // It arrives, and whoever uses this phone next opens nothing.
  await trackParcels(world({ today: addDays(today, 3) }))
  await later.reload()
  await look(later)
  expect(await main(later)).toContain('已经送达')
  await press(later, '退出查看')
  await later.goto(`/cases/${number}`)
  expect(await later.getByRole('heading', { level: 1 }).textContent()).toContain('需要查询码')
  await look(later)
}, 300_000)
