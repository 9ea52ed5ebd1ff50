import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { type Asked, decodeCursor, type Part, partOf } from '../../core/paging.ts'
import type { Db } from '../../platform/database.ts'
import type { ApplicantKind, CaseState, IdKind } from './schema.ts'
import type { CaseProposal } from './steps.store.ts'
import { type CaseLine, lineColumns } from './store.ts'

/** Beyond so many a list is not counted to its end. */
export const countedUntil = 10_000

/** What a work list is narrowed to; every combination is a walk along an index, unit by unit. */
export type WorkFilter = {
  /** Absent: all that are open. */
  states?: readonly CaseState[] | undefined
  light?: 'overdue' | 'yellow' | 'stopped' | undefined
  today: Day
}

/** Codes of the units in the subtrees, found once before anything else. */
export const codes = (paths: readonly string[]) =>
  sql`array(select code from units where exists (select from unnest(${[...paths]}::text[]) as p where starts_with(path, p)))`

const lit = ({ light, today }: WorkFilter): RawBuilder<unknown> => {
  if (light === 'overdue') return sql`and not c.clock_stopped and c.order_on < ${today}::date`
  if (light === 'yellow')
    return sql`and not c.clock_stopped and c.warn_on <= ${today}::date and c.order_on >= ${today}::date`
  return light === 'stopped' ? sql`and c.clock_stopped` : sql``
}

// The states a list may ask for are those of the index on states; the condition is written out so that it is used.
const listed = sql`c.state not in ('archived', 'delivered', 'withdrawn', 'returned', 'notAccepted')`
/** Where a list comes from: for each unit, or each unit and state, one walk along an index. Lights are few, so those walk by day. */
const walks = (paths: readonly string[], { states, light }: WorkFilter) =>
  states && !light
    ? sql`unnest(${codes(paths)}) as at (code) cross join unnest(${[...states]}::text[]) as of (state)`
    : sql`unnest(${codes(paths)}) as at (code)`
const walked = (filter: WorkFilter) => {
  const { states, light } = filter
  if (states && !light) return sql`c.at_unit_code = at.code and c.state = of.state and ${listed}`
  const among = states ? sql`and c.state = any (${[...states]}::text[])` : sql``
  return sql`c.at_unit_code = at.code and c.completed_on is null ${lit(filter)} ${among}`
}

/** So many yellow cases of a unit are sorted; where there are more, a walk by due day soon meets a page of them. */
const fewYellow = 500

/**
 * Of a unit the first `limit` cases of a list. Yellow is between two days, and no index is in order of both: where few are
 * yellow, all of them are taken by the day of warning and sorted; where many are, they are met walking by due day.
 */
function firstOf(filter: WorkFilter, later: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  const all = sql`select c.id, c.order_on from case_files c where ${walked(filter)} ${later}`
  const first = sql`order by order_on, id limit ${limit}`
  if (filter.light !== 'yellow') return sql`${all} ${first}`
  return sql`
    with yellow as materialized (${all} limit ${fewYellow + 1}), many as (select count(*) > ${fewYellow} as so from yellow)
    (select id, order_on from yellow where not (select so from many) ${first})
    union all (select * from (${all} ${first}) as walk where (select so from many))`
}

/** Cases that lie with units in the subtrees, the nearest due day first. */
export async function listWork(
  db: Db,
  paths: readonly string[],
  filter: WorkFilter,
  page: Asked,
): Promise<Part<CaseLine>> {
  const after = decodeCursor(page.cursor, ['day', 'integer'])
  const later = after ? sql`and (c.order_on, c.id) > (${after[0]}::date, ${after[1]}::bigint)` : sql``
  const found = await sql<{ id: number }>`
    select found.id from ${walks(paths, filter)} cross join lateral (${firstOf(filter, later, page.size + 1)}) as found
    order by found.order_on, found.id limit ${page.size + 1}`.execute(db)
  return partOf(await linesOf(db, found.rows), page, (l) => [l.orderOn, l.id])
}

/**
 * How many there are, at most one more than `countedUntil`: it stops there. The limit within keeps each unit a walk along
 * the index, whatever the planner thinks of their number.
 */
export const countWork = (db: Db, paths: readonly string[], filter: WorkFilter): Promise<number> =>
  counted(
    db,
    sql`${walks(paths, filter)} cross join lateral (
      select from case_files c where ${walked(filter)} limit ${countedUntil + 1}) as found`,
  )

/** Open cases that one of these accounts handles, the nearest due day first. */
export async function listHandled(db: Db, accounts: readonly string[], page: Asked): Promise<Part<CaseLine>> {
  const after = decodeCursor(page.cursor, ['day', 'integer'])
  const rows = await lines(db)
    .where('c.handlerId', 'in', accounts)
    .where('c.completedOn', 'is', null)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(c.order_on, c.id) > (${after?.[0]}::date, ${after?.[1]}::bigint)`),
    )
    .orderBy('c.orderOn')
    .orderBy('c.id')
    .limit(page.size + 1)
    .execute()
  return partOf(rows, page, (l) => [l.orderOn, l.id])
}

export async function countHandled(db: Db, accounts: readonly string[]): Promise<number> {
  const { n } = await db
    .selectFrom('caseFiles as c')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('c.handlerId', 'in', accounts)
    .where('c.completedOn', 'is', null)
    .executeTakeFirstOrThrow()
  return n
}

/** All cases of units in the subtrees, whether responsible or taken in there, newest first. */
export async function listAll(
  db: Db,
  paths: readonly string[],
  page: Asked,
  by: readonly ('unitCode' | 'intakeUnitCode')[] = ['unitCode', 'intakeUnitCode'],
): Promise<Part<CaseLine>> {
  const before = decodeCursor(page.cursor, ['day', 'integer'])
  const earlier = before ? sql`and (c.received_on, c.id) < (${before[0]}::date, ${before[1]}::bigint)` : sql``
  const walk = (column: RawBuilder<unknown>) => sql`
    select found.id, found.received_on from unnest(${codes(paths)}) as at (code) cross join lateral (
      select c.id, c.received_on from case_files c where ${column} = at.code ${earlier}
      order by c.received_on desc, c.id desc limit ${page.size + 1}) as found`
  const found = await sql<{ id: number }>`
    select id from (${sql.join(
      by.map((column) => walk(sql.ref(`c.${column}`))),
      sql` union `,
    )}) as found
    order by received_on desc, id desc limit ${page.size + 1}`.execute(db)
  return partOf(await linesOf(db, found.rows), page, (l) => [l.receivedOn, l.id])
}

/** Cases by their number, the applicant's number or full name, in units of the subtrees; the newest 100. */
export async function findCases(
  db: Db,
  paths: readonly string[],
  words: { text: string; idNumber: string },
): Promise<CaseLine[]> {
  const units = codes(paths)
  return lines(db)
    .where((w) =>
      w.or([
        w('c.number', '=', words.text),
        w('c.applicantIdNumber', '=', words.idNumber),
        w('c.applicantName', '=', words.text),
      ]),
    )
    .where(
      sql<boolean>`(c.unit_code = any (${units}) or c.intake_unit_code = any (${units}) or c.at_unit_code = any (${units}))`,
    )
    .orderBy('c.id', 'desc')
    .limit(100)
    .execute()
}

/**
 * Steps that a unit has to take: review has begun, and no special procedure holds it up. Those held up are few and found by
 * an index of their own; the state of each case would be ten thousand look-ups for one count.
 */
const toTake = sql`case_steps s
  where s.unit_code = at.code and s.state = 'doing' and s.role in ('review', 'inspect', 'publicise')
    and s.case_id not in (select id from case_files where state = 'specialProcedure')`

/** A case with the step to take on it. */
type StepLine = CaseLine & { stepId: number; stepName: string; stepDueOn: Day }

/** Steps that units in the subtrees have to take on cases, the nearest due day first. */
export async function listStepsToDo(db: Db, paths: readonly string[], page: Asked) {
  const after = decodeCursor(page.cursor, ['day', 'integer'])
  const later = after ? sql`and (s.due_on, s.id) > (${after[0]}::date, ${after[1]}::bigint)` : sql``
  const found = await sql<{ id: number }>`
    select found.id from unnest(${codes(paths)}) as at (code) cross join lateral (
      select s.id, s.due_on from ${toTake} ${later} order by s.due_on, s.id limit ${page.size + 1}) as found
    order by found.due_on, found.id limit ${page.size + 1}`.execute(db)
  const rows = await inOrder(
    found.rows,
    (step: StepLine) => step.stepId,
    (ids) =>
      lines(db)
        .innerJoin('caseSteps as s', 's.caseId', 'c.id')
        .select(['s.id as stepId', 's.name as stepName', 's.dueOn as stepDueOn'])
        .where('s.id', 'in', ids)
        .$castTo<StepLine>()
        .execute(),
  )
  return partOf(rows, page, (step) => [step.stepDueOn, step.stepId])
}

/** How many steps there are to take. */
export async function countSteps(db: Db, paths: readonly string[]): Promise<number> {
  return counted(
    db,
    sql`unnest(${codes(paths)}) as at (code) cross join lateral (
    select from ${toTake} limit ${countedUntil + 1}) as found`,
  )
}

/** Cases on which something waits for a head of the subtrees: in the responsible unit, or where the case lies. */
const waitIn = (paths: readonly string[], later: RawBuilder<unknown>, limit: number) =>
  sql.join(
    ['c.unit_code', 'c.at_unit_code'].map(
      (column) => sql`
        select found.* from unnest(${codes(paths)}) as at (code) cross join lateral (
          select c.id, c.order_on from case_files c
          where ${sql.ref(column)} = at.code and c.proposals_waiting > 0 ${later}
          order by c.order_on, c.id limit ${limit}) as found`,
    ),
    sql` union `,
  )

/** How many proposals wait in units of the subtrees; beyond `countedUntil` cases they are not counted to the end. */
export async function countProposals(db: Db, paths: readonly string[]): Promise<number> {
  const units = codes(paths)
  const walk = (condition: RawBuilder<unknown>) => sql`
    select found.* from unnest(${units}) as at (code) cross join lateral (
      select c.proposals_waiting from case_files c where ${condition} and c.proposals_waiting > 0
      limit ${countedUntil + 1}) as found`
  // A case of two units within reach counts once, for the responsible one.
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(proposals_waiting), 0)::int as n from (
      ${walk(sql`c.unit_code = at.code`)} union all
      ${walk(sql`c.at_unit_code = at.code and c.unit_code <> all (${units})`)} limit ${countedUntil + 1}) as found`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

/** A proposal that waits, with its case. */
export type WaitingProposal = Omit<CaseProposal, 'state'> & {
  number: string
  itemName: string
  dueOn: Day | null
  unitName: string
  /** Of the case. */
  version: number
}

/** What waits for a decision in units of the subtrees, the nearest due day first; all that waits on a case stands together. */
export async function listProposals(db: Db, paths: readonly string[], page: Asked): Promise<Part<WaitingProposal>> {
  const after = decodeCursor(page.cursor, ['day', 'integer'])
  const later = after ? sql`and (c.order_on, c.id) > (${after[0]}::date, ${after[1]}::bigint)` : sql``
  const limit = page.size + 1
  const { rows } = await sql<{ id: number; orderOn: Day }>`
    select id, order_on from (${waitIn(paths, later, limit)}) as found order by order_on, id limit ${limit}`.execute(db)
  const { lines, next } = partOf(rows, page, (c) => [c.orderOn, c.id])
  const waiting = await sql<WaitingProposal>`
    select p.id, p.kind, p.content, p.proposed_by, p.proposed_name, p.proposed_at, p.decided_name, p.decided_at, p.note,
      c.number, c.item_name, c.due_on, u.name as unit_name, c.version
    from case_files c join case_proposals p on p.case_id = c.id and p.state = 'waiting'
      join units u on u.code = c.unit_code
    where c.id = any(${lines.map((c) => c.id)}::bigint[]) order by c.order_on, c.id, p.id`.execute(db)
  return { lines: waiting.rows, next }
}

/** How many rows there are, at most one more than `countedUntil`. */
async function counted(db: Db, rows: RawBuilder<unknown>): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from (select from ${rows} limit ${countedUntil + 1}) as counted`.execute(db)
  return found.rows[0]?.n ?? 0
}

const lines = (db: Db) =>
  db
    .selectFrom('caseFiles as c')
    .innerJoin('units as u', 'u.code', 'c.unitCode')
    .innerJoin('units as w', 'w.code', 'c.atUnitCode')
    .select(lineColumns)
    .$castTo<CaseLine>()

/** Rows in the order in which their keys were found. */
async function inOrder<T>(
  found: readonly { id: number }[],
  keyOf: (row: T) => number,
  read: (ids: number[]) => Promise<T[]>,
): Promise<T[]> {
  if (found.length === 0) return []
  const ids = found.map((f) => f.id)
  const rows = new Map((await read(ids)).map((row) => [keyOf(row), row]))
  return ids.flatMap((id) => rows.get(id) ?? [])
}

const linesOf = (db: Db, found: readonly { id: number }[]): Promise<CaseLine[]> =>
  inOrder(
    found,
    (line) => line.id,
    (ids) => lines(db).where('c.id', 'in', ids).execute(),
  )

/** What whoever has this number told in their last case that units in the subtrees had to do with. */
export function findLastOf(db: Db, paths: readonly string[], idNumber: string) {
  const units = codes(paths)
  return db
    .selectFrom('caseFiles as c')
    .select(['c.number', 'c.unitCode', 'c.applicantKind', 'c.applicantName', 'c.idKind', 'c.contactPerson'])
    .select(['c.applicantPhone as phone', 'c.applicantEmail as email', 'c.applicantAddress as address'])
    .where('c.applicantIdNumber', '=', idNumber)
    .where(
      sql<boolean>`(c.unit_code = any (${units}) or c.intake_unit_code = any (${units}) or c.at_unit_code = any (${units}))`,
    )
    .orderBy('c.id', 'desc')
    .limit(1)
    .$castTo<{
      number: string
      unitCode: string
      applicantKind: ApplicantKind
      applicantName: string
      idKind: IdKind
      contactPerson: string
      phone: string
      email: string
      address: string
    }>()
    .executeTakeFirst()
}

/** Items that a unit took in most among its last 300 cases and that can still be applied for. */
export async function listOftenTaken(db: Db, unitCode: string) {
  const { rows } = await sql<{ code: string; name: string; unitName: string; instant: boolean }>`
    select i.code, i.name, u.short_name as unit_name, v.case_type = '1' as instant
    from (select item_id from case_files where intake_unit_code = ${unitCode}
      order by received_on desc, id desc limit 300) as last
    join service_items i on i.id = last.item_id join item_versions v on v.id = i.version_id
    join units u on u.code = i.unit_code
    where i.cancelled_on is null
    group by i.id, u.short_name, v.case_type order by count(*) desc, i.name limit 12`.execute(db)
  return rows
}
