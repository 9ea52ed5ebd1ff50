import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { NotFound, type Problem, Refused } from '../../../core/errors.ts'
import { sentWith } from '../../../platform/acting.ts'
import { listActs } from '../../../platform/acts.ts'
import type { Ctx } from '../../../platform/context.ts'
import { readFormWithFiles } from '../../../platform/form-with-files.ts'
import type { Routes } from '../../../platform/http.ts'
import { sendPrivate } from '../../../platform/send-file.ts'
import { attempt, type Page, refusalPage, typedIn } from '../../../ui/index.ts'
import { appeal, decide, ratingRecord, revealRater, showRectification, showWords } from '../review.service.ts'
import { AppealForm, RectificationForm, RevealForm, VerdictForm, WordsForm } from '../schema.ts'
import { hrefOf } from './crumbs.ts'
import { doneWords, ratingPage, revealLabels } from './record.view.tsx'

const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const ById = Type.Object({ id })
const ByFile = Type.Object({ id, position: Type.Integer({ minimum: 1, maximum: 1000 }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })
const view = { may: 'ratings.view' } as const
const review = { may: 'ratings.review' } as const

/** One rating, and what may be done about it. */
export const recordRoutes: Routes = (app) => {
  app.get('/ratings/:id', { schema: { params: ById, querystring: Done }, config: view }, async (req, reply) => {
    const page = await pageOf(req.ctx, req.params.id)
    const notice = doneWords[req.query.done ?? '']
    return reply.page(notice ? { ...page, notice } : page)
  })

  app.post(
    '/ratings/:id/appeal',
    {
      schema: { params: ById, body: sentWith(AppealForm) },
      attachValidation: true,
      config: { may: 'ratings.appeal' },
    },
    async (req, reply) => {
      const files = await readFormWithFiles(req)
      return sent(req, reply, 'appeal', () => {
        const { version, ...form } = req.body as Static<typeof AppealForm> & { version?: number }
        return appeal(req.ctx, req.params.id, form, files().files ?? [], version)
      })
    },
  )

  app.post(
    '/ratings/:id/decide',
    { schema: { params: ById, body: sentWith(VerdictForm) }, attachValidation: true, config: review },
    async (req, reply) =>
      sent(req, reply, 'decide', () => {
        const { version, ...form } = req.body as Static<typeof VerdictForm> & { version?: number }
        return decide(req.ctx, req.params.id, form, version)
      }),
  )

  app.post(
    '/ratings/:id/words',
    { schema: { params: ById, body: sentWith(WordsForm) }, attachValidation: true, config: review },
    async (req, reply) =>
      sent(req, reply, 'words', () => {
        const { version, ...form } = req.body as Static<typeof WordsForm> & { version?: number }
        return showWords(req.ctx, req.params.id, form, version)
      }),
  )

  app.post(
    '/ratings/:id/rectification',
    { schema: { params: ById, body: sentWith(RectificationForm) }, attachValidation: true, config: review },
    async (req, reply) =>
      sent(req, reply, 'rectification', () => {
        const { version, ...form } = req.body as Static<typeof RectificationForm> & { version?: number }
        return showRectification(req.ctx, req.params.id, form, version)
      }),
  )

  // Who follows up may hold the right from the hotline rather than from here: the service asks.
  app.post(
    '/ratings/:id/reveal',
    { schema: { params: ById, body: RevealForm }, attachValidation: true, config: view },
    async (req, reply) => {
      let value: string | undefined
      const problems = await attempt(req, async () => {
        value = await revealRater(req.ctx, req.params.id, req.body)
      })
      const revealed = value === undefined ? undefined : { label: revealLabels[req.body.field], value }
      const typed = revealed ? {} : typedIn(req.body)
      reply.header('cache-control', 'no-store')
      return reply.page(await pageOf(req.ctx, req.params.id, { revealed, typed, problems }))
    },
  )

  app.get('/ratings/:id/files/:position', { schema: { params: ByFile }, config: view }, async (req, reply) => {
    const { appeal: made } = await ratingRecord(req.ctx, req.params.id)
    const file = made?.files.find((f) => f.position === req.params.position)
    if (!file) throw new NotFound('这个文件')
    return sendPrivate(req.ctx, reply, { ...file, mediaType: 'application/octet-stream' })
  })
}

type More = {
  revealed?: { label: string; value: string } | undefined
  typed?: Record<string, string>
  problems?: readonly Problem[]
}

async function pageOf(ctx: Ctx, id: number, more: More = {}): Promise<Page> {
  const record = await ratingRecord(ctx, id)
  const acts = await listActs(ctx.db, `rating:${id}`)
  return ratingPage({ ...record, acts, typed: {}, problems: [], limits: ctx.settings.limits, ...more })
}

/** Does what was sent and goes back to the rating, or shows it again with what is to be put right. */
async function sent(req: FastifyRequest, reply: FastifyReply, done: string, act: () => Promise<void>) {
  const { id } = req.params as Static<typeof ById>
  try {
    const problems = await attempt(req, act)
    if (problems.length > 0) return reply.page(await pageOf(req.ctx, id, { typed: typedIn(req.body), problems }))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return reply.page(refusalPage(error.refusal, hrefOf(id)))
  }
  return reply.redirect(`${hrefOf(id)}?done=${done}`, 303)
}
