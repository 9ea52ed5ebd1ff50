import type { Due } from '../../core/clock.ts'
import type { Day } from '../../core/day.ts'
import type { Regime } from '../../core/regime.ts'
import type { WorkingStep } from '../../platform/paper/index.ts'
import { answers } from './answers.ts'
import { channelLabels, routeLabels, wantedFormLabels } from './labels.ts'
import { type Facts, replyLetter } from './letters/index.ts'
import type { Life } from './life.store.ts'
import type { LetterKind, RefusalGround, ReplyForm, ReplyKind } from './schema.ts'
import type { InformationRequest } from './store.ts'

/** What a letter says besides what its request knows. */
export type Said = {
  /** Query code, told once. */
  code?: string
  points?: string
  until?: Day
  about?: string
  /** Who is asked, or who is told that their objection did not carry. */
  consulted?: { name: string; contact: string; answeredOn?: Day | null }
  days?: number
  reason?: string
  organ?: { name: string; contact: string }
  fee?: { feeFen: number; basis: string; lines: { slice: string; quantity: string; rate: string; amount: string }[] }
  reply?: ReplyForm
  replyKind?: ReplyKind
}

/** What a letter knows besides the request itself. */
export type Surroundings = {
  regime: Regime
  unit: { name: string; address: string; phone: string }
  life: Pick<Life, 'letters' | 'consultations' | 'events'>
  due: Due
  /** Where the applicant follows the request. */
  queryUrl: string
  reviewBody: string
  court: string
  /** How the fee is paid. */
  payHow: string
  today: Day
}

const fixed: Partial<Record<LetterKind, string>> = {
  receipt: 'receipt',
  supplementNotice: 'supplement',
  thirdPartyConsultation: 'third-party',
  coProducerConsultation: 'co-producer',
  thirdPartyDecision: 'third-party-decision',
  extensionNotice: 'extension',
  reasonsAsked: 'excessive-reasons',
  postponementNotice: 'later-date',
  handOver: 'hand-over',
  handOverNotice: 'hand-over-notice',
  feeNotice: 'fee',
  withdrawalConfirmed: 'reply-withdrawn',
  supplementaryReply: 'supplementary',
}

/** Code of the template of a letter. */
export function templateOf(kind: LetterKind, said: Said): string {
  if (said.reply)
    return replyLetter({ kind: said.reply.kind, ground: (said.reply.ground || null) as RefusalGround | null })
  return fixed[kind] ?? replyLetter({ kind: said.replyKind ?? 'other' })
}

/** Everything a template may speak of, from the request, its life and what is said now. */
export function factsOfLetter(request: InformationRequest, said: Said, around: Surroundings): Facts {
  const { regime, unit, life, due, today } = around
  const noticeOf = (kind: LetterKind) => life.letters.findLast((l) => l.kind === kind)?.issuedOn
  const objection = life.consultations.findLast((c) => c.answer === 'objects')
  const facts: Facts = {
    regime,
    requestNumber: request.number,
    applicantName: request.applicantName,
    applicantKind: request.applicantKind,
    subject: request.subject,
    receivedOn: request.receivedOn,
    unitName: unit.name,
    unitAddress: unit.address,
    contactName: request.handlerName || '政府信息公开工作人员',
    contactPhone: unit.phone,
    signedOn: today,
    dueOn: due.dueOn,
    laterOn: due.dueOn,
    channel: channelLabels[request.channel],
    wantedForm: request.wantedForm ? wantedFormLabels[request.wantedForm] : '未指定',
    working: stepsOf(request, life.events, due, regime),
    queryUrl: around.queryUrl,
    reviewBody: around.reviewBody,
    court: around.court,
    payHow: around.payHow,
    withdrawnOn: today,
    thirdParty: said.consulted?.name ?? objection?.name,
    objectedOn: said.consulted?.answeredOn ?? objection?.answeredOn ?? undefined,
    noticeOn: noticeOf('supplementNotice') ?? noticeOf('reasonsAsked') ?? noticeOf('feeNotice'),
    supplementBy: said.until ?? request.waitingUntil ?? undefined,
    answerBy: said.until,
    payBy: said.until ?? request.waitingUntil ?? undefined,
    consultedAbout: said.about,
    points: said.points && linesOf(said.points),
    extensionDays: said.days,
    reason: said.reason,
    organ: said.organ?.name ?? said.consulted?.name,
    organContact: said.organ?.contact,
    queryCode: said.code,
    feeFen: said.fee?.feeFen ?? (request.feeAskedFen || undefined),
    feeBasis: said.fee?.basis,
    feeLines: said.fee?.lines,
    ...(said.reply ? factsOfReply(said.reply, request, regime) : {}),
  } as Facts
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts
}

function factsOfReply(
  reply: ReplyForm,
  request: InformationRequest,
  regime: Regime,
): Partial<Record<keyof Facts, unknown>> {
  const or = (text: string) => (text.trim() === '' ? undefined : text.trim())
  const route = routeLabels[request.wantedRoute]
  return {
    reason: or(reply.reasons),
    searched: or(reply.reasons),
    whereToFind: or(reply.provided),
    provided: linesOf(reply.provided),
    deliveredBy: reply.form ? `${route}（${wantedFormLabels[reply.form]}）` : undefined,
    organ: or(reply.organ),
    organContact: or(reply.organContact),
    otherLaw: or(reply.otherLaw),
    earlierNumber: or(reply.earlierNumber),
    earlierOn: or(reply.earlierOn),
    withheld: reply.withheld.map(({ place, what, ground, reason }) => {
      const answer = answers.find((a) => a.kind === 'refused' && a.ground === ground)
      return { where: place, what, why: reason, article: answer?.articles[regime.code as 'R2008' | 'R2019'] ?? '' }
    }),
  }
}

/** Which field of the reply's form a fact comes from, for problems to be shown there. */
export const fieldOfFact: Readonly<Record<string, keyof ReplyForm>> = {
  reason: 'reasons',
  searched: 'reasons',
  whereToFind: 'provided',
  provided: 'provided',
  deliveredBy: 'form',
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** How the due day came about, as a letter shows it: what begins it, what moves it, where that leads. */
function stepsOf(
  request: Pick<InformationRequest, 'receivedOn'>,
  events: Life['events'],
  due: Due,
  regime: Regime,
): WorkingStep[] {
  const steps: WorkingStep[] = [{ what: '收到申请', count: '当日不计入', day: request.receivedOn }]
  for (const e of events) {
    if (e.kind === 'restart') steps.push({ what: e.ground, count: '重新计算，当日不计入', day: e.on })
    if (e.kind === 'pause') steps.push({ what: e.ground, count: '从这一天起暂停计时', day: e.on })
    if (e.kind === 'resume') steps.push({ what: e.ground, count: '继续计时', day: e.on })
    if (e.kind === 'extension') steps.push({ what: e.ground, count: `另加${e.days}个工作日`, day: e.on })
    if (e.kind === 'replacement') steps.push({ what: e.ground, count: '改定期限', day: e.on })
  }
  const law = `《政府信息公开条例》（${regime.orderNumber}）${regime.articles.replyDays ?? ''}`
  return [...steps, { what: `答复期限（${law}）`, count: `共${due.total}个工作日`, day: due.dueOn }]
}
