import { Type } from 'typebox'
import { type Day, isDay } from '../../../core/day.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { percent } from '../../../platform/indicator.ts'
import { indicators, rates } from '../figures.ts'
import { countByUnit, unitNames } from '../rates.store.ts'
import { type RateLine, ratesPage } from './rates.view.tsx'

const shown = ['catalogue.fillRate', 'catalogue.publishRate', 'catalogue.onlineRate'] as const
const asked = shown.map((id) => rates.find((r) => r.id === id)).filter((r) => r !== undefined)
const counted = indicators.filter((i) => asked.some((r) => r.of.includes(i.id)))

/** How far the lists are, unit by unit and for all together, as they stood on any day. */
export const rateRoutes: Routes = (app) => {
  const Query = Type.Object({ on: Type.Optional(Type.String({ maxLength: 10 })) })
  app.get(
    '/catalogue/rates',
    { schema: { querystring: Query }, config: { may: 'catalogue.view' } },
    async (req, reply) => {
      const { ctx, query } = req
      const on = isDay(query.on) && query.on <= ctx.today ? query.on : ctx.today
      return reply.page(ratesPage({ ...(await linesOn(ctx, on)), on, today: ctx.today, rates: asked }))
    },
  )
}

async function linesOn(ctx: Ctx, on: Day): Promise<{ lines: RateLine[]; total: RateLine }> {
  const paths = reach(ctx.actor, 'catalogue.view')
  // A reach within another reach would count its units twice.
  const roots = paths.filter((p) => !paths.some((q) => q !== p && p.startsWith(q)))
  const rows = (
    await Promise.all([...new Set(roots)].map((path) => countByUnit(ctx.db, { path, from: on, to: on }, counted)))
  ).flat()
  const names = await unitNames(ctx.db, [...new Set(rows.map((r) => r.unitCode))])
  const lineOf = (name: string, code: string | undefined, amount: (id: string) => number): RateLine => ({
    ...{ name, code },
    rates: asked.map(({ as, of: [a, b] }) => ({
      first: amount(a),
      second: amount(b),
      percent: percent(as, amount(a), amount(b)),
    })),
  })
  const sum = (of: typeof rows) => (id: string) =>
    of.filter((r) => r.id === id).reduce((total, r) => total + r.amount, 0)
  const byUnit = Map.groupBy(rows, (r) => r.unitCode)
  return {
    lines: names.map(({ code, name }) => lineOf(name, code, sum(byUnit.get(code) ?? []))),
    total: lineOf('合计', undefined, sum(rows)),
  }
}
