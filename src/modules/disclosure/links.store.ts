import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

export type LinkOutcome = 'ok' | 'broken' | 'silent' | 'refused' | 'unchecked'

/** Published documents whose text leads somewhere, a part at a time. */
export function listLinking(db: Db, afterId: number, limit: number): Promise<{ id: number; body: string }[]> {
  return db
    .selectFrom('documents')
    .select(['id', 'body'])
    .where('state', '=', 'published')
    .where('body', 'like', '%href="%')
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Makes a part's links those found now: documents with numbers above `after` up to `until` have no others. */
export async function replaceLinks(
  tx: Db,
  range: { after: number; until: number },
  found: readonly { documentId: number; url: string }[],
): Promise<void> {
  await tx
    .deleteFrom('documentLinks')
    .where('documentId', '>', range.after)
    .where('documentId', '<=', range.until)
    .execute()
  if (found.length === 0) return
  await sql`insert into links (url) select distinct * from unnest(${found.map((f) => f.url)}::text[])
    on conflict do nothing`.execute(tx)
  await sql`insert into document_links (document_id, url)
    select * from unnest(${found.map((f) => f.documentId)}::bigint[], ${found.map((f) => f.url)}::text[])
    on conflict do nothing`.execute(tx)
}

/** Forgets addresses that no text leads to any more. */
export async function dropUnused(tx: Db): Promise<void> {
  await sql`delete from links as l where not exists (select from document_links as d where d.url = l.url)`.execute(tx)
}

/** Addresses to visit, those never visited and longest not visited first. */
export async function listToCheck(db: Db, internal: boolean, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('links')
    .select('url')
    .where('url', internal ? 'like' : 'not like', '/%')
    .orderBy('checkedAt', (o) => o.asc().nullsFirst())
    .orderBy('url')
    .limit(limit)
    .execute()
  return rows.map((r) => r.url)
}

export async function keepAnswer(
  db: Db,
  url: string,
  { outcome, status, answer }: { outcome: LinkOutcome; status: number | null; answer: string },
  checkedAt: Date,
): Promise<void> {
  const failed = outcome !== 'ok' && outcome !== 'unchecked'
  await db
    .updateTable('links')
    .set((q) => ({ outcome, status, answer, checkedAt, failures: failed ? q('failures', '+', 1) : 0 }))
    .where('url', '=', url)
    .execute()
}

function seen(db: Db, paths: readonly string[]) {
  return db
    .selectFrom('links as l')
    .innerJoin('documentLinks as dl', 'dl.url', 'l.url')
    .innerJoin('documents as d', 'd.id', 'dl.documentId')
    .innerJoin('units as u', 'u.code', 'd.unitCode')
    .where('l.outcome', 'in', ['broken', 'silent', 'refused'])
    .where('d.state', '=', 'published')
    .where((e) => (paths.length === 0 ? e.val(false) : e.or(paths.map((p) => e('u.path', 'like', `${p}%`)))))
}

/** Links that lead nowhere, with the documents they stand in; what has failed longest first. */
export function listBroken(db: Db, paths: readonly string[], limit: number) {
  return seen(db, paths)
    .select(['l.url', 'l.outcome', 'l.status', 'l.answer', 'l.checkedAt', 'l.failures'])
    .select(['d.id as documentId', 'd.title', 'u.shortName as unitName'])
    .orderBy('l.failures', 'desc')
    .orderBy('l.url')
    .orderBy('d.id')
    .limit(limit)
    .execute()
}
export type BrokenLink = Awaited<ReturnType<typeof listBroken>>[number]

export async function countBroken(db: Db, paths: readonly string[]): Promise<number> {
  return (
    await seen(db, paths)
      .select((q) => q.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n
}

/** How many links there are, how many have been visited, and when last. */
export function linkTotals(db: Db) {
  return db
    .selectFrom('links')
    .select((q) => [
      q.fn.countAll<number>().as('all'),
      q.fn.count<number>('checkedAt').as('checked'),
      q.fn.max('checkedAt').as('last'),
    ])
    .executeTakeFirstOrThrow()
}

/** Whether a link stands in a document of the units given. */
export async function isLinked(db: Db, url: string, paths: readonly string[]): Promise<boolean> {
  if (paths.length === 0) return false
  const row = await db
    .selectFrom('documentLinks as dl')
    .innerJoin('documents as d', 'd.id', 'dl.documentId')
    .innerJoin('units as u', 'u.code', 'd.unitCode')
    .select('dl.url')
    .where('dl.url', '=', url)
    .where((e) => e.or(paths.map((p) => e('u.path', 'like', `${p}%`))))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
