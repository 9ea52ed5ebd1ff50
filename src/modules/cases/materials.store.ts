import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { KeptMaterial, Reusable } from './materials.ts'
import type { Trust } from './schema.ts'

export type CaseMaterial = KeptMaterial & {
  id: number
  replaced: boolean
  checkedBy: string
  addedBy: string
  addedOn: Day
}

/** Materials of a case, those that were replaced too. */
export function listMaterials(db: Db, caseId: number): Promise<CaseMaterial[]> {
  return db
    .selectFrom('caseMaterials')
    .select(['id', 'materialKey', 'name', 'way', 'sha256', 'fileName', 'trust', 'copies', 'toleratedUntil'])
    .select(['reusedFrom', 'replaced', 'checkedBy', 'addedBy', 'addedOn'])
    .where('caseId', '=', caseId)
    .orderBy('id')
    .$castTo<CaseMaterial>()
    .execute()
}

export async function addMaterials(
  tx: Db,
  caseId: number,
  kept: readonly KeptMaterial[],
  by: { addedBy: string; addedOn: Day },
): Promise<void> {
  if (kept.length === 0) return
  await tx
    .insertInto('caseMaterials')
    .values(kept.map((m) => ({ caseId, ...m, ...by })))
    .execute()
}

/** Marks earlier materials of these keys as replaced; they stay. */
export async function replaceMaterials(tx: Db, caseId: number, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await tx
    .updateTable('caseMaterials')
    .set({ replaced: true })
    .where('caseId', '=', caseId)
    .where('materialKey', 'in', keys)
    .execute()
}

/** Notes that a clerk compared materials with their originals. */
export async function checkMaterials(
  tx: Db,
  caseId: number,
  ids: readonly number[],
  check: { checkedBy: string; checkedAt: Date; trust: Trust },
): Promise<void> {
  await tx
    .updateTable('caseMaterials')
    .set(check)
    .where('caseId', '=', caseId)
    .where('id', 'in', ids)
    .where('trust', 'in', ['C', 'D'])
    .execute()
}

/** Materials with a file that a person gave before and that were checked or come from their issuer, newest first. */
export async function listReusable(
  db: Db,
  who: { idNumber: string; accountId: string | undefined },
): Promise<Reusable[]> {
  if (who.idNumber === '') return []
  return db
    .selectFrom('caseMaterials as m')
    .innerJoin('caseFiles as c', 'c.id', 'm.caseId')
    .select(['m.id', 'm.name', 'm.sha256', 'm.fileName', 'm.trust', 'm.addedOn'])
    .where('c.applicantIdNumber', '=', who.idNumber)
    .$if(who.accountId !== undefined, (q) => q.where('c.accountId', '=', who.accountId ?? ''))
    .where('m.trust', 'in', ['A', 'B'])
    .where('m.sha256', 'is not', null)
    .where('m.replaced', '=', false)
    .orderBy('m.id', 'desc')
    .limit(100)
    .$castTo<Reusable>()
    .execute()
}
