import type { TestProject } from 'vitest/node'
import { databaseOn, giveTables, onServer, startThrowaway } from './server.ts'

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
  await giveTables(databaseOn(server.url, template))
  project.provide('server', server.url)
  project.provide('template', template)
  return async () => {
    await onServer(server.url, `drop database if exists ${template} with (force)`)
    await server.stop()
  }
}
