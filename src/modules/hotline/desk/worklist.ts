import { Type } from 'typebox'
import type { Day } from '../../../core/day.ts'
import type { Routes } from '../../../platform/http.ts'
import { listPlaces, listTopics } from '../catalogue.store.ts'
import { counted } from '../lists.store.ts'
import { orderChannels, orderKinds } from '../schema.ts'
import {
  assistingInReach,
  countInReach,
  groups,
  type OrderQuery,
  ordersInReach,
  proposalsInReach,
  workCounts,
} from '../service.ts'
import { assistingPage, proposalsPage } from './waiting.view.tsx'
import { workListPage } from './worklist.view.tsx'

const orNone = <const T extends readonly string[]>(values: T) =>
  Type.Optional(Type.Unsafe<T[number] | ''>({ type: 'string', enum: ['', ...values] }))
const maybe = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const day = Type.Optional(
  Type.Unsafe<Day | ''>({ anyOf: [{ const: '' }, { type: 'string', format: 'date' }], title: '日期' }),
)
const WorkQuery = Type.Object({
  group: orNone(groups),
  light: orNone(['overdue', 'yellow'] as const),
  kind: orNone(orderKinds),
  channel: orNone(orderChannels),
  topic: maybe(60),
  place: maybe(100),
  q: maybe(100),
  from: day,
  to: day,
  unit: maybe(100),
  is: orNone(counted),
  after: maybe(1024),
})
const Where = Type.Pick(WorkQuery, ['after'])
const config = { may: 'hotline.view' } as const

export const workListRoutes: Routes = (app) => {
  app.get('/hotline', { schema: { querystring: WorkQuery }, config }, async (req, reply) => {
    const { ctx } = req
    const { after, ...asked } = req.query
    const query = Object.fromEntries(Object.entries(asked).filter(([, v]) => v !== '')) as OrderQuery
    const [found, total, counts, units, topics] = await Promise.all([
      ordersInReach(ctx, { ...query, cursor: after }),
      countInReach(ctx, query),
      workCounts(ctx),
      listPlaces(ctx.db),
      listTopics(ctx.db),
    ])
    return reply.page(workListPage({ ...found, total, counts, query, units, topics, actor: ctx.actor }))
  })

  const assisting = { schema: { querystring: Where }, config: { may: 'hotline.handle' } } as const
  app.get('/hotline/assisting', assisting, async (req, reply) =>
    reply.page(assistingPage(await assistingInReach(req.ctx, { size: 50, cursor: req.query.after }))),
  )

  const review = { schema: { querystring: Where }, config: { may: 'hotline.review' } } as const
  app.get('/hotline/proposals', review, async (req, reply) => {
    const found = await proposalsInReach(req.ctx, { size: 20, cursor: req.query.after })
    return reply.page(proposalsPage(found, req.ctx.actor.accountId))
  })
}
