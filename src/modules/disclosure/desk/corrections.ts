import { Type } from 'typebox'
import { NotFound, type Problem } from '../../../core/errors.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { App, Routes } from '../../../platform/http.ts'
import { uploadsIn } from '../../../platform/web.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import {
  type CorrectionMoveName,
  correctionMoves,
  type refuseCorrecting,
  refuseCorrectionMove,
} from '../corrections.rules.ts'
import { type CorrectedContent, CorrectionForm, type KeptFile } from '../corrections.schema.ts'
import * as service from '../corrections.service.ts'
import * as corrections from '../corrections.store.ts'
import { findingsInAll, readFiles } from '../readings.service.ts'
import { ApproveForm, ConfirmForm, ReturnForm, SubmitForm } from '../schema.ts'
import { personOf, reachDocument } from '../service.ts'
import * as store from '../store.ts'
import { sendKept } from './attachments.ts'
import { compare } from './comparison.ts'
import { correctionEditPage, correctionPage, correctionsPage } from './corrections.view.tsx'
import { crumbsOf } from './crumbs.ts'
import { ById } from './documents.ts'
import { filesPage } from './files.view.tsx'

const view = { may: 'disclosure.view' } as const
const draft = { may: 'disclosure.draft' } as const
const address = '/disclosure/documents/:id/correction'
const detailAddress = (id: number) => `/desk/disclosure/documents/${id}`

/** Correction of what is published: one page for the draft, one for all that follows. */
export const correctionRoutes: Routes = (app) => {
  app.get('/disclosure/corrections', { config: view }, async (req, reply) =>
    reply.page(
      correctionsPage({ rows: await corrections.listOpen(req.ctx.db, reach(req.ctx.actor, 'disclosure.view')) }),
    ),
  )

  app.get(address, { schema: { params: ById }, config: view }, async (req, reply) =>
    reply.page(correctionPage(await detailOf(req.ctx, req.params.id))),
  )

  app.get(`${address}/edit`, { schema: { params: ById }, config: draft }, async (req, reply) => {
    const { document, correction } = await found(req.ctx, req.params.id)
    const { content } = correction ?? (await service.standing(req.ctx.db, document))
    const typed = { ...(await typedOf(req.ctx, content)), note: correction?.note ?? '' }
    return reply.page(
      correctionEditPage({ document, saves: correction?.saves ?? 0, typed, problems: [], today: req.ctx.today }),
    )
  })

  app.post(
    `${address}/edit`,
    { schema: { params: ById, body: CorrectionForm }, attachValidation: true, config: draft },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => service.saveCorrection(ctx, params.id, body))
      if (problems.length === 0) return reply.redirect(`${detailAddress(params.id)}/correction`, 303)
      const { document, correction } = await found(ctx, params.id)
      // What a colleague saved meanwhile has been told; saving again is meant for the state now seen.
      const saves = correction?.saves ?? 0
      return reply.page(correctionEditPage({ document, saves, typed: typedIn(body), problems, today: ctx.today }))
    },
  )

  app.get(`${address}/files`, { schema: { params: ById }, config: draft }, async (req, reply) =>
    reply.page(await pageOfFiles(req.ctx, req.params.id, [])),
  )

  app.post(`${address}/files`, { schema: { params: ById }, config: draft }, async (req, reply) => {
    const { ctx, params } = req
    await found(ctx, params.id)
    const problems = await attempt(req, async () => {
      const { files } = await uploadsIn(req)
      await service.attachToCorrection(ctx, params.id, files.files ?? [])
    })
    if (problems.length > 0) return reply.page(await pageOfFiles(ctx, params.id, problems))
    return reply.redirect(`${detailAddress(params.id)}/correction/files`, 303)
  })

  const ByPlace = Type.Object({ ...ById.properties, place: Type.Integer({ minimum: 0, maximum: 1000 }) })
  app.post(`${address}/files/:place/remove`, { schema: { params: ByPlace }, config: draft }, async (req, reply) => {
    await service.detachFromCorrection(req.ctx, req.params.id, req.params.place)
    return reply.redirect(`${detailAddress(req.params.id)}/correction/files`, 303)
  })

  const ByDigest = Type.Object({ ...ById.properties, sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) })
  app.get(
    '/disclosure/documents/:id/kept/:sha256',
    { schema: { params: ByDigest }, config: view },
    async (req, reply) => {
      const { ctx, params } = req
      await reachDocument(ctx, params.id)
      return sendKept(ctx, reply, await corrections.getKeptFile(ctx.db, params.id, params.sha256))
    },
  )

  stepRoutes(app)
}

/** The moves of a correction, each at its own address. */
function stepRoutes(app: App): void {
  app.post(
    `${address}/submit`,
    { schema: { params: ById, body: SubmitForm }, attachValidation: true, config: draft },
    async (req, reply) => {
      const problems = await attempt(req, () => service.submitCorrection(req.ctx, req.params.id, req.body))
      if (problems.length > 0)
        return reply.page(correctionPage(await detailOf(req.ctx, req.params.id, req.body, problems)))
      return reply.redirect(`${detailAddress(req.params.id)}/correction`, 303)
    },
  )

  app.post(`${address}/recall`, { schema: { params: ById }, config: draft }, async (req, reply) => {
    await service.recallCorrection(req.ctx, req.params.id)
    return reply.redirect(`${detailAddress(req.params.id)}/correction`, 303)
  })

  app.post(`${address}/discard`, { schema: { params: ById }, config: draft }, async (req, reply) => {
    await service.discardCorrection(req.ctx, req.params.id)
    return reply.redirect(detailAddress(req.params.id), 303)
  })

  app.post(
    `${address}/approve`,
    { schema: { params: ById, body: ApproveForm }, attachValidation: true, config: { may: 'disclosure.review' } },
    async (req, reply) => {
      const problems = await attempt(req, () => service.approveCorrection(req.ctx, req.params.id, req.body))
      if (problems.length > 0)
        return reply.page(correctionPage(await detailOf(req.ctx, req.params.id, req.body, problems)))
      return reply.redirect(`${detailAddress(req.params.id)}/correction`, 303)
    },
  )

  app.post(
    `${address}/return`,
    { schema: { params: ById, body: ReturnForm }, attachValidation: true, config: { may: 'disclosure.review' } },
    async (req, reply) => {
      const told = await attempt(req, () => service.returnCorrection(req.ctx, req.params.id, req.body.note))
      const problems = told.map((p) => ({ ...p, field: 'return-note' }))
      if (problems.length > 0) return reply.page(correctionPage(await detailOf(req.ctx, req.params.id, {}, problems)))
      return reply.redirect(`${detailAddress(req.params.id)}/correction`, 303)
    },
  )

  app.post(
    `${address}/publish`,
    { schema: { params: ById, body: ConfirmForm }, attachValidation: true, config: { may: 'disclosure.publish' } },
    async (req, reply) => {
      const problems = await attempt(req, () => service.publishCorrection(req.ctx, req.params.id, req.body))
      if (problems.length > 0)
        return reply.page(correctionPage(await detailOf(req.ctx, req.params.id, req.body, problems)))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )
}

async function found(ctx: Ctx, id: number) {
  const { document, unit } = await reachDocument(ctx, id)
  return { document, unit, correction: await corrections.findOpen(ctx.db, id) }
}

async function detailOf(ctx: Ctx, id: number, body: unknown = {}, problems: readonly Problem[] = []) {
  const { document, unit, correction } = await found(ctx, id)
  if (!correction) throw new NotFound('这份信息的更正稿')
  await readFiles(ctx, correction.attachments)
  const person = personOf(ctx, unit)
  const names = Object.keys(correctionMoves) as CorrectionMoveName[]
  return {
    document,
    correction,
    compared: compare(await service.standing(ctx.db, document), correction),
    files: await linksTo(ctx, id, correction.attachments),
    refusals: Object.fromEntries(
      names.map((name) => [name, refuseCorrectionMove(name, document, correction, person)]),
    ) as Record<CorrectionMoveName, ReturnType<typeof refuseCorrecting>>,
    findings: await findingsInAll(ctx.db, correction.content, correction.attachments),
    typed: typedIn(body),
    problems,
  }
}
export type CorrectionDetail = Awaited<ReturnType<typeof detailOf>>

/** Kept files as links of the desk. */
export async function linksTo(ctx: Ctx, id: number, files: readonly KeptFile[]) {
  const known = await corrections.describeFiles(
    ctx.db,
    files.map((f) => f.sha256),
  )
  return files.map(({ sha256, name }) => {
    const file = known.find((f) => f.sha256 === sha256)
    return {
      name,
      href: `${detailAddress(id)}/kept/${sha256}`,
      size: file?.size ?? 0,
      mediaType: file?.mediaType ?? '',
      type: name.split('.').at(-1) ?? '',
    }
  })
}

/** Content of a correction as its form shows it. */
async function typedOf(ctx: Ctx, content: CorrectedContent): Promise<Record<string, string>> {
  const explained = await store.findReferred(ctx.db, content.explained.map(String))
  return {
    ...typedIn(content),
    fullText: content.fullText ? 'yes' : 'no',
    explains: explained.map((d) => d.indexNumber ?? d.id).join(' '),
  }
}

async function pageOfFiles(ctx: Ctx, id: number, problems: readonly Problem[]) {
  const { document, unit, correction } = await found(ctx, id)
  if (!correction) throw new NotFound('这份信息的更正稿')
  const here = `${detailAddress(id)}/correction`
  return filesPage({
    breadcrumb: [...crumbsOf(document), { label: '更正', href: here }],
    files: (await linksTo(ctx, id, correction.attachments)).map((f, place) => ({
      ...f,
      remove: `${here}/files/${place}/remove`,
    })),
    action: `${here}/files`,
    back: here,
    refusal: refuseCorrectionMove('save', document, correction, personOf(ctx, unit)),
    problems,
    limits: ctx.settings.limits,
  })
}
