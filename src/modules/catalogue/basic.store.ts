import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { Standard } from './schema.ts'

export type BasicWish = {
  q?: string | undefined
  /** GB/T 39046-2020 A.1 */
  type?: string | undefined
  /** Leaves out what has been cancelled by this day. */
  inForceOn?: Day | undefined
  /** Leaves out what this unit has adopted. */
  notOf?: string | undefined
  /** Levels of exercise of which an entry must name one, or none at all. */
  levels?: readonly string[] | undefined
}

export type BasicLine = {
  code: string
  name: string
  itemType: string
  parentCode: string | null
  standard: Standard
  issuedBy: string
  effectiveOn: Day
  cancelledOn: Day | null
  /** Units that have adopted it. */
  units: number
}

const adoptions = sql`from service_items i where i.basic_code = b.code and i.level <> 'handling' and i.cancelled_on is null`

function conditions({ q, type, inForceOn, notOf, levels }: BasicWish): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`true`]
  if (q) all.push(sql`(strpos(b.name, ${q}) > 0 or starts_with(b.code, ${q}))`)
  if (type) all.push(sql`b.item_type = ${type}`)
  if (inForceOn) all.push(sql`(b.cancelled_on is null or b.cancelled_on > ${inForceOn})`)
  if (notOf) all.push(sql`not exists (select ${adoptions} and i.unit_code = ${notOf})`)
  if (levels)
    all.push(
      sql`(b.standard -> 'exerciseLevels' = '[]'::jsonb or b.standard -> 'exerciseLevels' ?| ${[...levels]}::text[])`,
    )
  return sql.join(all, sql` and `)
}

/** Entries of the superior's catalogue by code, after one. */
export async function findBasic(db: Db, wish: BasicWish, after: string, size: number): Promise<BasicLine[]> {
  const { rows } = await sql<BasicLine>`
    select b.code, b.name, b.item_type, b.parent_code, b.standard, b.issued_by, b.effective_on, b.cancelled_on,
      (select count(*)::int ${adoptions}) as units
    from basic_items b where ${conditions(wish)} and b.code collate "C" > ${after}
    order by b.code collate "C" limit ${size}`.execute(db)
  return rows
}

export async function countBasic(db: Db, wish: BasicWish): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from basic_items b where ${conditions(wish)}`.execute(db)
  return rows[0]?.count ?? 0
}
