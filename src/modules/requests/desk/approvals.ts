import type { Day } from '../../../core/day.ts'
import { type Problem, type Refusal, Refused } from '../../../core/errors.ts'
import { reach } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, typedIn } from '../../../ui/index.ts'
import { acting, makeMove, pathOf, sentWith } from '../acting.ts'
import { lifeOf, listWaiting } from '../life.store.ts'
import { moves } from '../rules.ts'
import { dueAfter } from '../service.ts'
import { getRequest } from '../store.ts'
import { approvalsPage } from './approvals.view.tsx'
import { list } from './crumbs.ts'
import { ByNumber } from './record.ts'
import { shownLetter } from './reply.ts'

/** How many are shown at once, each with its letter; the next ones move up as these are decided. */
const shownAtOnce = 20
const config = { may: moves.decide.may }

/** What waits for the head: extensions, postponements and replies in one list, each with the letter it would send. */
export const approvalRoutes: Routes = (app) => {
  app.get('/requests/approvals', { config }, async (req, reply) => reply.page(await pageOf(req.ctx)))

  app.post(
    `/requests/:number/${pathOf('decide')}`,
    {
      schema: { params: ByNumber, body: sentWith(acting.decide.form) },
      attachValidation: true,
      config,
    },
    async (req, reply) => {
      const typed = typedIn(req.body)
      try {
        const problems = await attempt(req, () => makeMove(req.ctx, req.params.number, 'decide', req.body))
        if (problems.length > 0) return reply.page(await pageOf(req.ctx, { typed, problems }))
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return reply.page({ ...(await pageOf(req.ctx, { typed, refusal: error.refusal })), status: 409 })
      }
      return reply.redirect(`${list}/approvals`, 303)
    },
  )
}

type State = { typed?: Record<string, string>; problems?: readonly Problem[]; refusal?: Refusal }

async function pageOf(ctx: Ctx, { typed = {}, problems = [], refusal }: State = {}): Promise<Page> {
  const waiting = await listWaiting(ctx.db, reach(ctx.actor, 'requests.approve'))
  const items = []
  // One after the other: each letter is made by rehearsing the decision in a transaction of its own.
  for (const proposal of waiting.slice(0, shownAtOnce)) {
    const request = await getRequest(ctx.db, proposal.number)
    const after = await dueIf(ctx, proposal)
    items.push({
      proposal,
      version: request.version,
      own: proposal.proposedBy === (ctx.actor.accountId ?? ctx.actor.name),
      ...(after ? { after } : {}),
      ...(await shownLetter(ctx, proposal.number, proposal)),
    })
  }
  return approvalsPage({ items, total: waiting.length, typed, problems, ...(refusal ? { refusal } : {}) })
}

/** Where the due day would lie once a proposal is approved; undefined for a reply. */
async function dueIf(ctx: Ctx, proposal: Awaited<ReturnType<typeof listWaiting>>[number]): Promise<Day | undefined> {
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
