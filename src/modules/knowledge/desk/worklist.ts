import { Type } from 'typebox'
import { decodeCursor, encodeCursor } from '../../../core/paging.ts'
import { holds, reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { listUnits } from '../../organisations/index.ts'
import { type Audience, audiences } from '../schema.ts'
import { type ArticleGroup, type ArticleWish, articleGroups, countArticles, listArticles } from '../worklist.store.ts'
import { workListPage } from './worklist.view.tsx'

const size = 50
const optional = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
export const ArticleQuery = Type.Object({
  group: Type.Optional(Type.Unsafe<ArticleGroup | ''>({ type: 'string', enum: ['', ...articleGroups] })),
  q: optional(100),
  topic: optional(40),
  unit: optional(40),
  audience: Type.Optional(Type.Unsafe<Audience | ''>({ type: 'string', enum: ['', ...audiences] })),
  after: optional(400),
})
export type ArticleQuery = {
  group?: ArticleGroup | ''
  q?: string
  topic?: string
  unit?: string
  audience?: Audience | ''
}

/** The filters of the address as the list is asked for. */
export const wishOf = (ctx: Ctx, { group, q, topic, unit, audience }: ArticleQuery): ArticleWish => ({
  paths: reach(ctx.actor, 'knowledge.view'),
  group: group || 'reading',
  q: q?.trim() || undefined,
  topic: topic || undefined,
  unit: unit || undefined,
  audience: audience || undefined,
  today: ctx.today,
})

export const workListRoutes: Routes = (app) => {
  app.get(
    '/knowledge',
    { schema: { querystring: ArticleQuery }, config: { may: 'knowledge.view' } },
    async (req, reply) => {
      const { ctx, query } = req
      const wish = wishOf(ctx, query)
      const byReview = wish.group === 'revisit'
      const cursor = byReview
        ? decodeCursor(query.after, ['day', 'integer'] as const)
        : decodeCursor(query.after, ['instant', 'integer'] as const)
      const [rows, counts, units] = await Promise.all([
        listArticles(ctx.db, wish, cursor && { on: cursor[0], id: cursor[1] }, size + 1),
        Promise.all(
          articleGroups.map(async (group) => [group, await countArticles(ctx.db, { ...wish, group })] as const),
        ),
        listUnits(ctx.db, [`/${ctx.settings.site.rootUnit}/`]),
      ])
      const last = rows.length > size ? rows[size - 1] : undefined
      return reply.page(
        workListPage({
          rows: rows.slice(0, size),
          counts: Object.fromEntries(counts) as Record<ArticleGroup, number>,
          next: last && encodeCursor([byReview ? last.reviewOn : last.changedAt, last.id]),
          query,
          units,
          today: ctx.today,
          mayWrite: holds(ctx.actor, 'knowledge.write'),
        }),
      )
    },
  )
}
