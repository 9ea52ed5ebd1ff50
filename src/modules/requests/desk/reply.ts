import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Invalid, type Problem, type Refusal, Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { layOut } from '../../../platform/paper/index.ts'
import { attempt, type Page, typedIn } from '../../../ui/index.ts'
import { acting, makeMove, pathOf, sentWith } from '../acting.ts'
import type { Proposal } from '../life.store.ts'
import { previewProposal } from '../replies.service.ts'
import { type MoveName, moves } from '../rules.ts'
import type { ReplyForm, Withheld } from '../schema.ts'
import { requestRecord } from '../service.ts'
import { hrefOf } from './crumbs.ts'
import { previewPage } from './preview.view.tsx'
import { ByNumber } from './record.ts'
import { replyPage } from './reply.view.tsx'

const config = { may: moves.draftReply.may }
const Used = Type.Object({ use: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })) })

/** The reply: written, looked at as the letter it becomes, then sent out or to the head. */
export const replyRoutes: Routes = (app) => {
  const address = '/requests/:number/reply'

  app.get(address, { schema: { params: ByNumber, querystring: Used }, config }, async (req, reply) =>
    reply.page(await pageOf(req.ctx, req.params.number, { use: req.query.use })),
  )

  app.post(
    address,
    {
      schema: { params: ByNumber, body: sentWith(acting.draftReply.form) },
      attachValidation: true,
      config,
      preValidation: async (req: FastifyRequest) => {
        req.body = withRows(req.body)
      },
    },
    async (req, reply) => {
      const { ctx } = req
      const { number } = req.params
      const typed = typedIn(req.body)
      const rows = rowsIn(req)
      if (typed.more) return reply.page(await pageOf(ctx, number, { typed, rows, spare: 3 }))
      try {
        const problems = await attempt(req, () => makeMove(ctx, number, 'draftReply', req.body))
        if (problems.length > 0) return reply.page(await pageOf(ctx, number, { typed, rows, problems }))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return reply.page({ ...(await pageOf(ctx, number, { typed, rows, refusal: error.refusal })), status: 409 })
      }
      return reply.redirect(`${hrefOf(number)}/reply/preview`, 303)
    },
  )

  app.get(`${address}/preview`, { schema: { params: ByNumber }, config }, async (req, reply) =>
    reply.page(await preview(req.ctx, req.params.number)),
  )

  for (const name of ['issueReply', 'proposeReply'] as const satisfies MoveName[])
    app.post(
      `/requests/:number/${pathOf(name)}`,
      {
        schema: { params: ByNumber, body: sentWith(acting[name].form) },
        attachValidation: true,
        config: { may: moves[name].may },
      },
      async (req, reply) => {
        const { ctx } = req
        const { number } = req.params
        try {
          const problems = await attempt(req, () => makeMove(ctx, number, name, req.body))
          if (problems.length > 0) return reply.page({ ...(await preview(ctx, number)), problems })
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return reply.page({ ...(await preview(ctx, number, error.refusal)), status: 409 })
        }
        return reply.redirect(`${hrefOf(number)}?done=${name}`, 303)
      },
    )
}

/** Rows of a form, sent as `withheld.0.place`, become a list; rows left empty are none. */
function withRows(sent: unknown): unknown {
  if (sent === null || typeof sent !== 'object' || 'withheld' in sent) return sent
  const rows = new Map<number, Record<string, unknown>>()
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(sent)) {
    const [, at, field = ''] = /^withheld\.(\d{1,3})\.(place|what|ground|reason)$/.exec(name) ?? []
    if (at === undefined) rest[name] = value
    else rows.set(Number(at), { ...rows.get(Number(at)), [field]: value })
  }
  const filled = [...rows].toSorted(([a], [b]) => a - b).map(([, row]) => row)
  return { ...rest, withheld: filled.filter((row) => Object.values(row).some((v) => String(v).trim() !== '')) }
}

export type Row = Partial<Record<keyof Withheld, string>>

function rowsIn(req: FastifyRequest): Row[] {
  const { withheld } = (req.body ?? {}) as { withheld?: unknown }
  return Array.isArray(withheld) ? withheld.map((row) => typedIn(row)) : []
}

type State = {
  typed?: Record<string, string>
  rows?: readonly Row[]
  problems?: readonly Problem[]
  refusal?: Refusal
  /** Empty rows to offer. */
  spare?: number
  /** A published document that answers the request. */
  use?: number | undefined
}

async function pageOf(ctx: Ctx, number: string, { typed, rows, use, spare = 2, ...state }: State): Promise<Page> {
  const record = await requestRecord(ctx, number)
  const draft = draftOf(record.life.proposals)
  const published = record.documents.find((d) => d.id === use)
  const start: Record<string, string> = published
    ? { kind: 'alreadyPublic', provided: `《${published.title}》，可在 ${addressOf(ctx, published.href)} 查看和下载。` }
    : draft
      ? typedIn(draft.content)
      : { form: record.request.wantedForm }
  return replyPage({
    record,
    typed: typed ?? start,
    rows: rows ?? (published ? [] : (draft?.content.withheld ?? [])),
    spare,
    problems: [],
    ...state,
  })
}

const addressOf = (ctx: Ctx, path: string): string => `https://${ctx.settings.site.domain}${path}`

/** The reply that was drafted last. */
function draftOf(proposals: readonly Proposal[]): (Proposal & { content: ReplyForm }) | undefined {
  return proposals.findLast((p) => p.kind === 'reply' && p.state === 'draft') as
    | (Proposal & { content: ReplyForm })
    | undefined
}

async function preview(ctx: Ctx, number: string, refusal?: Refusal): Promise<Page> {
  const record = await requestRecord(ctx, number)
  const draft = draftOf(record.life.proposals)
  const shown = draft ? await shownLetter(ctx, number, draft) : {}
  return previewPage({ record, draft: draft?.content, ...shown, ...(refusal ? { refusal } : {}) })
}

/** The letters of a proposal for a page, or why they cannot go out as things stand. */
export async function shownLetter(ctx: Ctx, number: string, proposal: Pick<Proposal, 'kind' | 'content'>) {
  try {
    return { papers: (await previewProposal(ctx, number, proposal)).map(layOut) }
  } catch (error) {
    if (error instanceof Refused) return { hindrance: error.refusal }
    if (error instanceof Invalid) return { hindrance: { code: error.code, message: error.message } }
    throw error
  }
}
