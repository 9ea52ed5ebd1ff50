import { Type } from 'typebox'
import { decodeCursor, partOf } from '../../../core/paging.ts'
import { holds, reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { sheetStream } from '../../../platform/sheet.ts'
import { listUnits, tableHeaders } from '../../organisations/index.ts'
import { codeLabel } from '../codes.ts'
import { levelLabels, workStateLabels } from '../labels.ts'
import { checkElements } from '../rules.ts'
import {
  countStates,
  type Lack,
  lacks,
  listWork,
  type WorkLine,
  type WorkState,
  type WorkWish,
  workStates,
} from '../worklist.store.ts'
import { statesOf, workListPage } from './worklist.view.tsx'

const size = 50
const optional = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const WorkQuery = Type.Object({
  state: Type.Optional(Type.Unsafe<WorkState | ''>({ type: 'string', enum: ['', ...workStates] })),
  unit: optional(40),
  type: optional(2),
  applied: Type.Optional(Type.Unsafe<'yes' | 'no' | ''>({ type: 'string', enum: ['', 'yes', 'no'] })),
  lack: Type.Optional(Type.Unsafe<Lack | ''>({ type: 'string', enum: ['', ...lacks] })),
  q: optional(100),
  after: optional(400),
})
export type WorkQuery = {
  state?: WorkState | ''
  unit?: string
  type?: string
  applied?: 'yes' | 'no' | ''
  lack?: Lack | ''
  q?: string
}
const config = { may: 'catalogue.view' } as const

const wishOf = (ctx: Ctx, { state, unit, type, applied, lack, q }: WorkQuery): WorkWish => ({
  paths: reach(ctx.actor, 'catalogue.view'),
  today: ctx.today,
  state: state || undefined,
  unit: unit || undefined,
  type: type || undefined,
  onApplication: applied ? applied === 'yes' : undefined,
  lack: lack || undefined,
  q: q?.trim() || undefined,
})

export const workListRoutes: Routes = (app) => {
  app.get('/catalogue/items', { schema: { querystring: WorkQuery }, config }, async (req, reply) => {
    const { ctx, query } = req
    const wish = wishOf(ctx, query)
    const cursor = decodeCursor(query.after, ['string', 'integer'] as const)
    const [rows, counts, units] = await Promise.all([
      listWork(ctx.db, wish, cursor && { path: cursor[0], id: cursor[1] }, size + 1),
      countStates(ctx.db, wish),
      listUnits(ctx.db, wish.paths),
    ])
    const { lines, next } = partOf(rows, { size }, (line) => [line.unitPath, line.id])
    return reply.page(
      workListPage({
        ...{ counts, query, units, today: ctx.today, mayFill: holds(ctx.actor, 'catalogue.fill') },
        lines: lines.map((line) => ({ ...line, open: openIn(line) })),
        next,
      }),
    )
  })

  app.get('/catalogue/items.csv', { schema: { querystring: WorkQuery }, config }, async (req, reply) => {
    const { ctx, query } = req
    reply.headers(tableHeaders(`政务服务事项-${ctx.today}`, 'csv'))
    return reply.send(sheetStream('csv', heads, exported(ctx, wishOf(ctx, query)), '政务服务事项'))
  })
}

/** How many errors a draft has still; files and units are asked when it is opened. */
function openIn({ elements, draftFilledOn, itemType }: WorkLine): number {
  if (!elements || draftFilledOn !== null) return 0
  return checkElements(elements, { itemType }).filter((f) => f.severity === 'error').length
}

const heads = ['单位', '实施编码', '事项名称', '事项类型', '层次', '状态', '取消日期']

async function* exported(ctx: Ctx, wish: WorkWish) {
  let after: Parameters<typeof listWork>[2]
  for (;;) {
    const part = await listWork(ctx.db, wish, after, 500)
    for (const r of part)
      yield [
        ...[r.unitName, r.code, r.name, codeLabel('itemType', r.itemType), levelLabels[r.level]],
        statesOf(r, ctx.today)
          .map((s) => workStateLabels[s])
          .join('、'),
        r.cancelledOn ?? '',
      ]
    const last = part.at(-1)
    if (!last || part.length < 500) return
    after = { path: last.unitPath, id: last.id }
  }
}
