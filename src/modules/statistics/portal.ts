import { Type } from 'typebox'
import { NotFound } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Routes } from '../../platform/http.ts'
import { getUnit } from '../organisations/index.ts'
import { yearScope } from './counting.ts'
import { figurePage, figuresPage, publicRatePage } from './portal.view.tsx'
import { publicFigures } from './public.ts'
import { publicRecords } from './public-records.tsx'
import { findRate, getIndicator } from './registry.ts'
import { figure, figuresById, monthlyValues } from './service.ts'

const Year = Type.Optional(Type.Integer({ title: '年份', minimum: 2008, maximum: 2100 }))
const Query = Type.Object({ year: Year, after: Type.Optional(Type.String({ maxLength: 1024 })) })
const ById = Type.Object({ id: Type.String({ maxLength: 80 }) })

const config = { may: 'everyone' } as const

export const portalRoutes: Routes = (app) => {
  app.get('/figures', { schema: { querystring: Query }, config }, async (req, reply) => {
    const ctx = reading(req.ctx)
    const year = req.query.year ?? thisYear(ctx)
    const values = await publicFiguresOf(ctx, year)
    return reply.page(figuresPage({ year, thisYear: thisYear(ctx), values }))
  })

  app.get('/figures/:id', { schema: { params: ById, querystring: Query }, config }, async (req, reply) => {
    const ctx = reading(req.ctx)
    if (findRate(req.params.id)) {
      const year = req.query.year ?? thisYear(ctx)
      const unit = await getUnit(ctx.db, ctx.settings.site.rootUnit)
      const value = await figure(ctx, req.params.id, yearScope(unit.path, year))
      return reply.page(publicRatePage({ value, year, thisYear: thisYear(ctx), unitName: unit.name }))
    }
    const indicator = getIndicator(req.params.id)
    // What is wrong with a register is the office's own matter until it is put right.
    if (indicator.id === 'requests.unclassified') throw new NotFound('这个指标')
    const year = req.query.year ?? thisYear(ctx)
    const unit = await getUnit(ctx.db, ctx.settings.site.rootUnit)
    const scope = yearScope(unit.path, year)
    const [value, page, byMonth] = await Promise.all([
      figure(ctx, indicator.id, scope),
      publicRecords(ctx, indicator.id, scope, req.query.after),
      indicator.period === 'during' ? monthlyValues(ctx, indicator.id, scope) : undefined,
    ])
    return reply.page(figurePage({ value, page, byMonth, year, thisYear: thisYear(ctx), unitName: unit.name }))
  })
}

/** Figures that the portal shows of a year, of the whole county. */
export async function publicFiguresOf(ctx: Ctx, year: number) {
  const unit = await getUnit(ctx.db, ctx.settings.site.rootUnit)
  return figuresById(
    ctx,
    yearScope(unit.path, year),
    publicFigures.flatMap((g) => g.ids),
  )
}

/** The portal reads from the standby, where there is one. */
const reading = (ctx: Ctx): Ctx => ({ ...ctx, db: ctx.replica })
const thisYear = (ctx: Ctx) => Number(ctx.today.slice(0, 4))
