import type { Browser, Page } from 'playwright-core'
import { afterAll, expect, onTestFinished, TestRunner } from 'vitest'
import { axeViolations } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { expectValidHtml } from './html.ts'

export type PageOptions = {
  /** Address that paths such as `/search` are under. */
  baseURL?: string
  /** Default 1280; 360 is the narrowest phone. */
  width?: number
  height?: number
  /** Default true; every page must work without. */
  javaScript?: boolean
}

let browser: Promise<Browser> | undefined

/**
 * A page in a browser profile of its own: no cookies from other pages. It is closed with the test or the file that opened
 * it; one Chromium serves all files of a process and ends with it.
 */
export async function openPage(options: PageOptions = {}): Promise<Page> {
  const { baseURL, width = 1280, height = width < 600 ? 780 : 900, javaScript = true } = options
  browser ??= launchChromium()
  const context = await (await browser).newContext({
    baseURL,
    viewport: { width, height },
    javaScriptEnabled: javaScript,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  const close = () => context.close()
  if (TestRunner.getCurrentTest()) onTestFinished(close)
  else afterAll(close)
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  return page
}

/** Expects what is on the screen now to pass axe at WCAG 2.2 AA; call it again after clicks that change the page. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  const violations = await axeViolations(page)
  const found = violations.flatMap((v) =>
    v.nodes.map((n) => `${v.id}: ${v.help}\n    ${n.html}\n    ${n.failureSummary}`),
  )
  expect(found, `axe on ${page.url()}:\n${found.join('\n')}`).toEqual([])
}

/**
 * Looks at a page in which scripts are off as everyone must be able to: valid, accessible, and no wider than the telephone.
 * @param mirror - a page with scripts on the same site, for axe is a script itself: it is shown what the other one shows
 */
export async function expectGoodPage(page: Page, mirror: Page): Promise<void> {
  const html = await page.content()
  await expectValidHtml(html)
  await expectNoSidewaysScroll(page)
  await mirror.setContent(html)
  await expectNoAxeViolations(mirror)
}

/** Expects that nothing sticks out sideways, so that a phone never scrolls across. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(excess, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0)
}

/** Presses Tab until the element with this role and name has the focus; fails when the keyboard cannot reach it. */
export async function tabTo(page: Page, role: Parameters<Page['getByRole']>[0], name: string | RegExp): Promise<void> {
  const first = page.getByRole(role, { name }).first()
  await first.waitFor()
  // Found once: looking for a role goes through the whole page.
  const target = await first.elementHandle()
  for (let presses = 0; presses < 200; presses++) {
    if (await target?.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${role} ${name} on ${page.url()}`)
}
