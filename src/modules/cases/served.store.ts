import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { ApplicantKind } from './schema.ts'

/** A finished case as whoever asks how it went must know it. Withdrawn ones are none: nothing was done for anyone. */
export type ServedCase = {
  id: number
  number: string
  itemCode: string
  itemName: string
  unitCode: string
  clerkId: string | null
  clerkName: string
  completedOn: Day
  /** Personal data: of the applicant. */
  applicantKind: ApplicantKind
  applicantName: string
  applicantPhone: string
  applicantEmail: string
  accountId: string | null
}

const served = (db: Db) =>
  db
    .selectFrom('caseFiles as c')
    .innerJoin('serviceItems as i', 'i.id', 'c.itemId')
    .select(['c.id', 'c.number', 'i.code as itemCode', 'c.itemName', 'c.unitCode', 'c.completedOn', 'c.applicantKind'])
    .select([
      'c.handlerId as clerkId',
      'c.handlerName as clerkName',
      'c.applicantName',
      'c.applicantPhone',
      'c.applicantEmail',
    ])
    .select('c.accountId')
    .where('c.completedOn', 'is not', null)
    .where('c.state', '<>', 'withdrawn')
    .$castTo<ServedCase>()

/** One finished case; undefined while it is open, and for a withdrawn one. */
export const findServedCase = (db: Db, number: string): Promise<ServedCase | undefined> =>
  served(db).where('c.number', '=', number).executeTakeFirst()

/** Cases finished from a day on, with an id above `after`, in the order of their ids. */
export const listServedCases = (db: Db, { from, after, size }: { from: Day; after: number; size: number }) =>
  served(db).where('c.completedOn', '>=', from).where('c.id', '>', after).orderBy('c.id').limit(size).execute()
