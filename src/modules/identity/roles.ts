import shipped from '../../../data/law/roles.json' with { type: 'json' }
import type { Db } from '../../platform/database.ts'
import { hasRoles, insertRoles, type Role } from './role-store.ts'

/** The roles the software comes with. Once loaded they belong to the county, which may change them. */
export const shippedRoles: readonly Role[] = shipped

/** Loads the roles into an empty table; leaves a filled one alone. */
export async function loadRoles(db: Db): Promise<void> {
  if (await hasRoles(db)) return
  await db.transaction().execute(async (tx) => {
    if (!(await hasRoles(tx))) await insertRoles(tx, shippedRoles)
  })
}
