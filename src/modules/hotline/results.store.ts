import { sql } from 'kysely'
import { type Day, daysBetween } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { isReplied, satisfactionAt, stateAt } from './figures.ts'
import { codes, notOfThem } from './lists.store.ts'

/** What orders are put together by. */
export const dimensions = ['unit', 'topic', 'town', 'channel', 'kind', 'time'] as const
export type Dimension = (typeof dimensions)[number]

/** How the orders of one unit, topic, town … stand. */
export type Standing = {
  /** Code of the unit, the topic, the town; channel, kind; first day of the week or the month. Empty: not known. */
  key: string
  received: number
  /** Without what was taken back or merged. */
  toAnswer: number
  replied: number
  completed: number
  inTime: number
  /** Past the last day, replied to late or not at all. */
  overdue: number
  /** Who said when rung how satisfied they are, and who was. */
  followedUp: number
  satisfied: number
  reopened: number
}
export type Standings = { sum: Standing } & Record<Dimension, Standing[]>

type Row = Omit<Standing, 'key'> & { bits: number; named: (string | null)[] }

export type Period = { from: Day; to: Day }

/** Weeks up to a year, months beyond. */
export const stepOf = ({ from, to }: Period): 'week' | 'month' => (daysBetween(from, to) > 370 ? 'month' : 'week')

const keys = {
  unit: 'unit_code',
  topic: 'topic_code',
  town: 'town_code',
  channel: 'channel',
  kind: 'kind',
  time: 'began',
} as const

/**
 * How the orders received in a period stand on a day, by everything they can be put together by: one reading, grouped six
 * ways. Those of the subtrees, the most first; what speaks of the units of the reader is left out, as in lists.
 * @param options.by - only these; default all
 */
export async function listStandings(
  db: Db,
  options: { paths: readonly string[]; period: Period; today: Day; by?: readonly Dimension[] },
): Promise<Standings> {
  const { paths, period, today, by = dimensions } = options
  const columns = by.map((d) => sql.id(keys[d]))
  const units = codes(paths)
  const { rows } = await sql<Row>`
    with found as (
      select coalesce(o.unit_code, o.intake_unit_code) as unit_code, o.topic_code, town.code as town_code, o.channel, o.kind,
        to_char(date_trunc(${stepOf(period)}, o.received_on), 'YYYY-MM-DD') as began, ${stateAt(today)} as state,
        ${isReplied(today)} as replied, o.replied_on, o.reply_due_on, ${satisfactionAt(today)} as satisfaction,
        o.reopened
      from work_orders o left join units p on p.code = o.place_unit_code
        left join units town on town.kind in ('town', 'subdistrict') and starts_with(p.path, town.path)
      where o.received_on between ${period.from} and ${period.to}
        and (o.unit_code = any (${units}) or o.intake_unit_code = any (${units})) and ${notOfThem(paths)}),
    told as (select *, state not in ('withdrawn', 'merged') as counts from found)
    select grouping(${sql.join(columns)}) as bits, array[${sql.join(columns)}] as named,
      count(*)::int as received, count(*) filter (where counts)::int as to_answer,
      count(*) filter (where counts and replied)::int as replied,
      count(*) filter (where state in ('closed', 'followedUp', 'archived', 'notAccepted'))::int as completed,
      count(*) filter (where counts and replied_on <= reply_due_on)::int as in_time,
      count(*) filter (where counts and reply_due_on < ${today}
        and (replied_on is null or replied_on > reply_due_on))::int as overdue,
      count(satisfaction)::int as followed_up, count(*) filter (where satisfaction <= 3)::int as satisfied,
      count(*) filter (where reopened > 0)::int as reopened
    from told group by grouping sets ((), ${sql.join(columns.map((c) => sql`(${c})`))})
    order by 3 desc, 2`.execute(db)
  /** A bit is set for each column that a row is not grouped by, the first one highest. */
  const all = 2 ** by.length - 1
  const of = (d: Dimension): Standing[] => {
    const place = by.indexOf(d)
    const bits = all - 2 ** (by.length - 1 - place)
    return rows.filter((r) => place >= 0 && r.bits === bits).map((r) => standing(r, r.named[place] ?? ''))
  }
  const sum = rows.find((r) => r.bits === all)
  return {
    sum: sum ? standing(sum, '') : { key: '', ...nothing },
    ...(Object.fromEntries(dimensions.map((d) => [d, of(d)])) as Record<Dimension, Standing[]>),
  }
}

const standing = ({ bits: _, named: __, ...counts }: Row, key: string): Standing => ({ ...counts, key })

export const nothing: Omit<Standing, 'key'> = {
  ...{ received: 0, toAnswer: 0, replied: 0, completed: 0, inTime: 0 },
  ...{ overdue: 0, followedUp: 0, satisfied: 0, reopened: 0 },
}

/** Short names of all units, those that no longer exist included. */
export const listNames = (db: Db): Promise<{ code: string; name: string }[]> =>
  db.selectFrom('units').select(['code', 'shortName as name']).execute()

/** Units that hold orders of a period past their last day without an answer, with the oldest of each. */
export async function listLate(
  db: Db,
  { from, to }: Period,
  today: Day,
): Promise<{ name: string; orders: number; oldest: string; since: Day }[]> {
  const { rows } = await sql<{ name: string; orders: number; oldest: string; since: Day }>`
    select u.short_name as name, count(*)::int as orders, min(o.reply_due_on) as since,
      (array_agg(o.number order by o.reply_due_on, o.id))[1] as oldest
    from work_orders o join units u on u.code = coalesce(o.unit_code, o.intake_unit_code)
    where o.received_on between ${from} and ${to} and o.closed_on is null and o.replied_on is null
      and o.reply_due_on < ${today}
    group by u.code, u.short_name, u.path order by 2 desc, u.path`.execute(db)
  return rows
}
