import { Forbidden, Invalid, type Problem, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { noteEnquiry } from './enquiries.service.ts'
import { type Enquiry, lockEnquiry } from './enquiries.store.ts'
import * as store from './publications.store.ts'
import { type PublicationMove, personalDataIn, refusePublication } from './rules.ts'
import type { PublicationForm } from './schema.ts'
import { answerVector } from './search.store.ts'
import { personOf } from './step.ts'

const kinds = {
  idNumber: '身份证号码',
  phone: '手机号码',
  bankCard: '银行卡号',
  asker: '咨询人的姓名或者联系方式',
} as const

/** What still names a person in what is to be published, field by field. */
export function problemsInPublication(form: PublicationForm, enquiry: Enquiry): Problem[] {
  return (['question', 'answer'] as const).flatMap((field) => {
    const found = [...new Set(personalDataIn(form[field], enquiry).map((kind) => kinds[kind]))]
    return found.length === 0 ? [] : [{ field, message: `这里还有${found.join('、')}，请改写或者删去再提请公开` }]
  })
}

async function step(
  ctx: Ctx,
  number: string,
  name: PublicationMove,
  work: (tx: Db, enquiry: Enquiry, publication: store.Publication | undefined) => Promise<void>,
): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const enquiry = await lockEnquiry(tx, number)
    if (!holds(ctx.actor, 'knowledge.view', enquiry.unitPath))
      throw new Forbidden(`“${enquiry.unitName}”的咨询不在您的管理范围内`)
    const publication = await store.findPublication(tx, enquiry.id)
    const answered = { answered: enquiry.state === 'answered' }
    const refusal = refusePublication(name, publication, answered, personOf(ctx, enquiry.unitPath))
    if (refusal) throw new Refused(refusal)
    await work(tx, enquiry, publication)
  })
}

/**
 * Words a question and its answer for everyone. Numbers of persons, and the name and contacts of who asked, keep it from
 * going further. Throws Invalid, Refused, Forbidden.
 * @basis 《个人信息保护法》第二十五条
 */
export const proposePublication = (ctx: Ctx, number: string, form: PublicationForm): Promise<void> =>
  step(ctx, number, 'propose', async (tx, enquiry) => {
    const problems = problemsInPublication(form, enquiry)
    if (problems.length > 0) throw new Invalid(problems)
    const { id: enquiryId, unitCode, articleId } = enquiry
    const content = { question: form.question.trim(), answer: form.answer.trim(), topic: form.topic }
    await store.propose(tx, {
      ...{ enquiryId, unitCode, articleId, ...content, search: answerVector(content) },
      ...{ proposedBy: ctx.actor.accountId ?? ctx.actor.name, proposedName: ctx.actor.name, proposedAt: ctx.now },
    })
    await noteEnquiry(ctx, tx, enquiry, 'answerProposed')
  })

const deciding = (ctx: Ctx) => ({
  decidedBy: ctx.actor.accountId ?? ctx.actor.name,
  decidedName: ctx.actor.name,
  decidedAt: ctx.now,
})

/** Publishes what another person worded; looked through for personal data once more. */
export const publishAnswer = (ctx: Ctx, number: string): Promise<void> =>
  step(ctx, number, 'publish', async (tx, enquiry, publication) => {
    if (!publication) return
    const problems = problemsInPublication(publication, enquiry)
    if (problems.length > 0) throw new Invalid(problems)
    await store.decide(tx, enquiry.id, { state: 'published', publishedAt: ctx.now, ...deciding(ctx) })
    await noteEnquiry(ctx, tx, enquiry, 'answerPublished')
    await publicChanged(tx)
  })

/** Gives it back to whoever worded it. */
export const returnAnswer = (ctx: Ctx, number: string, form: { note: string }): Promise<void> =>
  step(ctx, number, 'return', async (tx, enquiry) => {
    await store.decide(tx, enquiry.id, { state: 'returned', note: form.note.trim(), ...deciding(ctx) })
    await noteEnquiry(ctx, tx, enquiry, 'answerReturned', { note: form.note.trim() })
  })

/** Takes a published answer away from the public. */
export const withdrawAnswer = (ctx: Ctx, number: string, form: { reason: string }): Promise<void> =>
  step(ctx, number, 'withdraw', async (tx, enquiry) => {
    await store.decide(tx, enquiry.id, { state: 'withdrawn', note: form.reason.trim(), ...deciding(ctx) })
    await noteEnquiry(ctx, tx, enquiry, 'answerWithdrawn', { reason: form.reason.trim() })
    await publicChanged(tx)
  })
