import type { Day } from '../../core/day.ts'
import type { Refusal } from '../../core/errors.ts'
import { moveLabels, needLabels, proposalLabels, stateLabels } from './labels.ts'
import type { Need } from './rights.ts'
import type { OrderState, ProposalKind } from './schema.ts'

/** States in which an order is being handled by someone. */
export const openStates = ['received', 'dispatched', 'handling', 'replied', 'closing'] as const
/** States in which the handling has ended, in whichever way. */
export const endedStates: readonly OrderState[] = [
  'closed',
  'followedUp',
  'archived',
  'notAccepted',
  'withdrawn',
  'merged',
]
const out = ['dispatched', 'handling'] as const
const answered = ['closed', 'followedUp'] as const

/** From which states a move leads into which, and who may make it. */
export type Move = {
  from: readonly OrderState[]
  /** Absent: the state stays, or depends on what was decided. */
  to?: OrderState
  /** What an officer needs: any of these. */
  needs: readonly Need[]
  /** Whether the person may make it as well. */
  person?: true
  /** Whether the clock makes it as well. */
  clock?: true
}

/**
 * The life of a work order. What is asked besides the state stands in `refuseMove`.
 * @basis 国办发〔2020〕53号
 */
export const moves = {
  dispatch: { from: ['received'], to: 'dispatched', needs: ['dispatch'] },
  answerAtOnce: { from: ['received'], to: 'closed', needs: ['register'] },
  refuse: { from: ['received'], to: 'notAccepted', needs: ['dispatch'] },
  merge: { from: ['received', ...out], to: 'merged', needs: ['dispatch'] },
  split: { from: ['merged'], to: 'received', needs: ['dispatch'] },
  sign: { from: ['dispatched'], to: 'handling', needs: ['handle'] },
  contact: { from: ['handling'], needs: ['handle'] },
  handDown: { from: out, to: 'dispatched', needs: ['ask'] },
  giveBack: { from: out, to: 'dispatched', needs: ['handle'] },
  askReturn: { from: out, needs: ['ask'] },
  decideReturn: { from: out, needs: ['review'] },
  reassign: { from: [...out, 'replied'], to: 'dispatched', needs: ['dispatch'] },
  askExtension: { from: out, needs: ['ask'] },
  decideExtension: { from: out, needs: ['review'] },
  assist: { from: [...out, 'replied'], needs: ['handle'] },
  reply: { from: ['handling', 'replied'], to: 'replied', needs: ['handle'] },
  askClosing: { from: ['replied'], to: 'closing', needs: ['handle'] },
  decideClosing: { from: ['closing'], needs: ['review'] },
  supplement: { from: openStates, needs: ['register'], person: true },
  urge: { from: openStates, needs: ['dispatch', 'supervise', 'lead'], person: true },
  supervise: { from: openStates, needs: ['supervise'] },
  escalate: { from: openStates, needs: ['supervise'], clock: true },
  instruct: { from: openStates, needs: ['lead'] },
  followUp: { from: answered, needs: ['followUp'], person: true },
  reopen: { from: answered, needs: ['followUp'], person: true },
  withdraw: { from: ['received', ...out, 'replied'], to: 'withdrawn', needs: ['register'], person: true },
  archive: { from: [...answered, 'notAccepted', 'withdrawn'], to: 'archived', needs: ['dispatch', 'followUp'] },
  publish: { from: [...answered, 'archived'], needs: ['publish'] },
  withdrawPublication: { from: [...answered, 'archived'], needs: ['publish'] },
} as const satisfies Record<string, Move>
export type MoveName = keyof typeof moves

/** What of an order and its history the rules ask about. */
export type Facts = {
  state: OrderState
  /** Whether it lies with a town the lead unit handed it down to. */
  handedDown: boolean
  /** Working days the reply was put off already, and the most by which it may be. */
  extension: number
  mostExtension: number
  replyDueOn: Day
  /** What waits for a decision, and who asked. */
  proposals: readonly { kind: ProposalKind; by: string }[]
  /** Orders it answers for. */
  followers: number
  /** Assisting units that have not answered. */
  assistingOpen: number
  /** Accounts that signed, replied or asked to close, in all rounds. */
  handlers: readonly string[]
  /** Those of rounds before it was opened again: it goes to someone else now. */
  formerHandlers: readonly string[]
  /** Whether the person urged today. */
  urgedToday: boolean
  /** Whether it went to the leader and waits for an instruction. */
  withLeader: boolean
  /** Whether a follow-up is to be made. */
  followUpOpen: boolean
  /** Whether the last follow-up found the person unsatisfied. */
  unsatisfied: boolean
  reopenUntil: Day | null
  hasReply: boolean
  confidential: boolean
  publicWish: boolean
  published: boolean
}

/** Who wants to move. `assisting`: for a unit that assists. */
export type Mover = 'person' | 'clock' | { accountId: string; holds: (need: Need) => boolean; assisting: boolean }

/**
 * Why a move may not be made now; undefined if it may.
 * @basis 国办发〔2020〕53号
 */
export function refuseMove(name: MoveName, facts: Facts, today: Day, by: Mover): Refusal | undefined {
  const move: Move = moves[name]
  if (!move.from.includes(facts.state))
    return {
      code: 'hotline.notInThisState',
      message: `“${stateLabels[facts.state]}”的工单不能${moveLabels[name]}`,
    }
  return refuseMover(name, move, by) ?? bars[name]?.(facts, today, by)
}

function refuseMover(name: MoveName, move: Move, by: Mover): Refusal | undefined {
  const allowed =
    by === 'person'
      ? move.person
      : by === 'clock'
        ? move.clock
        : name === 'assist'
          ? by.assisting
          : move.needs.some((need) => by.holds(need))
  if (allowed) return undefined
  const who = move.needs.map((need) => needLabels[need]).join('或者')
  return {
    code: 'hotline.noRight',
    message: `您没有${moveLabels[name]}的权限，或者这件工单不在您的管理范围内`,
    next: name === 'assist' ? '由协办单位办理' : `由有“${who}”权限的人办理`,
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

const isOne = (accounts: readonly string[], by: Mover) => typeof by === 'object' && accounts.includes(by.accountId)

const nothingAsked: Bar = ({ proposals: [open] }) =>
  open && {
    code: 'hotline.waitsForReview',
    message: `申请的${proposalLabels[open.kind]}还没有审核`,
    next: '请等审核的结果，急的可以打热线负责人的电话',
  }

const asked =
  (kind: ProposalKind): Bar =>
  ({ proposals }, _today, by) => {
    const open = proposals.find((p) => p.kind === kind)
    if (!open) return { code: 'hotline.nothingToReview', message: `没有等待审核的${proposalLabels[kind]}` }
    return isOne([open.by], by)
      ? {
          code: 'hotline.fourEyes',
          message: '提出申请的人不能自己审核',
          next: '请交给另一位有审核权限的人',
        }
      : undefined
  }

const notFormer: Bar = ({ formerHandlers }, _today, by) =>
  isOne(formerHandlers, by)
    ? {
        code: 'hotline.anotherHandler',
        message: '重新办理的工单要换一个人办：您上次办过这件',
        next: '请交给本单位另一位同事签收',
      }
    : undefined

const bars: Partial<Record<MoveName, Bar>> = {
  sign: notFormer,
  contact: notFormer,
  handDown: first(nothingAsked, ({ handedDown }) =>
    handedDown ? { code: 'hotline.handedDown', message: '已经转给下级，不能再往下转' } : undefined,
  ),
  giveBack: ({ handedDown }) =>
    handedDown
      ? undefined
      : { code: 'hotline.notHandedDown', message: '这件工单不是别的单位转办的', next: '不归您单位办的，请申请退单' },
  askReturn: first(nothingAsked, ({ handedDown }) =>
    handedDown
      ? { code: 'hotline.handedDown', message: '这件是部门转办的，不用申请', next: '请直接退回转办的部门' }
      : undefined,
  ),
  decideReturn: asked('return'),
  askExtension: first(nothingAsked, ({ extension, mostExtension, replyDueOn }, today) => {
    if (extension > 0) return { code: 'hotline.alreadyExtended', message: '期限只能延长一次，这件已经延长过' }
    if (mostExtension === 0) return { code: 'hotline.noExtension', message: '这类工单不能延期', next: '请在期限内答复' }
    return today > replyDueOn
      ? { code: 'hotline.overdue', message: `期限 ${replyDueOn} 已过，不能再申请延期`, next: '请尽快联系来访人并答复' }
      : undefined
  }),
  decideExtension: asked('extension'),
  reply: first(notFormer, ({ proposals }) =>
    proposals.some((p) => p.kind === 'return')
      ? {
          code: 'hotline.waitsForReview',
          message: '您单位申请了退单，还没有审核，暂时不能答复',
          next: '请等审核的结果',
        }
      : undefined,
  ),
  askClosing: first(notFormer, nothingAsked, ({ assistingOpen }) =>
    assistingOpen > 0
      ? {
          code: 'hotline.assistingOpen',
          message: `还有 ${assistingOpen} 个协办单位没有回复`,
          next: '请等协办单位回复以后再申请办结',
        }
      : undefined,
  ),
  decideClosing: asked('closing'),
  urge: ({ urgedToday }, _today, by) =>
    by === 'person' && urgedToday
      ? {
          code: 'hotline.urgedToday',
          message: '您今天已经催过一次',
          next: '我们已经转告承办单位，明天还没有消息可以再催',
        }
      : undefined,
  escalate: ({ withLeader }) =>
    withLeader ? { code: 'hotline.withLeader', message: '已经报给领导，还没有批示' } : undefined,
  // The person says by themselves how it was, rung or not, until somebody has rung.
  followUp: ({ state, followUpOpen, handlers }, _today, by) => {
    if (by === 'person' ? state !== 'closed' : !followUpOpen)
      return { code: 'hotline.noFollowUp', message: '这件工单不用回访，或者已经回访过' }
    return isOne(handlers, by)
      ? { code: 'hotline.followedByHandler', message: '办过这件工单的人不能自己回访', next: '请交给另一位同事回访' }
      : undefined
  },
  reopen: ({ reopenUntil, unsatisfied }, today, by) => {
    if (reopenUntil !== null && today <= reopenUntil) return undefined
    if (by !== 'person' && unsatisfied) return undefined
    return {
      code: 'hotline.tooLateToReopen',
      message: reopenUntil === null ? '这件工单不能要求重新办理' : `要求重新办理的期限到 ${reopenUntil} 为止，已经过了`,
      next: '有新的情况，请重新提出诉求',
    }
  },
  withdraw: ({ followers }) =>
    followers > 0
      ? {
          code: 'hotline.answersForOthers',
          message: `还有 ${followers} 件相同的诉求和这一件一起办理，不能撤回`,
          next: '我们会继续办理；话务员可以先把别的诉求拆分出来',
        }
      : undefined,
  archive: ({ followUpOpen, reopenUntil }, today) => {
    if (followUpOpen) return { code: 'hotline.followUpFirst', message: '还没有回访，不能归档', next: '请先回访' }
    return reopenUntil !== null && today <= reopenUntil
      ? { code: 'hotline.stillReopenable', message: `来访人在 ${reopenUntil} 以前可以要求重新办理，过了这天才能归档` }
      : undefined
  },
  publish: ({ confidential, publicWish, hasReply, published, handlers }, _today, by) => {
    if (confidential) return { code: 'hotline.confidential', message: '为来访人保密的工单不能公开' }
    if (!publicWish) return { code: 'hotline.notWished', message: '来访人没有同意公开，不能公开' }
    if (!hasReply) return { code: 'hotline.noReply', message: '还没有答复，不能公开' }
    if (published) return { code: 'hotline.published', message: '已经公开', next: '要修改的，请先撤回公开' }
    return isOne(handlers, by)
      ? { code: 'hotline.fourEyes', message: '答复的人不能自己审核公开', next: '请交给另一位有公开权限的人' }
      : undefined
  },
  withdrawPublication: ({ published }) =>
    published ? undefined : { code: 'hotline.notPublished', message: '这件工单没有公开' },
}

/** Every move of an officer, with why it may not be made now. */
export const movesOf = (facts: Facts, today: Day, by: Mover) =>
  (Object.keys(moves) as MoveName[]).map((name) => ({
    name,
    label: moveLabels[name],
    refusal: refuseMove(name, facts, today, by),
  }))

/** What of a unit the rules ask when an order goes to it. */
export type Target = { path: string; kind: string; name: string; closedOn: Day | null }

/**
 * Why an order may not go to a unit; undefined if it may.
 * @param hiddenFromPath - the unit a report or a confidential order speaks of
 * @basis 《信访工作条例》第三十条
 */
export function refuseTarget(target: Target, hiddenFromPath: string | null, today: Day): string | undefined {
  if (target.closedOn !== null && target.closedOn <= today) return `${target.name}已经撤销，请另选`
  if (hiddenFromPath !== null && target.path.startsWith(hiddenFromPath))
    return '不能转给被举报、被投诉的单位，请另选，例如它的上级或者监督机关'
  return undefined
}

/** Kinds of unit that a department may hand work down to; a town hands down within itself. */
const towns: readonly string[] = ['town', 'subdistrict']
const villages: readonly string[] = ['village', 'community']

/**
 * Why work may not be handed down to a unit: it may go from a department to a town, not past it to a village, and from a
 * town to a village of its own. Whoever gets it may always give it back.
 * @basis 国办发〔2020〕53号
 */
export function refuseHandDown(from: Pick<Target, 'path' | 'kind'>, to: Target): string | undefined {
  if (towns.includes(from.kind))
    return villages.includes(to.kind) && to.path.startsWith(from.path) ? undefined : '只能转给本乡镇、街道的村和社区'
  if (villages.includes(from.kind)) return '村和社区不能再往下转'
  return towns.includes(to.kind) ? undefined : '只能转给乡镇、街道；部门的事不能直接转给村和社区'
}
