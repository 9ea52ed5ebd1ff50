import type { Readable } from 'node:stream'
import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { jsonStream } from '../../platform/json-stream.ts'
import { sheetStream } from '../../platform/sheet.ts'
import { itemColumns, itemFields } from './item-columns.ts'
import { listForExport } from './store.ts'

/** Items in the actor's reach with their latest version, in parts, so that none is cut and the first leaves at once. */
async function* latest(ctx: Ctx) {
  const paths = ctx.actor.kind === 'system' ? ['/'] : reach(ctx.actor, 'catalogue.view')
  for (let after = 0; ; ) {
    const part = await listForExport(ctx.db, paths, after, 300)
    yield* part
    const last = part.at(-1)
    if (!last || part.length < 300) return
    after = last.id
  }
}

/** Implementation lists as a table, in the columns an import reads. */
export function exportItems(ctx: Ctx, format: 'csv' | 'xlsx'): Readable {
  async function* rows() {
    for await (const { unitName, basicCode, code, elements } of latest(ctx))
      yield [unitName, basicCode ?? '', code, ...itemColumns.map((c) => c.cell(elements))]
  }
  return sheetStream(
    format,
    itemFields.map((f) => f.head),
    rows(),
    '实施清单',
  )
}

/** The same, whole, as a .json an import reads. */
export const exportItemsJson = (ctx: Ctx): Readable =>
  jsonStream(async function* () {
    for await (const { unitCode, basicCode, code, elements } of latest(ctx))
      yield { unitCode, basicCode, code, elements }
  })
