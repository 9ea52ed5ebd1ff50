import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '../../core/errors.ts'
import type { Routes } from '../../platform/http.ts'
import { signed } from '../../platform/signed.ts'
import { attempt, typedIn } from '../../ui/index.ts'
import { findServedCase } from '../cases/index.ts'
import {
  ByHall,
  caseKeyRoutes,
  deviceOf,
  findServedAt,
  findServedByLabel,
  findServedVisit,
  kiosk,
  kioskHref,
  visitOf,
} from '../hall/index.ts'
import { askLabelPage, padPage } from './kiosk.view.tsx'
import { contactOfCase, contactOfVisit, matterOfCase, matterOfVisit } from './matters.ts'
import { rateOnPhone, ratingPages, type ToRate } from './portal/rate.ts'
import { refusalToRate } from './service.ts'

const config = { may: 'everyone' } as const
const ByLabel = Type.Object({ ...ByHall.properties, label: Type.String({ maxLength: 10 }) })
const ByTicket = Type.Object({ ticket: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const LabelForm = Type.Object({ label: Type.String({ title: '排队号', minLength: 1, maxLength: 10 }) })

/** How long after the end of a visit the pad at the window asks about it, milliseconds. */
const asksFor = 10 * 60_000
const pad = '/kiosk/pad'

/** Rating on site: at a terminal a visit or a case, and at the pad of the window that has just served. */
export const kioskRoutes: Routes = (app) => {
  app.get('/:hall/rate', { schema: { params: ByHall }, ...kiosk }, async (req, reply) =>
    reply.page(askLabelPage({ hall: req.params.hall, typed: {}, problems: [] })),
  )

  app.post(
    '/:hall/rate',
    { schema: { params: ByHall, body: LabelForm }, attachValidation: true, ...kiosk },
    async (req, reply) => {
      const { hall } = req.params
      const label = labelIn(req.body?.label ?? '')
      const problems = [...(await attempt(req, async () => undefined))]
      if (problems.length === 0 && !(await visitOfLabel(req, label)))
        problems.push({ field: 'label', message: `今天没有办完的“${label}”号，请看一看手里的号；还没办完的，办完再评` })
      if (problems.length > 0) return reply.page(askLabelPage({ hall, typed: typedIn(req.body), problems }))
      return reply.redirect(kioskHref(hall, 'rate', label), 303)
    },
  )
  ratingPages(app, { path: '/:hall/rate/:label', params: ByLabel, find: byLabel, reached: kiosk })

  caseKeyRoutes(app, { path: 'rate-case', next: 'say', title: '评价办件', button: '去评价' })
  ratingPages(app, { path: '/:hall/rate-case/say', params: ByHall, find: byCase, reached: kiosk })

  app.get('/pad', { config }, async (req, reply) => {
    const device = await deviceOf(req, 'ratingPad')
    if (!device?.counterId) return reply.redirect('/kiosk', 303)
    const { ctx } = req
    const counter = device.counterNumber ?? 0
    const visit = await findServedAt(ctx.db, device.counterId, ctx.today, new Date(ctx.now.getTime() - asksFor))
    const refusal = visit && (await refusalToRate(ctx, matterOfVisit(visit)))
    if (!visit || refusal) return reply.page(padPage({ counter, thanks: visit !== undefined }))
    const token = signed(req, rateOnPhone, String(visit.id), asksFor / 1000)
    const phone = `https://${ctx.settings.site.domain}/rate/${encodeURIComponent(token)}`
    return reply.page(padPage({ counter, visit, at: `${pad}/${visit.id}`, phone }))
  })
  app.get('/pad/ping', { config }, async (_, reply) => reply.code(204).send())
  ratingPages(app, { path: '/pad/:ticket', params: ByTicket, find: byPad, reached: { config } })
}

/** A number as it is called: A001, whatever was typed. */
const labelIn = (typed: string) => typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()

const visitOfLabel = (req: FastifyRequest, label: string) =>
  findServedByLabel(req.ctx.db, (req.params as { hall: string }).hall, req.ctx.today, label)

/** The visit whose number was typed at the terminal. Throws NotFound. */
async function byLabel(req: FastifyRequest): Promise<ToRate> {
  const { hall, label } = req.params as { hall: string; label: string }
  const visit = await visitOfLabel(req, labelIn(label))
  if (!visit) throw new NotFound('这个号')
  const at = kioskHref(hall, 'rate', visit.label)
  const contact = contactOfVisit(req.ctx, visit)
  return { matter: matterOfVisit(visit), contact, channel: 'kiosk', at, terminal: kioskHref(hall) }
}

/** The case that was opened at the terminal with number and query code. Throws NotFound. */
async function byCase(req: FastifyRequest): Promise<ToRate> {
  const { hall } = req.params as { hall: string }
  const number = visitOf(req).case
  const served = number === undefined ? undefined : await findServedCase(req.ctx.db, number)
  if (!served) throw new NotFound('已经办完的办件，办完以后才能评价')
  return {
    ...{ matter: matterOfCase(served), contact: contactOfCase(served), channel: 'kiosk' },
    ...{ at: kioskHref(hall, 'rate-case', 'say'), terminal: kioskHref(hall) },
  }
}

/** A visit that the window of this pad has just served. Throws NotFound for any other. */
async function byPad(req: FastifyRequest): Promise<ToRate> {
  const { ticket } = req.params as { ticket: number }
  const device = await deviceOf(req, 'ratingPad')
  const visit = device && (await findServedVisit(req.ctx.db, ticket))
  const fresh = visit && visit.endedAt.getTime() > req.ctx.now.getTime() - asksFor
  if (!device || !visit || visit.counterId !== device.counterId || !fresh) throw new NotFound('这个号')
  return {
    ...{ matter: matterOfVisit(visit), contact: contactOfVisit(req.ctx, visit), channel: 'windowDevice' },
    ...{ at: `${pad}/${ticket}`, terminal: pad, onward: pad },
  }
}
