import { Type } from 'typebox'
import { working } from '../../../core/clock.ts'
import type { Problem } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { sendPrivate } from '../../../platform/send-file.ts'
import { attempt, type Page, typedIn } from '../../../ui/index.ts'
import { moveNames } from '../acting.ts'
import { personalLabels } from '../labels.ts'
import { RevealForm } from '../schema.ts'
import { orderFile, orderRecord, revealPerson } from '../service.ts'
import { ByNumber } from './move.ts'
import { isPaged, looks } from './move-looks.ts'
import { orderPage } from './record.view.tsx'

const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 40 })) })
const OneFile = Type.Object({
  ...ByNumber.properties,
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
})
const config = { may: 'hotline.view' } as const

/** One work order, who it came from shown for a reason, and its files. */
export const recordRoutes: Routes = (app) => {
  app.get('/hotline/:number', { schema: { params: ByNumber, querystring: Done }, config }, async (req, reply) => {
    const page = await recordPage(req.ctx, req.params.number)
    const notice = doneWords(req.query.done)
    return reply.page(notice ? { ...page, notice } : page)
  })

  app.post(
    '/hotline/:number/reveal',
    { schema: { params: ByNumber, body: RevealForm }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      let value: string | undefined
      const problems = await attempt(req, async () => {
        value = await revealPerson(req.ctx, number, req.body)
      })
      const revealed = value === undefined ? undefined : { label: personalLabels[req.body.field], value }
      reply.header('cache-control', 'no-store')
      return reply.page(
        await recordPage(req.ctx, number, { revealed, typed: revealed ? {} : typedIn(req.body), problems }),
      )
    },
  )

  app.get('/hotline/:number/files/:id', { schema: { params: OneFile }, config }, async (req, reply) =>
    sendPrivate(req.ctx, reply, await orderFile(req.ctx, req.params.number, req.params.id)),
  )
}

type More = { revealed?: { label: string; value: string } | undefined; typed?: Record<string, string> } & {
  problems?: readonly Problem[]
}

async function recordPage(ctx: Ctx, number: string, more: More = {}): Promise<Page> {
  const record = await orderRecord(ctx, number)
  const { clockFrom, replyDays, extension, replyDueOn } = record.order
  // Where the superior set an earlier day, it is counted to that one.
  const counted = working({ days: replyDays + extension, from: clockFrom, calendar: ctx.calendar })
  const days = counted.filter((d) => d.day <= replyDueOn)
  return orderPage({ ...record, days, today: ctx.today, typed: {}, problems: [], ...more })
}

/** What has just been done, for the head of the page. */
function doneWords(name: string | undefined): string | undefined {
  const move = moveNames.find((m) => m === name)
  if (move === 'sign') return '已签收，请尽快联系来访人'
  if (move === 'archive') return '已归档'
  return move && isPaged(move) ? looks[move].done : undefined
}
