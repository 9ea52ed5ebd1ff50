import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { listen, openHouse } from './app.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, openPage } from './browser.ts'
import { expectValidHtml } from './html.ts'
import { standInTheYear } from './year.ts'

type Account = { name: string; door: string }

/** Whether an address belongs to the wings that are walked. */
type Belongs = (url: string) => boolean

type Walk = {
  /** Follows links from some pages on and looks at one page of each route. @returns what was wrong, by address */
  walk(starts: readonly string[], account?: Account): Promise<string[]>
  /**
   * Expects that the walks came by nearly every page of the wings: what is left is reached only by sending a form, or in a
   * state that the demonstration does not show.
   */
  expectNearlyAll(): void
}

/** Registers share their pages: the form and the import of one stand for those of all. */
const alike = (route: string): string => route.replace(/\/ledgers\/[^/:]+/, '/ledgers/*')

async function signIn(page: Page, name: string, door: string): Promise<void> {
  await page.goto(door)
  await page.locator('#field-name').fill(name)
  await page.getByLabel('密码').fill('mingtang')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForLoadState()
}

/** Opens the house on the demonstration year, for walks through some of its wings. Call it once, at the top. */
export async function openWalk(belongs: Belongs): Promise<Walk> {
  await standInTheYear()
  const house = await openHouse()
  const baseURL = await listen(house)
  const seen = new Set<string>()
  // The longest first, so that /documents/new is not taken for /documents/:id.
  const routes = house.routeTable
    .filter((r) => r.method === 'GET' && !r.url.startsWith('/api/') && !r.url.startsWith('/assets/'))
    .map((r) => ({ url: r.url, parts: r.url.split('/') }))
    .toSorted((a, b) => (a.url.match(/:/g)?.length ?? 0) - (b.url.match(/:/g)?.length ?? 0))

  function routeOf(path: string): string | undefined {
    const parts = path.split('/')
    return routes.find(
      (r) => r.parts.length === parts.length && r.parts.every((p, i) => p.startsWith(':') || p === parts[i]),
    )?.url
  }

  return {
    async walk(starts, account) {
      const page = await openPage({ baseURL })
      if (account) await signIn(page, account.name, account.door)
      else await page.goto('/verify')
      const faults: string[] = []
      const waiting = [...starts]
      const asked = new Set<string>()
      while (waiting.length > 0) {
        const address = waiting.shift() ?? ''
        const route = routeOf(address.split('?')[0] ?? '')
        if (!route || !belongs(route) || asked.has(address) || (seen.has(alike(route)) && !starts.includes(address)))
          continue
        asked.add(address)
        const answer = await page.request.get(address, { maxRedirects: 0 })
        if (answer.status() === 403 || answer.status() === 303) continue
        seen.add(alike(route))
        if (!answer.headers()['content-type']?.startsWith('text/html')) continue
        // The window stays and is shown one document after the other: opening each anew took most of the time.
        const html = await answer.text()
        await page.setViewportSize({ width: 1280, height: 900 })
        await page.setContent(html)
        waiting.push(...(await page.$$eval('a[href^="/"]', (all) => all.map((a) => a.getAttribute('href') ?? ''))))
        for (const look of [
          async () => expect(answer.status()).toBeLessThan(400),
          () => expectValidHtml(html),
          () => expectNoAxeViolations(page),
          async () => {
            await page.setViewportSize({ width: 360, height: 780 })
            await expectNoSidewaysScroll(page)
          },
        ])
          await look().catch((error: Error) => faults.push(`${address}: ${error.message.slice(0, 1500)}`))
      }
      return faults
    },
    expectNearlyAll() {
      const pages = routes.map((r) => r.url).filter(belongs)
      const missed = pages.filter((url) => !seen.has(alike(url)))
      expect(missed.length, missed.join('\n')).toBeLessThan(pages.length / 4)
    },
  }
}
