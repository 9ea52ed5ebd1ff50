import { addDays, day } from '../../core/day.ts'
import type { Files } from '../../platform/files.ts'
import type { TimedAct } from '../documents.ts'
import { identityCard } from '../past.ts'
import { randomOf } from '../random.ts'
import { idsAfter } from '../rows.ts'
import type { Stage } from '../stage.ts'
import { makePool } from './applicants.ts'
import { castOf } from './cast.ts'
import { leaveDrafts, settle } from './leave.ts'
import { signMandates } from './mandates.ts'
import { openItems } from './open-items.ts'
import { paperPast } from './papers-2018.ts'
import { writePast } from './past-cases.ts'
import { liveRecent } from './recent.ts'
import { broughtWishes, onlineWishes } from './wishes.ts'

/** What the report says: applied for online in 2018, and all of them completed in it. */
const onlineIn2018 = 11_015

/**
 * The cases of 2018, all ended, and those of the last months in every state. Applicants are made up.
 * @returns the acts, to be written in order with all others
 */
export async function loadCases(stage: Stage, files: Files): Promise<TimedAct[]> {
  const { sha256: proof } = await files.save(stage.tx, identityCard, { maxBytes: 100_000 })
  const acts = await load2018(stage, proof)
  await paperPast(stage, files)
  return stage.today > '2020-01-01' ? [...acts, ...(await loadRecent(stage, files, proof))] : acts
}

async function load2018(stage: Stage, proof: string): Promise<TimedAct[]> {
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

/** Some that ended in the last months, and those that are under way today, made by the services of the module. */
async function loadRecent(stage: Stage, files: Files, proof: string): Promise<TimedAct[]> {
  const random = randomOf('cases of today')
  // All that begins in these days has ended in them; what is posted arrives in the days after.
  const [from, to] = [addDays(stage.today, -130), addDays(stage.today, -12)]
  const items = await openItems(stage, addDays(stage.today, -130), addDays(stage.today, -1))
  const pool = makePool(random, { people: 60, firms: 20 })
  const ended = broughtWishes({ stage, random, items, from, to }, { window: 30, town: 8, village: 6 })
  const online = onlineWishes({ stage, random, items, from, to }, 40, { rejected: 1, withdrawn: 1 })
  const acts = await writePast(stage, random, [...ended, ...online], { pool, proof })
  const last = async (table: 'caseResults' | 'outboxMessages') => (await idsAfter(stage.tx, table))() - 1
  const since = { result: await last('caseResults'), message: await last('outboxMessages') }
  const cast = await castOf(stage, files, random)
  await signMandates(stage, cast)
  await liveRecent(stage, random, items, cast, proof)
  await leaveDrafts(stage, random, items, cast)
  await settle(stage, random, since)
  return [...acts, ...cast.scene.acts]
}
