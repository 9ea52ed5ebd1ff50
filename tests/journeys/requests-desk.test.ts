import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addWorkingDays } from '../../src/core/calendar.ts'
import { addDays } from '../../src/core/day.ts'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { remind } from '../../src/modules/requests/jobs.ts'
import { getRequest } from '../../src/modules/requests/store.ts'
import { listen, openHouse } from '../support/app.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, openPage, tabTo } from '../support/browser.ts'
import { requestOf } from '../support/requests.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse()
const baseURL = await listen(house)
await createDemonstrationAccounts(house.identity, world())
const { today, calendar } = world()

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/desk/sign-in')
  await page.getByLabel('用户名').fill(name)
  await page.getByLabel('密码').fill('mingtang')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL('**/desk')
}

/** Presses keys until the radio with this name is chosen: arrows walk within a group. */
async function choose(page: Page, group: string, name: string): Promise<void> {
  const radio = page.getByRole('group', { name: group }).getByRole('radio', { name })
  await radio.focus()
  await page.keyboard.press('Space')
  expect(await radio.isChecked()).toBe(true)
}

test('a fax is taken in on a phone by keyboard; it counts from the day it was confirmed, and the clerk is told by when', async () => {
  const page = await openPage({ baseURL, width: 360 })
  await signIn(page, 'gongkai')
  await page.goto('/desk/requests/new')
  await expectNoAxeViolations(page)
  await expectNoSidewaysScroll(page)
  await choose(page, '收到方式', '传真')
  await page.getByLabel('到达日期').fill(addDays(today, -6))
  await tabTo(page, 'textbox', /^姓名或者单位名称/)
  await page.keyboard.insertText('周志强')
  await tabTo(page, 'textbox', /^证件号码/)
  await page.keyboard.type('11010519491231002X')
  await tabTo(page, 'textbox', /^联系电话/)
  await page.keyboard.type('0736-4210000')
  await tabTo(page, 'textbox', /^所需信息的名称/)
  await page.keyboard.insertText('湖堤加固工程验收报告')
  await tabTo(page, 'textbox', /^所需信息的内容描述/)
  await page.keyboard.insertText('去年湖堤加固工程的验收报告全文')
  await tabTo(page, 'button', '登记，给出登记号和查询码')
  await page.keyboard.press('Enter')

  // The law asks for the day on which both sides confirmed; the page says so at the field and has kept the rest.
  await page.getByRole('alert').waitFor()
  expect(await page.title()).toContain('有误')
  await expectNoAxeViolations(page)
  expect(await page.getByLabel('所需信息的内容描述').inputValue()).toBe('去年湖堤加固工程的验收报告全文')
  await page.getByRole('alert').getByRole('link', { name: /确认/ }).click()
  const confirmed = addDays(today, -4)
  await page.getByLabel('与申请人确认的日期').fill(confirmed)
  await tabTo(page, 'button', '登记，给出登记号和查询码')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /已登记/ }).waitFor()
  await expectNoAxeViolations(page)
  await expectNoSidewaysScroll(page)
  const number = /\d{4}-\d{4,}/.exec((await page.getByRole('heading', { level: 1 }).textContent()) ?? '')?.[0] ?? ''
  expect(await page.locator('main').textContent()).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/)

  const request = await getRequest(db, number)
  const { limits } = world().law.regime(request.regime)
  expect(request).toMatchObject({
    channel: 'fax',
    arrivedOn: addDays(today, -6),
    receivedOn: confirmed,
    dueOn: addWorkingDays(calendar, confirmed, limits.replyDays),
  })
  await page.getByRole('link', { name: '打开这件申请' }).click()
  await page.getByText('怎么算的').click()
  await expectNoAxeViolations(page)
  await expectNoSidewaysScroll(page)
}, 120_000)

test('a request turns yellow, red and overdue; each time its unit is reminded once, however often the clock strikes', async () => {
  const number = await requestOf({ subject: '逾期的那一件' })
  const reminders = async () => {
    const acts = await db
      .selectFrom('acts')
      .select('data')
      .where('act', '=', 'requests.reminded')
      .where('subject', '=', `request:${number}`)
      .orderBy('id')
      .execute()
    return acts.map((a) => (a.data as { light: string }).light)
  }
  const page = await openPage({ baseURL })
  await signIn(page, 'gongkai')
  const expected: string[] = []
  const { redDays, yellowDays } = world().settings.limits
  for (const [light, word, left] of [
    ['yellow', '临近', yellowDays],
    ['red', '紧急', redDays],
    ['overdue', '逾期', -1],
  ] as const) {
    const dueOn = left < 0 ? addDays(today, -1) : addWorkingDays(calendar, today, left)
    await db.updateTable('informationRequests').set({ dueOn }).where('number', '=', number).execute()
    await remind(world())
    await Promise.all([remind(world()), remind(world())])
    expected.push(light)
    expect(await reminders()).toEqual(expected)
    await page.goto(`/desk/requests?light=${light}`)
    const row = page.getByRole('row', { name: new RegExp(number) })
    expect(await row.textContent()).toContain(word)
    await page.goto('/desk')
    expect(await page.locator('main').textContent()).toContain(
      { yellow: '答复期限临近的申请', red: '答复期限将到的申请', overdue: '逾期未答复的申请' }[light],
    )
  }
  // A day that moved is a new reason, once.
  await db
    .updateTable('informationRequests')
    .set({ dueOn: addDays(today, -3) })
    .where('number', '=', number)
    .execute()
  await remind(world())
  await remind(world())
  expect(await reminders()).toEqual([...expected, 'overdue'])
  await page.goto(`/desk/requests/${number}`)
  await expectNoAxeViolations(page)
  expect(await page.locator('main').textContent()).toContain('已逾期')
}, 120_000)
