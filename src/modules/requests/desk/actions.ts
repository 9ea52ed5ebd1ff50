import type { Action } from '../../../ui/index.ts'
import { pathOf } from '../acting.ts'
import { type MoveName, moves } from '../rules.ts'
import type { RequestState } from '../schema.ts'
import type { RequestRecord } from '../service.ts'
import { hrefOf } from './crumbs.ts'

/** Moves that stand as buttons at the head of a request, in this order; the others stand where their matter is. */
const shown: readonly MoveName[] = [
  'take',
  'draftReply',
  'supplement',
  'recordAnswer',
  'recordPayment',
  'archive',
  'askSupplement',
  'consult',
  'proposeExtension',
  'handOver',
  'askFee',
  'askReasons',
  'giveReasons',
  'proposePostponement',
  'takeBackProposal',
  'abandon',
  'abandonUnpaid',
  'followUp',
  'withdraw',
]
const primary: readonly MoveName[] = ['take', 'draftReply', 'supplement', 'recordAnswer', 'recordPayment', 'archive']
/** Moves that are a press of a button, without a page between. */
export const atOnce = ['take', 'archive', 'takeBackProposal'] as const satisfies readonly MoveName[]
const isAtOnce = (name: MoveName): boolean => (atOnce as readonly MoveName[]).includes(name)

/** Refusals of moves that have nothing to do with this request: greyed they would only puzzle. */
const beside: readonly string[] = ['requests.noRight', 'requests.noProposalOfYours']

/** Where a move is made. */
export const placeOf = (number: string, name: MoveName): string =>
  `${hrefOf(number)}/${name === 'draftReply' ? 'reply' : pathOf(name)}`

/** What may be done now as buttons, what the law or the state keeps from it greyed with the reason and the article. */
export function actionsOf({ request, moves: all }: RequestRecord): Action[] {
  const first = shown.find((name) => all.some((m) => m.name === name && !m.refusal))
  return shown.flatMap((name) => {
    const move = all.find((m) => m.name === name)
    // What does not belong to this state at all is left out: it would only stand in the way.
    if (!move || !(moves[name].from as readonly RequestState[]).includes(request.state)) return []
    if (move.refusal && beside.includes(move.refusal.code)) return []
    const { label, refusal } = move
    const action: Action = {
      label,
      href: placeOf(request.number, name),
      ...(isAtOnce(name) ? { post: true } : {}),
      ...(name === first && primary.includes(name) ? { kind: 'primary' as const } : {}),
    }
    if (!refusal) return [action]
    const { message, basis } = refusal
    return [{ ...action, refused: { message, ...(basis ? { basis } : {}) } }]
  })
}

/** Whether a move may be made now. */
export const may = ({ moves: all }: Pick<RequestRecord, 'moves'>, name: MoveName): boolean =>
  all.some((m) => m.name === name && !m.refusal)
