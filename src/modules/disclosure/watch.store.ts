import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'

/** Published documents whose day of review has come. */
export function listToRevisit(db: Db, today: Day) {
  return db
    .selectFrom('documents as d')
    .innerJoin('units as u', 'u.code', 'd.unitCode')
    .select(['d.id', 'd.title', 'd.unitCode', 'd.reviewBy', 'u.name as unitName', 'u.email'])
    .where('d.state', '=', 'published')
    .where('d.reviewBy', '<=', today)
    .orderBy('d.reviewBy')
    .execute()
}

/** Whether an act with this data has been written already. */
export async function wasReminded(db: Db, subject: string, act: string, data: object): Promise<boolean> {
  const row = await db
    .selectFrom('acts')
    .select('id')
    .where('subject', '=', subject)
    .where('act', '=', act)
    .where(sql<boolean>`data @> ${JSON.stringify(data)}::jsonb`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Where a unit reads its mail, if anywhere. */
export async function findEmail(db: Db, unitCode: string): Promise<string | undefined> {
  const unit = await db.selectFrom('units').select('email').where('code', '=', unitCode).executeTakeFirst()
  return unit?.email || undefined
}
