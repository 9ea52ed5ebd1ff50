import type { Day } from '../../core/day.ts'
import type { Channel } from '../../modules/cases/schema.ts'
import type { Random } from '../random.ts'
import { type Stage, type StageUnit, unitOf } from '../stage.ts'
import { applicationDays } from './days.ts'
import { hasRoom, type Level, lastStart, type OpenItem, shareOut } from './open-items.ts'

/** How a case of the past ended; late: approved after the promised day, within the law. */
export type Fate = 'approved' | 'late' | 'rejected' | 'notAccepted' | 'withdrawn' | 'returned'

/** Who wants what, from where and when; everything else follows. */
export type Wish = { item: OpenItem; channel: Channel; intake: StageUnit; receivedOn: Day; fate: Fate }

/** How many of a number of cases did not end as promised. */
export type Exceptions = Partial<Record<Exclude<Fate, 'approved'>, number>>

type Season = { stage: Stage; random: Random; items: readonly OpenItem[]; from: Day; to: Day }

/** Applications made online in a time, all of them finished in it. */
export function onlineWishes(season: Season, total: number, exceptions: Exceptions): Wish[] {
  const { stage, items, random } = season
  const reachable = items.filter((i) => firstDay(season, i) <= lastStart(stage, i, season.to))
  const wanted = shareOut(total, reachable, random).flatMap((n, i) =>
    Array.from({ length: n }, () => reachable[i] as OpenItem),
  )
  const fates = fatesFor(random.shuffled(wanted), exceptions)
  const days = applicationDays(stage, season.from, season.to)
  return fates.map(({ item, fate }) => ({
    ...{ item, fate, channel: 'online', receivedOn: dayFor(season, days, item) },
    intake: unitOf(stage, item.elements.inHall ? stage.site.hallUnit : item.unitCode),
  }))
}

/** Applications brought to the hall, and to towns and villages for what was handed down to them. */
export function broughtWishes(season: Season, counts: { window: number; town: number; village: number }): Wish[] {
  const { stage, items, random, to } = season
  const reachable = items.filter((i) => firstDay(season, i) <= lastStart(stage, i, to))
  const inHall = reachable.filter((i) => i.elements.inHall)
  const near = (...levels: Level[]) =>
    reachable.filter(
      (i) =>
        i.delegation !== undefined &&
        levels.includes(i.delegation.acceptedAt) &&
        i.delegation.delegatedOn <= lastStart(stage, i, to),
    )
  const places = [...stage.units.values()]
  const days = applicationDays(stage, season.from, to)
  const make = (channel: 'window' | 'town' | 'village', from: readonly OpenItem[], intake: () => StageUnit): Wish => {
    const item = random.pick(from)
    const since = channel === 'window' ? undefined : item.delegation?.delegatedOn
    return { item, channel, intake: intake(), fate: 'approved', receivedOn: dayFor(season, days, item, since) }
  }
  const villages = places.filter((u) => u.kind === 'village' || u.kind === 'community')
  const [forTown, forVillage] = [near('town', 'village'), near('village')]
  const worked = inHall.filter((i) => i.worked)
  return [
    ...Array.from({ length: counts.window }, () =>
      make('window', random.chance(0.6) && worked.length > 0 ? worked : inHall, () =>
        unitOf(stage, stage.site.hallUnit),
      ),
    ),
    ...Array.from({ length: forTown.length > 0 ? counts.town : 0 }, () =>
      make('town', forTown, () => random.pick(stage.towns)),
    ),
    ...Array.from({ length: forVillage.length > 0 ? counts.village : 0 }, () =>
      make('village', forVillage, () => random.pick(villages)),
    ),
  ]
}

const firstDay = ({ from }: Season, item: OpenItem): Day => (item.effectiveOn > from ? item.effectiveOn : from)

function dayFor(season: Season, days: readonly Day[], item: OpenItem, since?: Day): Day {
  const start = firstDay(season, item)
  const first = since && since > start ? since : start
  const last = lastStart(season.stage, item, season.to)
  const [low, high] = [days.findIndex((d) => d >= first), days.findLastIndex((d) => d <= last)]
  return low < 0 || high < low ? first : (days[season.random.int(low, high)] as Day)
}

/** Gives out just as many exceptions as are asked for, each to a case to which it can happen. */
function fatesFor(wanted: readonly OpenItem[], exceptions: Exceptions): { item: OpenItem; fate: Fate }[] {
  const left = { ...exceptions }
  const can: Record<Exclude<Fate, 'approved'>, (item: OpenItem) => boolean> = {
    late: hasRoom,
    returned: ({ limits }) => limits.kind === 'committed',
    rejected: () => true,
    notAccepted: () => true,
    withdrawn: () => true,
  }
  const kinds = Object.keys(can) as (keyof typeof can)[]
  return wanted.map((item) => {
    const fate = kinds.find((k) => (left[k] ?? 0) > 0 && can[k](item))
    if (!fate) return { item, fate: 'approved' }
    left[fate] = (left[fate] ?? 0) - 1
    return { item, fate }
  })
}
