import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { loadCounty } from '../../src/county.ts'
import { loadRoles } from '../../src/modules/identity/roles.ts'
import { closeDatabase, openDatabase } from '../../src/platform/database.ts'
import { databaseOn, giveTables, onServer, startThrowaway } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test server; the templates and each file's own database lie on it. */
    server: string
    templates: { empty: string; county: string; accounts: string; year: string }
    /** Where the files of the demonstration year lie. */
    yearFolder: string
  }
}

/**
 * Runs once before all tests: starts a throwaway PostgreSQL, or uses TEST_DATABASE_URL, and makes the databases that test
 * files clone: a migrated one, and one in which the county is installed. That of the demonstration year is made by the first
 * file that asks for it, while others run (`year.ts`).
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startThrowaway()
  const empty = `mingtang_test_${process.pid}`
  const county = `${empty}_county`
  const accounts = `${empty}_accounts`
  const year = `${empty}_year`
  const yearFolder = await mkdtemp(join(tmpdir(), 'mingtang-year-'))
  await onServer(server.url, `create database ${empty}`)
  await giveTables(databaseOn(server.url, empty))
  await onServer(server.url, `create database ${county} template ${empty}`)
  await install(databaseOn(server.url, county))
  project.provide('server', server.url)
  project.provide('templates', { empty, county, accounts, year })
  project.provide('yearFolder', yearFolder)
  return async () => {
    for (const name of [`${year}_draft`, year, accounts, county, empty])
      await onServer(server.url, `drop database if exists ${name} with (force)`)
    await server.stop()
    await rm(yearFolder, { recursive: true, force: true })
  }
}

/** Law, units, columns and roles, as they were on the first working day of 2018. */
async function install(url: string): Promise<void> {
  const db = openDatabase(url, { max: 1 })
  try {
    await loadCounty(db, { now: new Date('2018-01-02T09:00:00+08:00') })
    await loadRoles(db)
  } finally {
    await closeDatabase(db)
  }
}
