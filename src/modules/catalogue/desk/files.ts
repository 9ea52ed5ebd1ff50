import { Type } from 'typebox'
import { Invalid, NotFound, type Problem } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { sendPublicFile } from '../../../platform/send-file.ts'
import { formWithFiles } from '../../../platform/web.ts'
import { attempt } from '../../../ui/index.ts'
import { saveDraft } from '../draft.service.ts'
import { addFiles, filesIn, fileTypes, removeFile } from '../files.service.ts'
import { readItem } from '../report.service.ts'
import type { FilePurpose, ItemElements } from '../schema.ts'
import { draftOf } from '../step.ts'
import { at } from './crumbs.ts'
import { filesPage } from './files.view.tsx'
import { address, ById } from './item.ts'

const fill = { may: 'catalogue.fill' } as const
const ByFile = Type.Object({ ...ById.properties, file: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** Blank forms and samples of an item: uploaded for a material or a result, and named in the draft at once. */
export const fileRoutes: Routes = (app) => {
  app.get(`${address}/files`, { schema: { params: ById }, config: fill }, async (req, reply) =>
    reply.page(await pageOf(req.ctx, req.params.id, '', [])),
  )

  app.post(`${address}/files`, { schema: { params: ById }, config: fill }, async (req, reply) => {
    const { ctx, params } = req
    let chosen = ''
    const problems = await attempt(req, async () => {
      const { fields, files, problems } = await formWithFiles(req, { files: fileTypes })
      chosen = String(fields.target ?? '')
      if (problems.length > 0) throw new Invalid(problems)
      await upload(ctx, params.id, chosen, files.files ?? [])
    })
    if (problems.length > 0) return reply.page(await pageOf(ctx, params.id, chosen, problems))
    return reply.redirect(`${at.item(params.id)}/files`, 303)
  })

  app.post(`${address}/files/:file/remove`, { schema: { params: ByFile }, config: fill }, async (req, reply) => {
    await removeFile(req.ctx, req.params.id, req.params.file)
    return reply.redirect(`${at.item(req.params.id)}/files`, 303)
  })

  app.get(
    `${address}/files/:file`,
    { schema: { params: ByFile }, config: { may: 'catalogue.view' } },
    async (req, reply) => {
      const { ctx, params } = req
      const file = (await readItem(ctx, params.id)).files.find((f) => f.id === params.file)
      if (!file) throw new NotFound('这个文件')
      return sendPublicFile(req, reply, file)
    },
  )
}

/** Places of a list that take a file. */
export function targetsIn({ materials, results }: ItemElements) {
  const of = (list: string, i: number, field: string, purpose: FilePurpose, label: string) => ({
    ...{ value: `${list}.${i}.${field}`, purpose, label },
  })
  return [
    ...materials.flatMap((m, i) => [
      of('materials', i, 'blankForm', 'blankForm', `“${m.name}”的空白表格`),
      of('materials', i, 'sample', 'sample', `“${m.name}”的填写样表`),
    ]),
    ...results.map((r, i) => of('results', i, 'sample', 'resultSample', `“${r.name}”的样本`)),
  ]
}

async function upload(ctx: Ctx, id: number, chosen: string, files: readonly { name: string; sha256: string }[]) {
  const { item, draft } = await readItem(ctx, id)
  const { elements, note } = draftOf({ draft })
  const target = targetsIn(elements).find((t) => t.value === chosen)
  if (!target) throw new Invalid([{ field: 'target', message: '请选择这个文件用在哪里' }])
  if (files.length > 1) throw new Invalid([{ field: 'files', message: '一处只用一个文件，请分几次上传' }])
  const [fileId] = await addFiles(ctx, id, target.purpose, files)
  if (fileId === undefined) return
  await saveDraft(ctx, id, { elements: withFile(elements, target.value, fileId), note, changedIn: item.changedIn })
}

/** A list in which a place names a file. */
function withFile(elements: ItemElements, target: string, fileId: number): ItemElements {
  const [list, place, field = ''] = target.split('.')
  const name = <Part extends object>(parts: readonly Part[]): Part[] =>
    parts.map((part, i) => (i === Number(place) ? { ...part, [field]: fileId } : part))
  return list === 'materials'
    ? { ...elements, materials: name(elements.materials) }
    : { ...elements, results: name(elements.results) }
}

async function pageOf(ctx: Ctx, id: number, chosen: string, problems: readonly Problem[]) {
  const { item, draft, published, files } = await readItem(ctx, id)
  const inUse = [draft, ...published].flatMap((v) => (v ? [...filesIn(v.elements)] : []))
  return filesPage({
    ...{ item, chosen, problems, limits: ctx.settings.limits },
    targets: draft ? targetsIn(draft.elements) : undefined,
    files: files.map((f) => ({ ...f, inUse: inUse.includes(f.id) })),
  })
}
