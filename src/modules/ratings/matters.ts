import type { Db } from '../../platform/database.ts'
import { findServedCase, type ServedCase } from '../cases/index.ts'
import type { Matter } from './store.ts'

/** Who was served, as far as it is known: for asking them, and for calling back who agreed to it. */
export type Contact = { name: string; phone: string }

/** A finished case as something to be rated. */
export const matterOfCase = (c: ServedCase): Matter => ({
  subject: `case:${c.number}`,
  itemCode: c.itemCode,
  itemName: c.itemName,
  unitCode: c.unitCode,
  counterId: null,
  counterName: '',
  clerkId: c.clerkId,
  clerkName: c.clerkName,
  servedOn: c.completedOn,
})

export const contactOfCase = (c: ServedCase): Contact => ({ name: c.applicantName, phone: c.applicantPhone })

/** Who was served in the matter of a rating; undefined where nothing is known of them. */
export async function contactOf(db: Db, subject: string): Promise<Contact | undefined> {
  if (!subject.startsWith('case:')) return undefined
  const served = await findServedCase(db, subject.slice('case:'.length))
  return served && contactOfCase(served)
}
