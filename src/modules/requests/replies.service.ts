import type { Static } from 'typebox'
import { Forbidden, Invalid, NotFound, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Paper } from '../../platform/paper/index.ts'
import { issueLetter, problemsInLetter } from './letters.service.ts'
import { decideProposal, type Proposal, putProposal, voidProposals } from './life.store.ts'
import { articleOf, needsApproval, problemsInExtension, problemsInReply } from './rules.ts'
import type { DecisionForm, ExtensionForm, PostponementForm, ProposalKind, ReplyForm } from './schema.ts'
import { move, moveClock, note, rehearse, type Step } from './step.ts'
import { changeRequest } from './store.ts'

type Extension = Static<typeof ExtensionForm>
type Postponement = Static<typeof PostponementForm>
type Version = number | undefined

const put = (ctx: Ctx, { tx, request }: Step, kind: ProposalKind, content: unknown, state: 'draft' | 'waiting') =>
  putProposal(tx, request.id, {
    kind,
    content,
    state,
    proposedBy: ctx.actor.accountId ?? ctx.actor.name,
    proposedName: ctx.actor.name,
    proposedAt: ctx.now,
  })

const order = (step: Pick<Step, 'regime'>, article: string | undefined) =>
  `《政府信息公开条例》（${step.regime.orderNumber}）${article ?? ''}`

/**
 * Asks the head to extend the reply period.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十三条；（国务院令第492号）第二十四条
 */
export function proposeExtension(ctx: Ctx, number: string, form: Extension, version?: Version) {
  return move(ctx, number, 'proposeExtension', { version }, async (step) => {
    const problems = problemsInExtension(step.regime, form.days)
    if (problems.length > 0) throw new Invalid(problems)
    await put(ctx, step, 'extension', form, 'waiting')
    await changeRequest(step.tx, step.request.id, {})
    await note(ctx, step.tx, step.request, 'extensionProposed', form)
  })
}

/**
 * Asks the head to set a later, reasonable day, after the applicant gave good reasons for very many requests.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十五条
 */
export function proposePostponement(ctx: Ctx, number: string, form: Postponement, version?: Version) {
  return move(ctx, number, 'proposePostponement', { version }, async (step) => {
    if (form.dueOn <= step.request.dueOn)
      throw new Invalid([{ field: 'dueOn', message: `新的期限应晚于现在的期限 ${step.request.dueOn}` }])
    await put(ctx, step, 'postponement', form, 'waiting')
    await changeRequest(step.tx, step.request.id, {})
    await note(ctx, step.tx, step.request, 'postponementProposed', form)
  })
}

/** Keeps a reply as a draft, so that its letter can be looked at before it goes out. Throws Invalid. */
export function draftReply(ctx: Ctx, number: string, form: ReplyForm, version?: Version) {
  return move(ctx, number, 'draftReply', { version }, async (step) => {
    await mustHold(ctx, step, form)
    await put(ctx, step, 'reply', form, 'draft')
    await changeRequest(step.tx, step.request.id, {})
    await note(ctx, step.tx, step.request, 'replyDrafted', { kind: form.kind, ground: form.ground })
  })
}

/** Throws Invalid when a reply breaks a rule, or its letter lacks what must be said. */
async function mustHold(ctx: Ctx, { tx, request, life, facts, regime }: Step, form: ReplyForm): Promise<void> {
  const problems = problemsInReply(regime, facts, form)
  if (problems.length === 0) problems.push(...(await problemsInLetter(ctx, { db: tx, request, life }, form)))
  if (problems.length > 0) throw new Invalid(problems)
}

/** The reply that was drafted last. Throws Refused when there is none. */
function drafted(step: Pick<Step, 'life'>): Proposal & { content: ReplyForm } {
  const draft = step.life.proposals.findLast((p) => p.kind === 'reply' && p.state === 'draft')
  if (!draft)
    throw new Refused({ code: 'requests.noDraft', message: '还没有拟写答复', next: '请先拟写答复，看过文书再发出' })
  return draft as Proposal & { content: ReplyForm }
}

/** Sends the drafted reply to the head. */
export function proposeReply(ctx: Ctx, number: string, version?: Version) {
  return move(ctx, number, 'proposeReply', { version }, async (step) => {
    const { content } = drafted(step)
    await put(ctx, step, 'reply', content, 'waiting')
    await changeRequest(step.tx, step.request.id, {})
    await note(ctx, step.tx, step.request, 'replyProposed', { kind: content.kind, ground: content.ground })
  })
}

/**
 * Sends the drafted reply out. One that withholds something needs the head's approval and cannot go this way.
 * @basis 《政府信息公开条例》第三十六条、第三十七条
 */
export function issueReply(ctx: Ctx, number: string, version?: Version) {
  return move(ctx, number, 'issueReply', { version }, async (step) => {
    const { id, content } = drafted(step)
    if (needsApproval(content.kind))
      throw new Refused({
        code: 'requests.needsApproval',
        message: '不予公开、部分公开的答复要由负责人批准',
        next: '请送负责人审批，批准时文书随即发出',
      })
    await decideProposal(step.tx, id, decisionOf(ctx, 'approved', ''))
    await goOut(ctx, step, content)
  })
}

const decisionOf = (ctx: Ctx, state: 'approved' | 'returned', text: string) => ({
  state,
  decidedBy: ctx.actor.accountId ?? ctx.actor.name,
  decidedName: ctx.actor.name,
  decidedAt: ctx.now,
  note: text,
})

/**
 * The head decides what was proposed: approved, it takes effect and its letter goes out at once; returned, it goes back
 * to the officer with a word. Nobody decides on their own proposal.
 * @basis 《政府信息公开条例》第三十三条：应当经政府信息公开工作机构负责人同意
 */
export function decide(
  ctx: Ctx,
  number: string,
  proposalId: number,
  decision: 'approved' | 'returned',
  form: Static<typeof DecisionForm>,
  version?: Version,
) {
  return move(ctx, number, 'decide', { version }, async (step) => {
    const proposal = step.life.proposals.find((p) => p.id === proposalId)
    if (!proposal) throw new NotFound('这一项提请')
    if (proposal.state !== 'waiting')
      throw new Refused({
        code: 'requests.decidedBefore',
        message: '这一项提请已经有了结果',
        next: '请回到申请页面查看',
      })
    if (proposal.proposedBy === (ctx.actor.accountId ?? ctx.actor.name))
      throw new Forbidden('提请的人不能自己批准，请由另一位负责人审批')
    if (decision === 'returned' && form.note.trim() === '')
      throw new Invalid([{ field: 'note', message: '退回的，请写明需要怎样修改' }])
    await decideProposal(step.tx, proposalId, decisionOf(ctx, decision, form.note.trim()))
    if (decision === 'returned') return giveBack(ctx, step, proposal, form.note.trim())
    return carryOut(ctx, step, proposal)
  })
}

/** The officer takes back what they proposed and nobody has decided; a reply is a draft again. */
export function takeBackProposal(ctx: Ctx, number: string, version?: Version) {
  return move(ctx, number, 'takeBackProposal', { version }, async (step) => {
    const waiting = step.life.proposals.filter((p) => p.state === 'waiting')
    await voidProposals(step.tx, step.request.id)
    for (const { kind, content } of waiting) if (kind === 'reply') await put(ctx, step, kind, content, 'draft')
    await changeRequest(step.tx, step.request.id, {})
    await note(ctx, step.tx, step.request, 'takenBack', { kinds: waiting.map((p) => p.kind) })
  })
}

/** The letters that go out when a proposal is approved, or a draft sent, as things stand. Throws what that would throw. */
export function previewProposal(
  ctx: Ctx,
  number: string,
  proposal: Pick<Proposal, 'kind' | 'content'>,
): Promise<Paper[]> {
  return rehearse(ctx, number, (step) => carryOut(ctx, step, proposal))
}

function carryOut(ctx: Ctx, step: Step, { kind, content }: Pick<Proposal, 'kind' | 'content'>): Promise<void> {
  if (kind === 'extension') return extend(ctx, step, content as Extension)
  if (kind === 'postponement') return postpone(ctx, step, content as Postponement)
  return answer(ctx, step, content as ReplyForm)
}

async function giveBack(ctx: Ctx, step: Step, { kind, content }: Proposal, text: string): Promise<void> {
  // A reply goes back to being a draft, so that nothing that was written is lost.
  if (kind === 'reply') await put(ctx, step, 'reply', content, 'draft')
  await changeRequest(step.tx, step.request.id, {})
  await note(ctx, step.tx, step.request, 'returned', { kind, note: text })
}

async function extend(ctx: Ctx, step: Step, { days, reason }: Extension): Promise<void> {
  const article = order(step, step.regime.articles.extensionDays)
  const before = step.request.dueOn
  if (ctx.today > before)
    throw new Refused({
      code: 'requests.overdue',
      message: `答复期限 ${before} 已过，不能再延长`,
      basis: article,
      next: '请退回，由经办人尽快答复',
    })
  await moveClock(ctx, step, { kind: 'extension', on: ctx.today, days, ground: `延长答复期限（${article}）` })
  await note(ctx, step.tx, step.request, 'extended', { days, reason, before, dueOn: step.request.dueOn })
  await issueLetter(ctx, step, 'extensionNotice', { days, reason })
}

async function postpone(ctx: Ctx, step: Step, { dueOn, reason }: Postponement): Promise<void> {
  const before = step.request.dueOn
  const ground = `合理期限（${order(step, '第三十五条')}）`
  await moveClock(ctx, step, { kind: 'replacement', on: ctx.today, dueOn, ground })
  await note(ctx, step.tx, step.request, 'postponed', { reason, before, dueOn })
  await issueLetter(ctx, step, 'postponementNotice', { reason })
}

/** A consultation may have been sent after the proposal; then the reply has to wait for it. */
async function answer(ctx: Ctx, step: Step, content: ReplyForm): Promise<void> {
  if (step.request.state === 'consulting')
    throw new Refused({
      code: 'requests.stillConsulting',
      message: '还在征求意见，不能答复',
      next: '请等收到意见或者期满以后再批准',
    })
  await mustHold(ctx, step, content)
  return goOut(ctx, step, content)
}

async function goOut(ctx: Ctx, step: Step, reply: ReplyForm): Promise<void> {
  const { tx, request, regime } = step
  await voidProposals(tx, request.id)
  await changeRequest(tx, request.id, {
    state: 'replied',
    repliedOn: ctx.today,
    closedOn: ctx.today,
    replyKind: reply.kind,
    refusalGround: reply.ground || null,
    replyNote: [reply.reasons, reply.provided].filter((t) => t.trim() !== '').join('\n'),
    waitingUntil: null,
    provisional: false,
    ...(request.handlerId === null ? { handlerId: ctx.actor.accountId ?? null, handlerName: ctx.actor.name } : {}),
  })
  await note(ctx, tx, request, 'replied', {
    replyKind: reply.kind,
    refusalGround: reply.ground || null,
    dueOn: request.dueOn,
    article: articleOf(reply.kind, reply.ground || undefined, regime),
  })
  await issueLetter(ctx, step, 'reply', { reply })
  if (reply.override.trim() === '') return
  for (const consulted of step.life.consultations.filter((c) => c.answer === 'objects' && c.reasonable === true))
    await issueLetter(ctx, step, 'thirdPartyDecision', { consulted, about: consulted.about, reason: reply.override })
}
