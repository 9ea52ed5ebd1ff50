import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { CaseFile } from './store.ts'

/** What is looked at when clocks are worked over. */
export type Ticking = Pick<
  CaseFile,
  | (
      | 'id'
      | 'number'
      | 'unitCode'
      | 'state'
      | 'noticeFrom'
      | 'acceptedOn'
      | 'decidedOn'
      | 'dueOn'
      | 'warnOn'
      | 'waitingUntil'
    )
  | ('promisedUnit' | 'promisedDays' | 'statutoryUnit' | 'statutoryDays' | 'statutoryDueOn')
  | ('promisedDueOn' | 'extension' | 'provisional')
>

const ticking = (db: Db) =>
  db
    .selectFrom('caseFiles as c')
    .select(['c.id', 'c.number', 'c.unitCode', 'c.state', 'c.noticeFrom', 'c.acceptedOn', 'c.decidedOn', 'c.dueOn'])
    .select(['c.warnOn', 'c.waitingUntil', 'c.promisedUnit', 'c.promisedDays', 'c.statutoryUnit', 'c.statutoryDays'])
    .select(['c.statutoryDueOn', 'c.promisedDueOn', 'c.extension', 'c.provisional'])
    .$castTo<Ticking>()

/** Open cases next after an id, locked until the transaction ends. */
export function listRunning(tx: Db, after: number, limit: number): Promise<Ticking[]> {
  return ticking(tx)
    .where('c.completedOn', 'is', null)
    .where('c.id', '>', after)
    .orderBy('c.id')
    .limit(limit)
    .forUpdate()
    .execute()
}

/** Cases that nobody asked to be completed in time, the longest waiting first. */
export function listSilent(db: Db, today: Day): Promise<{ number: string }[]> {
  return db
    .selectFrom('caseFiles')
    .select('number')
    .where('state', '=', 'submitted')
    .where('dueOn', '<', today)
    .orderBy('dueOn')
    .limit(5000)
    .execute()
}

/** Cases whose due day moves by itself: a special procedure or a wait for a material is on. */
export function listMoving(db: Db): Promise<{ number: string }[]> {
  return db
    .selectFrom('caseFiles')
    .select('number')
    .where((w) =>
      w.or([
        w('state', '=', 'specialProcedure'),
        w.and([w('state', 'in', ['accepted', 'inReview']), w('provisional', '=', true)]),
      ]),
    )
    .execute()
}

/** What a reminder is written of. */
export type Pressing = Ticking & {
  itemName: string
  handlerName: string
  /** Mail address of the unit whose turn it is. */
  email: string
  atUnitCode: string
  atUnitName: string
}

/** Open cases whose clock runs and whose light is no longer green, next after an id. */
export function listPressing(db: Db, today: Day, after: number, limit: number): Promise<Pressing[]> {
  return ticking(db)
    .innerJoin('units as w', 'w.code', 'c.atUnitCode')
    .select(['c.itemName', 'c.handlerName', 'c.atUnitCode', 'w.email', 'w.name as atUnitName'])
    .where('c.completedOn', 'is', null)
    .where('c.clockStopped', '=', false)
    .where('c.warnOn', '<=', today)
    .where('c.id', '>', after)
    .orderBy('c.id')
    .limit(limit)
    .$castTo<Pressing>()
    .execute()
}

/** Tolerated materials whose last day is today or past and that have not come, with their case. */
export function listToleranceEnding(db: Db, today: Day) {
  return db
    .selectFrom('caseMaterials as m')
    .innerJoin('caseFiles as c', 'c.id', 'm.caseId')
    .select(['c.number', 'm.name', 'm.toleratedUntil'])
    .where('m.way', '=', 'later')
    .where('m.replaced', '=', false)
    .where('m.toleratedUntil', '<=', today)
    .where('c.completedOn', 'is', null)
    .where('c.acceptedOn', 'is not', null)
    .orderBy('m.id')
    .limit(2000)
    .execute()
}

export type ReminderRule = 'nearing' | 'yellowCard' | 'redCard' | 'statutory' | 'toleranceEnds'

/** Notes that a reminder was given. False when it had been, for this rule and period. */
export async function firstReminder(
  tx: Db,
  { id, unitCode, atUnitCode }: Pick<CaseFile, 'id' | 'unitCode' | 'atUnitCode'>,
  reminder: { rule: ReminderRule; period: string; toldAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('caseReminders')
    .values({ caseId: id, unitCode, atUnitCode, ...reminder })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
