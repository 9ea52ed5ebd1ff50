import type { Readable } from 'node:stream'
import type { Ctx } from '../../platform/context.ts'
import { jsonStream } from '../../platform/json-stream.ts'
import { sheetStream } from '../../platform/sheet.ts'
import { showInstant } from '../../ui/index.ts'
import { articleStateLabels, audienceLabels } from './labels.ts'
import { topicName } from './topics.ts'
import { type FieldName, fields, imported } from './transfer-fields.ts'
import { type ArticleWish, listForExport } from './worklist.store.ts'

type Row = Record<FieldName, string>

/** Articles as readers read them, in the columns that an import reads; row by row, so that the first byte is there at once. */
async function* rowsOf(ctx: Ctx, wish: ArticleWish): AsyncGenerator<Row> {
  for (let after = 0; ; ) {
    const part = await listForExport(ctx.db, wish, after, 500)
    for (const a of part)
      yield {
        ...{ title: a.title, unitCode: a.unitName, topic: topicName(a.topic), body: a.body, keywords: a.keywords },
        audience: audienceLabels[a.audience],
        reviewOn: a.reviewOn,
        items: a.items.join('、'),
        documents: a.documents.join('、'),
        state: articleStateLabels[a.state],
        publishedAt: a.publishedAt ? showInstant(a.publishedAt) : '',
        id: String(a.id),
      }
    const last = part.at(-1)
    if (!last || part.length < 500) return
    after = last.id
  }
}

/** Articles as a table. */
export function exportArticles(ctx: Ctx, wish: ArticleWish, format: 'csv' | 'xlsx'): Readable {
  async function* cells() {
    for await (const row of rowsOf(ctx, wish)) yield fields.map((f) => row[f.name])
  }
  return sheetStream(
    format,
    fields.map((f) => f.head),
    cells(),
    '知识库',
  )
}

/** Articles as one JSON list, in the names that an import reads. */
export const exportArticlesJson = (ctx: Ctx, wish: ArticleWish): Readable =>
  jsonStream(async function* () {
    for await (const row of rowsOf(ctx, wish)) yield Object.fromEntries(imported.map((f) => [f.name, row[f.name]]))
  })
