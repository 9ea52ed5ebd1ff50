import { Type } from 'typebox'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { sheetStream } from '../../../platform/sheet.ts'
import { tableHeaders } from '../../organisations/index.ts'
import { answerKey, answers } from '../answers.ts'
import { applicantLabels, channelLabels, stateLabels } from '../labels.ts'
import { requestStates } from '../schema.ts'
import { filterOf, groups, type RequestQuery, requestsInReach, workLine } from '../service.ts'
import { listForExport } from '../store.ts'
import { workListPage } from './worklist.view.tsx'

const orNone = <const T extends readonly string[]>(values: T) =>
  Type.Optional(Type.Unsafe<T[number] | ''>({ type: 'string', enum: ['', ...values] }))
const WorkQuery = Type.Object({
  group: orNone(groups),
  state: orNone(requestStates),
  light: orNone(['overdue', 'red', 'yellow'] as const),
  q: Type.Optional(Type.String({ maxLength: 100 })),
  after: Type.Optional(Type.String({ maxLength: 1024 })),
})
const config = { may: 'requests.view' } as const

export const workListRoutes: Routes = (app) => {
  app.get('/requests', { schema: { querystring: WorkQuery }, config }, async (req, reply) => {
    const query = wishIn(req.query)
    return reply.page(workListPage({ ...(await requestsInReach(req.ctx, query)), query, actor: req.ctx.actor }))
  })

  app.get('/requests.csv', { schema: { querystring: WorkQuery }, config }, async (req, reply) => {
    const { ctx } = req
    const query = wishIn(req.query)
    await ctx.acts.write(ctx.db, {
      act: 'requests.exported',
      subject: `account:${ctx.actor.accountId}`,
      unitCode: ctx.actor.unitCode ?? null,
      data: { ...query },
    })
    reply.headers(tableHeaders(`依申请公开-${ctx.today}`, 'csv'))
    return reply.send(sheetStream('csv', heads, exported(ctx, query), '依申请公开'))
  })
}

const wishIn = ({ after, ...query }: { [F in keyof RequestQuery]?: RequestQuery[F] | '' } & { after?: string }) =>
  ({
    group: query.group || undefined,
    state: query.state || undefined,
    light: query.light || undefined,
    q: query.q || undefined,
    cursor: after,
  }) satisfies RequestQuery

const heads = [
  '登记号',
  '办理单位',
  '状态',
  '所需信息的名称',
  '申请人',
  '申请人类别',
  '收到方式',
  '收到日期',
  '答复期限',
  '延长的工作日',
  '办结日期',
  '答复类型',
  '经办人',
]

/** Rows with the same names masked as on the page: a table travels further than a screen. */
async function* exported(ctx: Ctx, query: RequestQuery) {
  const wish = filterOf(ctx, query)
  let after = 0
  for (;;) {
    const part = await listForExport(ctx.db, reach(ctx.actor, 'requests.view'), wish, after, 500)
    for (const r of part) {
      const kind = r.replyKind && answers.find((a) => answerKey(a) === keyOf(r.replyKind, r.refusalGround))
      yield [
        r.number,
        r.unitName,
        stateLabels[r.state],
        r.subject,
        workLine(ctx, r).applicantName,
        applicantLabels[r.applicantKind],
        channelLabels[r.channel],
        r.receivedOn,
        r.dueOn,
        String(r.extension),
        r.closedOn ?? '',
        kind ? kind.label : '',
        r.handlerName,
      ]
    }
    const last = part.at(-1)
    if (!last || part.length < 500) return
    after = last.id
  }
}

const keyOf = (kind: string | null, ground: string | null) => (ground ? `${kind}:${ground}` : `${kind}`)
