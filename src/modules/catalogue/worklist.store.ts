import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { queryText } from '../../platform/search.ts'
import type { ItemElements, ItemLevel } from './schema.ts'

/** How an item stands. One may stand in several: published while its next version is being filled in. */
export const workStates = ['empty', 'filling', 'review', 'published', 'waiting', 'cancelled'] as const
export type WorkState = (typeof workStates)[number]

/** What keeps an item out of a rate: it is not filled in, not published, or one cannot apply for it online. */
export const lacks = ['filled', 'published', 'online'] as const
export type Lack = (typeof lacks)[number]

export type WorkWish = {
  /** Roots of the subtrees whose items may be seen. */
  paths: readonly string[]
  today: Day
  unit?: string | undefined
  /** GB/T 39046-2020 A.1 */
  type?: string | undefined
  state?: WorkState | undefined
  onApplication?: boolean | undefined
  lack?: Lack | undefined
  q?: string | undefined
}

export type WorkLine = {
  id: number
  code: string
  name: string
  itemType: string
  level: ItemLevel
  unitCode: string
  unitName: string
  unitPath: string
  versionId: number | null
  cancelledOn: Day | null
  delegated: boolean
  /** The draft, if there is one. */
  draftVersion: number | null
  draftFilledOn: Day | null
  elements: ItemElements | null
  /** Nobody has filled in anything yet. */
  untouched: boolean
  /** First day of a published version that does not hold yet. */
  waitingOn: Day | null
}

/** Where a list goes on: behind this item of this unit. */
export type AfterLine = { path: string; id: number }

/** A published version that does not hold yet. */
const waits = (today: Day) =>
  sql`(select w.effective_on from item_versions w where w.item_id = i.id and w.state = 'published' and w.effective_on > ${today})`

/** Adopted, and nobody has written a word of it: saving raises the count of changes. */
const untouched = sql`(d.version = 1 and d.filled_on is null and i.changed_in = 1)`

const standing: Record<WorkState, (today: Day) => RawBuilder<boolean>> = {
  empty: (today) =>
    sql`i.cancelled_on is null and i.version_id is null and ${waits(today)} is null and (d.id is null or ${untouched})`,
  filling: () => sql`i.cancelled_on is null and d.id is not null and d.filled_on is null and not ${untouched}`,
  review: () => sql`i.cancelled_on is null and d.filled_on is not null`,
  published: (today) => sql`i.version_id is not null and (i.cancelled_on is null or i.cancelled_on > ${today})`,
  waiting: (today) => sql`i.cancelled_on is null and ${waits(today)} is not null`,
  cancelled: () => sql`i.cancelled_on is not null`,
}

/** A version that is filled in or holds, such as the rates count it. `v` is the version. */
const hasVersion = (today: Day, condition: RawBuilder<boolean>) =>
  sql`exists (select from item_versions v where v.item_id = i.id and ${condition}
    and (v.ended_on is null or v.ended_on > ${today}))`

const lacking: Record<Lack, (today: Day) => RawBuilder<boolean>> = {
  filled: (today) => sql`not ${hasVersion(today, sql`v.filled_on <= ${today}`)}`,
  published: (today) => sql`not ${hasVersion(today, sql`v.effective_on <= ${today}`)}`,
  online: (today) => sql`(i.on_application and not ${hasVersion(today, sql`v.effective_on <= ${today} and v.online`)})`,
}

/** Items as the rates count them: a main item with sub items is its sub items, handling items are none. */
const counted = (today: Day) =>
  sql<boolean>`i.level in ('main', 'sub') and not exists (select from service_items s where s.parent_id = i.id
    and s.level = 'sub' and s.adopted_on <= ${today} and (s.cancelled_on is null or s.cancelled_on > ${today}))`

function conditions({
  paths,
  today,
  unit,
  type,
  onApplication,
  lack,
  q,
}: Omit<WorkWish, 'state'>): RawBuilder<unknown> {
  const asked = q ? queryText(q) : undefined
  const all: RawBuilder<unknown>[] = [
    sql`exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`,
  ]
  if (unit) all.push(sql`i.unit_code = ${unit}`)
  if (type) all.push(sql`i.item_type = ${type}`)
  if (onApplication !== undefined) all.push(sql`i.on_application = ${onApplication}`)
  if (lack) all.push(sql`${counted(today)} and ${lacking[lack](today)}`)
  // What has never been published stands in no index: then its name is looked into.
  if (q)
    all.push(
      sql`(strpos(i.name, ${q}) > 0 or i.code = ${q} or i.basic_code = ${q} or i.search @@ ${asked?.text ?? ''}::tsquery)`,
    )
  return sql.join(all, sql` and `)
}

const tables = sql`service_items i join units u on u.code = i.unit_code
  left join item_versions d on d.item_id = i.id and d.state = 'draft'`

/** What has not been cancelled: all that is shown when no state is asked for. */
const alive = (today: Day) => sql<boolean>`(i.cancelled_on is null or i.cancelled_on > ${today})`

/** Items by unit, and within it in the order they came. */
export async function listWork(
  db: Db,
  wish: WorkWish,
  after: AfterLine | undefined,
  size: number,
): Promise<WorkLine[]> {
  const beyond = after ? sql`and (u.path collate "C", i.id) > (${after.path}, ${after.id})` : sql``
  const state = wish.state ? standing[wish.state](wish.today) : alive(wish.today)
  const { rows } = await sql<WorkLine>`
    select i.id, i.code, i.name, i.item_type, i.level, i.unit_code, u.name as unit_name, u.path as unit_path,
      i.version_id, i.cancelled_on, d.version as draft_version, d.filled_on as draft_filled_on, d.elements,
      coalesce(${untouched}, true) as untouched,
      ${waits(wish.today)} as waiting_on,
      exists (select from delegations g where g.item_id = i.id and g.ended_on is null) as delegated
    from ${tables} where ${conditions(wish)} and ${state} ${beyond}
    order by u.path collate "C", i.id limit ${size}`.execute(db)
  return rows
}

/** How many stand in each state, whatever state is asked for; `all` counts what has not been cancelled. */
export async function countStates(db: Db, wish: WorkWish): Promise<Record<WorkState | 'all', number>> {
  const counts = workStates.map((s) => sql`count(*) filter (where ${standing[s](wish.today)})::int as ${sql.ref(s)}`)
  const { rows } = await sql<Record<WorkState | 'all', number>>`
    select count(*) filter (where ${alive(wish.today)})::int as "all", ${sql.join(counts)} from ${tables} where ${conditions(wish)}`.execute(
    db,
  )
  return rows[0] ?? { all: 0, empty: 0, filling: 0, review: 0, published: 0, waiting: 0, cancelled: 0 }
}

/** Drafts that wait for a second person: every check holds, and someone else than this one filled them in. */
export async function countToReview(db: Db, paths: readonly string[], editor: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${tables}
    where i.cancelled_on is null and d.filled_on is not null and d.edited_by <> ${editor}
      and exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`.execute(db)
  return rows[0]?.count ?? 0
}

/** Versions that take effect between two days, both included. */
export async function countTakingEffect(db: Db, paths: readonly string[], from: Day, to: Day): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from item_versions w
      join service_items i on i.id = w.item_id join units u on u.code = i.unit_code
    where w.state = 'published' and w.effective_on > ${from} and w.effective_on <= ${to} and i.cancelled_on is null
      and exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`.execute(db)
  return rows[0]?.count ?? 0
}
