import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { type Calendar, calendar } from '../core/calendar.ts'
import { addDays, type Day, day } from '../core/day.ts'
import type { Ctx } from './context.ts'
import type { Db } from './database.ts'

export type Correction = {
  day: Day
  /** off: a day of rest; work: a day that is worked. */
  kind: 'off' | 'work'
  reason: string
  /** The notice that orders it, such as 国办发明电〔2017〕12号. */
  source: string
}

// An entry reads `National Day,国庆节,3`.
const reasons = (entries: Record<string, string>, what: string) =>
  new Map(Object.entries(entries).map(([d, entry]) => [d, `${entry.split(',')[1]}${what}`]))

/** The calendar as published by the State Council's office, with what an administrator has corrected; corrections win. */
export async function loadCalendar(db: Db): Promise<Calendar> {
  const corrections = await db.selectFrom('calendarOverrides').select(['day', 'kind', 'reason']).execute()
  const off = reasons(published.holidays, '放假')
  const worked = reasons(published.workdays, '调休上班')
  for (const { day: corrected, kind, reason } of corrections) {
    off.delete(corrected)
    worked.delete(corrected)
    ;(kind === 'off' ? off : worked).set(corrected, reason)
  }
  return calendar({
    daysOff: [...off.keys()],
    workedWeekends: [...worked.keys()],
    reasons: new Map([...off, ...worked]),
    knownUntil: calendarKnownUntil(off),
  })
}

/**
 * The last day for which the calendar is settled. A year is known once its National Day is among the days off, for each
 * year's notice names it; but the last week of December waits for the notice of the next year, which moves its weekends
 * (29 December 2018 was worked by the notice for 2019).
 */
function calendarKnownUntil(daysOff: ReadonlyMap<string, string>): Day {
  const years = [...daysOff.keys()].filter((d) => d.endsWith('-10-01')).map((d) => d.slice(0, 4))
  return day(`${years.sort().at(-1)}-12-24`)
}

/** Whether the calendar must be completed soon: less than `ahead` calendar days of it are left. A missing year is an alarm. */
export function calendarRunsOut(cal: Calendar, today: Day, ahead = 30): boolean {
  return addDays(today, ahead) > cal.knownUntil
}

type CorrectionCtx = Pick<Ctx, 'db' | 'now' | 'actor' | 'acts'>

/** Corrects one day of the calendar, or corrects it again. Dates already stored on records are not changed by this. */
export async function correctCalendar(ctx: CorrectionCtx, correction: Correction): Promise<void> {
  const { day: corrected, ...rest } = correction
  await ctx.db.transaction().execute(async (tx) => {
    const values = { ...rest, changedAt: ctx.now, changedBy: ctx.actor.accountId ?? null }
    await tx
      .insertInto('calendarOverrides')
      .values({ day: corrected, ...values })
      .onConflict((conflict) => conflict.column('day').doUpdateSet(values))
      .execute()
    await ctx.acts.write(tx, { act: 'calendar.corrected', subject: `calendar:${corrected}`, data: correction })
  })
}
