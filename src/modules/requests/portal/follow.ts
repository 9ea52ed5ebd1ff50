import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Invalid, NotFound, type Problem, Refused } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { sendPrivate } from '../../../platform/send-file.ts'
import { attempt, shapeProblems, typedIn } from '../../../ui/index.ts'
import { assertOwn, checkQueryCode, follow, openLetter, ownFile } from '../applicant.service.ts'
import { FollowForm, ReasonsForm, SupplementForm, WithdrawalForm } from '../schema.ts'
import { giveReasons, supplement, withdraw } from '../steps.service.ts'
import { uploadLimit } from './apply.ts'
import { doneWords, followPage, keyPage, notOpenPage, withdrawPage } from './follow.view.tsx'
import { giveKey, keyOf, takeKey } from './keys.ts'
import { holdUploads, noUploads, type SentForm, sentForm } from './uploads.ts'

const config = { may: 'everyone' } as const
const ByNumber = Type.Object({ number: Type.String({ maxLength: 40 }) })
const ByLetter = Type.Object({
  ...ByNumber.properties,
  letter: Type.String({ maxLength: 20 }),
  format: Type.String({ maxLength: 10 }),
})
const ByFile = Type.Object({ ...ByNumber.properties, file: Type.String({ maxLength: 20 }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })
const Known = Type.Object({ number: Type.Optional(Type.String({ maxLength: 40 })) })

type NumberedRequest = FastifyRequest<{ Params: Static<typeof ByNumber> }>
const atOf = (number: string) => `/requests/${encodeURIComponent(number)}`

/** A page that no one after this person finds in the browser's store. */
const privately = (reply: FastifyReply) => reply.header('cache-control', 'no-store')

/** Following a request: opened with number and query code, or from one's own account. */
export const followRoutes: Routes = (app) => {
  app.get('/requests/follow', { schema: { querystring: Known }, config }, async (req, reply) =>
    reply.page(keyPage({ typed: { number: req.query.number ?? '' }, problems: [] })),
  )

  app.post('/requests/follow', { schema: { body: FollowForm }, attachValidation: true, config }, async (req, reply) => {
    let number = ''
    try {
      const problems = await attempt(req, async () => {
        number = await checkQueryCode(req.ctx, req.body, req.ip)
      })
      if (problems.length > 0) return reply.page(keyPage({ typed: typedIn(req.body), problems }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // The form again, not a page without it: most often one sign was misread.
      const { message, next } = error.refusal
      const problems = [{ field: 'code', message: [message, next].join('；') }]
      return reply.page({ ...keyPage({ typed: typedIn(req.body), problems }), status: error.status })
    }
    giveKey(req, reply, number)
    return reply.redirect(atOf(number), 303)
  })

  app.get('/requests/:number', { schema: { params: ByNumber, querystring: Done }, config }, async (req, reply) => {
    const { done } = req.query
    try {
      return await show(req, reply, nothingSent, done === undefined ? undefined : doneWords[done])
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      return reply.page(notOpenPage(req.params.number))
    }
  })

  app.post(
    '/requests/:number/supplement',
    { schema: { params: ByNumber }, config: { ...config, rateLimit: uploadLimit } },
    async (req, reply) => {
      const { number } = req.params
      await assertOwn(req.ctx, number, keyOf(req, number))
      const sent = await sentForm(req, () => number)
      const problems = [...sent.problems, ...shapeProblems(SupplementForm, sent.typed)]
      const failed =
        problems.length > 0
          ? problems
          : await wrongIn(() =>
              supplement(req.ctx, number, { wanted: sent.typed.wanted ?? '' }, sent.uploads.attachments, {
                by: 'applicant',
              }),
            )
      if (failed.length > 0) return show(req, reply, { ...sent, problems: failed })
      return reply.redirect(`${atOf(number)}?done=supplement`, 303)
    },
  )

  app.post(
    '/requests/:number/reasons',
    { schema: { params: ByNumber, body: ReasonsForm }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      await assertOwn(req.ctx, number, keyOf(req, number))
      const problems = await attempt(req, () => giveReasons(req.ctx, number, req.body, { by: 'applicant' }))
      if (problems.length > 0) return show(req, reply, { ...nothingSent, typed: typedIn(req.body), problems })
      return reply.redirect(`${atOf(number)}?done=reasons`, 303)
    },
  )

  app.get('/requests/:number/withdraw', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const { number } = req.params
    const { request, moves } = await follow(req.ctx, number, keyOf(req, number))
    if (!moves.has('withdraw')) return reply.redirect(atOf(number), 303)
    return privately(reply).page(withdrawPage({ request, typed: {}, problems: [] }))
  })

  app.post(
    '/requests/:number/withdraw',
    { schema: { params: ByNumber, body: WithdrawalForm }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      const key = keyOf(req, number)
      await assertOwn(req.ctx, number, key)
      const problems = await attempt(req, () => withdraw(req.ctx, number, req.body, { by: 'applicant' }))
      if (problems.length === 0) return reply.redirect(`${atOf(number)}?done=withdraw`, 303)
      const { request } = await follow(req.ctx, number, key)
      return privately(reply).page(withdrawPage({ request, typed: typedIn(req.body), problems }))
    },
  )

  app.post('/requests/:number/leave', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const { number } = req.params
    if (!keyOf(req, number)) throw new NotFound('打开着的申请')
    takeKey(reply, number)
    return reply.redirect('/requests', 303)
  })

  app.get('/requests/:number/letters/:letter/:format', { schema: { params: ByLetter }, config }, async (req, reply) => {
    const { number, letter, format } = req.params
    if (format !== 'docx' && format !== 'pdf') throw new NotFound('这份文书')
    const file = await openLetter(req.ctx, number, keyOf(req, number), idIn(letter), format)
    return sendPrivate(req.ctx, reply, { ...file, mediaType: letterTypes[format] })
  })

  app.get('/requests/:number/files/:file', { schema: { params: ByFile }, config }, async (req, reply) => {
    const { number, file } = req.params
    return sendPrivate(req.ctx, reply, await ownFile(req.ctx, number, keyOf(req, number), idIn(file)))
  })
}

const letterTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}

const nothingSent: SentForm = { typed: {}, uploads: noUploads, problems: [] }

/** The follow-up page, with what was sent and could not be taken. Throws NotFound for anyone but the applicant. */
async function show(req: NumberedRequest, reply: FastifyReply, sent: SentForm, notice?: string) {
  const { number } = req.params
  const followed = await follow(req.ctx, number, keyOf(req, number))
  const { settings, actor } = req.ctx
  return privately(reply).page(
    followPage({
      ...followed,
      ...sent,
      kept: await holdUploads(req, number, sent.uploads),
      maxBytes: settings.limits.uploadBytes,
      byAccount: followed.request.accountId !== null && followed.request.accountId === actor.accountId,
      notice,
    }),
  )
}

async function wrongIn(act: () => Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await act()
    return []
  } catch (error) {
    if (error instanceof Invalid) return error.problems
    throw error
  }
}

function idIn(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound()
  return Number(text)
}
