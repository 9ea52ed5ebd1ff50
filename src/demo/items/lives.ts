import { addWorkingDays } from '../../core/calendar.ts'
import { type Day, day } from '../../core/day.ts'
import type { ItemElements, ItemLevel } from '../../modules/catalogue/index.ts'
import type { Random } from '../random.ts'
import { type Stage, unitOf, workingDays } from '../stage.ts'
import type { ChosenItem } from './choose.ts'
import type { ItemData, Move, ToldElements, UnitPlan, WorkedItem } from './data.ts'
import { complete, placesOf, type Scene, shortElements } from './elements.ts'
import { promiseInHall } from './hall.ts'

export type Version = { on: Day; endedOn: Day | null; note: string; elements: ItemElements }

/** An item at one unit, from its adoption to its cancellation or to this day. */
export type Life = {
  item: ChosenItem
  unitCode: string
  plan: UnitPlan
  level: ItemLevel
  name: string
  parent?: Life
  hasParts: boolean
  adoptedOn: Day
  filledOn: Day
  cancelledOn: Day | null
  cancelReason: string
  versions: Version[]
  /** Which of the worked-out item's finest units it is. */
  handling?: number
}

/** Every item's lives: at its unit of 2018, and where it went when that unit gave its work away. */
export function makeLives(stage: Stage, data: ItemData, items: readonly ChosenItem[], random: Random): Life[] {
  const maker = { stage, data, random }
  const living = firstLives(maker, items)
  promiseInHall(living, data.plan)
  const ended: Life[] = []
  const moves = data.moves.filter((m) => m.on < stage.today).sort((a, b) => a.on.localeCompare(b.on))
  for (const move of moves) carryOut(maker, move, living, ended)
  return [...ended, ...living]
}

type Maker = { stage: Stage; data: ItemData; random: Random }

const sceneOf = ({ stage, data }: Maker, unitCode: string, plan: UnitPlan): Scene => {
  const unit = unitOf(stage, unitCode)
  return { stage, data, unit, plan, phone: unit.phone, creditCode: unit.creditCode ?? '' }
}

/** Units filled their lists one after the other in the spring of 2018; what came later did so on days of its own. */
function firstLives(maker: Maker, items: readonly ChosenItem[]): Life[] {
  const { stage, data, random } = maker
  const spring = workingDays(stage.calendar, '2018-03-12', '2018-05-25')
  const autumn = workingDays(stage.calendar, '2018-07-16', '2018-11-23')
  const lives: Life[] = []
  for (const plan of data.plan.units) {
    const own = items.filter((i) => i.unit === plan)
    const begun = random.pick(spring)
    const mains = new Map<string, Life>()
    for (const item of own) {
      const adopted = item.late ? random.pick(autumn) : begun
      const main = item.main === undefined ? undefined : mainOf(maker, lives, mains, item, own, adopted)
      lives.push(...lifeOf(maker, item, plan.code, plan, { adoptedOn: adopted, ...(main ? { parent: main } : {}) }))
    }
  }
  return lives
}

/** The main item that a sub item hangs below; it stands from the day of the first of them. */
function mainOf(
  maker: Maker,
  lives: Life[],
  mains: Map<string, Life>,
  item: ChosenItem,
  own: readonly ChosenItem[],
  adopted: Day,
): Life {
  const name = item.main ?? item.name
  const known = mains.get(name)
  if (known) return known
  const parts = own.filter((i) => i.main === name)
  const early = parts.find((i) => !i.late)
  const { main: _, ...told } = { ...item, name, late: !early, inHall: parts.some((p) => p.inHall) }
  const adoptedOn = early
    ? (lives.findLast((l) => l.plan === item.unit && !l.item.late)?.adoptedOn ?? adopted)
    : adopted
  const [life] = lifeOf(maker, told, item.unit.code, item.unit, { adoptedOn })
  if (!life) throw new Error(`no main item ${name}`)
  life.hasParts = true
  mains.set(name, life)
  lives.push(life)
  return life
}

/** An item at a unit, with its versions; with its finest units where it has some. */
function lifeOf(
  maker: Maker,
  item: ChosenItem,
  unitCode: string,
  plan: UnitPlan,
  about: { adoptedOn: Day; parent?: Life; moved?: ItemElements },
): Life[] {
  const { stage } = maker
  const { adoptedOn, parent, moved } = about
  const on = moved ? adoptedOn : addWorkingDays(stage.calendar, adoptedOn, 12)
  const scene = sceneOf(maker, unitCode, plan)
  const life: Life = {
    ...{ item, unitCode, plan, level: parent ? ('sub' as const) : ('main' as const), name: item.name, hasParts: false },
    ...(parent ? { parent } : {}),
    ...{ adoptedOn, filledOn: moved ? adoptedOn : addWorkingDays(stage.calendar, adoptedOn, 8) },
    ...{ cancelledOn: null, cancelReason: '', versions: [] },
  }
  life.versions = item.worked
    ? workedVersions(stage, scene, item, on)
    : [
        {
          on,
          endedOn: null,
          note: '首次发布',
          elements: moved ? rehoused(scene, moved) : shortElements(scene, item, maker.random),
        },
      ]
  const finest = (item.worked?.handling ?? []).map((h, i): Life => {
    const versions = workedVersions(stage, scene, { ...item, worked: finestOf(item.worked as WorkedItem, h) }, on)
    return { ...life, level: 'handling', name: h.name, parent: life, handling: i + 1, versions }
  })
  return [life, ...finest]
}

/** A finest unit, told as the item with what differs; a revision of the item is one of it too. */
function finestOf(
  { elements, revised, ...item }: WorkedItem,
  finest: { name: string; change: Partial<ToldElements> },
): WorkedItem {
  const differs = { ...finest.change, name: finest.name }
  return {
    ...item,
    elements: { ...elements, ...differs },
    ...(revised ? { revised: { ...revised, change: { ...revised.change, ...differs } } } : {}),
  }
}

/** The versions of a worked-out item from a day on: as it is told, and as it was revised. */
function workedVersions(stage: Stage, scene: Scene, { worked }: ChosenItem, on: Day): Version[] {
  if (!worked) return []
  const { elements, revised } = worked
  const next = { ...elements, ...revised?.change }
  if (!revised || revised.on >= stage.today)
    return [{ on, endedOn: null, note: '首次发布', elements: complete(scene, elements) }]
  if (revised.on <= on) return [{ on, endedOn: null, note: '首次发布', elements: complete(scene, next) }]
  return [
    { on, endedOn: day(revised.on), note: '首次发布', elements: complete(scene, elements) },
    { on: day(revised.on), endedOn: null, note: revised.note, elements: complete(scene, next) },
  ]
}

/** The same elements in the name of another unit. */
function rehoused(scene: Scene, elements: ItemElements): ItemElements {
  const { unit, phone, creditCode } = scene
  return {
    ...elements,
    body: { name: unit.name, code: creditCode, kind: '1' },
    consultPhone: phone,
    places: elements.places.length === 0 ? [] : placesOf(scene, elements),
  }
}

/** Ends the items that a move names and begins them anew at the unit that takes over, unless it has one like it. */
function carryOut(maker: Maker, move: Move, living: Life[], ended: Life[]): void {
  const words = move.words?.split(' ')
  const goes = (l: Life): boolean =>
    l.unitCode === move.from && (!words || words.some((w) => (l.parent ?? l).name.includes(w)))
  const leaving = living.filter(goes)
  living.splice(0, living.length, ...living.filter((l) => !goes(l)))
  const taken = new Set(living.filter((l) => l.unitCode === move.to).map((l) => `${l.item.type} ${l.name}`))
  const anew = new Map<Life, Life>()
  for (const old of leaving) {
    old.cancelledOn = move.on
    old.cancelReason = move.reason
    for (const v of old.versions) v.endedOn = v.endedOn && v.endedOn < move.on ? v.endedOn : move.on
    old.versions = old.versions.filter((v) => v.on < move.on)
    ended.push(old)
    if (old.level === 'handling' || taken.has(`${old.item.type} ${old.name}`)) continue
    const parent = old.parent && anew.get(old.parent)
    const moved = old.versions.at(-1)?.elements
    if (!moved || (old.parent && !parent)) continue
    const next = lifeOf(maker, old.item, move.to, old.plan, {
      adoptedOn: move.on,
      moved,
      ...(parent ? { parent } : {}),
    })
    for (const life of next) life.hasParts = life.level !== 'handling' && old.hasParts
    const [first] = next
    if (first) {
      first.name = old.name
      anew.set(old, first)
    }
    living.push(...next)
  }
}
