import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'

export type ReminderRule = 'reviewDue' | 'nearing' | 'overdue'

/** Notes that a reminder is given. @returns whether it is the first for this record, rule and period */
export async function firstReminder(
  tx: Db,
  reminder: { subject: string; rule: ReminderRule; period: string; toldAt: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('knowledgeReminders')
    .values(reminder)
    .onConflict((c) => c.columns(['subject', 'rule', 'period']).doNothing())
    .returning('subject')
    .executeTakeFirst()
  return row !== undefined
}

export type ReviewDue = { id: number; title: string; unitCode: string; unitName: string; email: string; reviewOn: Day }

/** Articles that readers read and whose day of review has come, next after an id. */
export const listReviewDue = (db: Db, today: Day, after: number, limit: number): Promise<ReviewDue[]> =>
  db
    .selectFrom('knowledgeArticles as a')
    .innerJoin('units as u', 'u.code', 'a.unitCode')
    .select(['a.id', 'a.title', 'a.unitCode', 'a.reviewOn', 'u.name as unitName', 'u.email'])
    .where('a.publishedVersion', 'is not', null)
    .where('a.reviewOn', '<=', today)
    .where('a.id', '>', after)
    .orderBy('a.id')
    .limit(limit)
    .$castTo<ReviewDue>()
    .execute()

export type Pressing = { id: number; number: string; unitCode: string; unitName: string; email: string; dueOn: Day }

/** Open enquiries whose light is yellow or worse, next after an id. */
export const listPressing = (db: Db, today: Day, after: number, limit: number): Promise<Pressing[]> =>
  db
    .selectFrom('enquiries as e')
    .innerJoin('units as u', 'u.code', 'e.unitCode')
    .select(['e.id', 'e.number', 'e.unitCode', 'e.dueOn', 'u.name as unitName', 'u.email'])
    .where('e.state', '<>', 'answered')
    .where('e.warnOn', '<=', today)
    .where('e.id', '>', after)
    .orderBy('e.id')
    .limit(limit)
    .$castTo<Pressing>()
    .execute()
