import { Type } from 'typebox'
import { workingDaysBetween } from '../../../core/calendar.ts'
import { working } from '../../../core/clock.ts'
import { addDays } from '../../../core/day.ts'
import { light, lightLimits } from '../../../core/light.ts'
import { decodeCursor, encodeCursor } from '../../../core/paging.ts'
import { reach } from '../../../platform/actor.ts'
import { listActs } from '../../../platform/acts.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { listUnits } from '../../organisations/index.ts'
import { getColumn, listColumns } from '../columns.store.ts'
import { movesOf } from '../rules.ts'
import { type Document, kinds } from '../schema.ts'
import { personOf, reachDocument } from '../service.ts'
import * as store from '../store.ts'
import { countGroups, countWork, type Group, groups, listWork, type WorkWish } from '../worklist.store.ts'
import { documentPage, versionPage, workListPage } from './documents.view.tsx'

const size = 50
const optional = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
export const WorkQuery = Type.Object({
  group: Type.Optional(Type.Unsafe<Group>({ type: 'string', enum: Object.keys(groups) })),
  unit: optional(40),
  column: optional(60),
  kind: Type.Optional(Type.Unsafe<(typeof kinds)[number] | ''>({ type: 'string', enum: [...kinds, ''] })),
  light: Type.Optional(
    Type.Unsafe<'red' | 'yellow' | 'overdue' | 'reassess' | ''>({
      type: 'string',
      enum: ['red', 'yellow', 'overdue', 'reassess', ''],
    }),
  ),
  mine: Type.Optional(Type.String({ maxLength: 3 })),
  q: optional(100),
  after: optional(400),
})
type WorkQuery = {
  group?: Group
  unit?: string
  column?: string
  kind?: (typeof kinds)[number] | ''
  light?: string
  mine?: string
  q?: string
}
export const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const view = { may: 'disclosure.view' } as const

/** The filters of the address as the list is asked for. */
export function wishOf(ctx: Ctx, query: WorkQuery): WorkWish {
  const { yellowDays: yellow, redDays: red } = ctx.settings.limits
  const { redUntil, yellowUntil } = lightLimits(ctx.calendar, ctx.today, { yellow, red })
  return {
    paths: reach(ctx.actor, 'disclosure.view'),
    group: query.group ?? 'open',
    unit: query.unit || undefined,
    column: query.column || undefined,
    kind: query.kind || undefined,
    q: query.q || undefined,
    draftedBy: query.mine === 'yes' ? ctx.actor.accountId : undefined,
    dueUntil:
      query.light === 'red'
        ? redUntil
        : query.light === 'yellow'
          ? yellowUntil
          : query.light === 'overdue'
            ? addDays(ctx.today, -1)
            : undefined,
    reassessUntil: query.light === 'reassess' ? ctx.today : undefined,
  }
}

export const documentRoutes: Routes = (app) => {
  app.get('/disclosure/documents', { schema: { querystring: WorkQuery }, config: view }, async (req, reply) => {
    const { ctx, query } = req
    const wish = wishOf(ctx, query)
    const cursor = decodeCursor(query.after, ['string', 'number'] as const)
    const after =
      cursor && /^(infinity|\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d\.\d{1,6})?)$/.test(cursor[0])
        ? { key: cursor[0], id: cursor[1] }
        : undefined
    const [rows, total, counts, units, columns] = await Promise.all([
      listWork(ctx.db, wish, after, size + 1),
      countWork(ctx.db, wish),
      countGroups(ctx.db, wish.paths),
      listUnits(ctx.db, wish.paths),
      listColumns(ctx.db),
    ])
    const shown = rows.slice(0, size)
    const last = shown.at(-1)
    const thresholds = { yellow: ctx.settings.limits.yellowDays, red: ctx.settings.limits.redDays }
    return reply.page(
      workListPage({
        rows: shown.map((row) => ({
          ...row,
          light:
            row.dueOn && groups.open.some((s) => s === row.state)
              ? light(ctx.calendar, row.dueOn, ctx.today, thresholds)
              : ('none' as const),
          daysLeft: row.dueOn ? workingDaysBetween(ctx.calendar, ctx.today, row.dueOn) : undefined,
        })),
        total,
        counts,
        query,
        units,
        columns,
        next: rows.length > size && last ? encodeCursor([last.key, last.id]) : undefined,
      }),
    )
  })

  app.get('/disclosure/documents/:id', { schema: { params: ById }, config: view }, async (req, reply) =>
    reply.page(documentPage(await detailOf(req.ctx, req.params.id))),
  )

  const ByVersion = Type.Object({ ...ById.properties, version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) })
  app.get(
    '/disclosure/documents/:id/versions/:version',
    { schema: { params: ByVersion }, config: view },
    async (req, reply) => {
      const { id, version } = req.params
      const { document } = await reachDocument(req.ctx, id)
      return reply.page(
        versionPage({
          document,
          kept: await store.getVersion(req.ctx.db, id, version),
          moves: await movesFor(req.ctx, id),
        }),
      )
    },
  )

  app.get('/disclosure/attachments/:id', { schema: { params: ById }, config: view }, async (req, reply) => {
    const attachment = await store.findAttachment(req.ctx.db, req.params.id)
    if (!attachment) return reply.callNotFound()
    await reachDocument(req.ctx, attachment.documentId)
    // Shown by nobody's browser: a file is saved, so nothing in it can run as this site.
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name)}`)
    reply
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .type(attachment.mediaType)
    return reply.send(await req.ctx.files.open(attachment.sha256))
  })
}

async function movesFor(ctx: Ctx, id: number) {
  const { document, unit } = await reachDocument(ctx, id)
  return movesOf(document, personOf(ctx, unit))
}

/** All that the desk shows of one document. */
export async function detailOf(ctx: Ctx, id: number) {
  const { document, unit } = await reachDocument(ctx, id)
  const { db } = ctx
  const [attachments, channels, explained, interpretations, versions, acts, column] = await Promise.all([
    store.listAttachments(db, id),
    store.listChannels(db, id),
    store.listExplained(db, id),
    store.listInterpretations(db, id),
    store.listVersions(db, id),
    listActs(db, `document:${id}`),
    getColumn(db, document.columnCode),
  ])
  return {
    document,
    unit,
    attachments,
    channels,
    explained,
    interpretations,
    versions,
    acts,
    column,
    moves: movesOf(document, personOf(ctx, unit)),
    clock: clockOf(ctx, document),
  }
}
export type Detail = Awaited<ReturnType<typeof detailOf>>

function clockOf(ctx: Ctx, document: Document) {
  const { dueOn, writtenOn } = document
  if (!dueOn) return undefined
  const regime = ctx.law.regime(document.regime)
  const { yellowDays: yellow, redDays: red } = ctx.settings.limits
  return {
    dueOn,
    limit: regime.limits.publishDays,
    basis: `《${regime.title}》（${regime.orderNumber}）${regime.articles.publishDays ?? ''}${regime.unconfirmed.includes('publishDays') ? '（条款待核对）' : ''}`,
    working: working({ days: regime.limits.publishDays, from: writtenOn, calendar: ctx.calendar }),
    light: light(ctx.calendar, dueOn, ctx.today, { yellow, red }),
    daysLeft: workingDaysBetween(ctx.calendar, ctx.today, dueOn),
    provisional: dueOn > ctx.calendar.knownUntil,
  }
}
