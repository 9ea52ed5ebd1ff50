import { type Day, dayOf } from '../../core/day.ts'
import { Forbidden, Invalid, type Problem, Refused } from '../../core/errors.ts'
import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { queueMessage } from '../../platform/mail.ts'
import { hashOfCode, hashOfSubmission, queryCodeOf } from '../../platform/query-code.ts'
import { indexText } from '../../platform/search.ts'
import { revealPersonalData } from '../identity/index.ts'
import { findUnit, getUnit, type Unit } from '../organisations/index.ts'
import { getArticle } from './articles.store.ts'
import * as store from './enquiries.store.ts'
import { enquiryDues, problemsInAsker } from './rules.ts'
import type { AnswerForm, AskerField, AssignForm, ConsultForm, EntryForm } from './schema.ts'
import { topicOf } from './topics.ts'

/** Whether the actor may see an enquiry: the unit that answers, or the one that took it in, lies in their reach. */
const maySee = (ctx: Ctx, e: Pick<store.Enquiry, 'unitPath' | 'intakeUnitPath'>): boolean =>
  holds(ctx.actor, 'knowledge.view', e.unitPath) || holds(ctx.actor, 'knowledge.view', e.intakeUnitPath)

/** Whether the actor may answer it or give it on: they work for the unit whose turn it is. */
const mayHandle = (ctx: Ctx, e: Pick<store.Enquiry, 'unitPath'>): boolean =>
  holds(ctx.actor, 'knowledge.enquire', e.unitPath) || holds(ctx.actor, 'knowledge.write', e.unitPath)

/** An enquiry as staff see it. Throws NotFound, Forbidden. */
export async function reachEnquiry(ctx: Ctx, number: string): Promise<store.Enquiry & { mayHandle: boolean }> {
  const enquiry = await store.getEnquiry(ctx.db, number)
  if (!maySee(ctx, enquiry)) throw new Forbidden(`“${enquiry.unitName}”的咨询不在您的管理范围内`)
  return { ...enquiry, mayHandle: mayHandle(ctx, enquiry) }
}

/** Notes what happened to an enquiry; never what was asked, nor by whom: acts are for ever, personal data is not. */
export const noteEnquiry = (
  ctx: Ctx,
  tx: Db,
  enquiry: { number: string; unitCode: string },
  act: string,
  data: Record<string, unknown> = {},
): Promise<void> =>
  ctx.acts.write(tx, {
    act: `knowledge.${act}`,
    subject: `enquiry:${enquiry.number}`,
    unitCode: enquiry.unitCode,
    data,
  })

/** How a number is made of day and serial: `ZX20181203-0007`. */
export const enquiryNumber = (day: Day, serial: number): string =>
  `ZX${day.replaceAll('-', '')}-${String(serial).padStart(4, '0')}`

/** The words an enquiry is found by: halves of words of the question too, whole words of the answer. */
export const enquiryVector = (question: string, answer: string): string =>
  indexText({ title: '', abstract: question, body: answer })

/**
 * Notes an enquiry made by telephone or at the counter, and the answer given at once; without one it goes to the unit whose
 * business it is. Sending the same form again gives the same number and notes nothing. Throws Invalid, Forbidden.
 * @returns the number
 */
export async function enterEnquiry(ctx: Ctx, form: EntryForm): Promise<string> {
  const intake = await ownUnit(ctx)
  const submissionHash = hashOfSubmission(form.submissionKey)
  const before = await store.numberOfSubmission(ctx.db, submissionHash)
  if (before) return before
  const problems: Problem[] = problemsInAsker(form)
  const unit = await askedUnit(ctx, form.unitCode, problems)
  const told = await answerIn(ctx, form, problems)
  if (form.question.trim().length < 2) problems.push({ field: 'question', message: '请填写问的是什么' })
  if (told === undefined && form.askerPhone.trim() === '' && form.askerEmail.trim() === '')
    problems.push({ field: 'askerPhone', message: '没有当场答复的，请留一个电话或者邮箱，好把答复告诉对方' })
  if (problems.length > 0 || !unit) throw new Invalid(problems)
  return register(ctx, {
    ...{ channel: form.channel, question: form.question, asker: form, unit, intake, submissionHash, told },
    ...{ topic: form.topic, queryCodeHash: null, accountId: null, state: 'assigned', act: 'enquiryEntered' },
  })
}

/** Unit in whose name the actor takes enquiries in. Throws Forbidden. */
async function ownUnit(ctx: Ctx): Promise<Unit> {
  const unit = ctx.actor.unitCode === undefined ? undefined : await findUnit(ctx.db, ctx.actor.unitCode)
  if (!unit || !holds(ctx.actor, 'knowledge.enquire', unit.path))
    throw new Forbidden('您没有登记咨询的权限，如有需要请联系本单位的系统管理员')
  return unit
}

async function askedUnit(ctx: Ctx, code: string, problems: Problem[]): Promise<Unit | undefined> {
  const unit = await findUnit(ctx.db, code)
  if (!unit) problems.push({ field: 'unitCode', message: '请从列表中选择单位' })
  return unit
}

type Told = { answer: string; articleId: number | null; topic?: string }

/** The answer as it was told, with the article it came from; undefined when there is none yet. */
async function answerIn(
  ctx: Ctx,
  form: { answer: string; article: string },
  problems: Problem[],
): Promise<Told | undefined> {
  const answer = form.answer.trim()
  if (form.article === '') return answer === '' ? undefined : { answer, articleId: null }
  const article = await getArticle(ctx.db, Number(form.article)).catch(() => undefined)
  if (!article || article.publishedVersion === null) {
    problems.push({ field: 'article', message: '这篇知识已经不在库里，请另选，或者直接写答复' })
    return undefined
  }
  return { answer: answer || `已按知识库的“${article.title}”答复。`, articleId: article.id, topic: article.topic }
}

/** What someone who asked online takes away. */
export type Registered = { number: string; code: string }

/**
 * Takes in an enquiry sent online. Who asks may leave out all that is theirs; a telephone or mail serves to tell that the
 * answer is there. Sending the same form again gives the same number and code. Throws Invalid.
 * @basis 《个人信息保护法》第六条：只收集实现目的所需的最小范围
 */
export async function consult(ctx: Ctx, form: ConsultForm): Promise<Registered> {
  if (form.website !== '')
    throw new Invalid([
      { field: '', message: '这次提交像是由程序自动填写的，没有收下。请在页面上重新填写，或者打电话来问' },
    ])
  const code = queryCodeOf(form.submissionKey)
  const submissionHash = hashOfSubmission(form.submissionKey)
  const before = await store.numberOfSubmission(ctx.db, submissionHash)
  if (before) return { number: before, code }
  const problems: Problem[] = problemsInAsker(form)
  if (form.question.trim().length < 5) problems.push({ field: 'question', message: '请把您要问的事写到 5 个字以上' })
  const root = await getUnit(ctx.db, ctx.settings.site.rootUnit)
  const unit = form.unitCode === '' ? root : await askedUnit(ctx, form.unitCode, problems)
  if (problems.length > 0 || !unit) throw new Invalid(problems)
  const number = await register(ctx, {
    ...{ channel: 'online', question: form.question, asker: form, unit, intake: root, submissionHash },
    ...{ topic: '', queryCodeHash: hashOfCode(code), told: undefined, act: 'enquiryReceived' },
    accountId: ctx.actor.kind === 'citizen' ? (ctx.actor.accountId ?? null) : null,
    state: form.unitCode === '' ? 'received' : 'assigned',
  })
  return { number, code }
}

type Registration = {
  channel: store.Enquiry['channel']
  question: string
  topic: string
  asker: { askerName: string; askerPhone: string; askerEmail: string }
  unit: Unit
  intake: Unit
  accountId: string | null
  /** State where there is no answer yet. */
  state: 'received' | 'assigned'
  told: Told | undefined
  submissionHash: Buffer
  queryCodeHash: Buffer | null
  act: string
}

async function register(ctx: Ctx, r: Registration): Promise<string> {
  const { submissionHash, queryCodeHash, accountId, channel, told } = r
  const question = r.question.trim()
  const number = await ctx.db
    .transaction()
    .execute(async (tx) => {
      const number = enquiryNumber(ctx.today, await store.takeSerial(tx, r.unit.regionCode, ctx.today))
      const inserted = await store.insertEnquiry(tx, {
        ...{ number, channel, question, accountId, submissionHash, queryCodeHash },
        regionCode: r.unit.regionCode,
        topic: r.topic || told?.topic || topicOf(question),
        unitCode: r.unit.code,
        intakeUnitCode: r.intake.code,
        askerName: r.asker.askerName.trim(),
        askerPhone: r.asker.askerPhone.trim(),
        askerEmail: r.asker.askerEmail.trim(),
        askedAt: ctx.now,
        askedOn: ctx.today,
        ...enquiryDues(ctx.calendar, ctx.today, ctx.settings.limits.enquiryDays),
        ...(told ? answered(ctx, told) : { state: r.state }),
        search: enquiryVector(question, told?.answer ?? ''),
      })
      // Sent twice in the same moment: the other one is rolled back with its serial, so that numbers have no gaps.
      if (!inserted) throw new SentTwice()
      await noteEnquiry(ctx, tx, { number, unitCode: r.unit.code }, r.act, {
        ...{ channel, atOnce: told !== undefined },
        ...(told?.articleId ? { article: told.articleId } : {}),
      })
      return number
    })
    .catch((error: unknown) => {
      if (error instanceof SentTwice) return undefined
      throw error
    })
  const kept = number ?? (await store.numberOfSubmission(ctx.db, submissionHash))
  if (!kept) throw new Error('a form was registered by someone else and is not there')
  return kept
}

class SentTwice extends Error {}

const answered = (ctx: Ctx, { answer, articleId }: Told) => ({
  ...{ answer, articleId },
  state: 'answered' as const,
  answeredAt: ctx.now,
  answeredOn: dayOf(ctx.now),
  answeredBy: ctx.actor.accountId ?? ctx.actor.name,
  answeredName: ctx.actor.name,
})

/** Takes and locks an enquiry that is still to be answered. Throws NotFound, Forbidden, Refused. */
function handle(ctx: Ctx, number: string, work: (tx: Db, enquiry: store.Enquiry) => Promise<void>): Promise<void> {
  return ctx.db.transaction().execute(async (tx) => {
    const enquiry = await store.lockEnquiry(tx, number)
    if (!mayHandle(ctx, enquiry)) throw new Forbidden(`这件咨询在“${enquiry.unitName}”，不在您的管理范围内`)
    if (enquiry.state === 'answered')
      throw new Refused({
        code: 'knowledge.answeredAlready',
        message: '这件咨询已经答复过了',
        next: '请回到咨询看答复',
      })
    await work(tx, enquiry)
  })
}

/** Gives an enquiry to the unit whose business it is. Its last day stays: it counts from the day it was asked. */
export async function assignEnquiry(ctx: Ctx, number: string, form: AssignForm): Promise<void> {
  const problems: Problem[] = []
  const unit = await askedUnit(ctx, form.unitCode, problems)
  if (!unit) throw new Invalid(problems)
  await handle(ctx, number, async (tx, enquiry) => {
    if (enquiry.state === 'assigned' && enquiry.unitCode === unit.code)
      throw new Invalid([{ field: 'unitCode', message: '已经在这个单位了，请选另一个单位' }])
    await store.changeEnquiry(tx, enquiry.id, { state: 'assigned', unitCode: unit.code, topic: form.topic })
    await noteEnquiry(ctx, tx, { number, unitCode: unit.code }, 'enquiryAssigned', {
      from: enquiry.unitCode,
      to: unit.code,
    })
  })
}

/** Answers an enquiry, and tells whoever left a telephone or mail that the answer is there. Throws Invalid. */
export async function answerEnquiry(ctx: Ctx, number: string, form: AnswerForm): Promise<void> {
  const problems: Problem[] = []
  const told = await answerIn(ctx, form, problems)
  if (problems.length === 0 && !told) problems.push({ field: 'answer', message: '请填写答复' })
  if (problems.length > 0 || !told) throw new Invalid(problems)
  await handle(ctx, number, async (tx, enquiry) => {
    await store.changeEnquiry(tx, enquiry.id, answered(ctx, told))
    await noteEnquiry(ctx, tx, enquiry, 'enquiryAnswered', {
      late: enquiry.dueOn < ctx.today,
      ...(told.articleId ? { article: told.articleId } : {}),
    })
    await tellAsker(ctx, tx, enquiry, told.answer)
  })
}

async function tellAsker(ctx: Ctx, tx: Db, e: store.Enquiry, answer: string): Promise<void> {
  const { shortName, domain } = ctx.settings.site
  const where = `https://${domain}/consult/follow`
  if (e.askerEmail !== '')
    await queueMessage(tx, ctx.jobs, {
      channel: 'mail',
      recipient: e.askerEmail,
      subject: `您的咨询 ${e.number} 已经答复`,
      body: `您好：\n\n您问的是：${e.question}\n\n${e.unitName}答复：${answer}\n\n还有不清楚的，可以到 ${where} 查看或者再问。\n\n${shortName}\n`,
    })
  if (/^1[3-9]\d{9}$/.test(e.askerPhone))
    await queueMessage(tx, ctx.jobs, {
      channel: 'sms',
      recipient: e.askerPhone,
      body:
        e.channel === 'online'
          ? `【${shortName}】您的咨询 ${e.number} 已经答复，凭编号和查询码到 ${where} 查看。`
          : `【${shortName}】您的咨询 ${e.number}，${e.unitName}答复：${answer.slice(0, 300)}`,
    })
}

/** Shows one masked field of who asked, for a reason that is kept. Throws Forbidden, Invalid. */
export async function revealAsker(
  ctx: Ctx,
  number: string,
  form: { field: AskerField; reason: string },
): Promise<string> {
  const { unitPath, unitCode } = await reachEnquiry(ctx, number)
  const reveal = { subject: `enquiry:${number}`, ...form, unitPath, unitCode }
  return revealPersonalData(ctx, reveal, async () => (await store.getEnquiry(ctx.db, number))[form.field])
}
