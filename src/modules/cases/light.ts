import type { Day } from '../../core/day.ts'

/** How near the due day of a case is. `stopped`: the clock stands still; `none`: finished, or without a limit. */
export const caseLights = ['green', 'yellow', 'overdue', 'stopped', 'none'] as const
export type CaseLight = (typeof caseLights)[number]

/** The light of a case, from stored days alone: a list of a million reckons nothing. */
export function caseLight(
  c: { dueOn: Day | null; warnOn: Day | null; clockStopped: boolean; completedOn: Day | null },
  today: Day,
): CaseLight {
  if (c.completedOn !== null || c.dueOn === null) return 'none'
  if (c.clockStopped) return 'stopped'
  if (today > c.dueOn) return 'overdue'
  return c.warnOn !== null && today >= c.warnOn ? 'yellow' : 'green'
}
