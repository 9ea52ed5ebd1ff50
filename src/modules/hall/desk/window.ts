import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import type { Page } from '../../../ui/index.ts'
import * as at from '../counter.service.ts'
import { getCounter } from '../layout.store.ts'
import { liveTopic } from '../queue.store.ts'
import { newPressKey } from '../take.service.ts'
import { countersToChoose, myWindow, waitingAt } from '../window.service.ts'
import { window } from './crumbs.ts'
import { chooseWindowPage, WaitingList, windowPage } from './window.view.tsx'

const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const ById = Type.Object({ id: Id })
const Press = Type.Object({ press: Type.String({ pattern: '^[0-9a-f-]{36}$' }), finish: Type.Optional(Id) })
const OfCall = Type.Object({ call: Id })
const Reason = Type.Object({ reason: Type.String({ maxLength: 30, default: '' }) })
const To = Type.Object({ call: Id, to: Type.String({ title: '转到哪里', pattern: '^(line|counter):\\d{1,15}$' }) })
const Nobody = Type.Object({ nobody: Type.Optional(Type.Literal('1')) })
const config = { may: 'hall.serve' } as const

/** The screen at the window: sign on, call, handle, send on, pause, leave. */
export const windowRoutes: Routes = (app) => {
  app.get('/hall/counter', { schema: { querystring: Nobody }, config }, async (req, reply) => {
    const page = await screen(req.ctx)
    return reply.page(req.query.nobody ? { ...page, notice: '现在没有人等候' } : page)
  })

  app.get('/hall/counter/:id/waiting', { schema: { params: ById }, config }, async (req, reply) => {
    const counter = await getCounter(req.ctx.db, req.params.id)
    return reply.liveView({
      name: `counter:${counter.id}`,
      topic: liveTopic(counter.hallCode),
      part: async (ctx) =>
        WaitingList({ waiting: await waitingAt(ctx, counter), now: ctx.now, limits: ctx.settings.limits }),
    })
  })

  const plain = { 'sign-on': at.signOn, resume: at.resume, 'sign-off': at.signOff } as const
  for (const [name, act] of Object.entries(plain))
    app.post(`/hall/counter/:id/${name}`, { schema: { params: ById }, config }, (req, reply) =>
      pressed(req, reply, () => act(req.ctx, req.params.id)),
    )

  app.post('/hall/counter/:id/pause', { schema: { params: ById, body: Reason }, config }, (req, reply) =>
    pressed(req, reply, () => at.pause(req.ctx, req.params.id, req.body.reason)),
  )

  app.post('/hall/counter/:id/call', { schema: { params: ById, body: Press }, config }, (req, reply) => {
    const { press, finish } = req.body
    return pressed(req, reply, async () => {
      const called = await at.callNext(req.ctx, req.params.id, press, { finish })
      return called ? window : `${window}?nobody=1`
    })
  })

  const moves = {
    recall: at.recall,
    miss: at.miss,
    begin: at.begin,
    finish: at.finish,
    leave: at.leaveCounter,
  } as const
  for (const [name, move] of Object.entries(moves))
    app.post(`/hall/counter/:id/${name}`, { schema: { params: ById, body: OfCall }, config }, (req, reply) =>
      pressed(req, reply, () => move(req.ctx, req.params.id, req.body.call)),
    )

  app.post('/hall/counter/:id/transfer', { schema: { params: ById, body: To }, config }, (req, reply) => {
    const [kind, id] = req.body.to.split(':')
    const to = kind === 'line' ? { lineId: Number(id) } : { counterId: Number(id) }
    return pressed(req, reply, () => at.transfer(req.ctx, req.params.id, req.body.call, to))
  })
}

/** The screen after a press; what was refused is said on it. @param act - may say where to go instead */
async function pressed(req: FastifyRequest, reply: FastifyReply, act: () => Promise<unknown>): Promise<FastifyReply> {
  try {
    const to = await act()
    return reply.redirect(typeof to === 'string' ? to : window, 303)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return reply.page({ ...(await screen(req.ctx, error)), status: error.status })
  }
}

async function screen(ctx: Ctx, refused?: Refused): Promise<Page> {
  const mine = await myWindow(ctx)
  const seen = { refusal: refused?.refusal, now: ctx.now, limits: ctx.settings.limits }
  return mine
    ? windowPage({ ...seen, window: mine, press: newPressKey(), actor: ctx.actor })
    : chooseWindowPage({ ...seen, halls: await countersToChoose(ctx) })
}
