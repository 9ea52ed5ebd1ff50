import { type Day, showLongDay } from '../../core/day.ts'
import type { Indicator } from '../../platform/indicator.ts'

/** The time a figure speaks of, as one would say it: 2026年, 2026年底, 2026年3月1日至2026年5月31日. */
export function periodOf({ from, to, kind }: { from: Day; to: Day; kind: Indicator['period'] }): string {
  const year = `${to.slice(0, 4)}年`
  if (kind === 'at the end') return to.endsWith('-12-31') ? `${year}底` : `截至${showLongDay(to)}`
  const whole = from.endsWith('-01-01') && to.endsWith('-12-31') && from.slice(0, 4) === to.slice(0, 4)
  return whole ? year : `${showLongDay(from)}至${showLongDay(to)}`
}
