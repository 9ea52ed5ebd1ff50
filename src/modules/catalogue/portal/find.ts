import { type Static, Type } from 'typebox'
import { decodeCursor, encodeCursor } from '../../../core/paging.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { type FindWish, type FoundItem, type FoundItems, findItems, type Place, ways } from '../find.store.ts'
import { open, pageSize } from './addresses.ts'
import { findPage } from './find.view.tsx'

const flag = (title: string) => Type.Optional(Type.Unsafe<'1' | ''>({ type: 'string', enum: ['', '1'], title }))
const word = (pattern: string, title: string) => Type.Optional(Type.String({ pattern: `^(${pattern})?$`, title }))
const cursor = Type.Optional(Type.String({ maxLength: 1000 }))

export const FindQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200, title: '搜索词' })),
  who: word('person|firm', '办事的人'),
  topic: word('(person|firm):[A-Za-z]{1,40}', '主题'),
  event: word('[A-Za-z]{1,40}', '人生事件'),
  unit: word('[a-z0-9-]{1,60}', '部门'),
  letter: word('[A-Z]', '首字母'),
  target: word('[1-9]', '服务对象'),
  type: word('\\d\\d', '事项类型'),
  online: flag('网上办'),
  once: flag('只跑一次'),
  instant: flag('马上办'),
  nearby: flag('就近办'),
  all: flag('全部事项'),
  after: cursor,
  before: cursor,
})
export type FindQuery = Static<typeof FindQuery>

/** Finding an item. */
export const findRoutes: Routes = (app) => {
  app.get('/services', { schema: { querystring: FindQuery }, config: open }, async (req, reply) => {
    const { settings } = req.ctx
    const query = tidy(req.query)
    const found = await findItems(req.ctx.replica, req.ctx.today, wishOf(query))
    const near = found.total === 0 ? await nearest(req.ctx, query) : undefined
    return reply.page(findPage({ query, found, near, ways: waysOf(query, found), hotline: settings.site.hotline }))
  })
}

/** The query without what was left empty. */
function tidy(query: FindQuery): FindQuery {
  const all = { ...query, q: query.q?.trim() }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '' && value !== undefined))
}

function wishOf(query: FindQuery): FindWish {
  const { q = '', who, topic, event, unit, letter, target, type, all, after, before } = query
  return {
    q,
    who: who as 'person' | 'firm' | undefined,
    topics: [...(topic ? [topic] : []), ...(event ? [`event:${event}`] : [])],
    ...{ unit, letter, target, type },
    ways: ways.filter((w) => query[w] === '1'),
    all: all === '1',
    after: placeIn(after),
    before: placeIn(before),
    size: pageSize,
  }
}

/** Addresses of the pages of the list before and after this one, as cursors. */
function waysOf(
  query: FindQuery,
  { rows, more }: FoundItems,
): { next?: string | undefined; previous?: string | undefined } {
  const backwards = query.before !== undefined && query.after === undefined
  const [first, last] = [rows.at(0), rows.at(-1)]
  return {
    next: last && (backwards || more) ? cursorAt(last) : undefined,
    previous: first && (backwards ? more : query.after !== undefined) ? cursorAt(first) : undefined,
  }
}

/** Where a list begins; one that cannot be read begins at its top. */
function placeIn(text: string | undefined): Place | undefined {
  const read = decodeCursor(text, ['integer', 'string', 'string', 'integer'])
  return read && { rank: read[0], initial: read[1], name: read[2], id: read[3] }
}

const cursorAt = ({ rank, initial, name, id }: FoundItem) => encodeCursor([rank, initial, name, id])

/** What comes nearest when nothing was found: the same without the conditions, or else with some of the words. */
async function nearest({ replica, today }: Ctx, { q }: FindQuery): Promise<FoundItems | undefined> {
  if (!q) return undefined
  const wish = { ...wishOf({ q, all: '1' }), size: 5 }
  const all = await findItems(replica, today, wish)
  if (all.total > 0) return all
  const some = await findItems(replica, today, { ...wish, any: true })
  return some.total > 0 ? some : undefined
}
