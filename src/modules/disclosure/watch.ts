import { light } from '../../core/light.ts'
import type { Ctx } from '../../platform/context.ts'
import { queueMessage } from '../../platform/mail.ts'
import { listFreshness } from './columns.store.ts'
import { renewBy } from './rules.ts'
import { writeAct } from './service.ts'
import { findEmail, listToRevisit, wasReminded } from './watch.store.ts'

/**
 * Tells the disclosure office once for each light which columns must have something new, and a unit once which of its texts
 * somebody is to look at again.
 * @returns how many reminders were noted
 * @basis 国办秘函〔2019〕19号
 */
export async function remindRenewal(ctx: Ctx): Promise<number> {
  return (await remindColumns(ctx)) + (await remindTexts(ctx))
}

async function remindColumns(ctx: Ctx): Promise<number> {
  const { yellowDays: yellow, redDays: red } = ctx.settings.limits
  const office = ctx.settings.site.rootUnit
  const email = await findEmail(ctx.db, office)
  let reminded = 0
  for (const column of await listFreshness(ctx.db)) {
    const by = renewBy(column.publishedAt, column.renewWithinDays)
    const shows = by && light(ctx.calendar, by, ctx.today, { yellow, red })
    if (!by || !shows || shows === 'green') continue
    const subject = `column:${column.code}`
    const data = { light: shows, renewBy: by }
    if (await wasReminded(ctx.db, subject, 'disclosure.renewalReminded', data)) continue
    await ctx.db.transaction().execute(async (tx) => {
      await ctx.acts.write(tx, { act: 'disclosure.renewalReminded', subject, unitCode: office, data })
      if (email)
        await queueMessage(tx, ctx.jobs, {
          channel: 'mail',
          recipient: email,
          subject: `${shows === 'overdue' ? '栏目到期没有更新' : '栏目快到更新期限'}：${column.name}`,
          body: `“${column.name}”应在 ${by} 以前有新内容（每 ${column.renewWithinDays} 天至少更新一次）。请安排发布：/desk/disclosure/columns\n`,
        })
    })
    reminded++
  }
  return reminded
}

async function remindTexts(ctx: Ctx): Promise<number> {
  let reminded = 0
  for (const document of await listToRevisit(ctx.db, ctx.today)) {
    const data = { reviewBy: document.reviewBy }
    if (await wasReminded(ctx.db, `document:${document.id}`, 'disclosure.revisitReminded', data)) continue
    await ctx.db.transaction().execute(async (tx) => {
      await writeAct(ctx, tx, 'revisitReminded', document, data)
      if (document.email)
        await queueMessage(tx, ctx.jobs, {
          channel: 'mail',
          recipient: document.email,
          subject: `请复核：${document.title}`,
          body: `${document.unitName}：\n\n《${document.title}》到了复核日期 ${document.reviewBy}，请核对内容是否还准确：/desk/disclosure/documents/${document.id}\n`,
        })
    })
    reminded++
  }
  return reminded
}
