import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { sql } from 'kysely'
import { afterAll, expect, test, vi } from 'vitest'
import { db, url } from '../../tests/support/world.ts'
import { Listener } from './listener.ts'

/** The way to the database, which can be cut. */
const sockets = new Set<Socket>()
let away = false
let knocks = 0
const way = createServer((socket) => {
  knocks++
  socket.on('error', () => undefined)
  if (away) return socket.destroy()
  const { hostname, port } = new URL(url)
  const beyond = connect(Number(port), hostname)
  beyond.on('error', () => undefined)
  sockets.add(socket)
  socket.pipe(beyond).pipe(socket)
  return undefined
})
await new Promise<void>((done) => way.listen(0, '127.0.0.1', done))

const heard: string[] = []
let ups = 0
const through = new URL(url)
through.host = `127.0.0.1:${(way.address() as AddressInfo).port}`
const listener = new Listener({
  connectionString: through.href,
  channels: { mingtang_test: (payload) => heard.push(payload) },
  up: () => ups++,
  down: () => undefined,
})
await listener.start()
afterAll(async () => {
  await listener.close()
  for (const socket of sockets) socket.destroy()
  way.close()
})

const tell = (payload: string) => sql`select pg_notify('mingtang_test', ${payload})`.execute(db)

test('while the database is away it is asked for once a second, and heard again when it is back', async () => {
  await tell('before')
  await vi.waitFor(() => expect(heard).toEqual(['before']))
  away = true
  knocks = 0
  for (const socket of sockets) socket.destroy()
  await new Promise((done) => setTimeout(done, 4500))
  expect(knocks).toBeGreaterThanOrEqual(2)
  expect(knocks).toBeLessThanOrEqual(5)
  away = false
  await vi.waitFor(() => expect(ups).toBe(2), 5000)
  await tell('after')
  await vi.waitFor(() => expect(heard).toEqual(['before', 'after']))
})

test('closed while the database is away, it does not come back', async () => {
  away = true
  for (const socket of sockets) socket.destroy()
  await new Promise((done) => setTimeout(done, 1500))
  await listener.close()
  away = false
  knocks = 0
  await new Promise((done) => setTimeout(done, 2500))
  expect([knocks, ups]).toEqual([0, 2])
})
