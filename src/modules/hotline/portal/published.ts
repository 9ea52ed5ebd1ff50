import { type Static, Type } from 'typebox'
import { type Day, isDay, startOf } from '../../../core/day.ts'
import { atomFeed, atomType, type Entry } from '../../../platform/atom.ts'
import type { Routes } from '../../../platform/http.ts'
import {
  getPublished,
  listPublished,
  type Place,
  type PublishedLetter,
  publishedTopics,
  publishedUnits,
} from '../published.store.ts'
import { lettersFeed, publishedLetterPage, publishedPage } from './published.view.tsx'

const config = { may: 'everyone', cached: true } as const
const size = 20
const Query = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 100 })),
  topic: Type.Optional(Type.String({ maxLength: 60 })),
  unit: Type.Optional(Type.String({ maxLength: 100 })),
  after: Type.Optional(Type.String({ maxLength: 40 })),
})
const ByNumber = Type.Object({ number: Type.String({ maxLength: 40 }) })

/** Letters that were published with their answers. */
export const publishedRoutes: Routes = (app) => {
  app.get('/letters/published', { schema: { querystring: Query }, config }, async (req, reply) => {
    const { q = '', topic = '', unit = '', after = '' } = req.query
    const { replica } = req.ctx
    const [rows, topics, units] = await Promise.all([
      listPublished(replica, { q: q.trim(), topic, unit, after: placeIn(after), limit: size + 1 }),
      publishedTopics(replica),
      publishedUnits(replica),
    ])
    const shown = rows.slice(0, size)
    const last = rows.length > size ? shown.at(-1) : undefined
    const next = last && addressOf({ ...req.query, after: `${last.publishedOn}.${last.id}` })
    return reply.page(publishedPage({ rows: shown, topics, units, q: q.trim(), topic, unit, next }))
  })

  app.get(lettersFeed, { config }, async (req, reply) => {
    const letters = await listPublished(req.ctx.replica, { limit: 50 })
    const of = {
      title: `公开的来信和答复 - ${req.ctx.settings.site.name}`,
      path: '/letters/published',
      self: lettersFeed,
    }
    return reply.type(atomType).send(atomFeed(req, of, letters.map(entryOf)))
  })

  app.get('/letters/published/:number', { schema: { params: ByNumber }, config }, async (req, reply) =>
    reply.page(publishedLetterPage(await getPublished(req.ctx.replica, req.params.number))),
  )
}

/** A letter as an entry of the feed: as it was cleared, from the day on which it was published. */
const entryOf = ({ number, title, unitName, reply, publishedOn }: PublishedLetter): Entry => ({
  ...{ id: `letter:${number}`, title, path: `/letters/published/${number}`, author: unitName ?? '', summary: reply },
  ...{ publishedAt: startOf(publishedOn), changedAt: startOf(publishedOn) },
})

/** Where the page before ended; undefined where the address names no such place. */
function placeIn(after: string): Place | undefined {
  const [day = '', id = ''] = after.split('.')
  return isDay(day) && /^\d{1,15}$/.test(id) ? { publishedOn: day as Day, id: Number(id) } : undefined
}

const addressOf = (query: Static<typeof Query>) =>
  `/letters/published?${new URLSearchParams(Object.entries(query).filter(([, v]) => v !== ''))}`
