import { type RawBuilder, sql } from 'kysely'
import { decodeCursor, partOf } from '../../core/paging.ts'
import type { Db } from '../../platform/database.ts'
import { codes, countedUntil } from './lists.store.ts'
import { type WarningRule, warningRules } from './schema.ts'

/** A warning that electronic supervision gave, with what was answered to it. */
export type Warning = {
  id: number
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

/**
 * Warnings that concern units in the subtrees: the responsible ones, and those where the case lay when it was warned about.
 * Those without an answer first, the newest first. For each unit and rule a walk along an index.
 */
export async function listWarnings(
  db: Db,
  paths: readonly string[],
  { rule, size, cursor }: { rule?: WarningRule | undefined; size: number; cursor?: string | undefined },
): Promise<{ warnings: Warning[]; next: string | undefined }> {
  const after = decodeCursor(cursor, ['integer', 'integer'])
  const later = after ? sql`and ((r.answered_at is null), r.id) < (${after[0] === 1}, ${after[1]}::bigint)` : sql``
  const rules = rule ? [rule] : [...warningRules]
  const walk = (column: 'unit_code' | 'at_unit_code') => sql`
    select found.id, found.open from unnest(${codes(paths)}) as at (code) cross join unnest(${rules}::text[]) as of (rule)
      cross join lateral (
        select r.id, (r.answered_at is null) as open from case_reminders r
        where ${sql.ref(`r.${column}`)} = at.code and r.rule = of.rule ${later}
        order by (r.answered_at is null) desc, r.id desc limit ${size + 1}) as found`
  const { rows } = await sql<Warning>`
    select r.id, c.number, c.item_name, w.name as at_unit_name, c.handler_name, c.completed_on, r.rule, r.period, r.told_at,
      r.answer, r.answered_by
    from (select id, open from (${walk('unit_code')} union ${walk('at_unit_code')}) as found
        order by open desc, id desc limit ${size + 1}) as found
      join case_reminders r on r.id = found.id join case_files c on c.id = r.case_id
      join units w on w.code = c.at_unit_code
    order by found.open desc, found.id desc`.execute(db)
  const { lines: warnings, next } = partOf(rows, { size }, (w) => [w.answer === null ? 1 : 0, w.id])
  return { warnings, next }
}

/** How many warnings there are by rule, and how many have no answer; each at most one more than `countedUntil`. */
export async function countWarnings(db: Db, paths: readonly string[]) {
  const units = codes(paths)
  // A warning of two units within reach counts once, for the responsible one.
  const walk = (condition: RawBuilder<unknown>, open: RawBuilder<unknown>) => sql`
    select from unnest(${units}) as at (code) cross join lateral (
      select from case_reminders r where ${condition} and r.rule = of.rule ${open} limit ${countedUntil + 1}) as found`
  const count = (open: RawBuilder<unknown>) => sql`(select count(*)::int from (
    ${walk(sql`r.unit_code = at.code`, open)} union all
    ${walk(sql`r.at_unit_code = at.code and r.unit_code <> all (${units})`, open)} limit ${countedUntil + 1}) as counted)`
  const { rows } = await sql<{ rule: WarningRule; total: number; open: number }>`
    select rule, ${count(sql``)} as total, ${count(sql`and (r.answered_at is null)`)} as open
    from unnest(${[...warningRules]}::text[]) as of (rule)`.execute(db)
  return rows
}

/** Keeps the answer to a warning. False where this warning was never given. */
export async function saveAnswer(
  tx: Db,
  warning: { caseId: number; rule: WarningRule; period: string },
  answer: { answer: string; answeredBy: string; answeredAt: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('caseReminders')
    .set(answer)
    .where('caseId', '=', warning.caseId)
    .where('rule', '=', warning.rule)
    .where('period', '=', warning.period)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
