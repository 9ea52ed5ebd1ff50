import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../src/platform/postgres.ts'
import { databaseOn, migrateAll, onServer } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test server; the template and each file's own database lie on it. */
    server: string
    template: string
  }
}

/**
 * Runs once before all tests: starts a throwaway PostgreSQL, or uses TEST_DATABASE_URL, and migrates one database that
 * every test file clones.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startThrowaway()
  const template = `mingtang_test_${process.pid}`
  await onServer(server.url, `create database ${template}`)
  await migrateAll(databaseOn(server.url, template))
  project.provide('server', server.url)
  project.provide('template', template)
  return async () => {
    await onServer(server.url, `drop database if exists ${template} with (force)`)
    await server.stop()
  }
}

/** A server whose data nobody will miss: nothing is flushed to disk, and the folder goes with the run. */
export async function startThrowaway(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'mingtang-test-'))
  // PostgreSQL refuses root and runs as another user, who must be able to walk into the folder.
  await chmod(folder, 0o711)
  const postgres = await startPostgres({ folder, durable: false })
  return {
    url: postgres.urlOf('postgres'),
    stop: async () => {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
