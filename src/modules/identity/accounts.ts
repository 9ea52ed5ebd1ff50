import { randomInt } from 'node:crypto'
import type { Day } from '../../core/day.ts'
import { Forbidden, Invalid, NotFound, Refused } from '../../core/errors.ts'
import { type Actor, holds, reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import type { Identity } from './identity.ts'
import { hash } from './register.ts'
import { insertGrant, listGrants } from './role-store.ts'
import { reasonProblem, refuseManage, type Subject, usernameProblem } from './rules.ts'
import type { NewAccountForm } from './schema.ts'
import * as store from './store.ts'

/** Path of the root of the unit tree: whoever reaches it reaches citizens too, who belong to no unit. */
export function rootPath(ctx: Pick<Ctx, 'settings'>): string {
  return `/${ctx.settings.site.rootUnit}/`
}

/** Which accounts the actor may see and manage. */
export function visibleAccounts(actor: Actor, root: string): { paths: string[]; everyone: boolean } {
  return { paths: reach(actor, 'identity.manageAccounts'), everyone: holds(actor, 'identity.manageAccounts', root) }
}

/** The account, if the actor may see it. Throws NotFound, or Forbidden for one outside the reach. */
export async function viewAccount(ctx: Ctx, id: string): Promise<store.Account> {
  const account = await store.getAccount(ctx.db, id)
  const path = account.unitPath ?? rootPath(ctx)
  if (!['identity.manageAccounts', 'identity.grantRoles'].some((right) => holds(ctx.actor, right, path)))
    throw new Forbidden('这个账号不在您的管理范围内')
  return account
}

/** What rights over an account depend on: where it works and what its roles reach today or later. */
export async function subjectOf(db: Db, account: store.Account, today: Day): Promise<Subject> {
  const grants = await listGrants(db, account.id)
  const live = grants.filter((g) => g.endedAt === null && (g.validUntil === null || g.validUntil >= today))
  return { id: account.id, unitPath: account.unitPath, grantPaths: live.map((g) => g.unitPath) }
}

/** Opens an account for a staff member, with a password that must be changed at the first sign-in. */
export async function createStaffAccount(
  identity: Identity,
  ctx: Ctx,
  form: NewAccountForm,
): Promise<{ id: string; password: string }> {
  const wrong = usernameProblem(form.username)
  if (wrong) throw new Invalid([{ field: 'username', message: wrong }])
  if (form.name.trim() === '') throw new Invalid([{ field: 'name', message: '请填写姓名' }])
  const unit = await store.findUnit(ctx.db, form.unitCode)
  if (!unit) throw new Invalid([{ field: 'unitCode', message: '请从列表里选择单位' }])
  if (!holds(ctx.actor, 'identity.manageAccounts', unit.path)) throw new Forbidden('这个单位不在您的管理范围内')
  const password = newPassword()
  const passwordHash = await hash(identity, password)
  const id = await ctx.db.transaction().execute(async (tx) => {
    if (await store.findAccountByName(tx, form.username.toLowerCase()))
      throw new Invalid([{ field: 'username', message: '这个用户名已经有人用了，请换一个' }])
    const id = await store.insertAccount(tx, {
      kind: 'staff',
      name: form.name.trim(),
      username: form.username,
      unitCode: unit.code,
      mustChangePassword: true,
      passwordHash,
    })
    await ctx.acts.write(tx, {
      act: 'identity.accountCreated',
      subject: `account:${id}`,
      unitCode: unit.code,
      data: { username: form.username },
    })
    return id
  })
  return { id, password }
}

/** Gives an account a new password to be changed at the next sign-in, and ends its sessions. */
export async function resetPassword(identity: Identity, ctx: Ctx, id: string): Promise<string> {
  const password = newPassword()
  const passwordHash = await hash(identity, password)
  await change(identity, ctx, id, 'identity.passwordReset', {}, async (tx) => {
    await store.savePassword(tx, id, passwordHash)
    await store.updateAccount(tx, id, { mustChangePassword: true })
    await store.deleteSessions(tx, id)
  })
  return password
}

/** Takes away a second factor whose telephone is lost; roles that need one sleep until a new one is set up. */
export async function resetSecondFactor(identity: Identity, ctx: Ctx, id: string): Promise<void> {
  await change(identity, ctx, id, 'identity.secondFactorReset', {}, async (tx) => {
    await store.deleteSecondFactor(tx, id)
    await store.updateAccount(tx, id, { twoFactorEnabled: false })
    await store.deleteSessions(tx, id)
  })
}

/** Closes an account and ends its sessions. Throws Invalid without a reason. */
export async function disableAccount(identity: Identity, ctx: Ctx, id: string, reason: string): Promise<void> {
  const wrong = reasonProblem(reason)
  if (wrong) throw new Invalid([{ field: 'reason', message: '请写明停用的原因（至少五个字），它会记入行为记录' }])
  await change(identity, ctx, id, 'identity.accountDisabled', { reason }, async (tx) => {
    await store.updateAccount(tx, id, { disabledAt: ctx.now, disabledReason: reason.trim() })
    await store.deleteSessions(tx, id)
  })
}

export async function enableAccount(identity: Identity, ctx: Ctx, id: string): Promise<void> {
  await change(identity, ctx, id, 'identity.accountEnabled', {}, (tx) =>
    store.updateAccount(tx, id, { disabledAt: null, disabledReason: null }),
  )
}

async function change(
  identity: Identity,
  ctx: Ctx,
  id: string,
  act: string,
  data: Record<string, unknown>,
  work: (tx: Db) => Promise<unknown>,
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const account = await store.getAccount(tx, id)
    const refusal = refuseManage(ctx.actor, await subjectOf(tx, account, ctx.today), rootPath(ctx))
    if (refusal) throw new Refused(refusal)
    await work(tx)
    await ctx.acts.write(tx, { act, subject: `account:${id}`, unitCode: account.unitCode, data })
  })
  identity.forget()
}

/** 12 letters and digits that cannot be mistaken for one another, in groups that can be read out. */
export function newPassword(): string {
  const signs = '23456789abcdefghjkmnpqrstuvwxyz'
  const group = () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('')
  return `${group()}-${group()}-${group()}`
}

/** The first administrator of a real installation; its password is shown once and must be changed at first sign-in. */
export async function createAdministrator(
  identity: Identity,
  ctx: Ctx,
  form: { name: string; username: string },
): Promise<{ username: string; password: string }> {
  const wrong = usernameProblem(form.username)
  if (wrong) throw new Invalid([{ field: 'username', message: wrong }])
  const unit = await store.findUnit(ctx.db, ctx.settings.site.rootUnit)
  if (!unit) throw new NotFound(`根单位 ${ctx.settings.site.rootUnit}`)
  const password = newPassword()
  const passwordHash = await hash(identity, password)
  await ctx.db.transaction().execute(async (tx) => {
    if (await store.findAccountByName(tx, form.username.toLowerCase()))
      throw new Invalid([{ field: 'username', message: '这个用户名已经有人用了，请换一个' }])
    const id = await store.insertAccount(tx, {
      kind: 'staff',
      name: form.name,
      username: form.username,
      unitCode: unit.code,
      mustChangePassword: true,
      passwordHash,
    })
    await grantDirectly(tx, ctx, { accountId: id, roleCode: 'administrator', unitCode: unit.code })
    await ctx.acts.write(tx, {
      act: 'identity.accountCreated',
      subject: `account:${id}`,
      unitCode: unit.code,
      data: { username: form.username },
    })
  })
  return { username: form.username, password }
}

/** Gives a role without asking the rules: for the command line and the demonstration, where nobody has rights yet. */
export async function grantDirectly(
  tx: Db,
  ctx: Ctx,
  grant: { accountId: string; roleCode: string; unitCode: string; validFrom?: Ctx['today'] },
): Promise<void> {
  const id = await insertGrant(tx, { validFrom: ctx.today, validUntil: null, grantedBy: 'system', ...grant })
  await ctx.acts.write(tx, {
    act: 'identity.roleGranted',
    subject: `account:${grant.accountId}`,
    unitCode: grant.unitCode,
    data: { grant: id, role: grant.roleCode },
  })
}
