import { addWorkingDays } from '../../core/calendar.ts'
import type { Day } from '../../core/day.ts'
import { Forbidden, Refused } from '../../core/errors.ts'
import type { Version } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { getItemVersion, type ItemVersion, type StepRole } from '../catalogue/index.ts'
import { type Life, lifeOf } from './life.store.ts'
import { type CaseEvent, dueDays, isJoint, mostExtension, noticeDue } from './limits.ts'
import { lettersFor } from './mandates.store.ts'
import { currentSteps, openReviews, startingSteps } from './progress.ts'
import { type CasePlace, type Letter, maySee, rightTo } from './rights.ts'
import { type Facts, type MoveName, type Mover, refuseMove } from './rules.ts'
import { addEvent, endSteps, listEvents, listSteps, startSteps } from './steps.store.ts'
import { type CaseFile, changeCase, lockCase } from './store.ts'

/** A case while a move is being made on it: locked, with all that belongs to it. */
export type Step = { tx: Db; file: CaseFile; version: ItemVersion; life: Life; facts: Facts }

type Options = {
  /** Default: the actor, as an officer. The applicant has proved who they are before. */
  by?: 'applicant' | 'clock' | undefined
  /** Version of the record the form was filled in on. */
  version?: Version
}

/** Where a case belongs and lies, for the question who may do what. */
export const placeOf = (file: CaseFile, { steps }: Pick<Life, 'steps'>): CasePlace => ({
  itemId: file.itemId,
  unitCode: file.unitCode,
  unitPath: file.unitPath,
  intakeUnitPath: file.intakeUnitPath,
  atUnitPath: file.atUnitPath,
  stepPaths: steps.filter((s) => s.state === 'doing').map((s) => s.unitPath),
})

/** The actor as one who wants to move a case, with the letters of authorisation that hold today. */
export const officerOf = (ctx: Ctx, place: CasePlace, letters: readonly Letter[]): Exclude<Mover, string> => ({
  accountId: ctx.actor.accountId ?? ctx.actor.name,
  rightTo: (need) => rightTo(need, ctx.actor, place, letters, ctx.today),
})

/** Letters of the actor; none for who has no account. */
export const lettersOfActor = (db: Db, { actor, today }: Ctx): Promise<Letter[]> =>
  actor.kind === 'staff' && actor.accountId !== undefined ? lettersFor(db, actor.accountId, today) : Promise.resolve([])

/** What the rules ask about a case. */
export function factsOf(ctx: Pick<Ctx, 'calendar'>, file: CaseFile, version: ItemVersion, life: Life): Facts {
  const { steps, proposals, materials, papers, deliveries } = life
  const waiting = proposals.filter((p) => p.state === 'waiting')
  const reviewers = [
    ...steps
      .filter((s) => s.outcome === 'pass' && s.clerkId !== null && s.role !== 'accept')
      .map((s) => s.clerkId ?? ''),
    ...proposals.filter((p) => p.kind === 'decision' && p.state !== 'void').map((p) => p.proposedBy),
  ]
  return {
    state: file.state,
    kind: file.kind,
    receivedOn: file.receivedOn,
    noticeDueOn: noticeDue(ctx.calendar, file.noticeFrom),
    supplementsAsked: papers.filter((p) => p.kind === 'supplementNotice').length,
    waitingUntil: file.waitingUntil,
    extension: file.extension,
    mostExtension: mostExtension(limitsOf(file), version.itemType, isJoint(version.elements), file.receivedOn),
    dueOn: file.dueOn,
    fourEyes: version.elements.fourEyes,
    reviewers: [...new Set(reviewers)],
    openSteps: openReviews(steps).length,
    tolerated: materials.filter((m) => m.way === 'later' && !m.replaced).length,
    proposals: waiting.map((p) => p.kind),
    proposers: waiting.map((p) => p.proposedBy),
    feeOpen: file.feeAskedFen > 0 && file.paidOn === null,
    onItsWay: deliveries.some((d) => ['posted', 'inTransit', 'outForDelivery'].includes(d.state)),
  }
}

/** The limits that were fixed when the case began. */
export const limitsOf = (
  file: Pick<CaseFile, 'promisedUnit' | 'promisedDays' | 'statutoryUnit' | 'statutoryDays'>,
) => ({
  promised: { unit: file.promisedUnit, days: file.promisedDays },
  statutory: { unit: file.statutoryUnit, days: file.statutoryDays },
})

async function takeUp(ctx: Ctx, tx: Db, number: string): Promise<Step> {
  const file = await lockCase(tx, number)
  const version = await getItemVersion(tx, file.versionId)
  const life = await lifeOf(tx, file.id)
  return { tx, file, version, life, facts: factsOf(ctx, file, version, life) }
}

/**
 * Makes one move on a case: takes and locks it, asks the rules, and lets `change` do the rest in one transaction.
 * Throws NotFound, Forbidden where the actor may not even see it, Refused when the rules say no, the letter of
 * authorisation does not reach, or someone else was quicker.
 */
export async function move(
  ctx: Ctx,
  number: string,
  name: MoveName,
  { by, version }: Options,
  change: (step: Step) => Promise<void>,
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const step = await takeUp(ctx, tx, number)
    const place = placeOf(step.file, step.life)
    if (by === undefined && !maySee(ctx.actor, place)) throw new Forbidden(`${number}号办件不在您的管理范围内`)
    const mover = by ?? officerOf(ctx, place, await lettersOfActor(tx, ctx))
    // Someone who looks at an old page is told what happened meanwhile rather than that the state is wrong.
    if (version !== undefined && version !== step.file.version) throw new Refused(changedMeanwhile)
    const refusal = refuseMove(name, step.facts, ctx.today, mover)
    if (refusal) throw new Refused(refusal)
    await change(step)
  })
}

const changedMeanwhile = {
  code: 'cases.changedMeanwhile',
  message: '在您填写期间，这件办件已经有了新的变化',
  next: '请回到办件页面看看最新情况，再决定怎么办',
}

/** Adds what moves the clock and saves the due days that follow. */
export async function moveClock(
  ctx: Ctx,
  { tx, file }: Pick<Step, 'tx' | 'file'>,
  ...events: CaseEvent[]
): Promise<void> {
  for (const event of events) await addEvent(tx, file.id, event)
  await saveDues(ctx, tx, file)
}

/** Due days of a case that is being handled, as they are stored. */
export function storedDues(ctx: Ctx, file: CaseFile, events: readonly CaseEvent[], acceptedOn: Day) {
  const { promised, statutory, dueOn, warnOn, extension, provisional } = dueDays(
    limitsOf(file),
    ctx.calendar,
    acceptedOn,
    events,
    { asOf: ctx.today, warnPercent: ctx.settings.limits.caseWarnPercent },
  )
  return {
    promisedDueOn: promised?.dueOn ?? null,
    statutoryDueOn: statutory?.dueOn ?? null,
    dueOn,
    warnOn,
    extension,
    provisional,
  }
}

/** Reckons the due days anew and saves them. Whoever goes on in the same step quotes the days that hold now. */
export async function saveDues(ctx: Ctx, tx: Db, file: CaseFile): Promise<void> {
  if (file.acceptedOn === null) return
  const dues = storedDues(ctx, file, await listEvents(tx, file.id), file.acceptedOn)
  await changeCase(tx, file.id, dues)
  Object.assign(file, dues)
}

/** Changes the case, and what the rest of the step reads of it. */
export async function change(
  { tx, file }: Pick<Step, 'tx' | 'file'>,
  changes: Partial<Omit<CaseFile, 'answers' | 'choices' | 'orderOn'>>,
): Promise<void> {
  await changeCase(tx, file.id, changes as Parameters<typeof changeCase>[2])
  Object.assign(file, changes)
}

/** Whoever handles it first has it from then on. */
export const handler = (ctx: Ctx, file: CaseFile) =>
  file.handlerId === null && ctx.actor.kind === 'staff'
    ? { handlerId: ctx.actor.accountId ?? null, handlerName: ctx.actor.name }
    : {}

/** Ends steps and begins those that come next. */
export async function advance(
  ctx: Ctx,
  { tx, file }: Pick<Step, 'tx' | 'file'>,
  ids: readonly number[],
  { outcome = 'pass', opinion = '' }: { outcome?: 'pass' | 'return' | 'other'; opinion?: string } = {},
): Promise<void> {
  const clerk = { clerkId: ctx.actor.accountId ?? null, clerkName: ctx.actor.name, endedAt: ctx.now }
  await endSteps(tx, ids, { outcome, opinion, ...clerk })
  await beginNext(ctx, tx, file.id)
}

/** Begins the steps whose turn it is. */
export async function beginNext(ctx: Ctx, tx: Db, caseId: number): Promise<void> {
  const next = startingSteps(await listSteps(tx, caseId))
  await startSteps(
    tx,
    next.map(({ id, days }) => ({
      id,
      startedAt: ctx.now,
      dueOn: addWorkingDays(ctx.calendar, ctx.today, days),
    })),
  )
}

/** Steps of these roles that are not done, of the last round. */
export const openOf = ({ life }: Pick<Step, 'life'>, ...roles: StepRole[]): number[] =>
  currentSteps(life.steps)
    .filter((s) => s.state !== 'done' && roles.includes(s.role))
    .map((s) => s.id)

/** Ends all that is left to do, as when a case ends early. */
export function endAll(ctx: Ctx, step: Pick<Step, 'tx' | 'life' | 'file'>): Promise<void> {
  const open = step.life.steps.filter((s) => s.state !== 'done').map((s) => s.id)
  return advance(ctx, step, open, { outcome: 'other' })
}

/** Notes what was done, in the timeline of the case. Who has no account is the applicant. */
export function note(
  ctx: Ctx,
  tx: Db,
  file: Pick<CaseFile, 'number' | 'unitCode'>,
  act: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  const author = ctx.actor.kind === 'visitor' ? { actor: '申请人' } : {}
  const subject = `case:${file.number}`
  return ctx.acts.writeMany(tx, [{ act: `cases.${act}`, subject, unitCode: file.unitCode, data, ...author }])
}
