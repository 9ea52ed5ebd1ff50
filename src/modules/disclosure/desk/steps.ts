import type { Problem } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, type Page, typedIn, typedList } from '../../../ui/index.ts'
import { addChannel, forcePublish, publish, repeal, unschedule, withdraw } from '../publish.service.ts'
import { findingsInAll, readFiles } from '../readings.service.ts'
import { approve, reassess, returnForChange, revisit, withhold } from '../review.service.ts'
import {
  ApproveForm,
  ChannelForm,
  ForceForm,
  PublishForm,
  ReassessForm,
  RepealForm,
  ReturnForm,
  RevisitForm,
  WithdrawForm,
  WithholdForm,
} from '../schema.ts'
import { ById, type Detail, detailOf } from './documents.ts'
import {
  channelsPage,
  forcePage,
  publishPage,
  reassessPage,
  repealPage,
  reviewPage,
  revisitPage,
  type StepView,
  withdrawPage,
} from './steps.view.tsx'

const review = { may: 'disclosure.review' } as const
const publishing = { may: 'disclosure.publish' } as const
const detailAddress = (id: number) => `/desk/disclosure/documents/${id}`
const address = '/disclosure/documents/:id'

async function show(
  ctx: Ctx,
  id: number,
  page: (view: StepView) => Page,
  body: unknown = {},
  problems: readonly Problem[] = [],
): Promise<Page> {
  const detail: Detail = await detailOf(ctx, id)
  const findings = detail.document.publishedAt ? [] : await findingsNow(ctx, detail)
  const typed = { ...typedIn(body), channels: typedList(body, 'channels') }
  return page({ ...detail, typed, problems, today: ctx.today, findings })
}

/** What the check for personal data finds as things stand, for who publishes without anybody having handed it in. */
async function findingsNow(ctx: Ctx, { document, attachments }: Detail) {
  await readFiles(ctx, attachments)
  return findingsInAll(ctx.db, document, attachments)
}

/** Review, publication and what comes after it: one page for each step, one use case behind it. */
export const stepRoutes: Routes = (app) => {
  app.get(`${address}/review`, { schema: { params: ById }, config: review }, async (req, reply) =>
    reply.page(await show(req.ctx, req.params.id, reviewPage)),
  )

  app.post(
    `${address}/approve`,
    { schema: { params: ById, body: ApproveForm }, attachValidation: true, config: review },
    async (req, reply) => {
      const problems = await attempt(req, () => approve(req.ctx, req.params.id, req.body))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.id, reviewPage, req.body, problems))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )

  app.post(
    `${address}/withhold`,
    { schema: { params: ById, body: WithholdForm }, attachValidation: true, config: review },
    async (req, reply) => {
      const problems = await attempt(req, () => withhold(req.ctx, req.params.id, req.body))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.id, reviewPage, req.body, problems))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )

  app.post(
    `${address}/return`,
    { schema: { params: ById, body: ReturnForm }, attachValidation: true, config: review },
    async (req, reply) => {
      const problems = (await attempt(req, () => returnForChange(req.ctx, req.params.id, req.body.note))).map((p) => ({
        ...p,
        field: 'return-note',
      }))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.id, reviewPage, {}, problems))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )

  app.get(`${address}/reassess`, { schema: { params: ById }, config: review }, async (req, reply) =>
    reply.page(await show(req.ctx, req.params.id, reassessPage)),
  )

  app.post(
    `${address}/reassess`,
    { schema: { params: ById, body: ReassessForm }, attachValidation: true, config: review },
    async (req, reply) => {
      const problems = await attempt(req, () => reassess(req.ctx, req.params.id, req.body))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.id, reassessPage, req.body, problems))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )

  app.get(`${address}/publish`, { schema: { params: ById }, config: publishing }, async (req, reply) =>
    reply.page(await show(req.ctx, req.params.id, publishPage, { channels: ['website'] })),
  )

  app.post(
    `${address}/publish`,
    { schema: { params: ById, body: PublishForm }, attachValidation: true, config: publishing },
    async (req, reply) => {
      const problems = await attempt(req, () => publish(req.ctx, req.params.id, req.body as PublishForm))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.id, publishPage, req.body, problems))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )

  app.post(`${address}/unschedule`, { schema: { params: ById }, config: publishing }, async (req, reply) => {
    await unschedule(req.ctx, req.params.id)
    return reply.redirect(detailAddress(req.params.id), 303)
  })

  const force = { may: 'disclosure.forcePublish' } as const
  app.get(`${address}/force`, { schema: { params: ById }, config: force }, async (req, reply) =>
    reply.page(await show(req.ctx, req.params.id, forcePage, { channels: ['website'] })),
  )

  app.post(
    `${address}/force`,
    { schema: { params: ById, body: ForceForm }, attachValidation: true, config: force },
    async (req, reply) => {
      const problems = await attempt(req, () => forcePublish(req.ctx, req.params.id, req.body as ForceForm))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.id, forcePage, req.body, problems))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )

  app.get(`${address}/channels`, { schema: { params: ById }, config: publishing }, async (req, reply) =>
    reply.page(await show(req.ctx, req.params.id, channelsPage)),
  )

  app.post(
    `${address}/channels`,
    { schema: { params: ById, body: ChannelForm }, attachValidation: true, config: publishing },
    async (req, reply) => {
      const problems = await attempt(req, () => addChannel(req.ctx, req.params.id, req.body as ChannelForm))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.id, channelsPage, req.body, problems))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )

  app.get(`${address}/repeal`, { schema: { params: ById }, config: publishing }, async (req, reply) =>
    reply.page(await show(req.ctx, req.params.id, repealPage)),
  )

  app.post(
    `${address}/repeal`,
    { schema: { params: ById, body: RepealForm }, attachValidation: true, config: publishing },
    async (req, reply) => {
      const problems = await attempt(req, () => repeal(req.ctx, req.params.id, req.body))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.id, repealPage, req.body, problems))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )

  app.get(`${address}/revisit`, { schema: { params: ById }, config: review }, async (req, reply) =>
    reply.page(await show(req.ctx, req.params.id, revisitPage)),
  )

  app.post(
    `${address}/revisit`,
    { schema: { params: ById, body: RevisitForm }, attachValidation: true, config: review },
    async (req, reply) => {
      const problems = await attempt(req, () => revisit(req.ctx, req.params.id, req.body))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.id, revisitPage, req.body, problems))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )

  const taking = { may: 'disclosure.withdraw' } as const
  app.get(`${address}/withdraw`, { schema: { params: ById }, config: taking }, async (req, reply) =>
    reply.page(await show(req.ctx, req.params.id, withdrawPage)),
  )

  app.post(
    `${address}/withdraw`,
    { schema: { params: ById, body: WithdrawForm }, attachValidation: true, config: taking },
    async (req, reply) => {
      const problems = await attempt(req, () => withdraw(req.ctx, req.params.id, req.body))
      if (problems.length > 0) return reply.page(await show(req.ctx, req.params.id, withdrawPage, req.body, problems))
      return reply.redirect(detailAddress(req.params.id), 303)
    },
  )
}
