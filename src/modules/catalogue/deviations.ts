import { sql } from 'kysely'
import { decodeCursor, encodeCursor } from '../../core/paging.ts'
import type { Db } from '../../platform/database.ts'
import { codeLabel } from './codes.ts'
import { elementLabels, showLimit } from './labels.ts'
import type { ItemElements, Limit, Standard } from './schema.ts'
import { listBasic } from './store.ts'

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

/** A page of what a check found, how much it found in all, and where the list goes on. */
export type Found<T> = { lines: T[]; total: number; next: string | undefined }
export type Asked = { size: number; cursor?: string | undefined }

/** What comes after the cursor in a list that is in order of its keys. */
function pageOf<T>(
  found: readonly T[],
  { size, cursor }: Asked,
  keyOf: (line: T) => readonly [string, string],
): Found<T> {
  const after = decodeCursor(cursor, ['string', 'string'])
  const isLater = ([a, b]: readonly [string, string]) => !after || a > after[0] || (a === after[0] && b > after[1])
  const rest = found.filter((line) => isLater(keyOf(line)))
  const lines = rest.slice(0, size)
  const last = lines.at(-1)
  return { lines, total: found.length, next: rest.length > size && last ? encodeCursor(keyOf(last)) : undefined }
}

/** Items of units below a path whose version in force departs from the catalogue, unit by unit. */
export async function listDeviations(db: Db, path: string, asked: Asked) {
  const entries = new Map((await listBasic(db)).map((e) => [e.code, e]))
  // Of a list only what is compared is read: the rest is a hundred times as long.
  const { rows } = await sql<Own & { id: number; code: string; basicCode: string; unitName: string; path: string }>`
    select i.id, i.code, i.item_type, i.basic_code, u.name as unit_name, u.path,
      jsonb_build_object('name', v.elements -> 'name', 'legalBasis', v.elements -> 'legalBasis',
        'exerciseLevel', v.elements -> 'exerciseLevel', 'statutoryLimit', v.elements -> 'statutoryLimit') as elements
    from service_items i join units u on u.code = i.unit_code join item_versions v on v.id = i.version_id
    where starts_with(u.path, ${path}) and i.cancelled_on is null and i.level <> 'handling' and i.basic_code is not null
    order by u.path collate "C", i.code collate "C"`.execute(db)
  const found = rows.flatMap(({ elements, itemType, ...item }) => {
    const entry = entries.get(item.basicCode)
    const deviations = entry ? deviationsOf(entry, { itemType, elements }) : []
    return deviations.length > 0 ? [{ ...item, name: elements.name, deviations }] : []
  })
  return pageOf(found, asked, (item) => [item.path, item.code])
}

/** Entries in force that are exercised at a level and that no unit has adopted. An entry that names no level is of every one. */
export async function listUnadopted(db: Db, level: string, today: string, asked: Asked) {
  const rows = await db
    .selectFrom('serviceItems')
    .select('basicCode')
    .distinct()
    .where('basicCode', 'is not', null)
    .where('cancelledOn', 'is', null)
    .execute()
  const adopted = new Set(rows.map((r) => r.basicCode))
  const found = (await listBasic(db)).filter(({ code, standard: { exerciseLevels }, effectiveOn, cancelledOn }) => {
    const ofLevel = exerciseLevels.length === 0 || exerciseLevels.includes(level) || exerciseLevels.includes('7')
    const inForce = effectiveOn <= today && (cancelledOn === null || cancelledOn > today)
    return ofLevel && inForce && !adopted.has(code)
  })
  return pageOf(
    found.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    asked,
    (entry) => [entry.code, ''],
  )
}
