import { sql } from 'kysely'
import { type Day, showLongDay } from '../core/day.ts'
import { type Cause, loadCalendar } from './calendar.ts'
import type { Ctx } from './context.ts'
import type { Db } from './database.ts'
import { queueMessage } from './mail.ts'
import type { Job } from './module.ts'

/** A running record with the last day it bears and the one that the calendar gives now. */
export type RunningRecord = {
  id: number
  /** As in acts: `request:2018-0003`. */
  subject: string
  /** The unit that owns the record and is told. */
  unitCode: string
  /** What a message calls it; no personal data. */
  label: string
  dueOn: Day
  redated: Day
}

/** A last day that a module stores on its records and that follows the working calendar. */
export type RunningClock = {
  /** The act that notes a changed day, such as `requests.redated`. */
  act: string
  /** The running records next after an id, at most `limit`, locked until the transaction ends. */
  listRunning(ctx: Ctx, tx: Db, after: number, limit: number): Promise<RunningRecord[]>
  saveDue(tx: Db, id: number, dueOn: Day): Promise<void>
}

const batch = 200

/**
 * Reckons the last day of every running record anew, a batch a transaction; what changes is an act, and each owner gets
 * one message with the old day and the new. Run again, it goes on where it stopped and changes nothing twice.
 * @returns how many records were changed
 */
export async function redateRunning(ctx: Ctx, clocks: readonly RunningClock[], cause: Cause): Promise<number> {
  // The calendar as it stands, not as this process remembers it: another node may have corrected it.
  const current = { ...ctx, calendar: await loadCalendar(ctx.db) }
  let changed = 0
  for (const clock of clocks)
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after
      const done = await ctx.db.transaction().execute((tx) => redateBatch(current, tx, clock, from, cause))
      changed += done.changed
      after = done.last
    }
  await tellOwners(
    ctx,
    clocks.map((c) => c.act),
    cause,
  )
  return changed
}

async function redateBatch(ctx: Ctx, tx: Db, clock: RunningClock, after: number, cause: Cause) {
  const records = await clock.listRunning(ctx, tx, after, batch)
  const moved = records.filter((r) => r.redated !== r.dueOn)
  for (const { id, redated } of moved) await clock.saveDue(tx, id, redated)
  await ctx.acts.writeMany(
    tx,
    moved.map(({ subject, unitCode, label, dueOn, redated }) => ({
      act: clock.act,
      subject,
      unitCode,
      data: { label, before: dueOn, after: redated, reason: cause.reason, cause: cause.key },
    })),
  )
  return { changed: moved.length, last: records.length === batch ? records.at(-1)?.id : undefined }
}

/** One message to each unit whose records were dated anew. Who has no mail address sees it on the record's timeline. */
async function tellOwners(ctx: Ctx, acts: readonly string[], cause: Cause): Promise<void> {
  if (acts.length === 0) return
  const { rows } = await sql<{ unitCode: string; unitName: string; email: string; lines: string[] }>`
    select u.code as unit_code, u.name as unit_name, u.email,
      array_agg(format('%s:原期限 %s,现期限 %s', a.data ->> 'label', a.data ->> 'before', a.data ->> 'after')
        order by a.id) as lines
    from acts a join units u on u.code = a.unit_code
    where a.act = any (${[...acts]}::text[]) and a.data ->> 'cause' = ${cause.key} and u.email <> ''
      and not exists (select from acts t where t.subject = 'unit:' || u.code and t.act = 'calendar.ownerTold'
        and t.data ->> 'cause' = ${cause.key})
    group by u.code`.execute(ctx.db)
  for (const { unitCode, unitName, email, lines } of rows)
    await ctx.db.transaction().execute(async (tx) => {
      await ctx.acts.write(tx, {
        act: 'calendar.ownerTold',
        subject: `unit:${unitCode}`,
        unitCode,
        data: { cause: cause.key, records: lines.length },
      })
      await queueMessage(tx, ctx.jobs, {
        channel: 'mail',
        recipient: email,
        subject: `${lines.length} 件在办事项的期限已重新计算`,
        body: `${unitName}:\n\n工作日历有变动：${cause.reason}。下列在办事项的期限已重新计算：\n\n${lines.join('\n')}\n\n请登录工作台，按新的期限办理。\n`,
      })
    })
}

/**
 * When a release of the software knows the days off of another year, provisional days become settled ones.
 * @basis 国务院办公厅每年关于部分节假日安排的通知
 */
export async function noticeNewYear(ctx: Ctx, clocks: readonly RunningClock[]): Promise<number> {
  const { knownUntil } = await loadCalendar(ctx.db)
  const noticed = await ctx.db
    .selectFrom('acts')
    .select('id')
    .where('act', '=', 'calendar.published')
    .where('subject', '=', `calendar:${knownUntil}`)
    .executeTakeFirst()
  if (noticed) return 0
  const changed = await redateRunning(ctx, clocks, {
    key: `known:${knownUntil}`,
    reason: `放假安排已公布到 ${showLongDay(knownUntil)}`,
  })
  await ctx.db
    .transaction()
    .execute((tx) => ctx.acts.write(tx, { act: 'calendar.published', subject: `calendar:${knownUntil}` }))
  return changed
}

/** What the calendar makes the house do by itself. */
export function calendarJobs(clocks: readonly RunningClock[]): Job[] {
  return [
    { name: 'calendar.redate', run: async (ctx, cause) => void (await redateRunning(ctx, clocks, cause as Cause)) },
    {
      name: 'calendar.noticeNewYear',
      cron: '20 0 * * *',
      run: async (ctx) => void (await noticeNewYear(ctx, clocks)),
    },
  ]
}
