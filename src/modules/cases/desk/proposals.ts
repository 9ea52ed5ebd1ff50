import { type Static, Type } from 'typebox'
import { Forbidden, Invalid, type Problem, type Refusal, Refused } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { layOut } from '../../../platform/paper/index.ts'
import { attempt, type Page, typedIn } from '../../../ui/index.ts'
import { acting, type Made, makeMove, pathOf, sentWith } from '../acting.ts'
import type { WaitingProposal } from '../lists.store.ts'
import { previewMove } from '../preview.service.ts'
import type { ProposalKind } from '../schema.ts'
import { proposalsInReach } from '../service.ts'
import { list } from './crumbs.ts'
import { proposalsPage } from './proposals.view.tsx'
import { ByNumber } from './record.ts'

/** How many cases are on a page, each with its papers. */
const size = 20
const Where = Type.Object({ after: Type.Optional(Type.String({ maxLength: 1024 })) })
const config = { may: 'cases.decide' } as const

/** The move that answers a proposal. */
export const answering = { decision: 'answerProposal', extension: 'decideExtension' } as const satisfies Record<
  ProposalKind,
  Made
>

/** Proposals that are approved together: their numbers. */
const Several = Type.Object({
  proposal: Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), {
    title: '要批准的办件',
    minItems: 1,
    maxItems: 100,
  }),
})

/** What waits for a decision: proposed decisions and extensions in one list, each with the papers it would send. */
export const proposalRoutes: Routes = (app) => {
  app.get('/cases/proposals', { schema: { querystring: Where }, config }, async (req, reply) =>
    reply.page(await pageOf(req.ctx, req.query)),
  )

  app.post(
    '/cases/proposals',
    { schema: { querystring: Where, body: Several }, attachValidation: true, config },
    async (req, reply) => {
      let outcome: Outcome[] = []
      const problems = await attempt(req, async () => {
        outcome = await approveAll(req.ctx, req.body, req.query)
      })
      return reply.page(await pageOf(req.ctx, { ...req.query, problems, outcome }))
    },
  )

  for (const name of Object.values(answering))
    app.post(
      `/cases/:number/${pathOf(name)}`,
      {
        schema: { params: ByNumber, querystring: Where, body: sentWith(acting[name].form) },
        attachValidation: true,
        config,
      },
      async (req, reply) => {
        const typed = typedIn(req.body)
        try {
          const problems = await attempt(req, () => makeMove(req.ctx, req.params.number, name, req.body))
          if (problems.length > 0) return reply.page(await pageOf(req.ctx, { ...req.query, typed, problems }))
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return reply.page({
            ...(await pageOf(req.ctx, { ...req.query, typed, refusal: error.refusal })),
            status: 409,
          })
        }
        return reply.redirect(`${list}/proposals`, 303)
      },
    )
}

/** What became of one of several. */
export type Outcome = { number: string; itemName: string; refusal?: Refusal }

/** Approves each of a page by itself: one that may not be approved keeps none of the others back. */
async function approveAll(
  ctx: Ctx,
  { proposal: chosen }: Static<typeof Several>,
  { after }: Static<typeof Where>,
): Promise<Outcome[]> {
  const outcome: Outcome[] = []
  for (const { id, kind, number, itemName, version } of (await proposalsInReach(ctx, { size, cursor: after })).lines) {
    if (!chosen.includes(id)) continue
    const sent = { proposal: id, verdict: 'approved', note: '', version }
    const refusal = await refusalOf(() => makeMove(ctx, number, answering[kind], sent))
    outcome.push({ number, itemName, ...(refusal ? { refusal } : {}) })
  }
  return outcome
}

async function refusalOf(act: () => Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await act()
    return undefined
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    if (error instanceof Forbidden || error instanceof Invalid) return { code: error.code, message: error.message }
    throw error
  }
}

type State = {
  after?: string
  typed?: Record<string, string>
  problems?: readonly Problem[]
  refusal?: Refusal
  outcome?: readonly Outcome[]
}

async function pageOf(
  ctx: Ctx,
  { after, typed = {}, problems = [], refusal, outcome = [] }: State = {},
): Promise<Page> {
  const { lines, next, total } = await proposalsInReach(ctx, { size, cursor: after })
  const items = []
  // One after the other: each is rehearsed in a transaction of its own.
  for (const proposal of lines) items.push({ proposal, ...(await lookAhead(ctx, proposal)) })
  return proposalsPage({ items, total, after, next, typed, problems, outcome, ...(refusal ? { refusal } : {}) })
}

/** What approving would bring, or why it may not be approved by this actor now. */
async function lookAhead(ctx: Ctx, { id, kind, number }: WaitingProposal) {
  let seen: Awaited<ReturnType<typeof previewMove>> | undefined
  const sent = { proposal: id, verdict: 'approved', note: '' }
  const hindrance = await refusalOf(async () => {
    seen = await previewMove(ctx, number, answering[kind], sent)
  })
  return seen ? { papers: seen.papers.map(layOut), after: seen.file } : { ...(hindrance ? { hindrance } : {}) }
}
