import { Readable } from 'node:stream'
import { type Static, Type } from 'typebox'
import { type Day, isDay } from '../../../core/day.ts'
import { NotFound } from '../../../core/errors.ts'
import { decodeCursor, encodeCursor } from '../../../core/paging.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import type { Scope } from '../../../platform/indicator.ts'
import { sheetStream } from '../../../platform/sheet.ts'
import { findUnit, getUnit, tableHeaders } from '../../organisations/index.ts'
import { type ListPlace, limitSums, listUnitCounts, totalOf } from '../lists.store.ts'
import { open } from './addresses.ts'
import { type ListLine, type PublicList, publicLists } from './list-kinds.ts'
import { listPage, listsPage } from './lists.view.tsx'

const ListQuery = Type.Object({
  on: Type.Optional(Type.String({ maxLength: 10, title: '截至日期' })),
  unit: Type.Optional(Type.String({ pattern: '^([a-z0-9-]{1,60})?$', title: '单位' })),
  after: Type.Optional(Type.String({ maxLength: 1000 })),
})
type ListQuery = Static<typeof ListQuery>
const ByFile = Type.Object({ file: Type.String({ maxLength: 60 }) })

const pageSize = 50
/** Rows read at a time for a file. */
const partSize = 500

/** Lists of reform, each as of any day and as a file. */
export const listRoutes: Routes = (app) => {
  app.get('/services/lists', { schema: { querystring: ListQuery }, config: open }, async (req, reply) => {
    const asked = await readQuery(req.ctx, req.query)
    const totals = await req.ctx.remember(`catalogue.lists ${asked.on} ${asked.unit ?? ''}`, () =>
      Promise.all(publicLists.map((l) => totalOf(req.ctx.replica, l.indicator, asked.scope))),
    )
    return reply.page(listsPage({ on: asked.on, lists: publicLists.map((l, i) => ({ ...l, total: totals[i] ?? 0 })) }))
  })

  app.get(
    '/services/lists/:file',
    { schema: { params: ByFile, querystring: ListQuery }, config: open },
    async (req, reply) => {
      const { key = '', format } = /^(?<key>[a-z]+)(?:\.(?<format>csv|json))?$/.exec(req.params.file)?.groups ?? {}
      const list = publicLists.find((l) => l.key === key)
      if (!list) throw new NotFound('清单')
      const asked = await readQuery(req.ctx, req.query)
      const name = `${list.title}-${asked.on}`
      if (format === 'csv')
        return reply
          .headers(tableHeaders(name, 'csv'))
          .send(sheetStream('csv', headsOf(list), cells(req.ctx, list, asked.scope), list.title))
      if (format === 'json')
        return reply
          .type('application/json; charset=utf-8')
          .send(Readable.from(json(list, asked.on, allLines(req.ctx, list, asked.scope))))
      return reply.page(listPage({ list, ...asked, ...(await look(req.ctx, list, asked)) }))
    },
  )
}

type Asked = { on: Day; unit: string | undefined; scope: Scope; after: ListPlace | undefined }

/** What the address asks for; a day that does not exist is today. Throws NotFound for an unknown unit. */
async function readQuery({ replica, today, settings }: Ctx, { on, unit, after }: ListQuery): Promise<Asked> {
  const day = isDay(on) ? on : today
  const root = await getUnit(replica, settings.site.rootUnit)
  const found = unit ? await findUnit(replica, unit) : root
  if (!found) throw new NotFound('单位')
  const place = decodeCursor(after, ['string', 'string', 'string'])
  return {
    on: day,
    unit: unit || undefined,
    scope: { path: found.path, from: day, to: day },
    after: place && { unitCode: place[0], label: place[1], subject: place[2] },
  }
}

/** One page of a list, with all that is told beside it. */
async function look({ replica }: Ctx, list: PublicList, { scope, after }: Asked) {
  const { indicator, beside } = list
  const [total, lines, units, others, sums] = await Promise.all([
    totalOf(replica, indicator, scope),
    list.read(replica, scope, { after, limit: pageSize + 1 }),
    listUnitCounts(replica, indicator, scope),
    Promise.all(beside.map(async (i) => ({ indicator: i, total: await totalOf(replica, i, scope) }))),
    list.key === 'optimised' ? limitSums(replica, indicator, scope) : undefined,
  ])
  const shown = lines.slice(0, pageSize)
  const last = lines.length > pageSize ? shown.at(-1)?.place : undefined
  return {
    total,
    lines: shown,
    units,
    others,
    sums,
    next: last && encodeCursor([last.unitCode, last.label, last.subject]),
  }
}

const headsOf = (list: PublicList) => list.heads.map((h) => h.head)

/** All lines, part by part, so that a file begins at once and nothing is cut. */
async function* allLines({ replica }: Ctx, list: PublicList, scope: Scope): AsyncGenerator<ListLine> {
  let after: ListPlace | undefined
  for (;;) {
    const part = await list.read(replica, scope, { after, limit: partSize })
    yield* part
    after = part.at(-1)?.place
    if (part.length < partSize) return
  }
}

async function* cells(ctx: Ctx, list: PublicList, scope: Scope): AsyncGenerator<string[]> {
  for await (const line of allLines(ctx, list, scope)) yield line.cells.map(String)
}

async function* json(
  { key, title, heads }: PublicList,
  on: Day,
  lines: AsyncIterable<ListLine>,
): AsyncGenerator<string> {
  yield `{"list":${JSON.stringify(key)},"title":${JSON.stringify(title)},"on":"${on}","items":[`
  let first = true
  for await (const { cells: row, href } of lines) {
    const told = Object.fromEntries(heads.map((h, i) => [h.key, row[i]]))
    yield `${first ? '' : ',\n'}${JSON.stringify(href ? { ...told, url: href } : told)}`
    first = false
  }
  yield ']}\n'
}
