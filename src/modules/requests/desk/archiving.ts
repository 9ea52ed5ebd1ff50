import { Type } from 'typebox'
import { Answered } from '../../../core/errors.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import type { Page } from '../../../ui/index.ts'
import { typedList } from '../../../ui/index.ts'
import { makeMove } from '../acting.ts'
import { workLine } from '../service.ts'
import { countedUntil, listArchivable } from '../store.ts'
import { archivingPage } from './archiving.view.tsx'
import { list } from './crumbs.ts'

const config = { may: 'requests.handle' } as const
const Chosen = Type.Object({
  numbers: Type.Array(Type.String({ maxLength: 40 }), { maxItems: countedUntil, title: '要归档的申请', default: [] }),
})
const Told = Type.Object({ done: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })) })

/** Closing the files of all that has been delivered, at one go. */
export const archivingRoutes: Routes = (app) => {
  app.get('/requests/archiving', { schema: { querystring: Told }, config }, async (req, reply) => {
    const page = await pageOf(req.ctx, [])
    return reply.page(req.query.done === undefined ? page : { ...page, notice: `已归档 ${req.query.done} 件` })
  })

  app.post('/requests/archiving', { schema: { body: Chosen }, attachValidation: true, config }, async (req, reply) => {
    const { ctx } = req
    const failed: string[] = []
    const numbers = typedList(req.body, 'numbers').slice(0, 200)
    for (const number of numbers)
      try {
        await makeMove(ctx, number, 'archive', {})
      } catch (error) {
        // One that cannot be archived does not keep the others from it.
        if (!(error instanceof Answered)) throw error
        failed.push(`${number}：${error.message}`)
      }
    if (failed.length > 0 || numbers.length === 0) return reply.page(await pageOf(ctx, failed, numbers.length === 0))
    return reply.redirect(`${list}/archiving?done=${numbers.length}`, 303)
  })
}

async function pageOf(ctx: Ctx, failed: readonly string[], none = false): Promise<Page> {
  const lines = await listArchivable(ctx.db, reach(ctx.actor, 'requests.handle'), 200)
  const problems = none
    ? [{ field: 'numbers', message: '请勾选要归档的申请' }]
    : failed.map((message) => ({ field: '', message }))
  return archivingPage({ lines: lines.map((l) => workLine(ctx, l)), problems })
}
