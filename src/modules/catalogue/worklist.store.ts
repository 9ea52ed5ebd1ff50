import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { ItemLevel } from './schema.ts'

/** What the desk's list of items is asked for. */
export const workGroups = ['toFill', 'toPublish', 'waiting', 'published', 'cancelled', 'all'] as const
export type WorkGroup = (typeof workGroups)[number]

export type WorkWish = {
  /** Roots of the subtrees that may be seen. */
  paths: readonly string[]
  group: WorkGroup
  unitCode?: string | undefined
  itemType?: string | undefined
  /** Part of a name or of a code. */
  words?: string | undefined
}

export type WorkLine = {
  id: number
  code: string
  name: string
  itemType: string
  level: ItemLevel
  unitCode: string
  unitName: string
  cancelledOn: Day | null
  /** The draft, when there is one, and whether every check holds. */
  draftVersion: number | null
  filledOn: Day | null
  /** The version the public reads today. */
  versionId: number | null
}

const alive = sql<boolean>`i.cancelled_on is null`

const conditions: Record<WorkGroup, (today: Day) => RawBuilder<boolean>> = {
  toFill: () => sql`${alive} and ((d.id is not null and d.filled_on is null) or (d.id is null and i.version_id is null
    and not exists (select from item_versions v where v.item_id = i.id)))`,
  toPublish: () => sql`${alive} and d.filled_on is not null`,
  waiting: (today) => sql`${alive} and exists (select from item_versions v where v.item_id = i.id
    and v.state = 'published' and v.effective_on > ${today})`,
  published: () => sql`${alive} and i.version_id is not null`,
  cancelled: () => sql`i.cancelled_on is not null`,
  all: () => sql`true`,
}

const like = (words: string) => `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`

function lines(db: Db, wish: WorkWish, today: Day) {
  const { paths, group, unitCode, itemType, words } = wish
  let query = db
    .selectFrom('serviceItems as i')
    .innerJoin('units as u', 'u.code', 'i.unitCode')
    .leftJoin('itemVersions as d', (j) => j.onRef('d.itemId', '=', 'i.id').on('d.state', '=', 'draft'))
    .where(sql<boolean>`exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`)
    .where(conditions[group](today))
  if (unitCode) query = query.where('i.unitCode', '=', unitCode)
  if (itemType) query = query.where('i.itemType', '=', itemType)
  if (words) query = query.where((w) => w.or([w('i.name', 'like', like(words)), w('i.code', 'like', like(words))]))
  return query
}

/**
 * Items of the desk's list in the order they came, and how many there are in all.
 * @param page.after - id of the last one seen
 */
export async function listWork(
  db: Db,
  wish: WorkWish,
  today: Day,
  page: { after?: number | undefined; limit: number },
) {
  const base = lines(db, wish, today)
  const [rows, { total }] = await Promise.all([
    base
      .select([
        'i.id',
        'i.code',
        'i.name',
        'i.itemType',
        'i.level',
        'i.unitCode',
        'u.name as unitName',
        'i.cancelledOn',
      ])
      .select(['d.version as draftVersion', 'd.filledOn', 'i.versionId'])
      .where('i.id', '>', page.after ?? 0)
      .orderBy('i.id')
      .limit(page.limit)
      .$castTo<WorkLine>()
      .execute(),
    base.select((q) => q.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  const next = rows.length === page.limit ? rows.at(-1)?.id : undefined
  return { lines: rows, total, next }
}
