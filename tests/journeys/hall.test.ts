import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { begin, callNext, finish, recall, signOn } from '../../src/modules/hall/counter.service.ts'
import { findOpenCall } from '../../src/modules/hall/queue.store.ts'
import { listen, openHouse, sessionAs, signedInAs } from '../support/app.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, openPage } from '../support/browser.ts'
import { clerk } from '../support/cases.ts'
import { counterId, openAllDay, pairingCodeIn, take } from '../support/hall.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse()
const baseURL = await listen(house)
await openAllDay()
const manager = await signedInAs(house, 'hallManager')

const [window5, window3] = [await counterId(5), await counterId(3)]
const [wang, li] = [await clerk('windowClerk', 'services', '王芳'), await clerk('windowClerk', 'services', '李明')]
const atFive = () => world({ actor: wang })
await signOn(atFive(), window5)
await signOn(world({ actor: li }), window3)

/** What stands on the screen must be good at its own size and on a phone. */
async function look(page: Page): Promise<void> {
  const size = page.viewportSize()
  await expectNoAxeViolations(page)
  await page.setViewportSize({ width: 360, height: 780 })
  await expectNoSidewaysScroll(page)
  if (size) await page.setViewportSize(size)
}

async function press(page: Page, name: string | RegExp, to: string): Promise<void> {
  await page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().tap()
  await page.waitForURL(to)
}

async function type(page: Page, text: string): Promise<void> {
  for (const sign of text) await page.locator(`[data-keys]:not([hidden]) [data-sign="${sign}"]`).tap()
}

/** A terminal with a touch screen and no keyboard, not paired yet. */
async function terminal(): Promise<Page> {
  const browser = (await openPage()).context().browser()
  const context = await browser?.newContext({
    baseURL,
    viewport: { width: 1080, height: 1920 },
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  if (!context) throw new Error('no browser')
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  return page
}

/** A wall screen whose voice is written down instead of heard. */
async function board(): Promise<{ page: Page; spoken: () => Promise<string[]> }> {
  const page = await openPage({ baseURL, width: 1920, height: 1080 })
  await page.addInitScript(() => {
    const said: string[] = []
    Object.assign(window, { said })
    const voice = { speak: (u: SpeechSynthesisUtterance) => said.push(u.text), cancel: () => undefined }
    Object.defineProperty(window, 'speechSynthesis', { value: voice })
  })
  await page.goto('/board/main')
  return { page, spoken: () => page.evaluate(() => (window as unknown as { said: string[] }).said) }
}

const tickets = () => db.selectFrom('queueTickets').select('label').orderBy('serial').execute()

test('a terminal is paired, a number taken by touch, and the board shows and speaks the call', async () => {
  const made = await manager.post('/desk/hall/devices/main', { kind: 'kiosk', name: '东门 1 号自助机', counter: '' })
  const kiosk = await terminal()
  await kiosk.clock.install()
  await kiosk.goto('/kiosk')
  await look(kiosk)
  await type(kiosk, pairingCodeIn(made.body))
  await press(kiosk, '配对', '**/kiosk/main')
  await look(kiosk)
  const pages = await kiosk.evaluate(() => history.length)

  await press(kiosk, /^取号/, '**/take')
  await look(kiosk)
  await press(kiosk, /公安服务区域/, '**/police')
  await press(kiosk, /户口、身份证/, '**/household')
  await look(kiosk)
  // The last sign is wrong first: what was typed stays, and nothing of it in the history.
  await type(kiosk, '110105194912310021')
  await kiosk.getByRole('button', { name: '取号' }).tap()
  await kiosk.getByText('身份证号码的最后一位与前面各位对不上').first().waitFor()
  await look(kiosk)
  await kiosk.locator('[data-keys]').getByRole('button', { name: '退格' }).tap()
  await type(kiosk, 'X')

  // The answer is lost on its way: the terminal covers itself, comes back, and the same press gives the same number.
  await kiosk.route(
    '**/household',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await kiosk.getByRole('button', { name: '取号' }).tap()
  const cover = kiosk.getByText('机器暂时连不上，请到服务台取号')
  await cover.waitFor()
  expect((await tickets()).map((t) => t.label)).toEqual(['A001'])
  await kiosk.clock.fastForward(10_000)
  await cover.waitFor({ state: 'hidden' })
  await press(kiosk, '取号', '**/ticket')
  expect((await tickets()).map((t) => t.label)).toEqual(['A001'])
  expect(await kiosk.getByRole('article').textContent()).toContain('A001')
  await look(kiosk)

  // Nobody touches it any more: it asks, counts down, and nothing is left of the visit.
  await kiosk.clock.fastForward(62_000)
  await kiosk.getByRole('alertdialog').getByText('您还在吗？').waitFor()
  await look(kiosk)
  await kiosk.clock.fastForward(20_000)
  await kiosk.waitForURL('**/kiosk/main')
  expect(await kiosk.evaluate(() => history.length)).toBe(pages)
  await kiosk.goto('/kiosk/main/ticket')
  expect(new URL(kiosk.url()).pathname).toBe('/kiosk/main')

  const { page, spoken } = await board()
  await look(page)
  await page.getByRole('button', { name: '打开语音播报' }).click()
  await callNext(atFive(), window5, randomUUID())
  await page.getByRole('listitem').filter({ hasText: /A001/ }).waitFor()
  await expect.poll(spoken).toEqual(['语音播报已打开', '请 A001 号到 5 号户政窗口'])
  await look(page)
  const call = await findOpenCall(db, window5)
  await recall(atFive(), window5, call?.id ?? 0)
  await expect.poll(spoken).toHaveLength(3)
  expect((await spoken()).at(-1)).toBe('请 A001 号到 5 号户政窗口')
})

test('a board whose connection was cut joins up again and speaks what it missed of the last minute, once', async () => {
  const call = await findOpenCall(db, window5)
  await begin(atFive(), window5, call?.id ?? 0)
  await finish(atFive(), window5, call?.id ?? 0)
  await take(world(), 'police/household')
  await take(world(), 'civil/relief')

  const { page, spoken } = await board()
  expect(await page.getByRole('listitem').filter({ hasText: /A001/ }).count()).toBe(1)
  await page.getByRole('button', { name: '打开语音播报' }).click()
  await page.context().setOffline(true)
  house.app.live.close()
  await page.getByText('连接断开了，正在重连').waitFor()
  // One was called two minutes ago, as if the connection had been away for long; one just now.
  await callNext(world({ actor: li, now: new Date(Date.now() - 120_000) }), window3, randomUUID())
  await callNext(atFive(), window5, randomUUID())
  await page.context().setOffline(false)
  await page.getByRole('listitem').filter({ hasText: /A002/ }).waitFor()
  await page.getByText('连接断开了，正在重连').waitFor({ state: 'hidden' })
  expect(await page.getByRole('listitem').filter({ hasText: /B001/ }).count()).toBe(1)
  await expect.poll(spoken).toEqual(['语音播报已打开', '请 A002 号到 5 号户政窗口'])

  // What goes on is told as before.
  const next = await findOpenCall(db, window5)
  await recall(atFive(), window5, next?.id ?? 0)
  await expect.poll(spoken).toHaveLength(3)
})

test('afterwards the manager sees how long they waited and were served, also on a telephone', async () => {
  const [name = '', value = ''] = (await sessionAs('hallManager')).split('=')
  for (const width of [1280, 360]) {
    const page = await openPage({ baseURL, width })
    await page.context().addCookies([{ name, value, url: baseURL }])
    await page.goto('/desk')
    await page.goto('/desk/hall/figures')
    await page.getByText('根据叫到以后来办的 1 人次').first().waitFor()
    for (const folded of await page.locator('main summary').all()) await folded.click()
    expect(await page.getByRole('main').textContent()).toContain('5号窗口')
    await expectNoSidewaysScroll(page)
    await expectNoAxeViolations(page)
    await page.close()
  }
})
