import type { Refusal } from '../../core/errors.ts'
import { moveLabels, stateLabels } from './labels.ts'
import type { TicketState } from './schema.ts'

/** From which states a move leads into which, and who may make it. */
export type Move = {
  from: readonly TicketState[]
  /** Absent: the state stays, or depends on how often the call was missed. */
  to?: TicketState
  /** `counter`: the clerk at the counter that called; `desk`: who gives numbers; `person`: who holds the ticket. */
  by: readonly ('counter' | 'desk' | 'person' | 'dayEnd')[]
}

/** The life of a ticket, from taken to ended. */
export const moves = {
  call: { from: ['waiting'], to: 'called', by: ['counter'] },
  recall: { from: ['called'], by: ['counter'] },
  miss: { from: ['called'], by: ['counter'] },
  begin: { from: ['called'], to: 'serving', by: ['counter'] },
  transfer: { from: ['called', 'serving'], to: 'waiting', by: ['counter'] },
  finish: { from: ['serving'], to: 'done', by: ['counter'] },
  leave: { from: ['waiting', 'called', 'serving'], to: 'left', by: ['counter', 'desk', 'person'] },
  void: { from: ['waiting', 'called'], to: 'void', by: ['dayEnd'] },
  end: { from: ['serving'], to: 'done', by: ['dayEnd'] },
} as const satisfies Record<string, Move>
export type MoveName = keyof typeof moves

/** Why a ticket in this state may not be moved so; undefined if it may. */
export function refuseMove(name: MoveName, state: TicketState): Refusal | undefined {
  const move: Move = moves[name]
  if (move.from.includes(state)) return undefined
  return {
    code: 'hall.notInThisState',
    message: `“${stateLabels[state]}”的号不能${moveLabels[name]}`,
    next: '页面上的情况可能已经变了，请刷新以后再操作',
  }
}

/** What becomes of a ticket whose call nobody answered. @param misses - calls missed before this one */
export const afterMiss = (misses: number, limits: { missedCalls: number }): 'waiting' | 'void' =>
  misses + 1 >= limits.missedCalls ? 'void' : 'waiting'
