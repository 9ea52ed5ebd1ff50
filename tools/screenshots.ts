import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContext } from 'playwright-core'
import { launchChromium } from '../tests/support/chromium.ts'
import { build, startServer } from './server.ts'
import { root } from './sources.ts'

// Pictures of every page at 1280 and 360 px into var/screenshots, so that one can leaf through the house after a change.
// The house is the demonstration year on a server of its own, or any address given with --url.

const { values } = parseArgs({ options: { url: { type: 'string' }, only: { type: 'string' } } })
const folder = join(root, 'var/screenshots')
const widths = [1280, 360] as const

/** Who looks: every demonstration account that has pages of its own. All share the printed password. */
const people = [
  { who: 'visitor', start: ['/', '/search?q=财政', '/sign-in', '/register', '/desk/sign-in', '/no-such-page'] },
  { who: 'citizen', signInWith: '13000000001', at: '/sign-in', start: ['/my'] },
  { who: 'editor', signInWith: 'bianji', at: '/desk/sign-in', start: ['/desk/'] },
  { who: 'reviewer', signInWith: 'shenhe', at: '/desk/sign-in', start: ['/desk/'] },
  { who: 'officer', signInWith: 'gongkai', at: '/desk/sign-in', start: ['/desk/'] },
  { who: 'head', signInWith: 'zhuren', at: '/desk/sign-in', start: ['/desk/'] },
  { who: 'leader', signInWith: 'lingdao', at: '/desk/sign-in', start: ['/desk/'] },
  { who: 'auditor', signInWith: 'shenji', at: '/desk/sign-in', start: ['/desk/'] },
  { who: 'administrator', signInWith: 'guanli', at: '/desk/sign-in', start: ['/desk/'] },
] as const
const password = 'mingtang'

type Person = (typeof people)[number]

/** Under these folders the next part of an address is a code, not the name of a page. */
const collections = new Set(['units', 'columns', 'documents', 'leaders', 'accounts', 'open', 'figures', 'indicators'])

if (!values.url) build()
const server = values.url ? undefined : await startServer(join(root, 'var/demonstration'))
const address = (values.url ?? server?.url ?? '').replace(/\/$/, '')
const browser = await launchChromium()
let taken = 0
try {
  await rm(join(folder, values.only ?? ''), { recursive: true, force: true })
  for (const person of people.filter((p) => !values.only || p.who === values.only)) await photograph(browser, person)
} finally {
  await browser.close()
  await server?.stop()
}
console.log(`${taken} pictures in ${folder}`)

/** Follows the links from the first pages and takes one picture of each kind of page. */
async function photograph(browser: Browser, person: Person): Promise<void> {
  const context = await browser.newContext({ baseURL: address, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  context.setDefaultTimeout(20_000)
  if ('signInWith' in person) await signIn(context, person)
  const waiting: string[] = [...person.start]
  const kinds = new Set<string>()
  while (waiting.length > 0) {
    const path = waiting.shift() ?? ''
    const kind = kindOf(path)
    if (kinds.has(kind)) continue
    kinds.add(kind)
    const links = await take(context, person, path, kind)
    waiting.push(...links.filter((link) => !kinds.has(kindOf(link)) && belongs(person, link)))
  }
  await context.close()
}

/** Pages that differ only by number or code are of one kind; so are those that differ by their query. */
function kindOf(path: string): string {
  const [bare = ''] = path.split('?')
  const parts = bare.split('/').filter(Boolean)
  // /units/finance and /units/health, /documents/12 and /documents/13: the last part names the thing.
  return (
    parts.map((part, i) => (/\d/.test(part) || (i > 0 && !isWord(part, parts[i - 1])) ? 'ONE' : part)).join('-') ||
    'home'
  )
}

function isWord(part: string, before: string | undefined): boolean {
  return part === 'new' || !collections.has(before ?? '')
}

/** A visitor sees the portal, everyone else only their own wing: the portal has been taken already. */
function belongs({ who }: Person, link: string): boolean {
  if (/sign-out|\.(atom|rss|xml|json|xlsx|docx|csv|txt)$|\/files?\/|download|export|\/elder/.test(link)) return false
  const wing = /^\/(desk|my)(\/|$)/.exec(link)?.[1] ?? 'portal'
  return wing === (who === 'visitor' ? 'portal' : who === 'citizen' ? 'my' : 'desk')
}

async function signIn(
  context: BrowserContext,
  { who, signInWith, at }: Extract<Person, { at: string }>,
): Promise<void> {
  const page = await context.newPage()
  await page.goto(at)
  const form = page.locator('form:has(input[type=password])')
  await form.locator('input:not([type=hidden]):not([type=password]):not([type=checkbox])').first().fill(signInWith)
  await form.locator('input[type=password]').fill(password)
  await form.locator('button').last().click()
  await page.waitForLoadState()
  if (/sign-in/.test(page.url())) throw new Error(`${who} cannot sign in at ${at}: ${page.url()}`)
  await page.close()
}

/** Takes the page at every width. @returns the links it carries */
async function take(context: BrowserContext, { who }: Person, path: string, kind: string): Promise<string[]> {
  const page = await context.newPage()
  const links: string[] = []
  try {
    await mkdir(join(folder, who), { recursive: true })
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      const reply = await page.goto(path)
      if (reply && reply.status() >= 500) console.error(`${reply.status()} ${path}`)
      await page.screenshot({ path: join(folder, who, `${kind}-${width}.png`), fullPage: true })
      taken++
    }
    const found = await page.$$eval('a[href]', (all) => all.map((a) => (a as HTMLAnchorElement).href))
    links.push(
      ...found
        .filter((href) => href.startsWith(`${address}/`))
        .map((href) => href.slice(address.length).split('#')[0] ?? ''),
    )
  } catch (error) {
    console.error(`${who} ${path}: ${(error as Error).message.split('\n')[0]}`)
  }
  await page.close()
  return links
}
