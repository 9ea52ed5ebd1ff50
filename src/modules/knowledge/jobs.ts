import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { queueMessage } from '../../platform/mail.ts'
import type { Job } from '../../platform/module.ts'
import type { RunningClock } from '../../platform/redate.ts'
import { noteEnquiry } from './enquiries.service.ts'
import { listRunning, saveDues } from './enquiries.store.ts'
import * as reminders from './reminders.store.ts'
import { enquiryDues } from './rules.ts'
import { note } from './step.ts'

/** Last days of open enquiries: a corrected calendar reckons them anew, from the day each was asked. */
export const runningClock: RunningClock = {
  act: 'knowledge.redated',
  async listRunning(ctx, tx, after, limit) {
    const found = []
    for (const e of await listRunning(tx, after, limit)) {
      const dues = enquiryDues(ctx.calendar, e.askedOn, ctx.settings.limits.enquiryDays)
      if (dues.dueOn !== e.dueOn || dues.warnOn !== e.warnOn) await saveDues(tx, e.id, dues)
      const { id, unitCode, dueOn, number } = e
      found.push({ id, unitCode, dueOn, subject: `enquiry:${number}`, label: `${number}号咨询`, redated: dues.dueOn })
    }
    return found
  },
  // Saved with its warning day when it was reckoned.
  saveDue: async () => undefined,
}

const batch = 500

/** Runs something for all rows of a list, part by part. @returns how often it was done */
async function each<Row extends { id: number }>(
  list: (after: number) => Promise<Row[]>,
  work: (row: Row) => Promise<boolean>,
): Promise<number> {
  let done = 0
  for (let after = 0; ; ) {
    const rows = await list(after)
    for (const row of rows) done += Number(await work(row))
    const last = rows.at(-1)
    if (!last || rows.length < batch) return done
    after = last.id
  }
}

type Reminder = {
  subject: string
  rule: reminders.ReminderRule
  period: string
  email: string
  mail: { subject: string; body: string }
  note: (tx: Db) => Promise<void>
}

/** Reminds a unit, once for the day that the reminder quotes. @returns whether it was the first time */
const remindOnce = (ctx: Ctx, r: Reminder): Promise<boolean> =>
  ctx.db.transaction().execute(async (tx) => {
    const { subject, rule, period } = r
    if (!(await reminders.firstReminder(tx, { subject, rule, period, toldAt: ctx.now }))) return false
    await r.note(tx)
    if (r.email) await queueMessage(tx, ctx.jobs, { channel: 'mail', recipient: r.email, ...r.mail })
    return true
  })

/** Tells owners, once for each day of review, which articles are to be looked at again. @returns how many were told */
export const remindReviews = (ctx: Ctx): Promise<number> =>
  each(
    (after) => reminders.listReviewDue(ctx.db, ctx.today, after, batch),
    (a) =>
      remindOnce(ctx, {
        ...{ subject: `article:${a.id}`, rule: 'reviewDue', period: a.reviewOn, email: a.email },
        mail: {
          subject: `请复核知识：${a.title}`,
          body: `${a.unitName}：\n\n知识库的“${a.title}”到了复核日期 ${a.reviewOn}，请核对内容是否还准确：/desk/knowledge/${a.id}\n`,
        },
        note: (tx) => note(ctx, tx, a, 'reviewReminded', { reviewOn: a.reviewOn }),
      }),
  )

/** Tells units that the last day of an enquiry is near, and once more when it has passed. @returns how many were told */
export const remindEnquiries = (ctx: Ctx): Promise<number> =>
  each(
    (after) => reminders.listPressing(ctx.db, ctx.today, after, batch),
    (e) => {
      const rule = e.dueOn < ctx.today ? 'overdue' : 'nearing'
      const words = rule === 'overdue' ? '咨询已经逾期没有答复' : '咨询的答复期限将到'
      return remindOnce(ctx, {
        ...{ subject: `enquiry:${e.number}`, rule, period: e.dueOn, email: e.email },
        mail: {
          subject: `${words}：${e.number}`,
          body: `${e.unitName}：\n\n${e.number}号咨询应在 ${e.dueOn} 以前答复，现在还没有答复。请登录工作台办理：/desk/enquiries/${e.number}\n`,
        },
        note: (tx) => noteEnquiry(ctx, tx, e, 'enquiryReminded', { rule, dueOn: e.dueOn }),
      })
    },
  )

export const jobs: readonly Job[] = [
  { name: 'knowledge.remindReviews', cron: '30 8 * * *', run: async (ctx) => void (await remindReviews(ctx)) },
  { name: 'knowledge.remindEnquiries', cron: '35 8 * * *', run: async (ctx) => void (await remindEnquiries(ctx)) },
]
