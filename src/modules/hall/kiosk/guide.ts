import { type Static, Type } from 'typebox'
import { NotFound } from '../../../core/errors.ts'
import { decodeCursor, encodeCursor } from '../../../core/paging.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { originOf } from '../../../platform/web.ts'
import { findBrief, findItems, topicLabel } from '../../catalogue/index.ts'
import { linesForItem, listZones } from '../layout.store.ts'
import { ByHall, kiosk, kioskHref } from './addresses.ts'
import { briefPage, choosePage, itemsPage } from './guide.view.tsx'

const Way = Type.Object({
  who: Type.Optional(Type.Unsafe<'person' | 'firm'>({ type: 'string', enum: ['person', 'firm'] })),
  topic: Type.Optional(Type.String({ pattern: '^(person|firm):[A-Za-z]{1,40}$' })),
  letter: Type.Optional(Type.String({ pattern: '^[A-Z]$' })),
  after: Type.Optional(Type.String({ maxLength: 1000 })),
})
const ByItem = Type.Object({ ...ByHall.properties, code: Type.String({ maxLength: 60 }) })
const pageSize = 12

/** Finding an item by whom it is for, topic or letter, without typing; and its guide in large type. */
export const guideRoutes: Routes = (app) => {
  app.get('/:hall/guide', { schema: { params: ByHall, querystring: Way }, ...kiosk }, async (req, reply) => {
    const { hall } = req.params
    const { who = 'person', topic, letter, after } = req.query
    const found = await find(req.ctx, req.query)
    if (topic === undefined && letter === undefined) {
      const topics = found.facets.topic.flatMap(({ value, count }) => {
        const label = value.startsWith(`${who}:`) ? topicLabel(value) : undefined
        return label === undefined ? [] : [{ value, label, count }]
      })
      return reply.page(choosePage({ hall, who, topics, letters: found.facets.letter.map((f) => f.value) }))
    }
    const last = found.more ? found.rows.at(-1) : undefined
    const next = last && encodeCursor([last.rank, last.initial, last.name, last.id])
    const title = topic ? (topicLabel(topic) ?? '') : `拼音 ${letter} 开头的事项`
    return reply.page(
      itemsPage({ hall, title, found, way: { who, topic, letter }, next, isFirst: after === undefined }),
    )
  })

  app.get('/:hall/guide/:code', { schema: { params: ByItem }, ...kiosk }, async (req, reply) => {
    const { hall, code } = req.params
    const brief = await findBrief(req.ctx, code)
    if (!brief) throw new NotFound('这个事项的指南')
    const line = (await linesForItem(req.ctx.db, brief.itemId, req.ctx.today)).find((l) => l.hallCode === hall)
    const zone = line && (await listZones(req.ctx.db, hall)).find((z) => z.id === line.zoneId)
    const take = line && zone && kioskHref(hall, 'take', zone.code, line.code)
    const url = `${originOf(req)}/services/${encodeURIComponent(code)}`
    return reply.page(briefPage({ hall, brief, take, url }))
  })
}

function find({ replica, today }: Ctx, { who = 'person', topic, letter, after }: Static<typeof Way>) {
  const at = decodeCursor(after, ['integer', 'string', 'string', 'integer'])
  return findItems(replica, today, {
    q: '',
    who,
    topics: topic ? [topic] : [],
    letter,
    ways: [],
    all: false,
    after: at && { rank: at[0], initial: at[1], name: at[2], id: at[3] },
    size: pageSize,
  })
}
