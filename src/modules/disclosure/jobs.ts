import { lightLimits } from '../../core/light.ts'
import type { Ctx } from '../../platform/context.ts'
import { queueMessage } from '../../platform/mail.ts'
import type { Job } from '../../platform/module.ts'
import type { RunningClock } from '../../platform/redate.ts'
import { checkLinks } from './links.service.ts'
import { expireValidity, publishDue } from './publish.service.ts'
import { readFiles } from './readings.service.ts'
import { publicationDue } from './rules.ts'
import type { Attribute } from './schema.ts'
import { writeAct } from './service.ts'
import { listRunning, listToRemind, updateDocument } from './store.ts'
import { remindRenewal } from './watch.ts'

/**
 * Reminds units of what is due for publication: once when the light turns yellow, once when it turns red, once when it is
 * overdue. The act that notes a reminder is what keeps it from being sent again, and it quotes the stored day.
 */
export async function remind(ctx: Ctx): Promise<number> {
  const { yellowDays: yellow, redDays: red } = ctx.settings.limits
  const { redUntil, yellowUntil } = lightLimits(ctx.calendar, ctx.today, { yellow, red })
  let reminded = 0
  for (const [light, until, words] of [
    ['yellow', yellowUntil, '公开期限临近'],
    ['red', redUntil, '公开期限将到'],
  ] as const)
    for (const document of await listToRemind(ctx.db, until, light)) {
      await ctx.db.transaction().execute(async (tx) => {
        await writeAct(ctx, tx, 'reminded', document, { light, dueOn: document.dueOn })
        if (document.email)
          await queueMessage(tx, ctx.jobs, {
            channel: 'mail',
            recipient: document.email,
            subject: `${words}：${document.title}`,
            body: `${document.unitName}：\n\n《${document.title}》应在 ${document.dueOn} 以前公开，现在还没有发布。请登录工作台办理：/desk/disclosure/documents/${document.id}\n`,
          })
      })
      reminded++
    }
  return reminded
}

export const jobs: readonly Job[] = [
  // Each scheduled document queues this for its minute; the clock makes up for any that was lost.
  { name: 'disclosure.publishDue', cron: '*/5 * * * *', run: async (ctx) => void (await publishDue(ctx)) },
  { name: 'disclosure.expireValidity', cron: '5 0 * * *', run: async (ctx) => void (await expireValidity(ctx)) },
  // Files are read as soon as they are there, so that nobody waits for it when a text is handed in.
  {
    name: 'disclosure.readFiles',
    run: (ctx, payload) =>
      readFiles(
        ctx,
        (payload as { digests: string[] }).digests.map((sha256) => ({ sha256 })),
      ),
  },
  { name: 'disclosure.checkLinks', cron: '20 2 * * *', run: (ctx) => checkLinks(ctx) },
  { name: 'disclosure.remindRenewal', cron: '40 8 * * *', run: async (ctx) => void (await remindRenewal(ctx)) },
  { name: 'disclosure.remind', cron: '30 8 * * *', run: async (ctx) => void (await remind(ctx)) },
]

/**
 * The last day for publication, while the document is not yet out.
 * @basis 《政府信息公开条例》(国务院令第711号)第二十六条
 */
export const publicationClock: RunningClock = {
  act: 'disclosure.redated',
  async listRunning({ law, calendar }, tx, after, limit) {
    const documents = await listRunning(tx, after, limit)
    return documents.map(({ id, unitCode, title, dueOn, regime, writtenOn, attribute }) => ({
      ...{ id, unitCode, dueOn, subject: `document:${id}`, label: `《${title}》` },
      redated: publicationDue(law.regime(regime), calendar, { writtenOn, attribute: attribute as Attribute }) ?? dueOn,
    }))
  },
  saveDue: (tx, id, dueOn) => updateDocument(tx, id, { dueOn }),
}
