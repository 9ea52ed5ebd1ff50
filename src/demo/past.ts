import { type Day, startOf } from '../core/day.ts'
import { creditCheckDigit, idCheckDigit } from '../core/identifiers.ts'
import type { Actor } from '../platform/actor.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/database.ts'
import type { World } from '../platform/world.ts'
import type { TimedAct } from './documents.ts'
import type { Random } from './random.ts'
import type { Account } from './stage.ts'

/** Where acts of the past are gathered, to be written in order with all others. */
export type Scene = { acts: TimedAct[]; world: World }

/** A moment of the past, in the transaction of the demonstration: acts are gathered, nothing is sent. */
export function contextOf({ acts, world }: Scene, on: Day, hour: number, actor: Actor): Ctx {
  const ctx = world.context(actor, new Date(startOf(on).getTime() + hour * 3_600_000))
  const gather: Ctx['acts']['writeMany'] = async (_tx, more) => {
    for (const act of more)
      acts.push({ at: ctx.now, actor: actor.name, ...(actor.accountId ? { accountId: actor.accountId } : {}), ...act })
  }
  return {
    ...ctx,
    acts: { writeMany: gather, write: (tx, act) => gather(tx, [act]) },
    jobs: { add: async () => {} },
  }
}

/** A member of staff who holds permissions in a subtree. */
export const officerActor = (who: Account, permissions: readonly string[], path: string): Actor => ({
  kind: 'staff',
  accountId: who.id,
  name: who.name,
  unitCode: who.unitCode,
  grants: permissions.map((permission) => ({ permission, path })),
})

/** The transaction that runs, taking the place of those that a service would begin. */
export function within(tx: Db): Db {
  const begin = () => ({ execute: <T>(work: (tx: Db) => Promise<T>) => work(tx) })
  return new Proxy(tx, {
    get(target, key) {
      if (key === 'transaction') return begin
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** A picture of a card without a name: what a demonstration may show of an identity. */
export const identityCard = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAKAAAABkAgMAAAB82NMcAAAADFBMVEX////z9vprfJO4xNS6fJJ6AAAAUUlEQVR42mNYRSRgIFrh0lCiQNSowlGFdFL4HxsAycLYX4ejQpxgVCFJCkdTz2iiGE09o6lnmCscbSqMKiSvJYUMvg5HhaOJYlThoFFI9R47ACm+DRnFsxqhAAAAAElFTkSuQmCC',
  'base64',
)

export function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.int(0, 15).toString(16)).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A number with a right check digit of a person who never was: no division begins with 430799. */
export function idNumber(random: Random, [from, to]: readonly [number, number] = [1955, 1999]): string {
  const body = `430799${random.int(from, to)}${String(random.int(1, 12)).padStart(2, '0')}${String(random.int(1, 28)).padStart(2, '0')}${random.int(100, 999)}`
  return body + idCheckDigit(body)
}

export function creditCode(random: Random): string {
  const body = `91430781${Array.from({ length: 9 }, () => random.int(0, 9)).join('')}`
  return body + creditCheckDigit(body)
}
