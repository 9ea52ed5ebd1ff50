<<<<<<< HEAD
import type { FastifyRequest } from 'fastify'
import { NotFound } from '../../core/errors.ts'
import type { Routes } from '../../platform/http.ts'
import { findServedCase } from '../cases/index.ts'
import { ByHall, caseKeyRoutes, kiosk, kioskHref, visitOf } from '../hall/index.ts'
import { contactOfCase, matterOfCase } from './matters.ts'
import { ratingPages, type ToRate } from './portal/rate.ts'

/** Rating at a terminal in the hall what was done for oneself: with number and query code of the case. */
export const kioskRoutes: Routes = (app) => {
  caseKeyRoutes(app, { path: 'rate', next: 'case', title: '评价服务', button: '去评价' })
  ratingPages(app, { path: '/:hall/rate/case', params: ByHall, find: byTerminal, reached: kiosk })
}

async function byTerminal(req: FastifyRequest): Promise<ToRate> {
  const { hall } = req.params as { hall: string }
  const number = visitOf(req).case
  const served = number === undefined ? undefined : await findServedCase(req.ctx.db, number)
  if (!served) throw new NotFound('已经办完的办件，办完以后才能评价')
  return {
    matter: matterOfCase(served),
    contact: contactOfCase(served),
    channel: 'kiosk',
    at: kioskHref(hall, 'rate', 'case'),
    terminal: kioskHref(hall),
=======
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { NotFound, Refused } from '../../core/errors.ts'
import type { Routes } from '../../platform/http.ts'
import { signed } from '../../platform/signed.ts'
import { attempt, typedIn, typedList } from '../../ui/index.ts'
import { atKiosk, deviceOf, findServedAt, findServedByLabel, findServedVisit, kioskHref } from '../hall/index.ts'
import { askLabelPage, padPage } from './kiosk.view.tsx'
import { matterOfVisit } from './matters.ts'
import { levelIn, rateOnPhone, type ToRate } from './portal/rate.ts'
import { choosePage, closedPage, formPage, thanksPage } from './portal/rate.view.tsx'
import { LevelShape, RatingForm } from './schema.ts'
import { give, refusalToRate } from './service.ts'

const config = { may: 'everyone' } as const
const ByHall = Type.Object({ hall: Type.String({ maxLength: 40 }) })
const ByLabel = Type.Object({ ...ByHall.properties, label: Type.String({ maxLength: 10 }) })
const ByTicket = Type.Object({ ticket: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const LabelForm = Type.Object({ label: Type.String({ title: '排队号', minLength: 1, maxLength: 10 }) })
const Chosen = Type.Object({ level: Type.Optional(LevelShape), done: Type.Optional(Type.String({ maxLength: 5 })) })

/** How long after the end of a visit the pad at the window asks about it, milliseconds. */
const asksFor = 10 * 60_000
const pad = '/kiosk/pad'

/** Rating on site: at a terminal by the number on the ticket, and at the pad of the window that has just served. */
export const kioskRoutes: Routes = (app) => {
  app.get('/:hall/rate', { schema: { params: ByHall }, ...atKiosk }, async (_, reply) =>
    reply.page(askLabelPage({ typed: {}, problems: [] })),
  )

  app.post(
    '/:hall/rate',
    { schema: { params: ByHall, body: LabelForm }, attachValidation: true, ...atKiosk },
    async (req, reply) => {
      const label = labelIn(req.body?.label ?? '')
      const problems = [...(await attempt(req, async () => undefined))]
      if (problems.length === 0 && !(await visitOfLabel(req, label)))
        problems.push({ field: 'label', message: `今天没有办完的“${label}”号，请看一看手里的号；还没办完的，办完再评` })
      if (problems.length > 0) return reply.page(askLabelPage({ typed: typedIn(req.body), problems }))
      return reply.redirect(kioskHref(req.params.hall, 'rate', label), 303)
    },
  )

  const rateAt = { ...atKiosk, attachValidation: true }
  app.get('/:hall/rate/:label', { schema: { params: ByLabel, querystring: Chosen }, ...atKiosk }, async (req, reply) =>
    show(req, reply, await terminalVisit(req, req.params), req.query),
  )
  app.post('/:hall/rate/:label', { schema: { params: ByLabel, body: RatingForm }, ...rateAt }, async (req, reply) => {
    const found = await terminalVisit(req, req.params)
    return take(req, reply, found, `${found.at}?done=1`)
  })

  app.get('/pad', { config }, async (req, reply) => {
    const device = await deviceOf(req, 'ratingPad')
    if (!device?.counterId) return reply.redirect('/kiosk', 303)
    const { ctx } = req
    const visit = await findServedAt(ctx.db, device.counterId, ctx.today, new Date(ctx.now.getTime() - asksFor))
    const refusal = visit && (await refusalToRate(ctx, matterOfVisit(visit)))
    if (!visit || refusal)
      return reply.page(padPage({ counter: device.counterNumber ?? 0, thanks: visit !== undefined }))
    const token = signed(req, rateOnPhone, String(visit.id), asksFor / 1000)
    const phone = `https://${ctx.settings.site.domain}/rate/${encodeURIComponent(token)}`
    const found = visitToRate(visit, 'windowDevice', `${pad}/${visit.id}`, pad)
    return reply.page(padPage({ counter: device.counterNumber ?? 0, found, label: visit.label, phone }))
  })

  app.get('/pad/ping', { config }, async (_, reply) => reply.code(204).send())

  app.get('/pad/:ticket', { schema: { params: ByTicket, querystring: Chosen }, config }, async (req, reply) =>
    show(req, reply, await padVisit(req, req.params.ticket), req.query),
  )
  app.post(
    '/pad/:ticket',
    { schema: { params: ByTicket, body: RatingForm }, attachValidation: true, config },
    async (req, reply) => take(req, reply, await padVisit(req, req.params.ticket), pad),
  )
}

/** A number as it is called: A001, whatever was typed. */
const labelIn = (typed: string) => typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()

const visitOfLabel = (req: FastifyRequest, label: string) =>
  findServedByLabel(req.ctx.db, (req.params as { hall: string }).hall, req.ctx.today, label)

const visitToRate = (
  visit: Parameters<typeof matterOfVisit>[0],
  channel: ToRate['channel'],
  at: string,
  screen: string,
): ToRate => ({ matter: matterOfVisit(visit), contact: undefined, channel, at, screen })

/** The visit whose number was typed at the terminal. Throws NotFound. */
async function terminalVisit(req: FastifyRequest, { hall, label }: { hall: string; label: string }): Promise<ToRate> {
  const visit = await visitOfLabel(req, labelIn(label))
  if (!visit) throw new NotFound('这个号')
  return visitToRate(visit, 'kiosk', kioskHref(hall, 'rate', visit.label), kioskHref(hall))
}

/** A visit that the window of this pad has just served. Throws NotFound for any other. */
async function padVisit(req: FastifyRequest, ticket: number): Promise<ToRate> {
  const device = await deviceOf(req, 'ratingPad')
  const visit = device && (await findServedVisit(req.ctx.db, ticket))
  const fresh = visit && visit.endedAt.getTime() > req.ctx.now.getTime() - asksFor
  if (!device || !visit || visit.counterId !== device.counterId || !fresh) throw new NotFound('这个号')
  return visitToRate(visit, 'windowDevice', `${pad}/${ticket}`, pad)
}

async function show(
  req: FastifyRequest,
  reply: FastifyReply,
  found: ToRate,
  { level, done }: { level?: RatingForm['level']; done?: string },
) {
  if (done) return reply.page(thanksPage(found))
  const refusal = await refusalToRate(req.ctx, found.matter)
  if (refusal) return reply.page(closedPage(found, refusal))
  if (!level) return reply.page(choosePage(found))
  return reply.page(formPage({ ...found, level, typed: {}, reasons: [], problems: [] }))
}

async function take(req: FastifyRequest, reply: FastifyReply, found: ToRate, then: string) {
  const { matter, channel } = found
  try {
    const form = req.body as RatingForm
    // What a screen does not ask is not taken from it.
    const problems = await attempt(req, () =>
      give(req.ctx, matter, { ...form, words: '', mayShow: '', named: '', phone: '' }, { channel, contact: undefined }),
    )
    if (problems.length === 0) return reply.redirect(then, 303)
    const typed = typedIn(req.body)
    const level = levelIn(typed.level)
    if (!level) return reply.page({ ...choosePage(found), problems })
    return reply.page(formPage({ ...found, level, typed, reasons: typedList(req.body, 'reasons'), problems }))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return reply.page({ ...closedPage(found, error.refusal), status: error.status })
>>>>>>> 14a9c94 (ratings: given at terminals and at the pad of a window; pages are tested)
  }
}
