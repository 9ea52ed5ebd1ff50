import type { ClockEvent } from '../../core/clock.ts'
import { Forbidden, Refused } from '../../core/errors.ts'
import type { Regime } from '../../core/regime.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import type { Paper } from '../../platform/paper/index.ts'
import { rehearsed } from '../../platform/rehearse.ts'
import { addEvent, factsOf, getLetter, type Life, lifeOf, listEvents } from './life.store.ts'
import { type Facts, type MoveName, type Mover, refuseMove, replyDue } from './rules.ts'
import { changeRequest, type InformationRequest, lockRequest } from './store.ts'

/** A request while a move is being made on it: locked, with all that belongs to it. */
export type Step = {
  tx: Db
  request: InformationRequest
  life: Life
  facts: Facts
  regime: Regime
}

type Options = {
  /** Default: the actor, as an officer. The applicant has proved who they are before. */
  by?: 'applicant' | 'clock'
  /** Version of the record the form was filled in on. */
  version?: number | undefined
}

/**
 * Makes one move on a request: takes and locks it, asks the rules, and lets `change` do the rest in one transaction.
 * Throws NotFound, Forbidden outside the actor's reach, Refused when the rules say no or someone else was quicker.
 */
export async function move(
  ctx: Ctx,
  number: string,
  name: MoveName,
  { by, version }: Options,
  change: (step: Step) => Promise<void>,
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const request = await lockRequest(tx, number)
    if (by === undefined && !holds(ctx.actor, 'requests.view', request.unitPath))
      throw new Forbidden(`${number}号申请不在您的管理范围内`)
    const life = await lifeOf(tx, request.id)
    const facts = factsOf(request, life)
    const regime = ctx.law.regime(request.regime)
    const mover = by === 'applicant' ? by : moverOf(ctx, request, by === 'clock')
    const refusal = refuseMove(name, facts, regime, ctx.today, mover)
    if (refusal) throw new Refused(refusal)
    if (version !== undefined && version !== request.version)
      throw new Refused({
        code: 'requests.changedMeanwhile',
        message: '在您填写期间，这件申请已经有了新的变化',
        next: '请回到申请页面看看最新情况，再决定怎么办',
      })
    await change({ tx, request, life, facts, regime })
  })
}

/** The actor as one who wants to move a request; the clock may make whatever the law allows. */
export const moverOf = (
  { actor }: Pick<Ctx, 'actor'>,
  { unitPath }: Pick<InformationRequest, 'unitPath'>,
  clock = false,
): Exclude<Mover, string> => ({
  accountId: actor.accountId ?? actor.name,
  holds: (may) => clock || holds(actor, may, unitPath),
})

/**
 * The letters that a step would send out, made by taking the very step and undoing it: what is shown is what will go out.
 * Only their numbers are left away, since other letters may take them first. Throws what the step would throw.
 */
export function rehearse(ctx: Ctx, number: string, change: (step: Step) => Promise<void>): Promise<Paper[]> {
  return rehearsed(ctx.db, async (tx) => {
    const request = await lockRequest(tx, number)
    const life = await lifeOf(tx, request.id)
    await change({ tx, request, life, facts: factsOf(request, life), regime: ctx.law.regime(request.regime) })
    const papers: Paper[] = []
    for (const { id } of (await lifeOf(tx, request.id)).letters.slice(life.letters.length)) {
      const { documentNumber: _, ...paper } = (await getLetter(tx, request.id, id)).paper
      papers.push(paper)
    }
    return papers
  })
}

/** Adds what moves the clock and saves the due day that follows. */
export async function moveClock(
  ctx: Ctx,
  { tx, request, regime }: Pick<Step, 'tx' | 'request' | 'regime'>,
  ...events: ClockEvent[]
): Promise<void> {
  for (const event of events) await addEvent(tx, request.id, event)
  const all = await listEvents(tx, request.id)
  const { dueOn, extension, pausedDays, provisional } = replyDue(
    regime,
    ctx.calendar,
    request.receivedOn,
    all,
    ctx.today,
  )
  await changeRequest(tx, request.id, { dueOn, extension, paused: pausedDays, provisional })
  // Whoever goes on in the same step, such as the letter, quotes the day that holds now.
  Object.assign(request, { dueOn, extension, paused: pausedDays, provisional })
}

/** Notes what was done, in the timeline of the request. Who has no account is the applicant. */
export function note(
  ctx: Ctx,
  tx: Db,
  request: { number: string; unitCode: string },
  act: string,
  data: Record<string, unknown> = {},
): Promise<void> {
  const subject = `request:${request.number}`
  const author = ctx.actor.kind === 'visitor' ? { actor: '申请人' } : {}
  return ctx.acts.writeMany(tx, [{ act: `requests.${act}`, subject, unitCode: request.unitCode, data, ...author }])
}
