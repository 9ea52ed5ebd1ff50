import type { Ctx } from '../../platform/context.ts'
import { type Counter, type Hall, listCounters, listLines } from './layout.store.ts'
import { countAppointments, countTickets, measureTimes, type Span, type Times } from './results.store.ts'
import { type Ends, endsBy, endsOf } from './results.ts'
import type { TicketChannel } from './schema.ts'

/** What a manager asks of some days of a hall. */
export type Results = {
  hall: Hall
  span: Span
  all: Times | undefined
  byHour: readonly (Times & { hour: number })[]
  byCounter: readonly (Times & { counter: Counter })[]
  tickets: Ends
  byLine: readonly (Ends & { name: string })[]
  byChannel: readonly (Ends & { channel: TicketChannel })[]
  /** Kept and missed: those that are still to come, and those cancelled, are in neither. */
  appointments: { kept: number; noShow: number }
}

export async function resultsOf(ctx: Ctx, hall: Hall, span: Span): Promise<Results> {
  const [times, counts, booked, counters, lines] = await Promise.all([
    measureTimes(ctx.db, span),
    countTickets(ctx.db, span),
    countAppointments(ctx.db, span),
    listCounters(ctx.db, hall.code),
    listLines(ctx.db, hall.code),
  ])
  const among = (state: 'kept' | 'noShow') => booked.find((b) => b.state === state)?.count ?? 0
  return {
    hall,
    span,
    all: times.find((t) => t.hour === null && t.counterId === null && t.calls > 0),
    byHour: times.flatMap((t) => (t.hour === null ? [] : [{ ...t, hour: t.hour }])),
    byCounter: counters.flatMap((counter) =>
      times.filter((t) => t.counterId === counter.id).map((t) => ({ ...t, counter })),
    ),
    tickets: endsOf(counts),
    byLine: [...endsBy(counts, (c) => c.lineId)].map(([id, ends]) => ({
      ...ends,
      name: lines.find((l) => l.id === id)?.name ?? '',
    })),
    byChannel: [...endsBy(counts, (c) => c.channel)].map(([channel, ends]) => ({ ...ends, channel })),
    appointments: { kept: among('kept'), noShow: among('noShow') },
  }
}
