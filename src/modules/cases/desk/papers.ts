import { Type } from 'typebox'
import { NotFound } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { layOut } from '../../../platform/paper/index.ts'
import { paperTypes, sendPrivate } from '../../../platform/send-file.ts'
import { paperLabels } from '../labels.ts'
import { getPrinted } from '../papers.store.ts'
import { caseMaterialFile, casePaperFile, openCase } from '../service.ts'
import { note } from '../step.ts'
import { paperPage } from './papers.view.tsx'
import { ByNumber } from './record.ts'

const OneOf = Type.Object({
  ...ByNumber.properties,
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
})
const config = { may: 'cases.view' } as const
const tables = { papers: 'casePapers', results: 'caseResults' } as const

/** Papers, results and materials of a case: for those alone who handle it. */
export const paperRoutes: Routes = (app) => {
  for (const [place, table] of Object.entries(tables)) {
    app.get(`/cases/:number/${place}/:id`, { schema: { params: OneOf }, config }, async (req, reply) => {
      const { ctx, params } = req
      const { file, life } = await openCase(ctx, params.number)
      const printed = await getPrinted(ctx.db, table, params.id, file.id)
      const paper = life.papers.find((p) => p.id === params.id)
      const result = life.results.find((r) => r.id === params.id)
      const name = table === 'casePapers' ? paper && paperLabels[paper.kind] : result?.name
      return reply.page(
        paperPage({
          ...{ number: params.number, name: name ?? '', documentNumber: printed.number },
          ...{ at: `${place}/${params.id}`, paper: layOut(printed.paper) },
        }),
      )
    })

    for (const format of ['docx', 'pdf'] as const)
      app.get(`/cases/:number/${place}/:id.${format}`, { schema: { params: OneOf }, config }, async (req, reply) => {
        const { ctx, params } = req
        const file = await casePaperFile(ctx, params.number, table, params.id, format)
        return sendPrivate(ctx, reply, { ...file, mediaType: paperTypes[format] })
      })
  }

  app.get('/cases/:number/materials/:id', { schema: { params: OneOf }, config }, async (req, reply) => {
    const { ctx, params } = req
    const file = await caseMaterialFile(ctx, params.number, params.id)
    await noteOpened(ctx, params.number, file.name)
    return sendPrivate(ctx, reply, { ...file, mediaType: 'application/octet-stream' })
  })

  app.get('/cases/:number/consent', { schema: { params: ByNumber }, config }, async (req, reply) => {
    const { ctx, params } = req
    const { file } = await openCase(ctx, params.number)
    if (!file.consentSha256) throw new NotFound('代办的凭证')
    await noteOpened(ctx, params.number, '代办凭证')
    const proof = { name: `${file.number}代办凭证`, sha256: file.consentSha256 }
    return sendPrivate(ctx, reply, { ...proof, mediaType: 'application/octet-stream' })
  })
}

/** A look at somebody's papers is itself on record. 《个人信息保护法》第五十一条 */
async function noteOpened(ctx: Ctx, number: string, name: string): Promise<void> {
  const { file } = await openCase(ctx, number)
  await note(ctx, ctx.db, file, 'materialOpened', { name })
}
