import { type Acting, act, atOnce, by } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import * as replies from './replies.service.ts'
import type { MoveName } from './rules.ts'
import * as schema from './schema.ts'
import * as steps from './steps.service.ts'

export { pathOf, sentWith } from '../../platform/acting.ts'

/** Every move of an officer. The desk's pages and the API are made of this one table, so both take and refuse the same. */
export const acting: Record<MoveName, Acting> = {
  take: atOnce(steps.take),
  askSupplement: by(schema.SupplementNotice, steps.askSupplement),
  supplement: by(schema.SupplementForm, (ctx, number, form, version) =>
    steps.supplement(ctx, number, form, [], { version }),
  ),
  abandon: atOnce(steps.abandon),
  consult: by(schema.ConsultForm, steps.consult),
  recordAnswer: by(schema.ConsultationAnswerForm, steps.recordAnswer),
  proposeExtension: by(schema.ExtensionForm, replies.proposeExtension),
  askReasons: by(schema.ReasonsNotice, steps.askReasons),
  giveReasons: by(schema.ReasonsForm, (ctx, number, form, version) =>
    steps.giveReasons(ctx, number, form, { version }),
  ),
  proposePostponement: by(schema.PostponementForm, replies.proposePostponement),
  handOver: by(schema.HandOverForm, steps.handOver),
  askFee: by(schema.FeeNotice, steps.askFee),
  recordPayment: by(schema.PaymentForm, steps.recordPayment),
  abandonUnpaid: atOnce(steps.abandonUnpaid),
  draftReply: by(schema.ReplyForm, replies.draftReply),
  issueReply: atOnce(replies.issueReply),
  proposeReply: atOnce(replies.proposeReply),
  takeBackProposal: atOnce(replies.takeBackProposal),
  decide: by(schema.DecideForm, (ctx, number, { proposal, decision, note }, version) =>
    replies.decide(ctx, number, proposal, decision, { note }, version),
  ),
  withdraw: by(schema.WithdrawalForm, (ctx, number, form, version) => steps.withdraw(ctx, number, form, { version })),
  followUp: by(schema.FollowUpForm, steps.followUp),
  recordDelivery: by(schema.DeliveryForm, steps.recordDelivery),
  archive: atOnce(steps.archive),
}

export const moveNames = Object.keys(acting) as MoveName[]

/** Makes a move with a form that has been checked. Throws Refused, Invalid, Forbidden, NotFound. */
export const makeMove = (ctx: Ctx, number: string, name: MoveName, sent: unknown): Promise<void> =>
  act(acting[name], ctx, number, sent)
