import { type SelectQueryBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { decodeCursor, partOf } from '../../core/paging.ts'
import type { Db } from '../../platform/database.ts'
import type { Channel, Level, RatingState } from './schema.ts'

/** Beyond so many a list is not counted to its end. */
export const countedUntil = 10_000

/** A rating as lists show it: nothing in it leads to who rated. */
export type RatingLine = {
  id: number
  itemName: string
  unitName: string
  counterName: string
  clerkName: string
  state: RatingState
  level: Level
  byDefault: boolean
  reasons: string[]
  words: string
  channel: Channel
  ratedOn: Day
  workOrder: string | null
  rectifyBy: Day | null
  rectifiedOn: Day | null
}

/** Lists for one purpose each, as in the address. */
export const groups = ['all', 'bad', 'open', 'appeals', 'words'] as const
export type Group = (typeof groups)[number]

/** What a list is narrowed to, as in the address. */
export type RatingQuery = {
  group?: Group | undefined
  level?: Level | undefined
  state?: Exclude<RatingState, 'asked'> | undefined
  /** `real`, `default`: only those. */
  kind?: 'real' | 'default' | undefined
  unit?: string | undefined
  item?: string | undefined
  counter?: number | undefined
  clerk?: string | undefined
  from?: Day | undefined
  to?: Day | undefined
  cursor?: string | undefined
}

const given = (db: Db, paths: readonly string[], q: RatingQuery) =>
  db
    .selectFrom('ratings as r')
    .where('r.level', 'is not', null)
    .where(
      sql<boolean>`r.unit_code = any (array(select code from units
        where exists (select from unnest(${[...paths]}::text[]) as p where starts_with(path, p))))`,
    )
    .$if(q.group === 'bad' || q.group === 'open', (w) => w.where('r.level', '>=', 4))
    .$if(q.group === 'open', (w) => w.where('r.workOrder', 'is not', null).where('r.rectifiedOn', 'is', null))
    .$if(q.group === 'appeals', (w) => w.where('r.state', '=', 'appealed'))
    .$if(q.group === 'words', (w) => w.where('r.mayShowWords', '=', true).where('r.shownAt', 'is', null))
    .$if(q.level !== undefined, (w) => w.where('r.level', '=', q.level as number))
    .$if(q.state !== undefined, (w) => w.where('r.state', '=', q.state as string))
    .$if(q.kind !== undefined, (w) => w.where('r.byDefault', '=', q.kind === 'default'))
    .$if(q.unit !== undefined, (w) => w.where('r.unitCode', '=', q.unit as string))
    .$if(q.item !== undefined, (w) => w.where('r.itemCode', '=', q.item as string))
    .$if(q.counter !== undefined, (w) => w.where('r.counterId', '=', q.counter as number))
    .$if(q.clerk !== undefined, (w) => w.where('r.clerkId', '=', q.clerk as string))
    .$if(q.from !== undefined, (w) => w.where('r.ratedOn', '>=', q.from as Day))
    .$if(q.to !== undefined, (w) => w.where('r.ratedOn', '<=', q.to as Day))

/** Ratings of units in the subtrees, newest first. */
export async function listRatings(db: Db, paths: readonly string[], query: RatingQuery, size: number) {
  const before = decodeCursor(query.cursor, ['day', 'integer'])
  const rows = await given(db, paths, query)
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select(['r.id', 'r.itemName', 'u.name as unitName', 'r.counterName', 'r.clerkName', 'r.state', 'r.level'])
    .select(['r.byDefault', 'r.reasons', 'r.words', 'r.channel', 'r.ratedOn', 'r.workOrder', 'r.rectifyBy'])
    .select('r.rectifiedOn')
    .$if(before !== undefined, (q) =>
      q.where(sql<boolean>`(r.rated_on, r.id) < (${before?.[0]}::date, ${before?.[1]}::bigint)`),
    )
    .orderBy('r.ratedOn', 'desc')
    .orderBy('r.id', 'desc')
    .limit(size + 1)
    .$castTo<RatingLine>()
    .execute()
  return partOf(rows, { size }, (r) => [r.ratedOn, r.id])
}

/** How many there are, at most one more than `countedUntil`. */
export async function countRatings(db: Db, paths: readonly string[], query: RatingQuery): Promise<number> {
  const { n } = await db
    .selectFrom(counted(given(db, paths, query)).as('found'))
    .select((q) => q.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of the query says nothing here
const counted = (query: SelectQueryBuilder<any, any, object>) =>
  query.select(sql<number>`1`.as('one')).limit(countedUntil + 1)

/** Words that are published, newest first, with what was done about a bad rating. */
export type ShownWords = {
  id: number
  unitCode: string
  unitName: string
  itemName: string
  level: Level
  ratedOn: Day
  words: string
  rectifiedOn: Day | null
  rectification: string
}

/** Of what: one unit, one item, or everything. */
type Of = { unitCode?: string; itemCode?: string }

/** Newest words that are published. */
export function listShown(db: Db, { unitCode, itemCode }: Of, size: number): Promise<ShownWords[]> {
  return db
    .selectFrom('ratings as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select(['r.id', 'r.unitCode', 'u.name as unitName', 'r.itemName', 'r.level', 'r.ratedOn', 'r.rectifiedOn'])
    .select(['r.rectification', 'r.shownWords as words'])
    .where('r.shownWords', 'is not', null)
    .where('r.state', 'in', ['valid', 'appealed'])
    .$if(itemCode !== undefined, (q) => q.where('r.itemCode', '=', itemCode as string))
    .$if(unitCode !== undefined, (q) => q.where('r.unitCode', '=', unitCode as string))
    .orderBy('r.shownAt', 'desc')
    .orderBy('r.id', 'desc')
    .limit(size)
    .$castTo<ShownWords>()
    .execute()
}

/** Bad ratings that were put right, newest first: what was said as a reason, and what was done. */
export function listRectified(db: Db, { unitCode, itemCode }: Of, size: number) {
  return db
    .selectFrom('ratings as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select(['r.id', 'u.name as unitName', 'r.itemName', 'r.level', 'r.reasons', 'r.ratedOn', 'r.rectifiedOn'])
    .select('r.rectification')
    .where('r.rectifiedOn', 'is not', null)
    .where('r.rectification', '<>', '')
    .where('r.state', 'in', ['valid', 'appealed'])
    .$if(itemCode !== undefined, (q) => q.where('r.itemCode', '=', itemCode as string))
    .$if(unitCode !== undefined, (q) => q.where('r.unitCode', '=', unitCode as string))
    .orderBy('r.rectifiedOn', 'desc')
    .orderBy('r.id', 'desc')
    .limit(size)
    .$castTo<
      Pick<ShownWords, 'id' | 'unitName' | 'itemName' | 'level' | 'ratedOn' | 'rectification'> & {
        reasons: string[]
        rectifiedOn: Day
      }
    >()
    .execute()
}
