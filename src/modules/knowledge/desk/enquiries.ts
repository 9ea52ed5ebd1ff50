import { Type } from 'typebox'
import { workingDaysBetween } from '../../../core/calendar.ts'
import { decodeCursor, encodeCursor } from '../../../core/paging.ts'
import { holds, reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { listUnits } from '../../organisations/index.ts'
import {
  countEnquiries,
  type EnquiryGroup,
  type EnquiryWish,
  enquiryGroups,
  listEnquiries,
} from '../enquiries.store.ts'
import { countWaiting, listWaiting } from '../publications.store.ts'
import { enquiryLight } from '../rules.ts'
import { type Channel, channels, type EnquiryState, enquiryStates } from '../schema.ts'
import { enquiriesPage, waitingPage } from './enquiries.view.tsx'

const size = 50
const optional = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const orNone = <const T extends readonly string[]>(values: T) =>
  Type.Optional(Type.Unsafe<T[number] | ''>({ type: 'string', enum: ['', ...values] }))
const Query = Type.Object({
  group: orNone(enquiryGroups),
  channel: orNone(channels),
  state: orNone(enquiryStates),
  light: orNone(['yellow', 'overdue'] as const),
  topic: optional(40),
  unit: optional(40),
  q: optional(100),
  after: optional(400),
})
export type EnquiryQuery = {
  group?: EnquiryGroup | ''
  channel?: Channel | ''
  state?: EnquiryState | ''
  light?: 'yellow' | 'overdue' | ''
  topic?: string
  unit?: string
  q?: string
}

const wishOf = (ctx: Ctx, { group, channel, state, light, topic, unit, q }: EnquiryQuery): EnquiryWish => ({
  paths: reach(ctx.actor, 'knowledge.view'),
  group: group || 'open',
  channel: channel || undefined,
  state: state || undefined,
  light: light || undefined,
  topic: topic || undefined,
  unit: unit || undefined,
  q: q?.trim() || undefined,
  today: ctx.today,
})

/** Enquiries in the actor's reach, and what waits to be made public. */
export const enquiryListRoutes: Routes = (app) => {
  app.get('/enquiries', { schema: { querystring: Query }, config: { may: 'knowledge.view' } }, async (req, reply) => {
    const { ctx, query } = req
    const wish = wishOf(ctx, query)
    const open = wish.group === 'open'
    const cursor = open
      ? decodeCursor(query.after, ['day', 'integer'] as const)
      : decodeCursor(query.after, ['instant', 'integer'] as const)
    const [rows, counts, units, waiting] = await Promise.all([
      listEnquiries(ctx.db, wish, cursor && { on: cursor[0], id: cursor[1] }, size + 1),
      Promise.all(
        enquiryGroups.map(async (group) => [group, await countEnquiries(ctx.db, { ...wish, group })] as const),
      ),
      listUnits(ctx.db, [`/${ctx.settings.site.rootUnit}/`]),
      countWaiting(ctx.db, reach(ctx.actor, 'knowledge.publish')),
    ])
    const last = rows.length > size ? rows[size - 1] : undefined
    return reply.page(
      enquiriesPage({
        rows: rows.slice(0, size).map((row) => ({
          ...row,
          light: enquiryLight(row, ctx.today),
          daysLeft: row.answeredOn === null ? workingDaysBetween(ctx.calendar, ctx.today, row.dueOn) : undefined,
        })),
        counts: Object.fromEntries(counts) as Record<EnquiryGroup, number>,
        next: last && encodeCursor([open ? last.dueOn : last.askedAt, last.id]),
        query,
        units,
        waiting: holds(ctx.actor, 'knowledge.publish') ? waiting : undefined,
        mayEnter: holds(ctx.actor, 'knowledge.enquire'),
      }),
    )
  })

  app.get('/enquiries/publications', { config: { may: 'knowledge.publish' } }, async (req, reply) => {
    const { ctx } = req
    const paths = reach(ctx.actor, 'knowledge.publish')
    const [rows, total] = await Promise.all([listWaiting(ctx.db, paths, 200), countWaiting(ctx.db, paths)])
    return reply.page(waitingPage({ rows, total }))
  })
}
