import { Type } from 'typebox'
import { workingDaysBetween } from '../../../core/calendar.ts'
import { addDays } from '../../../core/day.ts'
import { light, lightLimits } from '../../../core/light.ts'
import { decodeCursor, encodeCursor } from '../../../core/paging.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { listUnits } from '../../organisations/index.ts'
import { listColumns } from '../columns.store.ts'
import { kinds } from '../schema.ts'
import { countGroups, countWork, type Group, groups, listWork, type WorkWish } from '../worklist.store.ts'
import { workListPage } from './worklist.view.tsx'

const size = 50
const optional = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
export const WorkQuery = Type.Object({
  group: Type.Optional(Type.Unsafe<Group>({ type: 'string', enum: Object.keys(groups) })),
  unit: optional(40),
  column: optional(60),
  kind: Type.Optional(Type.Unsafe<(typeof kinds)[number] | ''>({ type: 'string', enum: [...kinds, ''] })),
  light: Type.Optional(
    Type.Unsafe<'red' | 'yellow' | 'overdue' | 'reassess' | 'revisit' | ''>({
      type: 'string',
      enum: ['red', 'yellow', 'overdue', 'reassess', 'revisit', ''],
    }),
  ),
  mine: Type.Optional(Type.String({ maxLength: 3 })),
  q: optional(100),
  after: optional(400),
})
type WorkQuery = {
  group?: Group
  unit?: string
  column?: string
  kind?: (typeof kinds)[number] | ''
  light?: string
  mine?: string
  q?: string
}

/** The filters of the address as the list is asked for. */
export function wishOf(ctx: Ctx, query: WorkQuery): WorkWish {
  const { yellowDays: yellow, redDays: red } = ctx.settings.limits
  const { redUntil, yellowUntil } = lightLimits(ctx.calendar, ctx.today, { yellow, red })
  return {
    paths: reach(ctx.actor, 'disclosure.view'),
    group: query.group ?? 'open',
    unit: query.unit || undefined,
    column: query.column || undefined,
    kind: query.kind || undefined,
    q: query.q || undefined,
    draftedBy: query.mine === 'yes' ? ctx.actor.accountId : undefined,
    dueUntil:
      query.light === 'red'
        ? redUntil
        : query.light === 'yellow'
          ? yellowUntil
          : query.light === 'overdue'
            ? addDays(ctx.today, -1)
            : undefined,
    reassessUntil: query.light === 'reassess' ? ctx.today : undefined,
    revisitUntil: query.light === 'revisit' ? ctx.today : undefined,
  }
}

export const workListRoutes: Routes = (app) => {
  app.get(
    '/disclosure/documents',
    { schema: { querystring: WorkQuery }, config: { may: 'disclosure.view' } },
    async (req, reply) => {
      const { ctx, query } = req
      const wish = wishOf(ctx, query)
      const cursor = decodeCursor(query.after, ['string', 'number'] as const)
      const after =
        cursor && /^(infinity|\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d\.\d{1,6})?)$/.test(cursor[0])
          ? { key: cursor[0], id: cursor[1] }
          : undefined
      const [rows, total, counts, units, columns] = await Promise.all([
        listWork(ctx.db, wish, after, size + 1),
        countWork(ctx.db, wish),
        countGroups(ctx.db, wish.paths),
        listUnits(ctx.db, wish.paths),
        listColumns(ctx.db),
      ])
      const shown = rows.slice(0, size)
      const last = shown.at(-1)
      const thresholds = { yellow: ctx.settings.limits.yellowDays, red: ctx.settings.limits.redDays }
      return reply.page(
        workListPage({
          rows: shown.map((row) => ({
            ...row,
            light:
              row.dueOn && groups.open.some((s) => s === row.state)
                ? light(ctx.calendar, row.dueOn, ctx.today, thresholds)
                : ('none' as const),
            daysLeft: row.dueOn ? workingDaysBetween(ctx.calendar, ctx.today, row.dueOn) : undefined,
          })),
          total,
          counts,
          query,
          units,
          columns,
          next: rows.length > size && last ? encodeCursor([last.key, last.id]) : undefined,
        }),
      )
    },
  )
}
