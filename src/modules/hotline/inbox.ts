import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { InboxItem } from '../../platform/module.ts'
import { workCounts } from './service.ts'

/** What of this module waits for the actor today. */
export async function inbox(ctx: Ctx): Promise<InboxItem[]> {
  const { actor } = ctx
  if (!holds(actor, 'hotline.view')) return []
  const work = await workCounts(ctx)
  const item = (label: string, count: number, query: string, light: InboxItem['light'], may = 'hotline.view') => ({
    ...{ label, count, href: `/desk/hotline${query}`, light, may },
  })
  return [
    item('报给您、等待批示的工单', work.leader, '?group=leader', 'red', 'hotline.lead'),
    item('已经超期的工单', work.overdue, '?light=overdue', 'overdue'),
    item('期限临近的工单', work.yellow, '?light=yellow', 'yellow'),
    item('等待派单的诉求', work.dispatch, '?group=dispatch', 'none', 'hotline.dispatch'),
    item('等您审核的退单、延期和办结', work.proposals, '/proposals', 'red', 'hotline.review'),
    item('等您单位办理的工单', work.handle, '?group=handle', 'none', 'hotline.handle'),
    item('等您单位回复的协办', work.assisting, '/assisting', 'none', 'hotline.handle'),
    item('等待回访的工单', work.followUp, '?group=followUp', 'none', 'hotline.followUp'),
  ]
    .filter((i) => holds(actor, i.may))
    .map(({ may: _may, ...rest }) => rest)
}
