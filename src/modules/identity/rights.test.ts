import { describe, expect, test } from 'vitest'
import {
  actNames,
  asVisitor,
  context,
  db,
  identity,
  lastCode,
  Person,
  staff,
  standInSmallCounty,
  system,
  useSecondFactor,
} from '../../../tests/support/identity.ts'
import { addDays } from '../../core/day.ts'
import { Invalid, Refused } from '../../core/errors.ts'
import { holds, systemActor } from '../../platform/actor.ts'
import { createAdministrator, resetPassword } from './accounts.ts'
import { createDemonstrationAccounts } from './demonstration.ts'
import { grantRole, revokeRole } from './grants.ts'
import { registerOrganisation, registerPerson } from './register.ts'
import { revealPerson, revealPersonalData } from './reveal.ts'
import { loadRoles, shippedRoles } from './roles.ts'
import { sendCode, signInWithCode } from './sign-in.ts'
import { hasDemonstrationAccounts } from './store.ts'

await standInSmallCounty()

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
    await expect(grantRole(identity, await eastAdmin.ctx(), clerk.id, grant('editor', 'east'))).rejects.toMatchObject({
      code: 'identity.heldAlready',
    })
    expect(holds(await clerk.person.actor(), 'disclosure.draft', '/root/east/')).toBe(true)
    await revokeRole(identity, await eastAdmin.ctx(), clerk.id, id)
    expect(holds(await clerk.person.actor(), 'disclosure.draft')).toBe(false)
    expect(await actNames(`account:${clerk.id}`)).toEqual(
      expect.arrayContaining(['identity.roleGranted', 'identity.roleRevoked']),
    )
  })

  test('who reaches further than the administrator cannot be reset by them', async () => {
    const eastAdmin = await staff('east', [['administrator', 'east']])
    await useSecondFactor(eastAdmin)
    const head = await staff('east', [['auditor', 'root']])
    await expect(resetPassword(identity, await eastAdmin.ctx(), head.id)).rejects.toMatchObject({
      code: 'identity.outOfReach',
    })
  })

  test('a role holds only on its days, first and last included', async () => {
    const admin = await staff('root', [['administrator', 'root']])
    await useSecondFactor(admin)
    const clerk = await staff('finance')
    const { today } = system
    await grantRole(identity, await admin.ctx(), clerk.id, {
      roleCode: 'editor',
      unitCode: 'finance',
      validFrom: addDays(today, 1),
    })
    await grantRole(identity, await admin.ctx(), clerk.id, {
      roleCode: 'reviewer',
      unitCode: 'finance',
      validFrom: today,
      validUntil: today,
    })
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
    expect(await registerPerson(identity, asVisitor, browser, again)).toMatchObject({
      is: 'refused',
      problems: [{ field: 'idNumber' }],
    })
  })

  test('sign in with a code afterwards; a code works once and is not guessed', async () => {
    const browser = new Person('192.0.2.1')
    await sendCode(identity, asVisitor, browser, person.phone)
    const code = await lastCode(person.phone)
    const wrong = code === '123456' ? '654321' : '123456'
    expect(await signInWithCode(identity, asVisitor, browser, { phone: person.phone, code: wrong })).toMatchObject({
      is: 'refused',
    })
    expect(await signInWithCode(identity, asVisitor, browser, { phone: person.phone, code })).toMatchObject({
      is: 'signedIn',
    })
    expect(await signInWithCode(identity, asVisitor, browser, { phone: person.phone, code })).toMatchObject({
      is: 'refused',
    })
  })

  test('codes to one number are limited', async () => {
    const browser = new Person('192.0.2.2')
    for (let i = 0; i < 5; i++) expect(await sendCode(identity, asVisitor, browser, '13712345678')).toEqual([])
    expect(await sendCode(identity, asVisitor, browser, '13712345678')).toMatchObject([{ field: 'phone' }])
  })

  test('a firm registers with its credit code and a password, and signs in with it', async () => {
    const browser = new Person('192.0.2.3')
    const form = {
      phone: '13612345678',
      name: '测试有限公司',
      creditCode: '91350100M000100Y43',
      contactName: '李四',
      password: 'ma long pass phrase',
    }
    await sendCode(identity, asVisitor, browser, form.phone)
    expect(
      await registerOrganisation(identity, asVisitor, browser, {
        ...form,
        creditCode: '91350100M000100Y44',
        code: '1',
      }),
    ).toMatchObject({ problems: [{ field: 'creditCode' }] })
    expect(
      await registerOrganisation(identity, asVisitor, browser, { ...form, code: await lastCode(form.phone) }),
    ).toMatchObject({ is: 'signedIn', account: { name: '测试有限公司' } })
    expect(await new Person().signIn('136 1234 5678', form.password)).toMatchObject({ is: 'signedIn' })
  })
})

describe('revealing personal data', () => {
  test('needs the right and a reason, and leaves an act that survives the rollback of what was being done', async () => {
    const account = await db
      .selectFrom('persons')
      .select('accountId')
      .where('name', '=', '王小丽')
      .executeTakeFirstOrThrow()
    const clerk = await staff('finance', [['editor', 'finance']])
    const form = { field: 'idNumber', reason: '核对依申请公开申请人身份' } as const
    await expect(revealPerson(identity, await clerk.ctx(), account.accountId, form)).rejects.toMatchObject({
      status: 403,
    })
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
    await revealPersonalData(
      head,
      { subject: 'request:1', field: 'name', reason: '核对申请人身份', unitPath: '/root/' },
      async () => {
        acts = await actNames('request:1')
      },
    )
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
