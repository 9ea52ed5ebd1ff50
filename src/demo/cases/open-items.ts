import { addWorkingDays } from '../../core/calendar.ts'
import type { Day } from '../../core/day.ts'
import { type CaseLimits, limitsFor } from '../../modules/cases/limits.ts'
import type { ItemElements, ItemVersion } from '../../modules/catalogue/index.ts'
import { apportion, type Random } from '../random.ts'
import type { Stage } from '../stage.ts'

export type Level = 'village' | 'town' | 'department'

/** An item that one can apply for, in the version that holds in a time. */
export type OpenItem = ItemVersion & {
  effectiveOn: Day
  limits: CaseLimits
  /** Worked out with a form of its own: those that people know, and apply for most. */
  worked: boolean
  delegation: { acceptedAt: Level; decidedAt: Level; delegatedOn: Day } | undefined
}

/** Items that could be applied for online on some day from `from` to `to`, in the version that began last. */
export async function openItems({ tx }: Stage, from: Day, to: Day): Promise<OpenItem[]> {
  const rows = await tx
    .selectFrom('itemVersions as v')
    .innerJoin('serviceItems as i', 'i.id', 'v.itemId')
    .innerJoin('units as u', 'u.code', 'i.unitCode')
    .leftJoin('delegations as d', 'd.itemId', 'i.id')
    .select(['v.id', 'v.itemId', 'v.version', 'i.code', 'i.itemType', 'i.unitCode', 'u.path as unitPath'])
    .select(['v.effectiveOn', 'v.endedOn', 'i.cancelledOn', 'v.elements', 'd.acceptedAt', 'd.decidedAt'])
    .select('d.delegatedOn')
    .where('v.online', '=', true)
    .where('i.hasParts', '=', false)
    .where('v.effectiveOn', '<=', to)
    .where((w) => w.or([w('v.endedOn', 'is', null), w('v.endedOn', '>', to)]))
    .where((w) => w.or([w('i.cancelledOn', 'is', null), w('i.cancelledOn', '>', to)]))
    .orderBy('v.id')
    .execute()
  return rows.map(({ acceptedAt, decidedAt, delegatedOn, ...row }) => {
    const elements = row.elements as unknown as ItemElements
    return {
      ...row,
      elements,
      effectiveOn: row.effectiveOn as Day,
      limits: limitsFor(elements, row.itemType, from),
      worked: !('matter' in elements.form.properties),
      delegation: delegatedOn
        ? { acceptedAt: acceptedAt as Level, decidedAt: decidedAt as Level, delegatedOn }
        : undefined,
    }
  })
}

/** Working days within which an item is promised; 0 on the spot. */
const promisedDays = ({ limits }: Pick<OpenItem, 'limits'>): number => limits.promised.days ?? 0

/** Whether a case of the item can take longer than promised and still be decided within the law. */
export const hasRoom = ({ limits }: OpenItem): boolean =>
  limits.kind === 'committed' &&
  limits.promised.unit === 'workingDay' &&
  limits.statutory.unit === 'workingDay' &&
  (limits.statutory.days ?? 0) >= (limits.promised.days ?? 0) + 5

/** Working days that acceptance, supplement, special procedure and the making of the result may take beside the promised. */
const besides = 12

/** Last day on which an application for the item can come and be completed by `end`. */
export const lastStart = (stage: Pick<Stage, 'calendar'>, item: OpenItem, end: Day): Day =>
  addWorkingDays(stage.calendar, end, item.limits.kind === 'instant' ? -1 : -(promisedDays(item) + besides))

/** How many of `total` applications each item gets: nearly half of them go to those worked out. */
export function shareOut(total: number, items: readonly OpenItem[], random: Random): number[] {
  const weights = items.map(({ worked, elements }) => {
    if (!worked) return random.int(1, 16)
    // What people need once or twice in their lives outnumbers what builders need.
    return elements.serviceTargets.includes('1') ? random.int(140, 360) : random.int(20, 60)
  })
  return apportion(total, weights)
}
