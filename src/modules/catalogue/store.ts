import { type Insertable, sql, type Updateable } from 'kysely'
import { pinyin } from 'pinyin-pro'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import { indexText } from '../../platform/search.ts'
import type { DB } from '../../platform/tables.ts'
import type { BasicEntry, ItemElements, ItemLevel, Standard, VersionState } from './schema.ts'
import { topicKeys } from './topics.ts'

/** An item of a unit, without what its versions say. */
export type Item = {
  id: number
  regionCode: string
  unitCode: string
  unitPath: string
  unitName: string
  basicCode: string | null
  parentId: number | null
  level: ItemLevel
  code: string
  scheme: string
  /** The version the public reads today. */
  versionId: number | null
  name: string
  itemType: string
  onApplication: boolean
  hasParts: boolean
  changedIn: number
  adoptedOn: Day
  cancelledOn: Day | null
  cancelReason: string
}

export type Version = {
  id: number
  itemId: number
  version: number
  state: VersionState
  elements: ItemElements
  filledOn: Day | null
  publishedOn: Day | null
  effectiveOn: Day | null
  endedOn: Day | null
  editedBy: string
  reviewedBy: string
  note: string
}

function items(db: Db) {
  return db
    .selectFrom('serviceItems as i')
    .innerJoin('units as u', 'u.code', 'i.unitCode')
    .select([
      'i.id',
      'i.regionCode',
      'i.unitCode',
      'u.path as unitPath',
      'u.name as unitName',
      'i.basicCode',
      'i.parentId',
      'i.level',
      'i.code',
      'i.scheme',
      'i.versionId',
      'i.name',
      'i.itemType',
      sql<boolean>`i.on_application`.as('onApplication'),
      'i.hasParts',
      'i.changedIn',
      'i.adoptedOn',
      'i.cancelledOn',
      'i.cancelReason',
    ])
    .$castTo<Item>()
}

/** An item by its number. Throws NotFound. */
export async function getItem(db: Db, id: number): Promise<Item> {
  const item = await items(db).where('i.id', '=', id).executeTakeFirst()
  if (!item) throw new NotFound('这个事项')
  return item
}

/** The same, locked until the transaction ends. */
export async function lockItem(tx: Db, id: number): Promise<Item> {
  await tx.selectFrom('serviceItems').select('id').where('id', '=', id).forUpdate().execute()
  return getItem(tx, id)
}

export const findItemByCode = (db: Db, code: string): Promise<Item | undefined> =>
  items(db).where('i.code', '=', code).executeTakeFirst()

/** The item of a unit that adopted an entry and has not been cancelled. */
export const findAdopted = (db: Db, unitCode: string, basicCode: string): Promise<Item | undefined> =>
  items(db)
    .where('i.unitCode', '=', unitCode)
    .where('i.basicCode', '=', basicCode)
    .where('i.level', '<>', 'handling')
    .where('i.cancelledOn', 'is', null)
    .executeTakeFirst()

/** Sub and handling items below an item that have not been cancelled. */
export const listParts = (db: Db, id: number): Promise<Item[]> =>
  items(db)
    .where('i.parentId', '=', id)
    .where('i.cancelledOn', 'is', null)
    .orderBy('i.position')
    .orderBy('i.id')
    .execute()

export async function insertItem(tx: Db, item: Insertable<DB['serviceItems']>): Promise<number> {
  return (await tx.insertInto('serviceItems').values(item).returning('id').executeTakeFirstOrThrow()).id
}

/** Changes an item and counts the change. @returns the new count */
export async function changeItem(tx: Db, id: number, change: Updateable<DB['serviceItems']>): Promise<number> {
  const { changedIn } = await tx
    .updateTable('serviceItems')
    .set({ ...change, changedIn: sql<number>`changed_in + 1` })
    .where('id', '=', id)
    .returning('changedIn')
    .executeTakeFirstOrThrow()
  return changedIn
}

const versionColumns = [
  'id',
  'itemId',
  'version',
  'state',
  'elements',
  'filledOn',
  'publishedOn',
  'effectiveOn',
  'endedOn',
  'editedBy',
  'reviewedBy',
  'note',
] as const

/** Versions of an item, newest first. */
export const listVersions = (db: Db, itemId: number): Promise<Version[]> =>
  db
    .selectFrom('itemVersions')
    .select(versionColumns)
    .where('itemId', '=', itemId)
    .orderBy('version', 'desc')
    .$castTo<Version>()
    .execute()

/** A version of an item by its number. Throws NotFound. */
export async function getVersion(db: Db, itemId: number, version: number): Promise<Version> {
  const found = (await listVersions(db, itemId)).find((v) => v.version === version)
  if (!found) throw new NotFound(`这个事项的第 ${version} 版`)
  return found
}

type VersionChange = Omit<Partial<Version>, 'id' | 'itemId' | 'version'>
const written = ({ elements, ...rest }: VersionChange) => ({
  ...rest,
  ...(elements ? { elements: JSON.stringify(elements) } : {}),
})

export async function insertDraft(
  tx: Db,
  draft: {
    itemId: number
    version: number
    elements: ItemElements
    editedBy: string
    filledOn: Day | null
    note: string
  },
): Promise<number> {
  const row = { ...draft, elements: JSON.stringify(draft.elements), state: 'draft' }
  return (await tx.insertInto('itemVersions').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export async function changeVersion(tx: Db, id: number, change: VersionChange): Promise<void> {
  await tx.updateTable('itemVersions').set(written(change)).where('id', '=', id).execute()
}

export async function deleteVersion(tx: Db, id: number): Promise<void> {
  await tx.deleteFrom('itemVersions').where('id', '=', id).execute()
}

/** What of a version stands beside the item, for lists and for search. */
export function publicColumns(elements: ItemElements) {
  const { name, serviceTargets, acceptanceCondition } = elements
  const initial = pinyin(name.slice(0, 1), { pattern: 'first', toneType: 'none' }).toUpperCase()
  return {
    name,
    initial: /^[A-Z]$/.test(initial) ? initial : '',
    topics: topicKeys(elements),
    targets: serviceTargets,
    search: indexText({
      title: name,
      abstract: acceptanceCondition,
      body: [...elements.materials, ...elements.results].map((x) => x.name).join(' '),
    }),
  }
}

export type BasicItem = Omit<BasicEntry, 'effectiveOn' | 'cancelledOn'> & { effectiveOn: Day; cancelledOn: Day | null }

/** Entries of the superior's catalogue by code. */
export async function listBasic(db: Db, codes?: readonly string[]): Promise<BasicItem[]> {
  let query = db.selectFrom('basicItems').selectAll().orderBy('code')
  if (codes) query = query.where('code', 'in', codes.length > 0 ? [...codes] : [''])
  return (await query.execute()).map((r) => ({ ...r, standard: r.standard as unknown as Standard }))
}

/** An entry of the superior's catalogue. Throws NotFound. */
export async function getBasic(db: Db, code: string): Promise<BasicItem> {
  const [found] = await listBasic(db, [code])
  if (!found) throw new NotFound(`基本编码为“${code}”的目录清单事项`)
  return found
}

/** Numbers of the files that belong to an item. */
export async function fileIdsOf(db: Db, itemId: number): Promise<ReadonlySet<number>> {
  const rows = await db.selectFrom('itemFiles').select('id').where('itemId', '=', itemId).execute()
  return new Set(rows.map((r) => r.id))
}

/** Codes of the units that exist, for the steps that name one. */
export async function openUnitCodes(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('units').select('code').where('closedOn', 'is', null).execute()
  return new Set(rows.map((r) => r.code))
}

/** The latest version of an item, draft or not, beside its item. */
const withLatest = (db: Db) =>
  db
    .selectFrom('serviceItems as i')
    .innerJoin('units as u', 'u.code', 'i.unitCode')
    .leftJoinLateral(
      (q) =>
        q
          .selectFrom('itemVersions as w')
          .select(['w.version', 'w.state', 'w.elements'])
          .whereRef('w.itemId', '=', 'i.id')
          .orderBy('w.version', 'desc')
          .limit(1)
          .as('v'),
      (j) => j.onTrue(),
    )
    .where('i.cancelledOn', 'is', null)
    .select(['i.id', 'i.unitCode', 'u.name as unitName', 'i.basicCode', 'i.code', 'i.name', 'i.itemType', 'i.level'])
    .select(['v.version', 'v.state', 'v.elements'])

type Latest = {
  id: number
  unitCode: string
  unitName: string
  basicCode: string | null
  code: string
  name: string
  itemType: string
  level: ItemLevel
  version: number | null
  state: VersionState | null
  elements: ItemElements | null
}

/** Items that adopted an entry, with their latest version. */
export const listLatest = (db: Db): Promise<Latest[]> =>
  withLatest(db)
    .where('i.level', '<>', 'handling')
    .where('i.basicCode', 'is not', null)
    .orderBy('i.id')
    .$castTo<Latest>()
    .execute()

/** Items of a unit with their latest version, by type. */
export const listOfUnit = (db: Db, unitCode: string): Promise<Latest[]> =>
  withLatest(db)
    .where('i.unitCode', '=', unitCode)
    .orderBy('i.itemType')
    .orderBy('i.position')
    .orderBy('i.id')
    .$castTo<Latest>()
    .execute()

/** Items of the subtrees that adopted an entry and have been filled in at all, after a number. */
export const listForExport = (db: Db, paths: readonly string[], after: number, limit: number) =>
  withLatest(db)
    .where('i.id', '>', after)
    .where('i.level', '<>', 'handling')
    .where('i.basicCode', 'is not', null)
    .where('v.elements', 'is not', null)
    .where(sql<boolean>`exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`)
    .orderBy('i.id')
    .limit(limit)
    .$castTo<Latest & { elements: ItemElements }>()
    .execute()
