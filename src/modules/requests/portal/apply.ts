import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Invalid, type Problem, Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { shapeProblems } from '../../../ui/index.ts'
import { suggestDocuments } from '../../disclosure/index.ts'
import { knownPerson } from '../../identity/index.ts'
import { listUnits } from '../../organisations/index.ts'
import { countApplication } from '../applicant.service.ts'
import { answersRequests, apply, newSubmissionKey, type Registered } from '../intake.service.ts'
import { lifeOf } from '../life.store.ts'
import { ApplicationForm } from '../schema.ts'
import { clockOf } from '../service.ts'
import { getRequest } from '../store.ts'
import { applyPage } from './apply.view.tsx'
import { giveKey, giveReceipt, receiptIn } from './keys.ts'
import { receiptPage } from './receipt.view.tsx'
import { holdUploads, noUploads, type SentForm, sentForm } from './uploads.ts'

const config = { may: 'everyone' } as const
/** Files are heavy: so many forms a minute from one address, whatever stands in them. */
export const uploadLimit = { max: 30, timeWindow: 60_000 }

const Wish = Type.Object({ subject: Type.Optional(Type.String({ maxLength: 100 })) })

/** The form of an application, its sending, and its receipt. */
export const applyRoutes: Routes = (app) => {
  app.get('/requests/new', { schema: { querystring: Wish }, config }, async (req, reply) => {
    const typed = { ...(await knownFacts(req.ctx)), subject: req.query.subject?.trim() ?? '' }
    return formPage(req, reply, { typed, uploads: noUploads, problems: [] })
  })

  app.post('/requests/new', { config: { ...config, rateLimit: uploadLimit } }, async (req, reply) => {
    const sent = await sentForm(req, (typed) => typed.submissionKey ?? '')
    // Asked only whether it is public already: nothing is judged yet.
    if (sent.typed.check !== undefined) return formPage(req, reply, { ...sent, problems: [] })
    const { done, problems, status } = await trySending(req, sent)
    if (!done) return formPage(req, reply, { ...sent, problems }, status)
    giveReceipt(req, reply, done)
    giveKey(req, reply, done.number)
    return reply.redirect('/requests/receipt', 303)
  })

  app.get('/requests/receipt', { config }, async (req, reply) => {
    const receipt = receiptIn(req)
    if (!receipt) return reply.redirect('/requests/follow', 303)
    const request = await getRequest(req.ctx.db, receipt.number)
    const { events, letters } = await lifeOf(req.ctx.db, request.id)
    const [clock, documents] = await Promise.all([
      clockOf(req.ctx, request, { events }),
      suggestDocuments(req.ctx.replica, request.subject),
    ])
    const { limits } = req.ctx.law.regime(request.regime)
    const letter = letters.find((l) => l.kind === 'receipt')
    reply.header('cache-control', 'no-store')
    return reply.page(receiptPage({ code: receipt.code, request, limits, clock, letter, documents }))
  })
}

type Outcome = { done?: Registered; problems: readonly Problem[]; status?: number }

/** Sends an application, or tells all that keeps it from being sent at once. */
async function trySending(req: FastifyRequest, { typed, uploads, problems }: SentForm): Promise<Outcome> {
  const form = applicationIn(typed)
  if ('problems' in form) return { problems: [...problems, ...form.problems] }
  if (problems.length > 0) return { problems }
  const files = { identityProof: uploads.identityProof, application: uploads.attachments }
  try {
    await countApplication(req.ctx, req.ip)
    return { done: await apply(req.ctx, form.value, files), problems: [] }
  } catch (error) {
    if (error instanceof Invalid) return { problems: error.problems }
    if (!(error instanceof Refused)) throw error
    // Whoever has to wait finds the form as it was, not a page without it.
    const { message, next } = error.refusal
    return { problems: [{ field: '', message: [message, next].join('；') }], status: 429 }
  }
}

/** An application of the right shape, or what is wrong with it field by field. */
export function applicationIn(typed: object): { value: ApplicationForm } | { problems: Problem[] } {
  const trimmed = Object.fromEntries(Object.entries(typed).map(([k, v]) => [k, typeof v === 'string' ? v.trim() : v]))
  const value = Value.Default(ApplicationForm, trimmed)
  return Value.Check(ApplicationForm, value) ? { value } : { problems: shapeProblems(ApplicationForm, value as object) }
}

async function formPage(req: FastifyRequest, reply: FastifyReply, sent: SentForm, status?: number) {
  const { ctx } = req
  const { settings } = ctx
  const known = /^[0-9a-f-]{36}$/.test(sent.typed.submissionKey ?? '')
  const submissionKey = known ? (sent.typed.submissionKey ?? '') : newSubmissionKey()
  const subject = sent.typed.subject ?? ''
  const [units, documents] = await Promise.all([
    listUnits(ctx.db, [`/${settings.site.rootUnit}/`]),
    subject === '' ? [] : suggestDocuments(ctx.replica, subject),
  ])
  reply.header('cache-control', 'no-store')
  const page = applyPage({
    units: units.filter(answersRequests),
    typed: { unitCode: settings.site.rootUnit, ...sent.typed, submissionKey },
    uploads: sent.uploads,
    kept: await holdUploads(req, submissionKey, sent.uploads),
    problems: sent.problems,
    documents,
    asked: subject !== '',
    maxBytes: settings.limits.uploadBytes,
    signedIn: ctx.actor.kind === 'citizen',
  })
  return reply.page(status ? { ...page, status } : page)
}

/** What the account knows of who applies, offered to be changed. The number of the card stays sealed. */
async function knownFacts({ db, actor }: Ctx): Promise<Record<string, string>> {
  const person = actor.kind === 'citizen' && actor.accountId ? await knownPerson(db, actor.accountId) : undefined
  if (!person) return {}
  const { kind, name, phone, creditCode, contactName } = person
  return kind === 'natural'
    ? { applicantKind: 'naturalPerson', idKind: 'residentId', applicantName: name, phone: phone ?? '' }
    : {
        idKind: 'creditCode',
        applicantName: name,
        idNumber: creditCode ?? '',
        contactPerson: contactName ?? '',
        phone: phone ?? '',
      }
}
