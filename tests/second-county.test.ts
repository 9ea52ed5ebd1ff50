import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import roles from '../data/law/roles.json' with { type: 'json' }
import { buildApp } from '../src/app.ts'
import { day } from '../src/core/day.ts'
import { loadCounty } from '../src/county.ts'
import { loadRoles } from '../src/modules/identity/index.ts'
import { formForCli } from '../src/modules/statistics/index.ts'
import { loadConfig } from '../src/platform/config.ts'
import { OperatorError } from '../src/platform/operator-error.ts'
import { systemContext } from '../src/platform/world.ts'
import { visitorAt } from './support/app.ts'
import { testDatabase } from './support/database.ts'

// Another county, installed the way the README says: nothing that it does not name itself may appear anywhere.
const county = join(import.meta.dirname, 'support/second-county')
const stranger = /津市|常德|430781|jinshi/i

const { db, url } = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'mingtang-county-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const read = loadConfig({ MINGTANG_DATA: folder, MINGTANG_ROLE: 'web', MINGTANG_COUNTY: county, BUSY_AFTER_MS: '0' })
const config = { ...read, requestsPerMinute: 1e7, databaseUrl: url, secret: randomBytes(32).toString('hex') }
await loadCounty(db, { name: config.county })
await loadRoles(db)
const house = await buildApp({ config, db, log: pino({ level: 'silent' }) })
afterAll(() => house.close())

/** Someone who holds every role there is. */
async function everyRole() {
  const id = randomUUID()
  const token = randomBytes(16).toString('hex')
  const account = { id, kind: 'staff', username: 'all', email: 'all@test.invalid', unitCode: 'county', name: '王主任' }
  await db
    .insertInto('accounts')
    .values({ ...account, twoFactorEnabled: true })
    .execute()
  await db
    .insertInto('roleGrants')
    .values(
      roles.map(({ code }) => ({
        ...{ accountId: id, roleCode: code, unitCode: 'county', validFrom: day('2000-01-01'), grantedBy: 'system' },
      })),
    )
    .execute()
  const expiresAt = new Date(Date.now() + 3_600_000)
  await db.insertInto('sessions').values({ id: randomUUID(), accountId: id, token, expiresAt }).execute()
  return visitorAt(house, `mingtang.session_token=${token}.test`)
}

/** Pages reached by links from an address, each once; of those that differ in the query alone a few. */
async function* walk(client: ReturnType<typeof visitorAt>, start: string) {
  const waiting = [start]
  const seen = new Map<string, number>()
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const reply = await client.get(address)
    yield { address, reply }
    for (const [, href = ''] of reply.body.matchAll(/(?:href|action)="(\/[^"#]*)/g)) {
      const next = href.replaceAll('&amp;', '&')
      const path = next.split('?')[0] ?? ''
      if (/sign-out|\/assets\/|\/elder/.test(path) || (seen.get(path) ?? 0) > 2 || waiting.includes(next)) continue
      seen.set(path, (seen.get(path) ?? 0) + 1)
      waiting.push(next)
    }
  }
}

test.each([
  ['the portal', '/', '柳林县人民政府', () => visitorAt(house)],
  ['the desk', '/desk', '王主任', everyRole],
])(
  '%s of another county is its own on every page',
  async (_, start, greeting, arrive) => {
    const client = await arrive()
    expect((await client.get(start)).body).toContain(greeting)
    let pages = 0
    const wrong: string[] = []
    for await (const { address, reply } of walk(client, start)) {
      pages++
      // A form's address answers a GET with 404; nothing may be a fault.
      if (reply.statusCode >= 500) wrong.push(`${address}: ${reply.statusCode}`)
      const found = stranger.exec(`${address} ${reply.body}`)
      if (found) wrong.push(`${address}: ${found[0]}`)
    }
    expect(wrong).toEqual([])
    expect(pages).toBeGreaterThan(20)
  },
  120_000,
)

test('its form bears its name, its index numbers its code', async () => {
  const printed = await formForCli(systemContext(house.world, '测试'), {
    ...{ year: 2026, template: undefined, unit: undefined, format: 'json' as const },
  })
  expect(String(printed.content)).not.toMatch(stranger)
  const guide = await db.selectFrom('documents').select('indexNumber').executeTakeFirstOrThrow()
  expect(guide.indexNumber).toMatch(/^141125\/county-office-\d{4}-00001$/)
})

test('what one county remarks on its figure of 2018 is not said here', async () => {
  const visitor = visitorAt(house)
  const { statusCode, body } = await visitor.get('/figures/catalogue.delegatedDaysReduction?year=2018')
  expect(statusCode).toBe(200)
  expect(body).toContain('怎么算的：下沉以后比下沉以前少的工作日')
  expect(body).not.toMatch(/581|27%/)
})

test('the API and the feeds speak of it alone', async () => {
  const visitor = visitorAt(house)
  for (const address of [
    '/api/v1/documents',
    '/api/v1/columns',
    '/api/v1/openapi.json',
    '/sitemap.xml',
    '/robots.txt',
  ]) {
    const { body } = await visitor.get(address)
    expect(`${address} ${body}`).not.toMatch(stranger)
  }
})

test('a county whose folder is not there is told by its path', async () => {
  const { db: empty } = await testDatabase()
  await expect(loadCounty(empty, { name: '/nowhere/liulin' })).rejects.toThrow(OperatorError)
  await expect(loadCounty(empty, { name: '/nowhere/liulin' })).rejects.toThrow('/nowhere/liulin/site.json')
})
