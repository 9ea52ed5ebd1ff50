import Fastify from 'fastify'
import { expect, test } from 'vitest'
import roles from '../data/law/roles.json' with { type: 'json' }
import type { App } from '../src/platform/http.ts'
import { keepRouteTable, type RouteEntry } from '../src/wings/guard.ts'
import { type Client, citizenAt, openHouse, type Reply, signedInAs, visitorAt } from './support/app.ts'
import { db } from './support/world.ts'

const house = await openHouse()

type Person = { who: string; permissions: readonly string[]; arrive: () => Promise<Client> | Client }

const permissions = [...new Set(roles.flatMap((role) => role.permissions))]
const visitor: Person = { who: 'a visitor', permissions: [], arrive: () => visitorAt(house) }
const citizen: Person = { who: 'a citizen', permissions: [], arrive: () => citizenAt(house) }
const nobody = await staffMember('staff without any right', [])

/** A member of staff in a role made up for them. */
async function staffMember(who: string, permissions: readonly string[]): Promise<Person> {
  const code = who
  await db.insertInto('roles').values({ code, name: who, description: '' }).execute()
  if (permissions.length > 0)
    await db
      .insertInto('rolePermissions')
      .values(permissions.map((permission) => ({ roleCode: code, permission })))
      .execute()
  return { who, permissions, arrive: () => signedInAs(house, code, { name: who }) }
}

const pairs = new Map<string, Promise<Person[]>>()

/** Those at whom a route shows whom it lets in: strangers, who holds the one right it asks for, and who holds all others. */
async function peopleAt({ may }: RouteEntry): Promise<Person[]> {
  const right = may.includes('.') ? may : undefined
  const pair =
    (right && pairs.get(right)) ??
    Promise.all(
      right
        ? [
            staffMember(`who holds ${right}`, [right]),
            staffMember(
              `who lacks ${right}`,
              permissions.filter((p) => p !== right),
            ),
          ]
        : [nobody],
    )
  if (right) pairs.set(right, pair)
  return [visitor, citizen, ...(await pair)]
}

const inside = new Map<string, Client>()

/** Who only reads stays; for what changes something everyone comes anew, for it may end the session it was called in. */
async function clientOf(person: Person, { method }: RouteEntry): Promise<Client> {
  if (method !== 'GET') return person.arrive()
  const client = inside.get(person.who) ?? (await person.arrive())
  inside.set(person.who, client)
  return client
}

const token = await tokenOf(visitorAt(house))

/** The secret behind a token lies in a cookie, so one pair serves every session. */
async function tokenOf(client: Client): Promise<{ token: string; cookie: string }> {
  return { token: await client.token(), cookie: client.cookie }
}

/** An address of the route in which every parameter names something that does not exist. */
function addressOf({ url }: RouteEntry): string {
  const path = url.replace(/:[^/]+/g, '999999999').replace(/\*/g, 'nothing')
  return `${path}?_csrf=${encodeURIComponent(token.token)}`
}

/** What happened at the door: turned away as a stranger, as one without the right, or let in. */
function outcomeOf(reply: Reply, { url }: RouteEntry, { who }: Person): 'sign in' | 'forbidden' | 'let in' {
  const toSignIn = reply.statusCode === 303 && /\/sign-in(\?|$)/.test(String(reply.headers.location))
  // Who signs out is led to the same page after the work is done.
  const signedOut = toSignIn && url.endsWith('/sign-out') && who !== 'a visitor'
  if (reply.statusCode === 401 || (toSignIn && !signedOut)) return 'sign in'
  return reply.statusCode === 403 ? 'forbidden' : 'let in'
}

function declared({ may }: RouteEntry, { who, permissions }: Person): 'sign in' | 'forbidden' | 'let in' {
  if (may === 'everyone') return 'let in'
  if (who === 'a visitor') return 'sign in'
  if (may === 'staff') return who === 'a citizen' ? 'forbidden' : 'let in'
  return may === 'signedIn' || permissions.includes(may) ? 'let in' : 'forbidden'
}

test('the house has routes in every wing', () => {
  const urls = house.routeTable.map((r) => r.url)
  for (const wing of ['/desk/', '/my', '/api/v1/', '/search'])
    expect(urls.some((url) => url.startsWith(wing))).toBe(true)
})

test('every permission that a route asks for is held by some role, and every one that a role holds exists', () => {
  const asked = new Set<string>(house.routeTable.map((r) => r.may).filter((may) => may.includes('.')))
  expect([...asked].filter((may) => !permissions.includes(may))).toEqual([])
})

test.each(house.routeTable.map((route) => [`${route.method} ${route.url}`, route] as const))(
  '%s lets in whom it declares and nobody else',
  async (_, route) => {
    const seen: Record<string, string> = {}
    const expected: Record<string, string> = {}
    for (const person of await peopleAt(route)) {
      const client = await clientOf(person, route)
      const reply = await client.send({
        method: route.method as 'GET',
        url: addressOf(route),
        headers: { cookie: [client.cookie, token.cookie].filter(Boolean).join('; '), accept: 'text/html' },
      })
      seen[person.who] = outcomeOf(reply, route, person)
      expected[person.who] = declared(route, person)
      expect(reply.statusCode, `${person.who}: ${reply.body.slice(0, 300)}`).toBeLessThan(500)
    }
    expect(seen).toEqual(expected)
  },
)

test('a route that does not say who may use it stops the start', async () => {
  const app = Fastify() as unknown as App
  keepRouteTable(app)
  app.get('/anything', async () => 'x')
  await expect(app.ready()).rejects.toThrow('GET /anything does not declare who may use it')
})
