import { type RawBuilder, sql } from 'kysely'
import { type Day, endOf, startOf } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { type Asked, queryText } from '../../platform/search.ts'
import type { Listed } from './published.store.ts'
import type { Kind, Validity } from './schema.ts'

export type SearchWish = {
  /** What was typed; empty: everything, newest first. */
  q: string
  /** Code of a column; the columns below it belong to it. */
  column?: string | undefined
  unit?: string | undefined
  /** Year of publication. */
  year?: number | undefined
  validity?: Validity | undefined
  kind?: Kind | undefined
  sort?: 'relevance' | 'newest' | undefined
  /** From 1. */
  page: number
  size: number
  /** Matches looked at before the count says "more than". */
  most: number
  /** Whether one of several words is enough. */
  any?: boolean | undefined
}

type FacetName = 'columns' | 'units' | 'years' | 'validities' | 'kinds'
export type Facet = { value: string; label: string; count: number }
export type Found = {
  rows: (Listed & { body: string })[]
  /** How many there are, at most `most`. */
  total: number
  /** There are more than `total`. The facets are then those of the newest matches, and their counts say nothing of the rest. */
  atLeast: boolean
  facets: Record<FacetName, Facet[]>
}

type FacetCount = { facet: FacetName; value: string; count: number }
type Answer = { total: number; atLeast: boolean; ids: number[]; facets: FacetCount[] }
type Question = {
  asked: Asked | undefined
  conditions: readonly RawBuilder<unknown>[]
  sort: 'relevance' | 'newest'
  offset: number
  limit: number
  most: number
}

const noFacets = (): Found['facets'] => ({ columns: [], units: [], years: [], validities: [], kinds: [] })

/**
 * Published documents that match, those that match in the title first, newer before older. A word that a third of a
 * million documents contain answers as fast as a rare one.
 */
export async function searchDocuments(db: Db, wish: SearchWish): Promise<Found> {
  const { q, sort = 'relevance', page, size, most, any = false } = wish
  const asked = queryText(q, { any })
  if (!asked && q.trim() !== '') return { rows: [], total: 0, atLeast: false, facets: noFacets() }
  const answer = await db.transaction().execute(async (tx) => {
    const conditions = conditionsOf(wish, wish.column === undefined ? undefined : await codesBelow(tx, wish.column))
    return answerTo(tx, { asked, conditions, sort, offset: (Math.max(1, page) - 1) * size, limit: size, most })
  })
  const [rows, facets] = await Promise.all([rowsOf(db, answer.ids), labelled(db, answer.facets)])
  return { rows, total: answer.total, atLeast: answer.atLeast, facets }
}

/*
 * A rare word is looked up in the word index, and page, total and facets come from all its matches. A common word would
 * bring a million of them, so the page is read from the newest backwards instead, where every few rows hold a match.
 * Which of the two it is shows by looking up no more matches than `most`.
 *
 * PostgreSQL guesses how common words are as if they stood in texts independently of each other, and does not reckon
 * what it costs to unpack a search vector. So for each way the plan that suits it is asked for by name.
 */

/** What of a very common word is not even counted: when the statistics speak of this many times `most` matches. */
const farMore = 20
/** Newest matches from which the facets of a common word are taken. */
const sample = 200

type Way = 'words' | 'newest'

async function answerTo(tx: Db, question: Question): Promise<Answer> {
  const { asked, conditions, most } = question
  if (asked) {
    const matches = and([matching(asked.text), ...conditions])
    if ((await estimate(tx, matches)) < most * farMore) {
      const answer = await fromAll(tx, question, matches)
      if (answer) return answer
    }
  } else {
    await planFor(tx, 'newest')
    const answer = await fromAll(tx, question, and(conditions))
    if (answer) return answer
  }
  return fromNewest(tx, question)
}

/** Page, total and facets out of all matches; undefined when there are more than may be looked at. */
async function fromAll(
  tx: Db,
  { asked, sort, offset, limit, most }: Question,
  matches: RawBuilder<unknown>,
): Promise<Answer | undefined> {
  if (asked) await planFor(tx, 'words')
  const byTitle = asked !== undefined && sort === 'relevance'
  const titles = byTitle
    ? sql`select id from documents where ${matching(asked.titleText)} and state = 'published' limit ${most}`
    : sql`select null::bigint as id where false`
  const { rows } = await sql<{ total: number; ids: number[]; facets: FacetCount[] }>`
    with m as materialized (
      select id, published_at, column_code, unit_code, validity, kind from documents where state = 'published' and ${matches} limit ${most + 1}
    ), t as materialized (${titles}),
    page as (
      select m.id, row_number() over (order by (t.id is not null) desc, m.published_at desc, m.id desc) as place
      from m left join t on t.id = m.id
      order by place limit ${limit} offset ${offset}
    )
    select (select count(*) from m) as total,
      (select coalesce(array_agg(id order by place), '{}') from page) as ids,
      (select coalesce(json_agg(f), '[]') from (${facetsOf(sql`m`)}) as f) as facets`.execute(tx)
  const row = rows[0]
  if (!row || row.total > most) return undefined
  return { total: row.total, atLeast: false, ids: row.ids, facets: row.facets }
}

/** The page read from the newest backwards; first come those whose title holds the words, if that is asked for. */
async function fromNewest(tx: Db, { asked, conditions, sort, offset, limit, most }: Question): Promise<Answer> {
  const all = asked ? [matching(asked.text), ...conditions] : conditions
  let ids: number[]
  if (asked && sort === 'relevance') {
    const inTitle = and([matching(asked.titleText), ...conditions])
    const titles = await newestInTitle(tx, inTitle, offset + limit, most)
    const rest = limit - Math.max(0, titles.length - offset)
    const others =
      rest > 0
        ? await walk(tx, [...all, sql`not ${matching(asked.titleText)}`], rest, Math.max(0, offset - titles.length))
        : []
    ids = [...titles.slice(offset, offset + limit), ...others]
  } else ids = await walk(tx, all, limit, offset)
  await planFor(tx, 'newest')
  const { rows } = await sql<FacetCount>`
    with m as materialized (
      select published_at, column_code, unit_code, validity, kind from documents where ${and([...all, sql`state = 'published'`])}
      order by published_at desc, id desc limit ${sample}
    ) ${facetsOf(sql`m`)}`.execute(tx)
  return { total: most, atLeast: true, ids, facets: rows }
}

/** The newest documents with the words in their title, found by whichever way suits how many there are. */
async function newestInTitle(tx: Db, condition: RawBuilder<unknown>, limit: number, most: number): Promise<number[]> {
  if ((await estimate(tx, condition)) >= most * farMore) return walk(tx, [condition], limit, 0)
  await planFor(tx, 'words')
  const { rows } = await sql<{ count: number; ids: number[] }>`
    with t as materialized (select id, published_at from documents where state = 'published' and ${condition} limit ${most + 1})
    select (select count(*) from t) as count, array(select id from t order by published_at desc, id desc limit ${limit}) as ids`.execute(
    tx,
  )
  const found = rows[0]
  return found && found.count <= most ? found.ids : walk(tx, [condition], limit, 0)
}

async function walk(
  tx: Db,
  conditions: readonly RawBuilder<unknown>[],
  limit: number,
  offset: number,
): Promise<number[]> {
  await planFor(tx, 'newest')
  const { rows } = await sql<{ id: number }>`
    select id from documents where ${and([...conditions, sql`state = 'published'`])}
    order by published_at desc, id desc limit ${limit} offset ${offset}`.execute(tx)
  return rows.map((r) => r.id)
}

async function planFor(tx: Db, way: Way): Promise<void> {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', ${way === 'words' ? 'on' : 'off'}, true),
    set_config('enable_indexscan', ${way === 'newest' ? 'on' : 'off'}, true)`.execute(tx)
}

/** How many matches the statistics of the table speak of; exact enough to tell common words from rare ones. */
async function estimate(tx: Db, matches: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>`
    explain (format json) select from documents where state = 'published' and ${matches}`.execute(tx)
  const plan = Object.values(rows[0] ?? {})[0] as { Plan: { 'Plan Rows': number } }[] | undefined
  return plan?.[0]?.Plan['Plan Rows'] ?? 0
}

const matching = (words: string) => sql`search @@ ${words}::tsquery`

function conditionsOf(
  { unit, year, validity, kind }: SearchWish,
  columns: readonly string[] | undefined,
): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = []
  if (columns) conditions.push(sql`column_code = any(${columns}::text[])`)
  if (unit) conditions.push(sql`unit_code = ${unit}`)
  if (year) {
    const [from, to] = [startOf(`${year}-01-01` as Day), endOf(`${year}-12-31` as Day)]
    conditions.push(sql`published_at >= ${from} and published_at <= ${to}`)
  }
  if (validity) conditions.push(sql`validity = ${validity}`)
  if (kind) conditions.push(sql`kind = ${kind}`)
  return conditions
}

function and(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

function facetsOf(from: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select case grouping(column_code, unit_code, y, validity, kind) when 15 then 'columns' when 23 then 'units' when 27 then 'years' when 29 then 'validities' else 'kinds' end as facet,
      coalesce(column_code, unit_code, y, validity, kind) as value, count(*) as count
    from (select column_code, unit_code, to_char(published_at, 'YYYY') as y, validity, kind from ${from}) as f
    group by grouping sets ((column_code), (unit_code), (y), (validity), (kind))
    order by 3 desc, 2`
}

async function codesBelow(db: Db, code: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select b.code from columns a join columns b on b.path like a.path || '%' where a.code = ${code}`.execute(db)
  return rows.map((r) => r.code)
}

/** The documents in the order of their numbers given. */
async function rowsOf(db: Db, ids: readonly number[]): Promise<Found['rows']> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('documents')
    .select([
      'id',
      'indexNumber',
      'title',
      'documentNumber',
      'issuingBody',
      'kind',
      'columnCode',
      'unitCode',
      'abstract',
      'writtenOn',
      'validity',
      'publishedAt',
    ])
    // A few thousand signs are enough to show where the words stand; a longer text is not unpacked for it.
    .select(sql<string>`left(body, 4000)`.as('body'))
    .where('id', 'in', [...ids])
    .where('state', '=', 'published')
    .$castTo<Found['rows'][number]>()
    .execute()
  const byId = new Map(rows.map((r) => [r.id, r]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

const mostFacets = 12

/** Counts by facet with names of columns and units; the most frequent of each, years newest first. */
async function labelled(db: Db, counts: readonly FacetCount[]): Promise<Found['facets']> {
  const facets = noFacets()
  for (const { facet, value, count } of counts)
    if (facets[facet].length < mostFacets) facets[facet].push({ value, label: value, count })
  facets.years.sort((a, b) => (a.value < b.value ? 1 : -1))
  const codes = (name: FacetName) => facets[name].map((f) => f.value)
  const { rows } = await sql<{ code: string; name: string; unit: boolean }>`
    select code, name, false as unit from columns where code = any(${codes('columns')}::text[])
    union all select code, short_name, true from units where code = any(${codes('units')}::text[])`.execute(db)
  for (const { code, name, unit } of rows) {
    const facet = facets[unit ? 'units' : 'columns'].find((f) => f.value === code)
    if (facet) facet.label = name
  }
  return facets
}
