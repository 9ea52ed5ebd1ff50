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
 * @param options.replica - the portal's reads; the same as `db` when there is no replica
 * @param options.remember - keeps what public pages show alike; a command reads it each time
 */
export async function openWorld(options: { db: Db; replica?: Db; files: Files; remember?: Remember }): Promise<World> {
  const { db, replica = db, files, remember = (_key, read) => read() } = options
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
      return { db, replica, law, calendar, settings, now, today: dayOf(now), actor, acts, jobs, files, remember }
    },
  }
  return world
}

/** A context in the name of a job or of the command line. */
export function systemContext(world: World, name: string): Ctx {
  return world.context(systemActor(name))
}
