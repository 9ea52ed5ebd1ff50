import { Type } from 'typebox'
import { NotFound } from '../../../core/errors.ts'
import { listActs } from '../../../platform/acts.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { listUnits } from '../../organisations/index.ts'
import { compareElements } from '../compare.ts'
import { readItem } from '../report.service.ts'
import { comparePage } from './compare.view.tsx'
import { inItem } from './crumbs.ts'
import { fieldFor, sectionOf } from './fill/place.ts'
import { sectionsFor } from './fill/sections.ts'
import { type ItemView, itemPage } from './item.view.tsx'

export const ById = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const config = { may: 'catalogue.view' } as const
export const address = '/catalogue/items/:id'

const doneWords = {
  adopted: '已引用，请开始填报',
  begun: '新版本已开始填报，从现行的内容改起',
  published: '已发布',
  returned: '已退回，填报的人会看到您的意见',
  withdrawn: '草稿已撤销',
  takenBack: '已收回，又是草稿了',
  cancelled: '已登记取消',
  delegated: '已登记下沉',
  ended: '已登记停止下沉',
} as const
export type Done = keyof typeof doneWords

export const itemRoutes: Routes = (app) => {
  const Query = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })
  app.get(address, { schema: { params: ById, querystring: Query }, config }, async (req, reply) => {
    const page = itemPage(await itemView(req.ctx, req.params.id))
    const notice = Object.entries(doneWords).find(([name]) => name === req.query.done)?.[1]
    return reply.page(notice ? { ...page, notice } : page)
  })

  const version = Type.Integer({ minimum: 1, maximum: 1_000_000 })
  const Compared = Type.Object({ from: version, to: version })
  app.get(`${address}/compare`, { schema: { params: ById, querystring: Compared }, config }, async (req, reply) => {
    const { from, to } = req.query
    const { item, draft, published } = await readItem(req.ctx, req.params.id)
    const find = (wanted: number) => [draft, ...published].find((v) => v?.version === wanted)
    const [before, after] = [find(from), find(to)]
    if (!before || !after) throw new NotFound('要比较的版本')
    const changes = compareElements(before.elements, after.elements)
    return reply.page(comparePage({ breadcrumb: inItem(item), from, to, changes }))
  })
}

/** An item as its page shows it: with who did what, and where each finding is put right. */
async function itemView(ctx: Ctx, id: number): Promise<ItemView> {
  const file = await readItem(ctx, id)
  const latest = file.draft ?? file.published[0]
  const [acts, units] = await Promise.all([
    listActs(ctx.db, `item:${file.item.code}`),
    listUnits(ctx.db, [`/${file.item.unitPath.split('/')[1]}/`]),
  ])
  const sectionsOf = (elements: NonNullable<typeof latest>['elements']) =>
    sectionsFor({ elements, files: file.files, units })
  const sections = latest ? sectionsOf(latest.elements) : []
  return {
    ...file,
    ...{ acts, today: ctx.today, sections, sectionsOf, editor: ctx.actor.accountId ?? ctx.actor.name },
    findings: file.findings.map((f) => {
      const section = sectionOf(sections, f.field)
      const name = section && latest ? fieldFor(section, latest.elements, f.field) : ''
      return { ...f, section, name }
    }),
  }
}
