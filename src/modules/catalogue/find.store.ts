import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { type Asked, queryText } from '../../platform/search.ts'
import type { Limit } from './schema.ts'

/** Ways of handling people look for: online, at most one trip, on the spot, in the town or village. */
export const ways = ['online', 'once', 'instant', 'nearby'] as const
export type Way = (typeof ways)[number]

export type FindWish = {
  /** What was typed; empty: everything. */
  q: string
  /** For whom: natural persons, or enterprises, institutions and organisations. */
  who?: 'person' | 'firm' | undefined
  /** Topics and life events as kept with the item, such as `person:marriage`, `event:marrying`: all of them. */
  topics: readonly string[]
  unit?: string | undefined
  /** First letter of the name in pinyin. */
  letter?: string | undefined
  /** GB/T 39046-2020 A.4 */
  target?: string | undefined
  /** GB/T 39046-2020 A.1 */
  type?: string | undefined
  ways: readonly Way[]
  /** Also what nobody applies for: penalties, coercion, levies, inspections. */
  all: boolean
  /** Whether one of several words is enough. */
  any?: boolean | undefined
  after?: Place | undefined
  before?: Place | undefined
  size: number
}

/** Where a list goes on: titles that match first, then by letter and name. */
export type Place = { rank: number; initial: string; name: string; id: number }

export type FoundItem = {
  id: number
  code: string
  name: string
  initial: string
  rank: number
  itemType: string
  unitCode: string
  unitName: string
  /** The main item above a sub item. */
  mainName: string | null
  caseType: string
  commitmentLimit: Limit
  onSiteVisits: number
  online: boolean
  nearby: boolean
}

export type FacetName = 'who' | 'topic' | 'unit' | 'letter' | 'target' | 'type' | 'way'
export type Facet = { value: string; label: string; count: number }
export type FoundItems = {
  rows: FoundItem[]
  total: number
  /** There is more in the direction the page was asked for. */
  more: boolean
  facets: Record<FacetName, Facet[]>
}

const noFacets = (): FoundItems['facets'] => ({
  who: [],
  topic: [],
  unit: [],
  letter: [],
  target: [],
  type: [],
  way: [],
})

/** Service targets that are no natural persons. GB/T 39046-2020 A.4 */
const firms = ['2', '3', '4', '5', '6']

/**
 * Items that the public may read on a day and that match: sub items rather than their main item, and no handling items,
 * so that they are as many as `catalogue.items` counts.
 */
export async function findItems(db: Db, today: Day, wish: FindWish): Promise<FoundItems> {
  const { q, any = false, after, before, size } = wish
  const asked = queryText(q, { any })
  if (!asked && q.trim() !== '') return { rows: [], total: 0, more: false, facets: noFacets() }
  const backwards = before !== undefined && after === undefined
  const place = after ?? before
  const beyond = place
    ? sql`where (rank, initial, name, id) ${sql.raw(backwards ? '<' : '>')} (${place.rank}, ${place.initial}, ${place.name}, ${place.id})`
    : sql``
  const order = (way: string) => sql.raw(['rank', 'initial', 'name', 'id'].map((c) => `${c} ${way}`).join(', '))
  const { rows } = await sql<{
    total: number
    ids: number[]
    facets: { facet: FacetName; value: string; count: number }[]
  }>`
    with m as materialized (
      select i.id, i.name, i.initial, i.unit_code, i.item_type, i.topics, i.targets,
        v.online, v.on_site_visits <= 1 as once, v.case_type = '1' as instant, v.nearby, ${rankOf(asked)} as rank
      from service_items i join item_versions v on v.id = i.version_id
      where ${sql.join(conditionsOf(today, wish, asked), sql` and `)}
    ), page as (select id, rank, initial, name from m ${beyond} order by ${order(backwards ? 'desc' : 'asc')} limit ${size + 1})
    select (select count(*) from m) as total,
      (select coalesce(array_agg(id order by ${order('asc')}), '{}') from page) as ids,
      (select coalesce(json_agg(f), '[]') from (${facets}) as f) as facets`.execute(db)
  const { total = 0, ids = [], facets: counts = [] } = rows[0] ?? {}
  const more = ids.length > size
  const shown = more ? (backwards ? ids.slice(1) : ids.slice(0, size)) : ids
  return { rows: await rowsOf(db, shown, asked), total, more, facets: await labelled(db, counts) }
}

/** Hits in the name come first. */
const rankOf = (asked: Asked | undefined) =>
  asked ? sql`case when i.search @@ ${asked.titleText}::tsquery then 0 else 1 end` : sql`0`

/** Condition that an item stands on the portal on a day. `i` is the item. */
export const readable = (today: Day) =>
  sql<boolean>`i.version_id is not null and (i.cancelled_on is null or i.cancelled_on > ${today})`

/** Condition that an item is of those that are counted. */
export const counted = sql<boolean>`i.level <> 'handling' and not i.has_parts`

function conditionsOf(today: Day, wish: FindWish, asked: Asked | undefined): RawBuilder<unknown>[] {
  const { who, topics, unit, letter, target, type, all } = wish
  const conditions: RawBuilder<unknown>[] = [readable(today), counted]
  if (asked) conditions.push(sql`i.search @@ ${asked.text}::tsquery`)
  if (who) conditions.push(sql`i.targets && ${who === 'person' ? ['1'] : firms}::text[]`)
  if (topics.length > 0) conditions.push(sql`i.topics @> ${[...topics]}::text[]`)
  if (unit) conditions.push(sql`i.unit_code = ${unit}`)
  if (letter) conditions.push(sql`i.initial = ${letter}`)
  if (target) conditions.push(sql`i.targets @> ${[target]}::text[]`)
  if (type) conditions.push(sql`i.item_type = ${type}`)
  if (!all) conditions.push(sql`i.on_application`)
  for (const way of wish.ways) conditions.push(wayIs[way])
  return conditions
}

const wayIs: Record<Way, RawBuilder<unknown>> = {
  online: sql`v.online`,
  once: sql`v.on_site_visits <= 1`,
  instant: sql`v.case_type = '1'`,
  nearby: sql`v.nearby`,
}

const facets = sql`
  select 'unit' as facet, unit_code as value, count(*) as count from m group by 2
  union all select 'type', item_type, count(*) from m group by 2
  union all select 'letter', initial, count(*) from m group by 2
  union all select 'topic', t, count(*) from m, unnest(topics) as t group by 2
  union all select 'target', t, count(*) from m, unnest(targets) as t group by 2
  union all select 'who', 'person', count(*) filter (where targets @> '{1}') from m
  union all select 'who', 'firm', count(*) filter (where targets && ${firms}::text[]) from m
  ${sql.join(
    ways.map((w) => sql`union all select 'way', ${sql.lit(w)}, count(*) filter (where ${sql.ref(w)}) from m`),
    sql` `,
  )}
  order by 3 desc, 2`

/** The items in the order of their numbers given. */
async function rowsOf(db: Db, ids: readonly number[], asked: Asked | undefined): Promise<FoundItem[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<FoundItem>`
    select i.id, i.code, i.name, i.initial, ${rankOf(asked)} as rank, i.item_type, i.unit_code, u.short_name as unit_name,
      (select p.name from service_items p where p.id = i.parent_id) as main_name,
      v.case_type, v.elements -> 'commitmentLimit' as commitment_limit, v.on_site_visits, v.online, v.nearby
    from unnest(${[...ids]}::bigint[]) with ordinality as wanted (id, place)
    join service_items i on i.id = wanted.id join item_versions v on v.id = i.version_id join units u on u.code = i.unit_code
    order by wanted.place`.execute(db)
  return rows
}

async function labelled(
  db: Db,
  counts: readonly { facet: FacetName; value: string; count: number }[],
): Promise<FoundItems['facets']> {
  const found = noFacets()
  for (const { facet, value, count } of counts) if (count > 0) found[facet].push({ value, label: value, count })
  const units = await namesOf(
    db,
    found.unit.map((f) => f.value),
  )
  for (const facet of found.unit) facet.label = units.get(facet.value) ?? facet.value
  found.letter.sort((a, b) => (a.value < b.value ? -1 : 1))
  return found
}

async function namesOf(db: Db, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await db
    .selectFrom('units')
    .select(['code', 'shortName'])
    .where('code', 'in', [...codes])
    .execute()
  return new Map(rows.map((r) => [r.code, r.shortName]))
}

/** Names of the items that match best, with how many there are: what a search over other things tells beside its own. */
export async function suggestItems(
  db: Db,
  today: Day,
  q: string,
): Promise<{ total: number; items: { name: string; href: string }[] }> {
  const { rows, total } = await findItems(db, today, { q, topics: [], ways: [], all: false, size: 3 })
  return { total, items: rows.map((r) => ({ name: r.name, href: `/services/${encodeURIComponent(r.code)}` })) }
}

/** The highest number of an item; 0 when there are none. */
export async function highestItemId(db: Db): Promise<number> {
  const row = await db.selectFrom('serviceItems').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? 0
}

/**
 * Items with numbers from `from` to below `until` whose page stands on the portal, with the day since which their version
 * holds: sub items and handling items too.
 */
export async function listItemsForSitemap(
  db: Db,
  today: Day,
  from: number,
  until: number,
): Promise<{ code: string; effectiveOn: Day }[]> {
  const { rows } = await sql<{ code: string; effectiveOn: Day }>`
    select i.code, v.effective_on from service_items i join item_versions v on v.id = i.version_id
    where i.id >= ${from} and i.id < ${until} and ${readable(today)} order by i.id`.execute(db)
  return rows
}
