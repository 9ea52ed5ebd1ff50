import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import { findPerson } from './person-store.ts'
import { getAccount } from './store.ts'

/** What a person has told when registering, for their own forms. The number of their card stays sealed. */
type KnownPerson = {
  kind: 'natural' | 'organisation'
  name: string
  phone: string | null
  creditCode: string | null
  contactName: string | null
}

/** What is known of whoever holds an account, to be shown to nobody but them; undefined for staff. */
export async function knownPerson(db: Db, accountId: string): Promise<KnownPerson | undefined> {
  const person = await findPerson(db, accountId)
  if (!person) return undefined
  const { phoneNumber: phone } = await getAccount(db, accountId)
  const { kind, name, creditCode, contactName } = person
  return { kind, name, phone, creditCode, contactName }
}

const colleagues = (db: Db) =>
  db
    .selectFrom('accounts as a')
    .innerJoin('units as u', 'u.code', 'a.unitCode')
    .select(['a.id', 'a.name', 'u.name as unitName', 'u.code as unitCode', 'u.path as unitPath'])
    .where('a.kind', '=', 'staff')
    .where('a.disabledAt', 'is', null)

/** Staff of units in the subtrees, by unit and name, for lists from which one is chosen. */
export function listColleagues(db: Db, paths: readonly string[]) {
  return colleagues(db)
    .where(sql<boolean>`exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`)
    .orderBy('u.path')
    .orderBy('a.name')
    .limit(2000)
    .execute()
}

/** A member of staff with their unit; undefined when there is none, or the account is closed. */
export function findColleague(db: Db, id: string) {
  return colleagues(db).where('a.id', '=', id).executeTakeFirst()
}
