import { type Static, Type } from 'typebox'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { suggestItems } from '../../catalogue/index.ts'
import { kinds, validities } from '../schema.ts'
import { type Found, type SearchWish, searchDocuments } from '../search.store.ts'
import { open, pageSize } from './addresses.ts'
import { searchPage } from './search.view.tsx'

const oneOf = <const T extends readonly string[]>(values: T, title: string) =>
  Type.Optional(Type.Unsafe<T[number] | ''>({ type: 'string', enum: ['', ...values], title }))
const code = (title: string) => Type.Optional(Type.String({ pattern: '^[a-z0-9-]{0,60}$', title }))

/** Further in than this nobody leafs; another word or a narrower search leads there. */
export const lastPage = 25

export const SearchQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200, title: '搜索词' })),
  column: code('栏目'),
  unit: code('发布机构'),
  year: Type.Optional(Type.String({ pattern: '^((19|20)\\d\\d)?$', title: '年份' })),
  validity: oneOf(validities, '有效性'),
  kind: oneOf(kinds, '信息类别'),
  sort: oneOf(['relevance', 'newest'], '排序'),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: lastPage, title: '页码' })),
})
export type SearchQuery = Static<typeof SearchQuery>

/** Search over everything that is published. */
export const searchRoutes: Routes = (app) => {
  app.get('/search', { schema: { querystring: SearchQuery }, config: open }, async (req, reply) => {
    const { settings } = req.ctx
    const query = tidy(req.query)
    const { q, page } = query
    const [found, services] = await Promise.all([
      searchDocuments(req.ctx.replica, wishOf(req.ctx, query)),
      q && page === undefined ? suggestItems(req.ctx.replica, req.ctx.today, q) : undefined,
    ])
    const near = found.total === 0 ? await nearest(req.ctx, query) : undefined
    return reply.page(searchPage({ query, found, near, services, site: settings.site }))
  })
}

/** The query without what was left empty. */
function tidy(query: SearchQuery): SearchQuery {
  return Object.fromEntries(
    Object.entries({ ...query, q: query.q?.trim() }).filter(([, value]) => value !== '' && value !== undefined),
  )
}

function wishOf({ settings }: Ctx, query: SearchQuery): SearchWish {
  const { q = '', column, unit, year, validity, kind, sort, page = 1 } = query
  return {
    q,
    column,
    unit,
    year: year ? Number(year) : undefined,
    validity: validity || undefined,
    kind: kind || undefined,
    sort: sort || undefined,
    page,
    size: pageSize,
    most: settings.limits.searchMatches,
  }
}

/** What comes nearest when nothing was found: the same without the conditions, or else with some of the words. */
async function nearest(ctx: Ctx, query: SearchQuery): Promise<Found | undefined> {
  if (!query.q) return undefined
  const conditioned = query.column || query.unit || query.year || query.validity || query.kind
  if (conditioned) {
    const all = await searchDocuments(ctx.replica, { ...wishOf(ctx, { q: query.q }), size: 5 })
    if (all.total > 0) return all
  }
  const some = await searchDocuments(ctx.replica, { ...wishOf(ctx, { q: query.q }), size: 5, any: true })
  return some.total > 0 ? some : undefined
}
