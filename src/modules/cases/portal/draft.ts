import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Invalid, NotFound, type Problem, Refused, TooMany } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { forgetUploads, papers } from '../../../platform/kept-uploads.ts'
import { formWithFiles } from '../../../platform/web.ts'
import { type Page, shapeProblems, typedIn } from '../../../ui/index.ts'
import type { DraftView } from '../drafts.service.ts'
import * as drafts from '../drafts.service.ts'
import type { MaterialFile } from '../materials.ts'
import { DraftForm } from '../schema.ts'
import {
  ByDraft,
  caseHref,
  type DraftStep,
  draftHref,
  draftIn,
  draftSteps,
  idIn,
  keys,
  privately,
  uploadLimit,
} from './addresses.ts'
import { checkPage, dropPage, formPage, questionsPage } from './draft.view.tsx'
import { choicesIn, formIn, stepOf, typedOf } from './draft-form.ts'
import { materialsPage } from './draft-materials.view.tsx'

const config = { may: 'signedIn' } as const
const AtStep = Type.Object({ ...ByDraft.properties, step: Type.String({ maxLength: 20 }) })
const AtMaterial = Type.Object({ ...ByDraft.properties, key: Type.String({ maxLength: 40 }) })
const AtFile = Type.Object({ ...ByDraft.properties, file: Type.String({ maxLength: 20 }) })
const Given = Type.Object({
  way: Type.Union([Type.Literal('reused'), Type.Literal('later'), Type.Literal('none')]),
  from: Type.Optional(Type.Integer({ minimum: 1 })),
})

/** An application that is being made: step by step, each one kept. */
export const draftRoutes: Routes = (app) => {
  app.get('/cases/drafts/:draft/:step', { schema: { params: AtStep }, config }, async (req, reply) => {
    const view = await open(req, reply)
    if (!view) return reply
    const { step } = req.params
    if (step === 'drop') return privately(reply).page(dropPage(view))
    if (!isStep(step)) throw new NotFound()
    return privately(reply).page(await pageOf(req.ctx, view, step))
  })

  app.post('/cases/drafts/:draft/questions', { schema: { params: ByDraft }, config }, async (req, reply) => {
    const view = await open(req, reply)
    if (!view) return reply
    await drafts.saveDraft(req.ctx, view.draft.id, { choices: choicesIn(view.version.elements, typedIn(req.body)) })
    return goOn(req, reply, 'questions')
  })

  app.post('/cases/drafts/:draft/form', { schema: { params: ByDraft }, config }, async (req, reply) => {
    const view = await open(req, reply)
    if (!view) return reply
    const typed = typedIn(req.body)
    const form = formIn(view.version.elements, typed)
    // Whatever has the right shape is kept, right or wrong.
    const problems = shapeProblems(DraftForm, JSON.parse(JSON.stringify(form)) as object)
    if (problems.length > 0) return privately(reply).page(formPage({ ...view, typed, problems }))
    await drafts.saveDraft(req.ctx, view.draft.id, form)
    return goOn(req, reply, 'form')
  })

  app.post('/cases/drafts/:draft/materials', { schema: { params: ByDraft }, config }, async (req, reply) =>
    (await open(req, reply)) ? goOn(req, reply, 'materials') : reply,
  )

  app.post(
    '/cases/drafts/:draft/materials/:key',
    { schema: { params: AtMaterial }, config: { ...config, rateLimit: uploadLimit } },
    async (req, reply) => {
      const view = await open(req, reply)
      if (!view) return reply
      const field = `materials.${req.params.key}`
      const { files, problems } = await formWithFiles(req, { [field]: papers.types })
      const came = (files[field] ?? []).map(({ name, sha256, fresh }) => ({ key: req.params.key, name, sha256, fresh }))
      const wrong = [...problems, ...(await keep(req.ctx, view.draft.id, came))]
      if (wrong.length === 0 && came.length === 0) wrong.push({ field, message: '请先选择文件，再点“上传”' })
      if (wrong.length === 0) return reply.redirect(draftHref(view.draft.id, 'materials'), 303)
      return privately(reply).page(materialsPage({ ...(await again(req)), problems: wrong, ...bounds(req.ctx) }))
    },
  )

  app.post(
    '/cases/drafts/:draft/materials/:key/way',
    { schema: { params: AtMaterial, body: Given }, config },
    async (req, reply) => {
      const { draft } = await again(req)
      const { way, from } = req.body
      const given = way === 'none' ? undefined : { way, ...(from === undefined ? {} : { from }) }
      await drafts.chooseWay(req.ctx, draft.id, req.params.key, given)
      return reply.redirect(draftHref(draft.id, 'materials'), 303)
    },
  )

  app.post('/cases/drafts/:draft/files/:file/remove', { schema: { params: AtFile }, config }, async (req, reply) => {
    const id = draftIn(req.params.draft)
    await drafts.removeDraftFile(req.ctx, id, idIn(req.params.file))
    return reply.redirect(draftHref(id, 'materials'), 303)
  })

  app.post(
    '/cases/drafts/:draft/check',
    { schema: { params: ByDraft }, config: { ...config, rateLimit: uploadLimit } },
    async (req, reply) => {
      const { draft } = await again(req)
      try {
        // Sending once more what was sent is no further application.
        if (draft.caseNumber === null) await drafts.countSubmission(req.ctx, req.ip)
        const receipt = await drafts.submit(req.ctx, draft.id)
        keys.giveReceipt(req, reply, receipt)
        return reply.redirect('/cases/receipt', 303)
      } catch (error) {
        if (error instanceof TooMany) return tooMany(req, reply, error)
        if (!(error instanceof Invalid || error instanceof Refused)) throw error
        // The page says what is missing and where, or why it may not be sent; the draft is as it was.
        return privately(reply).page({ ...(await pageOf(req.ctx, await again(req), 'check')), status: error.status })
      }
    },
  )

  app.post('/cases/drafts/:draft/renew', { schema: { params: ByDraft }, config }, async (req, reply) => {
    const id = draftIn(req.params.draft)
    await drafts.renewDraft(req.ctx, id)
    const { version } = await drafts.openDraft(req.ctx, id)
    return reply.redirect(draftHref(id, version.elements.questions.length > 0 ? 'questions' : 'form'), 303)
  })

  app.post('/cases/drafts/:draft/drop', { schema: { params: ByDraft }, config }, async (req, reply) => {
    await drafts.dropDraft(req.ctx, draftIn(req.params.draft))
    return reply.redirect('/my/cases?done=dropped', 303)
  })
}

/** The last page again, with the draft as it is, and when to come back. */
async function tooMany(req: DraftRequest, reply: FastifyReply, error: TooMany): Promise<FastifyReply> {
  reply.header('retry-after', error.retryAfter(req.ctx.now))
  return privately(reply).page({
    ...(await pageOf(req.ctx, await again(req), 'check', [], error.message)),
    status: 429,
  })
}

type DraftRequest = FastifyRequest<{ Params: Static<typeof ByDraft> }>

const isStep = (text: string): text is DraftStep => (draftSteps as readonly string[]).includes(text)
const bounds = ({ settings }: Ctx) => ({ maxBytes: settings.limits.uploadBytes })

/** One's own draft; whoever comes back to one that was sent is led to the case. Throws NotFound. */
async function open(req: DraftRequest, reply: FastifyReply): Promise<DraftView | undefined> {
  const view = await again(req)
  if (view.draft.caseNumber === null) return view
  reply.redirect(caseHref(view.draft.caseNumber), 303)
  return undefined
}

const again = (req: DraftRequest): Promise<DraftView> => drafts.openDraft(req.ctx, draftIn(req.params.draft))

/** Keeps files with the draft; those that cannot be are forgotten again. @returns why not */
async function keep(
  ctx: Ctx,
  id: string,
  files: readonly (MaterialFile & { fresh: boolean })[],
): Promise<readonly Problem[]> {
  if (files.length === 0) return []
  try {
    await drafts.addDraftFiles(
      ctx,
      id,
      files.map(({ fresh: _, ...file }) => file),
    )
    return []
  } catch (error) {
    await forgetUploads(
      ctx,
      files.filter((f) => f.fresh).map((f) => f.sha256),
    )
    if (error instanceof Invalid) return error.problems
    throw error
  }
}

/** To the next step once this one is in order; or to the list, when the rest is left for later. */
async function goOn(req: DraftRequest, reply: FastifyReply, from: DraftStep): Promise<FastifyReply> {
  const view = await again(req)
  if (typedIn(req.body).later !== undefined) return reply.redirect('/my/cases?done=kept', 303)
  const problems = (await drafts.problemsInDraft(req.ctx, view)).filter((p) => stepOf(p) === from)
  if (problems.length > 0) return privately(reply).page(await pageOf(req.ctx, view, from, problems))
  const next = draftSteps[draftSteps.indexOf(from) + 1] ?? 'check'
  return reply.redirect(draftHref(view.draft.id, next), 303)
}

async function pageOf(
  ctx: Ctx,
  view: DraftView,
  step: DraftStep,
  problems: readonly Problem[] = [],
  wait?: string,
): Promise<Page> {
  const shown = { ...view, typed: typedOf(view), problems }
  if (step === 'questions') return questionsPage(shown)
  if (step === 'form') return formPage(shown)
  if (step === 'materials') return materialsPage({ ...shown, ...bounds(ctx) })
  return checkPage({ ...shown, open: await drafts.problemsInDraft(ctx, view), wait })
}
