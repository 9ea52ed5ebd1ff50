import { showLongDay } from '../../core/day.ts'
import type { Version } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import { getUnit } from '../organisations/index.ts'
import { closedData } from './dispatch.service.ts'
import { decideProposal, dropUnits, type OrderProposal, voidProposals } from './life.store.ts'
import type { ClosingForm, ExtensionForm, ProposalKind, VerdictForm } from './schema.ts'
import { change, move, replyDueOf, type Step, type Told } from './step.ts'
import { reachable, tellAll, tellUnit } from './telling.ts'

/** Ends what waits, with the verdict of a second person. */
async function decide(ctx: Ctx, { tx, life }: Step, kind: ProposalKind, form: VerdictForm): Promise<OrderProposal> {
  const proposal = life.proposals.find((p) => p.kind === kind && p.state === 'waiting')
  if (!proposal) throw new Error(`a ${kind} waits and is not there`)
  const decidedBy = ctx.actor.accountId ?? ctx.actor.name
  const note = form.words.trim()
  await decideProposal(tx, proposal.id, {
    ...{ state: form.verdict, decidedBy, decidedName: ctx.actor.name, decidedAt: ctx.now, note },
  })
  return proposal
}

/** Says no: the unit is told, and goes on. */
async function sendBack(
  ctx: Ctx,
  { tx, order }: Step,
  proposal: OrderProposal,
  form: VerdictForm,
  what: string,
): Promise<Told> {
  await tellUnit(ctx, tx, proposal.unitCode, {
    ...{ number: order.number, subject: `没有同意${what}` },
    sentence: form.words.trim() || '请继续办理。',
  })
  return { act: 'proposalReturned', words: form.words, data: { kind: proposal.kind } }
}

/** Agrees that an order is not the unit's: it comes back to be dispatched anew; or has the unit go on. */
export const decideReturn = (ctx: Ctx, number: string, form: VerdictForm, version?: Version): Promise<void> =>
  move(ctx, number, 'decideReturn', { version }, async (step) => {
    const { tx, order } = step
    const proposal = await decide(ctx, step, 'return', form)
    if (form.verdict === 'returned') return sendBack(ctx, step, proposal, form, '退单')
    await voidProposals(tx, order.id)
    await dropUnits(tx, order.id)
    const from = order.unitCode
    change(step, {
      ...{ state: 'received', unitCode: null, unitPath: null, handlerId: null, handlerName: '', signedOn: null },
      ...{ atUnitCode: order.intakeUnitCode, atUnitPath: order.intakeUnitPath, dispatchedOn: null, contactedOn: null },
    })
    return { act: 'returned', words: form.words, data: { from } }
  })

/** Grants more days, and tells the person until when; or not. */
export const decideExtension = (ctx: Ctx, number: string, form: VerdictForm, version?: Version): Promise<void> =>
  move(ctx, number, 'decideExtension', { version }, async (step) => {
    const proposal = await decide(ctx, step, 'extension', form)
    if (form.verdict === 'returned') return sendBack(ctx, step, proposal, form, '延期')
    const { days } = proposal.content as ExtensionForm
    change(step, { extension: days })
    const replyDueOn = replyDueOf(ctx, step.order)
    await tellAll(ctx, step, `需要再多几天，最迟${showLongDay(replyDueOn)}答复您。`)
    return { act: 'extended', words: form.words, data: { days, replyDueOn } }
  })

/** Closes an order: the follow-up is due. Or sends it back to the unit with words: its clock runs on. */
export const decideClosing = (ctx: Ctx, number: string, form: VerdictForm, version?: Version): Promise<void> =>
  move(ctx, number, 'decideClosing', { version }, async (step) => {
    const { order } = step
    const proposal = await decide(ctx, step, 'closing', form)
    if (form.verdict === 'returned') {
      const { path } = await getUnit(step.tx, proposal.unitCode)
      change(step, {
        ...{ state: 'handling', repliedOn: null, closingAskedOn: null },
        ...{ atUnitCode: proposal.unitCode, atUnitPath: path },
      })
      return sendBack(ctx, step, proposal, form, '办结')
    }
    const { result, words } = proposal.content as ClosingForm
    change(step, { state: 'closed', result, resultNote: words })
    await tellAll(ctx, step, '已经办结，我们会回访您。不满意的，可以在查询页要求重新办理。')
    return { act: 'closed', words: form.words, data: closedData(order), followUp: reachable(order) }
  })
