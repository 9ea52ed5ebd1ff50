import roles from '../../data/law/roles.json' with { type: 'json' }
import type { Actor } from '../../src/platform/actor.ts'

/** Roles as the software ships them. */
export const roleCodes = roles.map((role) => role.code)

type Where = {
  /** Code of the unit the person works in; default the government. */
  unitCode?: string
  /** Subtree of units the role reaches; default everything. */
  path?: string
  name?: string
}

/** A staff member who holds one role, without an account in the database: for use cases called directly. */
export function person(roleCode: string, { unitCode = 'jinshi', path = '/jinshi/', name }: Where = {}): Actor {
  const role = roles.find((r) => r.code === roleCode)
  if (!role) throw new Error(`there is no role ${roleCode}: one of ${roleCodes.join(', ')}`)
  return {
    kind: 'staff',
    accountId: `test-${roleCode}`,
    name: name ?? role.name,
    unitCode,
    grants: role.permissions.map((permission) => ({ permission, path })),
  }
}
