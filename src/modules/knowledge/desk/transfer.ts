import { Type } from 'typebox'
import type { Routes } from '../../../platform/http.ts'
import { importRoutes, tableHeaders } from '../../organisations/index.ts'
import { exportArticles } from '../export.ts'
import { importArticles } from '../import.ts'
import { imported } from '../transfer-fields.ts'
import { articlesAt, inArticles } from './crumbs.ts'
import { ArticleQuery, wishOf } from './worklist.ts'

/** Bringing in and handing out whole articles. */
export const transferRoutes: Routes = (app) => {
  importRoutes(app, {
    look: {
      title: '导入知识',
      breadcrumb: inArticles,
      href: `${articlesAt}/import`,
      note: '导入的知识是草稿，仍要由另一位同事审核发布。',
      fields: imported,
      done: { label: '看导入的知识', href: `${articlesAt}?group=drafting` },
    },
    template: imported,
    act: 'knowledge.importChecked',
    may: 'knowledge.write',
    read: importArticles,
  })

  const ExportQuery = Type.Object({
    ...ArticleQuery.properties,
    format: Type.Unsafe<'csv' | 'xlsx'>({ type: 'string', enum: ['csv', 'xlsx'], default: 'xlsx' }),
  })
  app.get(
    '/knowledge/export',
    { schema: { querystring: ExportQuery }, config: { may: 'knowledge.view' } },
    async (req, reply) => {
      const { ctx, query } = req
      await ctx.acts.write(ctx.db, {
        act: 'knowledge.exported',
        subject: `account:${ctx.actor.accountId}`,
        unitCode: ctx.actor.unitCode ?? null,
        data: { ...query },
      })
      reply.headers(tableHeaders(`知识库-${ctx.today}`, query.format))
      return reply.send(exportArticles(ctx, wishOf(ctx, query), query.format))
    },
  )
}
