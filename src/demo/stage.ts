import { type Calendar, isWorkingDay } from '../core/calendar.ts'
import { type Day, days, startOf } from '../core/day.ts'
import { loadCalendar } from '../platform/calendar.ts'
import type { Db } from '../platform/database.ts'
import { type Law, loadLaw } from '../platform/law.ts'
import { loadSettings, type Settings } from '../platform/settings.ts'
import type { Random } from './random.ts'

export type StageUnit = {
  code: string
  name: string
  shortName: string
  kind: string
  path: string
  phone: string
  regionCode: string | null
  creditCode: string | null
  openedOn: Day
  closedOn: Day | null
}
export type Account = { id: string; name: string; unitCode: string }

/** What every part of the demonstration stands on. */
export type Stage = {
  tx: Db
  today: Day
  calendar: Calendar
  law: Law
  site: Settings['site']
  units: ReadonlyMap<string, StageUnit>
  /** Towns and subdistricts. */
  towns: readonly StageUnit[]
  /** The account of the demonstration with that user name; where none has been opened, the name alone. */
  account(username: string, name: string, unitCode?: string): Account
}

export async function openStage(tx: Db, today: Day): Promise<Stage> {
  const [calendar, law, { site }, units, accounts] = await Promise.all([
    loadCalendar(tx),
    loadLaw(tx),
    loadSettings(tx),
    tx
      .selectFrom('units')
      .select([
        'code',
        'name',
        'shortName',
        'kind',
        'path',
        'phone',
        'regionCode',
        'creditCode',
        'openedOn',
        'closedOn',
      ])
      .orderBy('path')
      .execute(),
    tx
      .selectFrom('accounts')
      .select(['id', 'name', 'username', 'unitCode'])
      .where('isDemonstration', '=', true)
      .where('kind', '=', 'staff')
      .execute(),
  ])
  const byName = new Map(
    accounts.map((a) => [a.username, { id: a.id, name: a.name, unitCode: a.unitCode ?? site.rootUnit }]),
  )
  return {
    tx,
    today,
    calendar,
    law,
    site,
    units: new Map((units as StageUnit[]).map((u) => [u.code, u])),
    towns: (units as StageUnit[]).filter((u) => u.kind === 'town' || u.kind === 'subdistrict'),
    account: (username, name, unitCode = site.rootUnit) => byName.get(username) ?? { id: name, name, unitCode },
  }
}

/** Throws on a code that the county does not have. */
export function unitOf(stage: Stage, code: string): StageUnit {
  const unit = stage.units.get(code)
  if (!unit) throw new Error(`the county has no unit ${code}`)
  return unit
}

/** Working days from one day to another, both included. */
export function workingDays(calendar: Calendar, from: string, to: string): Day[] {
  return days(from, to).filter((d) => isWorkingDay(calendar, d))
}

/** A moment in office hours. */
export function officeTime(d: Day, random: Random): Date {
  const minute = random.chance(0.55) ? random.int(8 * 60 + 35, 11 * 60 + 55) : random.int(14 * 60 + 35, 17 * 60 + 25)
  return new Date(startOf(d).getTime() + minute * 60_000 + random.int(0, 59) * 1000)
}
