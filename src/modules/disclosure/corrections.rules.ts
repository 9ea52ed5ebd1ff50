import type { Day } from '../../core/day.ts'
import type { Problem, Refusal } from '../../core/errors.ts'
import type { CorrectedContent, Correction, CorrectionState, KeptFile } from './corrections.schema.ts'
import { type Move, type Person, refusalOfMove } from './rules.ts'
import type { Document, Validity } from './schema.ts'

type CorrectionMove = Move & { from: readonly CorrectionState[]; to: CorrectionState }

const editing = ['draft', 'returned'] as const

/**
 * The life of a correction: the same three rights and three persons as for the document itself, so that what the public
 * has read is not changed by one hand.
 * @basis 《政府信息公开条例》第六条、第十七条
 */
export const correctionMoves = {
  save: { label: '修改更正稿', from: editing, to: 'draft', may: 'disclosure.draft' },
  submit: { label: '提交更正审核', from: editing, to: 'inReview', may: 'disclosure.draft' },
  recall: { label: '撤回送审', from: ['inReview'], to: 'draft', may: 'disclosure.draft' },
  discard: { label: '放弃更正', from: editing, to: 'discarded', may: 'disclosure.draft' },
  return: {
    label: '退回更正稿',
    from: ['inReview', 'approved'],
    to: 'returned',
    may: 'disclosure.review',
    notBy: ['drafter'],
  },
  approve: { label: '审核更正', from: ['inReview'], to: 'approved', may: 'disclosure.review', notBy: ['drafter'] },
  publish: {
    label: '发布更正',
    from: ['approved'],
    to: 'published',
    may: 'disclosure.publish',
    notBy: ['drafter', 'reviewer'],
  },
} as const satisfies Record<string, CorrectionMove>
export type CorrectionMoveName = keyof typeof correctionMoves

/** Why a document may not be corrected now; undefined if it may. What is withdrawn has nothing left to put right. */
export function refuseCorrecting(document: Pick<Document, 'state'>): Refusal | undefined {
  if (document.state === 'published') return undefined
  return {
    code: 'disclosure.notPublished',
    message: '只有已发布的信息才能更正',
    next: document.state === 'withdrawn' ? '已撤回的，请另起草一份' : '还没有发布的，直接修改草稿',
  }
}

/** Why a move may not be made on a correction by a person now; undefined if it may. */
export function refuseCorrectionMove(
  name: CorrectionMoveName,
  document: Pick<Document, 'state'>,
  correction: Pick<Correction, 'state' | 'draftedBy' | 'reviewedBy'>,
  person: Person,
): Refusal | undefined {
  // A correction that lost its document can still be given up.
  const refusal = name === 'discard' ? undefined : refuseCorrecting(document)
  return (
    refusal ?? refusalOfMove(correctionMoves[name], Object.values<Move>(correctionMoves), correction, person, '更正稿')
  )
}

/** What is missing before a correction may go to review: above all, something to correct. */
export function problemsInCorrection(
  before: { content: CorrectedContent; attachments: readonly KeptFile[] },
  after: { content: CorrectedContent; attachments: readonly KeptFile[] },
): Problem[] {
  const same =
    JSON.stringify(ordered(before.content)) === JSON.stringify(ordered(after.content)) &&
    JSON.stringify(before.attachments.map(fileKey)) === JSON.stringify(after.attachments.map(fileKey))
  return same ? [{ field: 'note', message: '更正稿和已发布的内容一样，请先改正内容或附件' }] : []
}

const fileKey = ({ sha256, name }: KeptFile) => `${sha256} ${name}`
const ordered = (content: CorrectedContent) => Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))

/** Whether a corrected document is in force: a corrected last day may end it or revive it, a repeal stands. */
export function validityCorrected(validity: Validity, expiresOn: Day | null, today: Day): Validity {
  if (validity !== 'inForce' && validity !== 'expired') return validity
  return expiresOn !== null && expiresOn < today ? 'expired' : 'inForce'
}
