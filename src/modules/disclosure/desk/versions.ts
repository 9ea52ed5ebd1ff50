import { Type } from 'typebox'
import type { Routes } from '../../../platform/http.ts'
import type { CorrectedContent, KeptFile } from '../corrections.schema.ts'
import { refuseMove } from '../rules.ts'
import { personOf, reachDocument } from '../service.ts'
import * as store from '../store.ts'
import { compare, type Kept } from './comparison.ts'
import { linksTo } from './corrections.ts'
import { ById } from './documents.ts'
import { comparePage, versionPage } from './versions.view.tsx'

const view = { may: 'disclosure.view' } as const
const Version = Type.Integer({ minimum: 1, maximum: 1_000_000, title: '版本' })

/** Saved states of a document, and what differs between two of them. */
export const versionRoutes: Routes = (app) => {
  const ByVersion = Type.Object({ ...ById.properties, version: Version })
  const address = '/disclosure/documents/:id/versions'
  app.get(`${address}/:version`, { schema: { params: ByVersion }, config: view }, async (req, reply) => {
    const { ctx, params } = req
    const { document, unit } = await reachDocument(ctx, params.id)
    const kept = await store.getVersion(ctx.db, params.id, params.version)
    const { content, attachments } = keptOf(kept)
    return reply.page(
      versionPage({
        ...{ document, kept, content },
        files: await linksTo(ctx, params.id, attachments ?? []),
        refusal: refuseMove('save', document, personOf(ctx, unit)),
      }),
    )
  })

  const Two = Type.Object({ from: Version, to: Version })
  app.get(`${address}/compare`, { schema: { params: ById, querystring: Two }, config: view }, async (req, reply) => {
    const { ctx, params, query } = req
    const { document } = await reachDocument(ctx, params.id)
    const [versions, from, to] = await Promise.all([
      store.listVersions(ctx.db, params.id),
      store.getVersion(ctx.db, params.id, query.from),
      store.getVersion(ctx.db, params.id, query.to),
    ])
    return reply.page(comparePage({ document, versions, from, to, compared: compare(keptOf(from), keptOf(to)) }))
  })
}

function keptOf(version: store.DocumentVersion): Kept {
  return {
    content: version.content as Partial<CorrectedContent>,
    attachments: version.attachments as KeptFile[] | null,
  }
}
