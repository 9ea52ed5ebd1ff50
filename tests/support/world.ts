import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Day, startOf } from '../../src/core/day.ts'
import { type Actor, systemActor } from '../../src/platform/actor.ts'
import type { Ctx } from '../../src/platform/context.ts'
import type { Db } from '../../src/platform/database.ts'
import { type Files, filesIn } from '../../src/platform/files.ts'
import { openWorld, type World } from '../../src/platform/world.ts'
import { type Template, testDatabase } from './database.ts'

// Each test file stands in a world of its own: a database in which the county is installed (law, units, columns, roles) and a
// folder. Modules are shared by the files of a process, so what changes from file to file is bound anew by `standAnew`.
export let db: Db
export let url: string
export let folder: string
/** The store of a house opened on the folder: what one keeps the other finds. */
export let files: Files
let theWorld: World
/** Of the installation: what a house seals a context opens, and whoever clones a database reads it. */
export const secret = 'a secret that every house of the tests shares'

/** Called before each test file by `each-file.ts`. */
export async function standAnew(template: Template = 'county'): Promise<void> {
  ;({ db, url } = await testDatabase(template))
  const place = mkdtempSync(join(tmpdir(), 'mingtang-files-'))
  afterAll(() => rmSync(place, { recursive: true, force: true }))
  folder = place
  files = filesIn(join(folder, 'files'))
  theWorld = await openWorld({ db, files, secret })
}

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
