import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Invalid, NotFound, type Problem, Refused } from '../../../core/errors.ts'
import type { Routes } from '../../../platform/http.ts'
import * as uploads from '../../../platform/kept-uploads.ts'
import { sendPrivate } from '../../../platform/send-file.ts'
import { attempt, shapeProblems, typedIn } from '../../../ui/index.ts'
import { bringMaterials, supplement, withdraw } from '../acceptance.service.ts'
import { typedUnder } from '../answer-fields.tsx'
import * as applicant from '../applicant.service.ts'
import { DeliveryChoice, FollowForm, MessageForm, SupplementForm, WithdrawalForm } from '../schema.ts'
import { ByNumber, caseHref, idIn, keys, privately, uploadLimit } from './addresses.ts'
import { doneWords, followPage } from './follow.view.tsx'
import { keyPage, notOpenPage, withdrawPage } from './key.view.tsx'
import { materialFields } from './material-fields.ts'

const config = { may: 'everyone' } as const
const ByPaper = Type.Object({
  ...ByNumber.properties,
  paper: Type.String({ maxLength: 20 }),
  format: Type.String({ maxLength: 10 }),
})
const ByFile = Type.Object({ ...ByNumber.properties, file: Type.String({ maxLength: 20 }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })
const Known = Type.Object({ number: Type.Optional(Type.String({ maxLength: 50 })) })

type CaseRequest = FastifyRequest<{ Params: Static<typeof ByNumber> }>
type Sent = { typed: Record<string, string>; uploads: uploads.Uploads<string>; problems: readonly Problem[] }
const nothing: Sent = { typed: {}, uploads: {}, problems: [] }

/** Following a case: opened with number and query code, or from one's own account. */
export const followRoutes: Routes = (app) => {
  app.get('/cases/follow', { schema: { querystring: Known }, config }, async (req, reply) =>
    reply.page(keyPage({ typed: { number: req.query.number ?? '' }, problems: [] })),
  )

  app.post('/cases/follow', { schema: { body: FollowForm }, attachValidation: true, config }, async (req, reply) => {
    let number = ''
    try {
      const problems = await attempt(req, async () => {
        number = await applicant.checkQueryCode(req.ctx, req.body, req.ip)
      })
      if (problems.length > 0) return reply.page(keyPage({ typed: typedIn(req.body), problems }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // The form again, not a page without it: most often one sign was misread.
      const { message, next } = error.refusal
      const problems = [{ field: 'code', message: [message, next].join('；') }]
      return reply.page({ ...keyPage({ typed: typedIn(req.body), problems }), status: error.status })
    }
    keys.giveKey(req, reply, number)
    return reply.redirect(caseHref(number), 303)
  })

  app.get('/cases/:number', { schema: { params: ByNumber, querystring: Done }, config }, async (req, reply) => {
    const { done } = req.query
    try {
      return await show(req, reply, nothing, done === undefined ? undefined : doneWords[done])
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      return reply.page(notOpenPage(req.params.number))
    }
  })

  for (const [path, make] of [
    ['supplement', supplement],
    ['materials', bringMaterials],
  ] as const)
    app.post(
      `/cases/:number/${path}`,
      { schema: { params: ByNumber }, config: { ...config, rateLimit: uploadLimit } },
      async (req, reply) => {
        const { number } = req.params
        const key = keys.keyOf(req, number)
        await applicant.assertOwn(req.ctx, number, key)
        const { version } = await applicant.follow(req.ctx, number, key)
        const sent = await uploads.sentForm(req, materialFields(version.elements.materials), () => number)
        const answers = typedUnder('answers', sent.typed)
        const corrected = Object.keys(answers).length > 0
        const form = { materials: [], note: sent.typed.note?.trim() ?? '', ...(corrected ? { answers } : {}) }
        const problems = [...sent.problems, ...shapeProblems(SupplementForm, form)]
        const files = Object.entries(sent.uploads).flatMap(([field, came]) =>
          came.map(({ name, sha256 }) => ({ key: field.slice('materials.'.length), name, sha256 })),
        )
        if (files.length === 0 && form.note === '' && !corrected)
          problems.push({ field: 'note', message: '请上传材料，或者写明补正了什么' })
        if (problems.length === 0)
          problems.push(...(await wrongIn(() => make(req.ctx, number, form, files, { by: 'applicant' }))))
        if (problems.length > 0) return show(req, reply, { ...sent, problems })
        return reply.redirect(`${caseHref(number)}?done=${path}`, 303)
      },
    )

  app.post(
    '/cases/:number/messages',
    { schema: { params: ByNumber, body: MessageForm }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      const key = keys.keyOf(req, number)
      await applicant.assertOwn(req.ctx, number, key)
      const problems = await attempt(req, () => applicant.writeToOffice(req.ctx, number, key, req.body.body))
      if (problems.length > 0) return show(req, reply, { ...nothing, typed: typedIn(req.body), problems })
      return reply.redirect(`${caseHref(number)}?done=message`, 303)
    },
  )

  app.post(
    '/cases/:number/delivery',
    { schema: { params: ByNumber, body: DeliveryChoice }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      const key = keys.keyOf(req, number)
      await applicant.assertOwn(req.ctx, number, key)
      const problems = await attempt(req, () => applicant.chooseDelivery(req.ctx, number, key, req.body))
      if (problems.length > 0) return show(req, reply, { ...nothing, typed: typedIn(req.body), problems })
      return reply.redirect(`${caseHref(number)}?done=delivery`, 303)
    },
  )

  app.get('/cases/:number/withdraw', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const { number } = req.params
    const { file, moves } = await applicant.follow(req.ctx, number, keys.keyOf(req, number))
    if (!moves.has('withdraw')) return reply.redirect(caseHref(number), 303)
    return privately(reply).page(withdrawPage({ file, typed: {}, problems: [] }))
  })

  app.post(
    '/cases/:number/withdraw',
    { schema: { params: ByNumber, body: WithdrawalForm }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      const key = keys.keyOf(req, number)
      await applicant.assertOwn(req.ctx, number, key)
      const problems = await attempt(req, () => withdraw(req.ctx, number, req.body, { by: 'applicant' }))
      if (problems.length === 0) return reply.redirect(`${caseHref(number)}?done=withdraw`, 303)
      const { file } = await applicant.follow(req.ctx, number, key)
      return privately(reply).page(withdrawPage({ file, typed: typedIn(req.body), problems }))
    },
  )

  app.post('/cases/:number/leave', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const { number } = req.params
    if (!keys.keyOf(req, number)) throw new NotFound('打开着的办件')
    keys.takeKey(reply, number)
    return reply.redirect('/progress', 303)
  })

  for (const [path, table] of [
    ['papers', 'casePapers'],
    ['results', 'caseResults'],
  ] as const)
    app.get(`/cases/:number/${path}/:paper/:format`, { schema: { params: ByPaper }, config }, async (req, reply) => {
      const { number, paper, format } = req.params
      if (format !== 'docx' && format !== 'pdf') throw new NotFound('这份文书')
      const what = { table, id: idIn(paper), format } as const
      const file = await applicant.ownPaper(req.ctx, number, keys.keyOf(req, number), what)
      return sendPrivate(req.ctx, reply, { ...file, mediaType: paperTypes[format] })
    })

  app.get('/cases/:number/files/:file', { schema: { params: ByFile }, config }, async (req, reply) => {
    const { number, file } = req.params
    const found = await applicant.ownMaterial(req.ctx, number, keys.keyOf(req, number), idIn(file))
    return sendPrivate(req.ctx, reply, { ...found, mediaType: 'application/octet-stream' })
  })
}

const paperTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}

/** The follow-up page, with what was sent and could not be taken. Throws NotFound for anyone but the applicant. */
async function show(req: CaseRequest, reply: FastifyReply, sent: Sent, notice?: string) {
  const { number } = req.params
  const followed = await applicant.follow(req.ctx, number, keys.keyOf(req, number))
  const { settings, actor } = req.ctx
  return privately(reply).page(
    followPage({
      ...followed,
      ...sent,
      kept: await hold(req, number, sent),
      maxBytes: settings.limits.uploadBytes,
      byAccount: followed.file.accountId !== null && followed.file.accountId === actor.accountId,
      notice,
    }),
  )
}

const hold = (req: CaseRequest, number: string, sent: Sent): Promise<string> =>
  uploads.holdUploads(req, 'cases.forgetUploads', number, sent.uploads)

async function wrongIn(act: () => Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await act()
    return []
  } catch (error) {
    if (error instanceof Invalid) return error.problems
    throw error
  }
}
