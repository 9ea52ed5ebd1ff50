import { working } from '../../core/clock.ts'
import { addDays, type Day } from '../../core/day.ts'
import { Forbidden } from '../../core/errors.ts'
import { type Light, light, lightLimits } from '../../core/light.ts'
import { maskContact, maskIdNumber, maskName } from '../../core/mask.ts'
import { holds, reach } from '../../platform/actor.ts'
import { type Act, listActs } from '../../platform/acts.ts'
import type { Ctx } from '../../platform/context.ts'
import { suggestDocuments } from '../disclosure/index.ts'
import { revealPersonalData } from '../identity/index.ts'
import { factsOf, type Life, lifeOf } from './life.store.ts'
import { movesOf, replyClock, replyDue } from './rules.ts'
import type { ApplicantField, RequestState } from './schema.ts'
import { countAskers, listSimilar } from './similar.ts'
import { getRequest, type InformationRequest, listRequests, type RequestLine } from './store.ts'

/** Lights of requests whose clock runs; where someone else is waited for there is none until their day has passed. */
export type RequestLight = Light | 'none'

/** What the work list is narrowed to, as in the address. */
export type RequestQuery = {
  state?: RequestState | undefined
  light?: Light | undefined
  mine?: boolean | undefined
  q?: string | undefined
  cursor?: string | undefined
}

export type WorkLine = RequestLine & { light: RequestLight }

/** Requests within the actor's reach, personal data masked: open ones by their due day, or all, newest first. */
export async function requestsInReach(ctx: Ctx, query: RequestQuery) {
  const { yellowUntil, redUntil } = limitsOf(ctx)
  const windows = {
    overdue: { until: dayBefore(ctx) },
    red: { from: ctx.today, until: redUntil },
    yellow: { from: addOne(redUntil), until: yellowUntil },
    green: { from: addOne(yellowUntil) },
  }
  const found = await listRequests(ctx.db, reach(ctx.actor, 'requests.view'), {
    size: 50,
    state: query.state,
    due: query.light && windows[query.light],
    running: query.light !== undefined,
    handler: query.mine ? (ctx.actor.accountId ?? '') : undefined,
    q: query.q?.trim() || undefined,
    order: query.light || query.mine ? 'due' : 'newest',
    cursor: query.cursor,
  })
  return { ...found, lines: found.lines.map((l): WorkLine => ({ ...maskedLine(l), light: lightOf(ctx, l) })) }
}

const dayBefore = (ctx: Ctx) => addDays(ctx.today, -1)
const addOne = (d: Day) => addDays(d, 1)

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
  acts: Act[]
  moves: ReturnType<typeof movesOf>
  light: RequestLight
  /** How the due day is reckoned, day by day. */
  clock: { due: ReturnType<typeof replyDue>; working: ReturnType<typeof working>; basis: string }
  similar: Awaited<ReturnType<typeof listSimilar>>
  /** Different people who asked for the same. */
  askers: number
  documents: Awaited<ReturnType<typeof suggestDocuments>>
}

/**
 * One request with all that belongs to it. Throws NotFound, and Forbidden where the actor's permission does not reach.
 * @basis 《个人信息保护法》第六条、第五十一条
 */
export async function requestRecord(ctx: Ctx, number: string): Promise<RequestRecord> {
  const request = await getRequest(ctx.db, number)
  if (!holds(ctx.actor, 'requests.view', request.unitPath))
    throw new Forbidden(`${request.number}号申请不在您的管理范围内`)
  const life = await lifeOf(ctx.db, request.id)
  const open = request.closedOn === null
  const [acts, similar, askers, documents] = await Promise.all([
    listActs(ctx.db, `request:${number}`),
    listSimilar(ctx.db, request, reach(ctx.actor, 'requests.view')),
    countAskers(ctx.db, request.subject),
    open ? suggestDocuments(ctx.replica, request.subject) : [],
  ])
  const regime = ctx.law.regime(request.regime)
  const mover = { holds: (permission: string) => holds(ctx.actor, permission, request.unitPath) }
  return {
    request: masked(request),
    life,
    acts,
    moves: movesOf(factsOf(request, life), regime, ctx.today, mover),
    light: lightOf(ctx, request),
    clock: clockOf(ctx, request, life),
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
