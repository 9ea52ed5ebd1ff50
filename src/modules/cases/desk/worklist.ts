import { Type } from 'typebox'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { sheetStream } from '../../../platform/sheet.ts'
import { tableHeaders } from '../../organisations/index.ts'
import { channelLabels, kindLabels, lightLabels, stateLabels } from '../labels.ts'
import { type CaseQuery, casesInReach, groups, workCounts } from '../service.ts'
import { workListPage } from './worklist.view.tsx'

const orNone = <const T extends readonly string[]>(values: T) =>
  Type.Optional(Type.Unsafe<T[number] | ''>({ type: 'string', enum: ['', ...values] }))
const WorkQuery = Type.Object({
  group: orNone(groups),
  light: orNone(['overdue', 'yellow', 'stopped'] as const),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  after: Type.Optional(Type.String({ maxLength: 1024 })),
})
const config = { may: 'cases.view' } as const

export const workListRoutes: Routes = (app) => {
  app.get('/cases', { schema: { querystring: WorkQuery }, config }, async (req, reply) => {
    const query = wishIn(req.query)
    const [found, counts] = await Promise.all([casesInReach(req.ctx, query), workCounts(req.ctx)])
    return reply.page(workListPage({ ...found, counts, query, actor: req.ctx.actor }))
  })

  app.get('/cases.csv', { schema: { querystring: WorkQuery }, config }, async (req, reply) => {
    const { ctx } = req
    const query = wishIn(req.query)
    await ctx.acts.write(ctx.db, {
      act: 'cases.exported',
      subject: `account:${ctx.actor.accountId}`,
      unitCode: ctx.actor.unitCode ?? null,
      data: { group: query.group ?? '', light: query.light ?? '' },
    })
    reply.headers(tableHeaders(`办件-${ctx.today}`, 'csv'))
    return reply.send(sheetStream('csv', heads, exported(ctx, query), '办件'))
  })
}

const wishIn = ({ after, ...query }: { [F in keyof CaseQuery]?: CaseQuery[F] | '' } & { after?: string }) =>
  ({
    group: query.group || undefined,
    light: query.light || undefined,
    q: query.q || undefined,
    cursor: after,
  }) satisfies CaseQuery

const heads = [
  ...['办件编号', '事项', '类型', '主管单位', '现在在哪里', '状态', '申请人', '收件方式', '收到日期', '期限', '时限'],
  ...['办结日期', '经办人'],
]

/** Rows with the same names masked as on the page: a table travels further than a screen. */
async function* exported(ctx: Ctx, query: CaseQuery) {
  let cursor: string | undefined
  do {
    const { lines, next } = await casesInReach(ctx, { ...query, cursor }, 500)
    for (const c of lines)
      yield [
        c.number,
        c.itemName,
        kindLabels[c.kind],
        c.unitName,
        c.atUnitName,
        stateLabels[c.state],
        c.applicantName,
        channelLabels[c.channel],
        c.receivedOn,
        c.dueOn ?? '',
        lightLabels[c.light],
        c.completedOn ?? '',
        c.handlerName,
      ]
    cursor = next
  } while (cursor !== undefined)
}
