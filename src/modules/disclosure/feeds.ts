import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { startOf } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import { atomFeed, atomType, xml, xmlDeclaration } from '../../platform/atom.ts'
import type { Ctx } from '../../platform/context.ts'
import { textOfHtml } from '../../platform/html.ts'
import type { Routes } from '../../platform/http.ts'
import { originOf } from '../../platform/web.ts'
import { highestItemId, listItemsForSitemap } from '../catalogue/index.ts'
import { findColumn, listColumns } from './columns.store.ts'
import { codeIn, columnHref, open } from './portal/addresses.ts'
import { highestId, listBeginnings, listForSitemap, listPublished } from './published.store.ts'

/** Documents or items in one part of the site map, by their numbers. The protocol allows 50,000 addresses in a file. */
const partSize = 10_000
/** Documents in a feed. */
const feedSize = 50

const ByFile = Type.Object({ file: Type.String({ maxLength: 80 }) })

/** Pages for machines: feeds, the map of the site, what robots may read. */
export const feedRoutes: Routes = (app) => {
  app.get('/feeds/all.atom', { config: open }, async (req, reply) => {
    const { site } = req.ctx.settings
    return reply.type(atomType).send(await feed(req, { title: site.name, path: '/', self: '/feeds/all.atom' }))
  })

  app.get('/feeds/columns/:file', { schema: { params: ByFile }, config: open }, async (req, reply) => {
    const { file } = req.params
    if (!file.endsWith('.atom')) throw new NotFound('订阅')
    const code = codeIn(file.slice(0, -'.atom'.length), '订阅')
    const column = await findColumn(req.ctx.replica, code)
    if (!column) throw new NotFound('订阅')
    const title = `${column.name} - ${req.ctx.settings.site.name}`
    const body = await feed(req, {
      title,
      path: columnHref(code),
      self: `/feeds/columns/${code}.atom`,
      columnPath: column.path,
    })
    return reply.type(atomType).send(body)
  })

  app.get('/sitemap.xml', { config: open }, async (req, reply) => {
    const { replica } = req.ctx
    const named = await Promise.all(
      Object.entries(numbered).map(async ([name, { highest }]) => partsOf(name, await highest(replica))),
    )
    const files = ['columns', ...named.flat()]
    const rows = files.map((f) => `<sitemap><loc>${xml(`${originOf(req)}/sitemaps/${f}.xml`)}</loc></sitemap>`)
    return reply
      .type('application/xml; charset=utf-8')
      .send(`${xmlDeclaration}<sitemapindex xmlns="${sitemapNs}">\n${rows.join('\n')}\n</sitemapindex>\n`)
  })

  app.get('/sitemaps/:file', { schema: { params: ByFile }, config: open }, async (req, reply) => {
    const addresses = await addressesIn(req, req.params.file)
    const rows = addresses.map(
      (a) =>
        `<url><loc>${xml(originOf(req) + a.path)}</loc>${a.changedAt ? `<lastmod>${a.changedAt.toISOString()}</lastmod>` : ''}</url>`,
    )
    return reply
      .type('application/xml; charset=utf-8')
      .send(`${xmlDeclaration}<urlset xmlns="${sitemapNs}">\n${rows.join('\n')}\n</urlset>\n`)
  })

  app.get('/robots.txt', { config: open }, async (req, reply) =>
    reply.type('text/plain; charset=utf-8').send(
      // Search pages are without number, and what staff and citizens do is nobody's to index.
      [
        'User-agent: *',
        ...['/search', '/desk', '/my', '/api', '/sign-in', '/register', '/elder'].map((p) => `Disallow: ${p}`),
        '',
        `Sitemap: ${originOf(req)}/sitemap.xml`,
        '',
      ].join('\n'),
    ),
  )
}

const sitemapNs = 'http://www.sitemaps.org/schemas/sitemap/0.9'

type Address = { path: string; changedAt?: Date }

/** What there may be any number of: each file of the map holds those with the next `partSize` numbers, so none is left out. */
const numbered = {
  services: {
    highest: highestItemId,
    list: async ({ replica, today }: Ctx, from: number, until: number): Promise<Address[]> =>
      (await listItemsForSitemap(replica, today, from, until)).map((i) => ({
        path: `/services/${encodeURIComponent(i.code)}`,
        changedAt: startOf(i.effectiveOn),
      })),
  },
  documents: {
    highest: highestId,
    list: async ({ replica }: Ctx, from: number, until: number): Promise<Address[]> =>
      (await listForSitemap(replica, from, until)).map((d) => ({ path: `/documents/${d.id}`, changedAt: d.changedAt })),
  },
}

const partsOf = (name: string, highest: number): string[] =>
  Array.from({ length: Math.max(1, Math.ceil(highest / partSize)) }, (_, i) => `${name}-${i + 1}`)

async function addressesIn(req: FastifyRequest, file: string): Promise<Address[]> {
  const { replica } = req.ctx
  if (file === 'columns.xml') {
    const columns = await listColumns(replica)
    return [
      '/',
      '/units',
      '/leaders',
      '/consultation-sites',
      '/open/key-fields',
      '/services',
      '/services/lists',
      ...columns.map((c) => columnHref(c.code)),
    ].map((path) => ({ path }))
  }
  const [, name = '', part] = /^([a-z]+)-([1-9]\d{0,7})\.xml$/.exec(file) ?? []
  const kind = Object.hasOwn(numbered, name) ? numbered[name as keyof typeof numbered] : undefined
  if (!kind) throw new NotFound('网站地图')
  const from = (Number(part) - 1) * partSize + 1
  const addresses = await kind.list(req.ctx, from, from + partSize)
  if (addresses.length === 0 && from > 1 && from > (await kind.highest(replica))) throw new NotFound('网站地图')
  return addresses
}

type Feed = { title: string; path: string; self: string; columnPath?: string }

/** A feed of the newest documents. */
async function feed(req: FastifyRequest, { columnPath, ...of }: Feed): Promise<string> {
  const { replica } = req.ctx
  const rows = await listPublished(replica, { columnPath, limit: feedSize })
  const more = await listBeginnings(
    replica,
    rows.map((r) => r.id),
  )
  const entries = rows.map((d) => {
    const { changedAt = d.publishedAt, beginning = '' } = more.get(d.id) ?? {}
    return {
      ...{ id: `document:${d.id}`, title: d.title, path: `/documents/${d.id}`, author: d.issuingBody },
      ...{ summary: d.abstract || textOfHtml(beginning), publishedAt: d.publishedAt, changedAt },
    }
  })
  return atomFeed(req, of, entries)
}
