import { Type } from 'typebox'
import { workingDaysBetween } from '../../../core/calendar.ts'
import type { Problem } from '../../../core/errors.ts'
import { light } from '../../../core/light.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { closeColumn, describeColumn, moveColumn, openColumn } from '../columns.service.ts'
import { countCurrent, getColumn, listColumns, listFreshness } from '../columns.store.ts'
import { renewBy } from '../rules.ts'
import { CloseColumnForm, ColumnForm, MoveColumnForm, NewColumnForm } from '../schema.ts'
import { columnPage, columnsPage, newColumnPage, type Renewal } from './columns.view.tsx'

const manage = { may: 'disclosure.manageColumns' } as const
const ByCode = Type.Object({ code: Type.String({ maxLength: 60 }) })

export const columnRoutes: Routes = (app) => {
  app.get('/disclosure/columns', { config: { may: 'disclosure.view' } }, async (req, reply) => {
    const { db, calendar, today, settings } = req.ctx
    const [columns, freshness] = await Promise.all([listColumns(db, { closed: true }), listFreshness(db)])
    const thresholds = { yellow: settings.limits.yellowDays, red: settings.limits.redDays }
    const renewals = freshness.map(({ code, publishedAt, renewWithinDays }): [string, Renewal] => {
      const by = renewBy(publishedAt, renewWithinDays)
      return [
        code,
        {
          ...{ publishedAt, by },
          light: by ? light(calendar, by, today, thresholds) : 'none',
          daysLeft: by && workingDaysBetween(calendar, today, by),
        },
      ]
    })
    return reply.page(columnsPage({ columns, renewals: new Map(renewals) }))
  })

  app.get('/disclosure/columns/new', { config: manage }, async (req, reply) =>
    reply.page(newColumnPage({ columns: await listColumns(req.ctx.db), typed: {}, problems: [] })),
  )

  app.post(
    '/disclosure/columns/new',
    { schema: { body: NewColumnForm }, attachValidation: true, config: manage },
    async (req, reply) => {
      const problems = await attempt(req, () => openColumn(req.ctx, req.body))
      if (problems.length > 0)
        return reply.page(newColumnPage({ columns: await listColumns(req.ctx.db), typed: typedIn(req.body), problems }))
      return reply.redirect('/desk/disclosure/columns', 303)
    },
  )

  const address = '/disclosure/columns/:code'
  app.get(address, { schema: { params: ByCode }, config: manage }, async (req, reply) =>
    reply.page(await show(req.ctx, req.params.code)),
  )

  app.post(
    address,
    { schema: { params: ByCode, body: ColumnForm }, attachValidation: true, config: manage },
    async (req, reply) => {
      const problems = await attempt(req, () => describeColumn(req.ctx, req.params.code, req.body))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.code, typedIn(req.body), problems))
      return reply.redirect('/desk/disclosure/columns', 303)
    },
  )

  app.post(
    `${address}/move`,
    { schema: { params: ByCode, body: MoveColumnForm }, attachValidation: true, config: manage },
    async (req, reply) => {
      const problems = await attempt(req, () => moveColumn(req.ctx, req.params.code, req.body.parentCode))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.code, undefined, problems))
      return reply.redirect('/desk/disclosure/columns', 303)
    },
  )

  app.post(
    `${address}/close`,
    { schema: { params: ByCode, body: CloseColumnForm }, attachValidation: true, config: manage },
    async (req, reply) => {
      const problems = await attempt(req, () => closeColumn(req.ctx, req.params.code, req.body))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.code, undefined, problems))
      return reply.redirect('/desk/disclosure/columns', 303)
    },
  )
}

async function show(ctx: Ctx, code: string, typed?: Record<string, string>, problems: readonly Problem[] = []) {
  const [column, columns, current] = await Promise.all([
    getColumn(ctx.db, code),
    listColumns(ctx.db),
    countCurrent(ctx.db, code),
  ])
  const stored = { ...typedIn(column), keyField: column.keyField ? 'yes' : '' }
  return columnPage({ column, columns, current, typed: typed ?? stored, problems, today: ctx.today })
}
