import type { Static } from 'typebox'
import { addWorkingDays } from '../../core/calendar.ts'
import { addDays, type Day } from '../../core/day.ts'
import { Invalid, NotFound, Refused } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { indexText } from '../../platform/search.ts'
import { findUnit, getUnitDetail } from '../organisations/index.ts'
import { feeFor, feeSchemeOn, feeWorking } from './fees.ts'
import { answersRequests } from './intake.service.ts'
import { issueLetter } from './letters.service.ts'
import * as life from './life.store.ts'
import * as rules from './rules.ts'
import type * as schema from './schema.ts'
import { move, moveClock, note, type Step } from './step.ts'
import { changeRequest, countOfApplicant } from './store.ts'

type Form<T extends keyof typeof schema> = (typeof schema)[T] extends import('typebox').TSchema
  ? Static<(typeof schema)[T]>
  : never
type Version = number | undefined

const order = (step: Pick<Step, 'regime'>, article: string) =>
  `《政府信息公开条例》（${step.regime.orderNumber}）${article}`

/** Whoever acts first on a request handles it from then on. */
const handler = (ctx: Ctx, { request }: Pick<Step, 'request'>) =>
  request.handlerId === null && ctx.actor.kind === 'staff'
    ? { handlerId: ctx.actor.accountId ?? null, handlerName: ctx.actor.name }
    : {}

/** Takes a request to oneself. */
export function take(ctx: Ctx, number: string, version?: Version): Promise<void> {
  return move(ctx, number, 'take', { version }, async (step) => {
    await changeRequest(step.tx, step.request.id, {
      state: 'handling',
      handlerId: ctx.actor.accountId ?? null,
      handlerName: ctx.actor.name,
    })
    await note(ctx, step.tx, step.request, 'taken', { handler: ctx.actor.name })
  })
}

/**
 * Asks the applicant, once and for everything, to complete what was asked. The period begins anew when it comes.
 * @basis 《政府信息公开条例》第三十条
 */
export function askSupplement(ctx: Ctx, number: string, form: Form<'SupplementNotice'>, version?: Version) {
  return move(ctx, number, 'askSupplement', { version }, async (step) => {
    const problems = rules.problemsInSupplementNotice(step.regime, ctx.calendar, step.facts, form.until, ctx.today)
    if (problems.length > 0) throw new Invalid(problems)
    await changeRequest(step.tx, step.request.id, {
      state: 'supplementAsked',
      waitingUntil: form.until,
      ...handler(ctx, step),
    })
    await note(ctx, step.tx, step.request, 'supplementAsked', form)
    await issueLetter(ctx, step, 'supplementNotice', form)
  })
}

/**
 * Takes up what the applicant completed; the reply period begins anew with the day it arrived.
 * @basis 《政府信息公开条例》第三十条
 */
export function supplement(
  ctx: Ctx,
  number: string,
  form: { wanted: string; receivedOn?: Day | '' | undefined },
  files: readonly { name: string; sha256: string }[],
  { by, version }: { by?: 'applicant'; version?: Version } = {},
) {
  return move(ctx, number, 'supplement', { ...(by ? { by } : {}), version }, async (step) => {
    const receivedOn = (by ? undefined : form.receivedOn || undefined) ?? ctx.today
    const askedOn = step.life.letters.findLast((l) => l.kind === 'supplementNotice')?.issuedOn
    if (receivedOn > ctx.today) throw new Invalid([{ field: 'receivedOn', message: '收到补正的日期不能晚于今天' }])
    if (askedOn && receivedOn < askedOn)
      throw new Invalid([{ field: 'receivedOn', message: `收到补正的日期不能早于要求补正的 ${askedOn}` }])
    const wanted = form.wanted.trim()
    await changeRequest(step.tx, step.request.id, {
      state: 'handling',
      waitingUntil: null,
      wanted,
      search: indexText({ title: step.request.subject, abstract: wanted }),
    })
    await life.addFiles(step.tx, step.request.id, 'supplement', ctx.actor.name, files)
    await note(ctx, step.tx, step.request, 'supplemented', { receivedOn, before: step.request.wanted })
    await moveClock(ctx, step, { kind: 'restart', on: receivedOn, ground: `收到补正（${order(step, '第三十条')}）` })
  })
}

/**
 * Ends a request whose applicant did not complete it in time and gave no good reason.
 * @basis 《政府信息公开条例》第三十条
 */
export function abandon(ctx: Ctx, number: string, version?: Version) {
  return move(ctx, number, 'abandon', { version }, (step) =>
    end(ctx, step, 'abandoned', 'supplementOverdue', '申请人逾期不补正，视为放弃申请'),
  )
}

/**
 * Ends a request whose applicant did not pay in time.
 * @basis 国办函〔2020〕109号
 */
export function abandonUnpaid(ctx: Ctx, number: string, version?: Version) {
  return move(ctx, number, 'abandonUnpaid', { version }, (step) =>
    end(ctx, step, 'abandoned', 'feeUnpaid', '申请人逾期未缴纳信息处理费，视为放弃申请'),
  )
}

async function end(
  ctx: Ctx,
  step: Step,
  state: 'abandoned' | 'withdrawn',
  replyKind: schema.ReplyKind,
  replyNote: string,
) {
  await life.voidProposals(step.tx, step.request.id)
  await changeRequest(step.tx, step.request.id, {
    state,
    replyKind,
    replyNote,
    closedOn: ctx.today,
    waitingUntil: null,
    provisional: false,
  })
  await note(ctx, step.tx, step.request, state, { replyKind })
  const letter = state === 'withdrawn' ? 'withdrawalConfirmed' : 'notProcessed'
  await issueLetter(ctx, step, letter, { replyKind, reason: replyNote })
}

/**
 * Asks a third party whose rights are touched, or an organ that made the information too. The time it takes is left out.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十二条至第三十四条；（国务院令第492号）第二十三条、第二十四条
 */
export function consult(ctx: Ctx, number: string, form: Form<'ConsultForm'>, version?: Version) {
  return move(ctx, number, 'consult', { version }, async (step) => {
    const { kind } = form
    const answerBy = rules.consultationUntil(step.regime, ctx.calendar, kind, ctx.today, form.until)
    if ('problem' in answerBy) throw new Invalid([answerBy.problem])
    const { until } = answerBy
    const { name, contact, about } = form
    const asked = { kind, name, contact, about, sentOn: ctx.today, untilDay: until }
    await life.addConsultation(step.tx, step.request.id, asked)
    const waitingUntil =
      [step.request.waitingUntil, until]
        .filter((d) => d !== null)
        .sort()
        .at(-1) ?? null
    await changeRequest(step.tx, step.request.id, { state: 'consulting', waitingUntil, ...handler(ctx, step) })
    await note(ctx, step.tx, step.request, 'consulted', { kind, name, until })
    // Several are asked side by side: the clock stands still from the first question to the last answer.
    if (step.facts.openConsultations === 0) {
      const article = kind === 'thirdParty' ? 'thirdPartyDays' : 'coProducerDays'
      const ground = kind === 'thirdParty' ? '征求第三方意见' : '征求共同制作机关的意见'
      const pause = `${ground}（${order(step, step.regime.articles[article] ?? '')}）`
      await moveClock(ctx, step, { kind: 'pause', on: ctx.today, ground: pause })
    }
    const letter = kind === 'thirdParty' ? 'thirdPartyConsultation' : 'coProducerConsultation'
    await issueLetter(ctx, step, letter, {
      about,
      consulted: { name, contact },
      ...(until ? { until } : {}),
    })
  })
}

/** Notes what someone who was asked has answered; with the last answer the clock runs on. */
export function recordAnswer(ctx: Ctx, number: string, form: Form<'ConsultationAnswerForm'>, version?: Version) {
  return move(ctx, number, 'recordAnswer', { version }, async (step) => {
    const asked = step.life.consultations.find((c) => c.id === form.consultation)
    if (!asked) throw new NotFound('这一次征求意见')
    if (form.answeredOn > ctx.today) throw new Invalid([{ field: 'answeredOn', message: '答复日期不能晚于今天' }])
    if (form.answeredOn < asked.sentOn)
      throw new Invalid([{ field: 'answeredOn', message: `答复日期不能早于发出征求意见的 ${asked.sentOn}` }])
    await takeAnswer(ctx, step, asked.id, {
      answer: form.answer,
      reasonable: form.answer === 'objects' ? form.reasonable === 'yes' : null,
      note: form.note,
      answeredOn: form.answeredOn,
    })
  })
}

/** Closes a consultation whose last day passed without an answer. Run by the clock. */
export function closeConsultation(ctx: Ctx, number: string, id: number) {
  return move(ctx, number, 'recordAnswer', { by: 'clock' }, async (step) => {
    const asked = step.life.consultations.find((c) => c.id === id)
    if (!asked?.untilDay || asked.answer !== null || asked.untilDay >= ctx.today) return
    const { untilDay } = asked
    await takeAnswer(ctx, step, id, {
      answer: 'silent',
      reasonable: null,
      note: `期满未答复，${rules.silenceMeans[asked.kind]}`,
      answeredOn: untilDay,
    })
  })
}

async function takeAnswer(
  ctx: Ctx,
  step: Step,
  id: number,
  answer: Parameters<typeof life.answerConsultation>[3],
): Promise<void> {
  const taken = await life.answerConsultation(step.tx, step.request.id, id, answer)
  if (!taken)
    throw new Refused({
      code: 'requests.answeredBefore',
      message: '这一次征求意见已经登记过答复',
      next: '请回到申请页面查看',
    })
  const { name } = step.life.consultations.find((c) => c.id === id) ?? {}
  const act = answer.answer === 'silent' ? 'consultationExpired' : 'answered'
  await note(ctx, step.tx, step.request, act, { name, answer: answer.answer })
  if (step.facts.openConsultations > 1) return
  // Answers may be noted out of order; the clock runs on from the last of them.
  const answered = step.life.consultations.map((c) => (c.id === id ? answer.answeredOn : c.answeredOn))
  const before = step.life.events.map((e) => e.on)
  const last = [...answered.filter((d) => d !== null), ...before].sort().at(-1)
  await changeRequest(step.tx, step.request.id, { state: 'handling', waitingUntil: null })
  await moveClock(ctx, step, { kind: 'resume', on: last ?? ctx.today, ground: '征求意见结束' })
}

/**
 * Asks the applicant of clearly excessive requests why they are needed.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十五条
 */
export function askReasons(ctx: Ctx, number: string, form: Form<'ReasonsNotice'>, version?: Version) {
  return move(ctx, number, 'askReasons', { version }, async (step) => {
    if (form.until <= ctx.today) throw new Invalid([{ field: 'until', message: '说明理由的期限应在今天之后' }])
    await changeRequest(step.tx, step.request.id, { state: 'handling', ...handler(ctx, step) })
    await note(ctx, step.tx, step.request, 'reasonsAsked', form)
    await issueLetter(ctx, step, 'reasonsAsked', { reason: form.why, until: form.until })
  })
}

/** Notes the applicant's reasons. */
export function giveReasons(
  ctx: Ctx,
  number: string,
  form: Form<'ReasonsForm'>,
  { by, version }: { by?: 'applicant'; version?: Version } = {},
) {
  return move(ctx, number, 'giveReasons', { ...(by ? { by } : {}), version }, async (step) => {
    await changeRequest(step.tx, step.request.id, {})
    await note(ctx, step.tx, step.request, 'reasonsGiven', form)
  })
}

/**
 * Gives a request to the unit that is to answer it. The reply period goes on, since the government is one to the citizen.
 * @basis 《政府信息公开条例》第十条、第三十六条第五项
 */
export function handOver(ctx: Ctx, number: string, form: Form<'HandOverForm'>, version?: Version) {
  return move(ctx, number, 'handOver', { version }, async (step) => {
    const unit = await findUnit(step.tx, form.unitCode)
    if (!unit || !answersRequests(unit) || unit.code === step.request.unitCode)
      throw new Invalid([{ field: 'unitCode', message: '请从列表中选择另一个负责答复的单位' }])
    await note(ctx, step.tx, step.request, 'handedOver', {
      from: step.request.unitCode,
      to: unit.code,
      reason: form.reason,
    })
    const { name, phone, address } = await getUnitDetail(step.tx, unit.code)
    const organ = { name, contact: [phone, address].filter(Boolean).join('，') || '见政府网站' }
    await issueLetter(ctx, step, 'handOver', { reason: form.reason, organ })
    await issueLetter(ctx, step, 'handOverNotice', { reason: form.reason, organ })
    await changeRequest(step.tx, step.request.id, {
      unitCode: unit.code,
      state: 'received',
      handlerId: null,
      handlerName: '',
    })
  })
}

/** What a request would cost under the rules of its day: by item what it adds to the applicant's month, by page its pages. */
export async function feeOf(ctx: Ctx, request: Step['request'], form: { scheme: 'item' | 'page'; pages: number }) {
  const scheme = feeSchemeOn(request.receivedOn)
  if (!scheme) return undefined
  const [from, to] = monthOf(request.receivedOn)
  const who = { idNumber: request.applicantIdNumber, accountId: request.accountId }
  const inMonth = Math.max(1, await countOfApplicant(ctx.db, who, from, to))
  const count = form.scheme === 'item' ? inMonth : form.pages
  const feeFen = feeFor(scheme, form.scheme, count)
  return { scheme, inMonth, feeFen, told: { feeFen, ...feeWorking(scheme, form.scheme, count) } }
}

function monthOf(day: Day): [Day, Day] {
  const from = `${day.slice(0, 7)}-01` as Day
  const next = `${addDays(from, 31).slice(0, 7)}-01` as Day
  return [from, addDays(next, -1)]
}

/**
 * Asks for the processing fee. Until it is paid the request rests; with payment the reply period begins anew.
 * @basis 《政府信息公开条例》（国务院令第711号）第四十二条；国办函〔2020〕109号
 */
export function askFee(ctx: Ctx, number: string, form: Form<'FeeNotice'>, version?: Version) {
  return move(ctx, number, 'askFee', { version }, async (step) => {
    const fee = await feeOf({ ...ctx, db: step.tx }, step.request, form)
    if (!fee || fee.feeFen === 0)
      throw new Invalid([
        {
          field: 'pages',
          message: form.scheme === 'item' ? '本月的申请件数还在免费范围内，不收费' : '页数在免费范围内，不收费',
        },
      ])
    const until = addWorkingDays(ctx.calendar, ctx.today, fee.scheme.payDays)
    await changeRequest(step.tx, step.request.id, {
      state: 'feeAsked',
      waitingUntil: until,
      feeAskedFen: fee.feeFen,
      ...handler(ctx, step),
    })
    await note(ctx, step.tx, step.request, 'feeAsked', { ...form, feeFen: fee.feeFen, until })
    await issueLetter(ctx, step, 'feeNotice', { until, fee: fee.told })
  })
}

/** Notes that the fee was paid; the reply period begins anew. */
export function recordPayment(ctx: Ctx, number: string, form: Form<'PaymentForm'>, version?: Version) {
  return move(ctx, number, 'recordPayment', { version }, async (step) => {
    if (form.paidOn > ctx.today) throw new Invalid([{ field: 'paidOn', message: '缴费日期不能晚于今天' }])
    const asked = step.life.letters.findLast((l) => l.kind === 'feeNotice')?.issuedOn
    if (asked && form.paidOn < asked)
      throw new Invalid([{ field: 'paidOn', message: `缴费日期不能早于通知缴费的 ${asked}` }])
    await changeRequest(step.tx, step.request.id, {
      state: 'handling',
      waitingUntil: null,
      feeFen: step.request.feeAskedFen,
    })
    await note(ctx, step.tx, step.request, 'paid', { ...form, feeFen: step.request.feeAskedFen })
    await moveClock(ctx, step, { kind: 'restart', on: form.paidOn, ground: '收到信息处理费（国办函〔2020〕109号）' })
  })
}

/** Ends a request at the applicant's wish. */
export function withdraw(
  ctx: Ctx,
  number: string,
  form: { reason: string },
  { by, version }: { by?: 'applicant'; version?: Version } = {},
) {
  return move(ctx, number, 'withdraw', { ...(by ? { by } : {}), version }, (step) =>
    end(ctx, step, 'withdrawn', 'withdrawn', form.reason.trim() || '申请人撤回'),
  )
}

/** Sends an addition to a reply that has gone out. What was answered and counted stays. */
export function followUp(ctx: Ctx, number: string, form: Form<'FollowUpForm'>, version?: Version) {
  return move(ctx, number, 'followUp', { version }, async (step) => {
    await changeRequest(step.tx, step.request.id, {})
    await note(ctx, step.tx, step.request, 'followedUp')
    await issueLetter(ctx, step, 'supplementaryReply', { reason: form.text })
  })
}

/** Notes how and when a letter reached whom it was for. */
export function recordDelivery(ctx: Ctx, number: string, form: Form<'DeliveryForm'>, version?: Version) {
  return move(ctx, number, 'recordDelivery', { version }, async (step) => {
    const letter = step.life.letters.find((l) => l.id === form.letter)
    if (!letter) throw new NotFound('这份文书')
    if (form.deliveredOn > ctx.today || form.deliveredOn < letter.issuedOn)
      throw new Invalid([{ field: 'deliveredOn', message: `送达日期应在发出的 ${letter.issuedOn} 到今天之间` }])
    await life.setDelivery(step.tx, letter.id, form)
    await changeRequest(step.tx, step.request.id, {})
    await note(ctx, step.tx, step.request, 'delivered', {
      letter: letter.number,
      route: form.route,
      on: form.deliveredOn,
    })
  })
}

/**
 * Closes the file: everything that was sent has arrived.
 * @basis 《政府信息公开条例》第四十五条
 */
export function archive(ctx: Ctx, number: string, version?: Version) {
  return move(ctx, number, 'archive', { version }, async (step) => {
    await changeRequest(step.tx, step.request.id, { state: 'archived' })
    await note(ctx, step.tx, step.request, 'archived')
  })
}
