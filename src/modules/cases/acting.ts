import { type Acting, act, atOnce, by } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import * as acceptance from './acceptance.service.ts'
import * as decision from './decision.service.ts'
import * as delivery from './delivery.service.ts'
import * as handling from './handling.service.ts'
import type { MoveName } from './rules.ts'
import * as schema from './schema.ts'

export { pathOf, sentWith } from '../../platform/acting.ts'

/** Every move that a person makes; the clock makes the other. */
export type Made = Exclude<MoveName, 'acceptSilently'>

/** Every move of an officer. The desk's pages and the API are made of this one table, so both take and refuse the same. */
export const acting: Record<Made, Acting> = {
  accept: by(schema.AcceptForm, acceptance.accept),
  askSupplement: by(schema.SupplementNotice, acceptance.askSupplement),
  supplement: by(schema.SupplementForm, (ctx, number, form, version) =>
    acceptance.supplement(ctx, number, form, [], { version }),
  ),
  notAccept: by(schema.NonAcceptance, acceptance.notAccept),
  decideAtOnce: by(schema.DecisionForm, decision.decideAtOnce),
  bringMaterials: by(schema.SupplementForm, (ctx, number, form, version) =>
    acceptance.bringMaterials(ctx, number, form, [], { version }),
  ),
  startSpecial: by(schema.SpecialForm, handling.startSpecial),
  endSpecial: by(schema.SpecialEndForm, handling.endSpecial),
  proposeExtension: by(schema.ExtensionForm, handling.proposeExtension),
  decideExtension: by(schema.VerdictForm, handling.decideExtension),
  passStep: by(schema.StepForm, handling.passStep),
  returnStep: by(schema.StepReturnForm, handling.returnStep),
  proposeDecision: by(schema.DecisionForm, decision.proposeDecision),
  takeBackProposal: atOnce(handling.takeBackProposal),
  decide: by(schema.DecisionForm, decision.decide),
  answerProposal: by(schema.VerdictForm, decision.answerProposal),
  askFee: by(schema.FeeForm, handling.askFee),
  recordPayment: by(schema.PaymentForm, handling.recordPayment),
  withdraw: by(schema.WithdrawalForm, (ctx, number, form, version) =>
    acceptance.withdraw(ctx, number, form, { version }),
  ),
  returnCase: by(schema.ReturnForm, acceptance.returnCase),
  issueResult: atOnce(decision.issueResult),
  deliver: by(schema.CounterForm, delivery.deliver),
  post: by(schema.PostForm, delivery.post),
  arrive: by(schema.ArrivalForm, (ctx, number, form, version) => delivery.arrive(ctx, number, form, { version })),
  revokeResult: by(schema.RevokeForm, decision.revokeResult),
  handOver: by(schema.HandOverForm, handling.handOver),
  archive: atOnce(delivery.archive),
}

export const moveNames = Object.keys(acting) as Made[]

/** Makes a move with a form that has been checked. Throws Refused, Invalid, Forbidden, NotFound. */
export const makeMove = (ctx: Ctx, number: string, name: Made, sent: unknown): Promise<void> =>
  act(acting[name], ctx, number, sent)
