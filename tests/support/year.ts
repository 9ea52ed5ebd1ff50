import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { addDays, dayOf } from '../../src/core/day.ts'
import { loadCounty } from '../../src/county.ts'
import { loadDemonstration } from '../../src/demo/index.ts'
import { house } from '../../src/house.ts'
import { createDemonstrationAccounts, loadRoles } from '../../src/modules/identity/index.ts'
import { closeDatabase, type Db, openDatabase } from '../../src/platform/database.ts'
import { type Files, filesIn } from '../../src/platform/files.ts'
import { sealWith } from '../../src/platform/seal.ts'
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

/**
 * Whoever first asks makes the databases that the others clone: one with the accounts alone, one with the year. Each gets its
 * name when it is whole. As at a first start the accounts come first, for the records of the year name them.
 */
async function makeYear(): Promise<void> {
  const { empty, accounts, year } = inject('templates')
  const today = dayOf(new Date())
  const folder = inject('yearFolder')
  await withLock(inject('server'), async (run) => {
    const make = async (name: string, from: string, load: (db: Db, files: Files, url: string) => Promise<unknown>) => {
      if ((await run(`select from pg_database where datname = '${name}'`)) > 0) return
      const draft = `${year}_draft`
      await run(`drop database if exists ${draft}`)
      await run(`create database ${draft} template ${from} strategy file_copy`)
      const url = databaseOn(inject('server'), draft)
      const db = openDatabase(url, { max: 2 })
      await load(db, filesIn(join(folder, 'files')), url).finally(() => closeDatabase(db))
      await run(`alter database ${draft} rename to ${name}`)
    }
    await make(accounts, empty, async (db, files, url) => {
      await loadCounty(db, { now: new Date(`${addDays(today, -200)}T09:00:00+08:00`) })
      await loadRoles(db)
      const world = await openWorld({ db, files, secret })
      const { identity } = house({ config: configOf({ url, folder }), db, world })
      await createDemonstrationAccounts(identity, systemContext(world, '测试'))
    })
    await make(year, accounts, (db, files) =>
      loadDemonstration(db, { today, files, seal: sealWith(secret, 'records') }),
    )
  })
}
