import { type InsertObject, sql, type UpdateObject } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/tables.ts'
import type { OrderChannel, OrderKind, OrderResult, OrderState, RefusalGround, Satisfaction } from './schema.ts'

/** A work order as lists show it. */
export type OrderLine = {
  id: number
  number: string
  kind: OrderKind
  channel: OrderChannel
  title: string
  state: OrderState
  /** Lead unit; null before dispatch. */
  unitName: string | null
  atUnitName: string
  placeName: string | null
  topicName: string | null
  /** Personal data: to be masked before it is shown. */
  personName: string
  anonymous: boolean
  confidential: boolean
  urgent: boolean
  receivedOn: Day
  dueOn: Day | null
  warnOn: Day | null
  orderOn: Day
  replyDueOn: Day
  closedOn: Day | null
  urgings: number
  reopened: number
  supervisedOn: Day | null
  escalatedOn: Day | null
  handlerName: string
}

/** A work order with all that was recorded of it. */
export type WorkOrder = OrderLine & {
  regionCode: string
  text: string
  topicCode: string | null
  proposedTopicCode: string | null
  proposedUnitCode: string | null
  dispatchedUnitCode: string | null
  placeUnitCode: string | null
  place: string
  /** Personal data: to be masked before they are shown. */
  personPhone: string
  personEmail: string
  accountId: string | null
  complainedUnitCode: string | null
  complainedUnitName: string | null
  complainedUnitPath: string | null
  superiorNumber: string
  superiorDueOn: Day | null
  /** Record in another module it was opened for, such as `rating:12`; else empty. */
  source: string
  intakeUnitCode: string
  intakeUnitPath: string
  unitCode: string | null
  unitPath: string | null
  atUnitCode: string
  atUnitPath: string
  receivedAt: Date
  clockFrom: Day
  turnFrom: Day
  replyDays: number
  extension: number
  dispatchedOn: Day | null
  signedOn: Day | null
  contactedOn: Day | null
  repliedOn: Day | null
  closingAskedOn: Day | null
  followedUpOn: Day | null
  dispatchDueOn: Day | null
  contactDueOn: Day | null
  followUpDueOn: Day | null
  reopenUntil: Day | null
  instructedOn: Day | null
  mergedInto: number | null
  /** Number of the order that answers for this one. */
  mergedNumber: string | null
  handlerId: string | null
  result: OrderResult | null
  resultNote: string
  ground: RefusalGround | null
  satisfaction: Satisfaction | null
  publicWish: boolean
  publicTitle: string
  publicText: string
  publicReply: string
  publishedOn: Day | null
  publishedName: string
  version: number
}

export const lineColumns = [
  'o.id',
  'o.number',
  'o.kind',
  'o.channel',
  'o.title',
  'o.state',
  'u.shortName as unitName',
  'w.shortName as atUnitName',
  'p.shortName as placeName',
  't.name as topicName',
  'o.personName',
  'o.anonymous',
  'o.confidential',
  'o.urgent',
  'o.receivedOn',
  'o.dueOn',
  'o.warnOn',
  'o.orderOn',
  'o.replyDueOn',
  'o.closedOn',
  'o.urgings',
  'o.reopened',
  'o.supervisedOn',
  'o.escalatedOn',
  'o.handlerName',
] as const

const orderColumns = [
  ...lineColumns,
  ...(['o.regionCode', 'o.text', 'o.topicCode', 'o.proposedTopicCode', 'o.proposedUnitCode'] as const),
  ...(['o.dispatchedUnitCode', 'o.placeUnitCode', 'o.place', 'o.personPhone', 'o.personEmail', 'o.accountId'] as const),
  ...(['o.complainedUnitCode', 'c.name as complainedUnitName', 'c.path as complainedUnitPath'] as const),
  ...(['o.superiorNumber', 'o.superiorDueOn', 'o.source', 'o.intakeUnitCode', 'k.path as intakeUnitPath'] as const),
  ...(['o.unitCode', 'u.path as unitPath', 'o.atUnitCode', 'w.path as atUnitPath', 'o.receivedAt'] as const),
  ...(['o.clockFrom', 'o.turnFrom', 'o.replyDays', 'o.extension', 'o.dispatchedOn', 'o.signedOn'] as const),
  ...(['o.contactedOn', 'o.repliedOn', 'o.closingAskedOn', 'o.followedUpOn', 'o.dispatchDueOn'] as const),
  ...(['o.contactDueOn', 'o.followUpDueOn', 'o.reopenUntil', 'o.instructedOn', 'o.mergedInto'] as const),
  ...(['m.number as mergedNumber', 'o.handlerId', 'o.result', 'o.resultNote', 'o.ground', 'o.satisfaction'] as const),
  ...(['o.publicWish', 'o.publicTitle', 'o.publicText', 'o.publicReply', 'o.publishedOn', 'o.publishedName'] as const),
  'o.version',
] as const

/** Orders with the names of their units, as lists show them. */
export const joined = (db: Db) =>
  db
    .selectFrom('workOrders as o')
    .innerJoin('units as w', 'w.code', 'o.atUnitCode')
    .leftJoin('units as u', 'u.code', 'o.unitCode')
    .leftJoin('units as p', 'p.code', 'o.placeUnitCode')
    .leftJoin('workOrderTopics as t', 't.code', 'o.topicCode')

const one = (db: Db) =>
  joined(db)
    .innerJoin('units as k', 'k.code', 'o.intakeUnitCode')
    .leftJoin('units as c', 'c.code', 'o.complainedUnitCode')
    .leftJoin('workOrders as m', 'm.id', 'o.mergedInto')
    .select(orderColumns)
    .$castTo<WorkOrder>()

/** An order by its number. Throws NotFound. */
export async function getOrder(db: Db, number: string): Promise<WorkOrder> {
  const row = await one(db).where('o.number', '=', number).executeTakeFirst()
  if (!row) throw new NotFound(`编号为“${number}”的工单`)
  return row
}

/**
 * The same, locked until the transaction ends, so that two who act at once act one after the other. Locked before it is
 * read: a row that waited for its lock is joined to the units it lay with before.
 */
export async function lockOrder(tx: Db, number: string): Promise<WorkOrder> {
  await tx.selectFrom('workOrders').select('id').where('number', '=', number).forUpdate().execute()
  return getOrder(tx, number)
}

export type OrderChange = UpdateObject<DB, 'workOrders', 'workOrders'>

/** Changes an order; its version goes up by one. */
export async function changeOrder(tx: Db, id: number, change: OrderChange): Promise<void> {
  await tx
    .updateTable('workOrders')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
}

/** Takes the next serial of a day; whoever comes second waits for the first, and none is lost. */
export async function takeSerial(tx: Db, regionCode: string, day: Day): Promise<number> {
  const { last } = await tx
    .insertInto('workOrderSerials')
    .values({ regionCode, day, last: 1 })
    .onConflict((c) =>
      c.columns(['regionCode', 'day']).doUpdateSet((q) => ({ last: q('workOrderSerials.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

export async function insertOrder(tx: Db, values: InsertObject<DB, 'workOrders'>): Promise<number> {
  const { id } = await tx.insertInto('workOrders').values(values).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Number of the order that a form, the superior's number or another module's record made before; undefined: none. */
export async function findMade(
  db: Db,
  by: { submissionHash: Buffer } | { source: string } | { channel: OrderChannel; superiorNumber: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('workOrders')
    .select('number')
    .$if('submissionHash' in by, (q) =>
      q.where('submissionHash', '=', (by as { submissionHash: Buffer }).submissionHash),
    )
    .$if('source' in by, (q) => q.where('source', '=', (by as { source: string }).source))
    .$if('superiorNumber' in by, (q) => {
      const { channel, superiorNumber } = by as { channel: OrderChannel; superiorNumber: string }
      return q.where('channel', '=', channel).where('superiorNumber', '=', superiorNumber)
    })
    .executeTakeFirst()
  return row?.number
}

/** Hash of the query code of an order; undefined when there is no such order. */
export async function findQueryCode(db: Db, number: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('workOrders').select('queryCodeHash').where('number', '=', number).executeTakeFirst()
  return row?.queryCodeHash
}

/** Orders of one account, newest first. */
export function listOfAccount(db: Db, accountId: string): Promise<OrderLine[]> {
  return joined(db)
    .select(lineColumns)
    .where('o.accountId', '=', accountId)
    .orderBy('o.receivedOn', 'desc')
    .orderBy('o.id', 'desc')
    .limit(200)
    .$castTo<OrderLine>()
    .execute()
}
