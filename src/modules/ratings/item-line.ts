import { sql } from 'kysely'
import { addDays, type Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { ItemLine } from '../../platform/module.ts'

/** Public results of an item. */
export const itemResultsHref = (code: string): string => `/ratings/items/${encodeURIComponent(code)}`

/** How many people rated an item themselves in the last twelve months; undefined when nobody did. */
export async function lineOfItem(db: Db, code: string, today: Day): Promise<ItemLine | undefined> {
  const { n } = await db
    .selectFrom('ratings')
    .select(sql<number>`count(*)`.as('n'))
    .where('itemCode', '=', code)
    .where('level', 'is not', null)
    .where('byDefault', '=', false)
    .where('state', 'in', ['valid', 'appealed'])
    .where('ratedOn', '>=', addDays(today, -365))
    .executeTakeFirstOrThrow()
  return n === 0 ? undefined : { label: `${n} 人评价`, href: itemResultsHref(code) }
}
