import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { jobs } from '../../platform/jobs.ts'
import { openIdentity } from './identity.ts'
import { callbackFrom, outsideAddress } from './outside.ts'
import { insertAccount } from './store.ts'

const { db } = await testDatabase()

/** A provider that knows one person and signs what it says of them. */
async function provider(): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let nonce: string | undefined
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', base)
    const say = (body: unknown) => res.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    if (url.pathname === '/configuration')
      return say({
        issuer: base,
        authorization_endpoint: `${base}/authorise`,
        token_endpoint: `${base}/token`,
        jwks_uri: `${base}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (url.pathname === '/keys')
      return say({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] })
    if (url.pathname === '/authorise') {
      nonce = url.searchParams.get('nonce') ?? undefined
      const back = new URL(url.searchParams.get('redirect_uri') ?? base)
      back.searchParams.set('code', 'one-code')
      back.searchParams.set('state', url.searchParams.get('state') ?? '')
      return res.writeHead(302, { location: back.href }).end()
    }
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: base,
      aud: 'mingtang',
      sub: 'person-7',
      email: 'seven@sso.example',
      name: '第七',
      nonce,
      iat: now,
      exp: now + 60,
    }
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const signed = `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}`
    const id_token = `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`
    return say({ access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  afterAll(() => server.close())
  return base
}

const base = await provider()
const told: string[] = []
const identity = openIdentity({
  db,
  jobs,
  secret: 'a secret for tests of thirty-two characters',
  origin: 'http://localhost:3000',
  siteName: '测试市',
  oidc: {
    id: 'oidc',
    label: '统一身份认证',
    discoveryUrl: `${base}/configuration`,
    clientId: 'mingtang',
    clientSecret: 'hush',
  },
  onOutsideSignIn: async (accountId) => void told.push(accountId),
})

const address = '203.0.113.7'
const jar = (cookies: readonly string[]) => cookies.map((c) => c.split(';')[0]).join('; ')

/** Goes to the provider and comes back. */
async function roundTrip(cookie: string | undefined, link: boolean): Promise<{ location: string; cookie: string }> {
  const { url, cookies } = await outsideAddress(identity, { cookie, address }, { provider: 'oidc', next: '/my', link })
  expect(url.startsWith(`${base}/authorise`)).toBe(true)
  const away = await fetch(url, { redirect: 'manual' })
  const carried = [cookie, jar(cookies)].filter(Boolean).join('; ')
  const back = new URL(away.headers.get('location') ?? '')
  expect(back.pathname).toBe('/api/auth/callback/oidc')
  const answer = await callbackFrom(identity, { cookie: carried, address }, back.pathname + back.search)
  return { location: answer.location, cookie: jar(answer.cookies.filter((c) => !/max-age=0/i.test(c))) }
}

test('an outside identity signs in only once its owner has joined it to an account', async () => {
  const stranger = await roundTrip(undefined, false)
  expect(stranger.location).toContain('outsideFailed')
  expect((await identity.actorOf({ cookie: stranger.cookie })).kind).toBe('visitor')

  const accountId = await insertAccount(db, { kind: 'citizen', name: '第*', phoneNumber: '13712345678' })
  const begun = await identity.auth.api.startSession({
    body: { accountId },
    headers: new Headers(),
    returnHeaders: true,
  })
  const joined = await roundTrip(jar(begun.headers.getSetCookie()), true)
  expect(joined.location).toContain('/my/account')
  expect(told).toEqual([])

  const known = await roundTrip(undefined, false)
  expect(known.location).toMatch(/\/my$/)
  expect((await identity.actorOf({ cookie: known.cookie })).accountId).toBe(accountId)
  expect(told).toEqual([accountId])
})
