import { addWorkingDays } from '../../core/calendar.ts'
import { type Day, showLongDay } from '../../core/day.ts'
import { Answered } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { forgetUploads } from '../../platform/kept-uploads.ts'
import { queueMessage } from '../../platform/mail.ts'
import type { Job } from '../../platform/module.ts'
import type { RunningClock } from '../../platform/redate.ts'
import { acceptSilently } from './acceptance.service.ts'
import * as clock from './clock.store.ts'
import { trackParcels } from './delivery.service.ts'
import { endDrafts } from './drafts.service.ts'
import { deliverDue, noticeDue, warnOn } from './limits.ts'
import { print, tell } from './papers.service.ts'
import type { Printed } from './papers.store.ts'
import { note, saveDues, storedDues } from './step.ts'
import { listEvents } from './steps.store.ts'
import { type CaseFile, changeCase, lockCase } from './store.ts'

/** The day by which lights go, with all that is stored beside it, as the calendar has it now. */
async function duesOf(ctx: Ctx, tx: Db, c: clock.Ticking) {
  const { caseWarnPercent } = ctx.settings.limits
  if (c.state === 'supplementAsked') return { dueOn: c.waitingUntil, warnOn: c.warnOn }
  if (c.state === 'submitted') {
    const dueOn = noticeDue(ctx.calendar, c.noticeFrom)
    return { dueOn, warnOn: warnOn(ctx.calendar, dueOn, 1, caseWarnPercent) }
  }
  if (c.state === 'approved' && c.decidedOn !== null) {
    const dueOn = deliverDue(ctx.calendar, c.decidedOn)
    return { dueOn, warnOn: warnOn(ctx.calendar, dueOn, 10, caseWarnPercent) }
  }
  if (c.acceptedOn === null) return { dueOn: c.dueOn, warnOn: c.warnOn }
  return storedDues(ctx, c as CaseFile, await listEvents(tx, c.id), c.acceptedOn)
}

/**
 * The last days of open cases: a corrected calendar reckons them anew, the promised and the statutory one together.
 * @basis 《行政许可法》第八十二条：期限以工作日计算，不含法定节假日
 */
export const runningClock: RunningClock = {
  act: 'cases.redated',
  async listRunning(ctx, tx, after, limit) {
    const found = []
    for (const c of await clock.listRunning(tx, after, limit)) {
      const dues = await duesOf(ctx, tx, c)
      const { id, unitCode, number, dueOn } = c
      // Without a day there is nothing to date; a record that has one keeps having one.
      if (dueOn === null || dues.dueOn === null) continue
      const moved = Object.entries(dues).some(([name, value]) => c[name as keyof typeof c] !== value)
      if (moved) await changeCase(tx, id, dues)
      found.push({ id, unitCode, dueOn, subject: `case:${number}`, label: `${number}号办件`, redated: dues.dueOn })
    }
    return found
  },
  // Saved with all that goes with it when it was reckoned.
  saveDue: async () => undefined,
}

/** Runs something for each of many cases; one that a person moved in the same moment is left to them. */
async function each(cases: readonly { number: string }[], run: (number: string) => Promise<unknown>): Promise<number> {
  let done = 0
  for (const { number } of cases)
    try {
      await run(number)
      done++
    } catch (error) {
      if (!(error instanceof Answered)) throw error
    }
  return done
}

/**
 * Accepts what nobody asked to be completed within five working days. Run by the clock.
 * @basis 《行政许可法》第三十二条第一款第四项
 */
export const silenceIsAcceptance = async (ctx: Ctx): Promise<number> =>
  each(await clock.listSilent(ctx.db, ctx.today), (number) => acceptSilently(ctx, number))

/** Moves the due days of cases whose clock stands still: they lie a day further every working day. Run by the clock. */
export const refreshStopped = async (ctx: Ctx): Promise<number> =>
  each(await clock.listMoving(ctx.db), (number) =>
    ctx.db.transaction().execute(async (tx) => saveDues(ctx, tx, await lockCase(tx, number))),
  )

const words: Record<clock.ReminderRule, string> = {
  nearing: '办理期限临近',
  yellowCard: '超期，黄牌：请立即办结',
  redCard: '黄牌以后仍未办结，红牌',
  statutory: '已经超过法定期限',
  toleranceEnds: '容缺材料的补交期限已到',
}

/** Which reminders a pressing case calls for today. */
function rulesFor(ctx: Ctx, c: clock.Pressing): clock.ReminderRule[] {
  if (c.dueOn === null) return []
  const rules: clock.ReminderRule[] = []
  if (c.dueOn >= ctx.today) rules.push('nearing')
  else rules.push('yellowCard')
  if (addWorkingDays(ctx.calendar, c.dueOn, ctx.settings.limits.redCardDays) < ctx.today) rules.push('redCard')
  const decided = c.state === 'approved' || c.statutoryDueOn === null
  if (!decided && (c.statutoryDueOn as Day) < ctx.today) rules.push('statutory')
  return rules
}

/**
 * Reminds the unit whose turn it is: when the light turns yellow, when the last day has passed (yellow card, with the order
 * to finish), when it is still not finished after the term of the yellow card (red card), and when the law is broken. Each
 * once for a rule and the day it quotes; electronic supervision reads the acts. Nothing is said while the clock stands still.
 * @returns how many reminders were given
 */
export async function remind(ctx: Ctx): Promise<number> {
  let reminded = 0
  const batch = 500
  for (let after = 0; ; ) {
    const found = await clock.listPressing(ctx.db, ctx.today, after, batch)
    for (const c of found) for (const rule of rulesFor(ctx, c)) reminded += Number(await remindOnce(ctx, c, rule))
    const last = found.at(-1)
    if (!last || found.length < batch) return reminded
    after = last.id
  }
}

function remindOnce(ctx: Ctx, c: clock.Pressing, rule: clock.ReminderRule): Promise<boolean> {
  const period = rule === 'statutory' ? (c.statutoryDueOn ?? '') : (c.dueOn ?? '')
  return ctx.db.transaction().execute(async (tx) => {
    if (!(await clock.firstReminder(tx, c, { rule, period, toldAt: ctx.now }))) return false
    const act = rule === 'nearing' ? 'reminded' : 'warned'
    await note(ctx, tx, c, act, { rule, dueOn: c.dueOn, statutoryDueOn: c.statutoryDueOn, handler: c.handlerName })
    if (c.email !== '')
      await queueMessage(tx, ctx.jobs, {
        channel: 'mail',
        recipient: c.email,
        subject: `${words[rule]}：${c.number}号办件`,
        body: `${c.atUnitName}：\n\n${c.number}号办件（${c.itemName}）的期限是 ${period}，${words[rule]}。${c.handlerName ? `经办人：${c.handlerName}。` : ''}请登录工作台办理：/desk/cases/${c.number}\n`,
      })
    return true
  })
}

/** Tells the applicant, on the last day, that a tolerated material is still missing. @returns how many were told */
export async function remindTolerated(ctx: Ctx): Promise<number> {
  let told = 0
  for (const { number, name, toleratedUntil } of await clock.listToleranceEnding(ctx.db, ctx.today))
    await ctx.db.transaction().execute(async (tx) => {
      const file = await lockCase(tx, number)
      const period = `${toleratedUntil}:${name}`
      if (!(await clock.firstReminder(tx, file, { rule: 'toleranceEnds', period, toldAt: ctx.now }))) return
      told++
      await note(ctx, tx, file, 'reminded', { rule: 'toleranceEnds', material: name, until: toleratedUntil })
      await tell(ctx, tx, file, `还有材料没有补交${toleratedUntil ? `，期限是${showLongDay(toleratedUntil)}` : ''}。`)
    })
  return told
}

export const jobs: readonly Job[] = [
  {
    name: 'cases.forgetUploads',
    run: (ctx, payload) => forgetUploads(ctx, (payload as { digests: string[] }).digests),
  },
  { name: 'cases.silenceIsAcceptance', cron: '15 0 * * *', run: async (ctx) => void (await silenceIsAcceptance(ctx)) },
  { name: 'cases.refreshStopped', cron: '25 0 * * *', run: async (ctx) => void (await refreshStopped(ctx)) },
  { name: 'cases.endDrafts', cron: '35 0 * * *', run: async (ctx) => void (await endDrafts(ctx)) },
  { name: 'cases.remind', cron: '45 8 * * *', run: async (ctx) => void (await remind(ctx)) },
  { name: 'cases.remindTolerated', cron: '50 8 * * *', run: async (ctx) => void (await remindTolerated(ctx)) },
  { name: 'cases.trackParcels', cron: '*/20 * * * *', run: async (ctx) => void (await trackParcels(ctx)) },
  {
    name: 'cases.print',
    run: (ctx, payload) => {
      const { table, id } = payload as { table: Printed; id: number }
      return print(ctx, table, id)
    },
  },
]
