import { Type } from 'typebox'
import { workingDaysBetween } from '../../../core/calendar.ts'
import { working } from '../../../core/clock.ts'
import { Invalid, type Problem } from '../../../core/errors.ts'
import { maskContact, maskName, maskPhone } from '../../../core/mask.ts'
import { holds } from '../../../platform/actor.ts'
import { listActs } from '../../../platform/acts.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, typedIn } from '../../../ui/index.ts'
import { listUnits } from '../../organisations/index.ts'
import { answerEnquiry, assignEnquiry, reachEnquiry, revealAsker } from '../enquiries.service.ts'
import { askerLabels } from '../labels.ts'
import {
  problemsInPublication,
  proposePublication,
  publishAnswer,
  returnAnswer,
  withdrawAnswer,
} from '../publications.service.ts'
import { findPublication } from '../publications.store.ts'
import { enquiryLight, type PublicationMove, refusePublication } from '../rules.ts'
import { AnswerForm, AssignForm, PublicationForm, ReturnForm, RevealForm, WithdrawForm } from '../schema.ts'
import { suggestKnowledge } from '../search.store.ts'
import { personOf } from '../step.ts'
import { enquiryAt } from './crumbs.ts'
import { answerPage, assignPage, enquiryPage } from './enquiry.view.tsx'
import { publicationPage, withdrawAnswerPage } from './publication.view.tsx'

const ByNumber = Type.Object({ number: Type.String({ minLength: 1, maxLength: 40 }) })
const Done = Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) })
const view = { may: 'knowledge.view' } as const
const write = { may: 'knowledge.write' } as const
const publish = { may: 'knowledge.publish' } as const

const done: Readonly<Record<string, string>> = {
  assigned: '已交给这个单位答复',
  answered: '已答复',
  proposed: '已提请公开，请等另一位同事审核',
  published: '已公开',
  returned: '已退回',
  withdrawn: '已撤下',
}

type More = {
  revealed?: { label: string; value: string }
  typed?: Record<string, string>
  problems?: readonly Problem[]
}

async function record(ctx: Ctx, number: string, more: More = {}): Promise<Page> {
  const enquiry = await reachEnquiry(ctx, number)
  const [publication, acts] = await Promise.all([
    findPublication(ctx.db, enquiry.id),
    listActs(ctx.db, `enquiry:${number}`),
  ])
  const limit = workingDaysBetween(ctx.calendar, enquiry.askedOn, enquiry.dueOn)
  const person = personOf(ctx, enquiry.unitPath)
  const may = (name: PublicationMove) =>
    refusePublication(name, publication, { answered: enquiry.state === 'answered' }, person)
  return enquiryPage({
    enquiry: {
      ...enquiry,
      askerName: enquiry.askerName && maskName(enquiry.askerName),
      askerPhone: maskPhone(enquiry.askerPhone),
      askerEmail: enquiry.askerEmail && maskContact(enquiry.askerEmail),
    },
    publication,
    acts,
    clock: {
      limit,
      working: working({ days: limit, from: enquiry.askedOn, calendar: ctx.calendar }),
      light: enquiryLight(enquiry, ctx.today),
      daysLeft: enquiry.answeredOn === null ? workingDaysBetween(ctx.calendar, ctx.today, enquiry.dueOn) : undefined,
    },
    may: { propose: may('propose'), publish: may('publish'), return: may('return'), withdraw: may('withdraw') },
    mayReveal: holds(ctx.actor, 'identity.reveal', enquiry.unitPath),
    typed: {},
    problems: [],
    ...more,
  })
}

/** One enquiry: reading, giving on, answering, making public. */
export const enquiryRoutes: Routes = (app) => {
  const at = '/enquiries/:number'

  app.get(at, { schema: { params: ByNumber, querystring: Done }, config: view }, async (req, reply) => {
    const page = await record(req.ctx, req.params.number)
    const notice = req.query.done === undefined ? undefined : done[req.query.done]
    return reply.page(notice ? { ...page, notice } : page)
  })

  app.post(
    `${at}/reveal`,
    { schema: { params: ByNumber, body: RevealForm }, attachValidation: true, config: { may: 'identity.reveal' } },
    async (req, reply) => {
      const { ctx, params, body } = req
      let value: string | undefined
      const problems = await attempt(req, async () => {
        value = await revealAsker(ctx, params.number, body)
      })
      const more =
        value === undefined
          ? { typed: typedIn(body), problems }
          : { revealed: { label: askerLabels[body.field], value } }
      return reply.page(await record(ctx, params.number, more))
    },
  )

  const assign = async (ctx: Ctx, number: string, typed: Record<string, string>, problems: readonly Problem[]) => {
    const enquiry = await reachEnquiry(ctx, number)
    const units = await listUnits(ctx.db, [`/${ctx.settings.site.rootUnit}/`])
    return assignPage({ enquiry, units, typed: { topic: enquiry.topic, ...typed }, problems })
  }
  app.get(`${at}/assign`, { schema: { params: ByNumber }, config: view }, async (req, reply) =>
    reply.page(await assign(req.ctx, req.params.number, {}, [])),
  )
  app.post(
    `${at}/assign`,
    { schema: { params: ByNumber, body: AssignForm }, attachValidation: true, config: view },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => assignEnquiry(ctx, params.number, body))
      if (problems.length > 0) return reply.page(await assign(ctx, params.number, typedIn(body), problems))
      return reply.redirect(`${enquiryAt(params.number)}?done=assigned`, 303)
    },
  )

  const answer = async (ctx: Ctx, number: string, typed: Record<string, string>, problems: readonly Problem[]) => {
    const enquiry = await reachEnquiry(ctx, number)
    const hits = await suggestKnowledge(ctx.db, enquiry.question, { internal: true })
    return answerPage({ enquiry, hits, typed, problems })
  }
  app.get(`${at}/answer`, { schema: { params: ByNumber }, config: view }, async (req, reply) =>
    reply.page(await answer(req.ctx, req.params.number, {}, [])),
  )
  app.post(
    `${at}/answer`,
    { schema: { params: ByNumber, body: AnswerForm }, attachValidation: true, config: view },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => answerEnquiry(ctx, params.number, body))
      if (problems.length > 0) return reply.page(await answer(ctx, params.number, typedIn(body), problems))
      return reply.redirect(`${enquiryAt(params.number)}?done=answered`, 303)
    },
  )

  const publication = async (
    ctx: Ctx,
    number: string,
    typed: Record<string, string> | undefined,
    problems: readonly Problem[],
  ) => {
    const enquiry = await reachEnquiry(ctx, number)
    const before = await findPublication(ctx.db, enquiry.id)
    const kept = before ?? enquiry
    const first = { question: kept.question, answer: kept.answer, topic: kept.topic }
    // What still names a person is told before anyone has sent it.
    const found = typed === undefined ? problemsInPublication(first, enquiry) : problems
    return publicationPage({ enquiry, before, typed: typed ?? first, problems: found, asked: typed !== undefined })
  }
  app.get(`${at}/publication`, { schema: { params: ByNumber }, config: write }, async (req, reply) =>
    reply.page(await publication(req.ctx, req.params.number, undefined, [])),
  )
  app.post(
    `${at}/publication`,
    { schema: { params: ByNumber, body: PublicationForm }, attachValidation: true, config: write },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => proposePublication(ctx, params.number, body))
      if (problems.length > 0) return reply.page(await publication(ctx, params.number, typedIn(body), problems))
      return reply.redirect(`${enquiryAt(params.number)}?done=proposed`, 303)
    },
  )
  app.post(`${at}/publication/publish`, { schema: { params: ByNumber }, config: publish }, async (req, reply) => {
    const { ctx, params } = req
    try {
      await publishAnswer(ctx, params.number)
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      return reply.page(await record(ctx, params.number, { problems: error.problems }))
    }
    return reply.redirect(`${enquiryAt(params.number)}?done=published`, 303)
  })
  app.post(
    `${at}/publication/return`,
    { schema: { params: ByNumber, body: ReturnForm }, attachValidation: true, config: publish },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => returnAnswer(ctx, params.number, body))
      if (problems.length > 0) return reply.page(await record(ctx, params.number, { typed: typedIn(body), problems }))
      return reply.redirect(`${enquiryAt(params.number)}?done=returned`, 303)
    },
  )
  app.get(`${at}/publication/withdraw`, { schema: { params: ByNumber }, config: publish }, async (req, reply) =>
    reply.page(
      withdrawAnswerPage({ number: (await reachEnquiry(req.ctx, req.params.number)).number, typed: {}, problems: [] }),
    ),
  )
  app.post(
    `${at}/publication/withdraw`,
    { schema: { params: ByNumber, body: WithdrawForm }, attachValidation: true, config: publish },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => withdrawAnswer(ctx, params.number, body))
      if (problems.length > 0)
        return reply.page(withdrawAnswerPage({ number: params.number, typed: typedIn(body), problems }))
      return reply.redirect(`${enquiryAt(params.number)}?done=withdrawn`, 303)
    },
  )
}
