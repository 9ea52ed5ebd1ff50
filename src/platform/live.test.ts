import Fastify from 'fastify'
import { sql } from 'kysely'
import { afterAll, expect, test, vi } from 'vitest'
import { db, url } from '../../tests/support/world.ts'
import { Listener } from './listener.ts'
import { Live, tellLive } from './live.ts'

const live = new Live(60)
const ups: string[] = []
const listener = new Listener({
  connectionString: url,
  channels: { mingtang_live: (topic) => live.tell(topic) },
  up: () => {
    ups.push('up')
    live.tellAll()
  },
  down: () => ups.push('down'),
})
await listener.start()
let [shown, renderings] = ['<p>A001</p>', 0]
const app = Fastify({ forceCloseConnections: true })
app.get('/stream', (_req, reply) =>
  live.open(reply, {
    name: 'board',
    topic: 'hall:main',
    render: async () => {
      renderings++
      await new Promise((done) => setTimeout(done, 20))
      return shown
    },
  }),
)
const address = await app.listen({ host: '127.0.0.1', port: 0 })
afterAll(async () => {
  live.close()
  await app.close()
  await listener.close()
})

/** Someone who looks: what came so far. */
async function reader() {
  const leaving = new AbortController()
  const answer = await fetch(`${address}/stream`, { signal: leaving.signal })
  const seen: string[] = []
  const reading = (async () => {
    for await (const part of answer.body ?? []) seen.push(Buffer.from(part).toString())
  })().catch((error: Error) => expect(error.name).toBe('AbortError'))
  return {
    status: answer.status,
    text: () => seen.join(''),
    leave: async () => {
      leaving.abort()
      await reading
    },
  }
}

test('fifty readers get what is told, from one rendering', async () => {
  const readers = await Promise.all(Array.from({ length: 50 }, reader))
  await vi.waitFor(() => expect(readers.every((r) => r.text().includes('data: <p>A001</p>'))).toBe(true))
  expect(renderings).toBe(1)
  shown = '<p>A002</p>\n<p>A001</p>'
  await db.transaction().execute(async (tx) => {
    await tellLive(tx, 'hall:main')
    await tellLive(tx, 'hall:other')
    await new Promise((done) => setTimeout(done, 50))
    expect(renderings).toBe(1)
  })
  await vi.waitFor(() =>
    expect(readers.every((r) => r.text().endsWith('data: <p>A002</p>\ndata: <p>A001</p>\n\n'))).toBe(true),
  )
  expect(renderings).toBe(2)
  // A burst while one rendering is under way is seen by one more.
  for (let i = 3; i < 9; i++) {
    shown = `<p>A00${i}</p>`
    live.tell('hall:main')
  }
  await vi.waitFor(() => expect(readers.every((r) => r.text().includes('data: <p>A008</p>\n\n'))).toBe(true))
  await vi.waitFor(() => expect(renderings).toBe(4))
  await Promise.all(readers.map((r) => r.leave()))
})

test('more readers than the process holds are asked to come again', async () => {
  const readers = await Promise.all(Array.from({ length: 61 }, reader))
  expect(readers.filter((r) => r.status === 503).length).toBeGreaterThan(0)
  await Promise.all(readers.map((r) => r.leave()))
})

test('what was told while the connection to the database was away is made up for', async () => {
  // Those of before have left, though the server may not have heard of it yet.
  const one = await vi.waitFor(async () => {
    const came = await reader()
    expect(came.status).toBe(200)
    return came
  })
  ups.length = 0
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'mingtang listener' and datname = current_database()`.execute(db)
  await vi.waitFor(() => expect(ups).toEqual(['down']))
  shown = '<p>B001</p>'
  await tellLive(db, 'hall:main')
  await vi.waitFor(() => expect(one.text()).toContain('B001'), { timeout: 5000 })
  expect(ups).toEqual(['down', 'up'])
  await one.leave()
})
