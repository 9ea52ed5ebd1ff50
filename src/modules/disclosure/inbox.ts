import { lightLimits } from '../../core/light.ts'
import { holds, reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { InboxItem } from '../../platform/module.ts'
import { countOpen } from './corrections.store.ts'
import { countBroken } from './links.store.ts'
import { countWaiting, countWork } from './worklist.store.ts'

const list = '/desk/disclosure/documents'

/** What of this module waits for the actor today. */
export async function inbox(ctx: Ctx): Promise<InboxItem[]> {
  const { actor, calendar, today } = ctx
  if (!holds(actor, 'disclosure.view')) return []
  const { yellowDays: yellow, redDays: red } = ctx.settings.limits
  const limits = lightLimits(calendar, today, { yellow, red })
  const paths = reach(actor, 'disclosure.view')
  const [waiting, corrections, revisits, broken] = await Promise.all([
    countWaiting(ctx.db, paths, { today, ...limits }),
    countOpen(ctx.db, paths),
    countWork(ctx.db, { paths, group: 'published', revisitUntil: today }),
    countBroken(ctx.db, paths),
  ])
  const items: (InboxItem & { may: string })[] = [
    {
      label: '逾期未公开的信息',
      count: waiting.due.overdue,
      href: `${list}?light=overdue`,
      light: 'overdue',
      may: 'disclosure.view',
    },
    {
      label: '公开期限将到的信息',
      count: waiting.due.red,
      href: `${list}?light=red`,
      light: 'red',
      may: 'disclosure.view',
    },
    {
      label: '公开期限临近的信息',
      count: waiting.due.yellow,
      href: `${list}?light=yellow`,
      light: 'yellow',
      may: 'disclosure.view',
    },
    {
      label: '等您审核的信息',
      count: waiting.review,
      href: `${list}?group=review`,
      light: 'none',
      may: 'disclosure.review',
    },
    {
      label: '等您发布的信息',
      count: waiting.publish,
      href: `${list}?group=publish`,
      light: 'none',
      may: 'disclosure.publish',
    },
    {
      label: '等您审核的更正',
      count: corrections.review,
      href: '/desk/disclosure/corrections',
      light: 'none',
      may: 'disclosure.review',
    },
    {
      label: '等您发布的更正',
      count: corrections.publish,
      href: '/desk/disclosure/corrections',
      light: 'none',
      may: 'disclosure.publish',
    },
    {
      label: '该复核的已发布信息',
      count: revisits,
      href: `${list}?group=published&light=revisit`,
      light: 'yellow',
      may: 'disclosure.review',
    },
    {
      label: '断链',
      count: broken,
      href: '/desk/disclosure/links',
      light: 'yellow',
      may: 'disclosure.draft',
    },
    {
      label: '该再次评估的不公开信息',
      count: waiting.reassess,
      href: `${list}?group=withheld&light=reassess`,
      light: 'yellow',
      may: 'disclosure.review',
    },
  ]
  return items.filter((i) => holds(actor, i.may)).map(({ may: _may, ...item }) => item)
}
