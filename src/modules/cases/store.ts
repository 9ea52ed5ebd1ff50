import { type InsertObject, sql, type UpdateObject } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/tables.ts'
import type { LimitUnit } from '../catalogue/index.ts'
import type { Answers } from './answers.ts'
import type {
  ApplicantKind,
  CaseKind,
  CaseState,
  Channel,
  ConsentWay,
  Decision,
  DeliveryWay,
  IdKind,
} from './schema.ts'

/** A case as lists show it. */
export type CaseLine = {
  id: number
  number: string
  itemName: string
  kind: CaseKind
  /** Unit that is responsible. */
  unitName: string
  /** Unit whose turn it is. */
  atUnitName: string
  channel: Channel
  state: CaseState
  applicantKind: ApplicantKind
  /** Personal data: to be masked before it is shown. */
  applicantName: string
  receivedOn: Day
  dueOn: Day | null
  warnOn: Day | null
  /** The due day, by which work lists are ordered; far away where there is none. */
  orderOn: Day
  clockStopped: boolean
  completedOn: Day | null
  handlerName: string
}

/** A case with all that stands in its row. */
export type CaseFile = CaseLine & {
  regionCode: string
  itemId: number
  versionId: number
  unitCode: string
  unitPath: string
  intakeUnitCode: string
  intakeUnitName: string
  intakeUnitPath: string
  decidingUnitCode: string
  atUnitCode: string
  atUnitPath: string
  /** Personal data: to be masked before they are shown. */
  applicantIdNumber: string
  applicantPhone: string
  applicantEmail: string
  applicantAddress: string
  contactPerson: string
  agentName: string
  agentIdNumber: string
  agentPhone: string
  deliveryAddress: string
  idKind: IdKind
  accountId: string | null
  consentHow: ConsentWay | null
  consentSha256: string | null
  answers: Answers
  choices: Readonly<Record<string, string>>
  noticeFrom: Day
  acceptedOn: Day | null
  acceptedBySilence: boolean
  promisedDays: number | null
  promisedUnit: LimitUnit
  statutoryDays: number | null
  statutoryUnit: LimitUnit
  limitBasis: string
  promisedDueOn: Day | null
  statutoryDueOn: Day | null
  waitingUntil: Day | null
  provisional: boolean
  extension: number
  decision: Decision | null
  decisionNote: string
  decidedOn: Day | null
  decidedBy: string | null
  decidedName: string
  closingNote: string
  deliveredOn: Day | null
  wantedDelivery: DeliveryWay
  feeAskedFen: number
  feeFen: number
  paidOn: Day | null
  handlerId: string | null
  version: number
}

export const lineColumns = [
  'c.id',
  'c.number',
  'c.itemName',
  'c.kind',
  'u.name as unitName',
  'w.name as atUnitName',
  'c.channel',
  'c.state',
  'c.applicantKind',
  'c.applicantName',
  'c.receivedOn',
  'c.dueOn',
  'c.warnOn',
  'c.orderOn',
  'c.clockStopped',
  'c.completedOn',
  'c.handlerName',
] as const

const fileColumns = [
  ...lineColumns,
  'c.regionCode',
  'c.itemId',
  'c.versionId',
  'c.unitCode',
  'u.path as unitPath',
  'c.intakeUnitCode',
  'k.name as intakeUnitName',
  'k.path as intakeUnitPath',
  'c.decidingUnitCode',
  'c.atUnitCode',
  'w.path as atUnitPath',
  'c.applicantIdNumber',
  'c.applicantPhone',
  'c.applicantEmail',
  'c.applicantAddress',
  'c.contactPerson',
  'c.agentName',
  'c.agentIdNumber',
  'c.agentPhone',
  'c.deliveryAddress',
  'c.idKind',
  'c.accountId',
  'c.consentHow',
  'c.consentSha256',
  'c.answers',
  'c.choices',
  'c.noticeFrom',
  'c.acceptedOn',
  'c.acceptedBySilence',
  'c.promisedDays',
  'c.promisedUnit',
  'c.statutoryDays',
  'c.statutoryUnit',
  'c.limitBasis',
  'c.promisedDueOn',
  'c.statutoryDueOn',
  'c.waitingUntil',
  'c.provisional',
  'c.extension',
  'c.decision',
  'c.decisionNote',
  'c.decidedOn',
  'c.decidedBy',
  'c.decidedName',
  'c.closingNote',
  'c.deliveredOn',
  'c.wantedDelivery',
  'c.feeAskedFen',
  'c.feeFen',
  'c.paidOn',
  'c.handlerId',
  'c.version',
] as const

const one = (db: Db) =>
  db
    .selectFrom('caseFiles as c')
    .innerJoin('units as u', 'u.code', 'c.unitCode')
    .innerJoin('units as k', 'k.code', 'c.intakeUnitCode')
    .innerJoin('units as w', 'w.code', 'c.atUnitCode')
    .select(fileColumns)
    .$castTo<CaseFile>()

/** A case by its number. Throws NotFound. */
export async function getCase(db: Db, number: string): Promise<CaseFile> {
  const row = await one(db).where('c.number', '=', number).executeTakeFirst()
  if (!row) throw new NotFound(`编号为“${number}”的办件`)
  return row
}

/**
 * The same, locked until the transaction ends, so that two who act at once act one after the other. Locked before it is
 * read: a row that waited for its lock is joined to the units it lay with before.
 */
export async function lockCase(tx: Db, number: string): Promise<CaseFile> {
  await tx.selectFrom('caseFiles').select('id').where('number', '=', number).forUpdate().execute()
  return getCase(tx, number)
}

type Change = UpdateObject<DB, 'caseFiles', 'caseFiles'>

/** Changes a case; its version goes up by one. */
export async function changeCase(tx: Db, id: number, change: Change): Promise<void> {
  await tx
    .updateTable('caseFiles')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** Takes the next serial of case numbers of a day; whoever comes second waits for the first, and none is lost. */
export async function takeSerial(tx: Db, regionCode: string, day: Day): Promise<number> {
  const { last } = await tx
    .insertInto('caseSerials')
    .values({ regionCode, day, last: 1 })
    .onConflict((c) => c.columns(['regionCode', 'day']).doUpdateSet((q) => ({ last: q('caseSerials.last', '+', 1) })))
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

/** Registers a case. Undefined when the form with this key made one already. */
export function insertCase(tx: Db, values: InsertObject<DB, 'caseFiles'>): Promise<{ id: number } | undefined> {
  return tx
    .insertInto('caseFiles')
    .values(values)
    .onConflict((c) => c.column('submissionHash').doNothing())
    .returning('id')
    .executeTakeFirst()
}

/** The newest case that was begun from something, such as `ticket:12`. */
export async function findCaseFrom(db: Db, origin: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('caseFiles')
    .select('number')
    .where('origin', '=', origin)
    .where('origin', '<>', '')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number
}

/** The number of the case that a form made, if it did. */
export async function numberOfSubmission(db: Db, hash: Buffer): Promise<string | undefined> {
  const row = await db.selectFrom('caseFiles').select('number').where('submissionHash', '=', hash).executeTakeFirst()
  return row?.number
}

/** Hash of the query code of a case; undefined when there is no such case. */
export async function findQueryCode(db: Db, number: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('caseFiles').select('queryCodeHash').where('number', '=', number).executeTakeFirst()
  return row?.queryCodeHash
}

/** Cases of one account, newest first. */
export function listOfAccount(db: Db, accountId: string): Promise<CaseLine[]> {
  return db
    .selectFrom('caseFiles as c')
    .innerJoin('units as u', 'u.code', 'c.unitCode')
    .innerJoin('units as w', 'w.code', 'c.atUnitCode')
    .select(lineColumns)
    .where('c.accountId', '=', accountId)
    .orderBy('c.receivedOn', 'desc')
    .orderBy('c.id', 'desc')
    .limit(200)
    .$castTo<CaseLine>()
    .execute()
}
