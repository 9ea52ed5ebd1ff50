import { Type } from 'typebox'
import { addDays, day } from '../../../core/day.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { findBrief } from '../../catalogue/index.ts'
import { findUnit } from '../../organisations/index.ts'
import { listRectified, listShown } from '../lists.store.ts'
import { listResults, type Period } from '../results.store.ts'
import { ranked, sumOf, told } from '../results.ts'
import { itemResultsPage, resultsPage, unitResultsPage } from './results.view.tsx'

const config = { may: 'everyone', cached: true } as const
const ByYear = Type.Object({ year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })) })
const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) })

/** How many published words and rectifications a page shows; the newest. */
const shown = 20

/** What people said, for everyone to read: by department, by item, with words and rectifications. */
export const resultRoutes: Routes = (app) => {
  app.get('/ratings', { schema: { querystring: ByYear }, config }, async (req, reply) => {
    const { ctx } = req
    const { year } = req.query
    const period = periodOf(ctx, year)
    const least = ctx.settings.limits.ratingMinimum
    const [results, words, rectified] = await Promise.all([
      listResults(ctx.replica, { by: 'unit', paths: ['/'], period }),
      listShown(ctx.replica, {}, shown),
      listRectified(ctx.replica, {}, shown),
    ])
    const sum = told(sumOf(results), least)
    const units = ranked(results.map((r) => told(r, least)))
    return reply.page(resultsPage({ sum, units, words, rectified, period, year, least }))
  })

  app.get('/ratings/units/:code', { schema: { params: ByCode, querystring: ByYear }, config }, async (req, reply) => {
    const { ctx } = req
    const unit = await findUnit(ctx.replica, req.params.code)
    if (!unit) throw new NotFound('这个单位')
    const period = periodOf(ctx, req.query.year)
    const least = ctx.settings.limits.ratingMinimum
    const of = (by: 'item' | 'counter') => listResults(ctx.replica, { by, paths: ['/'], period, unitCode: unit.code })
    const [items, counters, own, words, rectified] = await Promise.all([
      of('item'),
      of('counter'),
      listResults(ctx.replica, { by: 'unit', paths: ['/'], period, unitCode: unit.code }),
      listShown(ctx.replica, { unitCode: unit.code }, shown),
      listRectified(ctx.replica, { unitCode: unit.code }, shown),
    ])
    const tell = (rs: typeof items) => ranked(rs.map((r) => told(r, least)))
    const sum = told(sumOf(own), least)
    const { year } = req.query
    const view = { unit, sum, items: tell(items), counters: tell(counters), words, rectified, period, year, least }
    return reply.page(unitResultsPage(view))
  })

  app.get('/ratings/items/:code', { schema: { params: ByCode, querystring: ByYear }, config }, async (req, reply) => {
    const { ctx } = req
    const { code } = req.params
    const { year } = req.query
    const period = periodOf(ctx, year)
    const least = ctx.settings.limits.ratingMinimum
    const of = { itemCode: code }
    const [brief, results, words, rectified] = await Promise.all([
      findBrief(ctx, code),
      listResults(ctx.replica, { by: 'item', paths: ['/'], period, ...of }),
      listShown(ctx.replica, of, shown),
      listRectified(ctx.replica, of, shown),
    ])
    // What was cancelled has no guide any more, but what was said of it.
    const name = brief?.name ?? results[0]?.name
    if (!name) throw new NotFound('这个事项')
    const sum = told(sumOf(results), least)
    return reply.page(itemResultsPage({ item: { code, name }, sum, words, rectified, period, year, least }))
  })
}

/** A year, or the twelve months up to yesterday. */
export const periodOf = ({ today }: Pick<Ctx, 'today'>, year: number | undefined): Period =>
  year === undefined
    ? { from: addDays(today, -365), to: today }
    : { from: day(`${year}-01-01`), to: day(`${year}-12-31`) }
