import { symmetricDecrypt } from 'better-auth/crypto'
import { beforeEach, expect } from 'vitest'
import { dayOf } from '../../src/core/day.ts'
import { grantDirectly } from '../../src/modules/identity/accounts.ts'
import type { AuthOptions } from '../../src/modules/identity/auth.ts'
import { type Identity, openIdentity } from '../../src/modules/identity/identity.ts'
import { confirmSecondFactor, startSecondFactor } from '../../src/modules/identity/own-account.ts'
import { hash } from '../../src/modules/identity/register.ts'
import { loadRoles } from '../../src/modules/identity/roles.ts'
import { type Browser, signIn } from '../../src/modules/identity/sign-in.ts'
import { insertAccount } from '../../src/modules/identity/store.ts'
import { type Actor, systemActor, visitor } from '../../src/platform/actor.ts'
import { actsOf } from '../../src/platform/acts.ts'
import type { Ctx } from '../../src/platform/context.ts'
import type { Db } from '../../src/platform/database.ts'
import { jobs } from '../../src/platform/jobs.ts'
import { testDatabase } from './database.ts'

// A database with a small county, and people who sign in to it: bound anew for each file by `standInSmallCounty`.
export let db: Db
export let options: AuthOptions
export let identity: Identity
export let system: Ctx
export let asVisitor: Ctx
const secret = 'a secret for tests of thirty-two characters'

/** Call it once, at the top of the test file. */
export async function standInSmallCounty(): Promise<void> {
  ;({ db } = await testDatabase())
  options = { db, jobs, secret, origin: 'http://localhost:3000', siteName: '测试市' }
  identity = openIdentity(options)
  system = context(systemActor('测试'))
  asVisitor = context(visitor)
  await db.insertInto('units').values(units).execute()
  await loadRoles(db)
  beforeEach(async () => {
    await db.deleteFrom('throttles').execute()
  })
}

/** A context for use cases that ask neither the law nor the calendar. */
export function context(actor: Actor, now = new Date()): Ctx {
  const settings = { site: { rootUnit: 'root' }, limits: {} } as Ctx['settings']
  const unused = undefined as never
  const remember: Ctx['remember'] = (_key, read) => read()
  const rest = { law: unused, calendar: unused, files: unused, seal: unused, remember }
  return { db, replica: db, ...rest, settings, now, today: dayOf(now), actor, acts: actsOf(actor, now, '430781'), jobs }
}

/** Someone at a browser, which keeps its cookies. */
export class Person implements Browser {
  cookie = ''
  userAgent = 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0'
  address: string

  constructor(address = '203.0.113.7') {
    this.address = address
  }

  keep(cookies: readonly string[]): void {
    const jar = new Map(
      this.cookie
        .split('; ')
        .filter(Boolean)
        .map((c) => [c.split('=')[0], c] as const),
    )
    for (const line of cookies) {
      const [pair = '', ...attributes] = line.split('; ')
      const name = pair.split('=')[0]
      if (attributes.some((a) => a.toLowerCase() === 'max-age=0')) jar.delete(name)
      else jar.set(name, pair)
    }
    this.cookie = [...jar.values()].join('; ')
  }

  async signIn(name: string, password: string) {
    const result = await signIn(identity, context(visitor), this, { name, password })
    if (result.is !== 'refused') this.keep(result.cookies)
    return result
  }

  actor(): Promise<Actor> {
    return identity.actorOf({ cookie: this.cookie })
  }

  async ctx(): Promise<Ctx> {
    return context(await this.actor())
  }

  async sessionId(): Promise<string> {
    return (await identity.sessionOf({ cookie: this.cookie }))?.sessionId ?? ''
  }
}

/** What was done to a subject, oldest first. */
export async function actNames(subject: string): Promise<string[]> {
  return (await db.selectFrom('acts').select('act').where('subject', '=', subject).orderBy('id').execute()).map(
    (a) => a.act,
  )
}

/** The code last sent to a mobile number. */
export async function lastCode(phone: string): Promise<string> {
  const message = await db
    .selectFrom('outboxMessages')
    .select('body')
    .where('recipient', '=', phone)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return /\d{6}/.exec(message.body)?.[0] ?? ''
}

const unit = (code: string, path: string, kind: string, parentCode: string | null) => ({
  code,
  path,
  kind,
  parentCode,
  regionCode: '430781',
  name: code,
  shortName: code,
  openedOn: '2000-01-01' as never,
})
const units = [
  unit('root', '/root/', 'government', null),
  unit('finance', '/root/finance/', 'department', 'root'),
  unit('east', '/root/east/', 'town', 'root'),
  unit('east-village', '/root/east/east-village/', 'village', 'east'),
  unit('west', '/root/west/', 'town', 'root'),
]

let made = 0
// scrypt takes its time on purpose: one hash serves all members of staff.
const password = 'correct horse battery staple'
let passwordHash: Promise<string> | undefined

/** A staff member who has signed in, with roles. */
export async function staff(unitCode: string, roles: readonly [role: string, unit: string][] = []) {
  const username = `user${++made}`
  passwordHash ??= hash(identity, password)
  const more = { unitCode, passwordHash: await passwordHash }
  const id = await insertAccount(db, { kind: 'staff', name: `职员${made}`, username, ...more })
  for (const [roleCode, unit] of roles) await grantDirectly(db, system, { accountId: id, roleCode, unitCode: unit })
  const person = new Person()
  await person.signIn(username, password)
  return { id, username, password, person, ctx: () => person.ctx() }
}

/** What the authenticator app of an account shows now. */
export async function totp(accountId: string): Promise<string> {
  const row = await db
    .selectFrom('secondFactors')
    .select('secret')
    .where('accountId', '=', accountId)
    .executeTakeFirstOrThrow()
  const plain = await symmetricDecrypt({ key: secret, data: row.secret })
  return (await identity.auth.api.generateTOTP({ body: { secret: plain } })).code
}

/** Switches the second factor on for a staff member, in place. */
export async function useSecondFactor(member: { id: string; password: string; person: Person }): Promise<string[]> {
  const { backupCodes, uri } = await startSecondFactor(
    identity,
    await member.person.ctx(),
    member.person,
    member.password,
  )
  expect(uri).toMatch(/^otpauth:\/\/totp\//)
  member.person.keep(
    await confirmSecondFactor(identity, await member.person.ctx(), member.person, await totp(member.id)),
  )
  return backupCodes
}
