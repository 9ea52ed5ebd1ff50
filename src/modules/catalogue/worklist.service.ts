import { Forbidden } from '../../core/errors.ts'
import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import { listWork, type WorkGroup, type WorkWish, workGroups } from './worklist.store.ts'

const pageSize = 50

/** A page of the items in the actor's reach. Throws Forbidden for who may see none. */
export function listItems(ctx: Ctx, wish: Omit<WorkWish, 'paths'>, after?: number) {
  const paths = reach(ctx.actor, 'catalogue.view')
  if (paths.length === 0) throw new Forbidden()
  return listWork(ctx.db, { ...wish, paths }, ctx.today, { after, limit: pageSize })
}

/** How many items stand in each group of the list. */
export async function countItems(
  ctx: Ctx,
  wish: Omit<WorkWish, 'paths' | 'group'>,
): Promise<Record<WorkGroup, number>> {
  const paths = reach(ctx.actor, 'catalogue.view')
  const totals = await Promise.all(
    workGroups.map(
      async (group) =>
        [group, (await listWork(ctx.db, { ...wish, group, paths }, ctx.today, { limit: 1 })).total] as const,
    ),
  )
  return Object.fromEntries(totals) as Record<WorkGroup, number>
}
