import { NotFound } from '../../core/errors.ts'
import { reach } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/database.ts'
import { type Answer, probe } from '../../platform/probe.ts'
import { findUnit } from '../organisations/index.ts'
import { findColumn } from './columns.store.ts'
import * as links from './links.store.ts'
import { findAttachment, findStanding } from './store.ts'

type Checked = { outcome: links.LinkOutcome; status: number | null; answer: string }
export type Visitor = (url: string) => Promise<Answer>

/** Documents read at once, and visits to one host at a night: a check must not be a burden on others. */
const [part, mostOfHost, atOnce] = [200, 20, 4]
const mostOwn = 20_000

/**
 * Every night: gathers the links of all published texts, looks up those of our own site, and visits as many of the others
 * as the county has set (none by default). The texts themselves are never touched.
 * @basis 国办秘函〔2019〕19号:链接可用
 */
export async function checkLinks(ctx: Ctx, visit: Visitor = probe): Promise<void> {
  await gatherLinks(ctx)
  for (const url of await links.listToCheck(ctx.db, true, mostOwn)) await keep(ctx, url, await lookUp(ctx.db, url))
  const wanted = ctx.settings.limits.linksPerNight
  if (wanted === 0) return
  const perHost = new Map<string, number>()
  const chosen = (await links.listToCheck(ctx.db, false, wanted)).filter((url) => {
    const host = URL.canParse(url) ? new URL(url).host : url
    perHost.set(host, (perHost.get(host) ?? 0) + 1)
    return (perHost.get(host) ?? 0) <= mostOfHost
  })
  // Several walkers share the list; each makes one visit at a time.
  const walk = async () => {
    for (let url = chosen.shift(); url !== undefined; url = chosen.shift()) await keep(ctx, url, await visit(url))
  }
  await Promise.all(Array.from({ length: atOnce }, walk))
}

const keep = (ctx: Ctx, url: string, answer: Checked) => links.keepAnswer(ctx.db, url, answer, ctx.now)

/** Reads anew which published text leads where. */
export async function gatherLinks(ctx: Ctx): Promise<void> {
  for (let after = 0; ; ) {
    const documents = await links.listLinking(ctx.db, after, part)
    const full = documents.length === part
    // The last part also clears what stood behind it.
    const until = full ? (documents.at(-1)?.id ?? after) : Number.MAX_SAFE_INTEGER
    const found = documents.flatMap((d) =>
      linksIn(d.body, ctx.settings.site.domain).map((url) => ({ documentId: d.id, url })),
    )
    await ctx.db.transaction().execute((tx) => links.replaceLinks(tx, { after, until }, found))
    if (!full) break
    after = until
  }
  await ctx.db.transaction().execute((tx) => links.dropUnused(tx))
}

/** Where a text leads: addresses of our own site as paths, others whole, each once; mail, telephone and places in the text are left out. */
export function linksIn(html: string, domain: string): string[] {
  const found = [...html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].flatMap((m) => {
    const href = (m[1] ?? '').replaceAll('&amp;', '&').trim()
    if (href === '' || href.startsWith('#') || /^(?:mailto|tel):/i.test(href)) return []
    const base = `https://${domain}/`
    if (!URL.canParse(href, base)) return [href.slice(0, 2000)]
    const url = new URL(href, base)
    url.hash = ''
    return [(url.host === domain ? `${url.pathname}${url.search}` : url.href).slice(0, 2000)]
  })
  return [...new Set(found)]
}

/** What stands at an address of our own site. */
async function lookUp(db: Db, path: string): Promise<Checked> {
  const [, kind, name = ''] = /^\/(documents|attachments|columns|units)\/([^/?]+)/.exec(path) ?? []
  const ok: Checked = { outcome: 'ok', status: 200, answer: '' }
  const gone = (answer: string, status = 404): Checked => ({ outcome: 'broken', status, answer })
  const id = /^[1-9]\d{0,14}$/.test(name) ? Number(name) : 0
  if (kind === 'documents') {
    const document = await findStanding(db, id)
    if (document?.state === 'published') return ok
    if (document?.state === 'withdrawn') return gone('这条信息已经撤回', document.withdrawal === 'gone' ? 410 : 200)
    return gone('本站没有这条信息')
  }
  if (kind === 'attachments')
    return (await findAttachment(db, id))?.state === 'published' ? ok : gone('这个附件已经没有了')
  if (kind === 'columns') {
    const column = await findColumn(db, name)
    return column && !column.closedOn ? ok : gone(column ? '这个栏目已经关闭' : '本站没有这个栏目')
  }
  if (kind === 'units') return (await findUnit(db, name)) ? ok : gone('本站没有这个单位')
  return { outcome: 'unchecked', status: null, answer: '' }
}

/** Visits one link again, at the wish of somebody in whose documents it stands. Throws NotFound. */
export async function recheck(ctx: Ctx, url: string, visit: Visitor = probe): Promise<void> {
  if (!(await links.isLinked(ctx.db, url, reach(ctx.actor, 'disclosure.view')))) throw new NotFound('这个链接')
  if (url.startsWith('/')) return keep(ctx, url, await lookUp(ctx.db, url))
  if (ctx.settings.limits.linksPerNight > 0) await keep(ctx, url, await visit(url))
}
