import { Forbidden, type Refusal, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { findCaseFrom } from '../cases/index.ts'
import { counterTitle } from './labels.ts'
import * as layout from './layout.store.ts'
import * as store from './queue.store.ts'
import { afterMiss, type MoveName, moves, refuseMove } from './rules.ts'
import { originOf } from './ticket.service.ts'

/** A counter while its clerk acts there: locked, so that presses come one after the other. */
type AtCounter = { tx: Db; counter: layout.Counter; clerkId: string }
/** And the person who was called there. */
type Served = AtCounter & { call: store.OpenCall; ticket: store.Ticket }

const notYours = (counter: layout.Counter): Refusal => ({
  code: 'hall.notAtThisCounter',
  message: `您没有在${counterTitle(counter)}上岗`,
  next: '请先在这个窗口上岗',
})

const changedMeanwhile: Refusal = {
  code: 'hall.changedMeanwhile',
  message: '这个窗口的情况已经变了，刚才的操作没有执行',
  next: '请看看现在叫的是哪个号，再操作',
}

async function mayServe(ctx: Ctx, counter: layout.Counter): Promise<string> {
  const hall = await layout.getHall(ctx.db, counter.hallCode)
  const { accountId } = ctx.actor
  if (accountId === undefined || !holds(ctx.actor, 'hall.serve', hall.unitPath))
    throw new Forbidden(`您没有在${hall.name}叫号的权限`)
  return accountId
}

/** Acts at a counter as the clerk who is signed on there. Throws Forbidden, NotFound, Refused. */
async function atCounter<T>(ctx: Ctx, counterId: number, act: (at: AtCounter) => Promise<T>): Promise<T> {
  const clerkId = await mayServe(ctx, await layout.getCounter(ctx.db, counterId))
  return ctx.db.transaction().execute(async (tx) => {
    const counter = await layout.lockCounter(tx, counterId)
    if (counter.clerkId !== clerkId) throw new Refused(notYours(counter))
    const done = await act({ tx, counter, clerkId })
    await store.tellHall(tx, counter.hallCode)
    return done
  })
}

/** Makes a move on the person who was called to the counter. @param callId - the call the page showed */
function withServed(
  ctx: Ctx,
  counterId: number,
  callId: number,
  name: MoveName,
  act: (served: Served) => Promise<void>,
): Promise<void> {
  return atCounter(ctx, counterId, async (at) => act(await servedAt(at, callId, name)))
}

async function servedAt(at: AtCounter, callId: number, name: MoveName): Promise<Served> {
  const call = await store.findOpenCall(at.tx, at.counter.id)
  if (call?.id !== callId) throw new Refused(changedMeanwhile)
  const ticket = await store.lockTicket(at.tx, call.ticketId)
  const refusal = refuseMove(name, ticket.state)
  if (refusal) throw new Refused(refusal)
  return { ...at, call, ticket }
}

const note = (ctx: Ctx, tx: Db, act: string, ticket: store.Ticket, data: Record<string, unknown>) =>
  ctx.acts.write(tx, {
    act: `hall.${act}`,
    subject: `ticket:${ticket.id}`,
    data: { hall: ticket.hallCode, label: ticket.label, line: ticket.lineId, ...data },
  })

const noteCounter = (ctx: Ctx, tx: Db, act: string, counter: layout.Counter, data: Record<string, unknown> = {}) =>
  ctx.acts.write(tx, {
    act: `hall.${act}`,
    subject: `counter:${counter.id}`,
    data: { hall: counter.hallCode, number: counter.number, ...data },
  })

/** Signs the actor on at a counter that nobody has. Throws Refused when someone sits there, or the actor elsewhere. */
export async function signOn(ctx: Ctx, counterId: number): Promise<void> {
  const clerkId = await mayServe(ctx, await layout.getCounter(ctx.db, counterId))
  await ctx.db.transaction().execute(async (tx) => {
    const counter = await layout.lockCounter(tx, counterId)
    if (counter.clerkId === clerkId) return
    if (!counter.inUse)
      throw new Refused({
        code: 'hall.counterGone',
        message: `${counterTitle(counter)}已经停用`,
        next: '请选择别的窗口',
      })
    if (counter.clerkId !== null)
      throw new Refused({
        code: 'hall.counterTaken',
        message: `${counter.clerkName}正在${counterTitle(counter)}`,
        next: '请选择别的窗口，或者请他先下岗',
      })
    const elsewhere = await layout.findCounterOf(tx, clerkId)
    if (elsewhere)
      throw new Refused({
        code: 'hall.atAnotherCounter',
        message: `您已经在${counterTitle(elsewhere)}上岗`,
        next: '请先在那里下岗',
      })
    const change = { clerkId, clerkName: ctx.actor.name, since: ctx.now, pauseReason: '' }
    await layout.saveCounterState(tx, counterId, { state: 'open', ...change })
    await noteCounter(ctx, tx, 'counterOpened', counter)
    await store.tellHall(tx, counter.hallCode)
  })
}

async function refuseWhileServing({ tx, counter }: AtCounter): Promise<void> {
  const call = await store.findOpenCall(tx, counter.id)
  if (!call) return
  const { label } = await store.getTicket(tx, call.ticketId)
  throw new Refused({
    code: 'hall.finishFirst',
    message: `${label} 号还没有办完`,
    next: '请先点“办完”“过号”或者“转到别处”',
  })
}

/** Stops calling for a while. @param reason - read on the board */
export const pause = (ctx: Ctx, counterId: number, reason: string): Promise<void> =>
  atCounter(ctx, counterId, async (at) => {
    await refuseWhileServing(at)
    if (at.counter.state === 'paused') return
    await layout.saveCounterState(at.tx, counterId, { state: 'paused', since: ctx.now, pauseReason: reason.trim() })
    await noteCounter(ctx, at.tx, 'counterPaused', at.counter, { reason: reason.trim() })
  })

export const resume = (ctx: Ctx, counterId: number): Promise<void> =>
  atCounter(ctx, counterId, async ({ tx, counter }) => {
    if (counter.state === 'open') return
    await layout.saveCounterState(tx, counterId, { state: 'open', since: ctx.now, pauseReason: '' })
    await noteCounter(ctx, tx, 'counterResumed', counter)
  })

const closed = { state: 'closed', clerkId: null, clerkName: '', since: null, pauseReason: '' } as const

/** Leaves the counter. */
export const signOff = (ctx: Ctx, counterId: number): Promise<void> =>
  atCounter(ctx, counterId, async (at) => {
    await refuseWhileServing(at)
    await layout.saveCounterState(at.tx, counterId, closed)
    await noteCounter(ctx, at.tx, 'counterClosed', at.counter, { clerk: at.counter.clerkName })
  })

/** Closes a counter whose clerk has left without doing so. Throws Forbidden, Refused while someone is served there. */
export async function closeCounter(ctx: Ctx, counterId: number): Promise<void> {
  const hall = await layout.getHall(ctx.db, (await layout.getCounter(ctx.db, counterId)).hallCode)
  if (!holds(ctx.actor, 'hall.arrange', hall.unitPath)) throw new Forbidden()
  await ctx.db.transaction().execute(async (tx) => {
    const counter = await layout.lockCounter(tx, counterId)
    if (counter.clerkId === null) return
    await refuseWhileServing({ tx, counter, clerkId: counter.clerkId })
    await layout.saveCounterState(tx, counterId, closed)
    await noteCounter(ctx, tx, 'counterClosed', counter, { clerk: counter.clerkName })
    await store.tellHall(tx, counter.hallCode)
  })
}

/** Ends the service that is open at the counter before the next is called. */
type Before = { finish?: number | undefined }

/**
 * Calls the next person. The same press calls nobody else, whether it comes twice or at once; two counters that call at once
 * get two people. Throws Refused while the counter is paused or someone is still served there.
 * @param before.finish - the call that is finished by calling the next
 * @returns the ticket that was called; undefined when nobody waits
 */
export const callNext = (
  ctx: Ctx,
  counterId: number,
  pressKey: string,
  { finish: callId }: Before = {},
): Promise<store.Ticket | undefined> =>
  atCounter(ctx, counterId, async (at) => {
    const { tx, counter, clerkId } = at
    const pressed = await store.findCallByPress(tx, pressKey)
    if (pressed) return store.getTicket(tx, pressed.ticketId)
    if (counter.state !== 'open')
      throw new Refused({ code: 'hall.paused', message: `${counterTitle(counter)}现在暂停`, next: '请先点“恢复叫号”' })
    // Pressed twice when nobody waits, the first press has finished it.
    if (callId !== undefined && (await store.findOpenCall(tx, counterId)))
      await finishServed(ctx, await servedAt(at, callId, 'finish'))
    await refuseWhileServing(at)
    const lineIds = (await layout.linesOfCounters(tx, counter.hallCode)).get(counterId) ?? []
    const id = await store.pickNext(tx, { id: counterId, lineIds }, ctx.today, ctx.now)
    if (id === undefined) return undefined
    return callTicket(ctx, at, await store.getTicket(tx, id), { clerkId, pressKey })
  })

async function callTicket(
  ctx: Ctx,
  { tx, counter }: AtCounter,
  ticket: store.Ticket,
  { clerkId, pressKey }: { clerkId: string; pressKey: string },
): Promise<store.Ticket> {
  await store.saveTicket(tx, ticket.id, {
    state: moves.call.to,
    counterId: counter.id,
    calledAt: ctx.now,
    startedAt: null,
  })
  await store.insertCall(tx, ticket, {
    counterId: counter.id,
    clerkId,
    clerkName: ctx.actor.name,
    pressKey,
    now: ctx.now,
  })
  const waitedSeconds = Math.round((ctx.now.getTime() - ticket.waitingSince.getTime()) / 1000)
  await note(ctx, tx, 'called', ticket, { counter: counter.id, number: counter.number, waitedSeconds })
  return store.getTicket(tx, ticket.id)
}

/** Calls the same person once more: the board shows and speaks it anew. */
export const recall = (ctx: Ctx, counterId: number, callId: number): Promise<void> =>
  withServed(ctx, counterId, callId, 'recall', async ({ tx, counter, call, ticket }) => {
    await store.callAgain(tx, call.id, ctx.now)
    await store.saveTicket(tx, ticket.id, { calledAt: ctx.now })
    await note(ctx, tx, 'recalled', ticket, { counter: counter.id, times: call.times + 1 })
  })

/** Nobody came: the ticket goes back behind a few others, or is void when it was called too often. */
export const miss = (ctx: Ctx, counterId: number, callId: number): Promise<void> =>
  withServed(ctx, counterId, callId, 'miss', async ({ tx, counter, call, ticket }) => {
    const { limits } = ctx.settings
    const to = afterMiss(ticket.misses, limits)
    await store.endCall(tx, call.id, 'missed', ctx.now)
    const misses = ticket.misses + 1
    if (to === 'void')
      await store.saveTicket(tx, ticket.id, { state: to, misses, endedAt: ctx.now, voidReason: 'missed' })
    else {
      await store.saveTicket(tx, ticket.id, { state: to, misses, waitingSince: ctx.now })
      await store.putBehind(tx, ticket.id, limits.missedBehind)
    }
    await note(ctx, tx, to === 'void' ? 'ticketVoid' : 'missed', ticket, { counter: counter.id, misses })
  })

/** The person has come to the counter. */
export const begin = (ctx: Ctx, counterId: number, callId: number): Promise<void> =>
  withServed(ctx, counterId, callId, 'begin', async ({ tx, counter, call, ticket }) => {
    await store.startCall(tx, call.id, ctx.now)
    await store.saveTicket(tx, ticket.id, { state: moves.begin.to, startedAt: ctx.now })
    const walkedSeconds = Math.round((ctx.now.getTime() - call.firstCalledAt.getTime()) / 1000)
    await note(ctx, tx, 'begun', ticket, { counter: counter.id, walkedSeconds })
  })

/** Ends the service. */
export const finish = (ctx: Ctx, counterId: number, callId: number): Promise<void> =>
  withServed(ctx, counterId, callId, 'finish', (served) => finishServed(ctx, served))

async function finishServed(ctx: Ctx, { tx, counter, call, ticket }: Served): Promise<void> {
  await store.endCall(tx, call.id, 'done', ctx.now)
  const caseNumber = (await findCaseFrom(tx, originOf(ticket.id))) ?? null
  await store.saveTicket(tx, ticket.id, { state: moves.finish.to, endedAt: ctx.now, caseNumber })
  const from = call.startedAt ?? call.firstCalledAt
  const servedSeconds = Math.round((ctx.now.getTime() - from.getTime()) / 1000)
  await note(ctx, tx, 'finished', ticket, { counter: counter.id, servedSeconds, case: caseNumber })
}

/** The person goes without having been served. */
export const leaveCounter = (ctx: Ctx, counterId: number, callId: number): Promise<void> =>
  withServed(ctx, counterId, callId, 'leave', async ({ tx, counter, call, ticket }) => {
    await store.endCall(tx, call.id, 'left', ctx.now)
    await store.saveTicket(tx, ticket.id, { state: moves.leave.to, endedAt: ctx.now })
    await note(ctx, tx, 'ticketLeft', ticket, { counter: counter.id })
  })

/** Where a person is sent: to another line, or to one counter. */
export type Destination = { lineId: number } | { counterId: number }

/**
 * Sends the person to another line or counter of the hall. The number and its place in time stay, so that nobody who came
 * later is called before.
 */
export const transfer = (ctx: Ctx, counterId: number, callId: number, to: Destination): Promise<void> =>
  withServed(ctx, counterId, callId, 'transfer', async ({ tx, counter, call, ticket }) => {
    const place = await destinationIn(tx, counter, ticket, to)
    await store.endCall(tx, call.id, 'transferred', ctx.now)
    await store.saveTicket(tx, ticket.id, {
      state: moves.transfer.to,
      waitingSince: ctx.now,
      startedAt: null,
      ...place,
    })
    await note(ctx, tx, 'transferred', ticket, { counter: counter.id, to })
  }).catch((error) => {
    if ((error as { constraint?: string }).constraint !== 'queue_tickets_one') throw error
    throw new Refused({
      code: 'hall.alreadyWaiting',
      message: '他在那项业务已经有一个号',
      next: '请告诉他等那个号，这里点“办完”',
    })
  })

async function destinationIn(tx: Db, counter: layout.Counter, ticket: store.Ticket, to: Destination) {
  const elsewhere: Refusal = {
    code: 'hall.notHere',
    message: '只能转到本大厅的业务或者窗口',
    next: '请告诉他去哪个大厅，这里点“离开”',
  }
  if ('lineId' in to) {
    const line = await layout.getLine(tx, to.lineId)
    if (line.hallCode !== counter.hallCode) throw new Refused(elsewhere)
    if (line.id === ticket.lineId)
      throw new Refused({ code: 'hall.sameLine', message: `他就是在“${line.name}”排的队`, next: '请选择别的业务' })
    return { lineId: line.id, wantedCounterId: null }
  }
  const other = await layout.getCounter(tx, to.counterId)
  if (other.hallCode !== counter.hallCode) throw new Refused(elsewhere)
  if (other.id === counter.id || other.state === 'closed')
    throw new Refused({
      code: 'hall.counterNotOpen',
      message: other.id === counter.id ? '这就是您的窗口' : `${counterTitle(other)}没有人`,
      next: '请选择别的窗口',
    })
  return { wantedCounterId: other.id }
}
