import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { type Problem, Refused, TooMany } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, problemsIn } from '../../../ui/index.ts'
import { addressKey, countTries } from '../../identity/index.ts'
import { type Appointment, getAppointment } from '../appointments.store.ts'
import { keepAppointment, todaysByCard, todaysByNumber } from '../keep.service.ts'
import { newPressKey } from '../take.service.ts'
import { ByHall, beginVisit, kiosk, kioskHref, visitOf } from './addresses.ts'
import { choosePage, keepPage } from './keep.view.tsx'

const ways = ['id', 'number'] as const
const How = Type.Object({
  by: Type.Optional(Type.Unsafe<(typeof ways)[number]>({ type: 'string', enum: [...ways] })),
})
const press = Type.String({ title: '表单', pattern: '^[0-9a-f-]{36}$' })
const KeepForm = Type.Object({
  idNumber: Type.Optional(Type.String({ title: '身份证号码', maxLength: 30 })),
  number: Type.Optional(Type.String({ title: '预约号', maxLength: 30 })),
  phoneEnd: Type.Optional(Type.String({ title: '手机号码后四位', pattern: '^\\d{4}$' })),
  press,
})
const Chosen = Type.Object({ number: Type.String({ title: '预约', maxLength: 40 }), press })

type Asked = FastifyRequest<{
  Params: Static<typeof ByHall>
  Querystring: Static<typeof How>
  Body: Static<typeof KeepForm>
}>

/** Turning an appointment into a number: by the card, or by number and the end of the telephone number. */
export const keepRoutes: Routes = (app) => {
  app.get('/:hall/keep', { schema: { params: ByHall, querystring: How }, ...kiosk }, async (req, reply) =>
    reply.page(keepPage({ by: req.query.by ?? 'id', press: newPressKey(), problems: [] })),
  )

  app.post(
    '/:hall/keep',
    { schema: { params: ByHall, querystring: How, body: KeepForm }, attachValidation: true, ...kiosk },
    async (req, reply) => {
      const by = req.query.by ?? 'id'
      // What was typed is never shown again: whoever comes next must not read it.
      const again = (problems: readonly Problem[]) => keepPage({ by, press: keyIn(req.body), problems })
      let found: readonly Appointment[] = []
      try {
        const problems = await attempt(req, async () => {
          found = await todaysOf(req)
        })
        if (problems.length > 0) return reply.page(again(problems))
        const [only] = found
        if (only && found.length === 1) return await keep(req, reply, only.number, req.body.press)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return reply.page({ ...again([asProblem(error, by === 'id' ? 'idNumber' : 'number')]), status: error.status })
      }
      beginVisit(req, reply, { appointments: found.map((a) => a.number) })
      return reply.redirect(kioskHref(req.params.hall, 'keep', 'choose'), 303)
    },
  )

  app.get('/:hall/keep/choose', { schema: { params: ByHall }, ...kiosk }, async (req, reply) => choose(req, reply, []))

  app.post(
    '/:hall/keep/choose',
    { schema: { params: ByHall, body: Chosen }, attachValidation: true, ...kiosk },
    async (req, reply) => {
      const problems = problemsIn(req)
      if (problems.length > 0) return choose(req, reply, problems)
      const { number, press: key } = req.body
      if (!visitOf(req).appointments?.includes(number)) return reply.redirect(kioskHref(req.params.hall), 303)
      return keep(req, reply, number, key)
    },
  )
}

/** Which of several that were found; leads back to the start when the visit is over. */
async function choose(req: FastifyRequest, reply: FastifyReply, problems: readonly Problem[]) {
  const { appointments } = visitOf(req)
  if (!appointments) return reply.redirect(kioskHref((req.params as Static<typeof ByHall>).hall), 303)
  const found = await Promise.all(appointments.map((number) => getAppointment(req.ctx.db, number)))
  return reply.page(choosePage({ appointments: found, press: newPressKey(), problems }))
}

/** Throws Invalid, Refused, TooMany. */
async function todaysOf({ ctx, params: { hall }, query, body, ip }: Asked): Promise<readonly Appointment[]> {
  if (query.by === 'number') {
    const { number = '', phoneEnd = '' } = body
    return [await todaysByNumber(ctx, hall, { number, phoneEnd }, ip)]
  }
  const until = await countTries(ctx.db, ctx.now, [{ kind: 'ticketAddress', key: addressKey(ip) }])
  if (until) throw new TooMany('在这台机器上试的次数太多', until)
  return todaysByCard(ctx, hall, body.idNumber ?? '')
}

async function keep(req: FastifyRequest, reply: FastifyReply, number: string, key: string) {
  const taken = await keepAppointment(req.ctx, number, key, 'person')
  beginVisit(req, reply, { ticket: taken.code })
  return reply.redirect(kioskHref((req.params as Static<typeof ByHall>).hall, 'ticket'), 303)
}

const asProblem = ({ refusal: { message, next } }: Refused, field: string): Problem => ({
  field,
  message: [message, next].filter(Boolean).join('。'),
})

/** The key of the press as it was sent, so that pressing again gives the same number. */
function keyIn(body: unknown): string {
  const { press: sent } = (body ?? {}) as { press?: unknown }
  return typeof sent === 'string' && /^[0-9a-f-]{36}$/.test(sent) ? sent : newPressKey()
}
