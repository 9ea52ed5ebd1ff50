import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays, dayOf, yearOf } from '../../src/core/day.ts'
import { lifeOf } from '../../src/modules/requests/life.store.ts'
import * as replies from '../../src/modules/requests/replies.service.ts'
import * as steps from '../../src/modules/requests/steps.service.ts'
import { getRequest } from '../../src/modules/requests/store.ts'
import { listen, openHouse, signedInAs } from '../support/app.ts'
import { jpeg, pdf } from '../support/applicant.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, openPage, tabTo } from '../support/browser.ts'
import { expectValidHtml } from '../support/html.ts'
import { docxText, pdfPages } from '../support/papers.ts'
import { person } from '../support/people.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse('all')
const baseURL = await listen(house)
const today = dayOf(new Date())
const year = yearOf(today)
const officer = () => world({ actor: person('disclosureOfficer') })
const head = () => world({ actor: person('disclosureHead') })

const mirror = await openPage({ baseURL, width: 360 })
await mirror.goto('/requests')

/** Cells of the year's form with a figure other than nought, as the page shows them. */
async function formCells(): Promise<Record<string, string>> {
  const client = await signedInAs(house, 'disclosureHead')
  const { body } = await client.get(`/desk/statistics/forms/2021/${year}`)
  const cells = [...body.matchAll(/\/cells\/([^"?]+)\?[^"]*"[^>]*>\s*(?:<[^>]+>)*([\d,]+)/g)].map(
    ([, id = '', value = '']) => [id, value] as const,
  )
  expect(cells.length).toBeGreaterThan(50)
  return Object.fromEntries(cells.filter(([, value]) => value !== '0'))
}

/** Looks at a page as everyone must be able to: valid, accessible, and no wider than the telephone. */
async function look(page: Page): Promise<void> {
  const html = await page.content()
  await expectValidHtml(html)
  await expectNoSidewaysScroll(page)
  // Axe is a script itself, and scripts are off: it is shown the same page in a browser where they run.
  await mirror.setContent(html)
  await expectNoAxeViolations(mirror)
}

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
  const before = await formCells()
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

  await steps.askSupplement(officer(), number, { points: '请写明是哪一期', until: addDays(today, 15) })

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
  await steps.consult(officer(), number, {
    kind: 'thirdParty',
    name: '甲建材公司',
    contact: '津市市某路 1 号',
    about: '报价部分',
    until: '',
  })
  const { id } = await getRequest(db, number)
  const [asked] = (await lifeOf(db, id)).consultations
  await steps.recordAnswer(officer(), number, {
    consultation: asked?.id ?? 0,
    answer: 'objects',
    reasonable: 'yes',
    note: '属于商业秘密',
    answeredOn: today,
  })
  await replies.proposeExtension(officer(), number, { days: 10, reason: '材料较多' })
  await decideWaiting(id, number)
  await replies.draftReply(officer(), number, {
    kind: 'grantedInPart',
    ground: '',
    reasons: '报价部分属于商业秘密',
    provided: '补偿安置方案除报价以外的部分',
    form: 'electronic',
    organ: '',
    organContact: '',
    otherLaw: '',
    earlierNumber: '',
    earlierOn: '',
    override: '公开其余部分关系被征收人的切身利益',
    withheld: [{ place: '第 3 页', what: '各家报价', ground: 'tradeSecret', reason: '第三方报价' }],
  })
  await replies.proposeReply(officer(), number)
  await decideWaiting(id, number)

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
  const reply = (await lifeOf(db, id)).letters.find((l) => l.kind === 'reply')
  expect(reply).toMatchObject({ deliveryRoute: 'online', deliveredOn: today })

  // Whoever uses this phone next opens nothing.
  await press(later, '退出查看')
  await later.goto(`/requests/${number}`)
  expect(await later.getByRole('heading', { level: 1 }).textContent()).toContain('需要查询码')

  // One new request of a natural person, answered in part: this and nothing else.
  const after = await formCells()
  const changed = Object.entries(after).filter(([cell, value]) => value !== before[cell])
  expect(changed.every(([, value]) => value === '1')).toBe(true)
  expect(changed.map(([cell]) => cell).toSorted()).toMatchInlineSnapshot(`
    [
      "t3.r1.c1",
      "t3.r1.c7",
      "t3.r24.c1",
      "t3.r24.c7",
      "t3.r4.c1",
      "t3.r4.c7",
    ]
  `)
}, 120_000)

async function decideWaiting(id: number, number: string): Promise<void> {
  const waiting = (await lifeOf(db, id)).proposals.find((p) => p.state === 'waiting')
  await replies.decide(head(), number, waiting?.id ?? 0, 'approved', { note: '' })
}
