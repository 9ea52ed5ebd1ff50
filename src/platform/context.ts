import type { Calendar } from '../core/calendar.ts'
import type { Day } from '../core/day.ts'
import type { Actor } from './actor.ts'
import type { Acts } from './acts.ts'
import type { Db } from './database.ts'
import type { Files } from './files.ts'
import type { Jobs } from './jobs.ts'
import type { Law } from './law.ts'
import type { Remember } from './page-cache.ts'
import type { Seal } from './seal.ts'
import type { Settings } from './settings.ts'

/** What a use case needs of the world; made anew for every request and every job. */
export type Ctx = {
  db: Db
  /** The portal's reads; the same as `db` unless DATABASE_REPLICA_URL is set. */
  replica: Db
  law: Law
  calendar: Calendar
  settings: Settings
  now: Date
  /** Today in Asia/Shanghai. */
  today: Day
  actor: Actor
  acts: Acts
  jobs: Jobs
  files: Files
  /** For short personal data in records: unreadable at rest, and findable without being readable. */
  seal: Seal
  /** For what public pages show alike; forgotten whenever something the public sees changes. */
  remember: Remember
}
