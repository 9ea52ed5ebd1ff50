import { addWorkingDays, type Calendar, workingDaysBetween } from './calendar.ts'
import { addDays, type Day } from './day.ts'

/** How near a due day is. Shown with a shape and a word, never by colour alone. */
export type Light = 'green' | 'yellow' | 'red' | 'overdue'

/** Working days left, at which a light changes; the due day itself has none left. */
export type Thresholds = { yellow: number; red: number }

/**
 * The light of a record that is not finished.
 * @param dueOn - last day still in time, as stored on the record
 */
export function light(calendar: Calendar, dueOn: Day, today: Day, { yellow, red }: Thresholds): Light {
  if (today > dueOn) return 'overdue'
  const left = workingDaysBetween(calendar, today, dueOn)
  if (left <= red) return 'red'
  return left <= yellow ? 'yellow' : 'green'
}

/**
 * The last due days, inclusive, that show red or yellow today: a list asks its index `due_on <= yellowUntil` and never
 * reckons row by row. Due days before today are overdue.
 */
export function lightLimits(
  calendar: Calendar,
  today: Day,
  { yellow, red }: Thresholds,
): { redUntil: Day; yellowUntil: Day } {
  const lastWith = (left: number) => addDays(addWorkingDays(calendar, today, left + 1), -1)
  return { redUntil: lastWith(red), yellowUntil: lastWith(Math.max(yellow, red)) }
}
