import { onApplicationTypes } from '../../modules/catalogue/index.ts'
import { apportion, type Random } from '../random.ts'
import type { DelegatedItem, ItemData, UnitPlan, WorkedItem } from './data.ts'
import { type Named, namesOf } from './names.ts'

/** An item as it stood at the end of 2018. */
export type ChosenItem = Named & {
  unit: UnitPlan
  /** Whether it came in the second half of the year. */
  late: boolean
  onApplication: boolean
  inHall: boolean
  /** Times one must come; more than one is no longer at most one trip. */
  visits: number
  worked?: WorkedItem
  delegated?: DelegatedItem
}

/** The items of the year, by unit in the plan's order; every number of the plan comes out. */
export function chooseItems(data: ItemData, random: Random): ChosenItem[] {
  const items = allItems(data, random)
  markLate(data, items, random)
  markHall(data, items, random)
  markVisits(data, items, random)
  return items
}

/** What must be there (worked out, delegated), filled up by the grammar to the number of each type. */
function allItems({ plan, names, worked, delegated }: ItemData, random: Random): ChosenItem[] {
  const given = plan.units.map((unit) => {
    const handedDown = delegated.filter((d) => d.unit === unit.code)
    const told: Named[] = [
      ...worked.filter((w) => w.unit === unit.code).map((w) => ({ type: w.type, law: w.law, name: w.elements.name })),
      ...handedDown,
    ]
    const unlike = new Map(told.map((n) => [n.name, n]))
    const fixed = [...unlike.values()]
    return { unit, fixed, free: namesOf(names[unit.names] ?? []).filter((n) => !unlike.has(n.name)) }
  })
  const chosen = new Set<Named>(given.flatMap((g) => g.fixed))
  for (const [type, total] of Object.entries(plan.types)) {
    const free = given.map((g) => g.free.filter((n) => n.type === type))
    const fixed = given.reduce((sum, g) => sum + g.fixed.filter((n) => n.type === type).length, 0)
    const shares = apportion(
      total - fixed,
      free.map((f) => f.length),
    )
    for (const [i, share] of shares.entries()) {
      if (share > (free[i]?.length ?? 0)) throw new Error(`names.json has too few names of type ${type}`)
      for (const name of random.sample(free[i] ?? [], share)) chosen.add(name)
    }
  }
  return given.flatMap(({ unit, fixed, free }) =>
    [...fixed, ...free]
      .filter((n) => chosen.has(n))
      .sort((a, b) => a.type.localeCompare(b.type))
      .map(({ type, law, name, main }) => {
        const work = worked.find((w) => w.unit === unit.code && w.elements.name === name)
        const down = delegated.find((d) => d.unit === unit.code && d.name === name)
        return {
          ...{ type, law, name, unit, late: false, inHall: false, visits: 0 },
          ...{ onApplication: onApplicationTypes.includes(type) },
          ...(main ? { main } : {}),
          ...(work ? { worked: work } : {}),
          ...(down ? { delegated: down } : {}),
        }
      }),
  )
}

/** Some came after the middle of the year; never the first of a unit, so that the units stay the same. */
function markLate({ plan }: ItemData, items: readonly ChosenItem[], random: Random): void {
  const first = new Set<ChosenItem>()
  for (const unit of plan.units)
    for (const onApplication of [true, false]) {
      const one = items.find((i) => i.unit === unit && i.onApplication === onApplication)
      if (one) first.add(one)
    }
  const free = items.filter((i) => !i.worked && !i.delegated && !first.has(i))
  const { publicServices, onApplication, others } = plan.addedAfterMidYear
  const late = [
    ...random.sample(
      free.filter((i) => i.type === '20'),
      publicServices,
    ),
    ...random.sample(
      free.filter((i) => i.onApplication && i.type !== '20'),
      onApplication,
    ),
    ...random.sample(
      free.filter((i) => !i.onApplication),
      others,
    ),
  ]
  for (const item of late) item.late = true
}

/** Those at the windows of the hall: what is worked out says so itself, the rest by the size of their unit. */
function markHall({ plan }: ItemData, items: readonly ChosenItem[], random: Random): void {
  const units = plan.units.filter((u) => u.hall)
  const told = units.map((u) => items.filter((i) => i.unit === u && i.worked?.elements.inHall))
  const free = units.map((u) => items.filter((i) => i.unit === u && i.onApplication && !i.worked && !i.delegated))
  const rest = plan.hallItems - told.reduce((n, t) => n + t.length, 0) - units.length
  const shares = apportion(
    rest,
    free.map((f) => Math.max(0, f.length - 1)),
  )
  const chosen = [...told.flat(), ...free.flatMap((f, i) => random.sample(f, 1 + (shares[i] ?? 0)))]
  for (const item of chosen) item.inHall = true
}

/** At most one trip for as many as the plan says, among them what is worked out or delegated and can do so. */
function markVisits({ plan }: ItemData, items: readonly ChosenItem[], random: Random): void {
  const applied = items.filter((i) => i.onApplication)
  const told = applied.filter((i) => i.worked || i.delegated)
  for (const item of told) item.visits = item.worked?.elements.onSiteVisits ?? (random.chance(0.5) ? 0 : 1)
  const rest = applied.filter((i) => !i.worked && !i.delegated)
  const others = rest.filter((i) => !byWord.test(i.name))
  const easy = told.filter((i) => i.visits <= 1).length + rest.length - others.length
  const few = new Set(random.sample(others, plan.atMostOneTrip - easy))
  for (const item of others) item.visits = few.has(item) ? random.int(0, 1) : 2
}

/** What is done by asking or telling: nobody need come for it. */
const byWord = /查询|咨询|预约|投诉|举报|报名|辅导/
