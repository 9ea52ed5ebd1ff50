import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays, dayOf } from '../../src/core/day.ts'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { publishArticle, submitArticle, writeArticle } from '../../src/modules/knowledge/articles.service.ts'
import { listen, openHouse } from '../support/app.ts'
import { expectGoodPage, openPage } from '../support/browser.ts'
import { person } from '../support/people.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse('all')
const baseURL = await listen(house)
await createDemonstrationAccounts(house.identity, world())
const mirror = await openPage({ baseURL, width: 360 })
await mirror.goto('/consult')
const look = (page: Page) => expectGoodPage(page, mirror)

const article = {
  ...{
    title: '高龄津贴满多少岁发',
    unitCode: 'civil',
    topic: 'assistance',
    keywords: '八十岁',
    audience: 'public' as const,
  },
  ...{ reviewOn: addDays(dayOf(new Date()), 300), body: '年满八十周岁的当月就可以申请。', items: '', documents: '' },
}
const writer = world({ actor: person('departmentOfficer') })
const id = await writeArticle(writer, article)
await submitArticle(writer, id)
await publishArticle(world({ actor: person('hotlineManager') }), id)

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/desk/sign-in')
  await page.locator('#field-name').fill(name)
  await page.getByLabel('密码').fill('mingtang')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForLoadState()
}

test('a clerk notes a call by keyboard alone: types, chooses the article that came up, and is ready for the next', async () => {
  const page = await openPage({ baseURL })
  await signIn(page, 'huawu')
  await page.goto('/desk/enquiries/new')
  await look(page)
  // The cursor stands in the question already.
  await page.keyboard.type('老人八十岁了，高龄津贴怎么领')
  const found = page.getByRole('radio', { name: /高龄津贴满多少岁发/ })
  await found.waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  expect(await found.isChecked()).toBe(true)
  await look(page)
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')])
  await page.waitForLoadState()
  await page.getByText('已记下 ZX').waitFor()
  expect(await page.getByLabel('问的是什么').inputValue()).toBe('')
  const noted = await db.selectFrom('enquiries').selectAll().executeTakeFirstOrThrow()
  expect(noted).toMatchObject({
    state: 'answered',
    articleId: id,
    unitCode: 'civil',
    topic: 'assistance',
    askerPhone: '',
  })
})

test('someone asks without scripts, is shown what is known already, and reads the answer with the code', async () => {
  const page = await openPage({ baseURL, width: 360, javaScript: false })
  await page.goto('/consult')
  await page.getByLabel('您要问的事').fill('高龄津贴住在外地能领吗')
  await page.getByRole('button', { name: '先看看有没有现成的答复' }).click()
  expect(await page.getByRole('link', { name: '高龄津贴满多少岁发' }).getAttribute('href')).toBe(`/knowledge/${id}`)
  expect(await page.getByLabel('您要问的事').inputValue()).toBe('高龄津贴住在外地能领吗')
  await page.getByLabel('想问哪个单位').selectOption('civil')
  await page.getByRole('button', { name: '提交咨询' }).click()
  await page.getByText('您的咨询收到了').waitFor()
  const number = /ZX\d{8}-\d{4}/.exec(await page.content())?.[0] ?? ''
  await page.getByRole('link', { name: '看这件咨询' }).click()
  await page.getByText('由津市市民政局答复').waitFor()

  const desk = await openPage({ baseURL })
  await signIn(desk, 'bumen')
  await desk.goto(`/desk/enquiries/${number}`)
  await look(desk)
  await desk.getByRole('link', { name: '答复', exact: true }).click()
  await look(desk)
  await desk.getByLabel('答复').fill('能领，户籍在本市就可以，每年认证一次。')
  await desk.getByRole('button', { name: '发出答复' }).click()
  await desk.getByText('已答复').first().waitFor()
  await desk.getByRole('link', { name: '整理后公开' }).click()
  await look(desk)
  await desk.getByRole('button', { name: '提请公开' }).click()
  await desk.waitForLoadState()

  await page.reload()
  await page.getByText('每年认证一次').waitFor()
  const manager = await openPage({ baseURL })
  await signIn(manager, 'rexian')
  await manager.goto(`/desk/enquiries/${number}`)
  await look(manager)
  await manager.getByRole('button', { name: '审核通过，公开' }).click()
  await manager.getByText('已公开').first().waitFor()
  const reader = await openPage({ baseURL })
  for (const address of [
    '/consult',
    '/consult/answers?q=高龄津贴',
    '/knowledge',
    `/knowledge/${id}`,
    '/consult/follow',
  ]) {
    await reader.goto(address)
    await look(reader)
  }
})
