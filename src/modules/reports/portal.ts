import { Type } from 'typebox'
import { NotFound } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Routes } from '../../platform/http.ts'
import { publicRecords } from '../statistics/index.ts'
import { figureBehind } from './behind.service.ts'
import { publicCellPage, publicFigurePage } from './figure.view.tsx'
import { publicListPage, publicReportPage } from './portal.view.tsx'
import { composed } from './read.service.ts'
import { sendReport } from './send.ts'
import { listPublished, type Report } from './store.ts'

const ByYear = Type.Object({
  unit: Type.String({ maxLength: 80 }),
  year: Type.Integer({ minimum: 2008, maximum: 2100 }),
})
const OfCell = Type.Object({ ...ByYear.properties, cell: Type.String({ maxLength: 20 }) })
const Version = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })) })
const Behind = Type.Object({ ...Version.properties, after: Type.Optional(Type.String({ maxLength: 1024 })) })
const OfFigure = Type.Object({
  ...Behind.properties,
  of: Type.String({ maxLength: 800 }),
  part: Type.Optional(Type.Integer({ minimum: 1, maximum: 40 })),
})
const File = Type.Object({
  ...Version.properties,
  format: Type.Union([Type.Literal('docx'), Type.Literal('pdf'), Type.Literal('xlsx')]),
})
const config = { may: 'everyone' } as const

/** Published reports for everyone: page, files, and every version that was ever public. */
export const portalRoutes: Routes = (app) => {
  app.get('/reports', { config }, async (req, reply) =>
    reply.page(publicListPage({ reports: await listPublished(req.ctx.replica) })),
  )
  app.get('/reports/:unit/:year', { schema: { params: ByYear, querystring: Version }, config }, async (req, reply) => {
    const { report, versions, ctx } = await chosen(req.ctx, req.params, req.query.version)
    const { printed } = await composed(ctx, report)
    return reply.page(publicReportPage({ report, versions, printed }))
  })
  app.get(
    '/reports/:unit/:year/file',
    { schema: { params: ByYear, querystring: File }, config },
    async (req, reply) => {
      const { report, ctx } = await chosen(req.ctx, req.params, req.query.version)
      return sendReport(reply, (await composed(ctx, report)).printed, req.query.format)
    },
  )
  app.get(
    '/reports/:unit/:year/figure',
    { schema: { params: ByYear, querystring: OfFigure }, config },
    async (req, reply) => {
      const { report, ctx } = await chosen(req.ctx, req.params, req.query.version)
      const { of: source, part = 1, after } = req.query
      return reply.page(publicFigurePage(await figureBehind(ctx, report, { source, part, after })))
    },
  )
  app.get(
    '/reports/:unit/:year/cells/:cell',
    { schema: { params: OfCell, querystring: Behind }, config },
    async (req, reply) => {
      const { report, ctx } = await chosen(req.ctx, req.params, req.query.version)
      const { title, form } = (await composed(ctx, report)).printed
      const { cell } = req.params
      const source = form.cells.find((c) => c.id === cell)?.source
      const records =
        source && 'indicator' in source
          ? await publicRecords(ctx, source.indicator, form.scope, req.query.after)
          : undefined
      const page = publicCellPage({ report, title, form, cell, records })
      if (!page) throw new NotFound(`统计表中编号为“${cell}”的一格`)
      return reply.page(page)
    },
  )
}

/** The version asked for, else the one in force. Throws NotFound. */
async function chosen(
  given: Ctx,
  of: { unit: string; year: number },
  version: number | undefined,
): Promise<{ report: Report; versions: readonly Report[]; ctx: Ctx }> {
  // The portal reads from the standby, where there is one.
  const ctx = { ...given, db: given.replica }
  const versions = await listPublished(ctx.db, of)
  const report = versions.find((r) => (version === undefined ? r.state === 'published' : r.version === version))
  if (!report) throw new NotFound(`${of.year} 年的年度报告`)
  return { report, versions, ctx }
}
