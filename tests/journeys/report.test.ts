import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { listen, openHouse } from '../support/app.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, openPage } from '../support/browser.ts'
import { makeCity } from '../support/jinshi-2018.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse('all')
const baseURL = await listen(house)
beforeAll(async () => {
  await createDemonstrationAccounts(house.identity, world())
  await makeCity(db)
})

async function signedIn(name: string, options: Parameters<typeof openPage>[0] = {}): Promise<Page> {
  const page = await openPage({ baseURL, ...options })
  await page.goto('/desk/sign-in')
  await page.getByLabel('用户名').fill(name)
  await page.getByLabel('密码').fill('mingtang')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL('**/desk')
  return page
}

test('a report is written from the records, reviewed, signed and published, and a reader follows its figures', async () => {
  // The officer begins it without scripts: every sentence is there, with its figures.
  const officer = await signedIn('gongkai', { javaScript: false })
  await officer.goto('/desk/reports')
  await officer.getByLabel('年份').fill('2018')
  await officer.getByRole('button', { name: '开始编制' }).click()
  await officer.waitForURL(/reports\/\d+/)
  const address = new URL(officer.url()).pathname
  expect(await officer.textContent('main')).toContain('没有写好')

  // A number typed by hand is marked; a date is taken for a citation, a figure is found by a search and inserted.
  await officer.goto(`${address}/sections/8`)
  await officer.getByLabel('正文').fill('一是公开不够及时，全年只公开99条。二是3月1日起按月检查。')
  await officer.getByRole('button', { name: '看看印出来的样子' }).click()
  expect(await officer.textContent('main')).toContain('有 2 个手写的数')
  await officer.getByLabel('正文').fill('一是公开不够及时，全年公开。二是3月1日起按月检查。')
  await officer.getByRole('button', { name: '看看印出来的样子' }).click()
  await officer.getByRole('button', { name: '是日期' }).click()
  await officer.getByLabel('查指标').fill('主动公开政府信息数')
  await officer.getByRole('button', { name: '查指标' }).click()
  await officer
    .getByRole('row', { name: /^主动公开政府信息数/ })
    .getByRole('button', { name: '插入' })
    .click()
  expect(await officer.getByLabel('正文').inputValue()).toContain('{日期 3月1日}起按月检查{disclosure.published}。')
  await officer.getByRole('button', { name: '保存' }).click()
  await officer.waitForURL(/done=saved/)

  // With scripts a figure goes in at the caret, found while one types, by the keyboard alone; without them nothing changed.
  const writer = await signedIn('gongkai', { width: 360 })
  await writer.goto(`${address}/sections/7`)
  const text = writer.getByLabel('正文')
  await text.fill('收到申请，都已办结。')
  for (let i = 0; i < '，都已办结。'.length; i++) await writer.keyboard.press('ArrowLeft')
  await writer.getByLabel('查指标').fill('收到申请数')
  await writer.getByRole('button', { name: '插入' }).first().waitFor()
  await expectNoAxeViolations(writer)
  await expectNoSidewaysScroll(writer)
  await writer.keyboard.press('Enter')
  await writer.keyboard.press('Enter')
  await writer.keyboard.type('（全年）')
  expect(await text.inputValue()).toBe('收到申请{requests.received}（全年），都已办结。')
  // Its share of another that was noted before: the page stays, and so does the caret.
  await writer.getByRole('button', { name: '记下' }).first().press('Enter')
  await writer.getByText('记下的数').waitFor()
  await writer.getByLabel('查指标').fill('申请办结数')
  await writer.getByRole('button', { name: '占“收到申请数”' }).first().press('Enter')
  expect(await text.inputValue()).toBe(
    '收到申请{requests.received}（全年）{requests.closed 占=requests.received}，都已办结。',
  )
  await expectNoAxeViolations(writer)
  await expectNoSidewaysScroll(writer)
  await writer.getByRole('button', { name: '保存' }).click()
  await writer.waitForURL(/done=saved/)

  // The small city keeps no register of service items and enquiries: those sentences are worded without them.
  for (const [key, text] of [
    ['1', '举办培训班{organisations.trainings}，接受培训{organisations.trained}。'],
    ['4', '咨询由{编制单位}答复。'],
  ] as const) {
    await officer.goto(`${address}/sections/${key}`)
    await officer.getByLabel('正文').fill(text)
    await officer.getByRole('button', { name: '保存' }).click()
    await officer.waitForURL(/done=saved/)
  }
  // Units are asked for their part; what was ticked is kept while a day is put right.
  await officer.getByText('请单位报送材料', { exact: true }).click()
  await officer.getByLabel('报告的部分').selectOption({ label: '一、概述' })
  await officer.getByLabel(/^所有部门/).check()
  await officer.getByLabel('报送截止日期').fill('2019-01-31')
  await officer.getByRole('button', { name: '发出报送任务' }).click()
  await officer.getByRole('link', { name: /这一天已经过了/ }).waitFor()
  expect(await officer.getByLabel(/^所有部门/).isChecked()).toBe(true)

  await officer.getByRole('button', { name: '送审' }).click()
  await officer.waitForURL(/done=submit/)

  // The head of the office freezes the form of the year and passes the report on.
  const head = await signedIn('zhuren')
  await head.goto('/desk/statistics/forms/2014/2018?unit=jinshi')
  await head.getByLabel('单位负责人').fill('凌道远')
  await head.getByLabel('审核人').fill('朱主任')
  await head.getByLabel('填报人').fill('龚明')
  await head.getByLabel('联系电话').fill('0736-4210138')
  await head.getByLabel('填报日期').fill('2019-01-16')
  await head.getByRole('button', { name: '定稿' }).click()
  await head.goto(address)
  await expectNoAxeViolations(head)
  await head.getByRole('button', { name: '审核通过，请单位负责人签发' }).click()
  await head.waitForURL(/done=review/)

  // The leader signs on a phone; a date before the form's is refused with what was typed.
  const leader = await signedIn('lingdao', { width: 360 })
  await leader.goto(address)
  await expectNoSidewaysScroll(leader)
  await leader.getByLabel('成文日期').fill('2019-01-10')
  await leader.getByRole('button', { name: '签发' }).click()
  expect(await leader.textContent('main')).toContain('填报日期是 2019-01-16')
  await leader.getByLabel('成文日期').fill('2019-01-18')
  await leader.getByRole('button', { name: '签发' }).click()
  await leader.waitForURL(/done=sign/)
  await officer.goto(address)
  await officer.getByRole('button', { name: '公布报告' }).click()
  await officer.waitForURL(/done=publish/)

  // A reader opens a figure's definition, and a sum of the form down to its parts.
  const reader = await openPage({ baseURL, width: 360 })
  await reader.goto('/reports')
  await expectNoAxeViolations(reader)
  await reader.getByRole('link', { name: /2018年度政府信息公开工作报告/ }).click()
  await reader.waitForURL('**/reports/jinshi/2018')
  await expectNoAxeViolations(reader)
  await expectNoSidewaysScroll(reader)
  await reader.getByRole('link', { name: '5078条' }).first().click()
  await reader.waitForURL('**/reports/jinshi/2018/figure?of=*')
  expect(await reader.textContent('main')).toMatch(/怎么算的：.*记录共\s*5,078 条/s)
  await expectNoAxeViolations(reader)
  await expectNoSidewaysScroll(reader)
  await reader.goBack()
  // A share leads to the two figures that it is made of, each with its records.
  await reader.getByRole('link', { name: '100%' }).first().click()
  const parts = reader.getByRole('region', { name: '由哪几个数算出' })
  await parts.getByRole('link').first().click()
  await reader.waitForURL(/part=/)
  expect(await reader.textContent('main')).toContain('背后的记录')
  await reader.goto('/reports/jinshi/2018/cells/C1')
  await expectNoAxeViolations(reader)
  expect(await reader.textContent('main')).toContain('网络申请数')
  for (const [format, type] of [
    ['docx', 'wordprocessingml'],
    ['pdf', 'pdf'],
    ['xlsx', 'spreadsheetml'],
  ] as const) {
    const file = await reader.request.get(`/reports/jinshi/2018/file?format=${format}`)
    expect(file.headers()['content-type']).toContain(type)
    expect((await file.body()).length).toBeGreaterThan(5000)
  }
}, 240_000)
