import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { findCaseFrom } from '../cases/index.ts'
import * as layout from './layout.store.ts'
import { callAt, countTodayOf, listWaitingFor, type OpenCall, type Ticket } from './queue.store.ts'
import { onDuty } from './shifts.store.ts'
import { originOf } from './ticket.service.ts'

/** What the screen at a window shows. */
export type Window = {
  hall: layout.Hall
  counter: layout.Counter
  lines: readonly layout.Line[]
  /** The number that is called or served here. */
  now: { call: OpenCall; ticket: Ticket; caseNumber: string | undefined } | undefined
  waiting: readonly Ticket[]
  /** Where a person can be sent. */
  otherLines: readonly layout.Line[]
  otherCounters: readonly layout.Counter[]
  /** How many this clerk has served today. */
  servedToday: number
}

/** Halls in which the actor may serve. */
export async function hallsToServe(ctx: Ctx, permission = 'hall.serve'): Promise<layout.Hall[]> {
  const paths = reach(ctx.actor, permission)
  return (await layout.listHalls(ctx.db, ctx.today)).filter((h) => paths.some((path) => h.unitPath.startsWith(path)))
}

/** The window at which the actor is signed on; undefined when at none. */
export async function myWindow(ctx: Ctx): Promise<Window | undefined> {
  const counter = ctx.actor.accountId && (await layout.findCounterOf(ctx.db, ctx.actor.accountId))
  return counter ? windowOf(ctx, counter) : undefined
}

async function windowOf(ctx: Ctx, counter: layout.Counter): Promise<Window> {
  const { db, today, now } = ctx
  const [hall, all, served, lines, counters, at, servedToday] = await Promise.all([
    layout.getHall(db, counter.hallCode),
    layout.linesOfCounters(db, counter.hallCode),
    callAt(db, counter.id),
    layout.listLines(db, counter.hallCode),
    layout.listCounters(db, counter.hallCode),
    waitingAt(ctx, counter),
    countTodayOf(db, counter.clerkId ?? '', today),
  ])
  const own = all.get(counter.id) ?? []
  const caseNumber = served && (await findCaseFrom(db, originOf(served.ticket.id)))
  return {
    hall,
    counter,
    lines: lines.filter((l) => own.includes(l.id)),
    now: served && { ...served, caseNumber: served.ticket.caseNumber ?? caseNumber },
    waiting: at,
    otherLines: lines.filter((l) => !l.zoneClosed && l.id !== served?.ticket.lineId),
    otherCounters: counters.filter((c) => c.id !== counter.id && c.state !== 'closed' && now > (c.since ?? now)),
    servedToday,
  }
}

/** Who waits for a counter, in the order of calling. */
export async function waitingAt(ctx: Ctx, counter: layout.Counter): Promise<Ticket[]> {
  const lineIds = (await layout.linesOfCounters(ctx.db, counter.hallCode)).get(counter.id) ?? []
  return listWaitingFor(ctx.db, { id: counter.id, lineIds }, ctx.today, ctx.now)
}

/** A counter one may sign on at, with who is on duty there. */
export type Choosable = layout.Counter & { lineNames: readonly string[]; duty: string | undefined; mine: boolean }

/** Counters of the halls in which the actor may serve; first the one they are on duty at. */
export async function countersToChoose(ctx: Ctx): Promise<{ hall: layout.Hall; counters: Choosable[] }[]> {
  const halls = await hallsToServe(ctx)
  return Promise.all(
    halls.map(async (hall) => {
      const [counters, lines, served, duty] = await Promise.all([
        layout.listCounters(ctx.db, hall.code),
        layout.listLines(ctx.db, hall.code),
        layout.linesOfCounters(ctx.db, hall.code),
        onDuty(ctx.db, hall.code, ctx.today, ctx.now),
      ])
      const names = new Map(lines.map((l) => [l.id, l.name]))
      const choosable = counters
        .filter((c) => c.inUse)
        .map((c) => ({
          ...c,
          lineNames: (served.get(c.id) ?? []).map((id) => names.get(id) ?? ''),
          duty: duty.get(c.id)?.name,
          mine: duty.get(c.id)?.id === ctx.actor.accountId,
        }))
      return { hall, counters: choosable.sort((a, b) => Number(b.mine) - Number(a.mine) || a.number - b.number) }
    }),
  )
}
