import { day } from '../../core/day.ts'
import type { Files } from '../../platform/files.ts'
import type { TimedAct } from '../documents.ts'
import { identityCard } from '../past.ts'
import { randomOf } from '../random.ts'
import type { Stage } from '../stage.ts'
import { makePool } from './applicants.ts'
import { openItems } from './open-items.ts'
import { writePast } from './past-cases.ts'
import { broughtWishes, onlineWishes } from './wishes.ts'

/** What the report says: applied for online in 2018, and all of them completed in it. */
export const onlineIn2018 = 11_015

/**
 * The cases of 2018, all ended, and those of the last months in every state. Applicants are made up.
 * @returns the acts, to be written in order with all others
 */
export async function loadCases(stage: Stage, files: Files): Promise<TimedAct[]> {
  const { sha256: proof } = await files.save(stage.tx, identityCard, { maxBytes: 100_000 })
  const random = randomOf('cases of 2018')
  const [from, to] = [day('2018-03-01'), day('2018-12-31')]
  const season = { stage, random, from, to, items: await openItems(stage, from, to) }
  const pool = makePool(random, { people: 7200, firms: 420 })
  const wishes = [
    ...onlineWishes(season, onlineIn2018, { late: 37, rejected: 84, notAccepted: 66, withdrawn: 71, returned: 9 }),
    ...broughtWishes(season, { window: 420, town: 95, village: 78 }),
  ]
  return writePast(stage, random, wishes, { pool, proof })
}
