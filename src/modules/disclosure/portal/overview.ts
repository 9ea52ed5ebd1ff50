import { Type } from 'typebox'
import { day, yearOf } from '../../../core/day.ts'
import { NotFound } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { listMediaAccounts } from '../../organisations/index.ts'
import { rankColumns, visitYears } from '../visits.store.ts'
import { open } from './addresses.ts'
import { mediaPage, rankingPage, sitemapPage } from './overview.view.tsx'
import { treeOf } from './tree.ts'

const YearQuery = Type.Object({ year: Type.Optional(Type.String({ maxLength: 10 })) })

/** Pages over the whole site: its map, its most read columns, the accounts elsewhere. */
export const overviewRoutes: Routes = (app) => {
  app.get('/ranking', { schema: { querystring: YearQuery }, config: open }, async (req, reply) => {
    const { replica, today } = req.ctx
    const years = await visitYears(replica)
    const asked = req.query.year ?? String(years[0] ?? yearOf(today))
    if (!/^(19|20)\d\d$/.test(asked)) throw new NotFound('年份')
    const year = Number(asked)
    const rows = await rankColumns(replica, day(`${year}-01-01`), day(`${year}-12-31`), 50)
    return reply.page(rankingPage({ rows, year, years }))
  })

  app.get('/media', { config: open }, async (req, reply) =>
    reply.page(mediaPage({ accounts: await listMediaAccounts(req.ctx.replica, req.ctx.today) })),
  )

  app.get('/sitemap', { config: open }, async (req, reply) =>
    reply.page(sitemapPage({ columns: (await treeOf(req.ctx)).open })),
  )
}
