import { type Day, isDay } from '../../core/day.ts'
import { Invalid, NotFound, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Identity } from './identity.ts'
import { endGrant, insertGrant, listGrants, listRoles, lockAccount } from './role-store.ts'
import { refuseEnd, refuseGrant } from './rules.ts'
import type { GrantForm } from './schema.ts'
import { findUnit, getAccount } from './store.ts'

/** Gives an account a role in a subtree of units. Throws Invalid, NotFound, or Refused when the rules say no. */
export async function grantRole(identity: Identity, ctx: Ctx, accountId: string, form: GrantForm): Promise<number> {
  const validFrom = dayIn('validFrom', form.validFrom)
  const validUntil = form.validUntil ? dayIn('validUntil', form.validUntil) : null
  const id = await ctx.db.transaction().execute(async (tx) => {
    await lockAccount(tx, accountId)
    const account = await getAccount(tx, accountId)
    const unit = await findUnit(tx, form.unitCode)
    if (!unit) throw new Invalid([{ field: 'unitCode', message: '请从列表里选择单位' }])
    const role = (await listRoles(tx)).find((r) => r.code === form.roleCode)
    if (!role) throw new Invalid([{ field: 'roleCode', message: '请从列表里选择角色' }])
    const grant = { roleCode: role.code, unitCode: unit.code, unitPath: unit.path, validFrom, validUntil }
    const subject = { ...account, isStaff: account.kind === 'staff', isDisabled: account.disabledAt !== null }
    const refusal = refuseGrant(ctx.actor, subject, grant, await listGrants(tx, accountId), ctx.today)
    if (refusal) throw new Refused(refusal)
    const id = await insertGrant(tx, {
      accountId,
      roleCode: role.code,
      unitCode: unit.code,
      validFrom,
      validUntil,
      grantedBy: ctx.actor.accountId ?? 'system',
    })
    await ctx.acts.write(tx, {
      act: 'identity.roleGranted',
      subject: `account:${accountId}`,
      unitCode: unit.code,
      data: { grant: id, role: role.code, validFrom, validUntil },
    })
    return id
  })
  identity.forget()
  return id
}

/** Ends a grant now. Throws NotFound, or Refused when the rules say no. */
export async function revokeRole(identity: Identity, ctx: Ctx, accountId: string, grantId: number): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await lockAccount(tx, accountId)
    const grant = (await listGrants(tx, accountId)).find((g) => g.id === grantId)
    if (!grant) throw new NotFound('这项授权')
    const refusal = refuseEnd(ctx.actor, grant)
    if (refusal) throw new Refused(refusal)
    await endGrant(tx, grantId, ctx.actor.accountId ?? 'system', ctx.now)
    await ctx.acts.write(tx, {
      act: 'identity.roleRevoked',
      subject: `account:${accountId}`,
      unitCode: grant.unitCode,
      data: { grant: grantId, role: grant.roleCode },
    })
  })
  identity.forget()
}

function dayIn(field: string, text: string): Day {
  if (!isDay(text)) throw new Invalid([{ field, message: '请填写日期，如 2018-12-03' }])
  return text
}
