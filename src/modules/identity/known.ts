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
