import { type Day, day } from '../../core/day.ts'
import { Invalid, type Problem, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { textOfHtml, toHtml } from '../../platform/html.ts'
import { publicChanged } from '../../platform/page-cache.ts'
import { reachUnit } from '../organisations/index.ts'
import type { AnswerForm, ConcernForm, HeldForm, HeldKind, ResponseForm, SolicitationForm } from './answers.schema.ts'
import * as store from './answers.store.ts'
import { findingsIn } from './rules.ts'
import { findReferred } from './store.ts'

/** One change with its act; the public sees it at once. */
async function change<T>(
  ctx: Ctx,
  unitCode: string,
  act: string,
  work: (tx: Db) => Promise<{ subject: string; data?: Record<string, unknown>; result: T }>,
): Promise<T> {
  await reachUnit(ctx, unitCode, 'disclosure.answer')
  return ctx.db.transaction().execute(async (tx) => {
    const { subject, data = {}, result } = await work(tx)
    await ctx.acts.write(tx, { act: `disclosure.${act}`, subject, unitCode, data })
    await publicChanged(tx)
    return result
  })
}

function notAhead(field: string, on: Day, today: Day, words: string): Problem[] {
  return on > today ? [{ field, message: `${words}不能晚于今天` }] : []
}

/** What is published at once must hold no numbers of persons. 《个人信息保护法》第二十五条 */
function personal(field: string, text: string): Problem[] {
  const found = findingsIn(text)
  return found.length > 0
    ? [{ field, message: `有 ${found.length} 处疑似个人信息（${found.map((f) => f.quote).join('、')}），请删去或遮盖` }]
    : []
}

function throwIf(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Invalid(problems)
}

/** Records an online interview or a press conference, or corrects the record of one. */
export async function recordHeld(ctx: Ctx, kind: HeldKind, id: number | undefined, form: HeldForm): Promise<number> {
  const heldOn = day(form.heldOn)
  const body = toHtml(form.body)
  throwIf([...notAhead('heldOn', heldOn, ctx.today, '日期'), ...personal('body', textOfHtml(body))])
  if (id !== undefined) await reachUnit(ctx, (await store.getHeld(ctx.db, kind, id)).unitCode, 'disclosure.answer')
  const { unitCode, title, persons, state } = form
  return change(ctx, unitCode, id === undefined ? 'heldRecorded' : 'heldCorrected', async (tx) => {
    const result = await store.saveHeld(tx, kind, id, {
      unitCode,
      title,
      heldOn,
      persons,
      headAttended: form.headAttended === 'yes',
      body,
      state,
    })
    return {
      subject: `${kind === 'interviews' ? 'interview' : 'pressConference'}:${result}`,
      data: { title, heldOn, state },
      result,
    }
  })
}

/** Notes a matter of public concern. It is shown, and counted, once it has been answered. */
export async function raiseConcern(ctx: Ctx, form: ConcernForm): Promise<number> {
  const raisedOn = day(form.raisedOn)
  throwIf([...notAhead('raisedOn', raisedOn, ctx.today, '日期'), ...personal('summary', form.summary)])
  const { unitCode, topic, summary } = form
  return change(ctx, unitCode, 'concernRaised', async (tx) => {
    const result = await store.insertConcern(tx, { unitCode, topic, raisedOn, summary })
    return { subject: `concern:${result}`, data: { topic }, result }
  })
}

/**
 * Answers a matter of public concern. However often it is answered, it counts once.
 * @basis 国办发〔2014〕32号,统计表二(一)
 */
export async function respond(ctx: Ctx, concernId: number, form: ResponseForm): Promise<void> {
  const concern = await store.getConcern(ctx.db, concernId)
  const respondedOn = day(form.respondedOn)
  const body = toHtml(form.body)
  const [document] = form.document === '' ? [] : await findReferred(ctx.db, [form.document.trim()])
  const problems = [
    ...notAhead('respondedOn', respondedOn, ctx.today, '回应日期'),
    ...personal('body', textOfHtml(body)),
  ]
  if (respondedOn < concern.raisedOn)
    problems.push({ field: 'respondedOn', message: `回应日期不能早于引起关切的日期 ${concern.raisedOn}` })
  if (form.document !== '' && document?.state !== 'published')
    problems.push({ field: 'document', message: '没有找到已发布的这份文件，请填写索引号' })
  throwIf(problems)
  await change(ctx, concern.unitCode, 'concernAnswered', async (tx) => {
    await store.insertResponse(tx, {
      concernId,
      channel: form.channel,
      respondedOn,
      title: form.title,
      body,
      documentId: document?.id ?? null,
    })
    return {
      subject: `concern:${concernId}`,
      data: { title: form.title, channel: form.channel, respondedOn },
      result: undefined,
    }
  })
}

/** Asks for opinions on a draft, or changes what is asked before it closes. */
export async function solicit(ctx: Ctx, id: number | undefined, form: SolicitationForm): Promise<number> {
  const [opensOn, closesOn] = [day(form.opensOn), day(form.closesOn)]
  const body = toHtml(form.body)
  throwIf([
    ...(closesOn < opensOn ? [{ field: 'closesOn', message: '截止日期不能早于开始日期' }] : []),
    ...personal('body', textOfHtml(body)),
  ])
  if (id !== undefined) {
    const before = await store.getSolicitation(ctx.db, id)
    await reachUnit(ctx, before.unitCode, 'disclosure.answer')
    if (before.outcomeOn)
      throw new Refused({ code: 'disclosure.solicitationDone', message: '已经公布采纳情况的征集不能再改' })
  }
  const { unitCode, title, state } = form
  return change(ctx, unitCode, id === undefined ? 'solicitationOpened' : 'solicitationChanged', async (tx) => {
    const result = await store.saveSolicitation(tx, id, { unitCode, title, body, opensOn, closesOn, state })
    return { subject: `solicitation:${result}`, data: { title, opensOn, closesOn, state }, result }
  })
}

/** Answers an opinion, and says whether the public reads both. Who gave it is never published. */
export async function answerOpinion(ctx: Ctx, replyId: number, form: AnswerForm): Promise<number> {
  const reply = await store.getReply(ctx.db, replyId)
  const answer = form.answer.trim()
  const published = form.published === 'yes'
  throwIf(published ? [...personal('published', reply.opinion), ...personal('answer', answer)] : [])
  return change(ctx, reply.unitCode, 'opinionAnswered', async (tx) => {
    await store.saveAnswer(tx, replyId, {
      answer: answer || null,
      answeredAt: answer === '' ? null : ctx.now,
      published,
    })
    return {
      subject: `solicitation:${reply.solicitationId}`,
      data: { reply: replyId, published, answered: answer !== '' },
      result: reply.solicitationId,
    }
  })
}

/** Publishes what was done with the opinions. Throws Refused while opinions may still be given. */
export async function publishOutcome(ctx: Ctx, id: number, outcome: string): Promise<void> {
  const solicitation = await store.getSolicitation(ctx.db, id)
  if (solicitation.closesOn >= ctx.today)
    throw new Refused({
      code: 'disclosure.stillOpen',
      message: `征集到 ${solicitation.closesOn} 才截止`,
      next: '截止后再公布意见采纳情况',
    })
  const html = toHtml(outcome)
  throwIf(personal('outcome', textOfHtml(html)))
  await change(ctx, solicitation.unitCode, 'outcomePublished', async (tx) => {
    await store.saveOutcome(tx, id, html, ctx.today)
    return { subject: `solicitation:${id}`, result: undefined }
  })
}
