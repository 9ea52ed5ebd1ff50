import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { addDays } from '../../../core/day.ts'
import { NotFound, type Problem, Refused, TooMany } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { addressKey, countTries, knownPerson } from '../../identity/index.ts'
import { type Booked, book } from '../book.service.ts'
import { ownAppointment } from '../follow.service.ts'
import type { Hall } from '../layout.store.ts'
import { listBookable } from '../offers.store.ts'
import { bookableAt, openDays } from '../places.service.ts'
import { BookForm } from '../schema.ts'
import { newPressKey } from '../take.service.ts'
import { appointments, bookHref, config, keys, privately, problemOf } from './appointment-addresses.ts'
import { receiptPage } from './appointment-follow.view.tsx'
import { bookPage, daysPage, hallsPage, itemsPage, slotsPage } from './appointments.view.tsx'

const Find = Type.Object({ q: Type.Optional(Type.String({ maxLength: 100, title: '找什么' })) })
const part = (maxLength: number) => Type.String({ maxLength })
const ByItem = Type.Object({ code: part(60) })
const ByHall = Type.Object({ ...ByItem.properties, hall: part(40) })
const ByDay = Type.Object({ ...ByHall.properties, day: part(10) })
const BySlot = Type.Object({ ...ByDay.properties, time: part(4) })

/** Booking: item, hall, day, hour, and who comes; each a page with an address, without scripts. */
export const appointmentRoutes: Routes = (app) => {
  app.get('/appointments', { schema: { querystring: Find }, config }, async (req, reply) => {
    const { replica, today, settings } = req.ctx
    const q = (req.query.q ?? '').replaceAll('\0', '').trim()
    const items = await listBookable(replica, {
      from: today,
      until: addDays(today, settings.limits.appointmentDays),
      words: q.split(/\s+/).filter((w) => w !== ''),
    })
    return reply.page(itemsPage({ q, items, days: settings.limits.appointmentDays }))
  })

  app.get('/appointments/items/:code', { schema: { params: ByItem }, config }, async (req, reply) => {
    const { item, halls } = await bookableAt(req.ctx, req.params.code)
    const [only] = halls
    if (only && halls.length === 1) return reply.redirect(bookHref(item.code, only.code), 303)
    return reply.page(hallsPage({ item, halls }))
  })

  app.get('/appointments/items/:code/:hall', { schema: { params: ByHall }, config }, async (req, reply) => {
    const at = await placeAt(req.ctx, req.params)
    return reply.page(daysPage({ ...at, days: await openDays(req.ctx, at.hall, at.item.itemId) }))
  })

  app.get('/appointments/items/:code/:hall/:day', { schema: { params: ByDay }, config }, async (req, reply) => {
    const at = await placeAt(req.ctx, req.params)
    const days = await openDays(req.ctx, at.hall, at.item.itemId)
    const day = days.find((d) => d.day === req.params.day)
    if (!day) return reply.redirect(bookHref(at.item.code, at.hall.code), 303)
    return reply.page(slotsPage({ ...at, day }))
  })

  app.get('/appointments/items/:code/:hall/:day/:time', { schema: { params: BySlot }, config }, async (req, reply) =>
    ask(req, reply, { typed: { ...(await knownFacts(req.ctx)), press: newPressKey() }, problems: [] }),
  )

  app.post(
    '/appointments/items/:code/:hall/:day/:time',
    { schema: { params: BySlot, body: BookForm }, attachValidation: true, config },
    async (req, reply) => {
      const { code: itemCode, hall: hallCode, day, time } = req.params
      const typed = typedIn(req.body)
      let booked: Booked | undefined
      try {
        const problems = await attempt(req, async () => {
          await countBooking(req)
          booked = await book(req.ctx, {
            ...{ itemCode, hallCode, day, starts: time.replace(/^(\d\d)(\d\d)$/, '$1:$2'), channel: 'portal' },
            ...req.body,
          })
        })
        if (!booked) return await ask(req, reply, { typed, problems })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return ask(req, reply, { typed, problems: [problemOf(error, '')] }, error.status)
      }
      const { number } = booked.appointment
      keys.giveReceipt(req, reply, { number, code: booked.code })
      keys.giveKey(req, reply, number)
      return reply.redirect(`${appointments}/receipt`, 303)
    },
  )

  app.get('/appointments/receipt', { config }, async (req, reply) => {
    const receipt = keys.receiptIn(req)
    if (!receipt) return reply.redirect(`${appointments}/follow`, 303)
    const appointment = await ownAppointment(req.ctx, receipt.number, receipt.number)
    return privately(reply).page(receiptPage({ appointment, code: receipt.code }))
  })
}

async function placeAt(ctx: Ctx, { code, hall: hallCode }: Static<typeof ByHall>) {
  const { item, halls } = await bookableAt(ctx, code)
  const hall = halls.find((h) => h.code === hallCode)
  if (!hall) throw new NotFound('可以约这个事项的大厅')
  return { item, hall: hall as Hall }
}

type Asked = FastifyRequest<{ Params: Static<typeof BySlot> }>
type Sent = { typed: Readonly<Record<string, string>>; problems: readonly Problem[] }

/** The form; who comes to a slot that is gone is led back to the day. */
async function ask(req: Asked, reply: FastifyReply, sent: Sent, status?: number) {
  const at = await placeAt(req.ctx, req.params)
  const { day, time } = req.params
  const days = await openDays(req.ctx, at.hall, at.item.itemId)
  const slot = days.find((d) => d.day === day)?.slots.find((s) => s.starts.replace(':', '') === time)
  if (!slot && sent.problems.length === 0) return reply.redirect(bookHref(at.item.code, at.hall.code, day), 303)
  const page = bookPage({ ...at, slot, signedIn: req.ctx.actor.kind === 'citizen', ...sent })
  return privately(reply).page(status ? { ...page, status } : page)
}

/** Throws TooMany. */
async function countBooking({ ctx, ip }: FastifyRequest): Promise<void> {
  const until = await countTries(ctx.db, ctx.now, [{ kind: 'appointmentAddress', key: addressKey(ip) }])
  if (until) throw new TooMany('从这个网络预约的次数太多', until)
}

/** What the account knows of who books, offered to be changed. */
async function knownFacts({ db, actor }: Ctx): Promise<Record<string, string>> {
  const person = actor.kind === 'citizen' && actor.accountId ? await knownPerson(db, actor.accountId) : undefined
  return person?.kind === 'natural' ? { name: person.name, phone: person.phone ?? '' } : {}
}
