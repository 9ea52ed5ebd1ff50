import { addDays } from '../../core/day.ts'
import type { ItemElements } from '../../modules/catalogue/index.ts'
import { apportion, randomOf } from '../random.ts'
import type { Plan } from './data.ts'
import { stepsFor, workingDays } from './elements.ts'
import type { Life } from './lives.ts'

/** What holds at the end of the year of each item at the windows of the hall, with its life. */
function inHallAt(lives: readonly Life[], { yearEnd }: Plan): { life: Life; elements: ItemElements }[] {
  return lives.flatMap((life) => {
    if (life.level === 'handling' || life.hasParts) return []
    const version = life.versions.find((v) => v.on <= yearEnd && (v.endedOn === null || v.endedOn > yearEnd))
    return version?.elements.inHall ? [{ life, elements: version.elements }] : []
  })
}

/** What is left of a number that went down by so many percent came from this. */
const before = (after: number, percent: number): number => Math.round((after * 100) / (100 - percent))

/**
 * Gives what is in the hall longer or shorter limits, so that all of them together are so much below those of the law as the
 * plan says; what is worked out keeps its own. Items are changed in place.
 */
export function promiseInHall(lives: readonly Life[], plan: Plan): void {
  const counted = inHallAt(lives, plan).filter(
    ({ elements: { statutoryLimit, commitmentLimit } }) =>
      statutoryLimit.unit === 'workingDay' && ['workingDay', 'instant'].includes(commitmentLimit.unit),
  )
  const sum = (of: 'statutoryLimit' | 'commitmentLimit') =>
    counted.reduce((days, { elements }) => days + (elements[of].days ?? 0), 0)
  const wanted = Math.round((sum('statutoryLimit') * (100 - plan.hallReduction.days)) / 100)
  const free = counted.filter(({ life, elements }) => !life.item.worked && elements.commitmentLimit.days !== null)
  const promised = free.reduce((days, { elements }) => days + (elements.commitmentLimit.days ?? 0), 0)
  const shares = apportion(
    promised + wanted - sum('commitmentLimit'),
    free.map(({ elements }) => elements.commitmentLimit.days ?? 0),
  )
  for (const [i, { life, elements }] of free.entries()) {
    const days = Math.min(shares[i] ?? 0, elements.statutoryLimit.days ?? 0)
    elements.commitmentLimit = workingDays(days)
    elements.steps = stepsFor(days, life.plan.post)
  }
}

/** How each item of the hall was worked out anew before its guide was written: what its list says now, and what was cut. */
export function streamliningRows(lives: readonly Life[], plan: Plan): Record<string, unknown>[] {
  const all = inHallAt(lives, plan)
  const random = randomOf('streamlinings')
  const cut = (of: 'steps' | 'materials') => {
    const after = all.reduce((n, { elements }) => n + elements[of].length, 0)
    return apportion(
      before(after, plan.hallReduction[of]) - after,
      all.map(({ elements }) => elements[of].length * random.int(2, 6)),
    )
  }
  const [steps, materials] = [cut('steps'), cut('materials')]
  return all.map(({ life, elements }, i) => ({
    ...{ unitCode: life.unitCode, itemName: life.name },
    ...{ stepsBefore: elements.steps.length + (steps[i] ?? 0), stepsAfter: elements.steps.length },
    ...{ materialsBefore: elements.materials.length + (materials[i] ?? 0), materialsAfter: elements.materials.length },
    doneOn: addDays(life.adoptedOn, -1),
  }))
}
