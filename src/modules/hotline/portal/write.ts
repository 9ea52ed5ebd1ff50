import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { Invalid, type Problem, Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { shapeProblems } from '../../../ui/index.ts'
import { knownPerson } from '../../identity/index.ts'
import { suggestKnowledge } from '../../knowledge/index.ts'
import { listUnits } from '../../organisations/index.ts'
import { countLetter } from '../person.service.ts'
import { similarPublished } from '../published.store.ts'
import { newSubmissionKey, type Registered, write } from '../register.service.ts'
import { MessageForm } from '../schema.ts'
import { getOrder } from '../store.ts'
import { giveKey, giveReceipt, receiptIn } from './keys.ts'
import { receiptPage } from './receipt.view.tsx'
import { holdUploads, noUploads, type SentForm, sentForm, uploadLimit } from './uploads.ts'
import { writePage } from './write.view.tsx'

const config = { may: 'everyone' } as const
/** Files are heavy, and who types looks up as they type: so many forms a minute from one address. */

const Wish = Type.Object({
  kind: Type.Optional(Type.String({ maxLength: 30 })),
  page: Type.Optional(Type.String({ maxLength: 300 })),
})

/** The form of a letter, its sending, and its receipt. */
export const writeRoutes: Routes = (app) => {
  app.get('/letters/new', { schema: { querystring: Wish }, config }, async (req, reply) => {
    const typed = { ...(await knownFacts(req.ctx)), ...wished({ page: cameFrom(req), ...req.query }) }
    return formPage(req, reply, { typed, uploads: noUploads, problems: [] })
  })

  app.post('/letters/new', { config: { ...config, rateLimit: uploadLimit } }, async (req, reply) => {
    const sent = await sentForm(req)
    // Asked only what there is already: nothing is judged yet.
    if (sent.typed.look !== undefined) return formPage(req, reply, { ...sent, problems: [] })
    const { done, problems, status } = await trySending(req, sent)
    if (!done) return formPage(req, reply, { ...sent, problems }, status)
    giveReceipt(req, reply, done)
    giveKey(req, reply, done.number)
    return reply.redirect('/letters/receipt', 303)
  })

  app.get('/letters/receipt', { config }, async (req, reply) => {
    const receipt = receiptIn(req)
    if (!receipt) return reply.redirect('/letters/follow', 303)
    const order = await getOrder(req.ctx.db, receipt.number)
    reply.header('cache-control', 'no-store')
    return reply.page(receiptPage({ code: receipt.code, order }))
  })
}

/** Path of the page of this site that led here; empty where none did. */
function cameFrom({ headers: { referer = '' }, host }: FastifyRequest): string {
  const from = URL.parse(referer)
  return from?.host === host ? from.pathname.slice(0, 300) : ''
}

/** What the address of the form asks for: an error of the website comes with the page it is on. */
function wished({ kind, page = '' }: Static<typeof Wish>): Record<string, string> {
  if (kind !== 'websiteError') return { channel: 'mayorMailbox' }
  return { channel: 'websiteError', kind: 'suggestion', title: '网站有错误', text: page && `网页：${page}\n错误：` }
}

/** The form as its schema has it; who the letter comes from is one question on the page and two marks in the record. */
function letterIn(typed: Readonly<Record<string, string>>): { value: MessageForm } | { problems: Problem[] } {
  const { kept: _k, _csrf: _c, publicWish, from = '', ...texts } = typed
  const value = Value.Default(MessageForm, {
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.trim()])),
    anonymous: from === 'anonymous',
    confidential: from === 'confidential',
    publicWish: publicWish === 'true',
  }) as MessageForm
  const problems = shapeProblems(MessageForm, value)
  if (!['named', 'confidential', 'anonymous'].includes(from))
    problems.push({ field: 'from', message: '请选择您的姓名给不给承办单位看' })
  if ((typed.website ?? '') !== '') problems.push({ field: '', message: '这封信像是程序自动填写的，没有收下' })
  return problems.length > 0 ? { problems } : { value }
}

type Outcome = { done?: Registered; problems: readonly Problem[]; status?: number }

/** Sends a letter, or tells all that keeps it from being sent at once. */
async function trySending(req: FastifyRequest, { typed, uploads, problems }: SentForm): Promise<Outcome> {
  const form = letterIn(typed)
  if ('problems' in form) return { problems: [...problems, ...form.problems] }
  if (problems.length > 0) return { problems }
  try {
    await countLetter(req.ctx, req.ip)
    return { done: await write(req.ctx, form.value, uploads.evidence), problems: [] }
  } catch (error) {
    if (error instanceof Invalid) return { problems: error.problems }
    if (!(error instanceof Refused)) throw error
    // Whoever has to wait finds the form as it was, not a page without it.
    const { message, next } = error.refusal
    return { problems: [{ field: '', message: [message, next].join('；') }], status: 429 }
  }
}

async function formPage(req: FastifyRequest, reply: FastifyReply, sent: SentForm, status?: number) {
  const { ctx } = req
  const { site, limits } = ctx.settings
  const known = /^[0-9a-f-]{36}$/.test(sent.typed.submissionKey ?? '')
  const submissionKey = known ? (sent.typed.submissionKey ?? '') : newSubmissionKey()
  const title = (sent.typed.title ?? '').trim().slice(0, 100)
  // What cannot be stored cannot be looked for either; the form says so at its field.
  const asked = title.includes('\0') ? '' : title
  const [units, knowledge, letters] = await Promise.all([
    listUnits(ctx.replica, [`/${site.rootUnit}/`]),
    suggestKnowledge(ctx.replica, asked, { limit: 3 }),
    similarPublished(ctx.replica, asked, 3),
  ])
  reply.header('cache-control', 'no-store')
  const page = writePage({
    units,
    knowledge,
    letters,
    typed: { ...sent.typed, submissionKey },
    uploads: sent.uploads,
    kept: await holdUploads(req, submissionKey, sent.uploads),
    problems: sent.problems,
    maxBytes: limits.uploadBytes,
    hotline: site.hotline,
    signedIn: ctx.actor.kind === 'citizen',
  })
  return reply.page(status ? { ...page, status } : page)
}

/** What the account knows of who writes, offered to be changed. */
async function knownFacts({ db, actor }: Ctx): Promise<Record<string, string>> {
  const person = actor.kind === 'citizen' && actor.accountId ? await knownPerson(db, actor.accountId) : undefined
  return person ? { personName: person.name, personPhone: person.phone ?? '' } : {}
}
