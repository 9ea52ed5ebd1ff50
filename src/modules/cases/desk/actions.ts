import type { Action } from '../../../ui/index.ts'
import { type Made, pathOf } from '../acting.ts'
import { moves } from '../rules.ts'
import type { CaseState } from '../schema.ts'
import type { CaseRecord } from '../service.ts'
import { hrefOf } from './crumbs.ts'

/** Moves that stand as buttons at the head of a case, in this order; the others stand where their matter is. */
const shown: readonly Made[] = [
  'decideAtOnce',
  'accept',
  'supplement',
  'bringMaterials',
  'endSpecial',
  'proposeDecision',
  'decide',
  'issueResult',
  'deliver',
  'post',
  'arrive',
  'recordPayment',
  'archive',
  'askSupplement',
  'notAccept',
  'startSpecial',
  'proposeExtension',
  'takeBackProposal',
  'askFee',
  'handOver',
  'returnCase',
  'withdraw',
]
const primary: readonly Made[] = shown.slice(0, shown.indexOf('askSupplement'))
/** Moves that are a press of a button, without a page between. */
export const atOnce = ['archive', 'takeBackProposal'] as const satisfies readonly Made[]
const isAtOnce = (name: Made): boolean => (atOnce as readonly Made[]).includes(name)

/** Refusals of moves that have nothing to do with this case: greyed they would only puzzle. */
const beside: readonly string[] = [
  'noRight',
  'notInstant',
  'nothingTolerated',
  'noFeeOpen',
  'notPosted',
  'noProposalOfYours',
].map((code) => `cases.${code}`)

/** Permission that a move asks for. */
export const permissionFor = (name: Made) => `cases.${moves[name].needs}` as const

/** Where a move is made. */
export const placeOf = (number: string, name: Made): string => `${hrefOf(number)}/${pathOf(name)}`

/** What may be done now as buttons, what the law or the state keeps from it greyed with the reason and the article. */
export function actionsOf({ file, moves: all }: Pick<CaseRecord, 'file' | 'moves'>): Action[] {
  const first = shown.find((name) => primary.includes(name) && all.some((m) => m.name === name && !m.refusal))
  return shown.flatMap((name) => {
    const move = all.find((m) => m.name === name)
    // What does not belong to this state at all is left out: it would only stand in the way.
    if (!move || !(moves[name].from as readonly CaseState[]).includes(file.state)) return []
    if (move.refusal && beside.includes(move.refusal.code)) return []
    const { label, refusal } = move
    const action: Action = {
      label,
      href: placeOf(file.number, name),
      ...(isAtOnce(name) ? { post: true } : {}),
      ...(name === first ? { kind: 'primary' as const } : {}),
    }
    if (!refusal) return [action]
    const { message, basis } = refusal
    return [{ ...action, refused: { message, ...(basis ? { basis } : {}) } }]
  })
}

/** Whether a move may be made now. */
export const may = ({ moves: all }: Pick<CaseRecord, 'moves'>, name: Made): boolean =>
  all.some((m) => m.name === name && !m.refusal)
