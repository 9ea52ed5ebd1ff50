import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'

export type Role = {
  code: string
  name: string
  description: string
  needsSecondFactor: boolean
  permissions: string[]
}

/** All roles with what they hold, in their order. */
export async function listRoles(db: Db): Promise<Role[]> {
  const [roles, held] = await Promise.all([
    db.selectFrom('roles').select(['code', 'name', 'description', 'needsSecondFactor']).orderBy('position').execute(),
    db.selectFrom('rolePermissions').select(['roleCode', 'permission']).orderBy('permission').execute(),
  ])
  return roles.map((role) => ({
    ...role,
    permissions: held.filter((h) => h.roleCode === role.code).map((h) => h.permission),
  })) as Role[]
}

export async function hasRoles(db: Db): Promise<boolean> {
  return (await db.selectFrom('roles').select('code').limit(1).executeTakeFirst()) !== undefined
}

export async function insertRoles(tx: Db, roles: readonly Role[]): Promise<void> {
  await tx
    .insertInto('roles')
    .values(roles.map(({ permissions: _, ...role }, position) => ({ ...role, position })))
    .execute()
  await tx
    .insertInto('rolePermissions')
    .values(roles.flatMap((r) => r.permissions.map((permission) => ({ roleCode: r.code, permission }))))
    .execute()
}

/** A role given to an account, with the unit it reaches. */
export type RoleGrant = {
  id: number
  accountId: string
  roleCode: string
  roleName: string
  unitCode: string
  unitName: string
  unitPath: string
  validFrom: Day
  validUntil: Day | null
  grantedBy: string
  grantedAt: Date
  endedAt: Date | null
}

/** Every role an account was ever given, newest first. */
export async function listGrants(db: Db, accountId: string): Promise<RoleGrant[]> {
  return (await db
    .selectFrom('roleGrants as g')
    .innerJoin('roles as r', 'r.code', 'g.roleCode')
    .innerJoin('units as u', 'u.code', 'g.unitCode')
    .leftJoin('accounts as by', 'by.id', 'g.grantedBy')
    .select((e) => [
      'g.id',
      'g.accountId',
      'g.roleCode',
      'r.name as roleName',
      'g.unitCode',
      'u.shortName as unitName',
      'u.path as unitPath',
      'g.validFrom',
      'g.validUntil',
      e.fn.coalesce('by.name', e.val('系统')).as('grantedBy'),
      'g.grantedAt',
      'g.endedAt',
    ])
    .where('g.accountId', '=', accountId)
    .orderBy('g.id', 'desc')
    .execute()) as RoleGrant[]
}

export type NewGrant = {
  accountId: string
  roleCode: string
  unitCode: string
  validFrom: Day
  validUntil: Day | null
  grantedBy: string
}

export async function insertGrant(tx: Db, grant: NewGrant): Promise<number> {
  const { id } = await tx.insertInto('roleGrants').values(grant).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function endGrant(tx: Db, id: number, endedBy: string, endedAt: Date): Promise<void> {
  await tx
    .updateTable('roleGrants')
    .set({ endedBy, endedAt })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .execute()
}

/** Keeps two grants to one account from being decided side by side. */
export async function lockAccount(tx: Db, accountId: string): Promise<void> {
  await tx.selectFrom('accounts').select('id').where('id', '=', accountId).forUpdate().execute()
}
