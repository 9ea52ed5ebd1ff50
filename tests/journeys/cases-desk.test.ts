import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays } from '../../src/core/day.ts'
import { lifeOf } from '../../src/modules/cases/life.store.ts'
import { getCase } from '../../src/modules/cases/store.ts'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { listen, openHouse } from '../support/app.ts'
import { expectGoodPage, openPage, tabTo } from '../support/browser.ts'
import { letterFor } from '../support/cases.ts'
import { publishedItem } from '../support/items.ts'
import { person } from '../support/people.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse()
const baseURL = await listen(house)
await createDemonstrationAccounts(house.identity, world())
const { today } = world()
const onPhone = { baseURL, width: 360, javaScript: false }
const mirror = await openPage({ baseURL, width: 360 })
await mirror.goto('/verify')
const look = (page: Page) => expectGoodPage(page, mirror)

/** An item of the civil affairs bureau that is decided on the spot and asks for one paper. */
const simple = {
  ...{ caseType: '1', commitmentLimit: { unit: 'instant' as const, days: null, note: '' }, questions: [] },
  form: {
    type: 'object' as const,
    properties: { purpose: { type: 'string' as const, title: '用途', maxLength: 60 } },
    required: ['purpose'],
  },
}

async function itemNamed(name: string) {
  const made = await publishedItem(db, { unitCode: 'civil', itemType: '20', elements: { ...simple, name } })
  const version = await db
    .selectFrom('itemVersions')
    .select('elements')
    .where('id', '=', made.versionId)
    .executeTakeFirstOrThrow()
  const { materials, ...rest } = version.elements as { materials: { key: string }[] }
  const elements = JSON.stringify({ ...rest, materials: materials.filter((m) => m.key === 'application') })
  await db.updateTable('itemVersions').set({ elements }).where('id', '=', made.versionId).execute()
  return made
}

async function authorise(username: string, powers: ('accept' | 'decide' | 'issue')[], items: number[]): Promise<void> {
  const { id } = await db.selectFrom('accounts').select('id').where('username', '=', username).executeTakeFirstOrThrow()
  const clerk = { ...person('windowClerk'), accountId: id }
  await letterFor(clerk, 'civil', powers, { items, from: today, until: addDays(today, 60) })
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/desk/sign-in')
  await page.getByLabel('用户名').fill(name)
  await page.getByLabel('密码').fill('mingtang')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL('**/desk')
}

async function type(page: Page, field: RegExp, text: string): Promise<void> {
  await tabTo(page, 'textbox', field)
  await page.keyboard.insertText(text)
}

async function press(page: Page, button: string | RegExp): Promise<void> {
  await tabTo(page, 'button', button)
  await page.keyboard.press('Enter')
}

/** From the list to the filled-in form, by keyboard alone. */
async function takeIn(page: Page, item: string): Promise<void> {
  await page.goto('/desk/cases/new')
  await tabTo(page, 'searchbox', /事项的名称/)
  await page.keyboard.insertText(item)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/new?q=**')
  await look(page)
  await tabTo(page, 'link', item)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: `收件：${item}` }).waitFor()
  await look(page)
  await type(page, /^证件号码/, '11010519491231002X')
  await type(page, /^姓名或者单位名称/, '李小梅')
  await type(page, /^联系电话/, '13812345678')
}

const numberOn = async (page: Page): Promise<string> =>
  /\d{6}-\d{8}-\d{4}/.exec((await page.getByRole('heading', { level: 1 }).textContent()) ?? '')?.[0] ?? ''

test('a window clerk handles an instant case on the spot: found, taken in, decided and handed over in a few keys', async () => {
  const item = await itemNamed('老年人优待证办理')
  await authorise('chuangkou', ['accept', 'decide', 'issue'], [item.id])
  const page = await openPage(onPhone)
  await signIn(page, 'chuangkou')
  await takeIn(page, '老年人优待证办理')
  await type(page, /^用途/, '乘坐公交')
  await press(page, '都带齐了：看过原件，收纸质')
  await page.locator('input[name="ways.application"][value=paper]:checked').waitFor()
  await press(page, '收件并当场办结')
  await page.getByRole('heading', { level: 1, name: /已收件/ }).waitFor()
  await look(page)
  const number = await numberOn(page)
  expect(await page.locator('main').textContent()).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/)
  expect(await getCase(db, number)).toMatchObject({ state: 'completed', decision: 'approve' })
  await tabTo(page, 'link', '当场领取，登记送达')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/deliver')
  await look(page)
  await press(page, /登记领取/)
  await page.waitForURL(`**/desk/cases/${number}?done=deliver`)
  await look(page)
  expect((await getCase(db, number)).state).toBe('delivered')
}, 120_000)

test('a village agent applies for a neighbour with her consent, and the village decides the item that was handed down', async () => {
  const item = await itemNamed('高龄津贴申领')
  await authorise('cunji', ['accept', 'decide', 'issue'], [item.id])
  await db
    .insertInto('delegations')
    .values({
      ...{ itemId: item.id, acceptedAt: 'village', decidedAt: 'village', authority: '津政发〔2018〕9号' },
      ...{ delegatedOn: addDays(today, -30), materialsBefore: 3, materialsAfter: 1, daysBefore: 5, daysAfter: 1 },
    })
    .execute()
  const page = await openPage(onPhone)
  await signIn(page, 'cunji')
  await takeIn(page, '高龄津贴申领')
  await type(page, /^代办人姓名/, '邨小吉')
  await type(page, /^代办人身份证号码/, '430781199001010014')
  await page.getByRole('group', { name: '申请人怎样同意代办' }).getByRole('radio', { name: '本人在场同意' }).focus()
  await page.keyboard.press('Space')
  await type(page, /^用途/, '生活补助')
  await press(page, '都带齐了：看过原件，收纸质')
  await page.locator('input[name="ways.application"][value=paper]:checked').waitFor()
  await press(page, '只收件')
  await page.getByRole('heading', { level: 1, name: /已收件/ }).waitFor()
  const number = await numberOn(page)
  const file = await getCase(db, number)
  expect(file).toMatchObject({ channel: 'village', agentName: '邨小吉', consentHow: 'present', state: 'submitted' })
  expect(file.decidingUnitCode).toBe(file.intakeUnitCode)
  await tabTo(page, 'link', '打开这件办件')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/desk/cases/${number}`)
  await look(page)
  await tabTo(page, 'link', '当场办结')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/decide-at-once')
  await look(page)
  await press(page, '先看文书')
  await page.getByRole('article', { name: /准予/ }).waitFor()
  await look(page)
  expect((await getCase(db, number)).state).toBe('submitted')
  await press(page, '当场办结')
  await page.waitForURL('**?done=decideAtOnce')
  expect(await getCase(db, number)).toMatchObject({ state: 'completed', decidedName: '邨小吉' })
  expect((await lifeOf(db, file.id)).results).toHaveLength(1)
}, 120_000)

test('a clerk without a letter of authorisation is told before typing, refused when deciding, and the case is not lost', async () => {
  await itemNamed('殡葬惠民补助')
  const page = await openPage(onPhone)
  await signIn(page, 'chuangkou')
  await takeIn(page, '殡葬惠民补助')
  expect(await page.getByRole('button', { name: '收件并当场办结' }).count()).toBe(0)
  expect(await page.locator('main').textContent()).toContain('请主管单位给您签授权委托书')
  await type(page, /^用途/, '补助')
  await press(page, '都带齐了：看过原件，收纸质')
  await page.locator('input[name="ways.application"][value=paper]:checked').waitFor()
  await press(page, '只收件')
  await page.getByRole('heading', { level: 1, name: /已收件/ }).waitFor()
  const number = await numberOn(page)
  await page.goto(`/desk/cases/${number}/decide-at-once`)
  await look(page)
  const words = await page.locator('main').textContent()
  expect(words).toContain('您的授权委托书不包括这个事项的决定')
  expect(words).toContain('请主管部门补办授权委托书')
  expect((await getCase(db, number)).state).toBe('submitted')
}, 120_000)
