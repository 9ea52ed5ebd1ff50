import { Type } from 'typebox'
import { addDays, type Day } from '../../../core/day.ts'
import { Invalid } from '../../../core/errors.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { sheetStream } from '../../../platform/sheet.ts'
import { tableHeaders } from '../../organisations/index.ts'
import { dimensionLabels, levelLabels } from '../labels.ts'
import { listResults, type Period } from '../results.store.ts'
import { ranked, sumOf, type Told, told } from '../results.ts'
import { type Dimension, dimensions, levels } from '../schema.ts'
import { resultsPage } from './results.view.tsx'

const day = Type.Optional(
  Type.Unsafe<Day | ''>({ anyOf: [{ const: '' }, { type: 'string', format: 'date' }], title: '日期' }),
)
const ResultsQuery = Type.Object({
  by: Type.Optional(Type.Unsafe<Dimension | ''>({ type: 'string', enum: ['', ...dimensions] })),
  from: day,
  to: day,
})
const config = { may: 'ratings.view' } as const

type Sent = { by?: Dimension | ''; from?: Day | ''; to?: Day | '' }

/** What was said, put together by unit, item, window or clerk within the actor's reach; as a page and as a table. */
export const resultRoutes: Routes = (app) => {
  app.get('/ratings/results', { schema: { querystring: ResultsQuery }, config }, async (req, reply) =>
    reply.page(resultsPage(await resultsIn(req.ctx, req.query))),
  )

  for (const format of ['xlsx', 'csv'] as const)
    app.get(`/ratings/results.${format}`, { schema: { querystring: ResultsQuery }, config }, async (req, reply) => {
      const { ctx } = req
      const { results, by, period } = await resultsIn(ctx, req.query)
      await ctx.acts.write(ctx.db, {
        act: 'ratings.exported',
        subject: `account:${ctx.actor.accountId}`,
        unitCode: ctx.actor.unitCode ?? null,
        data: { by, ...period },
      })
      const name = `好差评-按${dimensionLabels[by]}-${period.from}-${period.to}`
      reply.headers(tableHeaders(name, format))
      return reply.send(sheetStream(format, heads(by), rowsOf(results, by), '好差评'))
    })
}

async function resultsIn(ctx: Ctx, sent: Sent) {
  const by = sent.by || 'unit'
  const period: Period = { from: sent.from || addDays(ctx.today, -90), to: sent.to || ctx.today }
  if (period.from > period.to) throw new Invalid([{ field: 'from', message: '开始的日期不能晚于结束的日期' }])
  const least = ctx.settings.limits.ratingMinimum
  const results = await listResults(ctx.db, { by, paths: reach(ctx.actor, 'ratings.view'), period })
  return { by, period, least, sum: told(sumOf(results), least), results: ranked(results.map((r) => told(r, least))) }
}

const heads = (by: Dimension) => [
  dimensionLabels[by],
  ...(by === 'unit' ? [] : ['单位']),
  ...['满意率（%）', '真实评价', ...levels.map((l) => levelLabels[l]), '差评', '已经整改', '默认计入'],
]

async function* rowsOf(results: readonly Told[], by: Dimension) {
  for (const r of results)
    yield [
      r.name,
      ...(by === 'unit' ? [] : [r.unitName]),
      ...[r.satisfied === null ? '评价还少' : String(r.satisfied), String(r.real)],
      ...r.levels.map(String),
      ...[String(r.bad), String(r.rectified), String(r.byDefault)],
    ]
}
