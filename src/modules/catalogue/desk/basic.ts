import { Type } from 'typebox'
import { Forbidden } from '../../../core/errors.ts'
import { decodeCursor, partOf } from '../../../core/paging.ts'
import { holds, reach } from '../../../platform/actor.ts'
import type { Routes } from '../../../platform/http.ts'
import { getUnit, listUnits } from '../../organisations/index.ts'
import { countBasic, findBasic } from '../basic.store.ts'
import { deviationsBelow, unadoptedHere } from '../report.service.ts'
import { basicPage, deviationsPage, unadoptedPage } from './basic.view.tsx'

const size = 50
const optional = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const BasicQuery = Type.Object({ q: optional(100), type: optional(2), after: optional(200) })

export const basicRoutes: Routes = (app) => {
  app.get(
    '/catalogue/basic',
    { schema: { querystring: BasicQuery }, config: { may: 'catalogue.view' } },
    async (req, reply) => {
      const { ctx, query } = req
      const wish = { q: query.q?.trim() || undefined, type: query.type || undefined }
      const [after = ''] = decodeCursor(query.after, ['string'] as const) ?? []
      const [rows, total] = await Promise.all([findBasic(ctx.db, wish, after, size + 1), countBasic(ctx.db, wish)])
      return reply.page(
        basicPage({
          ...{ ...partOf(rows, { size }, (entry) => [entry.code]), total, query, today: ctx.today },
          may: { keep: holds(ctx.actor, 'catalogue.keepBasic'), fill: holds(ctx.actor, 'catalogue.fill') },
        }),
      )
    },
  )

  const keep = { may: 'catalogue.keepBasic' } as const
  const CheckQuery = Type.Object({ unit: optional(40), after: optional(1024) })
  app.get('/catalogue/deviations', { schema: { querystring: CheckQuery }, config: keep }, async (req, reply) => {
    const { ctx, query } = req
    const units = await listUnits(ctx.db, reach(ctx.actor, 'catalogue.keepBasic'))
    const unit = query.unit ? await getUnit(ctx.db, query.unit) : units[0]
    if (!unit) throw new Forbidden('没有您可以核对的单位')
    const found = await deviationsBelow(ctx, unit.code, { size: 20, cursor: query.after })
    return reply.page(deviationsPage({ ...found, units, unit: unit.code }))
  })

  app.get('/catalogue/unadopted', { schema: { querystring: CheckQuery }, config: keep }, async (req, reply) =>
    reply.page(unadoptedPage(await unadoptedHere(req.ctx, { size, cursor: req.query.after }))),
  )
}
