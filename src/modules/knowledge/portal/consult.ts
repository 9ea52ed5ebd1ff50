import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { addWorkingDays } from '../../../core/calendar.ts'
import { Invalid, NotFound, type Problem, Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, shapeProblems, typedIn } from '../../../ui/index.ts'
import { listUnits } from '../../organisations/index.ts'
import { findPublicArticle } from '../articles.public.ts'
import { consult, type Registered } from '../enquiries.service.ts'
import { getEnquiry } from '../enquiries.store.ts'
import { checkCode, countConsult, ownEnquiry } from '../follow.service.ts'
import { ConsultForm, FollowForm } from '../schema.ts'
import { suggestKnowledge } from '../search.store.ts'
import { consultPage, receiptPage } from './consult.view.tsx'
import { followPage, keyPage, notOpenPage } from './follow.view.tsx'
import { giveKey, giveReceipt, keyOf, receiptIn, takeKey } from './keys.ts'

const config = { may: 'everyone' } as const
const ByNumber = Type.Object({ number: Type.String({ maxLength: 40 }) })
const Wish = Type.Object({ question: Type.Optional(Type.String({ maxLength: 200 })) })
const Known = Type.Object({ number: Type.Optional(Type.String({ maxLength: 40 })) })
const atOf = (number: string) => `/consult/${encodeURIComponent(number)}`

/** Kinds of unit that answer the public in their own name. */
const answering: readonly string[] = ['government', 'office', 'department', 'institution', 'town', 'subdistrict']

/** Asking online: the form, its receipt, and following it. */
export const consultRoutes: Routes = (app) => {
  app.get('/consult', { schema: { querystring: Wish }, config }, async (req, reply) =>
    reply.page(await formPage(req.ctx, { question: req.query.question?.trim() ?? '' }, [])),
  )

  app.post('/consult', { config }, async (req, reply) => {
    const typed = typedIn(req.body)
    // Asked only whether it has been answered already: nothing is judged yet.
    if (typed.look !== undefined) return reply.page(await formPage(req.ctx, typed, []))
    const { done, problems, status } = await trySending(req, typed)
    if (!done) {
      const page = await formPage(req.ctx, typed, problems)
      return reply.page(status ? { ...page, status } : page)
    }
    giveReceipt(req, reply, done)
    giveKey(req, reply, done.number)
    return reply.redirect('/consult/receipt', 303)
  })

  app.get('/consult/receipt', { config }, async (req, reply) => {
    const receipt = receiptIn(req)
    if (!receipt) return reply.redirect('/consult/follow', 303)
    const enquiry = await getEnquiry(req.ctx.db, receipt.number)
    reply.header('cache-control', 'no-store')
    return reply.page(receiptPage({ code: receipt.code, enquiry }))
  })

  app.get('/consult/follow', { schema: { querystring: Known }, config }, async (req, reply) =>
    reply.page(keyPage({ typed: { number: req.query.number ?? '' }, problems: [] })),
  )

  app.post('/consult/follow', { schema: { body: FollowForm }, attachValidation: true, config }, async (req, reply) => {
    let number = ''
    try {
      const problems = await attempt(req, async () => {
        number = await checkCode(req.ctx, req.body, req.ip)
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

  app.get('/consult/:number', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const { number } = req.params
    try {
      const enquiry = await ownEnquiry(req.ctx, number, keyOf(req, number))
      const { articleId } = enquiry
      const article = articleId === null ? undefined : await findPublicArticle(req.ctx.replica, articleId)
      const byAccount = enquiry.accountId !== null && enquiry.accountId === req.ctx.actor.accountId
      return privately(reply).page(followPage({ enquiry, article, today: req.ctx.today, byAccount }))
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      return reply.page(notOpenPage(number))
    }
  })

  app.post('/consult/:number/leave', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const { number } = req.params
    if (!keyOf(req, number)) throw new NotFound('打开着的咨询')
    takeKey(reply, number)
    return reply.redirect('/consult', 303)
  })
}

/** A page that no one after this person finds in the browser's store. */
const privately = (reply: FastifyReply) => reply.header('cache-control', 'no-store')

type Outcome = { done?: Registered; problems: readonly Problem[]; status?: number }

async function trySending(req: FastifyRequest, typed: Record<string, string>): Promise<Outcome> {
  const form = Value.Default(ConsultForm, { ...typed }) as ConsultForm
  const problems = shapeProblems(ConsultForm, form)
  if (problems.length > 0) return { problems }
  try {
    await countConsult(req.ctx, req.ip)
    return { done: await consult(req.ctx, form), problems: [] }
  } catch (error) {
    if (error instanceof Invalid) return { problems: error.problems }
    if (!(error instanceof Refused)) throw error
    // Whoever has to wait finds the form as it was, not a page without it.
    const { message, next } = error.refusal
    return { problems: [{ field: '', message: [message, next].join('；') }], status: 429 }
  }
}

async function formPage(ctx: Ctx, typed: Record<string, string>, problems: readonly Problem[]) {
  const question = typed.question?.trim() ?? ''
  const [units, hits] = await Promise.all([
    listUnits(ctx.replica, [`/${ctx.settings.site.rootUnit}/`]),
    suggestKnowledge(ctx.replica, question, { limit: 3 }),
  ])
  const known = /^[0-9a-f-]{36}$/.test(typed.submissionKey ?? '')
  return consultPage({
    units: units.filter((u) => answering.includes(u.kind)),
    hits,
    typed: { ...typed, submissionKey: known ? (typed.submissionKey ?? '') : randomUUID() },
    problems,
    days: ctx.settings.limits.enquiryDays,
    by: addWorkingDays(ctx.calendar, ctx.today, ctx.settings.limits.enquiryDays),
    hotline: ctx.settings.site.hotline,
    signedIn: ctx.actor.kind === 'citizen',
  })
}
