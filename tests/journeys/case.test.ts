import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays, dayOf } from '../../src/core/day.ts'
import { accept, askSupplement } from '../../src/modules/cases/acceptance.service.ts'
import { decide, issueResult } from '../../src/modules/cases/decision.service.ts'
import { post, trackParcels } from '../../src/modules/cases/delivery.service.ts'
import { passStep } from '../../src/modules/cases/handling.service.ts'
import { lifeOf } from '../../src/modules/cases/life.store.ts'
import { getCase } from '../../src/modules/cases/store.ts'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import type { Actor } from '../../src/platform/actor.ts'
import { listen, openHouse } from '../support/app.ts'
import { jpeg, pdf } from '../support/applicant.ts'
import { expectGoodPage, openPage, tabTo } from '../support/browser.ts'
import { clerk, letterFor } from '../support/cases.ts'
import { publishedItem } from '../support/items.ts'
import { docxText, pdfPages } from '../support/papers.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse('all')
const baseURL = await listen(house)
const today = dayOf(new Date())
await createDemonstrationAccounts(house.identity, world())
const item = await publishedItem(db)
const window = await clerk('windowClerk', 'services', '窗口')
const officer = await clerk('departmentOfficer', 'urban', '经办人')
const head = await clerk('departmentHead', 'urban', '局长')
await letterFor(window, 'urban', ['accept', 'issue'], { from: '2020-01-01', until: '2099-12-31' })
const as = (actor: Actor) => world({ actor })

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
  await type(page, /^姓名或者单位名称/, '李小梅')
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

  // The office asks once; days later, on another phone, with number and code.
  await askSupplement(as(window), number, { points: '位置图没有比例尺', until: addDays(today, 15) })
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
  await press(later, '提交补正')
  await later.waitForURL(/done=supplement/)
  expect(await later.getByRole('status').textContent()).toContain('补正的材料已经收到')

  // Accepted, reviewed, decided, posted.
  await accept(as(window), number, { note: '' })
  await later.reload()
  await look(later)
  expect(await main(later)).toContain('承诺在')
  expect(await later.getByRole('complementary').textContent()).toContain('怎么算的')
  const { id } = await getCase(db, number)
  const review = (await lifeOf(db, id)).steps.find((s) => s.state === 'doing')
  await passStep(as(officer), number, { step: review?.id ?? 0, opinion: '符合规划' })
  await decide(as(head), number, { decision: 'approve', reason: '' })
  await issueResult(as(window), number)
  await post(as(window), number, { address: '', phone: '', carrier: '', trackingNumber: '' })
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
}, 180_000)
