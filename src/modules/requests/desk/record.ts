import { Type } from 'typebox'
import { Refused } from '../../../core/errors.ts'
import { holds } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, refusalPage, typedIn } from '../../../ui/index.ts'
import { acting, makeMove, moveNames, pathOf, sentWith } from '../acting.ts'
import { applicantFieldLabels } from '../labels.ts'
import { type MoveName, moves } from '../rules.ts'
import { RevealForm } from '../schema.ts'
import { requestRecord, revealApplicant } from '../service.ts'
import { atOnce } from './actions.ts'
import { hrefOf } from './crumbs.ts'
import { isPaged, lookOf } from './move-looks.ts'
import { requestPage } from './record.view.tsx'

export const ByNumber = Type.Object({ number: Type.String({ minLength: 1, maxLength: 40 }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 40 })) })
const config = { may: 'requests.view' } as const

export const recordRoutes: Routes = (app) => {
  app.get('/requests/:number', { schema: { params: ByNumber, querystring: Done }, config }, async (req, reply) => {
    const page = await recordPage(req.ctx, req.params.number)
    const notice = doneWords(req.query.done)
    return reply.page(notice ? { ...page, notice } : page)
  })

  app.post(
    '/requests/:number/reveal',
    { schema: { params: ByNumber, body: RevealForm }, attachValidation: true, config: { may: 'identity.reveal' } },
    async (req, reply) => {
      let value: string | undefined
      const problems = await attempt(req, async () => {
        value = await revealApplicant(req.ctx, req.params.number, req.body)
      })
      const revealed = value === undefined ? undefined : { label: applicantFieldLabels[req.body.field], value }
      const typed = revealed ? {} : typedIn(req.body)
      return reply.page(await recordPage(req.ctx, req.params.number, { revealed, typed, problems }))
    },
  )

  // Moves without a page of their own: a press of a button on the request.
  for (const name of atOnce)
    app.post(
      `/requests/:number/${pathOf(name)}`,
      { schema: { params: ByNumber, body: sentWith(acting[name].form) }, config: { may: moves[name].may } },
      async (req, reply) => {
        const here = hrefOf(req.params.number)
        try {
          await makeMove(req.ctx, req.params.number, name, req.body)
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return reply.page(refusalPage(error.refusal, here))
        }
        return reply.redirect(`${here}?done=${name}`, 303)
      },
    )
}

type More = Partial<Pick<Parameters<typeof requestPage>[0], 'revealed' | 'typed' | 'problems'>>

async function recordPage(ctx: Ctx, number: string, more: More = {}): Promise<Page> {
  const record = await requestRecord(ctx, number)
  return requestPage({
    ...record,
    typed: {},
    problems: [],
    ...more,
    mayReveal: holds(ctx.actor, 'identity.reveal', record.request.unitPath),
    mayDraft: holds(ctx.actor, 'disclosure.draft', record.request.unitPath),
  })
}

const done: Partial<Record<MoveName, string>> = {
  take: '已由您接办',
  archive: '已归档',
  takeBackProposal: '已收回，改好以后可以再送审',
  issueReply: '答复书已发出',
  proposeReply: '已送负责人审批，批准时答复书随即发出',
  decide: '审批意见已生效',
}

/** What has just been done, for the head of the page. */
function doneWords(name: string | undefined): string | undefined {
  const move = moveNames.find((m) => m === name)
  return move && (isPaged(move) ? lookOf(move).done : done[move])
}
