import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { NotFound, type Problem } from '../../../core/errors.ts'
import { holds } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn, typedList } from '../../../ui/index.ts'
import { listUnits } from '../../organisations/index.ts'
import * as arrange from '../arrange.service.ts'
import { servedBy } from '../arrange.store.ts'
import * as layout from '../layout.store.ts'
import { CounterForm, LineForm, ZoneForm } from '../schema.ts'
import { hall } from './crumbs.ts'
import { counterPage, layoutPage, linePage, zonePage } from './layout.view.tsx'

const ByHall = Type.Object({ hall: Type.String({ maxLength: 40 }) })
/** `new`, or the number of what is changed. */
const ById = Type.Object({ hall: Type.String({ maxLength: 40 }), id: Type.String({ pattern: '^(new|\\d{1,15})$' }) })
const view = { may: 'hall.view' } as const
const config = { may: 'hall.arrange' } as const
const idIn = (text: string): number | undefined => (text === 'new' ? undefined : Number(text))

type Filled = { typed: Record<string, string>; problems: readonly Problem[] }
const sent = (req: FastifyRequest, problems: readonly Problem[]): Filled => ({ typed: typedIn(req.body), problems })

/** Zones, lines and windows of a hall, and the forms that change them. */
export const layoutRoutes: Routes = (app) => {
  app.get('/hall/at/:hall/layout', { schema: { params: ByHall }, config: view }, async (req, reply) => {
    const { ctx } = req
    const one = await layout.getHall(ctx.db, req.params.hall)
    return reply.page(
      layoutPage({
        ...(await partsOf(ctx, one.code)),
        hall: one,
        arranges: holds(ctx.actor, 'hall.arrange', one.unitPath),
      }),
    )
  })

  app.get('/hall/at/:hall/zones/:id', { schema: { params: ById }, config }, async (req, reply) => {
    const one = await arrange.hallToArrange(req.ctx, req.params.hall)
    const { zones } = await partsOf(req.ctx, one.code)
    const id = idIn(req.params.id)
    const zone = id === undefined ? undefined : found(zones, id, '这个区域')
    return reply.page(zonePage({ hall: one, zone, typed: typedIn(zone), problems: [] }))
  })
  app.post(
    '/hall/at/:hall/zones/:id',
    { schema: { params: ById, body: ZoneForm }, attachValidation: true, config },
    async (req, reply) => {
      const one = await arrange.hallToArrange(req.ctx, req.params.hall)
      const { zones } = await partsOf(req.ctx, one.code)
      const id = idIn(req.params.id)
      const zone = id === undefined ? undefined : found(zones, id, '这个区域')
      const problems = await attempt(req, () => arrange.saveZone(req.ctx, one.code, id, req.body))
      if (problems.length > 0) return reply.page(zonePage({ hall: one, zone, ...sent(req, problems) }))
      return reply.redirect(layoutOf(one.code), 303)
    },
  )

  app.get('/hall/at/:hall/lines/:id', { schema: { params: ById }, config }, async (req, reply) => {
    const one = await arrange.hallToArrange(req.ctx, req.params.hall)
    const { zones, lines } = await partsOf(req.ctx, one.code)
    const id = idIn(req.params.id)
    const line = id === undefined ? undefined : found(lines, id, '这个排队业务')
    const serves = line ? await servedBy(req.ctx.db, line.id) : { units: [], items: [] }
    const typed: Record<string, string> = line
      ? { ...typedIn(line), dailyLimit: String(line.dailyLimit ?? ''), items: serves.items.join('\n') }
      : { open: 'true', usualMinutes: '10' }
    const units = await listUnits(req.ctx.db, ['/'])
    return reply.page(linePage({ hall: one, line, zones, units, chosen: serves.units, typed, problems: [] }))
  })
  app.post(
    '/hall/at/:hall/lines/:id',
    { schema: { params: ById, body: LineForm }, attachValidation: true, config },
    async (req, reply) => {
      const one = await arrange.hallToArrange(req.ctx, req.params.hall)
      const { zones, lines } = await partsOf(req.ctx, one.code)
      const id = idIn(req.params.id)
      const line = id === undefined ? undefined : found(lines, id, '这个排队业务')
      const problems = await attempt(req, () => arrange.saveLine(req.ctx, one.code, id, req.body))
      if (problems.length === 0) return reply.redirect(layoutOf(one.code), 303)
      const units = await listUnits(req.ctx.db, ['/'])
      const chosen = typedList(req.body, 'units')
      return reply.page(linePage({ hall: one, line, zones, units, chosen, ...sent(req, problems) }))
    },
  )

  app.get('/hall/at/:hall/counters/:id', { schema: { params: ById }, config }, async (req, reply) => {
    const one = await arrange.hallToArrange(req.ctx, req.params.hall)
    const { counters, served, ...rest } = await partsOf(req.ctx, one.code)
    const id = idIn(req.params.id)
    const counter = id === undefined ? undefined : found(counters, id, '这个窗口')
    const typed: Record<string, string> = counter
      ? { ...typedIn(counter), zone: String(counter.zoneId ?? '') }
      : { number: String((counters.at(-1)?.number ?? 0) + 1), kind: 'special', inUse: 'true' }
    const chosen = (id && served.get(id)) || []
    return reply.page(counterPage({ hall: one, counter, ...rest, chosen, typed, problems: [] }))
  })
  app.post(
    '/hall/at/:hall/counters/:id',
    { schema: { params: ById, body: CounterForm }, attachValidation: true, config },
    async (req, reply) => {
      const one = await arrange.hallToArrange(req.ctx, req.params.hall)
      const { counters, served: _, ...rest } = await partsOf(req.ctx, one.code)
      const id = idIn(req.params.id)
      const counter = id === undefined ? undefined : found(counters, id, '这个窗口')
      const problems = await attempt(req, () => arrange.saveCounter(req.ctx, one.code, id, req.body))
      if (problems.length === 0) return reply.redirect(layoutOf(one.code), 303)
      const lines: unknown = req.body?.lines
      const chosen = [lines].flat().map(Number)
      return reply.page(counterPage({ hall: one, counter, ...rest, chosen, ...sent(req, problems) }))
    },
  )
}

const layoutOf = (code: string): string => `${hall}/at/${code}/layout`

async function partsOf(ctx: Ctx, code: string) {
  const [zones, lines, counters, served] = await Promise.all([
    layout.listZones(ctx.db, code),
    layout.listLines(ctx.db, code),
    layout.listCounters(ctx.db, code),
    layout.linesOfCounters(ctx.db, code),
  ])
  return { zones, lines, counters, served }
}

function found<T extends { id: number }>(rows: readonly T[], id: number, what: string): T {
  const row = rows.find((r) => r.id === id)
  if (!row) throw new NotFound(what)
  return row
}
