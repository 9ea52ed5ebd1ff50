import type { Day } from '../../core/day.ts'
import type { Problem, Refusal } from '../../core/errors.ts'
import { moveLabels, needLabels, stateLabels } from './labels.ts'
import { article, licensingOn } from './licensing.ts'
import type { Need, Right } from './rights.ts'
import type { CaseKind, CaseState, ProposalKind } from './schema.ts'

const active = ['accepted', 'inReview'] as const
const running = ['accepted', 'inReview', 'specialProcedure'] as const
const waiting = ['submitted', 'supplementAsked'] as const
const ended = ['notAccepted', 'returned', 'withdrawn', 'delivered'] as const

/** From which states a move leads into which, and who may make it. */
export type Move = {
  from: readonly CaseState[]
  /** Absent: the state stays, or depends on what was decided. */
  to?: CaseState
  /** What an officer needs, by role or by letter of authorisation. */
  needs: Need
  /** Whether the applicant may make it as well. */
  applicant?: true
  /** Whether the clock makes it: also, or alone. */
  clock?: 'also' | 'alone'
}

/**
 * The life of a case. What the law allows besides the state is asked in `refuseMove`.
 * @basis 《行政许可法》第二十九条至第五十条；国办函〔2016〕108号
 */
export const moves = {
  accept: { from: ['submitted'], to: 'accepted', needs: 'accept' },
  acceptSilently: { from: ['submitted'], to: 'accepted', needs: 'accept', clock: 'alone' },
  askSupplement: { from: ['submitted'], to: 'supplementAsked', needs: 'accept' },
  supplement: { from: ['supplementAsked'], to: 'submitted', needs: 'accept', applicant: true },
  notAccept: { from: waiting, to: 'notAccepted', needs: 'accept' },
  decideAtOnce: { from: ['submitted'], needs: 'decide' },
  bringMaterials: { from: running, needs: 'accept', applicant: true },
  startSpecial: { from: active, to: 'specialProcedure', needs: 'handle' },
  endSpecial: { from: ['specialProcedure'], to: 'inReview', needs: 'handle' },
  proposeExtension: { from: active, needs: 'handle' },
  decideExtension: { from: active, needs: 'decide' },
  passStep: { from: active, to: 'inReview', needs: 'handle' },
  returnStep: { from: ['inReview'], needs: 'handle' },
  proposeDecision: { from: active, to: 'inReview', needs: 'handle' },
  takeBackProposal: { from: active, needs: 'handle' },
  decide: { from: active, needs: 'decide' },
  answerProposal: { from: active, needs: 'decide' },
  askFee: { from: [...active, 'approved'], needs: 'handle' },
  recordPayment: { from: [...active, 'approved'], needs: 'handle' },
  withdraw: { from: [...waiting, ...running], to: 'withdrawn', needs: 'accept', applicant: true },
  returnCase: { from: running, to: 'returned', needs: 'handle' },
  issueResult: { from: ['approved'], to: 'completed', needs: 'issue' },
  deliver: { from: ['completed', 'rejected'], to: 'delivered', needs: 'issue' },
  post: { from: ['completed', 'rejected'], needs: 'issue' },
  arrive: { from: ['completed', 'rejected'], to: 'delivered', needs: 'issue', clock: 'also' },
  revokeResult: { from: ['completed', 'delivered', 'archived'], needs: 'decide' },
  handOver: { from: [...waiting, ...running, 'approved'], needs: 'handle' },
  archive: { from: ended, to: 'archived', needs: 'issue' },
} as const satisfies Record<string, Move>
export type MoveName = keyof typeof moves

/** What of a case and its history the rules ask about. */
export type Facts = {
  state: CaseState
  kind: CaseKind
  receivedOn: Day
  /** Last day to ask for a supplement. */
  noticeDueOn: Day
  supplementsAsked: number
  /** Last day of the applicant's supplement. */
  waitingUntil: Day | null
  /** Days that were added already. */
  extension: number
  /** The most by which it may be extended, and on what that rests. */
  mostExtension: { days: number; basis: string }
  dueOn: Day | null
  /** Whether a second person must agree. */
  fourEyes: boolean
  /** Accounts that reviewed or proposed. */
  reviewers: readonly string[]
  /** Review steps that are not passed. */
  openSteps: number
  /** Required materials that were tolerated and have not come. */
  tolerated: number
  /** What waits for whoever decides. */
  proposals: readonly ProposalKind[]
  /** Accounts that proposed what waits. */
  proposers: readonly string[]
  feeOpen: boolean
  /** Whether it is on its way by post. */
  onItsWay: boolean
}

/** Who wants to move. */
export type Mover = 'applicant' | 'clock' | { accountId: string; rightTo: (need: Need) => Right }

/**
 * Why a move may not be made now, with the article; undefined if it may. A move outside a letter of authorisation is
 * refused as such.
 * @basis 《行政许可法》第三十二条、第四十二条、第四十五条
 */
export function refuseMove(name: MoveName, facts: Facts, today: Day, by: Mover): Refusal | undefined {
  const move: Move = moves[name]
  if (!move.from.includes(facts.state))
    return {
      code: 'cases.notInThisState',
      message: `“${stateLabels[facts.state]}”的办件不能${moveLabels[name]}`,
      ...nextFrom(facts.state),
    }
  return refuseMover(name, move, by) ?? bars[name]?.(facts, today, by)
}

function refuseMover(name: MoveName, move: Move, by: Mover): Refusal | undefined {
  const noRight = { code: 'cases.noRight', message: `您没有${moveLabels[name]}的权限，或者这个单位不在您的管理范围内` }
  if (by === 'clock') return undefined
  if (move.clock === 'alone') return noRight
  if (by === 'applicant') return move.applicant ? undefined : noRight
  const right = by.rightTo(move.needs)
  if (right === 'no') return noRight
  if (right === 'yes') return undefined
  return {
    code: 'cases.outsideAuthorisation',
    message: `您的授权委托书不包括这个事项的${needLabels[move.needs]}，不能${moveLabels[name]}`,
    basis: '主管部门的授权委托书',
    next: '请交给有授权的人或者主管部门办理，需要的，请主管部门补办授权委托书',
  }
}

type Bar = (facts: Facts, today: Day, by: Mover) => Refusal | undefined
const first =
  (...rules: Bar[]): Bar =>
  (facts, today, by) => {
    for (const rule of rules) {
      const refusal = rule(facts, today, by)
      if (refusal) return refusal
    }
    return undefined
  }

const nothingProposed: Bar = ({ proposals }) =>
  proposals.length > 0
    ? { code: 'cases.waitsForDecision', message: '有一项提请还没有结果', next: '请先由有权决定的人批准或者退回' }
    : undefined

const proposed =
  (kind: ProposalKind, message: string): Bar =>
  ({ proposals }) =>
    proposals.includes(kind) ? undefined : { code: 'cases.nothingToDecide', message }

const stepsPassed: Bar = ({ openSteps }) =>
  openSteps > 0
    ? { code: 'cases.stepsOpen', message: `还有 ${openSteps} 个审查环节没有办完`, next: '请等各环节都通过以后再作决定' }
    : undefined

const instant: Bar = ({ kind }) =>
  kind === 'instant'
    ? undefined
    : { code: 'cases.notInstant', message: '这是承诺件，不能当场决定', next: '请先受理，再按环节审查、决定' }

const anotherPerson: Bar = ({ fourEyes, reviewers }, _today, by) =>
  fourEyes && typeof by === 'object' && reviewers.includes(by.accountId)
    ? {
        code: 'cases.fourEyes',
        message: '这个事项要由另一个人决定：审查过或者提出处理意见的人不能自己决定',
        basis: '事项实施清单：两人以上办理',
        next: '请交给另一位有权决定的人',
      }
    : undefined

const bars: Partial<Record<MoveName, Bar>> = {
  acceptSilently: ({ noticeDueOn }, today) =>
    today <= noticeDueOn
      ? { code: 'cases.noticeStillRuns', message: `一次性告知的期限到 ${noticeDueOn} 为止，还没有过` }
      : undefined,
  askSupplement: ({ supplementsAsked, noticeDueOn, receivedOn }, today) => {
    const basis = article(licensingOn(receivedOn), 'supplementNoticeDays')
    if (supplementsAsked > 0)
      return {
        code: 'cases.supplementAskedBefore',
        message: '补正只能要求一次，并且要一次性告知全部内容',
        basis,
        next: '已按要求补正的，请受理',
      }
    if (today > noticeDueOn)
      return {
        code: 'cases.noticeTooLate',
        message: `应在 ${noticeDueOn} 以前告知，逾期不告知的，自收到申请材料之日起即为受理`,
        basis,
        next: '请受理',
      }
    return undefined
  },
  notAccept: ({ state, waitingUntil }, today) =>
    state === 'supplementAsked' && waitingUntil !== null && today <= waitingUntil
      ? {
          code: 'cases.stillWaiting',
          message: `补正期限到 ${waitingUntil} 为止，还没有过`,
          next: '请等到补正期限过后再办理',
        }
      : undefined,
  decideAtOnce: first(instant, anotherPerson),
  bringMaterials: ({ tolerated }) =>
    tolerated === 0 ? { code: 'cases.nothingTolerated', message: '没有容缺的材料要补交' } : undefined,
  startSpecial: nothingProposed,
  proposeExtension: first(nothingProposed, ({ extension, dueOn, mostExtension }, today) => {
    const { basis } = mostExtension
    if (extension > 0) return { code: 'cases.alreadyExtended', message: '期限只能延长一次，这件办件已经延长过', basis }
    if (mostExtension.days === 0)
      return { code: 'cases.noExtension', message: '这个事项的期限不能延长', basis, next: '请在期限内办结' }
    if (dueOn !== null && today > dueOn)
      return { code: 'cases.overdue', message: `期限 ${dueOn} 已过，不能再延长`, basis, next: '请尽快办结' }
    return undefined
  }),
  decideExtension: first(proposed('extension', '没有等待批准的延期'), ({ dueOn, mostExtension }, today) =>
    dueOn !== null && today > dueOn
      ? {
          code: 'cases.overdue',
          message: `期限 ${dueOn} 已过，不能再延长`,
          basis: mostExtension.basis,
          next: '请退回，由经办人尽快办结',
        }
      : undefined,
  ),
  proposeDecision: first(nothingProposed, stepsPassed),
  takeBackProposal: ({ proposers }, _today, by) =>
    typeof by === 'object' && !proposers.includes(by.accountId)
      ? { code: 'cases.noProposalOfYours', message: '没有您提出、还没有结果的提请可以收回' }
      : undefined,
  decide: first(nothingProposed, stepsPassed, anotherPerson),
  answerProposal: first(proposed('decision', '没有等待决定的处理意见'), anotherPerson),
  recordPayment: ({ feeOpen }) => (feeOpen ? undefined : { code: 'cases.noFeeOpen', message: '没有等待缴纳的费用' }),
  askFee: ({ feeOpen }) =>
    feeOpen ? { code: 'cases.feeAskedBefore', message: '缴费通知已经发出，还没有缴纳' } : undefined,
  issueResult: ({ feeOpen }) =>
    feeOpen ? { code: 'cases.feeOpen', message: '费用还没有缴纳，不能发证', next: '请先登记缴费' } : undefined,
  deliver: ({ onItsWay }) =>
    onItsWay
      ? { code: 'cases.onItsWay', message: '结果已经寄出，正在路上', next: '退回以后才能改为窗口领取' }
      : undefined,
  arrive: ({ onItsWay }) =>
    onItsWay ? undefined : { code: 'cases.notPosted', message: '没有寄出的结果，不能登记签收' },
  post: ({ onItsWay }) => (onItsWay ? { code: 'cases.onItsWay', message: '结果已经寄出，正在路上' } : undefined),
}

function nextFrom(state: CaseState): { next?: string } {
  const labels = (Object.entries(moves) as [MoveName, Move][])
    .filter(([, m]) => m.from.includes(state) && m.clock !== 'alone')
    .map(([name]) => moveLabels[name])
  return labels.length > 0 ? { next: `现在可以：${labels.join('、')}` } : {}
}

/**
 * Why the applicant may not choose any more how to get the result; undefined if they may.
 * @basis 《行政许可法》第四十四条
 */
export function refuseDeliveryChoice({ state, onItsWay }: Pick<Facts, 'state' | 'onItsWay'>): Refusal | undefined {
  if (onItsWay) return { code: 'cases.onItsWay', message: '结果已经寄出，正在路上，不能再改领取方式' }
  const over = ended.some((s) => s === state) || state === 'archived'
  return over ? { code: 'cases.nothingToDeliver', message: '这件办件已经结束，不用再选领取方式' } : undefined
}

/** Every move that a person can make, with why it may not be made now, whatever the state. */
export function movesOf(facts: Facts, today: Day, by: Mover) {
  return (Object.keys(moves) as MoveName[])
    .filter((name) => (moves[name] as Move).clock !== 'alone')
    .map((name) => ({ name, label: moveLabels[name], refusal: refuseMove(name, facts, today, by) }))
}

/** Why an approval may not go out yet: what was tolerated has not come. Rejecting needs no material. */
export const refuseApproval = ({ tolerated }: Facts): Refusal | undefined =>
  tolerated > 0
    ? {
        code: 'cases.toleratedMissing',
        message: `还有 ${tolerated} 份容缺的材料没有补交，不能批准`,
        next: '请等材料补齐；过了期限仍不补的，可以退件',
      }
    : undefined

/** What is wrong with the day until which a supplement is to come. */
export const problemsInNotice = (until: Day, today: Day): Problem[] =>
  until <= today ? [{ field: 'until', message: '补正期限应在今天之后，给申请人合理的时间' }] : []

/** What is wrong with the length of an extension. */
export const problemsInExtension = ({ mostExtension }: Facts, days: number): Problem[] =>
  days > mostExtension.days
    ? [{ field: 'days', message: `最多延长 ${mostExtension.days} 天（${mostExtension.basis}）` }]
    : []

/**
 * What is wrong with a decision: one that refuses says why.
 * @basis 《行政许可法》第三十八条第二款
 */
export const problemsInDecision = ({ decision, reason }: { decision: string; reason: string }): Problem[] =>
  decision === 'reject' && reason.trim() === ''
    ? [{ field: 'reason', message: '不予批准的，请写明理由（《行政许可法》第三十八条）' }]
    : []

/**
 * Why a draft may not be sent under its version any more; the draft is kept.
 * @param version - the version the draft was begun under
 */
export function refuseSubmission(
  version: {
    effectiveOn: string | null
    endedOn: string | null
    cancelledOn: string | null
    elements: { online: boolean }
  },
  today: Day,
): Refusal | undefined {
  if (version.cancelledOn !== null && version.cancelledOn <= today)
    return {
      code: 'cases.itemCancelled',
      message: `这个事项已于 ${version.cancelledOn} 取消，不能再申请`,
      next: '您填写的内容还在草稿里；要办什么，请打咨询电话问一问',
    }
  if (version.endedOn !== null && version.endedOn <= today)
    return {
      code: 'cases.versionEnded',
      message: '您填写期间，这个事项的办事指南换了新的版本',
      next: '您填写的内容还在草稿里，请按新的指南核对以后再提交',
    }
  if (version.effectiveOn === null || version.effectiveOn > today)
    return { code: 'cases.notYetOpen', message: '这个事项还没有开始办理', next: '请在办事指南写明的日期以后再申请' }
  return undefined
}
