import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { dayOf } from '../../src/core/day.ts'
import { loadDemonstration } from '../../src/demo/index.ts'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { listen, openHouse } from '../support/app.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, openPage } from '../support/browser.ts'
import { expectValidHtml } from '../support/html.ts'
import { db, files, reloadWorld, world } from '../support/world.ts'

// The whole demonstration city, and everyone who can sign in to it.
const house = await openHouse()
await createDemonstrationAccounts(house.identity, world())
await loadDemonstration(db, { today: dayOf(new Date()), files })
await reloadWorld()
await house.world.reload()
const baseURL = await listen(house)

/** Addresses of pages as patterns, the longest first, so that /documents/new is not taken for /documents/:id. */
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

async function signIn(page: Page, name: string, door: string): Promise<void> {
  await page.goto(door)
  await page.locator('#field-name').fill(name)
  await page.getByLabel('密码').fill('mingtang')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForLoadState()
}

const seen = new Set<string>()

/** Follows links from some pages on and looks at one page of each route. @returns what was wrong, by address */
async function walk(starts: readonly string[], account?: { name: string; door: string }): Promise<string[]> {
  const wide = await openPage({ baseURL })
  if (account) await signIn(wide, account.name, account.door)
  const faults: string[] = []
  const waiting = [...starts]
  const asked = new Set<string>()
  while (waiting.length > 0) {
    const address = waiting.shift() ?? ''
    const route = routeOf(address.split('?')[0] ?? '')
    if (!route || asked.has(address) || (seen.has(route) && !starts.includes(address))) continue
    asked.add(address)
    const answer = await wide.request.get(address, { maxRedirects: 0 })
    if (answer.status() === 403 || answer.status() === 303) continue
    seen.add(route)
    if (!answer.headers()['content-type']?.startsWith('text/html')) continue
    await wide.setViewportSize({ width: 1280, height: 900 })
    await wide.goto(address)
    const links = await wide.locator('a[href^="/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))
    waiting.push(...links)
    for (const look of [
      async () => expect(answer.status()).toBeLessThan(400),
      async () => expectValidHtml(await answer.text()),
      () => expectNoAxeViolations(wide),
      async () => {
        await wide.setViewportSize({ width: 360, height: 780 })
        await expectNoSidewaysScroll(wide)
      },
    ])
      await look().catch((error: Error) => faults.push(`${address}: ${error.message.slice(0, 1500)}`))
  }
  return faults
}

/** A document in this state that the demonstration has. */
async function documentIn(state: string): Promise<string> {
  const query = db.selectFrom('documents').select('id').where('state', '=', state).where('kind', '<>', 'page')
  const { id } = await query.orderBy('id', 'desc').executeTakeFirstOrThrow()
  return `/desk/disclosure/documents/${id}`
}
const [draft, approved, published] = await Promise.all(['draft', 'approved', 'published'].map(documentIn))
const form = '/desk/statistics/forms/2014/2018'

test.each([
  ['a visitor', ['/'], undefined],
  ['a citizen', ['/my'], { name: '13000000001', door: '/sign-in' }],
  ['an administrator', ['/desk'], { name: 'guanli', door: '/desk/sign-in' }],
  [
    'the head of the disclosure office',
    ['/desk', form, `${form}/cells/A1`, '/desk/statistics/forms/2021/2026', `${draft}/edit`, `${draft}/submit`],
    { name: 'zhuren', door: '/desk/sign-in' },
  ],
  ['an editor', ['/desk', `${draft}/edit`, `${draft}/files`], { name: 'bianji', door: '/desk/sign-in' }],
  ['a reviewer', ['/desk'], { name: 'shenhe', door: '/desk/sign-in' }],
  [
    'a disclosure officer',
    ['/desk', `${approved}/publish`, `${published}/channels`, `${published}/repeal`, `${published}/withdraw`],
    { name: 'gongkai', door: '/desk/sign-in' },
  ],
  ['an auditor', ['/desk'], { name: 'shenji', door: '/desk/sign-in' }],
] as const)(
  'every page that %s reaches is valid, accessible and fits a phone',
  async (_, starts, account) => {
    expect(await walk(starts, account)).toEqual([])
  },
  300_000,
)

test('the walk came by nearly every page there is', () => {
  const missed = routes.map((r) => r.url).filter((url) => !seen.has(url))
  // What is left is reached only by sending a form, or in a state that the demonstration does not show.
  expect(missed.length, missed.join('\n')).toBeLessThan(routes.length / 4)
})
