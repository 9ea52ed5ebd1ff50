import { Type } from 'typebox'
import { clockOf, showDay } from '../../../core/day.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { App, Routes } from '../../../platform/http.ts'
import { originOf } from '../../../platform/web.ts'
import { boardOf } from '../board.ts'
import { deviceOf } from '../device-cookie.ts'
import { hoursOn, isOpenAt, nextOpening, showOpening } from '../hours.ts'
import { getHall, openingOf } from '../layout.store.ts'
import { nearAddress } from '../near.ts'
import { liveTopic } from '../queue.store.ts'
import { BoardPart, type BoardView, boardPage, DoorPart, doorPage } from './screen.view.tsx'

const config = { may: 'everyone' } as const
const ByHall = Type.Object({ hall: Type.String({ maxLength: 40 }) })

/** Wall screens of a hall. They show nothing personal, so anyone may look at one. */
export const boardRoutes: Routes = (app) => {
  app.get('/:hall', { schema: { params: ByHall }, config }, async (req, reply) => {
    await deviceOf(req, 'board')
    return reply.page(boardPage(req.params.hall, await read(app, req.ctx, req.params.hall, originOf(req))))
  })

  app.get('/:hall/live', { schema: { params: ByHall }, config }, async (req, reply) => {
    const { hall } = req.params
    await getHall(req.ctx.db, hall)
    const origin = originOf(req)
    // Each site name that leads here has its own address in the QR code.
    return reply.liveView({
      name: `board:${hall}:${origin}`,
      topic: liveTopic(hall),
      part: async (ctx) => BoardPart(await read(app, ctx, hall, origin)),
    })
  })

  app.get('/:hall/door', { schema: { params: ByHall }, config }, async (req, reply) => {
    await deviceOf(req, 'board')
    return reply.page(doorPage(req.params.hall, await door(app, req.ctx, req.params.hall, originOf(req))))
  })

  app.get('/:hall/door/live', { schema: { params: ByHall }, config }, async (req, reply) => {
    const { hall } = req.params
    await getHall(req.ctx.db, hall)
    const origin = originOf(req)
    return reply.liveView({
      name: `door:${hall}:${origin}`,
      topic: liveTopic(hall),
      part: async (ctx) => DoorPart(await door(app, ctx, hall, origin)),
    })
  })
}

/** Calls younger than this are news, milliseconds. */
const minute = 60_000

/** What the screen shows now. Throws NotFound. */
async function read(app: App, ctx: Ctx, code: string, origin: string): Promise<BoardView> {
  const hall = await getHall(ctx.db, code)
  const [board, closed] = await Promise.all([boardOf(ctx.db, code, ctx.today, 5), closedNow(ctx, code)])
  const zones = Map.groupBy(board.lines, (l) => l.letter)
  return {
    hall: hall.name,
    day: showDay(ctx.today),
    clock: clockOf(ctx.now).slice(11),
    calls: board.calls.map((c) => ({ ...c, recent: ctx.now.getTime() - c.calledAt.getTime() < minute })),
    waiting: [...zones].map(([letter, lines]) => ({
      letter,
      label: lines[0]?.zoneName ?? '',
      count: lines.reduce((sum, l) => sum + l.waiting, 0),
    })),
    closed,
    takeUrl: closed ? undefined : nearAddress({ ctx, server: app }, origin, code),
  }
}

const door = async (app: App, ctx: Ctx, code: string, origin: string) => ({
  hall: (await getHall(ctx.db, code)).name,
  closed: await closedNow(ctx, code),
  takeUrl: nearAddress({ ctx, server: app }, origin, code),
})

/** What to say when the hall is closed. */
async function closedNow(ctx: Ctx, code: string): Promise<BoardView['closed']> {
  const opening = await openingOf(ctx.db, code, ctx.today)
  const clock = clockOf(ctx.now).slice(11)
  const { hours, reason } = hoursOn(opening, ctx.calendar, ctx.today)
  if (isOpenAt(hours, clock)) return undefined
  const next = nextOpening(opening, ctx.calendar, ctx.today, clock)
  return {
    title: hours.length === 0 && reason ? `今天不开放（${reason}）` : '现在不在开放时间',
    text: next && `${showOpening(next, ctx.today)} 开门`,
  }
}
