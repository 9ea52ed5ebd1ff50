import { Type } from 'typebox'
import { NotFound } from '../../core/errors.ts'
import { decodeCursor, encodeCursor } from '../../core/paging.ts'
import type { Routes } from '../../platform/http.ts'
import { findColumn, listColumns } from './columns.store.ts'
import { findPublished, type Listed, listPublished } from './published.store.ts'
import { channels, columnTypes, kinds, validities } from './schema.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(shape: T) => Type.Union([shape, Type.Null()])
const code = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const Instant = Type.String({ format: 'date-time' })
const Day = Type.String({ format: 'date' })

const DocumentSummary = Type.Object({
  id: Type.Integer(),
  indexNumber: Nullable(Type.String({ description: '索引号' })),
  title: Type.String(),
  documentNumber: Nullable(Type.String({ description: '文号' })),
  issuingBody: Type.String({ description: '发文机关' }),
  kind: code(kinds),
  column: Type.String({ description: 'Code of the column' }),
  unit: Type.String({ description: 'Code of the publishing unit' }),
  abstract: Type.String(),
  writtenOn: Day,
  publishedAt: Instant,
  validity: code(validities),
  url: Type.String({ description: 'Path of the page for people' }),
})

const FullDocument = Type.Object({
  ...DocumentSummary.properties,
  state: code(['published', 'withdrawn']),
  keywords: Type.String(),
  subjectCategory: Type.String(),
  source: Type.String(),
  body: Type.String({ description: 'Clean HTML; empty for a document that is gone' }),
  fullText: Type.Boolean(),
  effectiveOn: Nullable(Day),
  expiresOn: Nullable(Day),
  repealedOn: Nullable(Day),
  repealedBy: Nullable(Type.Integer({ description: 'Document that took its place' })),
  withdrawnReason: Nullable(Type.String()),
  movedTo: Nullable(Type.String()),
  channels: Type.Array(Type.Object({ channel: code(channels), publishedAt: Instant, reference: Type.String() })),
  attachments: Type.Array(
    Type.Object({
      id: Type.Integer(),
      name: Type.String(),
      size: Type.Integer(),
      mediaType: Type.String(),
      sha256: Type.String(),
    }),
  ),
  interpretations: Type.Array(Type.Integer()),
  explains: Type.Array(Type.Integer()),
})

const ColumnShape = Type.Object({
  code: Type.String(),
  parent: Nullable(Type.String()),
  name: Type.String(),
  type: code(columnTypes),
  description: Type.String(),
  statutoryClass: Nullable(Type.Integer({ description: '《政府信息公开条例》第二十条 item' })),
  keyField: Type.Boolean({ description: '重点领域' }),
})

const DocumentQuery = Type.Object({
  column: Type.Optional(
    Type.String({ maxLength: 60, description: 'Code of a column; the columns below it belong to it' }),
  ),
  unit: Type.Optional(Type.String({ maxLength: 40 })),
  kind: Type.Optional(code(kinds)),
  validity: Type.Optional(code(validities)),
  year: Type.Optional(Type.Integer({ minimum: 1949, maximum: 9999, description: 'Year of publication' })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
  after: Type.Optional(Type.String({ maxLength: 400, description: '`next` of the answer before' })),
})

const open = { may: 'everyone' } as const
const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

function summary(d: Listed) {
  const { id, indexNumber, title, documentNumber, issuingBody, kind, abstract, writtenOn, validity } = d
  return {
    id,
    indexNumber,
    title,
    documentNumber,
    issuingBody,
    kind,
    column: d.columnCode,
    unit: d.unitCode,
    abstract,
    writtenOn,
    publishedAt: d.publishedAt.toISOString(),
    validity,
    url: `/documents/${id}`,
  }
}

/** Published information for machines. */
export const apiRoutes: Routes = (app) => {
  app.get(
    '/documents',
    {
      schema: {
        summary: 'Published documents, newest first',
        querystring: DocumentQuery,
        response: {
          200: Type.Object({
            items: Type.Array(DocumentSummary),
            next: Nullable(Type.String({ description: 'Send it as `after` for what follows; null at the end' })),
          }),
        },
      },
      config: open,
    },
    async (req) => {
      const { replica } = req.ctx
      const { column, unit, kind, validity, year, limit, after } = req.query
      const found = column === undefined ? undefined : await findColumn(replica, column)
      if (column !== undefined && !found) throw new NotFound(`栏目“${column}”`)
      const cursor = decodeCursor(after, ['number', 'number'] as const)
      const rows = await listPublished(replica, {
        columnPath: found?.path,
        unitCode: unit,
        kind,
        validity,
        year,
        after: cursor && { publishedAt: new Date(cursor[0]), id: cursor[1] },
        limit: limit + 1,
      })
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map(summary),
        next: rows.length > limit && last ? encodeCursor([last.publishedAt.getTime(), last.id]) : null,
      }
    },
  )

  app.get(
    '/documents/:id',
    { schema: { summary: 'One document', params: ById, response: { 200: FullDocument } }, config: open },
    async (req) => {
      const d = await findPublished(req.ctx.replica, req.params.id)
      if (!d) throw new NotFound(`编号为 ${req.params.id} 的信息`)
      const {
        keywords,
        subjectCategory,
        source,
        body,
        fullText,
        effectiveOn,
        expiresOn,
        repealedOn,
        withdrawnReason,
        movedTo,
      } = d
      return {
        ...summary(d),
        ...{
          keywords,
          subjectCategory,
          source,
          body,
          fullText,
          effectiveOn,
          expiresOn,
          repealedOn,
          withdrawnReason,
          movedTo,
        },
        state: d.state as 'published' | 'withdrawn',
        repealedBy: d.repealedBy?.id ?? null,
        channels: d.channels.map((c) => ({ ...c, publishedAt: c.publishedAt.toISOString() })),
        attachments: d.attachments,
        interpretations: d.interpretations.map((i) => i.id),
        explains: d.explains.map((e) => e.id),
      }
    },
  )

  app.get(
    '/columns',
    {
      schema: { summary: 'Columns as a tree, parents first', response: { 200: Type.Array(ColumnShape) } },
      config: open,
    },
    async (req) =>
      (await listColumns(req.ctx.replica)).map(
        ({ code, parentCode, name, type, description, statutoryClass, keyField }) => ({
          code,
          parent: parentCode,
          name,
          type,
          description,
          statutoryClass,
          keyField,
        }),
      ),
  )
}
