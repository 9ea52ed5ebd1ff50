import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, type TObject, Type } from 'typebox'
import { Value } from 'typebox/value'
import { workingDaysBetween } from '../../../core/calendar.ts'
import { working } from '../../../core/clock.ts'
import { Invalid, NotFound, type Problem, Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { sendPrivate } from '../../../platform/send-file.ts'
import { attempt, shapeProblems, typedIn } from '../../../ui/index.ts'
import * as person from '../person.service.ts'
import { FollowForm, RatingForm, ReopenForm, SupplementForm, UrgeForm, WordsForm } from '../schema.ts'
import { doneWords, followPage, keyPage, notOpenPage, withdrawPage } from './follow.view.tsx'
import { giveKey, keyOf, takeKey } from './keys.ts'
import { holdUploads, noUploads, sentForm, type Uploads, uploadLimit } from './uploads.ts'

const config = { may: 'everyone' } as const
const ByNumber = Type.Object({ number: Type.String({ maxLength: 40 }) })
const ByMove = Type.Object({ ...ByNumber.properties, move: Type.String({ maxLength: 20 }) })
const ByFile = Type.Object({ ...ByNumber.properties, file: Type.String({ maxLength: 20 }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })
const Known = Type.Object({ number: Type.Optional(Type.String({ maxLength: 40 })) })

type NumberedRequest = FastifyRequest<{ Params: Static<typeof ByNumber> }>
const atOf = (number: string) => `/letters/${encodeURIComponent(number)}`

/** A page that no one after this person finds in the browser's store. */
const privately = (reply: FastifyReply) => reply.header('cache-control', 'no-store')

type Making = { ctx: Ctx; number: string; key: person.Key; uploads: Uploads }
/** One thing the person does with their letter: its form, and how it is done. */
const making = <S extends TObject>(shape: S, run: (by: Making, form: Static<S>) => Promise<void>) => ({
  shape: shape as TObject,
  run: (by: Making, form: object) => run(by, form as Static<S>),
})
/** Stand beside other forms, so their fields have names of their own. */
const MoreForm = Type.Object({ more: SupplementForm.properties.words })
const AgainForm = Type.Object({ again: ReopenForm.properties.words })
const moves = {
  supplement: making(MoreForm, ({ ctx, number, key, uploads }, { more }) =>
    person.supplementOwn(ctx, number, key, { words: more, files: uploads.evidence }),
  ),
  urge: making(UrgeForm, ({ ctx, number, key }, { words }) => person.urgeOwn(ctx, number, key, words)),
  reopen: making(AgainForm, ({ ctx, number, key }, { again }) => person.reopenOwn(ctx, number, key, again)),
  withdraw: making(WordsForm, ({ ctx, number, key }, { words }) => person.withdrawOwn(ctx, number, key, words)),
  rate: making(RatingForm, ({ ctx, number, key }, form) => person.rateOwn(ctx, number, key, form)),
}

/** Following a letter: opened with number and query code, or from one's own account. */
export const followRoutes: Routes = (app) => {
  app.get('/letters/follow', { schema: { querystring: Known }, config }, async (req, reply) =>
    reply.page(keyPage({ typed: { number: req.query.number ?? '' }, problems: [] })),
  )

  app.post('/letters/follow', { schema: { body: FollowForm }, attachValidation: true, config }, async (req, reply) => {
    let number = ''
    try {
      const problems = await attempt(req, async () => {
        number = await person.checkQueryCode(req.ctx, req.body, req.ip)
      })
      if (problems.length > 0) return reply.page(keyPage({ typed: typedIn(req.body), problems }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // The form again, not a page without it: most often one sign was misread.
      const page = keyPage({ typed: typedIn(req.body), problems: [problemOf(error, 'code')] })
      return reply.page({ ...page, status: error.status })
    }
    giveKey(req, reply, number)
    return reply.redirect(atOf(number), 303)
  })

  app.get('/letters/:number', { schema: { params: ByNumber, querystring: Done }, config }, async (req, reply) => {
    const { done } = req.query
    try {
      return await show(req, reply, { typed: {}, uploads: noUploads, problems: [], notice: done && doneWords[done] })
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      return reply.page(notOpenPage(req.params.number))
    }
  })

  app.get('/letters/:number/withdraw', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const { number } = req.params
    const { order, moves } = await person.follow(req.ctx, number, keyOf(req, number))
    if (moves.some((m) => m.name === 'withdraw' && m.refusal)) return reply.redirect(atOf(number), 303)
    return privately(reply).page(withdrawPage({ order, typed: {}, problems: [] }))
  })

  app.post('/letters/:number/leave', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const { number } = req.params
    if (!keyOf(req, number)) throw new NotFound('打开着的信')
    takeKey(reply, number)
    return reply.redirect('/letters', 303)
  })

  app.post(
    '/letters/:number/:move',
    { schema: { params: ByMove }, config: { ...config, rateLimit: uploadLimit } },
    async (req, reply) => {
      const { number, move } = req.params
      if (!Object.hasOwn(moves, move)) throw new NotFound()
      const { shape, run } = moves[move as keyof typeof moves]
      const key = keyOf(req, number)
      // Nobody else learns what would have been wrong with the form.
      const { order } = await person.follow(req.ctx, number, key)
      const { typed, uploads, problems: ofFiles } = await sentForm(req, () => addingTo(number))
      const form = Value.Default(shape, Value.Convert(shape, trimmed(typed))) as object
      let problems: readonly Problem[] = [...shapeProblems(shape, form), ...ofFiles]
      let status: number | undefined
      if (problems.length === 0)
        try {
          await run({ ctx: req.ctx, number, key, uploads }, form)
          return reply.redirect(`${atOf(number)}?done=${move}`, 303)
        } catch (error) {
          if (error instanceof Invalid) problems = error.problems
          else if (error instanceof Refused) {
            problems = [problemOf(error, '')]
            status = error.status
          } else throw error
        }
      if (move !== 'withdraw') return show(req, reply, { typed, uploads, problems, status })
      const page = withdrawPage({ order, typed, problems })
      return privately(reply).page(status ? { ...page, status } : page)
    },
  )

  app.get('/letters/:number/files/:file', { schema: { params: ByFile }, config }, async (req, reply) => {
    const { number, file } = req.params
    if (!/^[1-9]\d{0,14}$/.test(file)) throw new NotFound()
    const found = await person.ownFile(req.ctx, number, keyOf(req, number), Number(file))
    return sendPrivate(req.ctx, reply, { ...found, mediaType: 'application/octet-stream' })
  })
}

/** Under what files are held that came with something to be added to a letter. */
const addingTo = (number: string) => `letter ${number}`

const trimmed = (typed: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(typed).flatMap(([k, v]) => (k === '_csrf' || k === 'kept' ? [] : [[k, v.trim()]])))

const problemOf = ({ refusal: { message, next } }: Refused, field: string): Problem => ({
  field,
  message: [message, next].filter(Boolean).join('；'),
})

type Shown = {
  typed: Readonly<Record<string, string>>
  uploads: Uploads
  problems: readonly Problem[]
  notice?: string | undefined
  status?: number | undefined
}

/** The follow-up page, with what was sent and could not be taken. Throws NotFound for anyone but the person. */
async function show(req: NumberedRequest, reply: FastifyReply, { status, ...sent }: Shown) {
  const { number } = req.params
  const { calendar, today, actor, settings } = req.ctx
  const followed = await person.follow(req.ctx, number, keyOf(req, number))
  const { clockFrom, replyDays, extension, replyDueOn, accountId } = followed.order
  // Where the superior set an earlier day, the days end there.
  const days = working({ from: clockFrom, days: replyDays + extension, calendar }).filter((d) => d.day <= replyDueOn)
  const page = followPage({
    ...followed,
    ...sent,
    kept: await holdUploads(req, addingTo(number), sent.uploads),
    maxBytes: settings.limits.uploadBytes,
    days,
    daysLeft: workingDaysBetween(calendar, today, replyDueOn),
    overdue: today > replyDueOn,
    byAccount: accountId !== null && accountId === actor.accountId,
    hotline: settings.site.hotline,
  })
  return privately(reply).page(status ? { ...page, status } : page)
}
