import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays, dayOf, showDay } from '../../src/core/day.ts'
import { listen, openHouse, sessionAs, signedInAs } from '../support/app.ts'
import { expectGoodPage, expectNoAxeViolations, expectNoSidewaysScroll, openPage } from '../support/browser.ts'
import { lineId, offerSlots, openAllDay, pairingCodeIn, take } from '../support/hall.ts'
import { publishedItem } from '../support/items.ts'
import { db, world } from '../support/world.ts'

const house = await openHouse()
const baseURL = await listen(house)
await openAllDay()
const today = dayOf(new Date())
const manager = await signedInAs(house, 'hallManager')
const item = await publishedItem(db)

const shot = async (page: Page, what: string) => {
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/${what}-${page.viewportSize()?.width}.png`, fullPage: true })
}

test('an appointment booked on a phone without scripts is kept at the terminal and called before who came earlier', {
  timeout: 300_000,
}, async () => {
  const starts = '23:50'
  await offerSlots(item, 'urban/city', [[starts, '23:58', 3]], addDays(today, -1))
  const phone = await openPage({ baseURL, width: 360, javaScript: false })
  const mirror = await openPage({ baseURL, width: 360 })
  const look = async (what: string) => {
    await shot(phone, what)
    await expectGoodPage(phone, mirror)
  }
  await mirror.goto('/')
  await phone.goto('/')
  await phone
    .getByRole('link', { name: /预约取号/ })
    .first()
    .click()
  await look('appointments')
  await phone.getByRole('link', { name: /户外广告设施设置审批/ }).click()
  await look('appointments-days')
  await phone.getByRole('link', { name: new RegExp(showDay(today)) }).click()
  await look('appointments-slots')
  await phone.getByRole('link', { name: new RegExp(starts) }).click()
  await look('appointments-form')
  await phone.getByLabel('姓名').fill('李小梅')
  await phone.getByLabel('身份证号码').fill('110105194912310021')
  await phone.getByLabel('手机号码').fill('13912345678')
  await phone.getByRole('button', { name: '预约', exact: true }).click()
  await phone.getByText('身份证号码的最后一位与前面各位对不上').first().waitFor()
  await look('appointments-wrong')
  await phone.getByLabel('身份证号码').fill('11010519491231002X')
  await phone.getByRole('button', { name: '预约', exact: true }).click()
  await phone.getByRole('heading', { name: '约好了' }).waitFor()
  await look('appointments-receipt')
  await phone.getByRole('link', { name: '查看、改期、取消' }).click()
  await look('appointments-one')
  await phone.getByRole('link', { name: '改期' }).click()
  await look('appointments-change')
  await phone.goBack()
  await phone.getByRole('link', { name: '取消预约' }).click()
  await look('appointments-cancel')
  await phone.goto('/appointments/follow')
  await look('appointments-follow')

  // The day goes on: the slot has begun, and someone has walked in before.
  await db.updateTable('appointmentSlots').set({ starts: '00:01' }).where('itemId', '=', item.id).execute()
  const walkIn = await take(world({ now: new Date(Date.now() - 20 * 60_000) }), 'urban/city')

  const kiosk = await openPage({ baseURL, width: 1080, height: 1920 })
  const made = await manager.post('/desk/hall/devices/main', { kind: 'kiosk', name: '东门自助机', counter: '' })
  await kiosk.goto('/kiosk')
  const press = async (text: string) => {
    for (const sign of text) await kiosk.locator(`[data-keys]:not([hidden]) [data-sign="${sign}"]`).click()
  }
  await press(pairingCodeIn(made.body))
  await kiosk.getByRole('button', { name: '配对' }).click()
  await kiosk.waitForURL('**/kiosk/main')
  await kiosk.getByRole('link', { name: /预约取号/ }).click()
  await kiosk.waitForURL('**/kiosk/main/keep')
  await shot(kiosk, 'kiosk-keep')
  await expectNoAxeViolations(kiosk)
  await kiosk.getByRole('link', { name: '没带身份证，用预约号' }).click()
  await kiosk.waitForURL('**/keep?by=number')
  await shot(kiosk, 'kiosk-keep-number')
  await expectNoAxeViolations(kiosk)
  await kiosk.getByRole('link', { name: '用身份证' }).click()
  await kiosk.waitForURL('**/keep?by=id')
  await press('11010519491231002X')
  await kiosk.getByRole('button', { name: '取号' }).click()
  await kiosk.waitForURL('**/kiosk/main/ticket')
  await shot(kiosk, 'kiosk-kept')
  await kiosk.setViewportSize({ width: 360, height: 780 })
  await expectNoSidewaysScroll(kiosk)
  expect(await kiosk.content()).not.toContain('110105')
  const label = /[A-Z]\d{3}/.exec((await kiosk.getByRole('article').textContent()) ?? '')?.[0]
  expect(label).not.toBe(walkIn.ticket.label)

  // The clerk calls: first the appointment, then who came earlier.
  const [name = '', value = ''] = (await sessionAs('windowClerk', { unitCode: 'services', name: '窗小玲' })).split('=')
  const desk = await openPage({ baseURL })
  await desk.context().addCookies([{ name, value, url: baseURL }])
  const line = await lineId('urban/city')
  const served = await db
    .selectFrom('counterLines as cl')
    .innerJoin('counters as c', 'c.id', 'cl.counterId')
    .select('c.number')
    .where('cl.lineId', '=', line)
    .executeTakeFirstOrThrow()
  await desk.goto('/desk/hall/counter')
  await desk
    .getByRole('button', { name: new RegExp(`\\uFF1A${served.number}号窗口`) })
    .first()
    .click()
  await desk.getByRole('button', { name: '叫下一位', exact: true }).click()
  await desk
    .getByText(label ?? '', { exact: false })
    .first()
    .waitFor()
  await shot(desk, 'desk-called')
  const states = async () =>
    Object.fromEntries(
      (await db.selectFrom('queueTickets').select(['label', 'state']).execute()).map((t) => [t.label, t.state]),
    )
  expect(await states()).toMatchObject({ [label ?? '']: 'called', [walkIn.ticket.label]: 'waiting' })
})

test('the desk at both sizes: the day, an appointment, booking for someone, the places', async () => {
  const other = await publishedItem(db, { elements: { name: '临时占道审批' } })
  await offerSlots(
    other,
    'urban/city',
    [
      ['00:30', '05:30', 3],
      ['14:00', '23:00', 3],
    ],
    today,
  )
  const [name = '', value = ''] = (await sessionAs('hallManager')).split('=')
  for (const width of [1280, 360]) {
    const page = await openPage({ baseURL, width })
    await page.context().addCookies([{ name, value, url: baseURL }])
    const look = async (what: string) => {
      await shot(page, what)
      await expectNoSidewaysScroll(page)
      await expectNoAxeViolations(page)
    }
    const tomorrow = addDays(today, 1)
    await page.goto('/desk/hall/appointments')
    await look('desk-day')
    await page.getByRole('link', { name: '替人预约' }).click()
    await page.getByLabel('办什么').selectOption('临时占道审批')
    await page.getByRole('button', { name: '看还有哪些名额' }).click()
    await look('desk-book')
    await page.getByLabel('哪天什么时候').selectOption(`${tomorrow} 14:00`)
    await page.getByLabel('姓名').fill('王建国')
    await page.getByLabel('身份证号码').fill(width === 360 ? '11010519491231002X' : '430799198001101003')
    await page.getByLabel('手机号码').fill('13912345678')
    await page.getByRole('button', { name: '预约', exact: true }).click()
    await look('desk-booked')
    await page.getByRole('link', { name: '看这个预约' }).click()
    await look('desk-one')
    await page.goto(`/desk/hall/at/main/appointments?day=${tomorrow}`)
    await page.getByText('王**').first().waitFor()
    await look('desk-tomorrow')
    await page.goto('/desk/hall/at/main/offers')
    await look('desk-offers')
    await page.getByRole('link', { name: '临时占道审批' }).click()
    await look('desk-offers-item')
    await page.getByRole('link', { name: /14:00/ }).first().click()
    await look('desk-offer')
    await page.close()
  }
})
