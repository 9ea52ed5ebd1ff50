import { pathOf } from '../../../platform/acting.ts'
import type { Action } from '../../../ui/index.ts'
import { type MoveName, moves } from '../rules.ts'
import type { OrderState } from '../schema.ts'
import type { OrderRecord } from '../service.ts'
import { hrefOf } from './crumbs.ts'

/** What takes an order further, in the order the buttons stand. */
const onward: readonly MoveName[] = [
  ...(['decideReturn', 'decideExtension', 'decideClosing', 'instruct', 'dispatch', 'answerAtOnce'] as const),
  ...(['sign', 'assist', 'contact', 'reply', 'askClosing', 'followUp', 'publish', 'archive'] as const),
]
const aside: readonly MoveName[] = [
  ...(['merge', 'split', 'refuse', 'handDown', 'giveBack', 'askReturn', 'askExtension', 'reassign'] as const),
  ...(['supplement', 'urge', 'supervise', 'escalate', 'reopen', 'withdraw', 'withdrawPublication'] as const),
]
/** Moves that are a press of a button, without a page between. */
export const atOnce = ['sign', 'archive'] as const satisfies readonly MoveName[]
const isAtOnce = (name: MoveName): boolean => (atOnce as readonly MoveName[]).includes(name)

/** Refusals of moves that have nothing to do with this order or this person: greyed they would only puzzle. */
const beside: readonly string[] = [
  ...['noRight', 'nothingToReview', 'notHandedDown', 'handedDown', 'notPublished', 'notWished', 'noFollowUp'],
].map((code) => `hotline.${code}`)

/** Permission that opens the page of a move; where it needs one of several, that is asked by the rules. */
export const permissionFor = (name: MoveName): `hotline.${string}` => {
  const { needs } = moves[name]
  return needs.length === 1 ? `hotline.${needs[0]}` : 'hotline.view'
}

/** Where a move is made. */
export const moveAt = (number: string, name: MoveName): string => `${hrefOf(number)}/${pathOf(name)}`

/** What may be done now as buttons, what the rules or the state keep from it greyed with the reason. */
export function actionsOf({ order, moves: all }: Pick<OrderRecord, 'order' | 'moves'>): Action[] {
  const first = onward.find((name) => all.some((m) => m.name === name && !m.refusal))
  return [...onward, ...aside].flatMap((name) => {
    const move = all.find((m) => m.name === name)
    if (!move || !(moves[name].from as readonly OrderState[]).includes(order.state)) return []
    if (move.refusal && beside.includes(move.refusal.code)) return []
    const action: Action = {
      label: move.label,
      href: moveAt(order.number, name),
      ...(isAtOnce(name) ? { post: true } : {}),
      ...(name === first ? { kind: 'primary' as const } : {}),
    }
    return [move.refusal ? { ...action, refused: { message: move.refusal.message } } : action]
  })
}
