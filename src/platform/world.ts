import type { Calendar } from '../core/calendar.ts'
import { dayOf } from '../core/day.ts'
import { type Actor, systemActor } from './actor.ts'
import { actsOf } from './acts.ts'
import { loadCalendar } from './calendar.ts'
import type { Ctx } from './context.ts'
import type { Db } from './database.ts'
import type { Files } from './files.ts'
import { jobs } from './jobs.ts'
import { type Law, loadLaw } from './law.ts'
import type { Remember } from './page-cache.ts'
import { type Seal, sealWith } from './seal.ts'
import { loadSettings, type Settings } from './settings.ts'

/** What changes rarely and is read for every request: held in memory, read again when an administrator changes it. */
export type World = {
  law: Law
  calendar: Calendar
  settings: Settings
  /** Reads law, calendar and settings again. */
  reload(): Promise<void>
  /** A context for one request or job. */
  context(actor: Actor, now?: Date): Ctx
}

/**
 * @param options.secret - of the installation; without it nothing can be sealed, which commands that only read do not need
 * @param options.replica - the portal's reads; the same as `db` when there is no replica
 * @param options.remember - keeps what public pages show alike; a command reads it each time
 */
export async function openWorld(options: {
  db: Db
  secret?: string
  replica?: Db
  files: Files
  remember?: Remember
}): Promise<World> {
  const { db, replica = db, files, remember = (_key, read) => read() } = options
  const seal = options.secret === undefined ? noSeal : sealWith(options.secret, 'records')
  const read = async () => {
    const [law, calendar, settings] = await Promise.all([loadLaw(db), loadCalendar(db), loadSettings(db)])
    return { law, calendar, settings }
  }
  const world: World = {
    ...(await read()),
    async reload() {
      Object.assign(world, await read())
    },
    context(actor, now = new Date()) {
      const { law, calendar, settings } = world
      const acts = actsOf(actor, now, settings.site.regionCode)
      const today = dayOf(now)
      return { db, replica, law, calendar, settings, now, today, actor, acts, jobs, files, seal, remember }
    },
  }
  return world
}

const refuseSeal = (): never => {
  throw new Error('the world was opened without the secret: nothing can be sealed or opened')
}
const noSeal: Seal = { seal: refuseSeal, open: refuseSeal, digest: refuseSeal }

/** A context in the name of a job or of the command line. */
export function systemContext(world: World, name: string): Ctx {
  return world.context(systemActor(name))
}
