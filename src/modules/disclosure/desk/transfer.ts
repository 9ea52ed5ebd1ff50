import { Type } from 'typebox'
import type { Routes } from '../../../platform/http.ts'
import { importRoutes, tableHeaders } from '../../organisations/index.ts'
import { exportDocuments } from '../export.ts'
import { importDocuments } from '../import.ts'
import { imported, template } from '../sheet-fields.ts'
import { crumbs, list } from './crumbs.ts'
import { WorkQuery, wishOf } from './worklist.ts'

export const transferRoutes: Routes = (app) => {
  importRoutes(app, {
    look: {
      title: '批量导入',
      breadcrumb: crumbs,
      href: '/desk/disclosure/import',
      note: '导入的信息是草稿，仍要审核后才能发布。',
      fields: imported,
      done: { label: '看导入的信息', href: `${list}?group=drafting&mine=yes` },
    },
    template,
    act: 'disclosure.importChecked',
    may: 'disclosure.import',
    read: importDocuments,
  })

  const ExportQuery = Type.Object({
    ...WorkQuery.properties,
    format: Type.Unsafe<'csv' | 'xlsx'>({ type: 'string', enum: ['csv', 'xlsx'], default: 'xlsx' }),
  })
  app.get(
    '/disclosure/export',
    { schema: { querystring: ExportQuery }, config: { may: 'disclosure.view' } },
    async (req, reply) => {
      const { ctx, query } = req
      const { format } = query
      await ctx.acts.write(ctx.db, {
        act: 'disclosure.exported',
        subject: `account:${ctx.actor.accountId}`,
        unitCode: ctx.actor.unitCode ?? null,
        data: { ...query },
      })
      reply.headers(tableHeaders(`政府信息-${ctx.today}`, format))
      return reply.send(exportDocuments(ctx, wishOf(ctx, query), format))
    },
  )
}
