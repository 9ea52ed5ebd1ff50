import { Type } from 'typebox'
import { addDays, type Day } from '../../../core/day.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { sheetStream } from '../../../platform/sheet.ts'
import { tableHeaders } from '../../organisations/index.ts'
import { type Results, resultsIn, type Told } from '../results.service.ts'
import { type Dimension, dimensions } from '../results.store.ts'
import { figuresPage } from './figures.view.tsx'
import { dimensionLabels } from './figures-parts.tsx'

const day = Type.Optional(
  Type.Unsafe<Day | ''>({ anyOf: [{ const: '' }, { type: 'string', format: 'date' }], title: '日期' }),
)
const FiguresQuery = Type.Object({ from: day, to: day })
const SheetQuery = Type.Object({
  from: day,
  to: day,
  by: Type.Optional(Type.Unsafe<Dimension>({ type: 'string', enum: [...dimensions] })),
})
const config = { may: 'hotline.view' } as const

/** How work orders stand: by unit, topic, town, source, kind and week, within the actor's reach; as a page and as tables. */
export const figuresRoutes: Routes = (app) => {
  app.get('/hotline/figures', { schema: { querystring: FiguresQuery }, config }, async (req, reply) =>
    reply.page(figuresPage(await asked(req.ctx, req.query))),
  )

  for (const format of ['xlsx', 'csv'] as const)
    app.get(`/hotline/figures.${format}`, { schema: { querystring: SheetQuery }, config }, async (req, reply) => {
      const { ctx } = req
      const by = req.query.by ?? 'unit'
      const results = await asked(ctx, req.query)
      const { from, to } = results.period
      await ctx.acts.write(ctx.db, {
        act: 'hotline.exported',
        subject: `account:${ctx.actor.accountId}`,
        unitCode: ctx.actor.unitCode ?? null,
        data: { by, from, to },
      })
      reply.headers(tableHeaders(`热线统计-按${dimensionLabels[by]}-${from}-${to}`, format))
      return reply.send(sheetStream(format, heads(by), rowsOf(results, by), '热线统计'))
    })
}

const asked = (ctx: Ctx, { from, to }: { from?: Day | ''; to?: Day | '' }): Promise<Results> =>
  resultsIn(ctx, { from: from || addDays(ctx.today, -29), to: to || ctx.today })

const heads = (by: Dimension) => [
  dimensionLabels[by],
  ...['收到（件）', '应当答复（件）', '已答复（件）', '已办结（件）', '按期答复（件）', '超期（件）', '回访到（件）'],
  ...['满意（件）', '重新办理（件）', '答复率（%）', '办结率（%）', '满意率（%）'],
  ...(by === 'topic' ? ['上一时段收到（件）'] : []),
]

async function* rowsOf(results: Results, by: Dimension) {
  const shown = (rate: number | null) => (rate === null ? '件数还少' : String(rate))
  const row = (r: Told) => [
    r.name,
    ...[r.received, r.toAnswer, r.replied, r.completed, r.inTime, r.overdue, r.followedUp, r.satisfied, r.reopened].map(
      String,
    ),
    ...[r.replyRate, r.completionRate, r.satisfactionRate].map(shown),
  ]
  for (const r of [...results[by], results.sum])
    yield [...row(r), ...('before' in r ? [String((r as { before: number }).before)] : [])]
}
