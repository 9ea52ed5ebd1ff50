import { symmetricDecrypt } from 'better-auth/crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { addDays, dayOf } from '../../core/day.ts'
import { Invalid, Refused } from '../../core/errors.ts'
import { type Actor, holds, systemActor, visitor } from '../../platform/actor.ts'
import { actsOf } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { jobs } from '../../platform/jobs.ts'
import { createAdministrator, disableAccount, grantDirectly, resetPassword } from './accounts.ts'
import { createDemonstrationAccounts } from './demonstration.ts'
import { grantRole, revokeRole } from './grants.ts'
import { openIdentity } from './identity.ts'
import { changePassword, confirmSecondFactor, endSessions, startSecondFactor, stopSecondFactor } from './own-account.ts'
import { hash, registerOrganisation, registerPerson } from './register.ts'
import { revealPersonalData, revealPerson } from './reveal.ts'
import { loadRoles, shippedRoles } from './roles.ts'
import { type Browser, secondStep, sendCode, signIn, signInWithCode, signOut } from './sign-in.ts'
import { hasDemonstrationAccounts, insertAccount, listSessions } from './store.ts'
import { countTries, takeBack } from './throttle.ts'

const { db } = await testDatabase()
const secret = 'a secret for tests of thirty-two characters'
const options = { db, jobs, secret, origin: 'http://localhost:3000', siteName: '测试市' }
const identity = openIdentity(options)

function context(actor: Actor, now = new Date()): Ctx {
  const settings = { site: { rootUnit: 'root' }, limits: {} } as Ctx['settings']
  const unused = undefined as never
  const rest = { law: unused, calendar: unused, files: unused }
  return { db, replica: db, ...rest, settings, now, today: dayOf(now), actor, acts: actsOf(actor, now, '430781'), jobs }
}

const system = context(systemActor('测试'))
const asVisitor = context(visitor)

/** A browser that keeps its cookies. */
class Person implements Browser {
  cookie = ''
  userAgent = 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0'
  address: string

  constructor(address = '203.0.113.7') {
    this.address = address
  }

  keep(cookies: readonly string[]): void {
    const jar = new Map(this.cookie.split('; ').filter(Boolean).map((c) => [c.split('=')[0], c] as const))
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

async function actNames(subject: string): Promise<string[]> {
  return (await db.selectFrom('acts').select('act').where('subject', '=', subject).orderBy('id').execute()).map((a) => a.act)
}

async function lastCode(phone: string): Promise<string> {
  const message = await db.selectFrom('outboxMessages').select('body').where('recipient', '=', phone).orderBy('id', 'desc').executeTakeFirstOrThrow()
  return /\d{6}/.exec(message.body)?.[0] ?? ''
}

beforeAll(async () => {
  const unit = (code: string, path: string, kind: string, parentCode: string | null) => ({
    code, path, kind, parentCode, regionCode: '430781', name: code, shortName: code, openedOn: '2000-01-01' as never,
  })
  await db
    .insertInto('units')
    .values([
      unit('root', '/root/', 'government', null),
      unit('finance', '/root/finance/', 'department', 'root'),
      unit('east', '/root/east/', 'town', 'root'),
      unit('east-village', '/root/east/east-village/', 'village', 'east'),
      unit('west', '/root/west/', 'town', 'root'),
    ])
    .execute()
  await loadRoles(db)
})

beforeEach(async () => {
  await db.deleteFrom('throttles').execute()
})

let made = 0
// scrypt takes its time on purpose: one hash serves all members of staff.
const password = 'correct horse battery staple'
const passwordHash = await hash(identity, password)

/** A staff member who has signed in, with roles. */
async function staff(unitCode: string, roles: readonly [role: string, unit: string][] = []) {
  const username = `user${++made}`
  const id = await insertAccount(db, { kind: 'staff', name: `职员${made}`, username, unitCode, passwordHash })
  for (const [roleCode, unit] of roles) await grantDirectly(db, system, { accountId: id, roleCode, unitCode: unit })
  const person = new Person()
  await person.signIn(username, password)
  return { id, username, password, person, ctx: () => person.ctx() }
}

async function totp(accountId: string): Promise<string> {
  const row = await db.selectFrom('secondFactors').select('secret').where('accountId', '=', accountId).executeTakeFirstOrThrow()
  const plain = await symmetricDecrypt({ key: secret, data: row.secret })
  return (await identity.auth.api.generateTOTP({ body: { secret: plain } })).code
}

describe('signing in', () => {
  test('a right password begins a session that carries the roles, a wrong one begins none', async () => {
    const { username, password } = await staff('finance', [['editor', 'finance']])
    const person = new Person()
    expect(await person.signIn(username, 'wrong')).toMatchObject({ is: 'refused', status: 422 })
    expect(await person.actor()).toBe(visitor)
    expect(await person.signIn(username.toUpperCase(), password)).toMatchObject({ is: 'signedIn' })
    const actor = await person.actor()
    expect(actor).toMatchObject({ kind: 'staff', unitCode: 'finance' })
    expect(holds(actor, 'disclosure.draft', '/root/finance/')).toBe(true)
    expect(holds(actor, 'disclosure.draft', '/root/east/')).toBe(false)
    expect(holds(actor, 'disclosure.publish')).toBe(false)
    const [session] = await listSessions(db, actor.accountId ?? '', new Date())
    expect(session).toMatchObject({ ipAddress: '203.0.113.7', userAgent: person.userAgent })
  })

  test('a cookie that was made up or altered signs nobody in', async () => {
    const { person } = await staff('finance')
    expect((await person.actor()).kind).toBe('staff')
    expect(await identity.actorOf({ cookie: 'mingtang.session_token=abcdefghijklmnopqrstuvwxyzABCDEF.x' })).toBe(visitor)
    expect(await identity.actorOf({ cookie: "mingtang.session_token=' or 1=1 --.x" })).toBe(visitor)
    expect(await identity.actorOf({})).toBe(visitor)
  })

  test('signing out ends the session on this node at once and is an act', async () => {
    const { person, id } = await staff('finance')
    const stolen = person.cookie
    person.keep(await signOut(identity, await person.ctx(), person))
    expect(await identity.actorOf({ cookie: stolen })).toBe(visitor)
    expect(await actNames(`account:${id}`)).toEqual(expect.arrayContaining(['identity.signedIn', 'identity.signedOut']))
  })

  test('a session ended on another node is over here within seconds', async () => {
    const { person } = await staff('finance')
    const otherNode = openIdentity(options)
    expect((await otherNode.actorOf({ cookie: person.cookie })).kind).toBe('staff')
    await signOut(identity, await person.ctx(), person)
    await expect.poll(() => otherNode.actorOf({ cookie: person.cookie }).then((a) => a.kind), { timeout: 4000 }).toBe('visitor')
  })

  test('five wrong passwords lock one address out of the account, with the time to try again; others get in', async () => {
    const { username, password, id } = await staff('finance')
    const guesser = new Person('198.51.100.9')
    for (let i = 0; i < 5; i++) expect(await guesser.signIn(username, `guess ${i}`)).toMatchObject({ status: 422 })
    const locked = await guesser.signIn(username, password)
    expect(locked).toMatchObject({ is: 'refused', status: 429 })
    expect(locked.is === 'refused' && locked.problems[0]?.message).toMatch(/请在 \d\d:\d\d 之后再试/)
    for (let i = 0; i < 25; i++) await guesser.signIn(username, `guess ${i}`)
    expect((await actNames(`account:${id}`)).filter((act) => act === 'identity.lockedOut')).toHaveLength(1)
    expect(await new Person('203.0.113.8').signIn(username, password)).toMatchObject({ is: 'signedIn' })
    const later = context(visitor, new Date(Date.now() + 16 * 60_000))
    expect(await signIn(identity, later, guesser, { name: username, password })).toMatchObject({ is: 'signedIn' })
  })

  test('many addresses together lock the account for a while', async () => {
    const { username, password } = await staff('finance')
    for (let i = 0; i < 20; i++) await countTries(db, new Date(), [{ kind: 'signInAccount', key: username }])
    expect(await new Person('203.0.113.9').signIn(username, password)).toMatchObject({ is: 'refused', status: 429 })
  })

  test('an office of a hundred can sign in from one address in the same minutes', async () => {
    const { username, password } = await staff('finance')
    for (let i = 0; i < 65; i++) {
      const tries = [{ kind: 'signInAddress', key: '192.0.2.200' }] as const
      expect(await countTries(db, new Date(), tries)).toBeUndefined()
      await takeBack(db, tries[0])
    }
    expect(await new Person('192.0.2.200').signIn(username, password)).toMatchObject({ is: 'signedIn' })
  })

  test('tries side by side are all counted', async () => {
    const { username } = await staff('finance')
    const guesser = new Person('198.51.100.10')
    const results = await Promise.all(Array.from({ length: 12 }, (_, i) => guesser.signIn(username, `guess ${i}`)))
    expect(results.filter((r) => r.is === 'refused' && r.status === 422)).toHaveLength(5)
  })

  test('a disabled account cannot sign in, and its sessions are over', async () => {
    const { id, username, password, person } = await staff('finance')
    const admin = await staff('root', [['administrator', 'root']])
    await useSecondFactor(admin)
    await disableAccount(identity, await admin.ctx(), id, '调离本单位,账号停用')
    expect(await person.actor()).toBe(visitor)
    const result = await new Person().signIn(username, password)
    expect(result.is === 'refused' && result.problems[0]?.message).toContain('已停用')
  })
})

/** Switches the second factor on for a staff member, in place. */
async function useSecondFactor(member: { id: string; password: string; person: Person }): Promise<string[]> {
  const { backupCodes, uri } = await startSecondFactor(identity, await member.person.ctx(), member.person, member.password)
  expect(uri).toMatch(/^otpauth:\/\/totp\//)
  member.person.keep(await confirmSecondFactor(identity, await member.person.ctx(), member.person, await totp(member.id)))
  return backupCodes
}

describe('the second factor', () => {
  test('a role that needs one sleeps until it is switched on', async () => {
    const head = await staff('root', [['disclosureHead', 'root'], ['editor', 'root']])
    expect(holds(await head.person.actor(), 'disclosure.draft')).toBe(true)
    expect(holds(await head.person.actor(), 'disclosure.forcePublish')).toBe(false)
    expect((await identity.sessionOf({ cookie: head.person.cookie }))?.asleep).toEqual(['政务公开办主任'])
    await useSecondFactor(head)
    expect(holds(await head.person.actor(), 'disclosure.forcePublish', '/root/east/')).toBe(true)
  })

  test('it is asked for at sign-in; a code or a backup code lets in, each backup code once', async () => {
    const head = await staff('root')
    const [backup = ''] = await useSecondFactor(head)
    const person = new Person()
    expect(await person.signIn(head.username, head.password)).toMatchObject({ is: 'secondFactor' })
    expect(await person.actor()).toBe(visitor)
    expect(await secondStep(identity, asVisitor, person, '000000')).toMatchObject({ is: 'refused' })
    const done = await secondStep(identity, asVisitor, person, await totp(head.id))
    if (done.is === 'signedIn') person.keep(done.cookies)
    expect((await person.actor()).accountId).toBe(head.id)

    const second = new Person()
    await second.signIn(head.username, head.password)
    expect(await secondStep(identity, asVisitor, second, backup)).toMatchObject({ is: 'signedIn' })
    const third = new Person()
    await third.signIn(head.username, head.password)
    expect(await secondStep(identity, asVisitor, third, backup)).toMatchObject({ is: 'refused' })
  })

  test('switching it on ends other sessions; switching it off asks for the password', async () => {
    const head = await staff('root')
    const other = new Person()
    await other.signIn(head.username, head.password)
    await useSecondFactor(head)
    expect(await other.actor()).toBe(visitor)
    await expect(stopSecondFactor(identity, await head.ctx(), head.person, 'wrong')).rejects.toThrow(Invalid)
    head.person.keep(await stopSecondFactor(identity, await head.ctx(), head.person, head.password))
    expect(await new Person().signIn(head.username, head.password)).toMatchObject({ is: 'signedIn' })
  })
})

describe('passwords', () => {
  test('a password given by someone else opens nothing until it is changed', async () => {
    const admin = await staff('root', [['administrator', 'root']])
    await useSecondFactor(admin)
    const clerk = await staff('east', [['townAgent', 'east']])
    const given = await resetPassword(identity, await admin.ctx(), clerk.id)
    expect(await clerk.person.actor()).toBe(visitor)
    await clerk.person.signIn(clerk.username, given)
    expect((await clerk.person.actor()).grants).toEqual([])
    const next = 'a quite different pass phrase'
    await changePassword(identity, await clerk.ctx(), await clerk.person.sessionId(), { current: given, next, again: next })
    expect(holds(await clerk.person.actor(), 'disclosure.draft', '/root/east/east-village/')).toBe(true)
  })

  test('changing it ends the other sessions and keeps this one', async () => {
    const clerk = await staff('east')
    const other = new Person()
    await other.signIn(clerk.username, clerk.password)
    const next = 'a quite different pass phrase'
    await changePassword(identity, await clerk.ctx(), await clerk.person.sessionId(), { current: clerk.password, next, again: next })
    expect(await other.actor()).toBe(visitor)
    expect((await clerk.person.actor()).accountId).toBe(clerk.id)
  })

  test.each([
    ['a wrong present password', { current: 'wrong', next: 'a quite different pass phrase', again: 'a quite different pass phrase' }, 'current'],
    ['a short one', { current: '', next: 'short', again: 'short' }, 'next'],
    ['two that differ', { current: '', next: 'a quite different pass phrase', again: 'a quite different pass phrasé' }, 'again'],
  ])('%s is refused at its field', async (_, form, field) => {
    const clerk = await staff('east')
    const attempt = changePassword(identity, await clerk.ctx(), '', { ...form, current: form.current || clerk.password })
    await expect(attempt).rejects.toMatchObject({ problems: [{ field }] })
  })

  test('one of several sessions can be ended', async () => {
    const clerk = await staff('east')
    const other = new Person()
    await other.signIn(clerk.username, clerk.password)
    await endSessions(identity, await clerk.ctx(), { only: await other.sessionId() })
    expect(await other.actor()).toBe(visitor)
    expect((await clerk.person.actor()).kind).toBe('staff')
    const stranger = await staff('west')
    await endSessions(identity, await stranger.ctx(), { only: await clerk.person.sessionId() })
    expect((await clerk.person.actor()).kind).toBe('staff')
  })
})

describe('rights', () => {
  test('nobody can raise or end their own, and a town administrator reaches no other town', async () => {
    const admin = await staff('root', [['administrator', 'root']])
    await useSecondFactor(admin)
    const eastAdmin = await staff('east', [['administrator', 'east']])
    await useSecondFactor(eastAdmin)
    const clerk = await staff('east')
    const grant = (roleCode: string, unitCode: string) => ({ roleCode, unitCode, validFrom: system.today })
    await expect(grantRole(identity, await admin.ctx(), admin.id, grant('editor', 'root'))).rejects.toThrow(Refused)
    await expect(grantRole(identity, await eastAdmin.ctx(), clerk.id, grant('editor', 'root'))).rejects.toThrow(Refused)
    await expect(grantRole(identity, await eastAdmin.ctx(), clerk.id, grant('editor', 'west'))).rejects.toThrow(Refused)
    const id = await grantRole(identity, await eastAdmin.ctx(), clerk.id, grant('editor', 'east'))
    await expect(grantRole(identity, await eastAdmin.ctx(), clerk.id, grant('editor', 'east'))).rejects.toMatchObject({ code: 'identity.heldAlready' })
    expect(holds(await clerk.person.actor(), 'disclosure.draft', '/root/east/')).toBe(true)
    await revokeRole(identity, await eastAdmin.ctx(), clerk.id, id)
    expect(holds(await clerk.person.actor(), 'disclosure.draft')).toBe(false)
    expect(await actNames(`account:${clerk.id}`)).toEqual(expect.arrayContaining(['identity.roleGranted', 'identity.roleRevoked']))
  })

  test('who reaches further than the administrator cannot be reset by them', async () => {
    const eastAdmin = await staff('east', [['administrator', 'east']])
    await useSecondFactor(eastAdmin)
    const head = await staff('east', [['auditor', 'root']])
    await expect(resetPassword(identity, await eastAdmin.ctx(), head.id)).rejects.toMatchObject({ code: 'identity.outOfReach' })
  })

  test('a role holds only on its days, first and last included', async () => {
    const admin = await staff('root', [['administrator', 'root']])
    await useSecondFactor(admin)
    const clerk = await staff('finance')
    const { today } = system
    await grantRole(identity, await admin.ctx(), clerk.id, { roleCode: 'editor', unitCode: 'finance', validFrom: addDays(today, 1) })
    await grantRole(identity, await admin.ctx(), clerk.id, { roleCode: 'reviewer', unitCode: 'finance', validFrom: today, validUntil: today })
    expect(holds(await clerk.person.actor(), 'disclosure.draft')).toBe(false)
    expect(holds(await clerk.person.actor(), 'disclosure.review')).toBe(true)
  })

  test('the roles loaded are those shipped, and loading again leaves them alone', async () => {
    await db.updateTable('roles').set({ name: '改过的编辑' }).where('code', '=', 'editor').execute()
    await loadRoles(db)
    const rows = await db.selectFrom('roles').select(['code', 'name']).execute()
    expect(rows.map((r) => r.code).sort()).toEqual(shippedRoles.map((r) => r.code).sort())
    expect(rows.find((r) => r.code === 'editor')?.name).toBe('改过的编辑')
  })
})

describe('citizens and firms', () => {
  const person = { phone: '13912345678', name: '王小丽', idNumber: '11010519491231002x' }

  test('register with a phone code; the name is masked, the ID number sealed; the same number does not register twice', async () => {
    const browser = new Person('192.0.2.1')
    expect(await sendCode(identity, asVisitor, browser, person.phone)).toEqual([])
    const result = await registerPerson(identity, asVisitor, browser, { ...person, code: await lastCode(person.phone) })
    expect(result).toMatchObject({ is: 'signedIn', account: { kind: 'citizen', name: '王**' } })
    if (result.is === 'signedIn') browser.keep(result.cookies)
    expect(await browser.actor()).toMatchObject({ kind: 'citizen', name: '王**', grants: [] })
    const row = await db.selectFrom('persons').selectAll().where('name', '=', '王小丽').executeTakeFirstOrThrow()
    expect(row.idNumberSealed?.includes('11010519491231002X')).toBe(false)

    await sendCode(identity, asVisitor, browser, '13912345679')
    const again = { ...person, phone: '13912345679', code: await lastCode('13912345679') }
    expect(await registerPerson(identity, asVisitor, browser, again)).toMatchObject({ is: 'refused', problems: [{ field: 'idNumber' }] })
  })

  test('sign in with a code afterwards; a code works once and is not guessed', async () => {
    const browser = new Person('192.0.2.1')
    await sendCode(identity, asVisitor, browser, person.phone)
    const code = await lastCode(person.phone)
    const wrong = code === '123456' ? '654321' : '123456'
    expect(await signInWithCode(identity, asVisitor, browser, { phone: person.phone, code: wrong })).toMatchObject({ is: 'refused' })
    expect(await signInWithCode(identity, asVisitor, browser, { phone: person.phone, code })).toMatchObject({ is: 'signedIn' })
    expect(await signInWithCode(identity, asVisitor, browser, { phone: person.phone, code })).toMatchObject({ is: 'refused' })
  })

  test('codes to one number are limited', async () => {
    const browser = new Person('192.0.2.2')
    for (let i = 0; i < 5; i++) expect(await sendCode(identity, asVisitor, browser, '13712345678')).toEqual([])
    expect(await sendCode(identity, asVisitor, browser, '13712345678')).toMatchObject([{ field: 'phone' }])
  })

  test('a firm registers with its credit code and a password, and signs in with it', async () => {
    const browser = new Person('192.0.2.3')
    const form = { phone: '13612345678', name: '测试有限公司', creditCode: '91350100M000100Y43', contactName: '李四', password: 'ma long pass phrase' }
    await sendCode(identity, asVisitor, browser, form.phone)
    expect(await registerOrganisation(identity, asVisitor, browser, { ...form, creditCode: '91350100M000100Y44', code: '1' })).toMatchObject({ problems: [{ field: 'creditCode' }] })
    expect(await registerOrganisation(identity, asVisitor, browser, { ...form, code: await lastCode(form.phone) })).toMatchObject({ is: 'signedIn', account: { name: '测试有限公司' } })
    expect(await new Person().signIn('136 1234 5678', form.password)).toMatchObject({ is: 'signedIn' })
  })
})

describe('revealing personal data', () => {
  test('needs the right and a reason, and leaves an act that survives the rollback of what was being done', async () => {
    const account = await db.selectFrom('persons').select('accountId').where('name', '=', '王小丽').executeTakeFirstOrThrow()
    const clerk = await staff('finance', [['editor', 'finance']])
    const form = { field: 'idNumber', reason: '核对依申请公开申请人身份' } as const
    await expect(revealPerson(identity, await clerk.ctx(), account.accountId, form)).rejects.toMatchObject({ status: 403 })
    const head = await staff('root', [['disclosureHead', 'root']])
    await useSecondFactor(head)
    const ctx = await head.ctx()
    await expect(revealPerson(identity, ctx, account.accountId, { ...form, reason: '看看' })).rejects.toThrow(Invalid)
    expect(await actNames(`account:${account.accountId}`)).not.toContain('identity.revealed')
    const attempt = db.transaction().execute(async () => {
      expect(await revealPerson(identity, ctx, account.accountId, form)).toBe('11010519491231002X')
      throw new Error('the business was given up')
    })
    await expect(attempt).rejects.toThrow('given up')
    expect(await actNames(`account:${account.accountId}`)).toContain('identity.revealed')
  })

  test('nothing is read before the act is written', async () => {
    const head = context({ ...systemActor('x'), grants: [{ permission: 'identity.reveal', path: '/root/' }] })
    let acts: string[] = []
    await revealPersonalData(head, { subject: 'request:1', field: 'name', reason: '核对申请人身份', unitPath: '/root/' }, async () => {
      acts = await actNames('request:1')
    })
    expect(acts).toEqual(['identity.revealed'])
  })
})

describe('accounts of a new installation', () => {
  test('the first administrator signs in, must change the password, and needs a second factor before the role counts', async () => {
    const { username, password } = await createAdministrator(identity, system, { name: '王主管', username: 'admin1' })
    const person = new Person()
    expect(await person.signIn(username, password)).toMatchObject({ is: 'signedIn' })
    expect((await identity.sessionOf({ cookie: person.cookie }))?.mustChangePassword).toBe(true)
    await expect(createAdministrator(identity, system, { name: '王主管', username: 'Admin1' })).rejects.toThrow(Invalid)
  })

  test('the demonstration has one account for each role, a citizen and a firm, all of which can sign in', async () => {
    expect(await hasDemonstrationAccounts(db)).toBe(false)
    const accounts = await createDemonstrationAccounts(identity, system)
    expect(accounts).toHaveLength(shippedRoles.length + 2)
    expect(await createDemonstrationAccounts(identity, system)).toEqual(accounts)
    expect(await hasDemonstrationAccounts(db)).toBe(true)
    for (const { signInWith, password, page } of accounts) {
      const person = new Person(`192.0.2.${100 + accounts.findIndex((a) => a.signInWith === signInWith)}`)
      expect(await person.signIn(signInWith, password)).toMatchObject({ is: 'signedIn' })
      expect((await person.actor()).grants.length > 0).toBe(page === '/desk/sign-in')
    }
  })
})
