import { Type } from 'typebox'
import { type Day, isDay } from '../../../core/day.ts'
import { type Problem, Refused } from '../../../core/errors.ts'
import { holds } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, typedIn } from '../../../ui/index.ts'
import { getAppointment, listOfDay } from '../appointments.store.ts'
import * as booking from '../book.service.ts'
import { keepAppointment } from '../keep.service.ts'
import { getHall, listHalls } from '../layout.store.ts'
import { listOffers } from '../offers.store.ts'
import { bookableAt, openDays } from '../places.service.ts'
import { BookAtDesk, CancelAtDesk, ChangeForm, RevealForm } from '../schema.ts'
import { newPressKey } from '../take.service.ts'
import { outlookOf } from '../wait.service.ts'
import { type Asking, bookedPage, bookPage, dayPage, recordPage } from './appointments.view.tsx'
import { hall } from './crumbs.ts'
import { takenPage } from './take.view.tsx'

const ByHall = Type.Object({ hall: Type.String({ maxLength: 40 }) })
const ByNumber = Type.Object({ number: Type.String({ maxLength: 40 }) })
const OfDay = Type.Object({
  day: Type.Optional(Type.Unsafe<Day>({ type: 'string', maxLength: 10, title: '日期' })),
})
const OfItem = Type.Object({ item: Type.Optional(Type.String({ maxLength: 60, title: '事项' })) })
const Press = Type.Object({ press: Type.String({ title: '表单', pattern: '^[0-9a-f-]{36}$' }) })
const view = { may: 'hall.view' } as const
const config = { may: 'hall.issue' } as const

/** The day's appointments, booking for someone, marking who came, moving and cancelling. */
export const appointmentRoutes: Routes = (app) => {
  app.get('/hall/appointments', { config: view }, async (req, reply) => {
    const [first] = await listHalls(req.ctx.db, req.ctx.today)
    return reply.redirect(first ? `${hall}/at/${first.code}/appointments` : hall, 303)
  })

  app.get(
    '/hall/at/:hall/appointments',
    { schema: { params: ByHall, querystring: OfDay }, config: view },
    async (req, reply) => {
      const { ctx } = req
      const one = await getHall(ctx.db, req.params.hall)
      const day = isDay(req.query.day) ? req.query.day : ctx.today
      const rows = await listOfDay(ctx.db, one.code, day)
      const issues = holds(ctx.actor, 'hall.issue', one.unitPath)
      return reply.page(dayPage({ hall: one, day, rows, issues, now: ctx.now, newPress: newPressKey }))
    },
  )

  app.get(
    '/hall/at/:hall/appointments/new',
    { schema: { params: ByHall, querystring: OfItem }, config },
    async (req, reply) => reply.page(await asking(req.ctx, req.params.hall, req.query.item, { press: newPressKey() })),
  )

  app.post(
    '/hall/at/:hall/appointments/new',
    { schema: { params: ByHall, querystring: OfItem, body: BookAtDesk }, attachValidation: true, config },
    async (req, reply) => {
      const { ctx, params, query } = req
      booking.mayActOn(ctx, await hallOf(ctx, params.hall), 'desk')
      const again = (problems: readonly Problem[]) => asking(ctx, params.hall, query.item, typedIn(req.body), problems)
      let booked: booking.Booked | undefined
      try {
        const problems = await attempt(req, async () => {
          const { by: channel, slot, ...form } = req.body
          const [day = '', starts = ''] = slot.split(' ')
          const at = { hallCode: params.hall, itemCode: query.item ?? '', day, starts }
          booked = await booking.book(ctx, { ...form, ...at, channel })
        })
        if (!booked) return reply.page(await again(problems))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return reply.page({ ...(await again([asProblem(error, 'slot')])), status: error.status })
      }
      // Shown at once and not by a redirect: the code must stand in no address of the desk.
      reply.header('cache-control', 'no-store')
      return reply.page(bookedPage(booked))
    },
  )

  app.get('/hall/appointments/:number', { schema: { params: ByNumber }, config: view }, async (req, reply) =>
    reply.page(await record(req.ctx, req.params.number)),
  )

  app.post(
    '/hall/appointments/:number/keep',
    { schema: { params: ByNumber, body: Press }, config },
    async (req, reply) => {
      const taken = await keepAppointment(req.ctx, req.params.number, req.body.press, 'desk')
      reply.header('cache-control', 'no-store')
      const site = req.ctx.settings.site.domain
      return reply.page(takenPage({ ...taken, outlook: await outlookOf(req.ctx, taken.ticket), site }))
    },
  )

  app.post(
    '/hall/appointments/:number/cancel',
    { schema: { params: ByNumber, body: CancelAtDesk }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      const problems = await attempt(req, () =>
        booking.cancelAppointment(req.ctx, number, 'desk', req.body.cause.trim()),
      )
      if (problems.length === 0) return reply.redirect(`${hall}/appointments/${number}`, 303)
      return reply.page(await record(req.ctx, number, { typed: typedIn(req.body), problems }))
    },
  )

  app.post(
    '/hall/appointments/:number/change',
    { schema: { params: ByNumber, body: ChangeForm }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      const problems = await attempt(req, async () => {
        const [hallCode = '', day = '', starts = ''] = req.body.slot.split(' ')
        await booking.changeAppointment(req.ctx, number, { hallCode, day, starts }, 'desk')
      })
      if (problems.length === 0) return reply.redirect(`${hall}/appointments/${number}`, 303)
      return reply.page(await record(req.ctx, number, { typed: typedIn(req.body), problems }))
    },
  )

  app.post(
    '/hall/appointments/:number/reveal',
    { schema: { params: ByNumber, body: RevealForm }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      let value: string | undefined
      const problems = await attempt(req, async () => {
        value = await booking.revealComer(req.ctx, number, req.body)
      })
      const revealed = value === undefined ? undefined : { label: booking.personalFields[req.body.field], value }
      reply.header('cache-control', 'no-store')
      return reply.page(await record(req.ctx, number, { revealed, typed: revealed ? {} : typedIn(req.body), problems }))
    },
  )
}

const hallOf = async (ctx: Ctx, code: string) => {
  const { unitPath, name: hallName } = await getHall(ctx.db, code)
  return { unitPath, hallName }
}

const asProblem = ({ refusal: { message, next } }: Refused, field: string): Problem => ({
  field,
  message: [message, next].filter(Boolean).join('；'),
})

/** First the item, then slot and person. Throws NotFound, Forbidden. */
async function asking(
  ctx: Ctx,
  code: string,
  item: string | undefined,
  typed: Asking['typed'],
  problems: readonly Problem[] = [],
): Promise<Page> {
  const one = await getHall(ctx.db, code)
  booking.mayActOn(ctx, { unitPath: one.unitPath, hallName: one.name }, 'desk')
  const offers = await listOffers(ctx.db, ctx.today, { hallCode: code })
  const items = [...new Map(offers.map((o) => [o.itemCode, { code: o.itemCode, name: o.itemName }])).values()]
  const chosen = items.some((i) => i.code === item) ? item : undefined
  const at = chosen === undefined ? undefined : await bookableAt(ctx, chosen)
  const days = at ? await openDays(ctx, one, at.item.itemId) : []
  return bookPage({ hall: one, items, chosen, days, typed, problems })
}

type More = Partial<Pick<Parameters<typeof recordPage>[0], 'revealed' | 'typed' | 'problems'>>

async function record(ctx: Ctx, number: string, more: More = {}): Promise<Page> {
  const appointment = await getAppointment(ctx.db, number)
  const issues = holds(ctx.actor, 'hall.issue', appointment.unitPath)
  const days = issues ? await openDays(ctx, { code: appointment.hallCode }, appointment.itemId) : []
  return recordPage({
    ...{ appointment, issues, days, now: ctx.now, press: newPressKey() },
    ...{ revealed: undefined, typed: {}, problems: [], ...more },
  })
}
