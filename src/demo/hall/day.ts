import type { Priority, TicketChannel } from '../../modules/hall/schema.ts'
import type { Random } from '../random.ts'

// A day at the windows of a hall, made up second by second: people come, wait for the counter that is free first, are served.
// All moments are seconds since midnight.

export type Window = { id: number; zoneId: number | null; lineIds: readonly number[] }
export type QueueLine = { id: number; zoneId: number; name: string; minutes: number }

/** Who comes by appointment, and when. */
export type Comer = { appointmentId: number; ticketId: number; lineId: number; priority: Priority; at: number }

export type Call = {
  window: Window
  waitingSince: number
  calledAt: number
  /** undefined: nobody came. */
  startedAt: number | undefined
  endedAt: number
}
export type Visit = {
  line: QueueLine
  takenAt: number
  channel: TicketChannel
  priority: Priority
  appointment: Comer | undefined
  calls: Call[]
  end: 'done' | 'missed' | 'dayEnd' | 'left'
  endedAt: number
}

const clock = (hours: number, minutes = 0) => (hours * 60 + minutes) * 60
const opens = clock(8, 30)
const [noon, afternoon] = [clock(12), clock(14, 30)]
const closes = clock(17, 30)

/** When people come: stretches of the day, and how many of a hundred have come by their end. */
const coming = [
  [clock(8, 30), clock(9), 12],
  [clock(9), clock(10), 39],
  [clock(10), clock(11), 59],
  [clock(11), clock(11, 50), 66],
  [clock(14, 30), clock(15), 76],
  [clock(15), clock(16), 90],
  [clock(16), clock(17), 98],
  [clock(17), clock(17, 20), 100],
] as const
/** Share of the time of all counters that people take up on a usual day. */
const usualLoad = 0.5
const missedCalls = 3

/** The visits of one day in the order of coming. @param busy - 1 on a usual day */
export function dayOfHall(
  random: Random,
  { lines, windows, comers, busy }: { lines: QueueLine[]; windows: Window[]; comers: readonly Comer[]; busy: number },
): Visit[] {
  const visits = [
    ...lines.flatMap((line) => Array.from({ length: wanted(random, line, windows, busy) }, () => walkIn(random, line))),
    ...comers.flatMap((c) => lines.filter((l) => l.id === c.lineId).map((line) => booked(line, c))),
  ].sort((a, b) => a.takenAt - b.takenAt)
  const free = new Map(windows.map((w) => [w, opens]))
  for (const visit of visits) Object.assign(visit, serve(random, visit, free))
  return visits
}

function wanted(random: Random, line: QueueLine, windows: readonly Window[], busy: number): number {
  const seconds = windows
    .filter((w) => w.lineIds.includes(line.id))
    .reduce((sum, w) => sum + (noon - opens + closes - afternoon) / w.lineIds.length, 0)
  return Math.round((seconds * usualLoad * busy * (0.8 + 0.4 * random.next())) / (line.minutes * 60))
}

function walkIn(random: Random, line: QueueLine): Visit {
  const place = random.int(1, 100)
  const [from, to] = coming.find(([, , by]) => place <= by) ?? coming[1]
  const n = random.next()
  return {
    ...{ line, takenAt: random.int(from, to - 1), calls: [], end: 'done', endedAt: 0, appointment: undefined },
    channel: n < 0.72 ? 'kiosk' : n < 0.86 ? 'phone' : 'counter',
    priority: random.chance(0.12) ? 'elderly' : random.chance(0.02) ? 'disabled' : 'none',
  }
}

const booked = (line: QueueLine, comer: Comer): Visit => ({
  ...{ line, takenAt: comer.at, calls: [], end: 'done', endedAt: 0, appointment: comer },
  ...{ channel: 'appointment', priority: comer.priority },
})

/** Calls the visitor to the counter that is free first, until they come, give up, or the hall closes. */
function serve(random: Random, visit: Visit, free: Map<Window, number>): Pick<Visit, 'end' | 'endedAt'> {
  const { line, takenAt } = visit
  const fate = random.next()
  const missing = fate < 0.012 ? missedCalls : fate < 0.06 ? 1 : 0
  // One who comes back to the counter after a missed call stays with it.
  const window = firstFree(line, takenAt, free)
  if (!window) throw new Error(`no counter serves line ${line.id}`)
  let at = openAt(Math.max(takenAt + random.int(5, 30), free.get(window) ?? opens))
  if (at - takenAt > 20 * 60 && random.chance(0.12))
    return { end: 'left', endedAt: takenAt + random.int(10 * 60, 18 * 60) }
  let since = takenAt
  for (let n = 0; n < missing && at < closes; n++) {
    const endedAt = at + random.int(60, 120)
    visit.calls.push({ window, waitingSince: since, calledAt: at, startedAt: undefined, endedAt })
    free.set(window, endedAt)
    if (n + 1 === missedCalls) return { end: 'missed', endedAt }
    ;[since, at] = [endedAt, openAt(endedAt + random.int(20, 90))]
  }
  if (at >= closes) return { end: 'dayEnd', endedAt: clock(23, 50) }
  const startedAt = at + random.int(15, 100)
  const endedAt = startedAt + Math.round(line.minutes * 60 * lasting(random))
  visit.calls.push({ window, waitingSince: since, calledAt: at, startedAt, endedAt })
  free.set(window, endedAt + random.int(5, 40))
  return { end: 'done', endedAt }
}

/** Of the counters that serve the line the one that is free first; those made for it before the integrated ones. */
function firstFree(line: QueueLine, from: number, free: ReadonlyMap<Window, number>): Window | undefined {
  let best: Window | undefined
  const after = (w: Window) => Math.max(from, free.get(w) ?? opens) + (w.zoneId === null ? 30 : 0)
  for (const w of free.keys()) if (w.lineIds.includes(line.id) && (!best || after(w) < after(best))) best = w
  return best
}

/** Nobody is called at noon. */
const openAt = (at: number): number =>
  at >= noon && at < afternoon ? afternoon + Math.round((at - noon) / 20) : Math.max(at, opens)

/** Most services take about what is usual, a few much longer. */
const lasting = (random: Random): number =>
  0.45 + 0.9 * ((random.next() + random.next() + random.next()) / 3) + (random.chance(0.07) ? random.next() * 1.5 : 0)
