import { Type } from 'typebox'
import { decodeCursor, encodeCursor } from '../../../core/paging.ts'
import type { Ctx } from '../../../platform/context.ts'
import { countTopics, type KnowledgeWish, type Place } from '../search.store.ts'
import { topics } from '../topics.ts'

export const size = 20

export const ListQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 100 })),
  topic: Type.Optional(Type.String({ maxLength: 40 })),
  after: Type.Optional(Type.String({ maxLength: 400 })),
})
export type ListQuery = { q?: string; topic?: string; after?: string }

/** The place behind which a list goes on. */
export function placeIn(after: string | undefined): Place | undefined {
  const read = decodeCursor(after, ['integer', 'instant', 'integer'] as const)
  return read && { rank: read[0], at: read[1], id: read[2] }
}

/** The cursor behind the last of a page, when there is more. */
export function nextOf<Row extends { rank: number; publishedAt: Date; id: number }>(
  rows: readonly Row[],
  limit: number,
): string | undefined {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return last && encodeCursor([last.rank, last.publishedAt, last.id])
}

/** The address's conditions as the list is asked for; one row more than is shown. */
export const wishOf = ({ q = '', topic, after }: ListQuery): KnowledgeWish => ({
  ...{ q, topic: topic || undefined, after: placeIn(after), limit: size + 1 },
})

export type TopicCount = { code: string; name: string; count: number }

/** Topics that have something published, in the order of the data. */
export async function topicsWith(ctx: Ctx, of: 'articles' | 'answers'): Promise<TopicCount[]> {
  const counts = await ctx.remember(`knowledge.topics.${of}`, () => countTopics(ctx.replica, of))
  return topics.flatMap(({ code, name }) => {
    const count = counts.get(code) ?? 0
    return count > 0 ? [{ code, name, count }] : []
  })
}

/** Address of a list with some conditions changed. */
export function listHref(at: string, query: ListQuery, change: Partial<Record<keyof ListQuery, string | undefined>>) {
  const all = Object.entries({ ...query, after: undefined, ...change }).filter(
    (e): e is [string, string] => typeof e[1] === 'string' && e[1] !== '',
  )
  return all.length === 0 ? at : `${at}?${new URLSearchParams(all)}`
}
