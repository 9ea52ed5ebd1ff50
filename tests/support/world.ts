import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Day, startOf } from '../../src/core/day.ts'
import { loadCounty } from '../../src/county.ts'
import { loadRoles } from '../../src/modules/identity/roles.ts'
import { type Actor, systemActor } from '../../src/platform/actor.ts'
import type { Ctx } from '../../src/platform/context.ts'
import { filesIn } from '../../src/platform/files.ts'
import { openWorld } from '../../src/platform/world.ts'
import { testDatabase } from './database.ts'

// Importing this file gives the test file a database in which the county is installed: law, units, columns, roles.
export const { db, url } = await testDatabase()
await loadCounty(db, { now: new Date('2018-01-02T09:00:00+08:00') })
await loadRoles(db)

export const folder = mkdtempSync(join(tmpdir(), 'mingtang-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The store of a house opened on the folder: what one keeps the other finds. */
export const files = filesIn(join(folder, 'files'))
const theWorld = await openWorld({ db, files })

type Moment = {
  /** Nine in the morning of this day; default now. */
  today?: Day
  now?: Date
  /** Default the system. */
  actor?: Actor
}

/** A context as a request or a job would have it, on the database of this test file. */
export function world({ today, now, actor = systemActor('测试') }: Moment = {}): Ctx {
  const nine = today && new Date(startOf(today).getTime() + 9 * 3600_000)
  return theWorld.context(actor, now ?? nine)
}

/** After a change to law, calendar or settings: contexts made from now on know it. */
export const reloadWorld = (): Promise<void> => theWorld.reload()
