import type { FastifyReply, FastifyRequest } from 'fastify'
import { type TObject, Type } from 'typebox'
import { NotFound, Refused } from '../../../core/errors.ts'
import type { App, Routes } from '../../../platform/http.ts'
import { unsigned } from '../../../platform/signed.ts'
import { attempt, typedIn, typedList } from '../../../ui/index.ts'
import { caseKeys, findServedCase, ownCase } from '../../cases/index.ts'
import { findServedVisit } from '../../hall/index.ts'
import { type Contact, contactOf, contactOfCase, contactOfVisit, matterOfCase, matterOfVisit } from '../matters.ts'
import { type GivenBy, LevelShape, RatingForm } from '../schema.ts'
import { followLink, give, refusalToRate } from '../service.ts'
import type { Matter } from '../store.ts'
import { choosePage, closedPage, formPage, noLinkPage, thanksPage } from './rate.view.tsx'

const config = { may: 'everyone' } as const
/** Purpose of the signed links in QR codes at the window: they hold the id of a ticket, and nothing is stored for them. */
export const rateOnPhone = 'rate'
const ByToken = Type.Object({ token: Type.String({ maxLength: 200 }) })
const ByNumber = Type.Object({ number: Type.String({ maxLength: 50 }) })
const Chosen = Type.Object({
  level: Type.Optional(LevelShape),
  done: Type.Optional(Type.String({ maxLength: 5 })),
})

/** What is to be rated, by whom as far as it is known, and where its page is. */
export type ToRate = {
  matter: Matter
  contact: Contact | undefined
  channel: GivenBy
  at: string
  /** Start page of the terminal at which it is rated; undefined on one's own device. */
  terminal?: string
  /** Where it goes on when it was given; default to the thanks. */
  onward?: string
}
type Find = (req: FastifyRequest) => Promise<ToRate | undefined>

/** Rating by a link, by one's account, or with the query code of a case. Opening a page stores nothing. */
export const rateRoutes: Routes = (app) => {
  ratingPages(app, { path: '/rate/:token', params: ByToken, find: byLink, reached: { config } })
  ratingPages(app, { path: '/cases/:number/rate', params: ByNumber, find: byCase, reached: { config } })
}

/**
 * The pages of one way to rate.
 * @param find - what is to be rated, if the request says so
 * @param reached - who may open them
 */
export function ratingPages(
  app: App,
  { path, params, find, reached }: { path: string; params: TObject; find: Find; reached: Reached },
): void {
  app.get(path, { schema: { params, querystring: Chosen }, ...reached }, async (req, reply) => {
    const found = await find(req)
    if (!found) return privately(reply).page(noLinkPage())
    const { level, done } = req.query
    if (done) return privately(reply).page(thanksPage(found))
    const refusal = await refusalToRate(req.ctx, found.matter)
    if (refusal) return privately(reply).page(closedPage(found, refusal))
    if (!level) return privately(reply).page(choosePage(found))
    return privately(reply).page(formPage({ ...found, level, typed: {}, reasons: [], problems: [] }))
  })

  app.post(path, { schema: { params, body: RatingForm }, attachValidation: true, ...reached }, async (req, reply) => {
    const found = await find(req)
    if (!found) return privately(reply).page(noLinkPage())
    const { at, matter, channel, contact, terminal, onward = `${at}?done=1` } = found
    try {
      const problems = await attempt(req, () => {
        // At a terminal others stand by: what is not asked there is not taken either.
        const form = terminal ? { ...req.body, words: '', mayShow: '' } : req.body
        return give(req.ctx, matter, form, { channel, contact })
      })
      if (problems.length === 0) return reply.redirect(onward, 303)
      const typed = typedIn(req.body)
      const level = levelIn(typed.level)
      if (!level) return privately(reply).page({ ...choosePage(found), problems })
      const reasons = typedList(req.body, 'reasons')
      return privately(reply).page(formPage({ ...found, level, typed, reasons, problems }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return privately(reply).page({ ...closedPage(found, error.refusal), status: error.status })
    }
  })
}

/** Who may open pages and send their forms. */
type Reached = {
  config: { may: 'everyone' }
  onRequest?: (req: FastifyRequest, reply: FastifyReply) => Promise<unknown>
  preHandler?: (req: FastifyRequest) => Promise<void>
}

const levelIn = (text: string | undefined) => ([1, 2, 3, 4, 5] as const).find((n) => String(n) === text)

/** A page that no one after this person finds in the browser's store. */
const privately = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store')

const byLink: Find = async (req) => {
  const { token } = req.params as { token: string }
  const at = `/rate/${encodeURIComponent(token)}`
  const visit = unsigned(req, rateOnPhone, token)
  if (visit !== undefined) {
    const served = await findServedVisit(req.ctx.db, Number(visit))
    return served && { matter: matterOfVisit(served), contact: contactOfVisit(req.ctx, served), channel: 'qr', at }
  }
  const rating = await followLink(req.ctx, token)
  if (!rating) return undefined
  const contact = await contactOf(req.ctx, rating.subject)
  return { matter: rating, contact, channel: 'sms', at }
}

/** A case of one's own account, or opened with its query code in this browser; like any other page of it for nobody else. */
const byCase: Find = async (req) => {
  const { number } = req.params as { number: string }
  await ownCase(req.ctx, number, caseKeys.keyOf(req, number))
  const served = await findServedCase(req.ctx.db, number)
  if (!served) throw new NotFound('已经办完的办件')
  const at = `/cases/${encodeURIComponent(number)}/rate`
  return { matter: matterOfCase(served), contact: contactOfCase(served), channel: 'portal', at }
}
