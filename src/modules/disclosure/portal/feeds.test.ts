import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openHouse, visitorAt } from '../../../../tests/support/app.ts'
import { publishedItem } from '../../../../tests/support/items.ts'
import { approved, published } from '../../../../tests/support/published.ts'
import { db } from '../../../../tests/support/world.ts'

const house = await openHouse()
const reader = visitorAt(house)

describe('for machines', () => {
  test('a feed of everything and one of each column', async () => {
    const id = await published({ columnCode: 'news', title: '水电 & "气" <改造>\u0007' })
    for (const path of ['/feeds/all.atom', '/feeds/columns/news.atom']) {
      const reply = await reader.get(path)
      expect(reply.headers['content-type']).toContain('application/atom+xml')
      expectXml(reply.body)
      expect(reply.body).toContain(`/documents/${id}"`)
      expect(reply.body).toContain('水电 &#38; &#34;气&#34; &#60;改造&#62;')
    }
    expect((await reader.get('/feeds/columns/nope.atom')).statusCode).toBe(404)
    expect((await reader.get('/feeds/columns/news')).statusCode).toBe(404)
  })

  test('however many items there are, each stands in one part of the site map that the index names', async () => {
    const first = await publishedItem(db)
    await sql`select setval(pg_get_serial_sequence('service_items', 'id'), 61000)`.execute(db)
    const far = await publishedItem(db)
    const index = await reader.get('/sitemap.xml')
    const parts = [...index.body.matchAll(/\/sitemaps\/(services-\d+\.xml)</g)].map((m) => m[1] ?? '')
    expect(parts).toHaveLength(7)
    const maps = await Promise.all(parts.map(async (p) => (await reader.get(`/sitemaps/${p}`)).body))
    for (const map of maps) expectXml(map)
    const named = maps.join().split('<loc>').slice(1)
    for (const { code } of [first, far]) expect(named.filter((a) => a.includes(`/services/${code}<`))).toHaveLength(1)
    expect(maps.at(-1)).toContain(`/services/${far.code}<`)
    expect((await reader.get('/sitemaps/services-8.xml')).statusCode).toBe(404)
  })

  test('the site map names published documents and items and no others', async () => {
    const [shown, hidden] = [await published(), await approved()]
    const [item, draft] = [await publishedItem(db), await publishedItem(db, { published: false })]
    const index = await reader.get('/sitemap.xml')
    expectXml(index.body)
    const parts = [...index.body.matchAll(/<loc>https?:\/\/[^/]+(\/[^<]+)<\/loc>/g)].map((m) => m[1] ?? '')
    const maps = (await Promise.all(parts.map((p) => reader.get(p)))).map((r) => r.body)
    for (const map of maps) expectXml(map)
    expect(maps.join()).toContain(`/documents/${shown}<`)
    expect(maps.join()).not.toContain(`/documents/${hidden}<`)
    expect(maps.join()).toContain(`/services/${item.code}<`)
    expect(maps.join()).not.toContain(draft.code)
    expect(maps.join()).toContain('/columns/news<')
    for (const wrong of ['documents-0.xml', 'documents-99999.xml', 'x.xml', '..%2f'])
      expect((await reader.get(`/sitemaps/${wrong}`)).statusCode).toBe(404)
    expect((await reader.get('/robots.txt')).body).toContain('Disallow: /desk')
  })
})

/** Fails unless a text is well-formed XML: every tag closed in order, nothing bare that must be escaped. */
function expectXml(text: string): void {
  const open: string[] = []
  const rest = text
    .replace(/^<\?xml[^>]*\?>\s*/, '')
    .replace(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g, (_, end, name, _attributes, self) => {
      if (end) expect(open.pop()).toBe(name)
      else if (!self) open.push(name)
      return ''
    })
  expect(open).toEqual([])
  expect(rest).not.toMatch(/[<>]|&(?!#\d+;|amp;|lt;|gt;|quot;)/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
  expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
}
