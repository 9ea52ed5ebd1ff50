import { Type } from 'typebox'
import { addDays, type Day, isDay, weekday } from '../../../core/day.ts'
import { NotFound, type Problem } from '../../../core/errors.ts'
import { holds } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, typedIn, typedList } from '../../../ui/index.ts'
import { listColleagues } from '../../identity/index.ts'
import * as arrange from '../arrange.service.ts'
import { showHours } from '../hours.ts'
import { getHall, listCounters, openingOf } from '../layout.store.ts'
import { ExceptionForm, type Half, HoursForm, halves, ShiftForm } from '../schema.ts'
import { listShifts } from '../shifts.store.ts'
import { hall } from './crumbs.ts'
import { hoursPage, shiftsPage } from './hours.view.tsx'

const ByHall = Type.Object({ hall: Type.String({ maxLength: 40 }) })
const Week = Type.Object({ from: Type.Optional(Type.Unsafe<Day>({ type: 'string', format: 'date', title: '从哪天' })) })
const OneDay = Type.Object({ day: Type.Unsafe<Day>({ type: 'string', format: 'date', title: '日期' }) })
const OneShift = Type.Object({
  ...OneDay.properties,
  counterId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  half: Type.Unsafe<Half>({ type: 'string', enum: [...halves] }),
})
const view = { may: 'hall.view' } as const
const config = { may: 'hall.arrange' } as const

/** When a hall is open, and who is on duty. */
export const hoursRoutes: Routes = (app) => {
  const checked = { attachValidation: true, config }
  app.get('/hall/at/:hall/hours', { schema: { params: ByHall }, config: view }, async (req, reply) =>
    reply.page(await hoursOf(req.ctx, req.params.hall)),
  )
  app.post('/hall/at/:hall/hours', { schema: { params: ByHall, body: HoursForm }, ...checked }, async (req, reply) => {
    const problems = await attempt(req, () =>
      arrange.saveHours(req.ctx, req.params.hall, req.body as Record<string, string>),
    )
    if (problems.length > 0) return reply.page(await hoursOf(req.ctx, req.params.hall, typedIn(req.body), problems))
    return reply.redirect(`${hall}/at/${req.params.hall}/hours`, 303)
  })
  app.post(
    '/hall/at/:hall/exceptions',
    { schema: { params: ByHall, body: ExceptionForm }, ...checked },
    async (req, reply) => {
      const problems = await attempt(req, () => arrange.saveException(req.ctx, req.params.hall, req.body))
      if (problems.length > 0) return reply.page(await hoursOf(req.ctx, req.params.hall, typedIn(req.body), problems))
      return reply.redirect(`${hall}/at/${req.params.hall}/hours`, 303)
    },
  )
  app.post(
    '/hall/at/:hall/exceptions/remove',
    { schema: { params: ByHall, body: OneDay }, config },
    async (req, reply) => {
      if (!isDay(req.body.day)) throw new NotFound('这一天')
      await arrange.dropException(req.ctx, req.params.hall, req.body.day)
      return reply.redirect(`${hall}/at/${req.params.hall}/hours`, 303)
    },
  )

  app.get(
    '/hall/at/:hall/shifts',
    { schema: { params: ByHall, querystring: Week }, config: view },
    async (req, reply) => reply.page(await shiftsOf(req.ctx, req.params.hall, req.query.from)),
  )
  app.post('/hall/at/:hall/shifts', { schema: { params: ByHall, body: ShiftForm }, ...checked }, async (req, reply) => {
    const problems = await attempt(req, () => arrange.putOnDuty(req.ctx, req.params.hall, req.body))
    if (problems.length === 0) return reply.redirect(`${hall}/at/${req.params.hall}/shifts?from=${req.body.from}`, 303)
    const typed = { ...typedIn(req.body), halves: typedList(req.body, 'halves').join(' ') }
    return reply.page(await shiftsOf(req.ctx, req.params.hall, undefined, typed, problems))
  })
  app.post(
    '/hall/at/:hall/shifts/remove',
    { schema: { params: ByHall, body: OneShift }, config },
    async (req, reply) => {
      const { counterId, day, half } = req.body
      if (!isDay(day)) throw new NotFound('这一天')
      await arrange.takeOffDuty(req.ctx, req.params.hall, counterId, day, half)
      return reply.redirect(`${hall}/at/${req.params.hall}/shifts?from=${day}`, 303)
    },
  )
}

async function hoursOf(
  ctx: Ctx,
  code: string,
  sent?: Record<string, string>,
  problems: readonly Problem[] = [],
): Promise<Page> {
  const one = await getHall(ctx.db, code)
  const opening = await openingOf(ctx.db, code, ctx.today)
  const usual = Object.fromEntries(
    [0, 1, 2, 3, 4, 5, 6].map((day) => [`day${day}`, showHours(opening.usual.filter((h) => h.weekday === day))]),
  )
  return hoursPage({
    hall: one,
    exceptions: opening.exceptions,
    arranges: holds(ctx.actor, 'hall.arrange', one.unitPath),
    typed: { ...usual, ...sent },
    problems,
  })
}

async function shiftsOf(
  ctx: Ctx,
  code: string,
  day: Day | undefined,
  typed: Record<string, string> = {},
  problems: readonly Problem[] = [],
): Promise<Page> {
  const one = await getHall(ctx.db, code)
  // Weeks begin on Monday.
  const asked = day !== undefined && isDay(day) ? day : ctx.today
  const from = addDays(asked, -((weekday(asked) + 6) % 7))
  const arranges = holds(ctx.actor, 'hall.arrange', one.unitPath)
  const [shifts, counters, people] = await Promise.all([
    listShifts(ctx.db, code, from, addDays(from, 6)),
    listCounters(ctx.db, code),
    arranges ? listColleagues(ctx.db, [one.unitPath]) : [],
  ])
  return shiftsPage({
    hall: one,
    from,
    shifts,
    counters: counters.filter((c) => c.inUse),
    people,
    arranges,
    typed: { from: ctx.today, until: addDays(ctx.today, 4), ...typed },
    problems,
  })
}
