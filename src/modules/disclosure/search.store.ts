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
 * what it costs to unpack a search vector. So for each way the plan that suits it is asked for by name, and reading
 * backwards ends after `reach` rows: words that stand together only in old texts are then looked up after all.
 */

/** What the statistics speak of as this many times `most` is so common that it need not be counted up to there. */
const farMore = 3
/** Rows read backwards at most. */
const reach = 10_000
/** Newest matches that give the facets of a word that was not counted. */
const sample = 60

async function answerTo(tx: Db, question: Question): Promise<Answer> {
  const { asked, conditions, most } = question
  if (!asked) return fromAll(tx, question)
  const common = (await estimate(tx, and([matching(asked.text), ...conditions]))) >= most * farMore
  let facets = common ? await facetsOfNewest(tx, question, asked.text) : undefined
  if (!facets) {
    const answer = await fromAll(tx, question)
    if (!answer.atLeast) return answer
    facets = answer.facets
  }
  return { total: most, atLeast: true, ids: await pageOfCommon(tx, question, asked), facets }
}

/** Page, total and facets out of all matches; of more than may be looked at only total and facets hold. */
async function fromAll(tx: Db, { asked, conditions, sort, offset, limit, most }: Question): Promise<Answer> {
  if (asked) await planFor(tx, 'words')
  const all = asked ? [matching(asked.text), ...conditions] : conditions
  const titles =
    asked && sort === 'relevance'
      ? sql`select id from documents where ${and([matching(asked.titleText), ...conditions])} and state = 'published' and (select count(*) from m) <= ${most}`
      : sql`select null::bigint as id where false`
  // Without words the first rows in the order of the index are the newest, so that the page holds for any number.
  const order = asked ? sql`` : newestFirst
  const { rows } = await sql<{ total: number; ids: number[]; facets: FacetCount[] }>`
    with m as materialized (
      select id, published_at, column_code, unit_code, validity, kind from documents
      where ${and(all)} and state = 'published' ${order} limit ${most + 1}
    ), t as materialized (${titles}),
    page as (
      select m.id, row_number() over (order by (t.id is not null) desc, m.published_at desc, m.id desc) as place
      from m left join t on t.id = m.id
      order by place limit ${limit} offset ${offset}
    )
    select (select count(*) from m) as total,
      (select coalesce(array_agg(id order by place), '{}') from page) as ids,
      (select coalesce(json_agg(f), '[]') from (${facetsOf(sql`m`)}) as f) as facets`.execute(tx)
  const { total = 0, ids = [], facets = [] } = rows[0] ?? {}
  return { total: Math.min(total, most), atLeast: total > most, ids, facets }
}

/** A page of a common word: the newest with it in their title, then the newest with it anywhere. */
async function pageOfCommon(tx: Db, question: Question, asked: Asked): Promise<number[]> {
  const { sort, offset, limit } = question
  const inText = matching(asked.text)
  if (sort === 'newest') return newest(tx, question, inText, limit, offset)
  const inTitle = matching(asked.titleText)
  const titles = await newestInTitle(tx, question, inTitle, offset + limit)
  const rest = limit - Math.max(0, titles.length - offset)
  const others =
    rest > 0
      ? await newest(tx, question, sql`${inText} and not ${inTitle}`, rest, Math.max(0, offset - titles.length))
      : []
  return [...titles.slice(offset), ...others]
}

/**
 * The newest that match in their title. A word that is everywhere may stand in few titles, or in none, and to read
 * backwards for those would be to read far; so they are looked up, unless they prove common too.
 */
async function newestInTitle(tx: Db, question: Question, match: RawBuilder<unknown>, limit: number): Promise<number[]> {
  const { conditions, most } = question
  await planFor(tx, 'words')
  const { rows } = await sql<{ id: number; found: number }>`
    select id, count(*) over () as found from (
      select id, published_at from documents where ${and([match, ...conditions])} and state = 'published' limit ${most + 1}
    ) as d ${newestFirst} limit ${limit}`.execute(tx)
  return (rows[0]?.found ?? 0) > most ? newest(tx, question, match, limit, 0) : rows.map((r) => r.id)
}

const newestFirst = sql`order by published_at desc, id desc`

/** The newest that match: read backwards, or looked up and sorted where they are too far back. */
async function newest(
  tx: Db,
  { conditions }: Question,
  match: RawBuilder<unknown>,
  limit: number,
  offset: number,
): Promise<number[]> {
  await planFor(tx, 'newest')
  const read = await sql<{ id: number }>`
    select id from (
      select id, search from documents where ${and(conditions)} and state = 'published' ${newestFirst} limit ${reach}
    ) as d where ${match} limit ${limit} offset ${offset}`.execute(tx)
  if (read.rows.length === limit) return read.rows.map((r) => r.id)
  await planFor(tx, 'words')
  const { rows } = await sql<{ id: number }>`
    select id from documents where ${and([match, ...conditions])} and state = 'published' ${newestFirst} limit ${limit} offset ${offset}`.execute(
    tx,
  )
  return rows.map((r) => r.id)
}

/** What the newest matches are; undefined when there are too few nearby for a word that is thought to be common. */
async function facetsOfNewest(tx: Db, { conditions }: Question, text: string): Promise<FacetCount[] | undefined> {
  await planFor(tx, 'newest')
  const { rows } = await sql<{ found: number; facets: FacetCount[] }>`
    with m as materialized (
      select * from (
        select search, published_at, column_code, unit_code, validity, kind from documents
        where ${and(conditions)} and state = 'published' ${newestFirst} limit ${reach}
      ) as d where ${matching(text)} limit ${sample}
    )
    select (select count(*) from m) as found, (select json_agg(f) from (${facetsOf(sql`m`)}) as f) as facets`.execute(
    tx,
  )
  const row = rows[0]
  return row && row.found === sample ? row.facets : undefined
}

// Room for all matches of a common word, since what does not fit is looked at row by row; and no nested loops, which are
// chosen where the guess was one match and there are thousands.
async function planFor(tx: Db, way: 'words' | 'newest'): Promise<void> {
  await sql`select set_config('work_mem', '64MB', true), set_config('jit', 'off', true), set_config('enable_nestloop', 'off', true),
    set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', ${way === 'words' ? 'on' : 'off'}, true),
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
