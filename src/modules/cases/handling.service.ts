import type { Static } from 'typebox'
import { showLongDay } from '../../core/day.ts'
import { Forbidden, Invalid, NotFound, Refused } from '../../core/errors.ts'
import type { Version } from '../../platform/acting.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { ItemVersion } from '../catalogue/index.ts'
import { findColleague } from '../identity/index.ts'
import { specialLabels } from './labels.ts'
import { issuePaper, tell } from './papers.service.ts'
import { currentSteps, isReview, stepsAgain } from './progress.ts'
import { problemsInExtension } from './rules.ts'
import type * as schema from './schema.ts'
import { advance, beginNext, change, handler, move, moveClock, note, type Step } from './step.ts'
import {
  addProposal,
  addSteps,
  answerProposal,
  type CaseProposal,
  type CaseStep,
  endSteps,
  voidProposals,
} from './steps.store.ts'

/**
 * Begins a special procedure: the time it takes is left out of both limits, and the applicant is told in writing.
 * @basis 《行政许可法》第四十五条
 */
export function startSpecial(ctx: Ctx, number: string, form: Static<typeof schema.SpecialForm>, version?: Version) {
  return move(ctx, number, 'startSpecial', { version }, async (step) => {
    const special = specialOf(step.version, form.kind)
    const ground = `${special.name}（${special.basis}）`
    await change(step, { state: 'specialProcedure', clockStopped: true, ...handler(ctx, step.file) })
    await moveClock(ctx, step, {
      ...{ kind: 'pause', cause: 'special', on: ctx.today, ground, specialKind: form.kind },
      ...(form.until ? { until: form.until } : {}),
    })
    await note(ctx, step.tx, step.file, 'specialStarted', form)
    await issuePaper(ctx, step, 'specialNotice', { special, reason: form.reason })
    await tell(ctx, step.tx, step.file, `需要${special.name}，这段时间不计入办理期限。`)
  })
}

/** A special procedure as the version has it; one that it does not have rests on the law alone. */
function specialOf({ elements }: ItemVersion, kind: Static<typeof schema.SpecialForm>['kind']) {
  const known = elements.specialProcedures.find((s) => s.kind === kind)
  return known ?? { name: specialLabels[kind], basis: '《中华人民共和国行政许可法》第四十五条', days: null }
}

/** Notes how a special procedure ended; the clocks run on. */
export function endSpecial(ctx: Ctx, number: string, form: Static<typeof schema.SpecialEndForm>, version?: Version) {
  return move(ctx, number, 'endSpecial', { version }, async (step) => {
    await change(step, { state: 'inReview', clockStopped: false })
    await moveClock(ctx, step, { kind: 'resume', cause: 'special', on: ctx.today, ground: '特别程序结束' })
    await note(ctx, step.tx, step.file, 'specialEnded', form)
    await tell(ctx, step.tx, step.file, '特别程序已经结束，接着计时办理。')
  })
}

const propose = (ctx: Ctx, { tx, file }: Step, kind: schema.ProposalKind, content: unknown) =>
  addProposal(tx, file.id, {
    kind,
    content,
    proposedBy: ctx.actor.accountId ?? ctx.actor.name,
    proposedName: ctx.actor.name,
    proposedAt: ctx.now,
  })

/**
 * Asks the head to extend the limit, with reasons.
 * @basis 《行政许可法》第四十二条
 */
export function proposeExtension(
  ctx: Ctx,
  number: string,
  form: Static<typeof schema.ExtensionForm>,
  version?: Version,
) {
  return move(ctx, number, 'proposeExtension', { version }, async (step) => {
    const problems = problemsInExtension(step.facts, form.days)
    if (problems.length > 0) throw new Invalid(problems)
    await propose(ctx, step, 'extension', form)
    await change(step, handler(ctx, step.file))
    await note(ctx, step.tx, step.file, 'extensionProposed', form)
  })
}

/**
 * The head decides on an extension: approved, both limits grow and the applicant is told the reasons; returned, it goes back
 * with a word. Nobody decides on their own proposal.
 * @basis 《行政许可法》第四十二条：经本行政机关负责人批准，可以延长，并应当将延长期限的理由告知申请人
 */
export function decideExtension(ctx: Ctx, number: string, form: Static<typeof schema.VerdictForm>, version?: Version) {
  return move(ctx, number, 'decideExtension', { version }, async (step) => {
    const proposal = await answer(ctx, step, 'extension', form)
    if (proposal.proposedBy === (ctx.actor.accountId ?? ctx.actor.name))
      throw new Forbidden('提请的人不能自己批准，请由另一位负责人审批')
    if (form.verdict === 'returned') return giveBack(ctx, step, proposal, form.note)
    return extend(ctx, step, proposal.content as Static<typeof schema.ExtensionForm>)
  })
}

async function extend(ctx: Ctx, step: Step, { days, reason }: Static<typeof schema.ExtensionForm>): Promise<void> {
  const before = step.file.dueOn
  const { basis } = step.facts.mostExtension
  await moveClock(ctx, step, {
    kind: 'extension',
    cause: 'extension',
    on: ctx.today,
    days,
    ground: `延长期限（${basis}）`,
  })
  await note(ctx, step.tx, step.file, 'extended', { days, reason, before, dueOn: step.file.dueOn })
  await issuePaper(ctx, step, 'extensionNotice', { reason, extension: { days, basis } })
  await tell(
    ctx,
    step.tx,
    step.file,
    `办理期限延长，新的日期是${step.file.dueOn ? showLongDay(step.file.dueOn) : '另行告知的日期'}。`,
  )
}

/** Takes up a proposal that waits, and notes what was said to it. Throws NotFound, Refused when it has an answer already. */
export async function answer(
  ctx: Ctx,
  { tx, file, life }: Pick<Step, 'tx' | 'file' | 'life'>,
  kind: schema.ProposalKind,
  form: Static<typeof schema.VerdictForm>,
): Promise<CaseProposal> {
  const proposal = life.proposals.find((p) => p.id === form.proposal && p.kind === kind)
  if (!proposal) throw new NotFound('这一项提请')
  if (proposal.state !== 'waiting')
    throw new Refused({ code: 'cases.answeredBefore', message: '这一项提请已经有了结果', next: '请回到办件页面查看' })
  if (form.verdict === 'returned' && form.note.trim() === '')
    throw new Invalid([{ field: 'note', message: '退回的，请写明需要怎样修改' }])
  await answerProposal(
    tx,
    { caseId: file.id, id: proposal.id },
    {
      state: form.verdict,
      decidedBy: ctx.actor.accountId ?? ctx.actor.name,
      decidedName: ctx.actor.name,
      decidedAt: ctx.now,
      note: form.note.trim(),
    },
  )
  return proposal
}

export async function giveBack(ctx: Ctx, step: Step, { kind }: CaseProposal, text: string): Promise<void> {
  await change(step, {})
  await note(ctx, step.tx, step.file, 'proposalReturned', { kind, note: text })
}

/** The officer takes back what they proposed and nobody has decided: as if it had not been proposed, but it stays on record. */
export function takeBackProposal(ctx: Ctx, number: string, version?: Version) {
  return move(ctx, number, 'takeBackProposal', { version }, async (step) => {
    await voidProposals(step.tx, step.file.id)
    await change(step, {})
    await note(ctx, step.tx, step.file, 'proposalTakenBack', { kinds: step.facts.proposals })
  })
}

/** A step that is under way and that the actor's unit takes. Throws NotFound, Refused when it is done, Forbidden. */
function ownStep(ctx: Ctx, { life }: Step, id: number): CaseStep {
  const found = currentSteps(life.steps).find((s) => s.id === id)
  if (!found || !isReview(found)) throw new NotFound('这个环节')
  if (found.state !== 'doing')
    throw new Refused({
      code: 'cases.stepNotOpen',
      message: `环节“${found.name}”现在不在办理`,
      next: '请回到办件页面查看',
    })
  if (!holds(ctx.actor, 'cases.handle', found.unitPath))
    throw new Forbidden(`环节“${found.name}”由${found.unitName}办理`)
  return found
}

/** Passes a review step. When all of its group are passed, the next begins; several units work side by side. */
export function passStep(ctx: Ctx, number: string, form: Static<typeof schema.StepForm>, version?: Version) {
  return move(ctx, number, 'passStep', { version }, async (step) => {
    const { id, name, unitCode, dueOn } = ownStep(ctx, step, form.step)
    await advance(ctx, step, [id], { opinion: form.opinion })
    await change(step, { state: 'inReview', ...handler(ctx, step.file) })
    await note(ctx, step.tx, step.file, 'stepPassed', { step: name, unit: unitCode, opinion: form.opinion, dueOn })
  })
}

/** Gives a case back to an earlier step, with the reason: that step and all after it are taken again. */
export function returnStep(ctx: Ctx, number: string, form: Static<typeof schema.StepReturnForm>, version?: Version) {
  return move(ctx, number, 'returnStep', { version }, async (step) => {
    const { tx, file, life } = step
    const from = ownStep(ctx, step, form.step)
    const again = stepsAgain(life.steps, form.to)
    const to = again.find((s) => s.stepKey === form.to)
    if (!to || !isReview(to) || to.position >= from.position)
      throw new Invalid([{ field: 'to', message: '请选择前面的审查环节' }])
    const clerk = { clerkId: ctx.actor.accountId ?? null, clerkName: ctx.actor.name, endedAt: ctx.now }
    await endSteps(tx, [from.id], { outcome: 'return', opinion: form.opinion, ...clerk })
    const open = again.filter((s) => s.state !== 'done' && s.id !== from.id).map((s) => s.id)
    await endSteps(tx, open, { outcome: 'other', opinion: '', ...clerk })
    const round = from.round + 1
    await addSteps(
      tx,
      file.id,
      again.map(({ position, stepKey, name, role, groupKey, unitCode, days }) => ({
        ...{ round, position, stepKey, name, role, groupKey, unitCode, days, state: 'todo' as const },
      })),
    )
    await beginNext(ctx, tx, file.id)
    await change(step, {})
    await note(ctx, tx, file, 'stepReturned', { step: from.name, to: to.name, opinion: form.opinion })
  })
}

/** Asks the applicant to pay, by the fees of the version. */
export function askFee(ctx: Ctx, number: string, form: Static<typeof schema.FeeForm>, version?: Version) {
  return move(ctx, number, 'askFee', { version }, async (step) => {
    if (!step.version.elements.chargeable)
      throw new Refused({
        code: 'cases.noFee',
        message: '这个事项不收费',
        basis: '《行政许可法》第五十八条',
        next: '请直接办理',
      })
    await change(step, { feeAskedFen: form.feeFen, paidOn: null })
    await note(ctx, step.tx, step.file, 'feeAsked', form)
    await issuePaper(ctx, step, 'feeNotice', { feeFen: form.feeFen })
    await tell(ctx, step.tx, step.file, '需要缴纳费用，请看缴费通知书。')
  })
}

/** Notes that the fee was paid. */
export function recordPayment(ctx: Ctx, number: string, form: Static<typeof schema.PaymentForm>, version?: Version) {
  return move(ctx, number, 'recordPayment', { version }, async (step) => {
    if (form.paidOn > ctx.today) throw new Invalid([{ field: 'paidOn', message: '缴费日期不能晚于今天' }])
    const asked = step.life.papers.findLast((p) => p.kind === 'feeNotice')?.issuedOn
    if (asked && form.paidOn < asked)
      throw new Invalid([{ field: 'paidOn', message: `缴费日期不能早于通知缴费的 ${asked}` }])
    await change(step, { feeFen: step.file.feeAskedFen, paidOn: form.paidOn })
    await note(ctx, step.tx, step.file, 'paid', { ...form, feeFen: step.file.feeFen })
    await tell(ctx, step.tx, step.file, '收到了您的缴费。')
  })
}

/** Gives a case to another officer of the responsible unit or of where it lies. Its clock goes on. */
export function handOver(ctx: Ctx, number: string, form: Static<typeof schema.HandOverForm>, version?: Version) {
  return move(ctx, number, 'handOver', { version }, async (step) => {
    const { tx, file } = step
    const colleague = await findColleague(tx, form.accountId)
    const near = colleague && [file.unitPath, file.atUnitPath].some((path) => colleague.unitPath.startsWith(path))
    if (!colleague || !near || colleague.id === file.handlerId)
      throw new Invalid([{ field: 'accountId', message: '请从列表中选择本单位的另一位工作人员' }])
    const from = file.handlerName
    await change(step, { handlerId: colleague.id, handlerName: colleague.name })
    await note(ctx, tx, file, 'handedOver', { from, to: colleague.name, reason: form.reason })
  })
}
