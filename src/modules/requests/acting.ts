import { type Static, type TObject, Type } from 'typebox'
import { Invalid } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import * as replies from './replies.service.ts'
import type { MoveName } from './rules.ts'
import * as schema from './schema.ts'
import * as steps from './steps.service.ts'

type Version = number | undefined

/** How an officer makes a move: the form it takes and the use case that carries it out. */
export type Acting = {
  form: TObject
  make: (ctx: Ctx, number: string, form: never, version: Version) => Promise<void>
}

const by = <F extends TObject>(
  form: F,
  make: (ctx: Ctx, number: string, form: Static<F>, version: Version) => Promise<void>,
): Acting => ({ form, make })

const atOnce = (make: (ctx: Ctx, number: string, version: Version) => Promise<void>): Acting =>
  by(schema.Nothing, (ctx, number, _, version) => make(ctx, number, version))

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
  decide: by(schema.DecideForm, (ctx, number, { proposal, decision, note }, version) =>
    replies.decide(ctx, number, proposal, decision, { note }, version),
  ),
  withdraw: by(schema.WithdrawalForm, (ctx, number, form, version) => steps.withdraw(ctx, number, form, { version })),
  followUp: by(schema.FollowUpForm, steps.followUp),
  recordDelivery: by(schema.DeliveryForm, steps.recordDelivery),
  archive: atOnce(steps.archive),
}

export const moveNames = Object.keys(acting) as MoveName[]

/** A form as it is sent: with the version of the record it was filled in on, if it tells one. */
export const sentWith = (form: TObject) =>
  Type.Object({
    ...form.properties,
    version: Type.Optional(Type.Integer({ title: '页面的版本', minimum: 1, maximum: 1_000_000_000 })),
  })

/** Makes a move with a form that has been checked. Throws Refused, Invalid, Forbidden, NotFound. */
export function makeMove(ctx: Ctx, number: string, name: MoveName, sent: unknown): Promise<void> {
  if (sent === null || typeof sent !== 'object') throw new Invalid([{ field: '', message: '没有收到表单的内容' }])
  const { version, ...form } = sent as { version?: number }
  return acting[name].make(ctx, number, form as never, version)
}

/** How a move is called in addresses: `ask-supplement`. */
export const pathOf = (name: MoveName): string => name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)
