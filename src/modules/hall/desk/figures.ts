import { Type } from 'typebox'
import { addDays, clockOf, type Day } from '../../../core/day.ts'
import { Forbidden, Invalid } from '../../../core/errors.ts'
import { holds } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Db } from '../../../platform/database.ts'
import type { Routes } from '../../../platform/http.ts'
import { sheetStream } from '../../../platform/sheet.ts'
import { tableHeaders } from '../../organisations/index.ts'
import { channelLabels, priorityLabels, stateLabels } from '../labels.ts'
import { type Hall, listHalls } from '../layout.store.ts'
import { resultsOf } from '../results.service.ts'
import { readTickets, type Span } from '../results.store.ts'
import { figuresPage, noHallPage } from './figures.view.tsx'

const day = Type.Optional(
  Type.Unsafe<Day | ''>({ anyOf: [{ const: '' }, { type: 'string', format: 'date' }], title: '日期' }),
)
const FiguresQuery = Type.Object({
  hall: Type.Optional(Type.String({ maxLength: 40, title: '大厅' })),
  from: day,
  to: day,
})
const config = { may: 'hall.figures' } as const

/** Days looked at when none were asked for: four weeks, today included. */
const usualDays = 28

type Sent = { hall?: string; from?: Day | ''; to?: Day | '' }

/** How long people waited and were served, and what became of their numbers, as a page and as a table of all numbers. */
export const figureRoutes: Routes = (app) => {
  app.get('/hall/figures', { schema: { querystring: FiguresQuery }, config }, async (req, reply) => {
    const { ctx } = req
    const halls = await hallsOf(ctx)
    const asked = askedIn(ctx, halls, req.query)
    if (!asked) return reply.page(noHallPage())
    return reply.page(figuresPage({ halls, ...(await resultsOf(ctx, asked.hall, asked.span)) }))
  })

  for (const format of ['xlsx', 'csv'] as const)
    app.get(`/hall/figures.${format}`, { schema: { querystring: FiguresQuery }, config }, async (req, reply) => {
      const { ctx } = req
      const asked = askedIn(ctx, await hallsOf(ctx), req.query)
      if (!asked) throw new Forbidden('没有您可以导出的大厅')
      const { hall, span } = asked
      await ctx.acts.write(ctx.db, {
        act: 'hall.figuresExported',
        subject: `account:${ctx.actor.accountId}`,
        unitCode: ctx.actor.unitCode ?? null,
        data: { hall: hall.code, from: span.from, to: span.to },
      })
      reply.headers(tableHeaders(`${hall.name}-取号-${span.from}-${span.to}`, format))
      return reply.send(sheetStream(format, heads, rowsOf(ctx.db, span), '取号'))
    })
}

/** Halls whose times the actor may see. */
const hallsOf = async (ctx: Ctx): Promise<Hall[]> =>
  (await listHalls(ctx.db, ctx.today)).filter((h) => holds(ctx.actor, 'hall.figures', h.unitPath))

/** The hall and days asked for; undefined if there is no hall at all. Throws Forbidden and Invalid. */
function askedIn(ctx: Ctx, halls: readonly Hall[], sent: Sent): { hall: Hall; span: Span } | undefined {
  if (halls.length === 0) return undefined
  const hall = sent.hall ? halls.find((h) => h.code === sent.hall) : halls[0]
  if (!hall) throw new Forbidden('这个大厅不归您管')
  const to = sent.to || ctx.today
  const from = sent.from || addDays(to, 1 - usualDays)
  if (from > to) throw new Invalid([{ field: 'from', message: '开始的日期不能晚于结束的日期' }])
  return { hall, span: { hallCode: hall.code, from, to } }
}

const heads = [
  ...['日期', '号', '业务', '事项', '取号方式', '优先', '取号时间', '叫号时间', '开始时间', '结束时间', '窗口'],
  ...['等候（分钟）', '走到（分钟）', '办理（分钟）', '过号（次）', '结果'],
]

async function* rowsOf(db: Db, span: Span) {
  for await (const t of readTickets(db, span))
    yield [
      ...[t.day, t.label, t.lineName, t.itemName ?? '', channelLabels[t.channel], priorityLabels[t.priority]],
      ...[clockOf(t.takenAt), told(t.calledAt), told(t.startedAt), told(t.endedAt), t.counter ?? ''],
      ...[minutes(t.waitingSince, t.calledAt), minutes(t.calledAt, t.startedAt)],
      ...[t.state === 'done' ? minutes(t.startedAt, t.endedAt) : '', String(t.misses), stateLabels[t.state]],
    ]
}

const told = (at: Date | null): string => (at ? clockOf(at) : '')
const minutes = (from: Date | null, to: Date | null): string =>
  from && to ? ((to.getTime() - from.getTime()) / 60_000).toFixed(1) : ''
