import { expect, test } from 'vitest'
import { addDays, dayOf } from '../../src/core/day.ts'
import { listen, openHouse, sessionAs } from '../support/app.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, openPage } from '../support/browser.ts'
import { freshPhone, take } from '../support/hall.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse()
const baseURL = await listen(house)
const today = dayOf(new Date())
await db
  .insertInto('hallExceptions')
  .values(
    [0, 1].map((n) => ({ hallCode: 'main', day: addDays(today, n), opens: '00:00', closes: '24:00', reason: '全天' })),
  )
  .execute()
const [name = '', value = ''] = (await sessionAs('windowClerk', { unitCode: 'services', name: '窗小玲' })).split('=')

test('the clerk signs on, calls, begins, takes the case in and calls the next, on a small screen and without scripts', async () => {
  const ago = (minutes: number) => world({ now: new Date(Date.now() - minutes * 60_000) })
  await take(ago(45), 'police/household', { phone: freshPhone(), name: '李小梅' })
  await take(ago(25), 'police/household', { phone: freshPhone(), priority: 'elderly', name: '王大爷' })
  for (let i = 10; i > 5; i--) await take(ago(i), 'police/household', { phone: freshPhone() })
  for (const [width, scripts] of [
    [1280, true],
    [360, false],
  ] as const) {
    const page = await openPage({ baseURL, width, javaScript: scripts })
    await page.context().addCookies([{ name, value, url: baseURL }])
    const shot = async (what: string) => {
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/${what}-${width}.png`, fullPage: true })
      await expectNoSidewaysScroll(page)
      if (scripts) await expectNoAxeViolations(page)
    }
    await page.goto('/desk/hall/counter')
    await shot('choose')
    await page.getByRole('button', { name: /\uFF1A5号窗口/ }).click()
    await shot('free')
    await page.getByRole('button', { name: '叫下一位', exact: true }).click()
    await shot('called')
    await page.getByRole('button', { name: '再叫一次' }).click()
    await expect.poll(() => page.getByText('已叫 2 次').count()).toBe(1)
    await page.getByRole('button', { name: '开始办理' }).click()
    await page.getByText('转到别处，或者他走了').click()
    await shot('serving')
    expect(await page.getByRole('link', { name: '收件', exact: true }).last().getAttribute('href')).toMatch(
      /origin=ticket:\d+/,
    )
    await page.getByRole('button', { name: '办完，叫下一位' }).click()
    await page.getByRole('button', { name: '过号' }).click()
    await shot('missed')
    await page.getByRole('button', { name: '下岗' }).click()
    for (const at of ['/desk/hall/tickets/new', '/desk/hall', '/desk/hall/at/main']) {
      await page.goto(at)
      await shot(at.replaceAll('/', '_'))
    }
    await page.close()
  }
})
