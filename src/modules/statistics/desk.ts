import { type Static, Type } from 'typebox'
import type { Problem } from '../../core/errors.ts'
import { holds, reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Routes } from '../../platform/http.ts'
import { attempt } from '../../ui/index.ts'
import { getUnit, listUnits } from '../organisations/index.ts'
import { cellPage } from './cell.view.tsx'
import { listRecords, yearScope } from './counting.ts'
import { statisticsPage } from './desk.view.tsx'
import { computeForm, indicatorsBehind } from './form.ts'
import { formPage } from './form.view.tsx'
import { type TemplateCode, templateCodes } from './forms/form.ts'
import { templates } from './forms/index.ts'
import { compare, freeze, frozenForms, grantException, reachForm } from './freeze.ts'
import { frozenListPage, frozenPage } from './frozen.view.tsx'
import { indicatorListPage, indicatorPage, ratePage } from './indicators.view.tsx'
import { fileOf, frozenFileOf, mediaTypes } from './output/file.ts'
import { findRate, getIndicator } from './registry.ts'
import { allFigures, figure, monthlyValues, recordsBehind } from './service.ts'
import { findFrozen, getFrozen } from './store.ts'

const Year = Type.Integer({ title: '年份', minimum: 2008, maximum: 2100 })
const Unit = Type.Optional(Type.String({ maxLength: 40 }))
const After = Type.Optional(Type.String({ maxLength: 1024 }))
const OfForm = Type.Object({ template: Type.Union(templateCodes.map((code) => Type.Literal(code))), year: Year })
const OfCell = Type.Intersect([OfForm, Type.Object({ cell: Type.String({ maxLength: 20 }) })])
const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const File = Type.Union([Type.Literal('xlsx'), Type.Literal('docx'), Type.Literal('json')])

const FreezeBody = Type.Object({
  unit: Type.String({ minLength: 1, maxLength: 40 }),
  preparer: Type.String({ title: '填报人', minLength: 1, maxLength: 40 }),
  reviewer: Type.String({ title: '审核人', minLength: 1, maxLength: 40 }),
  unitHead: Type.String({ title: '单位负责人', minLength: 1, maxLength: 40 }),
  phone: Type.String({ title: '联系电话', minLength: 5, maxLength: 40 }),
  filledOn: Type.String({ title: '填报日期', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  reason: Type.Optional(Type.String({ title: '重新定稿的理由', maxLength: 500 })),
})
const ExceptionBody = Type.Object({
  unit: Type.String({ minLength: 1, maxLength: 40 }),
  identity: Type.String({ title: '勾稽关系', minLength: 1, maxLength: 20 }),
  reason: Type.String({ title: '例外的理由', minLength: 1, maxLength: 500 }),
})

const view = { may: 'statistics.view' } as const
type Typed = Readonly<Record<string, unknown>>

export const deskRoutes: Routes = (app) => {
  app.get('/statistics', { config: view }, async (req, reply) => {
    const { ctx } = req
    const paths = reach(ctx.actor, 'statistics.view')
    const [units, frozen] = await Promise.all([listUnits(ctx.db, paths), frozenForms(ctx, paths)])
    return reply.page(
      statisticsPage({
        units,
        frozen,
        year: lastYear(ctx),
        unit: defaultUnit(ctx),
        templates: Object.values(templates),
      }),
    )
  })

  const Choice = Type.Object({ year: Year, template: Type.Optional(Type.String({ maxLength: 4 })), unit: Unit })
  app.get('/statistics/forms', { schema: { querystring: Choice }, config: view }, async (req, reply) => {
    const { year, template, unit } = req.query
    const form = await computeForm(req.ctx, {
      year,
      unit: unit || defaultUnit(req.ctx),
      template: knownTemplate(template),
    })
    return reply.redirect(
      `/desk/statistics/forms/${form.template.code}/${year}?${new URLSearchParams({ unit: form.unit.code })}`,
      303,
    )
  })

  const page = async (
    ctx: Ctx,
    of: Static<typeof OfForm> & { unit: string },
    typed: Typed = {},
    problems: readonly Problem[] = [],
  ) => {
    await reachForm(ctx, of.unit, 'statistics.view')
    const [form, frozen] = await Promise.all([computeForm(ctx, of), findFrozen(ctx.db, of)])
    const comparison = frozen && (await compare(ctx, frozen.id))
    const may = {
      freeze: holds(ctx.actor, 'statistics.freeze', form.unit.path),
      except: holds(ctx.actor, 'statistics.grantException', form.unit.path),
    }
    return formPage({ form, comparison, may, today: ctx.today, typed, problems })
  }

  const InUnit = Type.Object({ unit: Unit })
  app.get(
    '/statistics/forms/:template/:year',
    { schema: { params: OfForm, querystring: InUnit }, config: view },
    async (req, reply) =>
      reply.page(await page(req.ctx, { ...req.params, unit: req.query.unit || defaultUnit(req.ctx) })),
  )

  app.post(
    '/statistics/forms/:template/:year/freeze',
    { schema: { params: OfForm, body: FreezeBody }, attachValidation: true, config: { may: 'statistics.freeze' } },
    async (req, reply) => {
      const problems = await attempt(req, () => freeze(req.ctx, { ...req.params, ...req.body }))
      if (problems.length > 0)
        return reply.page(
          await page(req.ctx, { ...req.params, unit: req.body.unit || defaultUnit(req.ctx) }, req.body, problems),
        )
      return reply.redirect(addressOf({ ...req.params, unit: req.body.unit }), 303)
    },
  )

  app.post(
    '/statistics/forms/:template/:year/exceptions',
    {
      schema: { params: OfForm, body: ExceptionBody },
      attachValidation: true,
      config: { may: 'statistics.grantException' },
    },
    async (req, reply) => {
      const problems = await attempt(req, () => grantException(req.ctx, { ...req.params, ...req.body }))
      if (problems.length > 0)
        return reply.page(
          await page(req.ctx, { ...req.params, unit: req.body.unit || defaultUnit(req.ctx) }, req.body, problems),
        )
      return reply.redirect(addressOf({ ...req.params, unit: req.body.unit }), 303)
    },
  )

  const Download = Type.Object({ unit: Unit, format: File })
  app.get(
    '/statistics/forms/:template/:year/file',
    { schema: { params: OfForm, querystring: Download }, config: view },
    async (req, reply) => {
      const unit = req.query.unit || defaultUnit(req.ctx)
      await reachForm(req.ctx, unit, 'statistics.view')
      const { name, bytes } = await fileOf(await computeForm(req.ctx, { ...req.params, unit }), req.query.format)
      return reply.type(mediaTypes[req.query.format]).header('content-disposition', attachment(name)).send(bytes)
    },
  )

  const CellQuery = Type.Object({ unit: Unit, after: After })
  app.get(
    '/statistics/forms/:template/:year/cells/:cell',
    { schema: { params: OfCell, querystring: CellQuery }, config: view },
    async (req, reply) => {
      const { template, year, cell } = req.params
      const unit = req.query.unit || defaultUnit(req.ctx)
      await reachForm(req.ctx, unit, 'statistics.view')
      const form = await computeForm(req.ctx, { template, year, unit })
      const behind = indicatorsBehind(form.template, cell)
      const query = behind.length > 0 ? recordsBehind(req.ctx, form.scope, behind) : undefined
      const records = query && (await listRecords(req.ctx.db, query, { cursor: req.query.after, size: 50 }))
      return reply.page(cellPage({ form, cell, behind, records }))
    },
  )

  const frozenPaths = (ctx: Ctx) => reach(ctx.actor, 'statistics.view')
  app.get('/statistics/frozen', { config: view }, async (req, reply) =>
    reply.page(frozenListPage({ frozen: await frozenForms(req.ctx, frozenPaths(req.ctx)) })),
  )
  app.get('/statistics/frozen/:id', { schema: { params: ById }, config: view }, async (req, reply) =>
    reply.page(frozenPage(await compare(req.ctx, req.params.id))),
  )
  app.get(
    '/statistics/frozen/:id/file',
    { schema: { params: ById, querystring: Type.Object({ format: File }) }, config: view },
    async (req, reply) => {
      await reachForm(req.ctx, (await getFrozen(req.ctx.db, req.params.id)).unitCode, 'statistics.view')
      const { name, bytes } = await frozenFileOf(await compare(req.ctx, req.params.id), req.query.format)
      return reply.type(mediaTypes[req.query.format]).header('content-disposition', attachment(name)).send(bytes)
    },
  )

  const ListQuery = Type.Object({ year: Type.Optional(Year), unit: Unit })
  app.get('/statistics/indicators', { schema: { querystring: ListQuery }, config: view }, async (req, reply) =>
    reply.page(await indicatorList(req.ctx, req.query)),
  )

  const IndicatorQuery = Type.Object({ year: Type.Optional(Year), unit: Unit, after: After })
  app.get(
    '/statistics/indicators/:id',
    {
      schema: { params: Type.Object({ id: Type.String({ maxLength: 80 }) }), querystring: IndicatorQuery },
      config: view,
    },
    async (req, reply) => {
      const { ctx } = req
      const { year, units, unit } = await chosen(ctx, req.query)
      const scope = yearScope(unit.path, year)
      if (findRate(req.params.id))
        return reply.page(ratePage({ value: await figure(ctx, req.params.id, scope), year, unit, units }))
      const indicator = getIndicator(req.params.id)
      const query = recordsBehind(ctx, scope, [indicator])
      const [value, records, byMonth] = await Promise.all([
        figure(ctx, indicator.id, scope),
        listRecords(ctx.db, query, { cursor: req.query.after, size: 50 }),
        indicator.period === 'during' ? monthlyValues(ctx, indicator.id, scope) : undefined,
      ])
      return reply.page(indicatorPage({ indicator, value, records, byMonth, year, unit, units }))
    },
  )
}

async function indicatorList(ctx: Ctx, query: { year?: number; unit?: string }) {
  const { year, units, unit } = await chosen(ctx, query)
  return indicatorListPage({ figures: await allFigures(ctx, yearScope(unit.path, year)), year, unit, units })
}

/** Year and unit asked for, the unit within the actor's reach. */
async function chosen(ctx: Ctx, query: { year?: number; unit?: string }) {
  const code = query.unit || defaultUnit(ctx)
  await reachForm(ctx, code, 'statistics.view')
  const [unit, units] = await Promise.all([
    getUnit(ctx.db, code),
    listUnits(ctx.db, reach(ctx.actor, 'statistics.view')),
  ])
  return { year: query.year ?? lastYear(ctx), unit, units }
}

/** The form that is due now is that of last year. */
const lastYear = (ctx: Ctx) => Number(ctx.today.slice(0, 4)) - 1

/** The root for those whose permission reaches it, else the actor's own unit. */
function defaultUnit(ctx: Ctx): string {
  const { rootUnit } = ctx.settings.site
  return holds(ctx.actor, 'statistics.view', `/${rootUnit}/`) ? rootUnit : (ctx.actor.unitCode ?? rootUnit)
}

const knownTemplate = (text: string | undefined): TemplateCode | undefined =>
  templateCodes.find((code) => code === text)
const addressOf = (of: { template: string; year: number; unit: string }) =>
  `/desk/statistics/forms/${of.template}/${of.year}?${new URLSearchParams({ unit: of.unit })}`
const attachment = (name: string) => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`
