import { Type } from 'typebox'
import { type Day, isDay } from '../../../core/day.ts'
import { Forbidden } from '../../../core/errors.ts'
import { holds } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { boardOf } from '../board.ts'
import { closeDay, reopenDay } from '../close.service.ts'
import { closeCounter } from '../counter.service.ts'
import { listDays } from '../days.store.ts'
import { getCounter, getHall, listCounters, listHalls } from '../layout.store.ts'
import { todayIn } from '../today.service.ts'
import { hall } from './crumbs.ts'
import { daysPage, hallPage, hallsPage } from './days.view.tsx'

const ByHall = Type.Object({ hall: Type.String({ maxLength: 40 }) })
const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const Closing = Type.Object({ day: Type.Unsafe<Day>({ type: 'string', format: 'date', title: '日期' }) })
const Done = Type.Object({ left: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })) })
const view = { may: 'hall.view' } as const
const close = { may: 'hall.close' } as const

/** The halls as they are now, and how each day ended. */
export const dayRoutes: Routes = (app) => {
  app.get('/hall', { config: view }, async (req, reply) => {
    const halls = await listHalls(req.ctx.db, req.ctx.today)
    return reply.page(hallsPage(await Promise.all(halls.map((h) => todayIn(req.ctx, h)))))
  })

  app.get('/hall/at/:hall', { schema: { params: ByHall }, config: view }, async (req, reply) => {
    const { ctx } = req
    const one = await getHall(ctx.db, req.params.hall)
    const [today, board, counters] = await Promise.all([
      todayIn(ctx, one),
      boardOf(ctx.db, one.code, ctx.today, 0),
      listCounters(ctx.db, one.code),
    ])
    return reply.page(hallPage({ today, board, counters, arranges: mayIn(ctx, 'hall.arrange', one.unitPath) }))
  })

  app.post(
    '/hall/counters/:id/close',
    { schema: { params: ById }, config: { may: 'hall.arrange' } },
    async (req, reply) => {
      await closeCounter(req.ctx, req.params.id)
      const { hallCode } = await getCounter(req.ctx.db, req.params.id)
      return reply.redirect(`${hall}/at/${hallCode}`, 303)
    },
  )

  app.get(
    '/hall/at/:hall/days',
    { schema: { params: ByHall, querystring: Done }, config: view },
    async (req, reply) => {
      const { ctx } = req
      const one = await getHall(ctx.db, req.params.hall)
      const page = daysPage({
        hall: one,
        days: await listDays(ctx.db, one.code),
        today: ctx.today,
        closes: mayIn(ctx, 'hall.close', one.unitPath),
      })
      const { left } = req.query
      if (left === undefined) return reply.page(page)
      return reply.page({ ...page, notice: left === 0 ? '已经收号，没有遗留' : `已经收号，有 ${left} 个号没有办完` })
    },
  )

  app.post(
    '/hall/at/:hall/days/close',
    { schema: { params: ByHall, body: Closing }, config: close },
    async (req, reply) => {
      const { day } = req.body
      if (!isDay(day) || day > req.ctx.today) throw new Forbidden('只能收今天和以前的号')
      const left = await closeDay(req.ctx, req.params.hall, day)
      return reply.redirect(`${hall}/at/${req.params.hall}/days?left=${left}`, 303)
    },
  )

  app.post('/hall/at/:hall/days/reopen', { schema: { params: ByHall }, config: close }, async (req, reply) => {
    await reopenDay(req.ctx, req.params.hall)
    return reply.redirect(`${hall}/at/${req.params.hall}/days`, 303)
  })
}

const mayIn = (ctx: Ctx, permission: string, path: string): boolean => holds(ctx.actor, permission, path)
