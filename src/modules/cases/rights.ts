import type { Day } from '../../core/day.ts'
import { type Actor, holds } from '../../platform/actor.ts'
import type { Power } from './schema.ts'

/** What a move needs: to accept, to handle, to decide, to issue. */
export type Need = Power | 'handle'

const permissions: Record<Need, string> = {
  accept: 'cases.accept',
  handle: 'cases.handle',
  decide: 'cases.decide',
  issue: 'cases.issue',
}

/** A letter of authorisation (授权委托书). */
export type Letter = {
  unitCode: string
  /** Null: all items of the unit. */
  itemIds: readonly number[] | null
  powers: readonly Power[]
  validFrom: Day
  validUntil: Day
  revokedOn: Day | null
}

/** Where a case belongs and where it lies. */
export type CasePlace = {
  itemId: number
  unitCode: string
  unitPath: string
  intakeUnitPath: string
  atUnitPath: string
  /** Units of the steps that are being taken. */
  stepPaths: readonly string[]
}

/** `outside`: holds the permission where the case lies, but no letter of authorisation of the unit that is responsible. */
export type Right = 'yes' | 'outside' | 'no'

/** Whether a letter covers an item and a power on a day. */
export const covers = (
  letter: Letter,
  place: Pick<CasePlace, 'unitCode' | 'itemId'>,
  power: Power,
  today: Day,
): boolean =>
  letter.unitCode === place.unitCode &&
  (letter.itemIds === null || letter.itemIds.includes(place.itemId)) &&
  letter.powers.includes(power) &&
  letter.validFrom <= today &&
  today <= letter.validUntil &&
  (letter.revokedOn === null || today < letter.revokedOn)

/**
 * Whether the actor may do something to a case. People of the responsible unit by their role; people of the window, the
 * town and the village where it lies only as far as a letter of authorisation of that unit reaches.
 * @param letters - those of the actor, and of whom they deputise for
 */
export function rightTo(need: Need, actor: Actor, place: CasePlace, letters: readonly Letter[], today: Day): Right {
  const permission = permissions[need]
  if (holds(actor, permission, place.unitPath)) return 'yes'
  if (need === 'handle') return place.stepPaths.some((path) => holds(actor, permission, path)) ? 'yes' : 'no'
  const here = [place.atUnitPath, place.intakeUnitPath].some((path) => holds(actor, permission, path))
  if (!here) return 'no'
  return letters.some((l) => covers(l, place, need, today)) ? 'yes' : 'outside'
}

/** Whether the actor may see a case: whose unit is responsible, took it in, has it now, or takes a step of it. */
export const maySee = (actor: Actor, place: CasePlace): boolean =>
  [place.unitPath, place.intakeUnitPath, place.atUnitPath, ...place.stepPaths].some((path) =>
    holds(actor, 'cases.view', path),
  )
