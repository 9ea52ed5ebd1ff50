import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { listen, openHouse } from '../../tests/support/app.ts'
import { db } from '../../tests/support/world.ts'
import { visitor } from '../platform/actor.ts'
import { publicChanged } from '../platform/page-cache.ts'

const house = await openHouse()
const address = await listen(house)
const path = '/columns/news'

/** What a browser gets, unpacked by nobody. */
async function ask(headers: Record<string, string> = {}, url = path) {
  return new Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }>((resolve, reject) => {
    request(`${address}${url}`, { headers }, (res) => {
      const parts: Buffer[] = []
      res.on('data', (part: Buffer) => parts.push(part))
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, bytes: Buffer.concat(parts) }))
    })
      .on('error', reject)
      .end()
  })
}

/** Pages answered from the cache so far, as the metrics tell. */
async function hits(): Promise<number> {
  const { body } = await house.app.inject('/metrics')
  return Number(/^mingtang_http_cached_total (\d+)/m.exec(body)?.[1])
}

test('a page asked for again comes from the cache, packed or not, with the same headers', async () => {
  const first = await ask()
  const before = await hits()
  const again = await ask()
  const packed = await ask({ 'accept-encoding': 'br, gzip' })
  expect(await hits()).toBe(before + 2)
  expect(again.bytes.equals(first.bytes)).toBe(true)
  expect(gunzipSync(packed.bytes).equals(first.bytes)).toBe(true)
  expect(packed.headers['content-encoding']).toBe('gzip')
  const lasting = ({ headers }: typeof first) =>
    Object.entries(headers).filter(([name]) => !name.startsWith('x-ratelimit') && name !== 'date')
  expect(Object.fromEntries(lasting(again))).toEqual(Object.fromEntries(lasting(first)))
  expect(again.headers['content-security-policy']).toContain("default-src 'none'")
  expect((await ask({ 'if-none-match': String(first.headers.etag) })).status).toBe(304)
})

test('who is signed in, and who reads in large type, gets a page of their own', async () => {
  await ask()
  const before = await hits()
  const session = await ask({ cookie: 'mingtang.session_token=none', 'accept-encoding': 'gzip' })
  expect(gunzipSync(session.bytes).toString()).toContain('</html>')
  const elder = await ask({ cookie: 'elder=1' })
  expect(elder.bytes.toString()).toContain('class="elder"')
  expect(await hits()).toBe(before)
  expect((await ask({ cookie: 'elder=1' })).bytes.toString()).toContain('class="elder"')
  expect(await hits()).toBe(before + 1)
})

test('a change is seen by all: the page, and what pages share', async () => {
  await ask()
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('columns').set({ name: '新闻动态' }).where('code', '=', 'news').execute()
    await publicChanged(tx)
  })
  // Word from the database comes a moment after the transaction.
  await expect.poll(async () => (await ask()).bytes.toString()).toContain('<h1 class="page-title">新闻动态</h1>')
})

test('what a reading gave is shared until something changes, and what failed is asked again', async () => {
  const { remember } = house.world.context(visitor)
  let readings = 0
  const read = async () => ++readings
  expect(await Promise.all([remember('test', read), remember('test', read)])).toEqual([1, 1])
  await publicChanged(db)
  await expect.poll(() => remember('test', read)).toBe(2)
  const failing = () => Promise.reject(new Error('lost'))
  await expect(remember('failing', failing)).rejects.toThrow('lost')
  expect(await remember('failing', read)).toBe(3)
})
