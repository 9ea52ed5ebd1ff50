import type { InsertObject } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { Paper } from '../../platform/paper/index.ts'
import type { ParcelEvent, ParcelState } from '../../platform/parcel.ts'
import type { DB } from '../../platform/tables.ts'
import type { Result } from '../catalogue/index.ts'
import type { DeliveryWay } from './schema.ts'

export type CaseResult = {
  id: number
  name: string
  kind: Result['kind']
  number: string
  holder: string
  issuedOn: Day
  validUntil: Day | null
  verificationCode: string
  docxSha256: string | null
  pdfSha256: string | null
  revokedOn: Day | null
  revokeReason: string
}

export type CaseDelivery = {
  id: number
  way: DeliveryWay
  recipient: string
  phone: string
  address: string
  carrier: string
  trackingNumber: string
  state: ParcelState | 'signed'
  events: readonly ParcelEvent[]
  sentOn: Day
  arrivedOn: Day | null
}

const resultColumns = [
  ...(['id', 'name', 'kind', 'number', 'holder', 'issuedOn', 'validUntil', 'verificationCode'] as const),
  ...(['docxSha256', 'pdfSha256', 'revokedOn', 'revokeReason'] as const),
] as const

/** Results of a case. */
export function listResults(db: Db, caseId: number): Promise<CaseResult[]> {
  return db
    .selectFrom('caseResults')
    .select(resultColumns)
    .where('caseId', '=', caseId)
    .orderBy('id')
    .$castTo<CaseResult>()
    .execute()
}

/** How results and decisions were handed over or sent. */
export function listDeliveries(db: Db, caseId: number): Promise<CaseDelivery[]> {
  return db
    .selectFrom('caseDeliveries')
    .select(['id', 'way', 'recipient', 'phone', 'address', 'carrier', 'trackingNumber', 'state', 'events'])
    .select(['sentOn', 'arrivedOn'])
    .where('caseId', '=', caseId)
    .orderBy('id')
    .$castTo<CaseDelivery>()
    .execute()
}

export async function insertResult(
  tx: Db,
  caseId: number,
  r: Pick<CaseResult, 'name' | 'kind' | 'number' | 'holder' | 'issuedOn' | 'validUntil' | 'verificationCode'> & {
    paper: Paper
  },
): Promise<number> {
  const { id } = await tx
    .insertInto('caseResults')
    .values({ caseId, ...r, paper: JSON.stringify(r.paper) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function revokeResult(
  tx: Db,
  id: number,
  revoke: { revokedOn: Day; revokeReason: string },
): Promise<void> {
  await tx.updateTable('caseResults').set(revoke).where('id', '=', id).execute()
}

/** A result by the code on it, whatever case it is of. */
export function findResultByCode(db: Db, code: string) {
  return db
    .selectFrom('caseResults as r')
    .innerJoin('caseFiles as c', 'c.id', 'r.caseId')
    .innerJoin('units as u', 'u.code', 'c.unitCode')
    .select(['r.name', 'r.kind', 'r.number', 'r.holder', 'r.issuedOn', 'r.validUntil', 'r.revokedOn'])
    .select(['u.name as unitName', 'c.itemName', 'c.applicantKind'])
    .where('r.verificationCode', '=', code)
    .executeTakeFirst()
}

export async function addDelivery(
  tx: Db,
  caseId: number,
  d: Omit<InsertObject<DB, 'caseDeliveries'>, 'caseId'>,
): Promise<void> {
  await tx
    .insertInto('caseDeliveries')
    .values({ caseId, ...d } as InsertObject<DB, 'caseDeliveries'>)
    .execute()
}

export async function moveDelivery(
  tx: Db,
  id: number,
  to: { state: ParcelState; events: readonly ParcelEvent[]; arrivedOn: Day | null },
): Promise<void> {
  await tx
    .updateTable('caseDeliveries')
    .set({ ...to, events: JSON.stringify(to.events) })
    .where('id', '=', id)
    .execute()
}

/** Parcels on their way, with the case of each. */
export function listParcels(db: Db) {
  return db
    .selectFrom('caseDeliveries as d')
    .innerJoin('caseFiles as c', 'c.id', 'd.caseId')
    .select(['d.id', 'c.number', 'd.carrier', 'd.trackingNumber', 'd.sentOn', 'd.events'])
    .where('d.state', 'in', ['posted', 'inTransit', 'outForDelivery'])
    .orderBy('d.id')
    .limit(5000)
    .$castTo<Pick<CaseDelivery, 'id' | 'carrier' | 'trackingNumber' | 'sentOn' | 'events'> & { number: string }>()
    .execute()
}
