import { addWorkingDays, type Calendar } from '../../core/calendar.ts'
import { type ClockEvent, type ClockInput, type Due, due } from '../../core/clock.ts'
import type { Day } from '../../core/day.ts'
import type { Problem, Refusal } from '../../core/errors.ts'
import type { Regime } from '../../core/regime.ts'
import { answerKey, answers } from './answers.ts'
import { feeSchemeOn } from './fees.ts'
import { moveLabels, stateLabels } from './labels.ts'
import type { IntakeChannel, PostKind, ProposalKind, ReplyForm, ReplyKind, RequestState } from './schema.ts'

const open = ['received', 'supplementAsked', 'handling', 'consulting', 'feeAsked'] as const
const active = ['received', 'handling'] as const
const closed = ['replied', 'withdrawn', 'abandoned'] as const

/** From which states a move leads into which, and who may make it. */
export type Move = {
  from: readonly RequestState[]
  /** Absent: the state stays, or depends on what was answered. */
  to?: RequestState
  /** Permission of the officer or the head. */
  may: string
  /** Whether the applicant may make it as well, on the follow-up page. */
  applicant?: true
}

/**
 * The life of a request. What the law allows besides the state is asked in `refuseMove`.
 * @basis 《政府信息公开条例》（国务院令第711号）第二十九条至第四十五条
 */
export const moves = {
  take: { from: ['received'], to: 'handling', may: 'requests.handle' },
  askSupplement: { from: active, to: 'supplementAsked', may: 'requests.handle' },
  supplement: { from: ['supplementAsked'], to: 'handling', may: 'requests.handle', applicant: true },
  abandon: { from: ['supplementAsked'], to: 'abandoned', may: 'requests.handle' },
  consult: { from: ['received', 'handling', 'consulting'], to: 'consulting', may: 'requests.handle' },
  recordAnswer: { from: ['consulting'], may: 'requests.handle' },
  proposeExtension: { from: ['received', 'handling', 'consulting'], may: 'requests.handle' },
  askReasons: { from: active, to: 'handling', may: 'requests.handle' },
  giveReasons: { from: ['received', 'handling', 'consulting'], may: 'requests.handle', applicant: true },
  proposePostponement: { from: active, may: 'requests.handle' },
  handOver: { from: active, to: 'received', may: 'requests.handle' },
  askFee: { from: active, to: 'feeAsked', may: 'requests.handle' },
  recordPayment: { from: ['feeAsked'], to: 'handling', may: 'requests.handle' },
  abandonUnpaid: { from: ['feeAsked'], to: 'abandoned', may: 'requests.handle' },
  draftReply: { from: active, may: 'requests.handle' },
  issueReply: { from: active, to: 'replied', may: 'requests.handle' },
  proposeReply: { from: active, may: 'requests.handle' },
  takeBackProposal: { from: ['received', 'handling', 'consulting'], may: 'requests.handle' },
  decide: { from: ['received', 'handling', 'consulting'], may: 'requests.approve' },
  withdraw: { from: open, to: 'withdrawn', may: 'requests.handle', applicant: true },
  followUp: { from: ['replied', 'archived'], may: 'requests.handle' },
  recordDelivery: { from: [...open, ...closed, 'archived'], may: 'requests.handle' },
  archive: { from: closed, to: 'archived', may: 'requests.handle' },
} as const satisfies Record<string, Move>
export type MoveName = keyof typeof moves

/** What of a request and its history the rules ask about. */
export type Facts = {
  state: RequestState
  receivedOn: Day
  dueOn: Day
  extension: number
  waitingUntil: Day | null
  /** How often a supplement was asked for. */
  supplementsAsked: number
  reasonsAsked: boolean
  /** Consultations without an answer. */
  openConsultations: number
  /** Objections with reasonable grounds. */
  objections: number
  /** What waits for the head's decision. */
  waiting: readonly ProposalKind[]
  /** Accounts that proposed what waits. */
  proposers: readonly string[]
  /** Letters already issued. */
  letters: number
  /** Letters to the applicant of whose delivery nothing is known. */
  undelivered: number
}

/** Who wants to move: an officer by permissions, or the applicant. */
export type Mover = 'applicant' | { accountId: string; holds: (permission: string) => boolean }

const regulation = (regime: Regime, article: string) => `《政府信息公开条例》（${regime.orderNumber}）${article}`

/**
 * Why a move may not be made now, with the article; undefined if it may.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十条、第三十二条至第三十五条、第四十五条
 */
export function refuseMove(name: MoveName, facts: Facts, regime: Regime, today: Day, by: Mover): Refusal | undefined {
  const move: Move = moves[name]
  const label = moveLabels[name]
  if (!move.from.includes(facts.state))
    return {
      code: 'requests.notInThisState',
      message: `“${stateLabels[facts.state]}”的申请不能${label}`,
      ...nextFrom(facts.state),
    }
  if (by === 'applicant' ? !move.applicant : !by.holds(move.may))
    return { code: 'requests.noRight', message: `您没有${label}的权限，或者这个单位不在您的管理范围内` }
  return bars[name]?.(facts, regime, today, by)
}

type Bar = (facts: Facts, regime: Regime, today: Day, by: Mover) => Refusal | undefined

const waitsForHead: Bar = (facts) =>
  facts.waiting.length > 0
    ? {
        code: 'requests.waitsForHead',
        message: '有一项提请审批的事项还没有结果',
        next: '请先由负责人批准或者退回',
      }
    : undefined

const first =
  (...rules: Bar[]): Bar =>
  (facts, regime, today, by) => {
    for (const rule of rules) {
      const refusal = rule(facts, regime, today, by)
      if (refusal) return refusal
    }
    return undefined
  }

const waitingPassed: Bar = (facts, _regime, today) =>
  facts.waitingUntil !== null && today <= facts.waitingUntil
    ? {
        code: 'requests.stillWaiting',
        message: `期限到 ${facts.waitingUntil} 为止，现在还没有过`,
        next: '请等到期限过后再办理',
      }
    : undefined

const known =
  (kind: ReplyKind): Bar =>
  (_facts, regime) =>
    articleOf(kind, undefined, regime) === undefined
      ? {
          code: 'requests.notInThisRegime',
          message: `${regime.orderNumber}没有“${answers.find((a) => a.kind === kind)?.label}”这种处理`,
          basis: `国务院令第711号施行前收到的申请，适用${regime.orderNumber}`,
          next: '请作出答复',
        }
      : undefined

const bars: Partial<Record<MoveName, Bar>> = {
  askSupplement: first(waitsForHead, (facts, regime) => {
    if (regime.limits.supplementNoticeDays === null) return undefined
    if (facts.supplementsAsked > 0)
      return {
        code: 'requests.supplementAskedBefore',
        message: '补正只能要求一次，并且要一次性告知',
        basis: regulation(regime, '第三十条'),
        next: '内容仍不明确的，可以据此答复',
      }
    return undefined
  }),
  abandon: first(known('supplementOverdue'), waitingPassed),
  proposeExtension: (facts, regime, today, by) => {
    if (facts.extension > 0)
      return {
        code: 'requests.alreadyExtended',
        message: '答复期限只能延长一次，这件申请已经延长过',
        basis: regulation(regime, regime.articles.extensionDays ?? ''),
      }
    if (today > facts.dueOn)
      return {
        code: 'requests.overdue',
        message: `答复期限 ${facts.dueOn} 已过，不能再延长`,
        basis: regulation(regime, regime.articles.extensionDays ?? ''),
        next: '请尽快答复，逾期会记入统计',
      }
    return waitsForHead(facts, regime, today, by)
  },
  askReasons: (facts, regime) => {
    if (articleOf('excessive', undefined, regime) === undefined)
      return {
        code: 'requests.notInThisRegime',
        message: `${regime.orderNumber}没有要求说明理由的规定`,
        next: '请作出答复',
      }
    return facts.reasonsAsked
      ? {
          code: 'requests.reasonsAskedBefore',
          message: '已经要求申请人说明理由',
          basis: regulation(regime, '第三十五条'),
        }
      : undefined
  },
  giveReasons: (facts) =>
    facts.reasonsAsked ? undefined : { code: 'requests.noReasonsAsked', message: '没有要求说明理由，不必提交' },
  proposePostponement: first(waitsForHead, (facts, regime) =>
    facts.reasonsAsked
      ? undefined
      : {
          code: 'requests.noReasonsAsked',
          message: '先要求申请人说明理由，理由合理而无法在期限内答复的，才能另定合理的期限',
          basis: regulation(regime, '第三十五条'),
        },
  ),
  handOver: first(waitsForHead, (facts) =>
    facts.letters > 1
      ? {
          code: 'requests.alreadyHandled',
          message: '已经发出文书的申请不能再转交',
          next: '不属于本机关负责公开的，请答复申请人并告知负责的机关',
        }
      : undefined,
  ),
  askFee: first(waitsForHead, (facts) =>
    feeSchemeOn(facts.receivedOn) === undefined
      ? { code: 'requests.noFee', message: '收到申请时还没有信息处理费的规定', basis: '国办函〔2020〕109号' }
      : undefined,
  ),
  abandonUnpaid: first(known('feeUnpaid'), waitingPassed),
  issueReply: waitsForHead,
  proposeReply: waitsForHead,
  draftReply: waitsForHead,
  takeBackProposal: ({ proposers }, _regime, _today, by) =>
    typeof by === 'object' && !proposers.includes(by.accountId)
      ? { code: 'requests.noProposalOfYours', message: '没有您提请、还没有结果的事项可以收回' }
      : undefined,
  decide: (facts) =>
    facts.waiting.length === 0 ? { code: 'requests.nothingToDecide', message: '没有等待审批的事项' } : undefined,
  archive: (facts) =>
    facts.undelivered > 0
      ? {
          code: 'requests.notDelivered',
          message: `还有 ${facts.undelivered} 份给申请人的文书没有送达记录`,
          basis: '《政府信息公开条例》第四十五条',
          next: '请先登记送达',
        }
      : undefined,
}

function nextFrom(state: RequestState): { next?: string } {
  const labels = (Object.entries(moves) as [MoveName, Move][])
    .filter(([, m]) => m.from.includes(state))
    .map(([name]) => moveLabels[name])
  return labels.length > 0 ? { next: `现在可以：${labels.join('、')}` } : {}
}

/** Every move with why it may not be made now, whatever the state. */
export function movesOf(facts: Facts, regime: Regime, today: Day, by: Mover) {
  return (Object.keys(moves) as MoveName[]).map((name) => ({
    name,
    label: moveLabels[name],
    refusal: refuseMove(name, facts, regime, today, by),
  }))
}

/** The article an answer rests on under a regime; undefined where the regime does not know the answer. */
export function articleOf(kind: ReplyKind, ground: string | undefined, regime: Regime): string | undefined {
  const answer =
    answers.find((a) => answerKey(a) === (ground ? `${kind}:${ground}` : kind)) ?? answers.find((a) => a.kind === kind)
  return answer?.articles[regime.code as 'R2008' | 'R2019']
}

/** Answers that withhold something: they need the head's approval. */
export const needsApproval = (kind: ReplyKind): boolean => ['refused', 'grantedInPart', 'excessive'].includes(kind)

/** Answers that an officer may choose under a regime; those that end a request otherwise come by their own moves. */
export const answersUnder = (regime: Regime) =>
  answers.filter(
    (a) =>
      a.articles[regime.code as 'R2008' | 'R2019'] !== undefined &&
      !['supplementOverdue', 'feeUnpaid', 'withdrawn'].includes(a.kind),
  )

/**
 * The day of receipt. In person: the day it is handed in. A registered letter: the day it is signed for. An ordinary
 * letter and a fax: the day it is confirmed with the applicant, a letter on the day it arrives. Online: the platform's
 * receipt confirms it at once.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十一条；国办公开办函〔2015〕207号
 */
export function receiptDay(
  channel: IntakeChannel,
  { arrivedOn, confirmedOn, postKind }: { arrivedOn: Day; confirmedOn?: Day | ''; postKind?: PostKind | '' },
): { receivedOn: Day } | { problem: Problem } {
  const confirmed = channel === 'fax' || (channel === 'letter' && postKind === 'ordinary')
  if (channel === 'letter' && !postKind)
    return { problem: { field: 'postKind', message: '请选择信函是挂号（签收）的还是平信：两种收到日期的算法不同' } }
  if (!confirmed) return { receivedOn: arrivedOn }
  if (!confirmedOn)
    return {
      problem: {
        field: 'confirmedOn',
        message:
          channel === 'fax'
            ? '传真以双方确认之日为收到申请之日，请填写与申请人确认的日期'
            : '平信以与申请人确认之日为收到申请之日，请当天与申请人联系并填写日期',
      },
    }
  if (confirmedOn < arrivedOn) return { problem: { field: 'confirmedOn', message: '确认的日期不能早于到达的日期' } }
  return { receivedOn: confirmedOn }
}

/** The clock of a reply as core/clock reads it. */
export function replyClock(
  regime: Regime,
  calendar: Calendar,
  receivedOn: Day,
  events: readonly ClockEvent[],
  asOf: Day,
): ClockInput & { asOf: Day } {
  return { days: regime.limits.replyDays, from: receivedOn, events, calendar, asOf }
}

/**
 * The last day on which a reply is still in time, pauses, extension and restarts included.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十条、第三十三条、第三十五条；（国务院令第492号）第二十四条
 */
export function replyDue(
  regime: Regime,
  calendar: Calendar,
  receivedOn: Day,
  events: readonly ClockEvent[],
  asOf: Day,
): Due {
  return due(replyClock(regime, calendar, receivedOn, events, asOf))
}

/** What is wrong with the day until which a supplement is to come. */
export function problemsInSupplementNotice(
  regime: Regime,
  calendar: Calendar,
  facts: Pick<Facts, 'receivedOn'>,
  until: Day,
  today: Day,
): Problem[] {
  const limit = regime.limits.supplementNoticeDays
  const problems: Problem[] = []
  if (limit !== null && today > addWorkingDays(calendar, facts.receivedOn, limit))
    problems.push({
      field: '',
      message: `补正应在收到申请之日起 ${limit} 个工作日内告知（${regulation(regime, '第三十条')}），已经过期：请按现有内容办理或者答复`,
    })
  if (until <= today) problems.push({ field: 'until', message: '补正期限应在今天之后，给申请人合理的时间' })
  return problems
}

/** What is wrong with the length of an extension. */
export function problemsInExtension(regime: Regime, days: number): Problem[] {
  const most = regime.limits.extensionDays
  if (days <= most) return []
  const article = regulation(regime, regime.articles.extensionDays ?? '')
  return [{ field: 'days', message: `延长的期限最长不超过 ${most} 个工作日（${article}）` }]
}

/**
 * The last day for those who are asked: 15 working days for a third party or a co-producer, what the office sets where
 * the law sets none.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十二条、第三十四条
 */
export function consultationUntil(
  regime: Regime,
  calendar: Calendar,
  kind: 'thirdParty' | 'coProducer',
  sentOn: Day,
  typed: Day | '',
): { until: Day | null } | { problem: Problem } {
  const days = kind === 'thirdParty' ? regime.limits.thirdPartyDays : regime.limits.coProducerDays
  if (days !== null) return { until: addWorkingDays(calendar, sentOn, days) }
  if (typed === '') return { until: null }
  return typed > sentOn ? { until: typed } : { problem: { field: 'until', message: '答复期限应在今天之后' } }
}

/**
 * What is wrong with an answer: unknown to the regime, without reasons or contents, against an objection.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十二条、第三十六条、第三十七条
 */
export function problemsInReply(regime: Regime, facts: Pick<Facts, 'objections'>, reply: ReplyForm): Problem[] {
  const problems: Problem[] = []
  const need = (field: keyof ReplyForm, when: boolean, message: string) => {
    if (when && String(reply[field] ?? '').trim() === '') problems.push({ field, message })
  }
  if (!answersUnder(regime).some((a) => a.kind === reply.kind))
    problems.push({ field: 'kind', message: `${regime.orderNumber}没有这种答复，请另选一种` })
  need('ground', reply.kind === 'refused', '请选择不予公开的理由')
  if (reply.kind === 'refused' && reply.ground && articleOf('refused', reply.ground, regime) === undefined)
    problems.push({ field: 'ground', message: `${regime.orderNumber}没有这一条理由，请另选` })
  if (reply.kind !== 'refused' && reply.ground)
    problems.push({ field: 'ground', message: '只有“不予公开”需要选择理由，请改选“不适用”' })
  const gives = reply.kind === 'granted' || reply.kind === 'grantedInPart'
  need('provided', gives, '请逐行写明提供哪些信息')
  if (reply.kind === 'grantedInPart' && reply.withheld.length === 0)
    problems.push({ field: 'withheld', message: '部分公开的，请逐处列出不予公开的部分和理由' })
  if (reply.kind !== 'grantedInPart' && reply.withheld.length > 0)
    problems.push({ field: 'kind', message: '列出了不予公开的部分，答复类型应为“同意部分公开”' })
  for (const [i, { ground }] of reply.withheld.entries())
    if (articleOf('refused', ground, regime) === undefined)
      problems.push({ field: `withheld.${i}.ground`, message: `${regime.orderNumber}没有这一条理由，请另选` })
  need(
    'override',
    gives && facts.objections > 0,
    '第三方不同意公开且有合理理由：不公开会对公共利益造成重大影响的才能公开，请写明理由，并书面告知第三方',
  )
  return problems
}

/**
 * What the silence of someone who was asked means: a co-producer has agreed, about a third party the organ decides itself.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十二条、第三十四条
 */
export const silenceMeans = { thirdParty: '由行政机关依法决定是否公开', coProducer: '视为同意公开' } as const
