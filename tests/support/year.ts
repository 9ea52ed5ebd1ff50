import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { dayOf } from '../../src/core/day.ts'
import { loadDemonstration } from '../../src/demo/index.ts'
import { house } from '../../src/house.ts'
import { createDemonstrationAccounts } from '../../src/modules/identity/index.ts'
import { closeDatabase, openDatabase } from '../../src/platform/database.ts'
import { filesIn } from '../../src/platform/files.ts'
import { openWorld, systemContext } from '../../src/platform/world.ts'
import { configOf } from './app.ts'
import { databaseOn, withLock } from './server.ts'
import { folder, secret, standAnew } from './world.ts'

/** Gives the test file the whole demonstration city, and everyone who can sign in to it. Call it once, at the top. */
export async function standInTheYear(): Promise<void> {
  await makeYear()
  await standAnew('year')
  cpSync(inject('yearFolder'), folder, { recursive: true })
}

/** Whoever first asks makes the database that the others clone; it gets its name when it is whole. */
async function makeYear(): Promise<void> {
  const { county, year } = inject('templates')
  await withLock(inject('server'), async (run) => {
    if ((await run(`select from pg_database where datname = '${year}'`)) > 0) return
    const draft = `${year}_draft`
    await run(`drop database if exists ${draft}`)
    await run(`create database ${draft} template ${county}`)
    await load(databaseOn(inject('server'), draft), inject('yearFolder'))
    await run(`alter database ${draft} rename to ${year}`)
  })
}

/** As at a first start: the accounts come first, for the records of the year name them. */
async function load(url: string, folder: string): Promise<void> {
  const db = openDatabase(url, { max: 2 })
  try {
    const files = filesIn(join(folder, 'files'))
    const world = await openWorld({ db, files, secret })
    const { identity } = house({ config: configOf({ url, folder }), db, world })
    await createDemonstrationAccounts(identity, systemContext(world, '测试'))
    await loadDemonstration(db, { today: dayOf(new Date()), files })
  } finally {
    await closeDatabase(db)
  }
}
