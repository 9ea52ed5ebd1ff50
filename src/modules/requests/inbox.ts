import { holds, reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { InboxItem } from '../../platform/module.ts'
import { countWaiting } from './life.store.ts'
import { openWork } from './service.ts'

const list = '/desk/requests'

/** What of this module waits for the actor today. */
export async function inbox(ctx: Ctx): Promise<InboxItem[]> {
  const { actor } = ctx
  if (!holds(actor, 'requests.view')) return []
  const [work, approvals] = await Promise.all([
    openWork(ctx),
    countWaiting(ctx.db, reach(actor, 'requests.approve'), actor.accountId ?? ''),
  ])
  const item = (label: string, count: number, query: string, light: InboxItem['light'], may = 'requests.view') => ({
    label,
    count,
    href: `${list}${query}`,
    light,
    may,
  })
  return [
    item('逾期未答复的申请', work.overdue, '?light=overdue', 'overdue'),
    item('答复期限将到的申请', work.red, '?light=red', 'red'),
    item('答复期限临近的申请', work.yellow, '?light=yellow', 'yellow'),
    item('等您审批的延期和答复', approvals, '/approvals', 'red', 'requests.approve'),
    item('新收到、还没有人接办的申请', work.untaken, '?state=received', 'none', 'requests.handle'),
    item('刚收到补正或者缴费的申请', work.supplemented, '?state=handling', 'none', 'requests.handle'),
    item('对方逾期没有回音的申请', work.passed, '?group=today', 'yellow', 'requests.handle'),
  ]
    .filter((i) => holds(actor, i.may))
    .map(({ may: _may, ...rest }) => rest)
}
