import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { type Asked, decodeCursor, partOf } from '../../core/paging.ts'
import type { Db } from '../../platform/database.ts'
import { codeLabel } from './codes.ts'
import { elementLabels, showLimit } from './labels.ts'
import type { ItemElements, Limit, Standard } from './schema.ts'
import type { BasicItem } from './store.ts'

/** What of an item differs from the entry it was adopted from, with both values as they read. */
export type Deviation = { field: string; label: string; standard: string; own: string }

type Entry = { name: string; itemType: string; standard: Standard }
type Own = {
  itemType: string
  elements: Pick<ItemElements, 'name' | 'legalBasis' | 'exerciseLevel' | 'statutoryLimit'>
}

/** Same basic code, same name, type, legal basis, statutory limit; the level is one of those laid down. */
const bare = (text: string) => text.replaceAll(/\s/g, '')
const limitText = ({ unit, days }: Limit) => showLimit({ unit, days, note: '' })

/**
 * Where an item does not say what the superior's catalogue lays down. Blanks and the note on the limit do not count.
 * @basis 国办函〔2016〕108号；国发〔2016〕55号
 */
export function deviationsOf(entry: Entry, { itemType, elements }: Own): Deviation[] {
  const { legalBasis, statutoryLimit, exerciseLevels } = entry.standard
  const level = (code: string) => codeLabel('exerciseLevel', code)
  const differing: (Deviation | false)[] = [
    bare(entry.name) !== bare(elements.name) && told('name', entry.name, elements.name),
    entry.itemType !== itemType && {
      ...{ field: 'itemType', label: '事项类型' },
      ...{ standard: codeLabel('itemType', entry.itemType), own: codeLabel('itemType', itemType) },
    },
    bare(legalBasis) !== bare(elements.legalBasis) && told('legalBasis', legalBasis, elements.legalBasis),
    limitText(statutoryLimit) !== limitText(elements.statutoryLimit) &&
      told('statutoryLimit', limitText(statutoryLimit), limitText(elements.statutoryLimit)),
    exerciseLevels.length > 0 &&
      !exerciseLevels.includes(elements.exerciseLevel) &&
      !exerciseLevels.includes('7') &&
      told('exerciseLevel', exerciseLevels.map(level).join('、'), level(elements.exerciseLevel)),
  ]
  return differing.filter((d) => d !== false)
}

const told = (field: keyof Own['elements'], standard: string, own: string): Deviation => ({
  ...{ field, label: elementLabels[field], standard, own },
})

/** An item in force beside its entry. Of a list only what is compared is read: the rest is a hundred times as long. */
type Beside = { itemType: string; elements: Own['elements']; entry: Entry }
const beside = sql`i.item_type,
  jsonb_build_object('name', v.elements -> 'name', 'legalBasis', v.elements -> 'legalBasis',
    'exerciseLevel', v.elements -> 'exerciseLevel', 'statutoryLimit', v.elements -> 'statutoryLimit') as elements,
  jsonb_build_object('name', b.name, 'itemType', b.item_type, 'standard', b.standard) as entry`

/** Items adopted from these entries, and the entry of these items: each is told by the other or by itself. */
type Touched = { items: readonly number[] } | { entries: readonly string[] } | 'all'

function touched(of: Touched): RawBuilder<unknown> {
  if (of === 'all') return sql`true`
  return 'items' in of
    ? sql`i.id = any(${[...of.items]}::bigint[])`
    : sql`i.basic_code = any(${[...of.entries]}::text[])`
}

/**
 * Locks what is adopted from entries that are about to change: whoever publishes locks the item first and then the entry,
 * and in this order nobody waits for the other.
 */
export async function lockAdopted(tx: Db, entries: readonly string[]): Promise<void> {
  await sql`select from service_items i where ${touched({ entries })} order by i.id for update`.execute(tx)
}

/** Keeps with each item whether its version in force departs from its entry, in the transaction that changed either. */
export async function keepDepartures(tx: Db, of: Touched): Promise<void> {
  const { rows } = await sql<Beside & { id: number; departs: boolean }>`
    select i.id, i.departs, ${beside}
    from service_items i join item_versions v on v.id = i.version_id join basic_items b on b.code = i.basic_code
    where i.level <> 'handling' and ${touched(of)} for share of b`.execute(tx)
  const changed = rows.filter((row) => deviationsOf(row.entry, row).length > 0 !== row.departs).map((row) => row.id)
  await sql`update service_items set departs = not departs where id = any(${changed}::bigint[])`.execute(tx)
}

async function countOf(db: Db, from: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count ${from}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Items of units below a path whose version in force departs from the catalogue, unit by unit. */
export async function listDeviations(db: Db, path: string, { size, cursor }: Asked) {
  const [afterPath, afterCode] = decodeCursor(cursor, ['string', 'string']) ?? ['', '']
  const departing = sql`i.unit_code = u.code and i.departs and i.cancelled_on is null`
  // Of each unit no more is read than fits on the page, however many depart.
  const { rows } = await sql<Beside & { id: number; code: string; unitName: string; path: string }>`
    with lines as (
      select i.*, u.name as unit_name, u.path from units u cross join lateral (
        select * from service_items i where ${departing} and (u.path > ${afterPath} collate "C" or i.code > ${afterCode} collate "C")
        order by i.code collate "C" limit ${size + 1}) i
      where starts_with(u.path, ${path}) and u.path >= ${afterPath} collate "C"
      order by u.path collate "C", i.code collate "C" limit ${size + 1})
    select i.id, i.code, i.unit_name, i.path, ${beside}
    from lines i join item_versions v on v.id = i.version_id join basic_items b on b.code = i.basic_code
    order by i.path collate "C", i.code collate "C"`.execute(db)
  const found = rows.map(({ entry, itemType, elements, ...item }) => ({
    ...item,
    name: elements.name,
    deviations: deviationsOf(entry, { itemType, elements }),
  }))
  const total = await countOf(
    db,
    sql`from units u join service_items i on ${departing} where starts_with(u.path, ${path})`,
  )
  return { ...partOf(found, { size }, (item) => [item.path, item.code]), total }
}

/** Entries in force that are exercised at a level and that no unit has adopted. An entry that names no level is of every one. */
export async function listUnadopted(db: Db, level: string, today: Day, { size, cursor }: Asked) {
  const [after] = decodeCursor(cursor, ['string']) ?? ['']
  const levels = sql`b.standard -> 'exerciseLevels'`
  const unadopted = sql`from basic_items b
    where (${levels} = '[]'::jsonb or ${levels} ?| array[${level}, '7'])
      and b.effective_on <= ${today} and (b.cancelled_on is null or b.cancelled_on > ${today})
      and not exists (select from service_items i where i.basic_code = b.code and i.cancelled_on is null)`
  const { rows } = await sql<BasicItem>`
    select b.* ${unadopted} and b.code collate "C" > ${after}
    order by b.code collate "C" limit ${size + 1}`.execute(db)
  return { ...partOf(rows, { size }, (entry) => [entry.code]), total: await countOf(db, unadopted) }
}
