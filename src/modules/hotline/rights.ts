import { type Actor, holds } from '../../platform/actor.ts'

/** What a move needs, named as the permission after `hotline.`. */
export const needs = [
  'register',
  'dispatch',
  'handle',
  'ask',
  'review',
  'followUp',
  'supervise',
  'lead',
  'publish',
] as const
export type Need = (typeof needs)[number]

/** Where an order belongs and where it lies. */
export type OrderPlace = {
  intakeUnitPath: string
  /** Lead unit; null before dispatch. */
  unitPath: string | null
  atUnitPath: string
  /** Units that assist and have not answered. */
  assistingPaths: readonly string[]
  /** Units that assist or did. */
  assistedPaths: readonly string[]
  /** Unit that must not see it: of whom a report or a confidential order speaks; null: none. */
  hiddenFromPath: string | null
}

/** Grants that count: what someone holds only within the unit that is spoken of does not. */
function withoutHidden(actor: Actor, { hiddenFromPath }: Pick<OrderPlace, 'hiddenFromPath'>): Actor {
  if (hiddenFromPath === null) return actor
  return { ...actor, grants: actor.grants.filter((g) => !g.path.startsWith(hiddenFromPath)) }
}

/** Whether the actor's hands are at the hotline, which runs the order, or at the unit that handles it. */
export function hasRight(need: Need, actor: Actor, place: OrderPlace): boolean {
  const counted = withoutHidden(actor, place)
  const permission = `hotline.${need}`
  if (need !== 'handle' && need !== 'ask') return holds(counted, permission, place.intakeUnitPath)
  // While a town handles it, the department stays responsible and may go on with it as well.
  const paths = place.unitPath === null ? [] : [place.unitPath, place.atUnitPath]
  return paths.some((path) => path !== place.intakeUnitPath && holds(counted, permission, path))
}

/** Whether the actor may answer for a unit that assists. */
export const mayAssist = (actor: Actor, place: OrderPlace): boolean =>
  place.assistingPaths.some((path) => holds(withoutHidden(actor, place), 'hotline.handle', path))

/**
 * Whether the actor may see an order: those of the hotline, of the lead unit, of where it lies, and of units that assist;
 * never those of the unit that a report or a confidential order speaks of.
 * @basis 《信访工作条例》第三十条
 */
export const maySee = (actor: Actor, place: OrderPlace): boolean =>
  [place.intakeUnitPath, place.unitPath ?? place.atUnitPath, place.atUnitPath, ...place.assistedPaths].some((path) =>
    holds(withoutHidden(actor, place), 'hotline.view', path),
  )

/**
 * With which permission the actor may have personal data shown; undefined: not at all. The units that handle an order need
 * the phone to ring the person; of a confidential one only who holds a right of their own reads it.
 * @basis 《信访工作条例》第三十条；《个人信息保护法》第六条
 */
export function revealRight(actor: Actor, place: OrderPlace, confidential: boolean): RevealRight | undefined {
  if (confidential)
    return holds(actor, 'hotline.unseal', place.intakeUnitPath)
      ? { may: 'hotline.unseal', path: place.intakeUnitPath }
      : undefined
  const counted = withoutHidden(actor, place)
  const hotline = (['hotline.register', 'hotline.followUp', 'identity.reveal'] as const).find((may) =>
    holds(counted, may, place.intakeUnitPath),
  )
  if (hotline) return { may: hotline, path: place.intakeUnitPath }
  const path = [place.unitPath, place.atUnitPath].find((p) => p !== null && holds(counted, 'hotline.handle', p))
  return path ? { may: 'hotline.handle', path } : undefined
}
export type RevealRight = { may: string; path: string }
