import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import { countedUntil } from './lists.store.ts'
import type { WarningRule } from './schema.ts'

/** A warning that electronic supervision gave, with what was answered to it. */
export type Warning = {
  number: string
  itemName: string
  atUnitName: string
  handlerName: string
  completedOn: string | null
  rule: WarningRule
  /** The last day it was about. */
  period: string
  toldAt: Date
  answer: string | null
  answeredBy: string | null
}

const inReach = (paths: readonly string[]) =>
  sql`exists (select from units u where u.code in (c.unit_code, c.at_unit_code)
    and exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p)))`
const answer = sql`left join lateral (
    select a.actor, a.data ->> 'answer' as text from acts a
    where a.subject = 'case:' || c.number and a.act = 'cases.warningAnswered'
      and a.data ->> 'rule' = r.rule and a.data ->> 'period' = r.period
    order by a.id desc limit 1) as said on true`

/** Warnings about cases of units in the subtrees, those without an answer first, the newest first. */
export async function listWarnings(
  db: Db,
  paths: readonly string[],
  { rule, size }: { rule: WarningRule | undefined; size: number },
): Promise<Warning[]> {
  const { rows } = await sql<Warning>`
    select c.number, c.item_name, w.name as at_unit_name, c.handler_name, c.completed_on, r.rule, r.period, r.told_at,
      said.text as answer, said.actor as answered_by
    from case_reminders r join case_files c on c.id = r.case_id join units w on w.code = c.at_unit_code ${answer}
    where r.rule <> 'toleranceEnds' ${rule ? sql`and r.rule = ${rule}` : sql``} and ${inReach(paths)}
    order by said.text is not null, r.told_at desc, r.case_id desc limit ${size}`.execute(db)
  return rows
}

/** How many warnings there are by rule, and how many have no answer; counted until there are very many. */
export async function countWarnings(db: Db, paths: readonly string[]) {
  const { rows } = await sql<{ rule: WarningRule; total: number; open: number }>`
    select rule, count(*)::int as total, count(*) filter (where text is null)::int as open from (
      select r.rule, said.text from case_reminders r join case_files c on c.id = r.case_id ${answer}
      where r.rule <> 'toleranceEnds' and ${inReach(paths)} limit ${countedUntil}) as found
    group by rule`.execute(db)
  return rows
}

/** Whether this warning was given about the case. */
export async function wasWarned(db: Db, caseId: number, rule: WarningRule, period: string): Promise<boolean> {
  const row = await db
    .selectFrom('caseReminders')
    .select('rule')
    .where('caseId', '=', caseId)
    .where('rule', '=', rule)
    .where('period', '=', period)
    .executeTakeFirst()
  return row !== undefined
}
