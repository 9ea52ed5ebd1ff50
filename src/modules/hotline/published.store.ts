import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import { joined } from './store.ts'

/** A letter that was published with its answer: no word of it but what was cleared. */
export type PublishedLetter = {
  id: number
  number: string
  title: string
  text: string
  reply: string
  topicCode: string | null
  topicName: string | null
  unitName: string | null
  receivedOn: Day
  repliedOn: Day | null
  publishedOn: Day
}

/** Where a page of the list ends: the next begins after it. */
export type Place = { publishedOn: Day; id: number }

const published = (db: Db) =>
  joined(db)
    .select(['o.id', 'o.number', 'o.publicTitle as title', 'o.publicText as text', 'o.publicReply as reply'])
    .select(['o.topicCode', 't.name as topicName', 'u.shortName as unitName'])
    .select(['o.receivedOn', 'o.repliedOn', 'o.publishedOn'])
    .where('o.publishedOn', 'is not', null)
    .$castTo<PublishedLetter>()

/**
 * Published letters, newest first. Words are looked for in what was published alone, so that nobody finds by searching what
 * was taken out.
 * @param options.limit - how many at most
 */
export function listPublished(
  db: Db,
  options: { q?: string; topic?: string; unit?: string; after?: Place | undefined; limit: number },
): Promise<PublishedLetter[]> {
  const { q = '', topic = '', unit = '', after, limit } = options
  let query = published(db).orderBy('o.publishedOn', 'desc').orderBy('o.id', 'desc').limit(limit)
  if (topic !== '') query = query.where('o.topicCode', '=', topic)
  if (unit !== '') query = query.where('o.unitCode', '=', unit)
  for (const word of q.split(/\s+/).filter(Boolean).slice(0, 8)) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((e) =>
      e.or([e('o.publicTitle', 'ilike', like), e('o.publicText', 'ilike', like), e('o.publicReply', 'ilike', like)]),
    )
  }
  if (after)
    query = query.where((e) =>
      e.or([
        e('o.publishedOn', '<', after.publishedOn),
        e.and([e('o.publishedOn', '=', after.publishedOn), e('o.id', '<', after.id)]),
      ]),
    )
  return query.execute()
}

/** One published letter. Throws NotFound, also for one that is not published. */
export async function getPublished(db: Db, number: string): Promise<PublishedLetter> {
  const letter = await published(db).where('o.number', '=', number).executeTakeFirst()
  if (!letter) throw new NotFound('这封公开的信')
  return letter
}

/** Topics that published letters have, with how many, most first. */
export async function publishedTopics(db: Db): Promise<{ code: string; name: string; letters: number }[]> {
  const rows = await db
    .selectFrom('workOrders as o')
    .innerJoin('workOrderTopics as t', 't.code', 'o.topicCode')
    .select(['t.code', 't.name'])
    .select((q) => q.fn.countAll<string>().as('letters'))
    .where('o.publishedOn', 'is not', null)
    .groupBy(['t.code', 't.name'])
    .orderBy('letters', 'desc')
    .limit(20)
    .execute()
  return rows.map((r) => ({ ...r, letters: Number(r.letters) }))
}

/** Units that answered published letters, with how many, most first. */
export async function publishedUnits(db: Db): Promise<{ code: string; name: string; letters: number }[]> {
  const rows = await db
    .selectFrom('workOrders as o')
    .innerJoin('units as u', 'u.code', 'o.unitCode')
    .select(['u.code', 'u.shortName as name'])
    .select((q) => q.fn.countAll<string>().as('letters'))
    .where('o.publishedOn', 'is not', null)
    .groupBy(['u.code', 'u.shortName', 'u.path'])
    .orderBy('letters', 'desc')
    .orderBy('u.path')
    .limit(40)
    .execute()
  return rows.map((r) => ({ ...r, letters: Number(r.letters) }))
}

/** Published letters that speak of one of these words, such as those of a title being typed. */
export async function similarPublished(db: Db, title: string, limit: number): Promise<PublishedLetter[]> {
  const words = pairs(title)
  if (words.length === 0) return []
  const found = await published(db)
    .where((e) => e.or(words.map((w) => e('o.publicTitle', 'ilike', `%${w}%`))))
    .orderBy('o.publishedOn', 'desc')
    .limit(50)
    .execute()
  const hits = (l: PublishedLetter) => words.filter((w) => l.title.includes(w)).length
  // One pair of signs in common tells little of a long title.
  const enough = Math.min(2, words.length)
  return found
    .filter((l) => hits(l) >= enough)
    .toSorted((a, b) => hits(b) - hits(a))
    .slice(0, limit)
}

/** Every two signs of a Chinese text that stand together: there are no spaces between its words. */
const pairs = (text: string): string[] => {
  const runs = text.match(/\p{Script=Han}{2,}/gu) ?? []
  return [...new Set(runs.flatMap((run) => [...run].slice(1).map((sign, i) => `${[...run][i]}${sign}`)))].slice(0, 30)
}

/** Letters received in a period whose publication stands, one of a topic, those the person was happiest with first. */
export async function lettersOf(
  db: Db,
  { from, to }: { from: Day; to: Day },
  limit: number,
): Promise<PublishedLetter[]> {
  const found = await published(db)
    .where('o.receivedOn', '>=', from)
    .where('o.receivedOn', '<=', to)
    .orderBy(
      (q) => q.ref('o.satisfaction'),
      (o) => o.asc().nullsLast(),
    )
    .orderBy('o.id')
    .limit(50)
    .execute()
  const topics = new Set<string | null>()
  return found.filter((l) => !topics.has(l.topicCode) && topics.add(l.topicCode)).slice(0, limit)
}
