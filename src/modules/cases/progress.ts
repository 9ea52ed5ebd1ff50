import type { ProcessStep, StepRole } from '../catalogue/index.ts'

/** What of a step the order of steps depends on. */
export type StepState = {
  id: number
  round: number
  position: number
  stepKey: string
  role: StepRole
  groupKey: string | null
  state: 'todo' | 'doing' | 'done'
}

/** Roles whose steps are taken by a move of their own; the others are reviewed and passed one by one. */
const ownMoves: readonly StepRole[] = ['accept', 'approve', 'finish', 'deliver']

/**
 * The steps of a case, from those of its version: what is done in front by the unit that took it in, the rest by the unit
 * that decides, unless the version names another.
 */
export function planSteps(
  steps: readonly ProcessStep[],
  units: { intake: string; deciding: string },
): {
  position: number
  stepKey: string
  name: string
  role: StepRole
  groupKey: string | null
  unitCode: string
  days: number
}[] {
  const front = (role: StepRole) => role === 'accept' || role === 'finish' || role === 'deliver'
  return steps.map(({ key, name, role, group, unitCode, days }, i) => ({
    position: i + 1,
    stepKey: key,
    name,
    role,
    groupKey: group,
    unitCode: unitCode ?? (front(role) ? units.intake : units.deciding),
    days,
  }))
}

/** The steps that count: those of the last round. */
export function currentSteps<S extends StepState>(steps: readonly S[]): S[] {
  const round = Math.max(0, ...steps.map((s) => s.round))
  return steps.filter((s) => s.round === round).sort((a, b) => a.position - b.position)
}

/** Steps that begin now: the next one, or all of its group, once nothing before it is under way. */
export function startingSteps<S extends StepState>(steps: readonly S[]): S[] {
  const current = currentSteps(steps)
  const next = current.find((s) => s.state !== 'done')
  if (!next || next.state === 'doing') {
    // A group is begun as a whole, so one that is under way has nothing left to begin.
    return []
  }
  if (next.groupKey === null) return [next]
  if (current.some((s) => s.groupKey === next.groupKey && s.state === 'doing')) return []
  return current.filter((s) => s.groupKey === next.groupKey && s.state === 'todo')
}

/** Review steps that must be passed before a decision and are not. */
export function openReviews<S extends StepState>(steps: readonly S[]): S[] {
  const current = currentSteps(steps)
  const approve = current.find((s) => s.role === 'approve')?.position ?? Number.POSITIVE_INFINITY
  return current.filter((s) => !ownMoves.includes(s.role) && s.position < approve && s.state !== 'done')
}

/** Whether a step is passed by its clerk, and not by a move of its own. */
export const isReview = ({ role }: { role: StepRole }): boolean => !ownMoves.includes(role)

/** Steps that are taken again when a case goes back to an earlier one: that one, its group, and all after it. */
export function stepsAgain<S extends StepState>(steps: readonly S[], to: string): S[] {
  const current = currentSteps(steps)
  const target = current.find((s) => s.stepKey === to)
  if (!target) return []
  const group = current.filter((s) => target.groupKey !== null && s.groupKey === target.groupKey)
  const first = Math.min(target.position, ...group.map((s) => s.position))
  return current.filter((s) => s.position >= first)
}
