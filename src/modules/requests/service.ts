import { workingDaysBetween } from '../../core/calendar.ts'
import { type ClockEvent, working } from '../../core/clock.ts'
import { addDays, type Day } from '../../core/day.ts'
import { Forbidden } from '../../core/errors.ts'
import { type Light, light, lightLimits } from '../../core/light.ts'
import { maskContact, maskIdNumber, maskName } from '../../core/mask.ts'
import type { Regime } from '../../core/regime.ts'
import { holds, reach } from '../../platform/actor.ts'
import { type Act, listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { suggestDocuments } from '../disclosure/index.ts'
import { revealPersonalData } from '../identity/index.ts'
import { factsOf, type Life, lifeOf } from './life.store.ts'
import { movesOf, replyClock, replyDue } from './rules.ts'
import type { ApplicantField, RequestState } from './schema.ts'
import { countAskers, listSimilar } from './similar.ts'
import { moverOf } from './step.ts'
import { feeOf } from './steps.service.ts'
import * as store from './store.ts'
import { getRequest, type InformationRequest, type RequestLine } from './store.ts'

/** Lights of requests whose clock runs; where someone else is waited for there is none until their day has passed. */
export type RequestLight = Light | 'none'

/** Parts of the work list, as in the address. */
export const groups = ['open', 'today', 'mine', 'waiting', 'closed', 'all'] as const
export type Group = (typeof groups)[number]

/** What the work list is narrowed to, as in the address. */
export type RequestQuery = {
  group?: Group | undefined
  state?: RequestState | undefined
  light?: 'overdue' | 'red' | 'yellow' | undefined
  q?: string | undefined
  cursor?: string | undefined
}

export type WorkLine = RequestLine & {
  light: RequestLight
  /** Working days to the due day; below zero: days late. Undefined while the clock stands still or has ended. */
  daysLeft: number | undefined
}

/** Requests within the actor's reach, personal data masked: open ones by their due day, or all, newest first. */
export async function requestsInReach(ctx: Ctx, query: RequestQuery) {
  const paths = reach(ctx.actor, 'requests.view')
  const found = await store.listRequests(ctx.db, paths, { ...filterOf(ctx, query), size: 50, cursor: query.cursor })
  const counts = await openWork(ctx)
  return { ...found, lines: found.lines.map((l) => workLine(ctx, l)), counts }
}

/** The wish of an address as the store is asked for it. */
export function filterOf(ctx: Ctx, { group = 'open', state, light, q }: RequestQuery): store.RequestFilter {
  const { yellowUntil, redUntil } = limitsOf(ctx)
  const windows = {
    overdue: { until: addDays(ctx.today, -1) },
    red: { from: ctx.today, until: redUntil },
    yellow: { from: addDays(redUntil, 1), until: yellowUntil },
  }
  return {
    states: state ? [state] : statesOf[group],
    due: light && windows[light],
    pressing: group === 'today' ? { until: yellowUntil, today: ctx.today } : undefined,
    handler: group === 'mine' ? (ctx.actor.accountId ?? '') : undefined,
    q: q?.trim() || undefined,
    order: group === 'all' || group === 'closed' ? 'newest' : 'due',
  }
}

const statesOf: Partial<Record<Group, readonly RequestState[]>> = {
  waiting: store.waitingStates,
  closed: ['replied', 'withdrawn', 'abandoned'],
}

/** How much open work there is within the actor's reach, by how it presses. */
export function openWork(ctx: Ctx) {
  const handler = ctx.actor.accountId ?? ''
  return store.countOpenWork(ctx.db, reach(ctx.actor, 'requests.view'), {
    today: ctx.today,
    ...limitsOf(ctx),
    handler,
  })
}

/** A line as the work list shows it. */
export const workLine = (ctx: Ctx, line: RequestLine): WorkLine => ({
  ...maskedLine(line),
  light: lightOf(ctx, line),
  daysLeft:
    line.state === 'received' || line.state === 'handling'
      ? workingDaysBetween(ctx.calendar, ctx.today, line.dueOn)
      : undefined,
})

export function limitsOf(ctx: Ctx) {
  const { yellowDays: yellow, redDays: red } = ctx.settings.limits
  return lightLimits(ctx.calendar, ctx.today, { yellow, red })
}

/** The light of an open request; overdue too when whoever was waited for let their day pass. */
export function lightOf(ctx: Ctx, r: Pick<RequestLine, 'state' | 'dueOn' | 'waitingUntil' | 'closedOn'>): RequestLight {
  if (r.closedOn !== null) return 'none'
  if (r.state === 'received' || r.state === 'handling') {
    const { yellowDays: yellow, redDays: red } = ctx.settings.limits
    return light(ctx.calendar, r.dueOn, ctx.today, { yellow, red })
  }
  return r.waitingUntil !== null && r.waitingUntil < ctx.today ? 'yellow' : 'none'
}

/** A request as the desk shows it: what is known, what may be done, and what may help to answer it. */
export type RequestRecord = {
  /** Personal data masked. */
  request: InformationRequest
  life: Life
  regime: Regime
  acts: Act[]
  /** Every move, and why it may not be made now. */
  moves: ReturnType<typeof movesOf>
  /** Whether the actor may open letters and files. */
  mayOpen: boolean
  line: WorkLine
  /** How the due day is reckoned, day by day. */
  clock: { due: ReturnType<typeof replyDue>; working: ReturnType<typeof working>; basis: string }
  /** What the applicant's month costs so far; undefined before there were fees. */
  fee: Awaited<ReturnType<typeof feeOf>>
  similar: Awaited<ReturnType<typeof listSimilar>>
  /** Different people who asked for the same. */
  askers: number
  documents: Awaited<ReturnType<typeof suggestDocuments>>
}

/** A request within the actor's reach, nothing masked. Throws NotFound and Forbidden. */
export async function reachRequest(
  ctx: Ctx,
  number: string,
  permission = 'requests.view',
): Promise<InformationRequest> {
  const request = await getRequest(ctx.db, number)
  if (!holds(ctx.actor, permission, request.unitPath)) throw new Forbidden(`${request.number}号申请不在您的管理范围内`)
  return request
}

/** Whether the actor handles or approves requests of a unit, and so may open what names the applicant in full. */
export const mayOpen = ({ actor }: Pick<Ctx, 'actor'>, { unitPath }: Pick<InformationRequest, 'unitPath'>): boolean =>
  holds(actor, 'requests.handle', unitPath) || holds(actor, 'requests.approve', unitPath)

/** A request whose letters and files the actor may open. Throws NotFound and Forbidden. */
export async function openRequest(ctx: Ctx, number: string): Promise<InformationRequest> {
  const request = await reachRequest(ctx, number)
  if (!mayOpen(ctx, request)) throw new Forbidden('文书和文件里有申请人的个人信息，只供办理和审批的人打开')
  return request
}

/**
 * One request with all that belongs to it. Throws NotFound, and Forbidden where the actor's permission does not reach.
 * @basis 《个人信息保护法》第六条、第五十一条
 */
export async function requestRecord(ctx: Ctx, number: string): Promise<RequestRecord> {
  const request = await reachRequest(ctx, number)
  const life = await lifeOf(ctx.db, request.id)
  const open = request.closedOn === null
  const [acts, similar, askers, documents, fee] = await Promise.all([
    listActs(ctx.db, `request:${number}`),
    listSimilar(ctx.db, request, reach(ctx.actor, 'requests.view')),
    countAskers(ctx.db, request.subject),
    open ? suggestDocuments(ctx.replica, request.subject) : [],
    feeOf(ctx, request, { scheme: 'item', pages: 0 }),
  ])
  const regime = ctx.law.regime(request.regime)
  const mover = moverOf(ctx, request)
  return {
    request: masked(request),
    life,
    regime,
    acts,
    moves: movesOf(factsOf(request, life), regime, ctx.today, mover),
    mayOpen: mayOpen(ctx, request),
    line: workLine(ctx, request),
    clock: clockOf(ctx, request, life),
    fee,
    similar,
    askers,
    documents,
  }
}

/** How the due day of a request is reckoned; for a closed one as of the day it was closed. */
export function clockOf(ctx: Ctx, request: InformationRequest, { events }: Pick<Life, 'events'>) {
  const regime = ctx.law.regime(request.regime)
  const asOf = request.closedOn ?? ctx.today
  const input = replyClock(regime, ctx.calendar, request.receivedOn, events, asOf)
  return {
    due: replyDue(regime, ctx.calendar, request.receivedOn, events, asOf),
    working: working(input),
    basis: `《政府信息公开条例》（${regime.orderNumber}）${regime.articles.replyDays ?? ''}`,
  }
}

/** Where the due day would lie if these things happened too. */
export function dueAfter(
  ctx: Ctx,
  request: InformationRequest,
  { events }: Pick<Life, 'events'>,
  ...more: ClockEvent[]
): Day {
  const regime = ctx.law.regime(request.regime)
  return replyDue(regime, ctx.calendar, request.receivedOn, [...events, ...more], ctx.today).dueOn
}

/**
 * Shows one thing about the applicant that is otherwise masked; the look is an act. Throws Forbidden, and Invalid without
 * a proper reason.
 * @basis 《个人信息保护法》第五十一条
 */
export async function revealApplicant(ctx: Ctx, number: string, form: { field: ApplicantField; reason: string }) {
  const { unitPath, unitCode } = await getRequest(ctx.db, number)
  const reveal = { subject: `request:${number}`, unitPath, unitCode, ...form }
  return revealPersonalData(ctx, reveal, async () => (await getRequest(ctx.db, number))[form.field])
}

const maskedLine = <T extends RequestLine>(line: T): T => ({
  ...line,
  applicantName: maskName(line.applicantName, line.applicantKind),
})

const masked = (request: InformationRequest): InformationRequest => ({
  ...maskedLine(request),
  applicantIdNumber: maskIdNumber(request.applicantIdNumber),
  contactPerson: request.contactPerson === '' ? '' : maskName(request.contactPerson),
  applicantContact: maskContact(request.applicantContact),
  applicantEmail: maskContact(request.applicantEmail),
  applicantAddress: request.applicantAddress === '' ? '' : `${request.applicantAddress.slice(0, 6)}……`,
})
