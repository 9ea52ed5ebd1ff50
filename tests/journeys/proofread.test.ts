import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { listen, openHouse } from '../support/app.ts'
import { expectGoodPage, expectNoAxeViolations, expectNoSidewaysScroll, openPage, tabTo } from '../support/browser.ts'
import { docxText } from '../support/papers.ts'
import { asDocx, sound3 } from '../support/reports.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse('all')
const baseURL = await listen(house)
await createDemonstrationAccounts(house.identity, world())
const mirror = await openPage({ baseURL, width: 360 })
await mirror.goto('/')

const paragraphs = [
  '云梦泽县2022年政府信息公开工作年度报告',
  '全年解答群众咨询900人次，其中电话600人次，当面100人次，其他方式210人次。',
  '办理时限由500个工作日压缩到400个工作日，压缩了20%。',
]
const report = (planted: boolean) =>
  asDocx({
    paragraphs: planted ? paragraphs : [paragraphs[0] ?? '', paragraphs[2] ?? ''],
    code: '2021',
    values: sound3('2021', 3),
  })
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

test('a citizen with an old phone drops a report, sees the planted fault marked in its text, and nothing is kept', async () => {
  const page = await openPage({ baseURL, width: 360, javaScript: false })
  await page.goto('/')
  await page.getByRole('link', { name: '校对公开报告' }).click()
  await expectGoodPage(page, mirror)
  const [acts, files] = await counts()

  await page.getByRole('button', { name: '开始校对' }).click()
  await page.getByRole('link', { name: '请选择要校对的报告' }).waitFor()
  await page
    .getByLabel('要校对的报告')
    .setInputFiles({ name: '坏.docx', mimeType: docx, buffer: Buffer.from('PK\x03\x04坏') })
  await page.getByRole('button', { name: '开始校对' }).click()
  await page.getByRole('link', { name: /文件打不开/ }).waitFor()
  // A file does not come back as typed words do, and the page does not say so.
  expect(await page.textContent('#problems')).toContain('请重新选文件')
  await page
    .getByLabel('要校对的报告')
    .setInputFiles({ name: '空.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) })
  await page.getByRole('button', { name: '开始校对' }).click()
  await page.getByRole('link', { name: '这个文件是空的，请换一个' }).waitFor()
  await expectGoodPage(page, mirror)

  await page.getByLabel('要校对的报告').setInputFiles({ name: '年报.docx', mimeType: docx, buffer: await report(true) })
  await page.getByRole('button', { name: '开始校对' }).click()
  await page.getByText('请核对：错误 1 处').waitFor()
  const remark = page.locator('#remark-1')
  expect(await remark.textContent()).toContain('900人次')
  expect(await remark.textContent()).toContain('合计 910人次')
  await expectGoodPage(page, mirror)
  // From what is said to where it stands, and back.
  await remark.getByRole('link', { name: '第 2 段' }).first().click()
  expect(page.url()).toMatch(/#line-2$/)
  await page.locator('#line-2').getByRole('link').first().click()
  expect(page.url()).toMatch(/#remark-1$/)
  expect(await counts()).toEqual([acts, files])
})

test('with scripts, and by keyboard, the same is seen side by side, and taken along as a paper', async () => {
  const page = await openPage({ baseURL })
  await page.goto('/proofreading')
  // Dropped anywhere on the page the file goes into the first field, and the page stays.
  const bytes = [...(await report(true))]
  const dataTransfer = await page.evaluateHandle((bytes) => {
    const dropped = new DataTransfer()
    dropped.items.add(new File([new Uint8Array(bytes)], '年报.docx'))
    return dropped
  }, bytes)
  await page.dispatchEvent('h1', 'drop', { dataTransfer })
  await page.getByText('年报.docx').waitFor()
  await tabTo(page, 'button', '开始校对')
  await page.keyboard.press('Enter')
  await page.getByText('请核对：错误 1 处').waitFor()
  await expectNoAxeViolations(page)
  await expectNoSidewaysScroll(page)
  const [text, remarks] = await Promise.all(['#line-2', '#remark-1'].map((id) => page.locator(id).boundingBox()))
  expect(text && remarks && remarks.x > text.x + text.width - 1).toBe(true)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载 Word' }).click()
  expect(await docxText(await readFile(await (await coming).path()))).toContain('合计910人次')
})

test('an officer finds the same at the desk; a faultless report is said to be so', async () => {
  const page = await openPage({ baseURL })
  await page.goto('/desk/sign-in')
  await page.getByLabel('用户名').fill('gongkai')
  await page.getByLabel('密码').fill('mingtang')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL('**/desk')
  await page.getByRole('link', { name: '校对报告' }).click()
  await page
    .getByLabel('要校对的报告')
    .setInputFiles({ name: '年报.docx', mimeType: docx, buffer: await report(false) })
  await page.getByLabel(/上一年度/).setInputFiles({ name: '上年.docx', mimeType: docx, buffer: await before() })
  await page.getByRole('button', { name: '开始校对' }).click()
  await page.getByText('没有发现对不上的数').first().waitFor()
  await page.getByText(/核对无误的 \d+ 处/).click()
  await expectNoAxeViolations(page)
})

/** The report of the year before carries forward what the other carries over. */
function before(): Promise<Buffer> {
  const values = sound3('2021', 3)
  for (let c = 1; c <= 7; c++) {
    const [forward, over] = [`t3.r25.c${c}`, `t3.r2.c${c}`].map((id) => values.get(id) ?? 0) as [number, number]
    values.set(`t3.r25.c${c}`, over).set(`t3.r1.c${c}`, (values.get(`t3.r1.c${c}`) ?? 0) + over - forward)
  }
  return asDocx({ paragraphs: ['云梦泽县2021年政府信息公开工作年度报告'], code: '2021', values })
}

async function counts(): Promise<unknown[]> {
  const count = async (table: 'acts' | 'files') =>
    (
      await db
        .selectFrom(table)
        .select((e) => e.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  return [await count('acts'), await count('files')]
}
