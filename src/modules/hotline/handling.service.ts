import type { Static } from 'typebox'
import { addWorkingDays } from '../../core/calendar.ts'
import { Invalid } from '../../core/errors.ts'
import type { Version } from '../../platform/acting.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { addFiles, addProposal, addReply, answerForUnit, voidProposals } from './life.store.ts'
import type * as schema from './schema.ts'
import { change, move, type Step } from './step.ts'
import { tellAll } from './telling.ts'

const me = ({ actor, now }: Ctx) => ({ by: actor.accountId ?? null, name: actor.name, at: now })

/** Signs for an order: from then on it is the officer's. */
export const sign = (ctx: Ctx, number: string, version?: Version): Promise<void> =>
  move(ctx, number, 'sign', { version }, async (step) => {
    const { by, name } = me(ctx)
    change(step, { state: 'handling', signedOn: ctx.today, handlerId: by, handlerName: name })
    return { act: 'signed' }
  })

/** Notes the first contact with the person, or another one. */
export const contact = (
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.ContactForm>,
  version?: Version,
): Promise<void> =>
  move(ctx, number, 'contact', { version }, async (step) => {
    change(step, { contactedOn: step.order.contactedOn ?? ctx.today })
    return { act: 'contacted', words: form.words, data: { way: form.way } }
  })

/** Answers for a unit that assists. */
export const assist = (
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.AssistForm>,
  version?: Version,
): Promise<void> =>
  move(ctx, number, 'assist', { version }, async ({ tx, life }) => {
    const part = life.units.find((u) => u.state === 'doing' && holds(ctx.actor, 'hotline.handle', u.unitPath))
    if (!part) throw new Error('a unit assists and is not there')
    const { by, name, at } = me(ctx)
    await answerForUnit(tx, part.id, {
      ...{ answer: form.answer.trim(), answeredBy: by, answeredName: name, answeredAt: at },
    })
    return { act: 'assisted', words: form.answer.trim(), data: { unit: part.unitCode } }
  })

async function propose(ctx: Ctx, { tx, order }: Step, kind: schema.ProposalKind, content: unknown): Promise<void> {
  const proposedBy = ctx.actor.accountId ?? ctx.actor.name
  const who = { proposedBy, proposedName: ctx.actor.name, proposedAt: ctx.now }
  await addProposal(tx, order.id, { kind, content, unitCode: order.atUnitCode, ...who })
}

/** Asks to give an order back that is not the unit's. */
export const askReturn = (ctx: Ctx, number: string, form: schema.ReturnForm, version?: Version): Promise<void> =>
  move(ctx, number, 'askReturn', { version }, async (step) => {
    await propose(ctx, step, 'return', form)
    return { act: 'returnAsked', words: form.words }
  })

/** Asks for more days, once and before the last one. Throws Invalid when it is too many. */
export const askExtension = (ctx: Ctx, number: string, form: schema.ExtensionForm, version?: Version): Promise<void> =>
  move(ctx, number, 'askExtension', { version }, async (step) => {
    const { mostExtension } = step.facts
    if (form.days > mostExtension) throw new Invalid([{ field: 'days', message: `最多延长 ${mostExtension} 个工作日` }])
    const { superiorDueOn, clockFrom, replyDays } = step.order
    if (superiorDueOn !== null && superiorDueOn < addWorkingDays(ctx.calendar, clockFrom, replyDays + form.days))
      throw new Invalid([{ field: 'days', message: `上级要求 ${superiorDueOn} 以前办结，延期不能超过这一天` }])
    await propose(ctx, step, 'extension', form)
    return { act: 'extensionAsked', words: form.words, data: { days: form.days } }
  })

/**
 * Replies to the person, and to everyone whose order this one answers for. A later reply takes the place of an earlier. Files that
 * come with it are shown to them. Throws Invalid when there are too many.
 */
export const reply = (
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.ReplyForm>,
  version?: Version,
  files: readonly { sha256: string; name: string }[] = [],
): Promise<void> =>
  move(ctx, number, 'reply', { version }, async (step) => {
    const { tx, order, life } = step
    const { by, name, at } = me(ctx)
    const most = ctx.settings.limits.uploadsPerDocument
    if (life.files.filter((f) => f.kind === 'reply').length + files.length > most)
      throw new Invalid([{ field: 'files', message: `答复的附件最多 ${most} 个，请减少或合并` }])
    await addFiles(tx, order.id, files, { kind: 'reply', addedBy: name, addedOn: ctx.today })
    await voidProposals(tx, order.id)
    await addReply(tx, order.id, {
      ...{ text: form.text.trim(), way: form.way, unitCode: order.atUnitCode },
      ...{ repliedBy: by, repliedName: name, repliedAt: at },
    })
    const contactedOn = order.contactedOn ?? ctx.today
    change(step, { state: 'replied', repliedOn: order.repliedOn ?? ctx.today, contactedOn })
    await tellAll(ctx, step, '已经答复。')
    const names = files.length > 0 ? { files: files.map((f) => f.name) } : {}
    return { act: 'replied', data: { way: form.way, ...names } }
  })

/** Asks that an order be closed: the hotline reviews it. */
export const askClosing = (ctx: Ctx, number: string, form: schema.ClosingForm, version?: Version): Promise<void> =>
  move(ctx, number, 'askClosing', { version }, async (step) => {
    const { order } = step
    await propose(ctx, step, 'closing', form)
    change(step, {
      ...{ state: 'closing', closingAskedOn: ctx.today },
      ...{ atUnitCode: order.intakeUnitCode, atUnitPath: order.intakeUnitPath },
    })
    return { act: 'closingAsked', words: form.words, data: { result: form.result } }
  })
