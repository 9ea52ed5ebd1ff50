import { addDays } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import { queueMessage } from '../../platform/mail.ts'
import type { Job } from '../../platform/module.ts'
import { notePart } from './parts.service.ts'
import { firstReminder, listWaiting } from './parts.store.ts'
import { publishDay } from './rules.ts'
import { note } from './step.ts'
import { listOpen } from './store.ts'
import { getTemplate } from './template.ts'

/**
 * Reminds units of parts they are to deliver, ten days before the last day and once more after it. @returns how many were told
 * @basis 《政府信息公开条例》第四十九条
 */
export async function remindParts(ctx: Ctx): Promise<number> {
  let told = 0
  for (const part of await listWaiting(ctx.db, addDays(ctx.today, 10))) {
    const late = ctx.today > part.dueOn
    const rule = late ? ('partLate' as const) : ('partDue' as const)
    await ctx.db.transaction().execute(async (tx) => {
      const subject = `part:${part.id}`
      if (!(await firstReminder(tx, { subject, rule, period: part.dueOn, toldAt: ctx.now }))) return
      told++
      await notePart({ ...ctx, db: tx }, part, 'partReminded', { rule, dueOn: part.dueOn })
      if (!part.email) return
      await queueMessage(tx, ctx.jobs, {
        channel: 'mail',
        recipient: part.email,
        subject: `${late ? '年度报告材料逾期没有报送' : '请报送年度报告材料'}：${part.year} 年`,
        body: `${part.unitName}：\n\n${part.reporter} ${part.year} 年度报告需要您单位的材料，截止日期是 ${part.dueOn}，现在还没有报送。请登录工作台填写：/desk/reports/parts/${part.id}\n`,
      })
    })
  }
  return told
}

/** Reminds who writes of a report that must be published, from thirty days before its last day. @returns how many were told */
export async function remindReports(ctx: Ctx): Promise<number> {
  let told = 0
  for (const report of await listOpen(ctx.db)) {
    const publishBy = publishDay(report, getTemplate(report.template))
    if (ctx.today < addDays(publishBy, -30)) continue
    const rule = ctx.today > publishBy ? ('reportLate' as const) : ('reportDue' as const)
    await ctx.db.transaction().execute(async (tx) => {
      const subject = `report:${report.id}`
      if (!(await firstReminder(tx, { subject, rule, period: publishBy, toldAt: ctx.now }))) return
      told++
      await note({ ...ctx, db: tx }, report, 'reportReminded', { rule, publishBy })
      const { email } = ctx.settings.site
      if (!email) return
      await queueMessage(tx, ctx.jobs, {
        channel: 'mail',
        recipient: email,
        subject: `${report.unitName} ${report.year} 年度报告应在 ${publishBy} 前公布`,
        body: `${report.issuer}：\n\n${report.unitName} ${report.year} 年度报告还没有公布，期限是 ${publishBy}。请登录工作台办理：/desk/reports/${report.id}\n`,
      })
    })
  }
  return told
}

export const jobs: readonly Job[] = [
  { name: 'reports.remindParts', cron: '40 8 * * *', run: async (ctx) => void (await remindParts(ctx)) },
  { name: 'reports.remindReports', cron: '45 8 * * *', run: async (ctx) => void (await remindReports(ctx)) },
]
