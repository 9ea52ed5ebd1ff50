import { Type } from 'typebox'
import { NotFound, type Problem } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import { readFormWithFiles } from '../../../platform/form-with-files.ts'
import type { Routes } from '../../../platform/http.ts'
import { layOut } from '../../../platform/paper/index.ts'
import { paperTypes, sendPrivate } from '../../../platform/send-file.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { addOfficeFiles, officePurposes, removeOfficeFile } from '../files.service.ts'
import { letterFile } from '../letters.service.ts'
import { getLetter, lifeOf } from '../life.store.ts'
import { openRequest, requestRecord } from '../service.ts'
import { note } from '../step.ts'
import { hrefOf } from './crumbs.ts'
import { filesPage, letterPage } from './files.view.tsx'
import { ByNumber } from './record.ts'

const OneOf = Type.Object({
  ...ByNumber.properties,
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
})
const FilesForm = Type.Object({
  purpose: Type.Unsafe<(typeof officePurposes)[number]>({ type: 'string', enum: [...officePurposes], title: '用途' }),
})
const view = { may: 'requests.view' } as const
const handle = { may: 'requests.handle' } as const

/** Files and letters of a request: for those alone whose permission reaches its unit. */
export const fileRoutes: Routes = (app) => {
  app.get('/requests/:number/files/:id', { schema: { params: OneOf }, config: view }, async (req, reply) => {
    const { ctx, params } = req
    const request = await openRequest(ctx, params.number)
    const file = (await lifeOf(ctx.db, request.id)).files.find((f) => f.id === params.id)
    if (!file) throw new NotFound('这个文件')
    // A look at somebody's papers is itself on record. 《个人信息保护法》第五十一条
    if (file.purpose === 'identityProof') await note(ctx, ctx.db, request, 'fileOpened', { name: file.name })
    return sendPrivate(ctx, reply, file)
  })

  app.get('/requests/:number/letters/:id', { schema: { params: OneOf }, config: view }, async (req, reply) => {
    const { ctx, params } = req
    const request = await openRequest(ctx, params.number)
    const letter = await getLetter(ctx.db, request.id, params.id)
    return reply.page(letterPage({ number: request.number, letter, paper: layOut(letter.paper) }))
  })

  for (const format of ['docx', 'pdf'] as const)
    app.get(
      `/requests/:number/letters/:id.${format}`,
      { schema: { params: OneOf }, config: view },
      async (req, reply) => {
        const { ctx, params } = req
        const request = await openRequest(ctx, params.number)
        const { name, sha256 } = await letterFile(ctx, request.id, params.id, format)
        return sendPrivate(ctx, reply, { name, sha256, mediaType: paperTypes[format] })
      },
    )

  app.get('/requests/:number/files', { schema: { params: ByNumber }, config: handle }, async (req, reply) =>
    reply.page(await pageOf(req.ctx, req.params.number)),
  )

  app.post(
    '/requests/:number/files',
    { schema: { params: ByNumber, body: FilesForm }, attachValidation: true, config: handle },
    async (req, reply) => {
      const { ctx, params } = req
      const files = await readFormWithFiles(req)
      const problems = await attempt(req, () =>
        addOfficeFiles(ctx, params.number, req.body.purpose, files().files ?? []),
      )
      if (problems.length > 0) return reply.page(await pageOf(ctx, params.number, typedIn(req.body), problems))
      return reply.redirect(`${hrefOf(params.number)}/files`, 303)
    },
  )

  app.post('/requests/:number/files/:id/remove', { schema: { params: OneOf }, config: handle }, async (req, reply) => {
    await removeOfficeFile(req.ctx, req.params.number, req.params.id)
    return reply.redirect(`${hrefOf(req.params.number)}/files`, 303)
  })
}

async function pageOf(ctx: Ctx, number: string, typed: Record<string, string> = {}, problems: readonly Problem[] = []) {
  const { request, life } = await requestRecord(ctx, number)
  return filesPage({ request, files: life.files, typed, problems, limits: ctx.settings.limits })
}
