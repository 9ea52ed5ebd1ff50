import { NotFound } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import type { Column } from '../columns.store.ts'
import {
  countPublished,
  findPublished,
  type Listed,
  listNewestOfEach,
  listPublished,
  type Place,
} from '../published.store.ts'
import type { ColumnPart } from '../schema.ts'
import { ByCode, codeIn, columnHref, cursorAt, ListQuery, open, pageSize, placeIn } from './addresses.ts'
import { columnPage } from './columns.view.tsx'
import { keyFieldsPage, openPage } from './open.view.tsx'
import { treeOf } from './tree.ts'

/** Columns of the portal and the disclosure platform. */
export const columnRoutes: Routes = (app) => {
  app.get(
    '/columns/:code',
    { schema: { params: ByCode, querystring: ListQuery }, config: open },
    async (req, reply) => {
      const code = codeIn(req.params.code, '栏目')
      if (columnHref(code) !== `/columns/${code}`) return reply.redirect(columnHref(code), 302)
      const tree = await treeOf(req.ctx)
      const column = tree.byCode.get(code)
      if (!column) throw new NotFound('栏目')
      const columns = tree.below(column.path)
      const place = { after: placeIn(req.query.after), before: placeIn(req.query.before) }
      const [part, total, text] = await Promise.all([
        listPart(req.ctx, columns, place),
        countIn(req.ctx, column, columns),
        standingText(req.ctx, column),
      ])
      reply.visit = { column: code, document: 0 }
      return reply.page(
        columnPage({
          column,
          lineage: tree.lineage(column.path),
          children: tree.open.filter((c) => c.parentCode === code),
          nameOf: (other) => tree.byCode.get(other)?.name,
          total,
          text,
          ...part,
        }),
      )
    },
  )

  app.get('/open', { config: open }, async (req, reply) => {
    const { replica } = req.ctx
    const { open: columns } = await treeOf(req.ctx)
    const parts = columns.filter((c) => c.part !== null)
    const newest = await listNewestOfEach(
      replica,
      parts.filter((c) => c.part === 'reports').map((c) => c.code),
      40,
    )
    const root = columns.find((c) => c.code === 'open')
    if (root) reply.visit = { column: root.code, document: 0 }
    const latest = root ? await listPublished(replica, { columnPath: root.path, limit: 12 }) : []
    return reply.page(
      openPage({
        root,
        columns,
        reports: reportsOf([...newest.values()].flat()),
        latest: latest.filter((d) => d.kind !== 'page').slice(0, 8),
      }),
    )
  })

  app.get('/open/key-fields', { config: open }, async (req, reply) => {
    const { replica } = req.ctx
    const columns = (await treeOf(req.ctx)).open.filter((c) => c.keyField)
    const newest = await listNewestOfEach(
      replica,
      columns.map((c) => c.code),
      5,
    )
    return reply.page(
      keyFieldsPage({ fields: columns.map((column) => ({ column, newest: newest.get(column.code) ?? [] })) }),
    )
  })
}

/** Annual reports by the year they speak of: old ones may have been put online late. */
function reportsOf(documents: readonly Listed[]): Listed[] {
  return documents.toSorted((a, b) => (a.writtenOn < b.writtenOn ? 1 : -1)).slice(0, 20)
}

export type Part = { rows: readonly Listed[]; next: string | undefined; previous: string | undefined }

/** One page of a column's list with the cursors of the pages beside it. */
async function listPart(
  { replica }: Ctx,
  columns: readonly string[],
  place: { after: Place | undefined; before: Place | undefined },
): Promise<Part> {
  const { after, before } = place
  const found = await listPublished(replica, { columns, after, before, limit: pageSize + 1 })
  const more = found.length > pageSize
  const backwards = before !== undefined && after === undefined
  const rows = backwards ? found.slice(-pageSize) : found.slice(0, pageSize)
  const [first, last] = [rows.at(0), rows.at(-1)]
  return {
    rows,
    next: last && (backwards || more) ? cursorAt(last) : undefined,
    previous: first && (backwards ? more : after !== undefined) ? cursorAt(first) : undefined,
  }
}

/** How many there are in a column and below; counted once after each change, for the list may be long. */
function countIn({ replica, remember }: Ctx, { code }: Column, columns: readonly string[]) {
  return remember(`disclosure.count ${code}`, () => countPublished(replica, { columns }, countedExactly))
}

/** Documents of a column counted one by one; of more the page says "more than". */
const countedExactly = 10_000

/** The column that is a fixed part of the platform, and the text that stands in it. */
export async function columnText(ctx: Ctx, part: ColumnPart): Promise<{ column?: string; text: string | undefined }> {
  const column = (await treeOf(ctx)).open.find((c) => c.part === part)
  return column ? { column: column.code, text: (await standingText(ctx, column))?.body } : { text: undefined }
}

/** The standing text of a column that consists of one, such as the guide: it is read here, without another click. */
function standingText({ replica, remember }: Ctx, { code, part }: Column) {
  return remember(`disclosure.text ${code}`, async () => {
    const [newest, second] = await listPublished(replica, { columns: [code], limit: 2 })
    if (newest?.kind !== 'page' || (second && part === null)) return undefined
    return findPublished(replica, newest.id)
  })
}
