import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '../../../core/errors.ts'
import { holds } from '../../../platform/actor.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { addDevice, newPairingCode, type Pairing, revokeDevice } from '../devices.service.ts'
import { listDevices } from '../devices.store.ts'
import { listCounters, listHalls } from '../layout.store.ts'
import { DeviceForm } from '../schema.ts'
import { devicesPage, pairingPage } from './devices.view.tsx'

const config = { may: 'hall.arrange' } as const
const OfHall = Type.Object({ hall: Type.Optional(Type.String({ maxLength: 40 })) })
const ByDevice = Type.Object({ hall: Type.String({ maxLength: 40 }), id: Type.Integer({ minimum: 1, maximum: 1e15 }) })
const ByHall = Type.Object({ hall: Type.String({ maxLength: 40 }) })

/** Kiosks, boards and rating pads of the halls: registering, pairing, taking out of use. */
export const deviceRoutes: Routes = (app) => {
  app.get('/hall/devices', { schema: { querystring: OfHall }, config }, async (req, reply) => {
    const [first] = await arrangeable(req)
    return show(req, reply, req.query.hall ?? first?.code ?? '')
  })

  app.post(
    '/hall/devices/:hall',
    { schema: { params: ByHall, body: DeviceForm }, attachValidation: true, config },
    async (req, reply) => {
      let made: Pairing | undefined
      const problems = await attempt(req, async () => {
        made = await addDevice(req.ctx, req.params.hall, req.body)
      })
      if (made) return showCode(reply, req.params.hall, made)
      return show(req, reply, req.params.hall, { typed: typedIn(req.body), problems })
    },
  )

  app.post('/hall/devices/:hall/:id/code', { schema: { params: ByDevice }, config }, async (req, reply) => {
    const { hall, id } = req.params
    return showCode(reply, hall, await newPairingCode(req.ctx, hall, id))
  })

  app.post('/hall/devices/:hall/:id/revoke', { schema: { params: ByDevice }, config }, async (req, reply) => {
    const { hall, id } = req.params
    await revokeDevice(req.ctx, hall, id)
    return reply.redirect(`/desk/hall/devices?hall=${encodeURIComponent(hall)}`, 303)
  })
}

/** Halls that the actor may arrange. */
async function arrangeable({ ctx }: FastifyRequest) {
  const halls = await listHalls(ctx.db, ctx.today)
  return halls.filter((h) => holds(ctx.actor, 'hall.arrange', h.unitPath))
}

async function show(
  req: FastifyRequest,
  reply: FastifyReply,
  code: string,
  form: Partial<Pick<Parameters<typeof devicesPage>[0], 'typed' | 'problems'>> = {},
) {
  const halls = await arrangeable(req)
  const hall = halls.find((h) => h.code === code)
  if (!hall && (halls.length > 0 || code !== '')) throw new NotFound('您管理的这个大厅')
  const { db, now } = req.ctx
  const [devices, counters] = await Promise.all([listDevices(db, code), listCounters(db, code)])
  const view = { halls, hall, devices, counters: counters.filter((c) => c.inUse), now, typed: {}, problems: [] }
  return reply.page(devicesPage({ ...view, ...form }))
}

/** The code is shown this once, so the page is kept nowhere. */
const showCode = (reply: FastifyReply, hall: string, pairing: Pairing) =>
  reply.header('cache-control', 'no-store').page(pairingPage(hall, pairing))
