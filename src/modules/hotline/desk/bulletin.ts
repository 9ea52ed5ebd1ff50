import { Type } from 'typebox'
import { NotFound } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { layOut } from '../../../platform/paper/index.ts'
import { bulletinFile, bulletinFormats, bulletinOf, isMonth } from '../bulletin.service.ts'
import { bulletinPage } from './bulletin.view.tsx'

const month = Type.Optional(Type.String({ maxLength: 7, title: '月份' }))
const BulletinQuery = Type.Object({ month })
const config = { may: 'hotline.view' } as const

const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

/** The monthly bulletin: on the screen as it will be printed, and as a file. */
export const bulletinRoutes: Routes = (app) => {
  app.get('/hotline/bulletin', { schema: { querystring: BulletinQuery }, config }, async (req, reply) => {
    const asked = monthIn(req.query.month, req.ctx.today)
    return reply.page(
      bulletinPage({ month: asked, today: req.ctx.today, paper: layOut(await bulletinOf(req.ctx, asked)) }),
    )
  })

  for (const format of bulletinFormats)
    app.get(`/hotline/bulletin.${format}`, { schema: { querystring: BulletinQuery }, config }, async (req, reply) => {
      const { ctx } = req
      const asked = monthIn(req.query.month, ctx.today)
      const { content, fileName } = await bulletinFile(ctx, asked, format)
      await ctx.acts.write(ctx.db, {
        act: 'hotline.bulletinPrinted',
        subject: `account:${ctx.actor.accountId}`,
        unitCode: ctx.actor.unitCode ?? null,
        data: { month: asked, format },
      })
      reply.headers({
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        'content-type': types[format],
      })
      return reply.send(content)
    })
}

/** The month asked for, or this one. Throws NotFound for a text that is no month. */
function monthIn(text: string | undefined, today: string): string {
  const asked = text || today.slice(0, 7)
  if (!isMonth(asked)) throw new NotFound(`“${asked}”这个月份`)
  return asked
}
