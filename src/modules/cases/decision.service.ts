import type { Static } from 'typebox'
import { addDays, type Day } from '../../core/day.ts'
import { Invalid, NotFound, Refused } from '../../core/errors.ts'
import type { Version } from '../../platform/acting.ts'
import type { Ctx } from '../../platform/context.ts'
import { verificationCode } from '../../platform/query-code.ts'
import type { Result } from '../catalogue/index.ts'
import { answer, giveBack } from './handling.service.ts'
import { deliverDue, warnOn } from './limits.ts'
import { composeResult, issuePaper, resultNumber, tell } from './papers.service.ts'
import { insertResult, revokeResult as revoke } from './results.store.ts'
import { problemsInDecision, refuseApproval } from './rules.ts'
import type * as schema from './schema.ts'
import { advance, change, endAll, handler, move, note, openOf, type Step } from './step.ts'
import { addProposal, voidProposals } from './steps.store.ts'

function mustHold(step: Pick<Step, 'facts'>, form: schema.DecisionForm): void {
  const problems = problemsInDecision(form)
  if (problems.length > 0) throw new Invalid(problems)
  const refusal = form.decision === 'approve' ? refuseApproval(step.facts) : undefined
  if (refusal) throw new Refused(refusal)
}

/** Puts a decision before whoever may decide. Throws Invalid, Refused. */
export function proposeDecision(ctx: Ctx, number: string, form: schema.DecisionForm, version?: Version) {
  return move(ctx, number, 'proposeDecision', { version }, async (step) => {
    mustHold(step, form)
    await addProposal(step.tx, step.file.id, {
      kind: 'decision',
      content: form,
      proposedBy: ctx.actor.accountId ?? ctx.actor.name,
      proposedName: ctx.actor.name,
      proposedAt: ctx.now,
    })
    await change(step, { state: 'inReview', ...handler(ctx, step.file) })
    await note(ctx, step.tx, step.file, 'decisionProposed', form)
  })
}

/** Answers a proposed decision: approved, it is made and its paper goes out at once; returned, it goes back with a word. */
export function answerProposal(ctx: Ctx, number: string, form: Static<typeof schema.VerdictForm>, version?: Version) {
  return move(ctx, number, 'answerProposal', { version }, async (step) => {
    const proposal = await answer(ctx, step, 'decision', form)
    if (form.verdict === 'returned') return giveBack(ctx, step, proposal, form.note)
    const content = proposal.content as schema.DecisionForm
    mustHold(step, content)
    return carryOut(ctx, step, content)
  })
}

/**
 * Decides, within a letter of authorisation or by office; the paper goes out in the same transaction.
 * @basis 《行政许可法》第三十七条、第三十八条
 */
export function decide(ctx: Ctx, number: string, form: schema.DecisionForm, version?: Version) {
  return move(ctx, number, 'decide', { version }, async (step) => {
    mustHold(step, form)
    await carryOut(ctx, step, form)
  })
}

async function carryOut(ctx: Ctx, step: Step, { decision, reason }: schema.DecisionForm): Promise<void> {
  const { tx, file } = step
  await voidProposals(tx, file.id)
  const decided = {
    decision,
    decisionNote: reason.trim(),
    decidedOn: ctx.today,
    decidedBy: ctx.actor.accountId ?? null,
    decidedName: ctx.actor.name,
    clockStopped: false,
    provisional: false,
    ...handler(ctx, file),
  }
  if (decision === 'reject') {
    await endAll(ctx, step)
    await change(step, { ...decided, state: 'rejected', completedOn: ctx.today, atUnitCode: issuingUnit(ctx, step) })
    await note(ctx, tx, file, 'rejected', { reason, dueOn: file.dueOn })
    await issuePaper(ctx, step, 'rejection', { reason })
    await tell(ctx, tx, file, '没有获得批准，理由和救济途径请看决定书。')
    return
  }
  const { dueOn: before } = file
  const dueOn = deliverDue(ctx.calendar, ctx.today)
  await advance(ctx, step, openOf(step, 'approve'), { opinion: reason })
  await change(step, {
    ...decided,
    state: 'approved',
    atUnitCode: issuingUnit(ctx, step),
    dueOn,
    warnOn: warnOn(ctx.calendar, dueOn, 10, ctx.settings.limits.caseWarnPercent),
  })
  await note(ctx, tx, file, 'approved', { reason, dueOn: before })
  await issuePaper(ctx, step, 'approval', reason.trim() === '' ? {} : { reason })
  await tell(ctx, tx, file, '已经批准，正在制作结果。')
}

/** Who issues: the window that took it in, else whoever decided. */
const issuingUnit = (ctx: Ctx, { file }: Pick<Step, 'file'>): string =>
  file.intakeUnitCode === ctx.settings.site.hallUnit ? file.intakeUnitCode : file.decidingUnitCode

/**
 * Decides an instant case on the spot, in one move: accepted, decided, and the result issued.
 * @basis 《行政许可法》第三十四条第二款：能够当场作出决定的，应当当场作出书面的行政许可决定
 */
export function decideAtOnce(ctx: Ctx, number: string, form: schema.DecisionForm, version?: Version) {
  return move(ctx, number, 'decideAtOnce', { version }, async (step) => {
    mustHold(step, form)
    const today = { promisedDueOn: ctx.today, statutoryDueOn: ctx.today }
    const at = step.file.atUnitCode
    await change(step, { acceptedOn: ctx.today, ...today })
    await note(ctx, step.tx, step.file, 'accepted', { atOnce: true })
    await carryOut(ctx, step, form)
    await change(step, { atUnitCode: at })
    if (form.decision === 'approve') await issue(ctx, step)
  })
}

/**
 * Issues the results of an approved case: each gets its number, its last day, and a code by which anyone can verify it.
 * @basis 《行政许可法》第三十九条、第四十四条
 */
export function issueResult(ctx: Ctx, number: string, version?: Version) {
  return move(ctx, number, 'issueResult', { version }, (step) => issue(ctx, step))
}

async function issue(ctx: Ctx, step: Step): Promise<void> {
  const { tx, file, version } = step
  const numbers: string[] = []
  for (const result of version.elements.results) numbers.push(await issueOne(ctx, step, result))
  await advance(ctx, step, openOf(step, 'accept', 'review', 'approve', 'finish', 'inspect', 'publicise'))
  await change(step, { state: 'completed', completedOn: ctx.today, clockStopped: false })
  await note(ctx, tx, file, 'resultIssued', { numbers })
  const how = file.wantedDelivery === 'post' ? '将寄给您。' : `请到${file.intakeUnitName}领取。`
  await tell(ctx, tx, file, `结果已经做好，${how}`)
}

async function issueOne(ctx: Ctx, { tx, file, version }: Step, result: Result): Promise<string> {
  const number = await resultNumber(ctx, { tx, file, version }, result.kind)
  const validUntil = result.validMonths === null ? null : addDays(addMonths(ctx.today, result.validMonths), -1)
  const said = { name: result.name, number, validUntil, verificationCode: verificationCode() }
  const id = await insertResult(tx, file.id, {
    ...said,
    kind: result.kind,
    holder: file.applicantName,
    issuedOn: ctx.today,
    paper: await composeResult(ctx, { tx, file, version }, said),
  })
  await ctx.jobs.add(tx, 'cases.print', { table: 'caseResults', id })
  return number
}

/** The same day so many months later; the last of the month where there is no such day. */
export function addMonths(from: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = from.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(date, last))
  return first.toISOString().slice(0, 10) as Day
}

/**
 * Revokes a result; the page that verifies it says so from then on. Throws NotFound, Refused when it is revoked already.
 * @basis 《行政许可法》第六十九条、第七十条
 */
export function revokeResult(ctx: Ctx, number: string, form: Static<typeof schema.RevokeForm>, version?: Version) {
  return move(ctx, number, 'revokeResult', { version }, async (step) => {
    const result = step.life.results.find((r) => r.id === form.result)
    if (!result) throw new NotFound('这份证照或者文书')
    if (result.revokedOn !== null)
      throw new Refused({ code: 'cases.revokedBefore', message: `这份证照已于 ${result.revokedOn} 撤销` })
    await revoke(step.tx, result.id, { revokedOn: ctx.today, revokeReason: form.reason })
    await change(step, {})
    await note(ctx, step.tx, step.file, 'resultRevoked', { number: result.number, reason: form.reason })
    await tell(ctx, step.tx, step.file, `${result.number}已经撤销。`)
  })
}
