import { holds, reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { InboxItem } from '../../platform/module.ts'
import { countOpen } from './enquiries.store.ts'
import { countWaiting } from './publications.store.ts'
import { countArticles } from './worklist.store.ts'

/** What of this module waits for the actor today. */
export async function inbox(ctx: Ctx): Promise<InboxItem[]> {
  const { actor, today, db } = ctx
  if (!holds(actor, 'knowledge.view')) return []
  const handling = [...reach(actor, 'knowledge.enquire'), ...reach(actor, 'knowledge.write')]
  const [writing, publishing] = [reach(actor, 'knowledge.write'), reach(actor, 'knowledge.publish')]
  const [work, review, revisit, answers] = await Promise.all([
    handling.length === 0 ? undefined : countOpen(db, handling, today),
    countArticles(db, { paths: publishing, group: 'review', today }),
    countArticles(db, { paths: writing, group: 'revisit', today }),
    countWaiting(db, publishing),
  ])
  const item = (label: string, count: number, href: string, light: InboxItem['light']): InboxItem => ({
    ...{ label, count, href: `/desk/${href}`, light },
  })
  return [
    ...(work
      ? [
          item('逾期没有答复的咨询', work.overdue, 'enquiries?light=overdue', 'overdue'),
          item('答复期限将到的咨询', work.yellow, 'enquiries?light=yellow', 'yellow'),
          item('等待分派的网上咨询', work.received, 'enquiries?state=received', 'none'),
          item('等待答复的咨询', work.assigned, 'enquiries?state=assigned', 'none'),
        ]
      : []),
    ...(writing.length > 0 ? [item('到了复核日期的知识', revisit, 'knowledge?group=revisit', 'yellow')] : []),
    ...(publishing.length > 0
      ? [
          item('等您审核的知识', review, 'knowledge?group=review', 'none'),
          item('等您审核公开的问答', answers, 'enquiries/publications', 'none'),
        ]
      : []),
  ]
}
