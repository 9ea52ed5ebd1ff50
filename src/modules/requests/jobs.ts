import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { Answered } from '../../core/errors.ts'
import { lightLimits } from '../../core/light.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { forgetUploads } from '../../platform/kept-uploads.ts'
import { queueMessage } from '../../platform/mail.ts'
import type { Job } from '../../platform/module.ts'
import type { RunningClock } from '../../platform/redate.ts'
import { renderLetter } from './letters.service.ts'
import { listEvents, listExpiredConsultations } from './life.store.ts'
import { replyDue } from './rules.ts'
import { note } from './step.ts'
import { closeConsultation } from './steps.service.ts'
import { listRunning, saveDue } from './store.ts'

/**
 * The last day for the answer while a request is open: a corrected calendar reckons it anew.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十三条
 */
export const runningClock: RunningClock = {
  act: 'requests.redated',
  async listRunning(ctx, tx, after, limit) {
    const found = []
    for (const r of await listRunning(tx, after, limit)) {
      const events = await listEvents(tx, r.id)
      const redated = replyDue(ctx.law.regime(r.regime), ctx.calendar, r.receivedOn, events, ctx.today).dueOn
      const { id, unitCode, dueOn, number } = r
      found.push({ id, unitCode, dueOn, subject: `request:${number}`, label: `${number}号政府信息公开申请`, redated })
    }
    return found
  },
  saveDue,
}

/** Closes what nobody answered in time, so that the clock of the request runs on. */
export async function closeExpired(ctx: Ctx): Promise<number> {
  let closed = 0
  for (const { number, id } of await listExpiredConsultations(ctx.db, ctx.today)) {
    try {
      await closeConsultation(ctx, number, id)
      closed++
    } catch (error) {
      // Closed by an officer in the same moment.
      if (!(error instanceof Answered)) throw error
    }
  }
  return closed
}

type Running = {
  id: number
  number: string
  unitCode: string
  subject: string
  regime: string
  receivedOn: Day
  dueOn: Day
  email: string
  unitName: string
}

const running = (db: Db) =>
  db
    .selectFrom('informationRequests as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select(['r.id', 'r.number', 'r.unitCode', 'r.subject', 'r.regime', 'r.receivedOn', 'r.dueOn', 'u.email'])
    .select('u.name as unitName')
    .where('r.closedOn', 'is', null)
    .$castTo<Running>()

/**
 * Moves the due day of requests whose clock stands still: it lies a working day further every working day. Run by the clock.
 * @basis 《政府信息公开条例》（国务院令第711号）第三十三条
 */
export async function refreshPaused(ctx: Ctx): Promise<number> {
  let moved = 0
  for (const r of await running(ctx.db).where('r.state', '=', 'consulting').execute()) {
    const events = await listEvents(ctx.db, r.id)
    const due = replyDue(ctx.law.regime(r.regime), ctx.calendar, r.receivedOn, events, ctx.today)
    if (due.dueOn === r.dueOn) continue
    await ctx.db
      .updateTable('informationRequests')
      .set({ dueOn: due.dueOn, paused: due.pausedDays, provisional: due.provisional })
      .where('id', '=', r.id)
      .where('state', '=', 'consulting')
      .execute()
    moved++
  }
  return moved
}

/**
 * Reminds the handling unit: when the light turns yellow, when it turns red, and when the last day has passed. A reminder
 * is kept from going out twice by its act, which quotes the stored day; a day that moved is a new reason.
 */
export async function remind(ctx: Ctx): Promise<number> {
  const { yellowDays: yellow, redDays: red } = ctx.settings.limits
  const { yellowUntil, redUntil } = lightLimits(ctx.calendar, ctx.today, { yellow, red })
  let reminded = 0
  const due = await running(ctx.db)
    .where('r.state', 'in', ['received', 'handling'])
    .where('r.dueOn', '<=', yellowUntil)
    .orderBy('r.dueOn')
    .execute()
  for (const r of due) {
    const light = r.dueOn < ctx.today ? 'overdue' : r.dueOn <= redUntil ? 'red' : 'yellow'
    reminded += Number(await remindOnce(ctx, r, light))
  }
  return reminded
}

const words = { yellow: '答复期限临近', red: '答复期限将到', overdue: '答复已经逾期' } as const

async function remindOnce(ctx: Ctx, r: Running, light: keyof typeof words): Promise<boolean> {
  return ctx.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('requests.remind'), ${r.id}::int)`.execute(tx)
    const before = await tx
      .selectFrom('acts')
      .select('id')
      .where('subject', '=', `request:${r.number}`)
      .where('act', '=', 'requests.reminded')
      .where(sql<boolean>`data @> ${JSON.stringify({ light, dueOn: r.dueOn })}::jsonb`)
      .executeTakeFirst()
    if (before) return false
    await note(ctx, tx, r, 'reminded', { light, dueOn: r.dueOn })
    if (r.email)
      await queueMessage(tx, ctx.jobs, {
        channel: 'mail',
        recipient: r.email,
        subject: `${words[light]}：${r.number}号申请`,
        body: `${r.unitName}：\n\n${r.number}号申请（${r.subject}）应在 ${r.dueOn} 以前答复，现在还没有答复。请登录工作台办理：/desk/requests/${r.number}\n`,
      })
    return true
  })
}

export const jobs: readonly Job[] = [
  { name: 'requests.closeExpired', cron: '10 0 * * *', run: async (ctx) => void (await closeExpired(ctx)) },
  { name: 'requests.refreshPaused', cron: '20 0 * * *', run: async (ctx) => void (await refreshPaused(ctx)) },
  { name: 'requests.remind', cron: '40 8 * * *', run: async (ctx) => void (await remind(ctx)) },
  {
    name: 'requests.renderLetter',
    run: async (ctx, payload) => void (await renderLetter(ctx, (payload as { id: number }).id)),
  },
  {
    name: 'requests.forgetUploads',
    run: (ctx, payload) => forgetUploads(ctx, (payload as { digests: string[] }).digests),
  },
]
