import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RouteEntry } from '../src/wings/guard.ts'
import { openHouse, type Reply, visitorAt } from './support/app.ts'
import { rowCounts } from './support/rows.ts'
import { db } from './support/world.ts'

// A small limit, so that what is too large is not large.
await db
  .insertInto('settings')
  .values({ key: 'limits', value: JSON.stringify({ uploadBytes: 1024 * 1024 }) })
  .execute()
const house = await openHouse()
const client = visitorAt(house)
const token = await client.token()

let senders = 0
/** Every request comes from another address, so that no limit on one sender hides what the route does with it. */
const sender = () => ({ remoteAddress: `10.${(++senders >> 16) & 255}.${(senders >> 8) & 255}.${senders & 255}` })

// What strangers can reach: every route open to everyone, and every route of the API.
const open = house.routeTable.filter((r) => r.may === 'everyone' || r.url.startsWith('/api/'))
const writing = open.filter((r) => r.method !== 'GET' && r.method !== 'OPTIONS')
const reading = open.filter((r) => r.method === 'GET' && !r.url.startsWith('/assets'))

/** Tables that count tries against their sender, which is no use of what was sent. */
const counters = ['throttles']

const script = '<script>alert(1)</script>'

const fragments: [name: string, value: string][] = [
  ['a script', `${script}"'><img src=x onerror=alert(1)>`],
  ['a piece of SQL', `' or 1=1; drop table acts; --`],
  ['a zero byte and control characters', 'a\u0000b\u0001\u001b[31m\u202e'],
  ['half a character', '\ud83d'],
  ['a huge number', '9'.repeat(400)],
  ['a negative number', '-1'],
  ['a number beyond all', '1e999'],
  ['a day that never was', '2018-02-31'],
  ['a path out of its folder', '../../../../etc/passwd'],
  ['a template', '{{7*7}}<%= 7*7 %>'],
  ['a text of 300,000 characters', '文'.repeat(300_000)],
]

let before: Record<string, number>
beforeAll(async () => {
  before = await stored()
})
afterAll(async () => {
  expect(await stored(), 'something was stored').toEqual(before)
})

async function stored(): Promise<Record<string, number>> {
  const counts = await rowCounts(db)
  for (const name of counters) delete counts[name]
  return counts
}

function fieldsOf(route: RouteEntry, part: 'body' | 'querystring'): string[] {
  const schema = route.schema?.[part] as { properties?: Record<string, unknown>; allOf?: unknown[] } | undefined
  return Object.keys(schema?.properties ?? {})
}

function addressOf(route: RouteEntry, parameter = '1'): string {
  return route.url.replace(/:[^/]+/g, parameter).replace(/\*/g, parameter)
}

function withToken(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}_csrf=${encodeURIComponent(token)}`
}

/** Refused as the sender's mistake; an answer of 422 says at which field. */
function expectRefusal(reply: Reply, fields: readonly string[]): void {
  const told = `${reply.statusCode} ${reply.body.slice(0, 500)}`
  expect(reply.statusCode, told).toBeGreaterThanOrEqual(400)
  expect(reply.statusCode, told).toBeLessThan(500)
  if (reply.statusCode === 422 && fields.length > 0)
    expect(
      fields.some((field) => names(reply, field)),
      told,
    ).toBe(true)
  expectHarmless(reply)
}

/** A page links to the field and says it again beside it; a machine is told its name. */
function names(reply: Reply, field: string): boolean {
  return reply.body.includes(`"field":"${field}`) || new RegExp(`href="#[^"]*${field}`).test(reply.body)
}

function expectHarmless(reply: Reply): void {
  expect(reply.statusCode, reply.body.slice(0, 500)).toBeLessThan(500)
  // In JSON a tag is a text like any other: no browser reads it as a page.
  if (/json/.test(String(reply.headers['content-type']))) return
  expect(reply.body).not.toContain(script)
  expect(reply.body).not.toContain('<img src=x')
}

function formOf(values: Record<string, string>): Pick<InjectOptions, 'headers' | 'payload'> {
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(values).toString(),
  }
}

function jsonOf(value: unknown): Pick<InjectOptions, 'headers' | 'payload'> {
  return { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(value) }
}

test('there is something to attack', () => {
  expect(writing.length).toBeGreaterThan(3)
  expect(reading.length).toBeGreaterThan(10)
})

const named = (routes: RouteEntry[]) => routes.map((route) => [`${route.method} ${route.url}`, route] as const)

test.each(named(writing))(
  '%s refuses bad input, names the field and stores nothing',
  async (_, route) => {
    const fields = fieldsOf(route, 'body')
    const send = (what: Omit<InjectOptions, 'method' | 'url'>) =>
      client.send({ method: route.method as 'POST', url: withToken(addressOf(route)), ...sender(), ...what })

    if (fields.length > 0) expectRefusal(await send(formOf({})), fields)
    for (const field of fields) {
      for (const [, value] of fragments) expectRefusal(await send(formOf({ [field]: value })), fields)
      for (const value of [{ a: { b: 1 } }, [1, [2]], null, true, 1e308])
        expectRefusal(await send(jsonOf({ [field]: value })), fields)
    }
    const broken = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
    const body = fields[0] ?? 'a'
    expectRefusal(await send({ headers: broken, payload: `${body}=%E4%B8&&&=` }), fields)
    expectRefusal(await send({ headers: broken, payload: 'nobody%00=%ff&%ff=%00' }), [])
    expectRefusal(await send({ headers: broken, payload: Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x3d]) }), [])
    expectRefusal(await send({ headers: broken, payload: `${body}=${'a'.repeat(3_000_000)}` }), fields)
    expectRefusal(await send({ headers: { 'content-type': 'application/json' }, payload: '{"a":' }), fields)
    expectRefusal(
      await send({ headers: { 'content-type': 'application/json' }, payload: '{"__proto__":{"x":1}}' }),
      fields,
    )
    expectRefusal(
      await send({
        headers: { 'content-type': 'text/xml' },
        payload: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
      }),
      fields,
    )
    expectRefusal(
      await send({ headers: { 'content-type': 'multipart/form-data; boundary=b' }, payload: '--b\r\nbroken' }),
      fields,
    )
    expectRefusal(await send(upload(fields[0] ?? 'file', 2 * 1024 * 1024)), fields)
  },
  60_000,
)

function upload(field: string, bytes: number): Pick<InjectOptions, 'headers' | 'payload'> {
  const head = `--b\r\ncontent-disposition: form-data; name="${field}"; filename="../../evil.html"\r\ncontent-type: text/html\r\n\r\n`
  return {
    headers: { 'content-type': 'multipart/form-data; boundary=b', accept: 'text/html' },
    payload: Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, 97), Buffer.from('\r\n--b--\r\n')]),
  }
}

test.each(named(writing.filter((r) => !r.url.startsWith('/api/'))))(
  '%s refuses a form without its token',
  async (_, route) => {
    const reply = await visitorAt(house).send({ method: route.method as 'POST', url: addressOf(route), ...formOf({}) })
    expect(reply.statusCode).toBe(403)
  },
)

test.each(named(reading))('%s takes whatever stands in its address', async (_, route) => {
  const get = (url: string) => client.send({ method: 'GET', url, headers: { accept: 'text/html' }, ...sender() })
  for (const field of fieldsOf(route, 'querystring')) {
    for (const [, value] of fragments.filter(([, v]) => v.length < 10_000))
      expectHarmless(await get(`${addressOf(route)}?${new URLSearchParams({ [field]: value })}`))
    for (const tail of [
      `${field}=1&${field}=2`,
      `${field}[a]=1`,
      `${field}=%E4%B8`,
      `${field}=%00`,
      `${field}=${'a'.repeat(15_000)}`,
    ])
      expectHarmless(await get(`${addressOf(route)}?${tail}`))
  }
  if (!/[:*]/.test(route.url)) return
  for (const value of [
    '%00',
    '%E4%B8',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    "'%20or%201=1--",
    '-1',
    '9'.repeat(30),
    '1e9',
    '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    'a'.repeat(190),
  ]) {
    const reply = await get(addressOf(route, value))
    expectHarmless(reply)
    expect(reply.statusCode, `${value}: ${reply.body.slice(0, 200)}`).toBeGreaterThanOrEqual(300)
  }
})
