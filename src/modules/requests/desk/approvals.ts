import { Type } from 'typebox'
import type { Day } from '../../../core/day.ts'
import { type Problem, type Refusal, Refused } from '../../../core/errors.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, typedIn } from '../../../ui/index.ts'
import { acting, makeMove, pathOf, sentWith } from '../acting.ts'
import { countWaiting, lifeOf, listWaiting, type Waiting } from '../life.store.ts'
import { moves } from '../rules.ts'
import { dueAfter } from '../service.ts'
import { getRequest } from '../store.ts'
import { approvalsPage } from './approvals.view.tsx'
import { list } from './crumbs.ts'
import { ByNumber } from './record.ts'
import { shownLetter } from './reply.ts'

/** How many are on a page, each with its letter. */
const size = 20
const Where = Type.Object({ after: Type.Optional(Type.String({ maxLength: 1024 })) })
const config = { may: moves.decide.may }

/** What waits for the head: extensions, postponements and replies in one list, each with the letter it would send. */
export const approvalRoutes: Routes = (app) => {
  app.get('/requests/approvals', { schema: { querystring: Where }, config }, async (req, reply) =>
    reply.page(await pageOf(req.ctx, req.query)),
  )

  app.post(
    `/requests/:number/${pathOf('decide')}`,
    {
      schema: { params: ByNumber, querystring: Where, body: sentWith(acting.decide.form) },
      attachValidation: true,
      config,
    },
    async (req, reply) => {
      const typed = typedIn(req.body)
      try {
        const problems = await attempt(req, () => makeMove(req.ctx, req.params.number, 'decide', req.body))
        if (problems.length > 0) return reply.page(await pageOf(req.ctx, { ...req.query, typed, problems }))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return reply.page({ ...(await pageOf(req.ctx, { ...req.query, typed, refusal: error.refusal })), status: 409 })
      }
      return reply.redirect(`${list}/approvals`, 303)
    },
  )
}

type State = { after?: string; typed?: Record<string, string>; problems?: readonly Problem[]; refusal?: Refusal }

async function pageOf(ctx: Ctx, { after, typed = {}, problems = [], refusal }: State = {}): Promise<Page> {
  const paths = reach(ctx.actor, 'requests.approve')
  const { lines, next } = await listWaiting(ctx.db, paths, { size, cursor: after })
  const items = []
  // One after the other: each letter is made by rehearsing the decision in a transaction of its own.
  for (const proposal of lines) {
    const request = await getRequest(ctx.db, proposal.number)
    const dueOn = await dueIf(ctx, proposal)
    items.push({
      proposal,
      version: request.version,
      own: proposal.proposedBy === (ctx.actor.accountId ?? ctx.actor.name),
      ...(dueOn ? { dueOn } : {}),
      ...(await shownLetter(ctx, proposal.number, proposal)),
    })
  }
  return approvalsPage({
    items,
    after,
    total: await countWaiting(ctx.db, paths),
    next,
    typed,
    problems,
    ...(refusal ? { refusal } : {}),
  })
}

/** Where the due day would lie once a proposal is approved; undefined for a reply. */
async function dueIf(ctx: Ctx, proposal: Waiting): Promise<Day | undefined> {
  if (proposal.kind === 'postponement') return (proposal.content as { dueOn: Day }).dueOn
  if (proposal.kind !== 'extension') return undefined
  const { days } = proposal.content as { days: number }
  const request = await getRequest(ctx.db, proposal.number)
  return dueAfter(ctx, request, await lifeOf(ctx.db, request.id), {
    kind: 'extension',
    on: ctx.today,
    days,
    ground: '',
  })
}
