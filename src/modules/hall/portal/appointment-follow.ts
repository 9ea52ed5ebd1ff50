import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { NotFound, type Problem, Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { refuseAppointmentMove } from '../appointment-rules.ts'
import { appointmentHref } from '../appointment-words.ts'
import type { Appointment } from '../appointments.store.ts'
import { cancelAppointment, changeAppointment } from '../book.service.ts'
import { calendarOf, checkAppointmentCode, ownAppointment } from '../follow.service.ts'
import { bookableAt, openDays } from '../places.service.ts'
import { ChangeForm } from '../schema.ts'
import { appointments, ByNumber, config, keys, privately, problemOf } from './appointment-addresses.ts'
import { cancelPage, changePage, doneWords, followPage, keyPage, notOpenPage } from './appointment-follow.view.tsx'

const KeyOf = Type.Object({
  number: Type.String({ title: '预约号', minLength: 1, maxLength: 50 }),
  code: Type.String({ title: '查询码', minLength: 1, maxLength: 40 }),
})
const Known = Type.Object({ number: Type.Optional(Type.String({ maxLength: 40 })) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })

/** Following an appointment, moving it, giving it up: opened with number and query code, or from one's own account. */
export const appointmentFollowRoutes: Routes = (app) => {
  app.get('/appointments/follow', { schema: { querystring: Known }, config }, async (req, reply) =>
    reply.page(keyPage({ typed: { number: req.query.number ?? '' }, problems: [] })),
  )

  app.post('/appointments/follow', { schema: { body: KeyOf }, attachValidation: true, config }, async (req, reply) => {
    let number = ''
    try {
      const problems = await attempt(req, async () => {
        number = await checkAppointmentCode(req.ctx, req.body, req.ip)
      })
      if (problems.length > 0) return reply.page(keyPage({ typed: typedIn(req.body), problems }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // The form again, not a page without it: most often one sign was misread.
      const page = keyPage({ typed: typedIn(req.body), problems: [problemOf(error, 'code')] })
      return reply.page({ ...page, status: error.status })
    }
    keys.giveKey(req, reply, number)
    return reply.redirect(appointmentHref(number), 303)
  })

  app.get('/appointments/:number', { schema: { params: ByNumber, querystring: Done }, config }, async (req, reply) => {
    const { done } = req.query
    try {
      const appointment = await own(req)
      const { actor, now } = req.ctx
      const notice = done === undefined ? undefined : doneWords[done]
      const byAccount = appointment.accountId !== null && appointment.accountId === actor.accountId
      return privately(reply).page(followPage({ appointment, now, byAccount, notice }))
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      return reply.page(notOpenPage(req.params.number))
    }
  })

  app.get('/appointments/:number/calendar.ics', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const appointment = await own(req)
    return privately(reply)
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('content-disposition', `attachment; filename="${appointment.number}.ics"`)
      .send(calendarOf(req.ctx, appointment))
  })

  app.get('/appointments/:number/change', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const appointment = await own(req)
    if (refuseAppointmentMove('change', appointment, req.ctx.now))
      return reply.redirect(appointmentHref(appointment.number), 303)
    return askChange(req.ctx, reply, appointment, { typed: {}, problems: [] })
  })

  app.post(
    '/appointments/:number/change',
    { schema: { params: ByNumber, body: ChangeForm }, attachValidation: true, config },
    async (req, reply) => {
      const appointment = await own(req)
      const typed = typedIn(req.body)
      try {
        const problems = await attempt(req, async () => {
          const [hallCode = '', day = '', starts = ''] = req.body.slot.split(' ')
          await changeAppointment(req.ctx, appointment.number, { hallCode, day, starts }, 'person')
        })
        if (problems.length > 0) return await askChange(req.ctx, reply, appointment, { typed, problems })
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return askChange(req.ctx, reply, appointment, { typed, problems: [problemOf(error, 'slot')] }, error.status)
      }
      return reply.redirect(`${appointmentHref(appointment.number)}?done=change`, 303)
    },
  )

  app.get('/appointments/:number/cancel', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const appointment = await own(req)
    if (refuseAppointmentMove('cancel', appointment, req.ctx.now))
      return reply.redirect(appointmentHref(appointment.number), 303)
    return privately(reply).page(cancelPage({ appointment }))
  })

  app.post('/appointments/:number/cancel', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const { number } = await own(req)
    await cancelAppointment(req.ctx, number, 'person')
    return reply.redirect(`${appointmentHref(number)}?done=cancel`, 303)
  })

  app.post('/appointments/:number/leave', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const { number } = req.params
    if (!keys.keyOf(req, number)) throw new NotFound('打开着的预约')
    keys.takeKey(reply, number)
    return reply.redirect(appointments, 303)
  })
}

type Numbered = Parameters<typeof keys.keyOf>[0] & { params: unknown }

/** Throws NotFound for anyone but the person. */
function own(req: Numbered): Promise<Appointment> {
  const { number } = req.params as { number: string }
  return ownAppointment(req.ctx, number, keys.keyOf(req, number))
}

type Sent = { typed: Readonly<Record<string, string>>; problems: readonly Problem[] }

async function askChange(ctx: Ctx, reply: FastifyReply, appointment: Appointment, sent: Sent, status?: number) {
  const { halls } = await bookableAt(ctx, appointment.itemCode)
  const places = await Promise.all(
    halls.map(async (hall) => ({ hall, days: await openDays(ctx, hall, appointment.itemId) })),
  )
  const page = changePage({ appointment, places, ...sent })
  return privately(reply).page(status ? { ...page, status } : page)
}
