import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { InboxItem } from '../../platform/module.ts'
import { workCounts } from './service.ts'

/** What of this module waits for the actor today. */
export async function inbox(ctx: Ctx): Promise<InboxItem[]> {
  const { actor } = ctx
  if (!holds(actor, 'cases.view')) return []
  const work = await workCounts(ctx)
  const item = (label: string, count: number, query: string, light: InboxItem['light'], may = 'cases.view') => ({
    ...{ label, count, href: `/desk/cases${query}`, light, may },
  })
  return [
    item('已经超期的办件', work.overdue, '?light=overdue', 'overdue'),
    item('期限临近的办件', work.yellow, '?light=yellow', 'yellow'),
    item('等待受理的办件', work.accept, '?group=accept', 'none', 'cases.accept'),
    item('等您决定的延期和处理意见', work.proposals, '/proposals', 'red', 'cases.decide'),
    item('等待制证的办件', work.issue, '?group=issue', 'none', 'cases.issue'),
    item('等待领取和寄送的结果', work.deliver, '?group=deliver', 'none', 'cases.issue'),
  ]
    .filter((i) => holds(actor, i.may))
    .map(({ may: _may, ...rest }) => rest)
}
