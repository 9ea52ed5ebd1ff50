import { type Acting, act, atOnce, by } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import * as dispatching from './dispatch.service.ts'
import * as ending from './ending.service.ts'
import * as handling from './handling.service.ts'
import * as publishing from './publish.service.ts'
import * as review from './review.service.ts'
import type { MoveName } from './rules.ts'
import * as schema from './schema.ts'
import * as supervision from './supervision.service.ts'

/** Every move of an officer. The desk's pages and the API are made of this one table, so both take and refuse the same. */
export const acting: Record<MoveName, Acting> = {
  dispatch: by(schema.DispatchForm, dispatching.dispatch),
  answerAtOnce: by(schema.AnswerForm, dispatching.answerAtOnce),
  refuse: by(schema.RefuseForm, dispatching.refuse),
  merge: by(schema.MergeForm, dispatching.merge),
  split: by(schema.WordsForm, dispatching.split),
  sign: atOnce(handling.sign),
  contact: by(schema.ContactForm, handling.contact),
  handDown: by(schema.HandDownForm, dispatching.handDown),
  giveBack: by(schema.GiveBackForm, dispatching.giveBack),
  askReturn: by(schema.ReturnForm, handling.askReturn),
  decideReturn: by(schema.VerdictForm, review.decideReturn),
  reassign: by(schema.DispatchForm, dispatching.reassign),
  askExtension: by(schema.ExtensionForm, handling.askExtension),
  decideExtension: by(schema.VerdictForm, review.decideExtension),
  assist: by(schema.AssistForm, handling.assist),
  reply: by(schema.ReplyForm, handling.reply),
  askClosing: by(schema.ClosingForm, handling.askClosing),
  decideClosing: by(schema.VerdictForm, review.decideClosing),
  supplement: by(schema.SupplementForm, (ctx, number, form, version) =>
    supervision.supplement(ctx, number, form, { version }),
  ),
  urge: by(schema.UrgeForm, (ctx, number, form, version) => supervision.urge(ctx, number, form, { version })),
  supervise: by(schema.SuperviseForm, supervision.supervise),
  escalate: by(schema.EscalateForm, (ctx, number, form, version) =>
    supervision.escalate(ctx, number, form, { version }),
  ),
  instruct: by(schema.InstructForm, supervision.instruct),
  followUp: by(schema.FollowUpForm, ending.followUp),
  reopen: by(schema.ReopenForm, (ctx, number, form, version) => ending.reopen(ctx, number, form, { version })),
  withdraw: by(schema.WordsForm, (ctx, number, form, version) => ending.withdraw(ctx, number, form, { version })),
  archive: atOnce(ending.archive),
  publish: by(schema.PublishForm, publishing.publish),
  withdrawPublication: by(schema.WithdrawPublicationForm, publishing.withdrawPublication),
}

export const moveNames = Object.keys(acting) as MoveName[]

/** Makes a move with a form that has been checked. Throws Refused, Invalid, Forbidden, NotFound. */
export const makeMove = (ctx: Ctx, number: string, name: MoveName, sent: unknown): Promise<void> =>
  act(acting[name], ctx, number, sent)
