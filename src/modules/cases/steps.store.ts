import { type InsertObject, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/tables.ts'
import type { StepRole } from '../catalogue/index.ts'
import type { CaseEvent } from './limits.ts'
import type { ProposalKind } from './schema.ts'

export type CaseStep = {
  id: number
  round: number
  position: number
  stepKey: string
  name: string
  role: StepRole
  groupKey: string | null
  unitCode: string
  unitName: string
  unitPath: string
  days: number
  state: 'todo' | 'doing' | 'done'
  outcome: 'pass' | 'return' | 'other' | null
  opinion: string
  clerkId: string | null
  clerkName: string
  startedAt: Date | null
  endedAt: Date | null
  dueOn: Day | null
}

export type CaseProposal = {
  id: number
  kind: ProposalKind
  content: unknown
  state: 'waiting' | 'approved' | 'returned' | 'void'
  proposedBy: string
  proposedName: string
  proposedAt: Date
  decidedName: string | null
  decidedAt: Date | null
  note: string
}

/** Steps of all rounds, in their order. */
export function listSteps(db: Db, caseId: number): Promise<CaseStep[]> {
  return db
    .selectFrom('caseSteps as s')
    .innerJoin('units as u', 'u.code', 's.unitCode')
    .select(['s.id', 's.round', 's.position', 's.stepKey', 's.name', 's.role', 's.groupKey', 's.unitCode'])
    .select(['u.name as unitName', 'u.path as unitPath', 's.days', 's.state', 's.outcome', 's.opinion'])
    .select(['s.clerkId', 's.clerkName', 's.startedAt', 's.endedAt', 's.dueOn'])
    .where('s.caseId', '=', caseId)
    .orderBy('s.round')
    .orderBy('s.position')
    .$castTo<CaseStep>()
    .execute()
}

/** What was proposed on a case, in order. */
export function listProposals(db: Db, caseId: number): Promise<CaseProposal[]> {
  return db
    .selectFrom('caseProposals')
    .select(['id', 'kind', 'content', 'state', 'proposedBy', 'proposedName', 'proposedAt', 'decidedName'])
    .select(['decidedAt', 'note'])
    .where('caseId', '=', caseId)
    .orderBy('id')
    .$castTo<CaseProposal>()
    .execute()
}

/** What moved the clock of a case, in order. */
export async function listEvents(db: Db, caseId: number): Promise<CaseEvent[]> {
  const rows = await db
    .selectFrom('caseClockEvents')
    .select(['kind', 'cause', 'onDay', 'untilDay', 'days', 'specialKind', 'ground'])
    .where('caseId', '=', caseId)
    .orderBy('position')
    .execute()
  return rows.map(
    ({ kind, cause, onDay, untilDay, days, specialKind, ground }) =>
      ({
        kind,
        cause,
        on: onDay,
        ground,
        ...(untilDay ? { until: untilDay } : {}),
        ...(days ? { days } : {}),
        ...(specialKind ? { specialKind } : {}),
      }) as CaseEvent,
  )
}

/** Adds one thing that moves the clock. */
export async function addEvent(tx: Db, caseId: number, event: CaseEvent): Promise<void> {
  const pause = event.kind === 'pause' ? event : undefined
  await sql`
    insert into case_clock_events (case_id, position, kind, cause, on_day, until_day, days, special_kind, ground)
    select ${caseId}, coalesce(max(position), 0) + 1, ${event.kind}, ${event.cause}, ${event.on}::date,
      ${pause?.until ?? null}::date, ${event.kind === 'extension' ? event.days : null}::smallint,
      ${pause?.specialKind ?? null}, ${event.ground}
    from case_clock_events where case_id = ${caseId}`.execute(tx)
}

export async function addSteps(
  tx: Db,
  caseId: number,
  steps: readonly Omit<InsertObject<DB, 'caseSteps'>, 'caseId'>[],
): Promise<void> {
  if (steps.length === 0) return
  await tx
    .insertInto('caseSteps')
    .values(steps.map((s) => ({ caseId, ...s })) as InsertObject<DB, 'caseSteps'>[])
    .execute()
}

export async function startSteps(
  tx: Db,
  starts: readonly { id: number; startedAt: Date; dueOn: Day }[],
): Promise<void> {
  for (const { id, ...start } of starts)
    await tx
      .updateTable('caseSteps')
      .set({ state: 'doing', ...start })
      .where('id', '=', id)
      .execute()
}

export async function endSteps(
  tx: Db,
  ids: readonly number[],
  end: {
    outcome: 'pass' | 'return' | 'other'
    opinion: string
    clerkId: string | null
    clerkName: string
    endedAt: Date
  },
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('caseSteps')
    .set({ state: 'done', ...end, startedAt: sql<Date>`coalesce(started_at, ${end.endedAt})` })
    .where('id', 'in', ids)
    .execute()
}

export async function addProposal(
  tx: Db,
  caseId: number,
  p: Pick<CaseProposal, 'kind' | 'content' | 'proposedBy' | 'proposedName' | 'proposedAt'>,
): Promise<void> {
  await tx
    .insertInto('caseProposals')
    .values({ caseId, ...p, state: 'waiting', content: JSON.stringify(p.content) })
    .execute()
  await noteWaiting(tx, caseId)
}

export async function answerProposal(
  tx: Db,
  { caseId, id }: { caseId: number; id: number },
  answer: { state: 'approved' | 'returned'; decidedBy: string; decidedName: string; decidedAt: Date; note: string },
): Promise<void> {
  await tx.updateTable('caseProposals').set(answer).where('id', '=', id).where('caseId', '=', caseId).execute()
  await noteWaiting(tx, caseId)
}

/** Ends what is proposed and not decided, as when the applicant withdraws. */
export async function voidProposals(tx: Db, caseId: number): Promise<void> {
  await tx
    .updateTable('caseProposals')
    .set({ state: 'void' })
    .where('caseId', '=', caseId)
    .where('state', '=', 'waiting')
    .execute()
  await noteWaiting(tx, caseId)
}

/** Keeps with the case how much of it waits for a head: their list is found by it. */
async function noteWaiting(tx: Db, caseId: number): Promise<void> {
  await sql`
    update case_files set proposals_waiting =
      (select count(*) from case_proposals where case_id = ${caseId} and state = 'waiting')
    where id = ${caseId}`.execute(tx)
}
