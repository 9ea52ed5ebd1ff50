import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startPostgres } from './postgres.ts'
import { findPostmaster } from './postmaster.ts'

const folder = await mkdtemp(join(tmpdir(), 'mingtang-postgres-'))
// PostgreSQL refuses root and then runs as another user, who must be able to walk into the folder.
await chmod(folder, 0o711)
afterAll(() => rm(folder, { recursive: true }))

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}

/** Asks until the server answers again. */
async function askAgain(url: string, query: string): Promise<unknown[]> {
  for (let i = 0; i < 100; i++) {
    try {
      return await ask(url, query)
    } catch {
      await sleep(100)
    }
  }
  throw new Error('the server did not come back')
}

const running = (data: string) => findPostmaster(data) !== undefined

test('a database starts in an empty folder, keeps what it is given, and is stopped by the last who leaves', async () => {
  const first = await startPostgres({ folder })
  await ask(first.url, 'create table kept (n int); insert into kept values (1)')
  expect(await ask(first.url, 'show timezone')).toEqual([{ TimeZone: 'Asia/Shanghai' }])
  expect(await ask(first.url, 'show fsync')).toEqual([{ fsync: 'on' }])
  expect(
    await ask(
      first.url,
      "select datlocale, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'mingtang'",
    ),
  ).toEqual([{ datlocale: 'C.UTF-8', encoding: 'UTF8' }])

  const second = await startPostgres({ folder })
  expect(second.url).toBe(first.url)
  await first.stop()
  expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 1 }])
  await second.stop()
  expect(running(first.data)).toBe(false)
})

test('a server that is killed while in use comes back at the same address with everything committed', async () => {
  const server = await startPostgres({ folder })
  await ask(server.url, 'insert into kept values (2)')
  const before = findPostmaster(server.data)
  process.kill(before?.pid ?? 0, 'SIGKILL')
  await sleep(200)
  expect(await askAgain(server.url, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }])
  expect(findPostmaster(server.data)?.pid).not.toBe(before?.pid)
  await server.stop()
  expect(running(server.data)).toBe(false)
})

test('who leaves while a lost server is being started again leaves nothing running', async () => {
  const server = await startPostgres({ folder })
  process.kill(findPostmaster(server.data)?.pid ?? 0, 'SIGKILL')
  // Long enough to notice the loss, too short for PostgreSQL to be back.
  await sleep(50)
  await server.stop()
  expect(running(server.data)).toBe(false)
})

test('a lock left by a dead server does not hinder, even when another program has its number by now', async () => {
  const server = await startPostgres({ folder })
  const lock = join(server.data, 'postmaster.pid')
  const lines = (await readFile(lock, 'utf8')).split('\n')
  await server.stop()
  await writeFile(lock, [process.pid, ...lines.slice(1)].join('\n'))
  const next = await startPostgres({ folder })
  expect(await ask(next.url, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }])
  await next.stop()
})

test('two who start at once share one server', async () => {
  const [one, other] = await Promise.all([startPostgres({ folder }), startPostgres({ folder })])
  expect(one.url).toBe(other.url)
  await Promise.all([one.stop(), other.stop()])
  // Whoever finds itself alone stops the server; leaving in the same instant, both may see the other still there.
  if (running(one.data)) await (await startPostgres({ folder })).stop()
  expect(running(one.data)).toBe(false)
})

test('without its password the data is not taken for someone else’s', async () => {
  await rm(join(folder, 'postgres-password'))
  await expect(startPostgres({ folder })).rejects.toThrow(/postgres-password is missing: put it back/)
})
