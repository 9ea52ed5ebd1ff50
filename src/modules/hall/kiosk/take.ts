import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { NotFound } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { originOf } from '../../../platform/web.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { findItemOn } from '../../catalogue/index.ts'
import { boardOf } from '../board.ts'
import { getHall, type Line, listLines, listZones } from '../layout.store.ts'
import { type Priority, priorities } from '../schema.ts'
import { newPressKey, refuseTaking, type Taken, takeTicket } from '../take.service.ts'
import { ticketByCode } from '../ticket.service.ts'
import { outlookFor, outlookOf } from '../wait.service.ts'
import { ticketHref } from '../words.ts'
import { ByHall, beginVisit, kiosk, kioskHref, visitOf } from './addresses.ts'
import { linesPage, takePage, ticketPage, zonesPage } from './take.view.tsx'

const part = Type.String({ maxLength: 40 })
const ByZone = Type.Object({ ...ByHall.properties, zone: part })
const ByLine = Type.Object({ ...ByZone.properties, line: part })
const item = Type.Optional(Type.String({ maxLength: 60, title: '事项' }))
const How = Type.Object({
  by: Type.Optional(Type.Unsafe<'id' | 'phone'>({ type: 'string', enum: ['id', 'phone'] })),
  item,
})
const Press = Type.Object({
  idNumber: Type.Optional(Type.String({ title: '身份证号码', maxLength: 30 })),
  phone: Type.Optional(Type.String({ title: '手机号码', maxLength: 20 })),
  priority: Type.Unsafe<Priority>({ type: 'string', enum: [...priorities], title: '优先', default: 'none' }),
  press: Type.String({ title: '表单', pattern: '^[0-9a-f-]{36}$' }),
  item,
})

/** Taking a number: zone, business, who it is; then the ticket. */
export const takeRoutes: Routes = (app) => {
  app.get('/:hall/take', { schema: { params: ByHall }, ...kiosk }, async (req, reply) => {
    const { hall } = req.params
    const zones = (await listZones(req.ctx.db, hall)).filter((z) => !z.closed)
    const [only] = zones
    if (only && zones.length === 1) return reply.redirect(kioskHref(hall, 'take', only.code), 303)
    const lines = await listLines(req.ctx.db, hall)
    return reply.page(zonesPage({ zones, lines, waiting: await waitingIn(req.ctx, hall) }))
  })

  app.get('/:hall/take/:zone', { schema: { params: ByZone }, ...kiosk }, async (req, reply) => {
    const { hall, zone: code } = req.params
    const zone = (await listZones(req.ctx.db, hall)).find((z) => z.code === code && !z.closed)
    if (!zone) throw new NotFound('这个区域')
    const lines = (await listLines(req.ctx.db, hall)).filter((l) => l.zoneId === zone.id)
    return reply.page(linesPage({ zone, lines, waiting: await waitingIn(req.ctx, hall) }))
  })

  app.get('/:hall/take/:zone/:line', { schema: { params: ByLine, querystring: How }, ...kiosk }, async (req, reply) =>
    ask(req, reply, { typed: { press: newPressKey(), item: req.query.item ?? '' }, problems: [] }),
  )

  app.post(
    '/:hall/take/:zone/:line',
    { schema: { params: ByLine, querystring: How, body: Press }, attachValidation: true, ...kiosk },
    async (req, reply) => {
      const line = await lineAt(req.ctx, req.params)
      let taken: Taken | undefined
      const problems = await attempt(req, async () => {
        const { press: pressKey, item: itemCode, ...person } = req.body
        const itemId = itemCode ? (await findItemOn(req.ctx.db, itemCode, req.ctx.today))?.itemId : undefined
        const named = itemId === undefined ? {} : { itemId }
        taken = await takeTicket(req.ctx, { ...person, ...named, lineId: line.id, channel: 'kiosk', pressKey })
      })
      if (!taken) return ask(req, reply, { typed: typedIn(req.body), problems })
      beginVisit(req, reply, { ticket: taken.code })
      return reply.redirect(kioskHref(req.params.hall, 'ticket'), 303)
    },
  )

  app.get('/:hall/ticket', { schema: { params: ByHall }, ...kiosk }, async (req, reply) => {
    const { ticket: code } = visitOf(req)
    if (code === undefined) return reply.redirect(kioskHref(req.params.hall), 303)
    const ticket = await ticketByCode(req.ctx, code)
    const outlook = ticket.state === 'waiting' ? await outlookOf(req.ctx, ticket) : undefined
    return reply.page(ticketPage({ ticket, outlook, url: originOf(req) + ticketHref(code) }))
  })
}

type Asked = FastifyRequest<{ Params: Static<typeof ByLine>; Querystring: Static<typeof How> }>
type Form = { typed: Readonly<Record<string, string>>; problems: Parameters<typeof takePage>[0]['problems'] }

/** Asks who takes the number, or says why none is given. */
async function ask(req: Asked, reply: FastifyReply, form: Form) {
  const { ctx, params, query } = req
  const line = await lineAt(ctx, params)
  const hall = await getHall(ctx.db, params.hall)
  const refusal = await refuseTaking(ctx, hall, line)
  const outlook = await outlookFor(ctx, line.id)
  return reply.page(takePage({ line, outlook, refusal, by: query.by ?? 'id', ...form }))
}

async function lineAt(ctx: Ctx, { hall, zone, line: code }: Static<typeof ByLine>): Promise<Line> {
  const zones = await listZones(ctx.db, hall)
  const lines = await listLines(ctx.db, hall)
  const found = lines.find((l) => l.code === code && zones.some((z) => z.id === l.zoneId && z.code === zone))
  if (!found) throw new NotFound('这项排队业务')
  return found
}

/** How many wait, by line. */
async function waitingIn(ctx: Ctx, hall: string): Promise<ReadonlyMap<number, number>> {
  const { lines } = await boardOf(ctx.db, hall, ctx.today, 0)
  return new Map(lines.map((l) => [l.lineId, l.waiting]))
}
