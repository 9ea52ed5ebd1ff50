import type { Calendar } from '../../core/calendar.ts'
import { Forbidden, Refused } from '../../core/errors.ts'
import type { Version } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { termsOf } from './catalogue.store.ts'
import { type Dated, type Dues, dues, replyDue, type Terms, termKindOf } from './clocks.ts'
import { addStep, type Life, lifeOf } from './life.store.ts'
import { hasRight, mayAssist, maySee, type OrderPlace } from './rights.ts'
import { endedStates, type Facts, type MoveName, type Mover, refuseMove } from './rules.ts'
import { changeOrder, lockOrder, type OrderChange, type WorkOrder } from './store.ts'

/** An order while a move is being made on it: locked, with all that belongs to it. */
export type Step = {
  tx: Db
  order: WorkOrder
  life: Life
  facts: Facts
  terms: Terms
  /** What is saved when the step is done, all at once. */
  changes: Partial<WorkOrder>
}

/** What a move tells of itself: its act, and words for officers. */
export type Told = {
  act: string
  words?: string
  data?: Record<string, unknown>
  /** Whether the person is to be rung after closing; default: as it was. */
  followUp?: boolean
}

type Options = {
  /** Default: the actor, as an officer. The person has proved who they are before. */
  by?: 'person' | 'clock' | undefined
  /** Version of the record the form was filled in on. */
  version?: Version
  /** Another order that the move needs: both are locked, always in the same order. */
  with?: string
}

/**
 * The unit a report or a confidential order speaks of, which must not see it; null: none. Who speaks of the government itself
 * is heard by its hotline all the same.
 * @basis 《信访工作条例》第三十条
 */
export const hiddenFrom = (
  o: Pick<WorkOrder, 'kind' | 'confidential' | 'complainedUnitPath' | 'intakeUnitPath'>,
): string | null =>
  (o.kind === 'report' || o.confidential) && o.complainedUnitPath !== o.intakeUnitPath ? o.complainedUnitPath : null

/** Where an order belongs and lies, for the question who may do what. */
export const placeOf = (order: WorkOrder, { units }: Pick<Life, 'units'>): OrderPlace => ({
  intakeUnitPath: order.intakeUnitPath,
  unitPath: order.unitPath,
  atUnitPath: order.atUnitPath,
  assistingPaths: units.filter((u) => u.state === 'doing').map((u) => u.unitPath),
  assistedPaths: units.map((u) => u.unitPath),
  hiddenFromPath: hiddenFrom(order),
})

/** The actor as one who wants to move an order. */
export const officerOf = ({ actor }: Pick<Ctx, 'actor'>, place: OrderPlace): Exclude<Mover, string> => ({
  accountId: actor.accountId ?? actor.name,
  holds: (need) => hasRight(need, actor, place),
  assisting: mayAssist(actor, place),
})

const handling: readonly string[] = ['sign', 'contact', 'reply', 'askClosing', 'answerAtOnce'] satisfies MoveName[]

/** What the rules ask about an order. */
export function factsOf({ today }: Pick<Ctx, 'today'>, order: WorkOrder, life: Life, terms: Terms): Facts {
  const { steps, proposals, units, urgings, followUps } = life
  const reopenedAt = steps.findLastIndex((s) => s.move === 'reopen')
  const whoHandled = (some: Life['steps']) => [
    ...new Set(some.filter((s) => handling.includes(s.move) && s.byId !== null).map((s) => s.byId ?? '')),
  ]
  return {
    state: order.state,
    handedDown:
      order.unitCode !== null && order.atUnitCode !== order.unitCode && order.atUnitCode !== order.intakeUnitCode,
    extension: order.extension,
    mostExtension: terms.extensionDays,
    replyDueOn: order.replyDueOn,
    proposals: proposals.filter((p) => p.state === 'waiting').map((p) => ({ kind: p.kind, by: p.proposedBy })),
    followers: life.followers.length,
    assistingOpen: units.filter((u) => u.state === 'doing').length,
    handlers: whoHandled(steps),
    formerHandlers: whoHandled(steps.slice(0, Math.max(0, reopenedAt))),
    urgedToday: urgings.some((u) => u.byWhom === 'person' && u.urgedOn === today),
    withLeader: order.escalatedOn !== null && (order.instructedOn === null || order.instructedOn < order.escalatedOn),
    followUpOpen: order.followUpDueOn !== null,
    unsatisfied: (followUps.at(-1)?.satisfaction ?? 0) >= 4,
    reopenUntil: order.reopenUntil,
    hasReply: life.replies.length > 0,
    confidential: order.confidential,
    publicWish: order.publicWish,
    published: order.publishedOn !== null,
  }
}

/**
 * Makes one move on an order: takes and locks it, asks the rules, lets `make` do the rest, reckons the last days anew,
 * and writes the step and its act, all in one transaction. Throws NotFound, Forbidden where the actor may not even see it,
 * Refused when the rules say no or someone else was quicker.
 */
export async function move(
  ctx: Ctx,
  number: string,
  name: MoveName,
  { by, version, with: other }: Options,
  make: (step: Step) => Promise<Told>,
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    if (other !== undefined && other < number) await lockOrder(tx, other)
    const order = await lockOrder(tx, number)
    const life = await lifeOf(tx, order.id)
    const terms = await termsOf(tx, termKindOf(order))
    const step: Step = { tx, order, life, terms, facts: factsOf(ctx, order, life, terms), changes: {} }
    const place = placeOf(order, life)
    if (by === undefined && !maySee(ctx.actor, place)) throw new Forbidden(`${number}号工单不在您的管理范围内`)
    // Someone who looks at an old page is told what happened meanwhile rather than that the state is wrong.
    if (version !== undefined && version !== order.version) throw new Refused(changedMeanwhile)
    const refusal = refuseMove(name, step.facts, ctx.today, by ?? officerOf(ctx, place))
    if (refusal) throw new Refused(refusal)
    const before = { ...order }
    const told = await make(step)
    await settle(ctx, step, before, told)
    await addStep(tx, order.id, {
      ...{ move: name, fromState: before.state, toState: order.state },
      ...{ unitCode: before.atUnitCode, toUnitCode: order.atUnitCode, words: told.words ?? '' },
      ...{ byId: ctx.actor.accountId ?? null, byName: by === 'person' ? theOne : ctx.actor.name, at: ctx.now },
    })
    const data = { ...(told.words ? { words: told.words } : {}), ...told.data }
    await note(ctx, tx, order, told.act, data, by)
  })
}

const changedMeanwhile = {
  code: 'hotline.changedMeanwhile',
  message: '在您填写期间，这件工单已经有了新的变化',
  next: '请回到工单页面看看最新情况，再决定怎么办',
}

/** What follows from the state: when it ended, since when whoever has the turn has it, and all last days. */
async function settle(ctx: Ctx, step: Step, before: WorkOrder, told: Told): Promise<void> {
  const { order, tx } = step
  const turned = order.state !== before.state || order.atUnitCode !== before.atUnitCode
  const ended = endedStates.includes(order.state)
  change(step, {
    turnFrom: turned ? ctx.today : order.turnFrom,
    closedOn: ended ? (order.closedOn ?? ctx.today) : null,
  })
  const terms =
    order.kind === before.kind && order.urgent === before.urgent ? step.terms : await termsOf(tx, termKindOf(order))
  change(step, storedDues(order, terms, ctx.calendar, told.followUp))
  const { atUnitPath: _a, unitPath: _u, mergedNumber: _m, ...columns } = step.changes
  await changeOrder(tx, order.id, columns as OrderChange)
}

/** Last days of an order, as they are stored. */
export function storedDues(
  order: WorkOrder,
  terms: Terms,
  calendar: Calendar,
  followUpNeeded = order.followUpDueOn !== null,
): Dues {
  const dated: Dated = { ...order, followUpNeeded }
  const reckoned = dues(dated, terms, calendar)
  // What was archived keeps the day it was closed and nothing else.
  return order.state === 'archived' ? { ...reckoned, reopenUntil: order.reopenUntil } : reckoned
}

/** The last day to reply as it is now, before the step is saved. */
export const replyDueOf = ({ calendar }: { calendar: Calendar }, order: WorkOrder) => replyDue(order, calendar)

/** Changes the order: what the rest of the step reads of it at once, the database when the step is done. */
export function change({ order, changes }: Pick<Step, 'order' | 'changes'>, more: Partial<WorkOrder>): void {
  Object.assign(order, more)
  Object.assign(changes, more)
}

/** What the person is called in timelines, which name nobody. */
const theOne = '来访人'

/** Notes what was done, in the timeline of the order. */
export function note(
  ctx: Ctx,
  tx: Db,
  order: Pick<WorkOrder, 'number' | 'unitCode' | 'atUnitCode'>,
  act: string,
  data: Record<string, unknown> = {},
  by?: Options['by'],
): Promise<void> {
  const author =
    by === 'person' || ctx.actor.kind === 'visitor' || ctx.actor.kind === 'citizen' ? { actor: theOne } : {}
  const subject = `workOrder:${order.number}`
  const unitCode = order.unitCode ?? order.atUnitCode
  return ctx.acts.writeMany(tx, [{ act: `hotline.${act}`, subject, unitCode, data, ...author }])
}
