import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { ReminderRule } from './schema.ts'
import { joined, type WorkOrder } from './store.ts'

/** Open orders and those to be followed up next after an id: their numbers. */
export function listTicking(db: Db, after: number, limit: number): Promise<{ id: number; number: string }[]> {
  return db
    .selectFrom('workOrders')
    .select(['id', 'number'])
    .where((w) => w.or([w('dueOn', 'is not', null), w('closedOn', 'is', null)]))
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** What a reminder is written of. */
export type Pressing = Pick<
  WorkOrder,
  | 'id'
  | 'number'
  | 'title'
  | 'kind'
  | 'urgent'
  | 'state'
  | 'dueOn'
  | 'warnOn'
  | 'unitCode'
  | 'atUnitCode'
  | 'handlerName'
> &
  Pick<WorkOrder, 'escalatedOn' | 'instructedOn' | 'intakeUnitCode' | 'confidential' | 'replyDueOn'> & {
    /** Of the unit whose turn it is. */
    email: string
    unitName: string
  }

/** Orders whose light is no longer green, next after an id. */
export function listPressing(db: Db, today: Day, after: number, limit: number): Promise<Pressing[]> {
  return joined(db)
    .select(['o.id', 'o.number', 'o.title', 'o.kind', 'o.urgent', 'o.state', 'o.dueOn', 'o.warnOn', 'o.unitCode'])
    .select(['o.atUnitCode', 'o.handlerName', 'o.escalatedOn', 'o.instructedOn', 'o.intakeUnitCode', 'o.confidential'])
    .select(['o.replyDueOn', 'w.email', 'w.name as unitName'])
    .where('o.dueOn', 'is not', null)
    .where('o.warnOn', '<=', today)
    .where('o.id', '>', after)
    .orderBy('o.id')
    .limit(limit)
    .$castTo<Pressing>()
    .execute()
}

/** Notes that a reminder was given. False when it had been, for this rule and period. */
export async function firstReminder(
  tx: Db,
  r: { orderId: number; rule: ReminderRule; period: string; toldAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('workOrderReminders')
    .values(r)
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
