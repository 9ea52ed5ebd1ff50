import { addDays, yearOf } from '../../core/day.ts'
import { holds, reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { InboxItem } from '../../platform/module.ts'
import { findUnit } from '../organisations/index.ts'
import { countWaiting } from './parts.store.ts'
import { isLate, publishDay } from './rules.ts'
import { findNewest, listReports } from './store.ts'
import { templateOf } from './template.ts'

/** After the last day nobody began, how long one is still reminded: what is older than that was written elsewhere. */
const remindedDays = 60

/** The government's report of last year, while nobody has begun it; for who may. */
async function notBegun({ actor, db, today, settings }: Ctx): Promise<InboxItem[]> {
  const unit = await findUnit(db, settings.site.rootUnit)
  const year = yearOf(today) - 1
  if (!unit || !holds(actor, 'reports.write', unit.path) || (await findNewest(db, unit.code, year))) return []
  const by = publishDay({ year, unitKind: unit.kind }, templateOf(year))
  if (today > addDays(by, remindedDays)) return []
  const light = isLate(by, undefined, today) ? 'overdue' : 'none'
  return [{ label: `还没有开始编制的 ${year} 年度报告`, count: 1, href: '/desk/reports', light }]
}

/** What of this module waits for the actor today. */
export async function inbox(ctx: Ctx): Promise<InboxItem[]> {
  const { actor, db, today } = ctx
  const waiting = async (permission: string, state: string) =>
    (await listReports(db, reach(actor, permission))).filter((r) => r.state === state).length
  const [begin, parts, review, sign, publish] = await Promise.all([
    notBegun(ctx),
    countWaiting(db, reach(actor, 'reports.deliver'), today),
    waiting('reports.review', 'inReview'),
    waiting('reports.sign', 'reviewed'),
    waiting('reports.publish', 'signed'),
  ])
  const item = (label: string, count: number, light: InboxItem['light'] = 'none'): InboxItem[] =>
    count > 0 ? [{ label, count, href: '/desk/reports', light }] : []
  return [
    ...begin,
    ...item('逾期没有报送的年度报告材料', parts.late, 'overdue'),
    ...item('要报送的年度报告材料', parts.open - parts.late),
    ...item('等您审核的年度报告', review),
    ...item('等您签发的年度报告', sign),
    ...item('等您公布的年度报告', publish),
  ]
}
