import { randomBytes, randomUUID } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import roles from '../../data/law/roles.json' with { type: 'json' }
import { buildApp, type House } from '../../src/app.ts'
import { day } from '../../src/core/day.ts'
import { loadConfig } from '../../src/platform/config.ts'
import { db, folder, secret, url } from './world.ts'

/** One browser: it keeps its cookies and sends forms with their token. */
export type Client = {
  cookie: string
  get(url: string, headers?: Record<string, string>): Promise<Reply>
  /** Sends a form as a browser does, with the token of the wing. */
  post(url: string, fields?: Record<string, string | string[]>): Promise<Reply>
  /** Anything else: JSON, files, broken bytes. Cookies are added, nothing else. */
  send(request: InjectOptions): Promise<Reply>
  /** Token that this browser's forms carry. */
  token(): Promise<string>
}

export type Reply = Awaited<ReturnType<House['app']['inject']>>

/** How a house is run in tests: requests are never slowed down. */
export function configOf({ url, folder, role = 'web' }: { url: string; folder: string; role?: 'web' | 'all' }) {
  const env = {
    MINGTANG_DATA: folder,
    MINGTANG_ROLE: role,
    REQUESTS_PER_MINUTE: '10000000',
    BUSY_AFTER_MS: '0',
    DATABASE_CONNECTIONS: '5',
  }
  return { ...loadConfig(env), databaseUrl: url, secret }
}

/** The whole house on the database of this test file; closed when the file ends. */
export async function openHouse(role: 'web' | 'all' = 'web'): Promise<House> {
  const config = configOf({ url, folder, role })
  const house = await buildApp({ config, db, log: pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }) })
  afterAll(() => house.close())
  return house
}

/** Listens on a free port, for tests with a real browser. @returns the address */
export async function listen(house: House): Promise<string> {
  return house.app.listen({ host: '127.0.0.1', port: 0 })
}

/** A browser of someone who is not signed in. */
export function visitorAt(house: House, cookie = ''): Client {
  const jar = new Map(cookie.split('; ').filter(Boolean).map(cut))
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  let formToken: string | undefined
  const send = async (request: InjectOptions): Promise<Reply> => {
    const headers = { ...(jar.size > 0 ? { cookie: cookies() } : {}), ...request.headers }
    const reply = await house.app.inject({ ...request, headers })
    for (const { name, value } of reply.cookies) jar.set(name, value)
    return reply
  }
  const client: Client = {
    get cookie() {
      return cookies()
    },
    send,
    get: (path, headers) => send({ method: 'GET', url: path, headers: { accept: 'text/html', ...headers } }),
    async token() {
      if (formToken) return formToken
      const { body } = await client.get('/desk/sign-in')
      formToken = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? /value="([^"]+)" name="_csrf"/.exec(body)?.[1]
      if (!formToken) throw new Error('the sign-in page has no form with a token')
      return formToken
    },
    async post(path, fields = {}) {
      const form = new URLSearchParams({ _csrf: await client.token() })
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one)
      return send({
        method: 'POST',
        url: path,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
        payload: form.toString(),
      })
    },
  }
  return client
}

function cut(pair: string): [string, string] {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}

type Post = { unitCode?: string; name?: string }

/**
 * A browser in which a staff member with one role is signed in: account, role and session are rows made on the spot. The
 * sign-in pages have tests of their own.
 * @param where.unitCode - unit in which the person works and whose subtree the role reaches; default the government
 */
export async function signedInAs(house: House, roleCode: string, where: Post = {}): Promise<Client> {
  return visitorAt(house, await sessionAs(roleCode, where))
}

/** The cookie of such a session, for whoever brings a browser of their own. */
export async function sessionAs(roleCode: string, where: Post = {}): Promise<string> {
  const unitCode = where.unitCode ?? 'jinshi'
  const name = where.name ?? roles.find((r) => r.code === roleCode)?.name
  if (!name) throw new Error(`there is no role ${roleCode}`)
  const id = await newAccount({ kind: 'staff', unitCode, name })
  await db
    .insertInto('roleGrants')
    .values({ accountId: id, roleCode, unitCode, validFrom: day('2000-01-01'), grantedBy: 'system' })
    .execute()
  return newSession(id)
}

/** A browser in which a citizen is signed in. */
export async function citizenAt(house: House): Promise<Client> {
  return visitorAt(house, await newSession(await newAccount({ kind: 'citizen', unitCode: null, name: '张**' })))
}

async function newAccount(who: { kind: string; unitCode: string | null; name: string }): Promise<string> {
  const id = randomUUID()
  const username = `t${id.slice(0, 12)}`
  // A role that asks for a second factor sleeps until its holder has one.
  const account = { ...who, id, username, email: `${id}@test.invalid`, twoFactorEnabled: who.kind === 'staff' }
  await db.insertInto('accounts').values(account).execute()
  return id
}

async function newSession(accountId: string): Promise<string> {
  const token = randomBytes(16).toString('hex')
  const expiresAt = new Date(Date.now() + 3600_000)
  await db.insertInto('sessions').values({ id: randomUUID(), accountId, token, expiresAt }).execute()
  return `mingtang.session_token=${token}.test`
}
