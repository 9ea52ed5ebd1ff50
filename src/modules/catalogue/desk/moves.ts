import { Type } from 'typebox'
import type { Problem } from '../../../core/errors.ts'
import type { Ctx } from '../../../platform/context.ts'
import type { Routes } from '../../../platform/http.ts'
import { attempt, typedIn } from '../../../ui/index.ts'
import { addHandlingItem } from '../adopt.service.ts'
import { compareElements } from '../compare.ts'
import { delegateItem, endDelegation } from '../delegation.service.ts'
import { beginVersion, withdrawDraft } from '../draft.service.ts'
import { cancelItem, publishVersion, returnDraft, takeBack } from '../publish.service.ts'
import { readItem } from '../report.service.ts'
import { CancelForm, DelegationForm, HandlingForm, PublishForm, ReturnForm } from '../schema.ts'
import { ChangedMeanwhile, draftOf } from '../step.ts'
import { at } from './crumbs.ts'
import { address, ById, type Done } from './item.ts'
import {
  askPage,
  cancelPage,
  delegationPage,
  endDelegationPage,
  handlingPage,
  reviewPage,
  type Typed,
} from './moves.view.tsx'

const fill = { may: 'catalogue.fill' } as const
const publish = { may: 'catalogue.publish' } as const
const done = (id: number, what: Done) => `${at.item(id)}?done=${what}`

/** Pages on which something is done to an item as a whole. */
export const moveRoutes: Routes = (app) => {
  app.post(`${address}/begin`, { schema: { params: ById }, config: fill }, async (req, reply) => {
    await beginVersion(req.ctx, req.params.id)
    return reply.redirect(done(req.params.id, 'begun'), 303)
  })

  app.get(`${address}/withdraw`, { schema: { params: ById }, config: fill }, async (req, reply) => {
    const file = await readItem(req.ctx, req.params.id)
    const { version } = draftOf(file)
    return reply.page(
      askPage({
        item: file.item,
        title: `撤销第 ${version} 版草稿`,
        text: '撤销后这一版填写的内容不再能改，已发布的不变。填过的内容留在办理记录里。',
        action: `${at.item(file.item.id)}/withdraw`,
        label: '撤销草稿',
        changedIn: file.item.changedIn,
      }),
    )
  })
  const Withdraw = Type.Object({ changedIn: Type.Integer({ minimum: 1 }) })
  app.post(`${address}/withdraw`, { schema: { params: ById, body: Withdraw }, config: fill }, async (req, reply) => {
    await withdrawDraft(req.ctx, req.params.id, req.body)
    return reply.redirect(done(req.params.id, 'withdrawn'), 303)
  })

  app.get(`${address}/take-back`, { schema: { params: ById }, config: publish }, async (req, reply) => {
    const { item } = await readItem(req.ctx, req.params.id)
    return reply.page(
      askPage({
        item,
        title: '收回尚未生效的版本',
        text: '收回以后它又是草稿，可以再改；现行的版本继续有效。',
        action: `${at.item(item.id)}/take-back`,
        label: '收回',
      }),
    )
  })
  app.post(`${address}/take-back`, { schema: { params: ById }, config: publish }, async (req, reply) => {
    await takeBack(req.ctx, req.params.id)
    return reply.redirect(done(req.params.id, 'takenBack'), 303)
  })

  app.get(`${address}/handling`, { schema: { params: ById }, config: fill }, async (req, reply) =>
    reply.page(handlingPage({ ...(await readItem(req.ctx, req.params.id)), typed: {}, problems: [] })),
  )
  app.post(
    `${address}/handling`,
    { schema: { params: ById, body: HandlingForm }, attachValidation: true, config: fill },
    async (req, reply) => {
      const { ctx, params } = req
      let id = 0
      const problems = await attempt(req, async () => {
        id = await addHandlingItem(ctx, params.id, req.body)
      })
      if (problems.length > 0)
        return reply.page(handlingPage({ ...(await readItem(ctx, params.id)), typed: typedIn(req.body), problems }))
      return reply.redirect(at.section(id, 'basic'), 303)
    },
  )

  app.get(`${address}/review`, { schema: { params: ById }, config: publish }, async (req, reply) =>
    reply.page(await review(req.ctx, req.params.id, { effectiveOn: req.ctx.today }, [])),
  )
  app.post(
    `${address}/publish`,
    { schema: { params: ById, body: PublishForm }, attachValidation: true, config: publish },
    async (req, reply) => {
      const { ctx, params, body } = req
      return reviewed(req, () => publishVersion(ctx, params.id, body), 'published', reply)
    },
  )
  app.post(
    `${address}/return`,
    { schema: { params: ById, body: ReturnForm }, attachValidation: true, config: publish },
    async (req, reply) => {
      const { ctx, params, body } = req
      return reviewed(req, () => returnDraft(ctx, params.id, body), 'returned', reply)
    },
  )

  app.get(`${address}/cancel`, { schema: { params: ById }, config: publish }, async (req, reply) => {
    const { item } = await readItem(req.ctx, req.params.id)
    return reply.page(cancelPage({ item, typed: { on: req.ctx.today }, problems: [] }))
  })
  app.post(
    `${address}/cancel`,
    { schema: { params: ById, body: CancelForm }, attachValidation: true, config: publish },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => cancelItem(ctx, params.id, body))
      if (problems.length === 0) return reply.redirect(done(params.id, 'cancelled'), 303)
      const { item } = await readItem(ctx, params.id)
      return reply.page(cancelPage({ item, typed: typedIn(body), problems }))
    },
  )

  app.get(`${address}/delegation`, { schema: { params: ById }, config: publish }, async (req, reply) => {
    const { ctx } = req
    const { item, draft, published } = await readItem(ctx, req.params.id)
    const said = (published.find((v) => v.id === item.versionId) ?? draft)?.elements
    const [materials, days] = [said?.materials.length ?? 0, said?.commitmentLimit.days ?? 0].map(String)
    const typed = {
      ...{ acceptedAt: 'village', decidedAt: 'department', delegatedOn: ctx.today as string },
      ...{ materialsBefore: materials ?? '', materialsAfter: materials ?? '', daysBefore: days ?? '' },
      daysAfter: days ?? '',
    }
    return reply.page(delegationPage({ item, typed, problems: [] }))
  })
  app.post(
    `${address}/delegation`,
    { schema: { params: ById, body: DelegationForm }, attachValidation: true, config: publish },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => delegateItem(ctx, params.id, body))
      if (problems.length === 0) return reply.redirect(done(params.id, 'delegated'), 303)
      const { item } = await readItem(ctx, params.id)
      return reply.page(delegationPage({ item, typed: typedIn(body), problems }))
    },
  )

  app.get(`${address}/delegation/end`, { schema: { params: ById }, config: publish }, async (req, reply) => {
    const { item } = await readItem(req.ctx, req.params.id)
    return reply.page(endDelegationPage({ item, typed: { on: req.ctx.today }, problems: [] }))
  })
  const End = Type.Object({ on: Type.String({ maxLength: 10, title: '停止日期' }) })
  app.post(
    `${address}/delegation/end`,
    { schema: { params: ById, body: End }, attachValidation: true, config: publish },
    async (req, reply) => {
      const { ctx, params, body } = req
      const problems = await attempt(req, () => endDelegation(ctx, params.id, body.on))
      if (problems.length === 0) return reply.redirect(done(params.id, 'ended'), 303)
      const { item } = await readItem(ctx, params.id)
      return reply.page(endDelegationPage({ item, typed: typedIn(body), problems }))
    },
  )
}

type Req = Parameters<typeof attempt>[0]
type Answer = { page(page: ReturnType<typeof reviewPage>): unknown; redirect(to: string, code: number): unknown }

/** Does what a reviewer decided; when it cannot be done, the review is shown again as things stand now. */
async function reviewed(req: Req, act: () => Promise<void>, what: Done, reply: Answer) {
  const { id } = req.params as { id: number }
  try {
    const problems = await attempt(req, act)
    if (problems.length === 0) return reply.redirect(done(id, what), 303)
    return reply.page(await review(req.ctx, id, typedIn(req.body), problems))
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error
    return reply.page({ ...(await review(req.ctx, id, typedIn(req.body), [], true)), status: 409 })
  }
}

async function review(ctx: Ctx, id: number, typed: Typed, problems: readonly Problem[], meanwhile = false) {
  const file = await readItem(ctx, id)
  const draft = draftOf(file)
  const inForce = file.published[0]
  return reviewPage({
    ...{ item: file.item, draft, inForce, findings: file.findings, typed, problems, meanwhile, today: ctx.today },
    changes: inForce ? compareElements(inForce.elements, draft.elements) : [],
    own: draft.editedBy === (ctx.actor.accountId ?? ctx.actor.name),
  })
}
