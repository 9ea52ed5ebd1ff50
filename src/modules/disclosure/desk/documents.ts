import { Type } from 'typebox'
import { workingDaysBetween } from '../../../core/calendar.ts'
import { working } from '../../../core/clock.ts'
import { light } from '../../../core/light.ts'
import { listActs } from '../../../platform/acts.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { getColumn } from '../columns.store.ts'
import * as corrections from '../corrections.store.ts'
import { movesOf } from '../rules.ts'
import type { Document } from '../schema.ts'
import { personOf, reachDocument } from '../service.ts'
import * as store from '../store.ts'
import { sendKept } from './attachments.ts'
import { documentPage } from './documents.view.tsx'

export const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const view = { may: 'disclosure.view' } as const

export const documentRoutes: Routes = (app) => {
  app.get('/disclosure/documents/:id', { schema: { params: ById }, config: view }, async (req, reply) =>
    reply.page(documentPage(await detailOf(req.ctx, req.params.id))),
  )

  app.get('/disclosure/attachments/:id', { schema: { params: ById }, config: view }, async (req, reply) => {
    const attachment = await store.findAttachment(req.ctx.db, req.params.id)
    if (!attachment) return reply.callNotFound()
    await reachDocument(req.ctx, attachment.documentId)
    return sendKept(req.ctx, reply, attachment)
  })
}

/** All that the desk shows of one document. */
export async function detailOf(ctx: Ctx, id: number) {
  const { document, unit } = await reachDocument(ctx, id)
  const { db } = ctx
  const [attachments, channels, explained, interpretations, versions, acts, column, correction] = await Promise.all([
    store.listAttachments(db, id),
    store.listChannels(db, id),
    store.listExplained(db, id),
    store.listInterpretations(db, id),
    store.listVersions(db, id),
    listActs(db, `document:${id}`),
    getColumn(db, document.columnCode),
    corrections.findOpen(db, id),
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
    correction,
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
