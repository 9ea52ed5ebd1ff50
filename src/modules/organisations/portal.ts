import { Type } from 'typebox'
import type { Routes } from '../../platform/http.ts'
import { consultationSitesPage, leadersPage, unitPage, unitsPage } from './portal.view.tsx'
import * as store from './store.ts'

const ByCode = Type.Object({ code: Type.String({ maxLength: 40 }) })
const open = { may: 'everyone', cached: true } as const

/** What the public may know of who governs. 《政府信息公开条例》第二十条第二项 */
export const portalRoutes: Routes = (app) => {
  app.get('/units', { config: open }, async (req, reply) => {
    const { replica, settings } = req.ctx
    const root = await store.getUnit(replica, settings.site.rootUnit)
    return reply.page(unitsPage({ root, children: await store.listChildren(replica, root.code) }))
  })

  app.get('/units/:code', { schema: { params: ByCode }, config: open }, async (req, reply) => {
    const { replica } = req.ctx
    const unit = await store.getUnitDetail(replica, req.params.code)
    const [staff, children, offices, parent] = await Promise.all([
      store.listStaff(replica, unit.code),
      store.listChildren(replica, unit.code),
      store.listDisclosureOffices(replica, unit.code),
      unit.parentCode ? store.findUnit(replica, unit.parentCode) : undefined,
    ])
    return reply.page(unitPage({ unit, leaders: staff.filter((s) => s.isLeader), children, offices, parent }))
  })

  app.get('/leaders', { config: open }, async (req, reply) => {
    const { replica, settings } = req.ctx
    const root = await store.getUnit(replica, settings.site.rootUnit)
    const staff = await store.listStaff(replica, root.code)
    return reply.page(leadersPage({ root, leaders: staff.filter((s) => s.isLeader) }))
  })

  app.get('/consultation-sites', { config: open }, async (req, reply) =>
    reply.page(consultationSitesPage({ sites: await store.listOpenConsultationSites(req.ctx.replica) })),
  )
}
