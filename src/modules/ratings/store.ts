import type { UpdateObject } from 'kysely'
import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/tables.ts'
import type { Channel, Level, RatingState } from './schema.ts'

/** A service that can be rated: one case, or one visit. */
export type Matter = {
  /** `case:NUMBER` or `ticket:ID`. */
  subject: string
  itemCode: string | null
  itemName: string
  unitCode: string
  counterId: number | null
  counterName: string
  clerkId: string | null
  clerkName: string
  /** Day on which it was finished. */
  servedOn: Day
}

/** A rating with all that stands in its row. */
export type Rating = Matter & {
  id: number
  regionCode: string
  unitName: string
  unitPath: string
  askedOn: Day | null
  state: RatingState
  level: Level | null
  byDefault: boolean
  reasons: string[]
  words: string
  channel: Channel | null
  /** Personal data of the rater: never shown without an act that says who looked. */
  raterName: string
  raterPhone: string
  ratedAt: Date | null
  ratedOn: Day | null
  mayShowWords: boolean
  shownWords: string | null
  shownBy: string
  shownAt: Date | null
  workOrder: string | null
  rectifyBy: Day | null
  rectifiedOn: Day | null
  rectification: string
  excludedReason: string
  version: number
}

const columns = [
  ...['r.id', 'r.regionCode', 'r.subject', 'r.itemCode', 'r.itemName', 'r.unitCode', 'r.counterId', 'r.counterName'],
  ...['r.clerkId', 'r.clerkName', 'r.servedOn', 'r.askedOn', 'r.state', 'r.level', 'r.byDefault', 'r.reasons'],
  ...['r.words', 'r.channel', 'r.raterName', 'r.raterPhone', 'r.ratedAt', 'r.ratedOn', 'r.mayShowWords'],
  ...['r.shownWords', 'r.shownBy', 'r.shownAt', 'r.workOrder', 'r.rectifyBy', 'r.rectifiedOn', 'r.rectification'],
  ...['r.excludedReason', 'r.version', 'u.name as unitName', 'u.path as unitPath'],
] as const

const one = (db: Db) =>
  db
    .selectFrom('ratings as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select(columns as never)
    .$castTo<Rating>()

/** A rating that was given, by its id. Throws NotFound: what was only asked is nobody's business yet. */
export async function getRating(db: Db, id: number): Promise<Rating> {
  const row = await one(db).where('r.id', '=', id).where('r.level', 'is not', null).executeTakeFirst()
  if (!row) throw new NotFound('这条评价')
  return row
}

/** The rating of a case or a visit, given or only asked for. */
export const findOf = (db: Db, subject: string): Promise<Rating | undefined> =>
  one(db).where('r.subject', '=', subject).executeTakeFirst()

/** The rating that a link leads to. */
export const findByLink = (db: Db, hash: Buffer): Promise<Rating | undefined> =>
  one(db).innerJoin('ratingLinks as l', 'l.ratingId', 'r.id').where('l.tokenHash', '=', hash).executeTakeFirst()

/** A rating, locked until the transaction ends. Throws NotFound. */
export async function lockRating(tx: Db, by: { id: number } | { subject: string }): Promise<Rating> {
  const row = await one(tx)
    .where('id' in by ? 'r.id' : 'r.subject', '=', 'id' in by ? by.id : by.subject)
    .forUpdate('r')
    .executeTakeFirst()
  if (!row) throw new NotFound('这条评价')
  return row
}

/** Makes the row of a matter. @returns its id; undefined when there is one already */
export async function insertMatter(
  tx: Db,
  regionCode: string,
  matter: Matter,
  askedOn: Day | null,
): Promise<number | undefined> {
  const { subject, itemCode, itemName, unitCode, counterId, counterName, clerkId, clerkName, servedOn } = matter
  const of = { subject, itemCode, itemName, unitCode, counterId, counterName, clerkId, clerkName, servedOn }
  const made = await tx
    .insertInto('ratings')
    .values({ regionCode, ...of, askedOn })
    .onConflict((c) => c.column('subject').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made?.id
}

/** Changes a rating; its version goes up by one. */
export async function changeRating(tx: Db, id: number, change: UpdateObject<DB, 'ratings', 'ratings'>): Promise<void> {
  await tx
    .updateTable('ratings')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** Keeps the hash of a link. */
export async function addLink(tx: Db, tokenHash: Buffer, ratingId: number, madeAt: Date) {
  await tx.insertInto('ratingLinks').values({ tokenHash, ratingId, madeAt }).execute()
}

/** Subjects among these that have a row already. */
export async function knownAmong(db: Db, subjects: readonly string[]): Promise<Set<string>> {
  if (subjects.length === 0) return new Set()
  const rows = await db.selectFrom('ratings').select('subject').where('subject', 'in', subjects).execute()
  return new Set(rows.map((r) => r.subject))
}

/** Ids of ratings asked for up to a day and not given, locked; those that someone gives right now are left out. */
export function lockUnanswered(tx: Db, askedUntil: Day, size: number) {
  return tx
    .selectFrom('ratings')
    .select(['id', 'unitCode'])
    .where('level', 'is', null)
    .where('askedOn', '<=', askedUntil)
    .orderBy('askedOn')
    .orderBy('id')
    .limit(size)
    .forUpdate()
    .skipLocked()
    .execute()
}
