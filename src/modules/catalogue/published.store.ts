import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { ItemElements, ItemVersion } from './schema.ts'

function versions(db: Db) {
  return db
    .selectFrom('itemVersions as v')
    .innerJoin('serviceItems as i', 'i.id', 'v.itemId')
    .innerJoin('units as u', 'u.code', 'i.unitCode')
    .select([
      'v.id',
      'v.itemId',
      'v.version',
      'i.code',
      'i.itemType',
      'i.unitCode',
      'u.path as unitPath',
      'v.effectiveOn',
      'v.endedOn',
      'i.cancelledOn',
      'v.elements',
    ])
}

/** A version by its id, whatever its state: a case goes on under the version it began under. Throws NotFound. */
export async function getItemVersion(db: Db, id: number): Promise<ItemVersion> {
  const row = await versions(db).where('v.id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('这个事项的版本')
  return read(row)
}

/** The version of an item that holds on a day, by its code; undefined if none does. */
export async function findItemOn(db: Db, code: string, day: Day): Promise<ItemVersion | undefined> {
  const row = await versions(db)
    .where('i.code', '=', code)
    .where('v.effectiveOn', '<=', day)
    .where((w) => w.or([w('v.endedOn', 'is', null), w('v.endedOn', '>', day)]))
    .where((w) => w.or([w('i.cancelledOn', 'is', null), w('i.cancelledOn', '>', day)]))
    .executeTakeFirst()
  return row && read(row)
}

type Row = Awaited<ReturnType<ReturnType<typeof versions>['executeTakeFirstOrThrow']>>

const read = (row: Row): ItemVersion => ({ ...row, elements: row.elements as unknown as ItemElements })

/** At which level an item is accepted and decided on a day, where it was handed down (下沉); undefined where it was not. */
export function findDelegationOn(db: Db, itemId: number, day: Day) {
  return db
    .selectFrom('delegations')
    .select(['acceptedAt', 'decidedAt', 'authority'])
    .where('itemId', '=', itemId)
    .where('delegatedOn', '<=', day)
    .where((w) => w.or([w('endedOn', 'is', null), w('endedOn', '>', day)]))
    .$castTo<{ acceptedAt: DelegationLevel; decidedAt: DelegationLevel; authority: string }>()
    .executeTakeFirst()
}

type DelegationLevel = 'village' | 'town' | 'department'

/** Items of a unit that were published and not cancelled, by name: for lists from which some are chosen. */
export function listItemsOfUnit(db: Db, unitCode: string): Promise<{ id: number; code: string; name: string }[]> {
  return db
    .selectFrom('serviceItems')
    .select(['id', 'code', 'name'])
    .where('unitCode', '=', unitCode)
    .where('versionId', 'is not', null)
    .where('cancelledOn', 'is', null)
    .orderBy('name')
    .execute()
}
