import { Type } from 'typebox'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { movesOf } from '../rules.ts'
import { personOf, reachDocument } from '../service.ts'
import * as store from '../store.ts'
import { ById } from './documents.ts'
import { versionPage } from './versions.view.tsx'

const view = { may: 'disclosure.view' } as const

export const versionRoutes: Routes = (app) => {
  const ByVersion = Type.Object({ ...ById.properties, version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) })
  app.get(
    '/disclosure/documents/:id/versions/:version',
    { schema: { params: ByVersion }, config: view },
    async (req, reply) => {
      const { id, version } = req.params
      const { document } = await reachDocument(req.ctx, id)
      return reply.page(
        versionPage({
          document,
          kept: await store.getVersion(req.ctx.db, id, version),
          moves: await movesFor(req.ctx, id),
        }),
      )
    },
  )
}

async function movesFor(ctx: Ctx, id: number) {
  const { document, unit } = await reachDocument(ctx, id)
  return movesOf(document, personOf(ctx, unit))
}
