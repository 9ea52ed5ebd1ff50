import { Type } from 'typebox'
import { reach } from '../../../platform/actor.ts'
import type { Routes } from '../../../platform/http.ts'
import { recheck } from '../links.service.ts'
import { countBroken, linkTotals, listBroken } from '../links.store.ts'
import { linksPage } from './links.view.tsx'

const view = { may: 'disclosure.view' } as const
const most = 500

/** 断链: what published texts lead to and is not there. */
export const linkRoutes: Routes = (app) => {
  app.get('/disclosure/links', { config: view }, async (req, reply) => {
    const { db, actor, settings } = req.ctx
    const paths = reach(actor, 'disclosure.view')
    const [rows, total, totals] = await Promise.all([
      listBroken(db, paths, most),
      countBroken(db, paths),
      linkTotals(db),
    ])
    return reply.page(linksPage({ rows, total, totals, external: settings.limits.linksPerNight }))
  })

  const Url = Type.Object({ url: Type.String({ minLength: 1, maxLength: 2000, title: '链接' }) })
  app.post('/disclosure/links/recheck', { schema: { body: Url }, config: view }, async (req, reply) => {
    await recheck(req.ctx, req.body.url)
    return reply.redirect('/desk/disclosure/links', 303)
  })
}
