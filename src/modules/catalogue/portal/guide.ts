import { Type } from 'typebox'
import { NotFound } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { sendPublicFile } from '../../../platform/send-file.ts'
import { originOf } from '../../../platform/web.ts'
import { findGuide, findPublicFile, type Guide } from '../guide.store.ts'
import { ByCode, itemHref, open } from './addresses.ts'
import { guidePage } from './guide.view.tsx'

const ByCodeAndId = Type.Object({ ...ByCode.properties, id: Type.String({ maxLength: 40 }) })

/** The guide of one item, and the forms it names. */
export const guideRoutes: Routes = (app) => {
  app.get('/services/:code', { schema: { params: ByCode }, config: open }, async (req, reply) => {
    const { ctx } = req
    const guide = await getGuide(ctx, req.params.code)
    const told = await app.linesOfItem(ctx.replica, guide.code, ctx.today)
    return reply.page(guidePage({ guide, told, url: originOf(req) + itemHref(guide.code) }))
  })

  app.get(
    '/services/:code/files/:id',
    { schema: { params: ByCodeAndId }, config: { may: 'everyone' }, compress: false },
    async (req, reply) => {
      const { code, id } = req.params
      const found = /^[1-9]\d{0,14}$/.test(id)
        ? await findPublicFile(req.ctx.replica, code, Number(id), req.ctx.today)
        : undefined
      if (!found) throw new NotFound('表格')
      return sendPublicFile(req, reply, found)
    },
  )
}

/** Throws NotFound for an item of which nothing was ever public. */
export async function getGuide({ replica, today }: Ctx, code: string): Promise<Guide> {
  const guide = code.includes('\0') ? undefined : await findGuide(replica, code, today)
  if (!guide) throw new NotFound('事项')
  return guide
}
