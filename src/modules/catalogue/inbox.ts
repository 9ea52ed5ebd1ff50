import { addDays } from '../../core/day.ts'
import { holds, reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { InboxItem } from '../../platform/module.ts'
import { countStates, countTakingEffect, countToReview } from './worklist.store.ts'

const list = '/desk/catalogue/items'
/** Days ahead in which a version that will hold is announced. */
const ahead = 7

/** What of this module waits for the actor today: drafts to fill in and to review, versions that take effect. */
export async function inbox(ctx: Ctx): Promise<InboxItem[]> {
  const { actor, db, today } = ctx
  if (!holds(actor, 'catalogue.view')) return []
  const [fill, publish] = [reach(actor, 'catalogue.fill'), reach(actor, 'catalogue.publish')]
  const [work, review, soon] = await Promise.all([
    // Whoever reviews all units fills in none of them: their drafts are no work of that person's.
    fill.length > 0 && publish.length === 0 ? countStates(db, { paths: fill, today }) : undefined,
    countToReview(db, publish, actor.accountId ?? ''),
    countTakingEffect(db, reach(actor, 'catalogue.view'), today, addDays(today, ahead)),
  ])
  const items: InboxItem[] = [
    { label: '等您审核发布的实施清单', count: review, href: `${list}?state=review`, light: 'red' },
    { label: '还没有填报的事项', count: work?.empty ?? 0, href: `${list}?state=empty`, light: 'yellow' },
    { label: '没有填完的实施清单', count: work?.filling ?? 0, href: `${list}?state=filling`, light: 'yellow' },
    { label: `${ahead} 天内生效的新版本`, count: soon, href: `${list}?state=waiting`, light: 'none' },
  ]
  return items.filter((i) => (i.href.endsWith('review') ? publish.length > 0 : i.href.endsWith('waiting') || work))
}
