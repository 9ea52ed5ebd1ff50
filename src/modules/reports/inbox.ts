import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { InboxItem } from '../../platform/module.ts'
import { countWaiting } from './parts.store.ts'
import { listReports } from './store.ts'

/** What of this module waits for the actor today. */
export async function inbox({ actor, db, today }: Ctx): Promise<InboxItem[]> {
  const waiting = async (permission: string, state: string) =>
    (await listReports(db, reach(actor, permission))).filter((r) => r.state === state).length
  const [parts, review, sign, publish] = await Promise.all([
    countWaiting(db, reach(actor, 'reports.deliver'), today),
    waiting('reports.review', 'inReview'),
    waiting('reports.sign', 'reviewed'),
    waiting('reports.publish', 'signed'),
  ])
  const item = (label: string, count: number, light: InboxItem['light'] = 'none'): InboxItem[] =>
    count > 0 ? [{ label, count, href: '/desk/reports', light }] : []
  return [
    ...item('逾期没有报送的年度报告材料', parts.late, 'overdue'),
    ...item('要报送的年度报告材料', parts.open - parts.late),
    ...item('等您审核的年度报告', review),
    ...item('等您签发的年度报告', sign),
    ...item('等您公布的年度报告', publish),
  ]
}
