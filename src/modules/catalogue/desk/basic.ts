import { Type } from 'typebox'
import { Forbidden } from '../../../core/errors.ts'
import { decodeCursor, encodeCursor } from '../../../core/paging.ts'
import { holds, reach } from '../../../platform/actor.ts'
import type { Routes } from '../../../platform/http.ts'
import { getUnit, listUnits } from '../../organisations/index.ts'
import { countBasic, findBasic } from '../basic.store.ts'
import { checkUnits } from '../report.service.ts'
import { basicPage, deviationsPage, unadoptedPage } from './basic.view.tsx'

const size = 50
const optional = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const BasicQuery = Type.Object({ q: optional(100), type: optional(2), after: optional(200) })
const UnitQuery = Type.Object({ unit: optional(40) })

export const basicRoutes: Routes = (app) => {
  app.get(
    '/catalogue/basic',
    { schema: { querystring: BasicQuery }, config: { may: 'catalogue.view' } },
    async (req, reply) => {
      const { ctx, query } = req
      const wish = { q: query.q?.trim() || undefined, type: query.type || undefined }
      const [after = ''] = decodeCursor(query.after, ['string'] as const) ?? []
      const [rows, total] = await Promise.all([findBasic(ctx.db, wish, after, size + 1), countBasic(ctx.db, wish)])
      const lines = rows.slice(0, size)
      const last = lines.at(-1)
      return reply.page(
        basicPage({
          ...{ lines, total, query, today: ctx.today },
          may: { keep: holds(ctx.actor, 'catalogue.keepBasic'), fill: holds(ctx.actor, 'catalogue.fill') },
          next: rows.length > size && last ? encodeCursor([last.code]) : undefined,
        }),
      )
    },
  )

  const keep = { may: 'catalogue.keepBasic' } as const
  for (const [address, page] of [
    ['/catalogue/deviations', deviationsPage],
    ['/catalogue/unadopted', unadoptedPage],
  ] as const)
    app.get(address, { schema: { querystring: UnitQuery }, config: keep }, async (req, reply) => {
      const { ctx, query } = req
      const units = await listUnits(ctx.db, reach(ctx.actor, 'catalogue.keepBasic'))
      const unit = query.unit ? await getUnit(ctx.db, query.unit) : units[0]
      if (!unit) throw new Forbidden('没有您可以核对的单位')
      return reply.page(page({ ...(await checkUnits(ctx, unit.code)), units, unit: unit.code }))
    })
}
