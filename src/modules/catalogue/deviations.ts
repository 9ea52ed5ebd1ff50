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

/** Items of units below a path whose version in force departs from the catalogue, unit by unit. */
export async function listDeviations(db: Db, path: string) {
  const [entries, items] = await Promise.all([
    listBasic(db),
    db
      .selectFrom('serviceItems as i')
      .innerJoin('units as u', 'u.code', 'i.unitCode')
      .innerJoin('itemVersions as v', 'v.id', 'i.versionId')
      .select(['i.id', 'i.code', 'i.itemType', 'i.basicCode', 'i.unitCode', 'u.name as unitName', 'v.elements'])
      .where('u.path', 'like', `${path}%`)
      .where('i.cancelledOn', 'is', null)
      .where('i.level', '<>', 'handling')
      .where('i.basicCode', 'is not', null)
      .orderBy('u.path')
      .orderBy('i.code')
      .execute(),
  ])
  const byCode = new Map(entries.map((e) => [e.code, e]))
  return items.flatMap(({ elements, ...item }) => {
    const entry = byCode.get(item.basicCode ?? '')
    const own = { itemType: item.itemType, elements: elements as unknown as ItemElements }
    const deviations = entry ? deviationsOf(entry, own) : []
    return deviations.length > 0 ? [{ ...item, name: own.elements.name, deviations }] : []
  })
}

/** Entries in force that are exercised at a level and that no unit has adopted. An entry that names no level is of every one. */
export async function listUnadopted(db: Db, level: string, today: string) {
  const entries = (await listBasic(db)).filter(({ standard: { exerciseLevels }, effectiveOn, cancelledOn }) => {
    const ofLevel = exerciseLevels.length === 0 || exerciseLevels.includes(level) || exerciseLevels.includes('7')
    return ofLevel && effectiveOn <= today && (cancelledOn === null || cancelledOn > today)
  })
  const rows = await db
    .selectFrom('serviceItems')
    .select('basicCode')
    .distinct()
    .where('basicCode', 'is not', null)
    .where('cancelledOn', 'is', null)
    .execute()
  const adopted = new Set(rows.map((r) => r.basicCode))
  return entries.filter((e) => !adopted.has(e.code))
}
