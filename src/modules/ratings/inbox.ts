import { holds } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { InboxItem } from '../../platform/module.ts'
import { counts } from './desk/list.ts'

/** What of this module waits for the actor today. */
export async function inbox(ctx: Ctx): Promise<InboxItem[]> {
  const { actor } = ctx
  if (!holds(actor, 'ratings.review') && !holds(actor, 'ratings.appeal')) return []
  const { open = 0, appeals = 0, words = 0 } = await counts(ctx)
  const item = (label: string, count: number, group: string, light: InboxItem['light']) => ({
    ...{ label, count, href: `/desk/ratings?group=${group}`, light },
  })
  if (!holds(actor, 'ratings.review')) return [item('差评正在整改', open, 'open', 'yellow')]
  return [
    item('待审核的评价申诉', appeals, 'appeals', 'red'),
    item('差评正在整改', open, 'open', 'yellow'),
    item('待核对公开的评价留言', words, 'words', 'none'),
  ]
}
