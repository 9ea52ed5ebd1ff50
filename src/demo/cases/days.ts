import { addWorkingDays, isWorkingDay } from '../../core/calendar.ts'
import { type Day, days } from '../../core/day.ts'
import type { Random } from '../random.ts'
import { officeTime, type Stage } from '../stage.ts'

/** The day so many working days later, at least the next one if the day itself is none. Reckoned once for each question. */
export function paceOf({ calendar }: Pick<Stage, 'calendar'>) {
  const known = new Map<string, Day>()
  return {
    later(from: Day, n: number): Day {
      const key = `${from}+${n}`
      const day = known.get(key) ?? addWorkingDays(calendar, from, n)
      known.set(key, day)
      return day
    },
    /** The day itself if offices are open, else the next on which they are. */
    open: (d: Day): Day => (isWorkingDay(calendar, d) ? d : addWorkingDays(calendar, d, 1)),
  }
}
export type Pace = ReturnType<typeof paceOf>

/** Days on which people apply: every working day, now and then at a weekend; a little more often towards the year's end. */
export function applicationDays({ calendar }: Pick<Stage, 'calendar'>, from: Day, to: Day): Day[] {
  return days(from, to).flatMap((d, i) => {
    const often = isWorkingDay(calendar, d) ? 3 + Math.floor(i / 90) : 1
    return Array.from({ length: often }, () => d)
  })
}

/** Moments of one life in office hours, each after the one before. */
export function momentsOf(random: Random): (on: Day) => Date {
  let last = 0
  return (on) => {
    last = Math.max(officeTime(on, random).getTime(), last + random.int(2, 12) * 60_000)
    return new Date(last)
  }
}
