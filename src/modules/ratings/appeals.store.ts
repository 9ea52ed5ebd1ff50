import type { Db } from '../../platform/database.ts'
import type { Ground, Verdict } from './schema.ts'

/** An appeal of a rated unit, with what was decided. */
export type Appeal = {
  id: number
  ratingId: number
  unitCode: string
  ground: Ground
  reason: string
  state: 'waiting' | Verdict
  appealedBy: string
  appealedName: string
  appealedAt: Date
  decidedName: string
  decidedAt: Date | null
  note: string
  files: readonly { position: number; name: string; sha256: string }[]
}

export async function hasAppeal(db: Db, ratingId: number): Promise<boolean> {
  const row = await db.selectFrom('ratingAppeals').select('id').where('ratingId', '=', ratingId).executeTakeFirst()
  return row !== undefined
}

/** The appeal against a rating, if there was one. */
export async function findAppeal(db: Db, ratingId: number): Promise<Appeal | undefined> {
  const appeal = await db
    .selectFrom('ratingAppeals')
    .select(['id', 'ratingId', 'unitCode', 'ground', 'reason', 'state', 'appealedBy', 'appealedName', 'appealedAt'])
    .select(['decidedName', 'decidedAt', 'note'])
    .where('ratingId', '=', ratingId)
    .$castTo<Omit<Appeal, 'files'>>()
    .executeTakeFirst()
  if (!appeal) return undefined
  const files = await db
    .selectFrom('ratingAppealFiles')
    .select(['position', 'name', 'sha256'])
    .where('appealId', '=', appeal.id)
    .orderBy('position')
    .execute()
  return { ...appeal, files }
}

type NewAppeal = Pick<
  Appeal,
  'ratingId' | 'unitCode' | 'ground' | 'reason' | 'appealedBy' | 'appealedName' | 'appealedAt'
>

export async function insertAppeal(tx: Db, appeal: NewAppeal, files: readonly { name: string; sha256: string }[]) {
  const { id } = await tx.insertInto('ratingAppeals').values(appeal).returning('id').executeTakeFirstOrThrow()
  if (files.length > 0)
    await tx
      .insertInto('ratingAppealFiles')
      .values(files.map(({ name, sha256 }, i) => ({ appealId: id, position: i + 1, name, sha256 })))
      .execute()
}

type Decided = {
  state: Verdict
  note: string
  decidedBy: string
  decidedName: string
  decidedUnit: string
  decidedAt: Date
}

export async function decideAppeal(tx: Db, ratingId: number, decided: Decided): Promise<void> {
  await tx
    .updateTable('ratingAppeals')
    .set(decided)
    .where('ratingId', '=', ratingId)
    .where('state', '=', 'waiting')
    .execute()
}
