import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays, dayOf, yearOf } from '../../src/core/day.ts'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { lifeOf } from '../../src/modules/requests/life.store.ts'
import { getRequest } from '../../src/modules/requests/store.ts'
import { listen, openHouse, signedInAs } from '../support/app.ts'
import { jpeg, pdf } from '../support/applicant.ts'
import { expectGoodPage, openPage, tabTo } from '../support/browser.ts'
import { docxText, pdfPages } from '../support/papers.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse('all')
const baseURL = await listen(house)
const today = dayOf(new Date())
const year = yearOf(today)
await createDemonstrationAccounts(house.identity, world())

const mirror = await openPage({ baseURL, width: 360 })
await mirror.goto('/requests')

/** Cells of a form of the year with a figure other than nought, as the page shows them. */
async function formCells(template: string): Promise<Record<string, string>> {
  const client = await signedInAs(house, 'disclosureHead')
  const { body } = await client.get(`/desk/statistics/forms/${template}/${year}`)
  const cells = [...body.matchAll(/\/cells\/([^"?]+)\?[^"]*"[^>]*>\s*(?:<[^>]+>)*([\d,]+)/g)].map(
    ([, id = '', value = '']) => [id, value] as const,
  )
  expect(cells.length).toBeGreaterThan(3)
  return Object.fromEntries(cells.filter(([, value]) => value !== '0'))
}

const look = (page: Page) => expectGoodPage(page, mirror)

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, 'button', name)
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')])
  await page.waitForLoadState()
}

async function download(page: Page, name: string): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name }).click()
  return readFile(await (await coming).path())
}

test('a citizen asks on an old phone, completes what was unclear, and takes the letter home; the form counts one', async () => {
  const before = { ...(await formCells('2014')), ...(await formCells('2021')) }
  const page = await openPage({ baseURL, width: 360, javaScript: false })

  // From the front page, by keyboard: what is public first, then the form.
  await page.goto('/')
  await tabTo(page, 'link', /^申请公开/)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/requests')
  await tabTo(page, 'link', '我要申请')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/requests/new')
  await tabTo(page, 'textbox', /^信息的名称/)
  await page.keyboard.type('城东安置小区补偿标准')
  await press(page, '先看看是不是已经公开')
  expect(await page.getByRole('main').textContent()).toMatch(/已经公开/)

  // One digit is wrong: what was typed and the picture stay.
  await tabTo(page, 'textbox', /^具体要哪些内容/)
  await page.keyboard.type('批准文件和补偿安置方案')
  await tabTo(page, 'radio', '电子文件')
  await page.keyboard.press('Space')
  await tabTo(page, 'radio', /^在本网站领取/)
  await page.keyboard.press('Space')
  await tabTo(page, 'radio', '个人')
  await page.keyboard.press('Space')
  await tabTo(page, 'textbox', /^姓名或者单位名称/)
  await page.keyboard.type('李小梅')
  await page.getByLabel('证件种类').selectOption({ label: '居民身份证' })
  await tabTo(page, 'textbox', /^证件号码/)
  await page.keyboard.type('110105194912310021')
  await page.locator('#field-identityProof').setInputFiles({ name: '身份证.jpg', mimeType: 'image/jpeg', buffer: jpeg })
  await tabTo(page, 'textbox', /^联系电话/)
  await page.keyboard.type('13812345678')
  await press(page, '提交申请')
  expect(await page.title()).toMatch(/^有误/)
  await look(page)
  await page.getByLabel('证件号码').fill('11010519491231002x')
  await press(page, '提交申请')
  await page.waitForURL('**/requests/receipt')
  await look(page)
  const receipt = (await page.getByRole('main').textContent()) ?? ''
  const number = /\d{4}-\d{4}/.exec(receipt)?.[0] ?? ''
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(receipt)?.[0] ?? ''

  // The officer, at the desk on a phone: what is unclear is asked once.
  const officer = await deskOf('gongkai')
  await officer.goto(`/desk/requests/${number}/ask-supplement`)
  await officer.locator('#field-points').fill('请写明是哪一期')
  await officer.locator('#field-until').fill(addDays(today, 15))
  await press(officer, '发出补正告知书')

  // Days later, on another phone, with number and code.
  const later = await openPage({ baseURL, width: 360, javaScript: false })
  await later.goto('/requests/follow')
  await tabTo(later, 'textbox', /^登记号/)
  await later.keyboard.type(number)
  await tabTo(later, 'textbox', /^查询码/)
  await later.keyboard.type(code.toLowerCase())
  await press(later, '查看进度')
  await later.waitForURL(`**/requests/${number}`)
  await look(later)
  expect(await later.getByRole('main').textContent()).toContain('请写明是哪一期')
  await later.getByLabel('补正后的内容描述').fill('城东一期的批准文件和补偿安置方案')
  await later
    .locator('#field-attachments')
    .setInputFiles({ name: '说明.pdf', mimeType: 'application/pdf', buffer: pdf })
  await press(later, '提交补正')
  await later.waitForURL(/done=supplement/)
  expect(await later.getByRole('status').textContent()).toContain('补正已经收到')

  // The office: a third party objects with good reason, the head extends, part is given and part refused.
  await officer.goto(`/desk/requests/${number}/consult`)
  await officer.getByRole('radio', { name: '第三方' }).check()
  await officer.locator('#field-name').fill('甲建材公司')
  await officer.locator('#field-contact').fill('津市市某路 1 号')
  await officer.locator('#field-about').fill('报价部分')
  await press(officer, '发出征求意见书')
  await officer.goto(`/desk/requests/${number}/record-answer`)
  await officer.getByRole('radio', { name: /甲建材公司/ }).check()
  await officer.getByRole('radio', { name: '不同意公开' }).check()
  await officer.getByRole('checkbox', { name: /理由合理/ }).check()
  await officer.locator('#field-note').fill('属于商业秘密')
  await officer.locator('#field-answeredOn').fill(today)
  await press(officer, '登记意见')
  await officer.goto(`/desk/requests/${number}/propose-extension`)
  await officer.locator('#field-days').fill('10')
  await officer.locator('#field-reason').fill('材料较多')
  await press(officer, '提请负责人批准')
  const head = await deskOf('zhuren')
  await approve(head, number)
  await officer.goto(`/desk/requests/${number}/reply`)
  await officer.locator('#field-kind').selectOption('grantedInPart')
  await officer.locator('#field-reasons').fill('报价部分属于商业秘密')
  await officer.locator('#field-provided').fill('补偿安置方案除报价以外的部分')
  await officer.getByRole('radio', { name: '电子文件' }).check()
  await officer.locator('#field-override').fill('公开其余部分关系被征收人的切身利益')
  await officer.locator('#field-withheld-0-place').fill('第 3 页')
  await officer.locator('#field-withheld-0-what').fill('各家报价')
  await officer.locator('#field-withheld-0-ground').selectOption('tradeSecret')
  await officer.locator('#field-withheld-0-reason').fill('第三方报价')
  await press(officer, '保存，看答复书')
  await look(officer)
  await press(officer, '送负责人审批')
  await approve(head, number)

  // The answer is there, as Word and as PDF, and names the article.
  await later.reload()
  await look(later)
  expect(await later.getByRole('main').textContent()).toContain('答复书')
  expect(await later.getByRole('main').textContent()).not.toContain('甲建材公司')
  const docx = await download(later, '下载答复书，Word')
  expect(docx.subarray(0, 2).toString()).toBe('PK')
  expect(docxText(docx)).toContain('第三十七条')
  const letter = await download(later, '下载答复书，PDF')
  expect(letter.subarray(0, 5).toString()).toBe('%PDF-')
  expect((await pdfPages(letter)).join('')).toContain('第十五条')
  const { id } = await getRequest(db, number)
  const reply = (await lifeOf(db, id)).letters.find((l) => l.kind === 'reply')
  expect(reply).toMatchObject({ deliveryRoute: 'online', deliveredOn: today })

  // Whoever uses this phone next opens nothing.
  await press(later, '退出查看')
  await later.goto(`/requests/${number}`)
  expect(await later.getByRole('heading', { level: 1 }).textContent()).toContain('需要查询码')

  // One new request of a natural person, answered in part: this and nothing else.
  const after = { ...(await formCells('2014')), ...(await formCells('2021')) }
  const changed = Object.entries(after).filter(([cell, value]) => value !== before[cell])
  expect(changed.every(([, value]) => value === '1')).toBe(true)
  expect(changed.map(([cell]) => cell).toSorted()).toMatchInlineSnapshot(`
    [
      "C1",
      "C1.3",
      "C2",
      "C2.2",
      "C3",
      "C3.3",
      "t3.r1.c1",
      "t3.r1.c7",
      "t3.r24.c1",
      "t3.r24.c7",
      "t3.r4.c1",
      "t3.r4.c7",
    ]
  `)
}, 120_000)

/** A page of the desk on a phone without scripts, for someone of the demonstration. */
async function deskOf(name: string): Promise<Page> {
  const page = await openPage({ baseURL, width: 360, javaScript: false })
  await page.goto('/desk/sign-in')
  await page.getByLabel('用户名').fill(name)
  await page.getByLabel('密码').fill('mingtang')
  await press(page, '登录')
  return page
}

/** The head looks at the letter and approves what waits. */
async function approve(head: Page, number: string): Promise<void> {
  await head.goto('/desk/requests/approvals')
  expect(await head.getByRole('main').textContent()).toContain(number)
  await press(head, '批准，发出文书')
  expect(await head.getByRole('main').textContent()).not.toContain('批准，发出文书')
}
