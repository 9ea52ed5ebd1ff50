import { Type } from 'typebox'
import { workingDaysBetween } from '../../../core/calendar.ts'
import type { Day } from '../../../core/day.ts'
import { type Problem, Refused } from '../../../core/errors.ts'
import { holds } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, refusalPage, typedIn, typedList } from '../../../ui/index.ts'
import { acting, type Made, makeMove, moveNames, pathOf, sentWith } from '../acting.ts'
import { personalLabels } from '../labels.ts'
import { MessageForm, RevealForm } from '../schema.ts'
import {
  answersOf,
  caseRecord,
  checkMaterials,
  officeClock,
  readByOffice,
  revealApplicant,
  writeToApplicant,
} from '../service.ts'
import { atOnce, permissionFor } from './actions.ts'
import { hrefOf } from './crumbs.ts'
import { isPaged, lookOf } from './move-looks.ts'
import { casePage } from './record.view.tsx'

export const ByNumber = Type.Object({ number: Type.String({ minLength: 1, maxLength: 50 }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 40 })) })
const Checked = Type.Object({
  material: Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), { maxItems: 100, default: [] }),
})
const config = { may: 'cases.view' } as const

export const recordRoutes: Routes = (app) => {
  app.get('/cases/:number', { schema: { params: ByNumber, querystring: Done }, config }, async (req, reply) => {
    const page = await recordPage(req.ctx, req.params.number)
    const notice = doneWords(req.query.done)
    return reply.page(notice ? { ...page, notice } : page)
  })

  app.post(
    '/cases/:number/reveal',
    { schema: { params: ByNumber, body: RevealForm }, attachValidation: true, config: { may: 'identity.reveal' } },
    async (req, reply) => {
      let value: string | undefined
      const problems = await attempt(req, async () => {
        value = await revealApplicant(req.ctx, req.params.number, req.body)
      })
      const revealed = value === undefined ? undefined : { label: personalLabels[req.body.field], value }
      const typed = revealed ? {} : typedIn(req.body)
      return reply.page(await recordPage(req.ctx, req.params.number, { revealed, typed, problems }))
    },
  )

  app.post(
    '/cases/:number/messages',
    { schema: { params: ByNumber, body: MessageForm }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      const problems = await attempt(req, () => writeToApplicant(req.ctx, number, req.body.body))
      if (problems.length > 0)
        return reply.page(await recordPage(req.ctx, number, { typed: typedIn(req.body), problems }))
      return reply.redirect(`${hrefOf(number)}?done=message`, 303)
    },
  )

  app.post(
    '/cases/:number/materials/check',
    { schema: { params: ByNumber, body: Checked }, attachValidation: true, config },
    async (req, reply) => {
      const { number } = req.params
      const ids = typedList({ m: [req.body.material].flat().map(String) }, 'm').map(Number)
      await checkMaterials(req.ctx, number, ids.filter(Number.isSafeInteger))
      return reply.redirect(`${hrefOf(number)}?done=checked`, 303)
    },
  )

  // Moves without a page of their own: a press of a button on the case.
  for (const name of atOnce)
    app.post(
      `/cases/:number/${pathOf(name)}`,
      { schema: { params: ByNumber, body: sentWith(acting[name].form) }, config: { may: permissionFor(name) } },
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

type More = { revealed?: { label: string; value: string } | undefined; typed?: Record<string, string> } & {
  problems?: readonly Problem[]
}

async function recordPage(ctx: Ctx, number: string, more: More = {}): Promise<Page> {
  const record = await caseRecord(ctx, number)
  if (record.mayOpen) await readByOffice(ctx, number)
  return casePage({
    ...record,
    applied: record.mayOpen ? await answersOf(ctx, number) : undefined,
    officeClock: officeClock(ctx, record.file),
    ownSteps: record.life.steps.filter((s) => holds(ctx.actor, 'cases.handle', s.unitPath)).map((s) => s.id),
    daysLeft: { promised: left(ctx, record.file.promisedDueOn), statutory: left(ctx, record.file.statutoryDueOn) },
    typed: {},
    problems: [],
    ...more,
    mayReveal: holds(ctx.actor, 'identity.reveal', record.file.unitPath),
  })
}

const left = (ctx: Ctx, day: Day | null): number | undefined =>
  day === null ? undefined : workingDaysBetween(ctx.calendar, ctx.today, day)

const done: Partial<Record<Made | 'message' | 'checked', string>> = {
  archive: '已归档',
  takeBackProposal: '已收回，改好以后可以再提出',
  answerProposal: '决定已作出，决定书已发出',
  message: '留言已发给申请人',
  checked: '已记下：和原件核对过',
}

/** What has just been done, for the head of the page. */
function doneWords(name: string | undefined): string | undefined {
  const move = moveNames.find((m) => m === name)
  return move && isPaged(move) ? lookOf(move).done : done[name as keyof typeof done]
}
