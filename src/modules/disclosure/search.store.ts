import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import { queryText } from '../../platform/search.ts'
import type { Listed } from './published.store.ts'

export type SearchWish = {
  q: string
  /** Code of a column; the columns below it belong to it. */
  column?: string | undefined
  unit?: string | undefined
  year?: number | undefined
  validity?: string | undefined
  sort?: 'relevance' | 'newest' | undefined
  /** From 1. */
  page: number
  size: number
  /** Matches looked at before the count says "more than". */
  most: number
  /** Whether one of several words is enough. */
  any?: boolean | undefined
}

export type Facet = { value: string; label: string; count: number }
export type Found = {
  rows: (Listed & { body: string })[]
  /** How many there are, at most `most`. */
  total: number
  /** There are more than `total`. */
  atLeast: boolean
  facets: { columns: Facet[]; units: Facet[]; years: Facet[]; validities: Facet[] }
}

const nothing: Found = { rows: [], total: 0, atLeast: false, facets: { columns: [], units: [], years: [], validities: [] } }
const year = sql`extract(year from d.published_at at time zone 'Asia/Shanghai')::int`

/**
 * Published documents that match, those that match in the title first, newer before older. Counts and facets look at no
 * more than `most` matches: a word that a third of a million documents contain answers as fast as a rare one.
 */
export async function searchDocuments(db: Db, wish: SearchWish): Promise<Found> {
  const asked = queryText(wish.q, { any: wish.any ?? false })
  if (!asked) return nothing
  const { column, unit, validity, most, size } = wish
  const matching = sql`d.state = 'published' and d.search @@ ${asked.text}::tsquery
    ${column === undefined ? sql`` : sql`and d.column_code in (select b.code from columns a join columns b on b.path like a.path || '%' where a.code = ${column})`}
    ${unit === undefined ? sql`` : sql`and d.unit_code = ${unit}`}
    ${validity === undefined ? sql`` : sql`and d.validity = ${validity}`}
    ${wish.year === undefined ? sql`` : sql`and ${year} = ${wish.year}`}`
  const inTitle = sql`d.search @@ ${asked.titleText}::tsquery`
  const { rows: told } = await sql<{ facet: string; value: string; label: string; count: number }>`
    with m as materialized (select d.column_code, d.unit_code, d.validity, ${year} as year from documents d where ${matching} limit ${most + 1})
    select 'total' as facet, '' as value, '' as label, count(*) as count from m
    union all (select 'columns', m.column_code, min(c.name), count(*) from m join columns c on c.code = m.column_code group by m.column_code order by count(*) desc limit 12)
    union all (select 'units', m.unit_code, min(u.short_name), count(*) from m join units u on u.code = m.unit_code group by m.unit_code order by count(*) desc limit 12)
    union all (select 'years', m.year::text, m.year::text, count(*) from m group by m.year order by m.year desc limit 12)
    union all (select 'validities', m.validity, m.validity, count(*) from m where m.validity <> 'none' group by m.validity)`.execute(db)
  const counted = told.find((t) => t.facet === 'total')?.count ?? 0
  if (counted === 0) return nothing
  const atLeast = counted > most
  const total = Math.min(counted, most)
  const from = (Math.max(1, wish.page) - 1) * size
  const facet = (name: string) => told.filter((t) => t.facet === name).map(({ value, label, count }) => ({ value, label, count }))
  const facets = { columns: facet('columns'), units: facet('units'), years: facet('years'), validities: facet('validities') }
  if (from >= total) return { rows: [], total, atLeast, facets }
  // With all matches in hand they are sorted; too many are walked from the newest instead, titles before texts.
  const ids = atLeast && wish.sort !== 'newest' ? await titlesFirst() : await sorted()
  return { rows: await rowsOf(db, ids), total, atLeast, facets }

  async function sorted(): Promise<number[]> {
    const titles = wish.sort === 'newest' ? sql`` : sql`${inTitle} desc,`
    const { rows } = await sql<{ id: number }>`
      select d.id from documents d where ${matching} order by ${titles} d.published_at desc, d.id desc limit ${size} offset ${from}`.execute(db)
    return rows.map((r) => r.id)
  }

  async function titlesFirst(): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`
      select d.id from documents d where ${matching} and ${inTitle} order by d.published_at desc, d.id desc limit ${size} offset ${from}`.execute(db)
    if (rows.length === size) return rows.map((r) => r.id)
    const { rows: titles } = await sql<{ count: number }>`select count(*) as count from documents d where ${matching} and ${inTitle}`.execute(db)
    const skip = Math.max(0, from - (titles[0]?.count ?? 0))
    const { rows: rest } = await sql<{ id: number }>`
      select d.id from documents d where ${matching} and not ${inTitle} order by d.published_at desc, d.id desc limit ${size - rows.length} offset ${skip}`.execute(db)
    return [...rows, ...rest].map((r) => r.id)
  }
}

/** The documents in the order of their numbers given. */
async function rowsOf(db: Db, ids: readonly number[]): Promise<Found['rows']> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('documents')
    .select(['id', 'indexNumber', 'title', 'documentNumber', 'issuingBody', 'kind', 'columnCode', 'unitCode', 'abstract', 'writtenOn', 'validity', 'publishedAt'])
    .select(sql<string>`left(body, 4000)`.as('body'))
    .where('id', 'in', [...ids])
    .$castTo<Found['rows'][number]>()
    .execute()
  const byId = new Map(rows.map((r) => [r.id, r]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
