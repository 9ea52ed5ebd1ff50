import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { type Calendar, calendar } from '../core/calendar.ts'
import { addDays, type Day, day, showLongDay, yearOf } from '../core/day.ts'
import type { Ctx } from './context.ts'
import type { Db } from './database.ts'
import { worldChanged } from './listener.ts'

export type Correction = {
  day: Day
  /** off: a day of rest; work: a day that is worked. */
  kind: 'off' | 'work'
  reason: string
  /** The notice that orders it, such as 国办发明电〔2017〕12号. */
  source: string
}

/** Why days are reckoned anew. Records changed and owners told of one cause are neither changed nor told twice. */
export type Cause = { key: string; reason: string }

/** The cause that a corrected day of the calendar is. */
export function causeOf(correction: Correction, now: Date): Cause {
  const { day, kind, reason, source } = correction
  return {
    key: `${day}@${now.toISOString()}`,
    reason: `${showLongDay(day)}更正为${kind === 'off' ? '放假' : '上班'}(${reason},${source})`,
  }
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

/**
 * The year whose days off are missing, once it is less than `ahead` calendar days away or has begun; undefined while
 * there is nothing to worry about. With 31 days the alarm goes on 1 December.
 */
export function missingYear(cal: Calendar, today: Day, ahead: number): number | undefined {
  const known = yearOf(cal.knownUntil)
  return yearOf(addDays(today, ahead)) > known ? known + 1 : undefined
}

type CorrectionCtx = Pick<Ctx, 'db' | 'now' | 'actor' | 'acts' | 'jobs'>

/** Corrects one day of the calendar, or corrects it again. A job then dates running records anew. */
export async function correctCalendar(ctx: CorrectionCtx, correction: Correction): Promise<void> {
  const { day: corrected, kind, reason, source } = correction
  await ctx.db.transaction().execute(async (tx) => {
    const values = { kind, reason, source, changedAt: ctx.now, changedBy: ctx.actor.accountId ?? null }
    await tx
      .insertInto('calendarOverrides')
      .values({ day: corrected, ...values })
      .onConflict((conflict) => conflict.column('day').doUpdateSet(values))
      .execute()
    const data = { day: corrected, kind, reason, source }
    await ctx.acts.write(tx, { act: 'calendar.corrected', subject: `calendar:${corrected}`, data })
    await ctx.jobs.add(tx, 'calendar.redate', causeOf(correction, ctx.now))
    await worldChanged(tx)
  })
}
