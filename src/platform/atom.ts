import type { FastifyRequest } from 'fastify'
import { originOf } from './web.ts'

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** A text as XML may carry it: marks escaped, characters that XML 1.0 forbids left out. */
export function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

/** One thing that was published; `id` stays its own wherever the site moves, such as `document:12`. */
export type Entry = { id: string; title: string; path: string; author: string; summary: string } & {
  publishedAt: Date
  changedAt: Date
}

export const atomType = 'application/atom+xml; charset=utf-8'

/**
 * An Atom feed (RFC 4287). Its ids are tag addresses: they stay when the site moves.
 * @param of - its title, the path of the page for people and its own path
 */
export function atomFeed(
  req: FastifyRequest,
  { title, path, self }: { title: string; path: string; self: string },
  entries: readonly Entry[],
): string {
  const { settings, now } = req.ctx
  const origin = originOf(req)
  const tag = (what: string) => xml(`tag:${settings.site.domain},2018:${what}`)
  const changed = (e: Entry) => later(e.changedAt, e.publishedAt)
  const updated = entries.length > 0 ? entries.map(changed).reduce(later) : now
  const parts = entries.map(
    (e) => `<entry>
<id>${tag(e.id)}</id>
<title>${xml(e.title)}</title>
<link rel="alternate" type="text/html" href="${xml(origin + e.path)}"/>
<published>${e.publishedAt.toISOString()}</published>
<updated>${changed(e).toISOString()}</updated>
<author><name>${xml(e.author)}</name></author>
<summary>${xml(e.summary.replace(/\s+/g, ' ').slice(0, 300))}</summary>
</entry>`,
  )
  return `${xmlDeclaration}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>${tag(self)}</id>
<title>${xml(title)}</title>
<updated>${updated.toISOString()}</updated>
<link rel="self" type="application/atom+xml" href="${xml(origin + self)}"/>
<link rel="alternate" type="text/html" href="${xml(origin + path)}"/>
${parts.join('\n')}
</feed>
`
}

const later = (a: Date, b: Date) => new Date(Math.max(a.getTime(), b.getTime()))
