import { Type } from 'typebox'
import { NotFound } from '../../core/errors.ts'
import { decodeCursor, encodeCursor } from '../../core/paging.ts'
import type { Routes } from '../../platform/http.ts'
import { type FoundItem, findItems } from './find.store.ts'
import { findGuide } from './guide.store.ts'
import { ItemElements, itemLevels, Limit } from './schema.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(shape: T) => Type.Union([shape, Type.Null()])
const Day = Type.String({ format: 'date' })

const ItemSummary = Type.Object({
  code: Type.String({ description: '实施编码' }),
  name: Type.String(),
  itemType: Type.String({ description: 'GB/T 39046-2020 A.1' }),
  unit: Type.String({ description: 'Code of the unit' }),
  caseType: Type.String({ description: 'GB/T 39046-2020 A.6' }),
  commitmentLimit: Limit,
  onSiteVisits: Type.Integer(),
  online: Type.Boolean(),
  nearby: Type.Boolean(),
  url: Type.String({ description: 'Path of the page for people' }),
})

const FullItem = Type.Object({
  code: Type.String({ description: '实施编码' }),
  name: Type.String(),
  level: Type.Unsafe<(typeof itemLevels)[number]>({ type: 'string', enum: [...itemLevels] }),
  itemType: Type.String({ description: 'GB/T 39046-2020 A.1' }),
  onApplication: Type.Boolean({ description: '依申请类' }),
  unit: Type.String({ description: 'Code of the unit' }),
  version: Type.Integer(),
  effectiveOn: Day,
  cancelledOn: Nullable(Day),
  main: Nullable(Type.String({ description: 'Code of the item above it' })),
  parts: Type.Array(Type.String(), { description: 'Codes of sub items and handling items' }),
  successors: Type.Array(Type.String(), { description: 'Codes of what took its place, when it is cancelled' }),
  files: Type.Array(
    Type.Object({
      id: Type.Integer(),
      name: Type.String(),
      size: Type.Integer(),
      mediaType: Type.String(),
      url: Type.String(),
    }),
  ),
  elements: ItemElements,
  url: Type.String({ description: 'Path of the page for people' }),
})

const ItemQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Words, pinyin or initials' })),
  unit: Type.Optional(Type.String({ maxLength: 60 })),
  type: Type.Optional(Type.String({ pattern: '^\\d\\d$', description: 'GB/T 39046-2020 A.1' })),
  topic: Type.Optional(
    Type.String({ maxLength: 60, description: 'Such as person:marriage, firm:setup, event:marrying' }),
  ),
  all: Type.Boolean({
    default: false,
    description: 'Also what nobody applies for: penalties, coercion, levies, inspections',
  }),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  after: Type.Optional(Type.String({ maxLength: 1000, description: '`next` of the answer before' })),
})

const open = { may: 'everyone' } as const
const ByCode = Type.Object({ code: Type.String({ maxLength: 80 }) })
const pathOf = (code: string) => `/services/${encodeURIComponent(code)}`

function summary({
  code,
  name,
  itemType,
  unitCode,
  caseType,
  commitmentLimit,
  onSiteVisits,
  online,
  nearby,
}: FoundItem) {
  return {
    ...{ code, name, itemType, unit: unitCode, caseType, commitmentLimit, onSiteVisits, online, nearby },
    url: pathOf(code),
  }
}

/** Published items for machines. */
export const apiRoutes: Routes = (app) => {
  app.get(
    '/items',
    {
      schema: {
        summary: 'Published service items by letter; those that match by name first',
        querystring: ItemQuery,
        response: {
          200: Type.Object({
            total: Type.Integer(),
            items: Type.Array(ItemSummary),
            next: Nullable(Type.String({ description: 'Send it as `after` for what follows; null at the end' })),
          }),
        },
      },
      config: open,
    },
    async (req) => {
      const { q = '', unit, type, topic, all, limit, after } = req.query
      const place = decodeCursor(after, ['integer', 'string', 'string', 'integer'])
      const { rows, total, more } = await findItems(req.ctx.replica, req.ctx.today, {
        ...{ q, unit, type, all, topics: topic ? [topic] : [], ways: [], size: limit },
        after: place && { rank: place[0], initial: place[1], name: place[2], id: place[3] },
      })
      const last = more ? rows.at(-1) : undefined
      return {
        total,
        items: rows.map(summary),
        next: last ? encodeCursor([last.rank, last.initial, last.name, last.id]) : null,
      }
    },
  )

  app.get(
    '/items/:code',
    {
      schema: {
        summary: 'One item with all its elements; a cancelled one says so',
        params: ByCode,
        response: { 200: FullItem },
      },
      config: open,
    },
    async (req) => {
      const { code } = req.params
      const g = code.includes('\0') ? undefined : await findGuide(req.ctx.replica, code, req.ctx.today)
      if (!g) throw new NotFound(`编码为 ${code} 的事项`)
      const { name, level, itemType, onApplication, version, effectiveOn, cancelledOn, elements } = g
      return {
        ...{ code: g.code, name, level, itemType, onApplication, version, effectiveOn, cancelledOn, elements },
        unit: g.unitCode,
        main: g.main?.code ?? null,
        parts: g.parts.map((p) => p.code),
        successors: g.successors.map((s) => s.code),
        // Of one that is cancelled the forms can be had no longer.
        files: cancelledOn
          ? []
          : g.files.map(({ id, name: file, size, mediaType }) => ({
              ...{ id, name: file, size, mediaType },
              url: `${pathOf(g.code)}/files/${id}`,
            })),
        url: pathOf(g.code),
      }
    },
  )
}
