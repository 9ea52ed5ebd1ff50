import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { TooMany } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { addressKey, countTries } from '../../identity/index.ts'
import { getHall, listLines } from '../layout.store.ts'
import { isNear, stillNear } from '../near.ts'
import { liveTopic, type Ticket } from '../queue.store.ts'
import { type Priority, priorities } from '../schema.ts'
import { newPressKey, type Taken, takeTicket } from '../take.service.ts'
import { giveUp, ticketByCode } from '../ticket.service.ts'
import { outlookOf } from '../wait.service.ts'
import { ticketHref } from '../words.ts'
import { awayPage, followPage, phonePage, TicketPart } from './phone.view.tsx'

const config = { may: 'everyone' } as const
const ByHall = Type.Object({ hall: Type.String({ maxLength: 40 }) })
const ByCode = Type.Object({ code: Type.String({ maxLength: 40 }) })
const Near = Type.Object({ near: Type.Optional(Type.String({ maxLength: 300 })) })
const PhoneForm = Type.Object({
  line: Type.Integer({ title: '要办的业务', minimum: 1, maximum: 1e15 }),
  phone: Type.String({ title: '手机号码', minLength: 1, maxLength: 20 }),
  priority: Type.Unsafe<Priority>({ type: 'string', enum: [...priorities], title: '优先', default: 'none' }),
  press: Type.String({ title: '表单', pattern: '^[0-9a-f-]{36}$' }),
  near: Type.String({ maxLength: 300 }),
})

/** Taking a number with one's own phone, near the hall, and the page that follows it. */
export const phoneRoutes: Routes = (app) => {
  app.get('/hall/:hall/take', { schema: { params: ByHall, querystring: Near }, config }, async (req, reply) =>
    ask(req, reply, req.query.near, { typed: { press: newPressKey() }, problems: [] }),
  )

  app.post(
    '/hall/:hall/take',
    { schema: { params: ByHall, querystring: Near, body: PhoneForm }, attachValidation: true, config },
    async (req, reply) => {
      const { hall } = req.params
      const { near } = typedIn(req.body)
      if (!isNear(req, hall, near)) return ask(req, reply, near, { typed: {}, problems: [] })
      let taken: Taken | undefined
      const problems = await attempt(req, async () => {
        const { line: lineId, phone, priority, press: pressKey } = req.body
        const until = await countTries(req.ctx.db, req.ctx.now, [{ kind: 'ticketAddress', key: addressKey(req.ip) }])
        if (until) throw new TooMany('从这个网络取号的次数太多', until)
        taken = await takeTicket(req.ctx, { lineId, phone, priority, pressKey, channel: 'phone' })
      })
      if (!taken) return ask(req, reply, near, { typed: typedIn(req.body), problems })
      return reply.redirect(ticketHref(taken.code), 303)
    },
  )

  app.get('/tickets/:code', { schema: { params: ByCode }, config }, async (req, reply) => {
    const { code } = req.params
    return privately(reply).page(followPage(code, await lookAt(req.ctx, code)))
  })

  app.get('/tickets/:code/live', { schema: { params: ByCode }, config }, async (req, reply) => {
    const { code } = req.params
    const ticket = await ticketByCode(req.ctx, code)
    return reply.liveView({
      name: `ticket:${ticket.id}`,
      topic: liveTopic(ticket.hallCode),
      part: async (ctx) => TicketPart(await lookAt(ctx, code)),
    })
  })

  app.post('/tickets/:code/leave', { schema: { params: ByCode }, config }, async (req, reply) => {
    const { code } = req.params
    const ticket = await ticketByCode(req.ctx, code)
    if (ticket.state !== 'left') await giveUp(req.ctx, ticket.id, 'person')
    return reply.redirect(ticketHref(code), 303)
  })
}

type Asked = FastifyRequest<{ Params: Static<typeof ByHall> }>
type Form = Pick<Parameters<typeof phonePage>[0], 'typed' | 'problems'>

/** The form; for who is not near, where to find the code that leads to it. Throws NotFound. */
async function ask(req: Asked, reply: FastifyReply, near: string | undefined, form: Form) {
  const hall = await getHall(req.ctx.db, req.params.hall)
  if (!isNear(req, hall.code, near)) return privately(reply).page(awayPage(hall))
  const lines = (await listLines(req.ctx.db, hall.code)).filter((l) => l.open && !l.zoneClosed)
  return privately(reply).page(phonePage({ hall, lines, near: stillNear(req, hall.code), ...form }))
}

async function lookAt(ctx: Ctx, code: string): Promise<Parameters<typeof TicketPart>[0]> {
  const ticket: Ticket = await ticketByCode(ctx, code)
  return { ticket, outlook: ticket.state === 'waiting' ? await outlookOf(ctx, ticket) : undefined }
}

/** Kept nowhere: it changes all the time. */
const privately = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store')
