import { Type } from 'typebox'
import type { Problem } from '../../../core/errors.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { uploadsIn } from '../../../platform/web.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { listUnits } from '../../organisations/index.ts'
import { listColumns } from '../columns.store.ts'
import { attach, createDraft, detach, discard, restoreVersion, SavedMeanwhile, saveDraft } from '../draft.service.ts'
import { findingsInAll, readFiles } from '../readings.service.ts'
import { recall, submit } from '../review.service.ts'
import { type Document, DraftForm, EditForm, SubmitForm } from '../schema.ts'
import * as store from '../store.ts'
import { crumbsOf } from './crumbs.ts'
import { ById, detailOf } from './documents.ts'
import { discardPage, draftPage, editPage, submitPage } from './draft.view.tsx'
import { filesPage } from './files.view.tsx'

const draft = { may: 'disclosure.draft' } as const
const detailAddress = (id: number) => `/desk/disclosure/documents/${id}`

/** What a draft's form offers to choose from. */
async function choices(ctx: Ctx) {
  const [units, columns] = await Promise.all([
    listUnits(ctx.db, reach(ctx.actor, 'disclosure.draft')),
    listColumns(ctx.db),
  ])
  return { units, columns, today: ctx.today }
}

/** A stored document as its form shows it. */
async function typedOf(ctx: Ctx, document: Document): Promise<Record<string, string>> {
  const explained = await store.listExplained(ctx.db, document.id)
  const replaced = document.replacesId === null ? undefined : await store.getDocument(ctx.db, document.replacesId)
  return {
    ...typedIn(document),
    fullText: document.fullText ? 'yes' : 'no',
    explains: explained.map((d) => d.indexNumber ?? d.id).join(' '),
    replaces: replaced ? (replaced.indexNumber ?? String(replaced.id)) : '',
  }
}

export const draftRoutes: Routes = (app) => {
  const address = '/disclosure/documents/:id'

  app.get('/disclosure/documents/new', { config: draft }, async (req, reply) => {
    const { ctx } = req
    const typed = {
      unitCode: ctx.actor.unitCode ?? '',
      kind: 'document',
      attribute: 'proactive',
      fullText: 'yes',
      writtenOn: ctx.today,
    }
    return reply.page(draftPage({ ...(await choices(ctx)), typed, problems: [] }))
  })

  app.post(
    '/disclosure/documents/new',
    { schema: { body: DraftForm }, attachValidation: true, config: draft },
    async (req, reply) => {
      let id = 0
      const problems = await attempt(req, async () => {
        id = await createDraft(req.ctx, req.body)
      })
      if (problems.length > 0)
        return reply.page(draftPage({ ...(await choices(req.ctx)), typed: typedIn(req.body), problems }))
      return reply.redirect(detailAddress(id), 303)
    },
  )

  app.get(`${address}/edit`, { schema: { params: ById }, config: draft }, async (req, reply) => {
    const { ctx, params } = req
    const { document } = await detailOf(ctx, params.id)
    return reply.page(
      editPage({ ...(await choices(ctx)), document, typed: await typedOf(ctx, document), problems: [] }),
    )
  })

  app.post(
    `${address}/edit`,
    { schema: { params: ById, body: EditForm }, attachValidation: true, config: draft },
    async (req, reply) => {
      const { ctx, params } = req
      try {
        const problems = await attempt(req, () => saveDraft(ctx, params.id, req.body))
        if (problems.length === 0) return reply.redirect(detailAddress(params.id), 303)
        const { document } = await detailOf(ctx, params.id)
        return reply.page(editPage({ ...(await choices(ctx)), document, typed: typedIn(req.body), problems }))
      } catch (error) {
        if (!(error instanceof SavedMeanwhile)) throw error
        // Both texts are shown, and saving again is meant for the version now seen.
        const typed = { ...typedIn(req.body), version: String(error.saved.version) }
        return reply.page({
          ...editPage({ ...(await choices(ctx)), document: error.saved, typed, problems: [], saved: error.saved }),
          status: 409,
        })
      }
    },
  )

  app.get(`${address}/files`, { schema: { params: ById }, config: draft }, async (req, reply) =>
    reply.page(await pageOfFiles(req.ctx, req.params.id, [])),
  )

  app.post(`${address}/files`, { schema: { params: ById }, config: draft }, async (req, reply) => {
    await detailOf(req.ctx, req.params.id)
    const problems = await attempt(req, async () => {
      const { files } = await uploadsIn(req)
      await attach(req.ctx, req.params.id, files.files ?? [])
    })
    if (problems.length > 0) return reply.page(await pageOfFiles(req.ctx, req.params.id, problems))
    return reply.redirect(`${detailAddress(req.params.id)}/files`, 303)
  })

  const ByFile = Type.Object({
    ...ById.properties,
    file: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  })
  app.post(`${address}/files/:file/remove`, { schema: { params: ByFile }, config: draft }, async (req, reply) => {
    await detach(req.ctx, req.params.id, req.params.file)
    return reply.redirect(`${detailAddress(req.params.id)}/files`, 303)
  })

  app.get(`${address}/submit`, { schema: { params: ById }, config: draft }, async (req, reply) =>
    reply.page(await pageOfSubmission(req.ctx, req.params.id, {}, [])),
  )

  app.post(
    `${address}/submit`,
    { schema: { params: ById, body: SubmitForm }, attachValidation: true, config: draft },
    async (req, reply) => {
      const problems = await attempt(req, () => submit(req.ctx, req.params.id, req.body))
      if (problems.length > 0)
        return reply.page(await pageOfSubmission(req.ctx, req.params.id, typedIn(req.body), problems))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )

  app.post(`${address}/recall`, { schema: { params: ById }, config: draft }, async (req, reply) => {
    await recall(req.ctx, req.params.id)
    return reply.redirect(detailAddress(req.params.id), 303)
  })

  app.get(`${address}/discard`, { schema: { params: ById }, config: draft }, async (req, reply) =>
    reply.page(discardPage(await detailOf(req.ctx, req.params.id))),
  )

  app.post(`${address}/discard`, { schema: { params: ById }, config: draft }, async (req, reply) => {
    await discard(req.ctx, req.params.id)
    return reply.redirect('/desk/disclosure/documents?group=drafting', 303)
  })

  const ByVersion = Type.Object({ ...ById.properties, version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) })
  app.post(
    `${address}/versions/:version/restore`,
    { schema: { params: ByVersion }, config: draft },
    async (req, reply) => {
      await restoreVersion(req.ctx, req.params.id, req.params.version)
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )
}

async function pageOfFiles(ctx: Ctx, id: number, problems: readonly Problem[]) {
  const { document, attachments, moves } = await detailOf(ctx, id)
  const here = detailAddress(id)
  return filesPage({
    breadcrumb: crumbsOf(document),
    files: attachments.map((a) => ({
      ...a,
      href: `/desk/disclosure/attachments/${a.id}`,
      remove: `${here}/files/${a.id}/remove`,
    })),
    action: `${here}/files`,
    back: here,
    refusal: moves.find((m) => m.name === 'save')?.refusal,
    problems,
    limits: ctx.settings.limits,
  })
}

async function pageOfSubmission(ctx: Ctx, id: number, typed: Record<string, string>, problems: readonly Problem[]) {
  const detail = await detailOf(ctx, id)
  await readFiles(ctx, detail.attachments)
  const findings = await findingsInAll(ctx.db, detail.document, detail.attachments)
  return submitPage({ ...detail, findings, typed, problems })
}
