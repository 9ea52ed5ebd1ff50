import { describe, expect, test } from 'vitest'
import {
  actNames,
  asVisitor,
  context,
  db,
  identity,
  options,
  Person,
  staff,
  standInSmallCounty,
  totp,
  useSecondFactor,
} from '../../../tests/support/identity.ts'
import { Invalid } from '../../core/errors.ts'
import { holds, visitor } from '../../platform/actor.ts'
import { disableAccount, resetPassword } from './accounts.ts'
import { openIdentity } from './identity.ts'
import { changePassword, endSessions, stopSecondFactor } from './own-account.ts'
import { secondStep, signIn, signOut } from './sign-in.ts'
import { listSessions } from './store.ts'
import { countTries, takeBack } from './throttle.ts'

await standInSmallCounty()

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
    expect(await identity.actorOf({ cookie: 'mingtang.session_token=abcdefghijklmnopqrstuvwxyzABCDEF.x' })).toBe(
      visitor,
    )
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
    await expect
      .poll(() => otherNode.actorOf({ cookie: person.cookie }).then((a) => a.kind), { timeout: 4000 })
      .toBe('visitor')
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
    await disableAccount(identity, await admin.ctx(), id, '调离本单位，账号停用')
    expect(await person.actor()).toBe(visitor)
    const result = await new Person().signIn(username, password)
    expect(result.is === 'refused' && result.problems[0]?.message).toContain('已停用')
  })
})

describe('the second factor', () => {
  test('a role that needs one sleeps until it is switched on', async () => {
    const head = await staff('root', [
      ['disclosureHead', 'root'],
      ['editor', 'root'],
    ])
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
    await changePassword(identity, await clerk.ctx(), await clerk.person.sessionId(), {
      current: given,
      next,
      again: next,
    })
    expect(holds(await clerk.person.actor(), 'disclosure.draft', '/root/east/east-village/')).toBe(true)
  })

  test('changing it ends the other sessions and keeps this one', async () => {
    const clerk = await staff('east')
    const other = new Person()
    await other.signIn(clerk.username, clerk.password)
    const next = 'a quite different pass phrase'
    await changePassword(identity, await clerk.ctx(), await clerk.person.sessionId(), {
      current: clerk.password,
      next,
      again: next,
    })
    expect(await other.actor()).toBe(visitor)
    expect((await clerk.person.actor()).accountId).toBe(clerk.id)
  })

  test.each([
    [
      'a wrong present password',
      { current: 'wrong', next: 'a quite different pass phrase', again: 'a quite different pass phrase' },
      'current',
    ],
    ['a short one', { current: '', next: 'short', again: 'short' }, 'next'],
    [
      'two that differ',
      { current: '', next: 'a quite different pass phrase', again: 'a quite different pass phrasé' },
      'again',
    ],
  ])('%s is refused at its field', async (_, form, field) => {
    const clerk = await staff('east')
    const attempt = changePassword(identity, await clerk.ctx(), '', {
      ...form,
      current: form.current || clerk.password,
    })
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
