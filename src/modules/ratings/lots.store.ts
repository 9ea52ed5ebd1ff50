import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'

/** Rating forms printed at one time for one unit. */
export type Lot = {
  id: number
  unitCode: string
  unitName: string
  unitPath: string
  place: string
  forms: number
  printedOn: Day
  printedName: string
}

const lots = (db: Db) =>
  db
    .selectFrom('ratingForms as f')
    .innerJoin('units as u', 'u.code', 'f.unitCode')
    .select(['f.id', 'f.unitCode', 'f.place', 'f.forms', 'f.printedOn', 'f.printedName'])
    .select(['u.name as unitName', 'u.path as unitPath'])
    .$castTo<Lot>()

/** A lot. Throws NotFound. */
export async function getLot(db: Db, id: number): Promise<Lot> {
  const row = await lots(db).where('f.id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('这批评价表')
  return row
}

/** Lots for units below these paths, the newest first, with how many forms of each were keyed in. */
export async function listLots(db: Db, paths: readonly string[], size: number): Promise<(Lot & { keyed: number })[]> {
  if (paths.length === 0) return []
  return lots(db)
    .select(
      sql<number>`(select count(*)::int from ratings r where r.subject like 'paper:' || f.id || '-%'
        and r.unit_code = f.unit_code)`.as('keyed'),
    )
    .where((q) => q.or(paths.map((p) => q('u.path', 'like', `${p}%`))))
    .orderBy('f.id', 'desc')
    .limit(size)
    .$castTo<Lot & { keyed: number }>()
    .execute()
}

/** @returns the id of the lot */
export async function insertLot(
  tx: Db,
  regionCode: string,
  lot: Pick<Lot, 'unitCode' | 'place' | 'forms' | 'printedOn' | 'printedName'> & { printedBy: string },
): Promise<number> {
  const values = { regionCode, ...lot }
  return (await tx.insertInto('ratingForms').values(values).returning('id').executeTakeFirstOrThrow()).id
}
