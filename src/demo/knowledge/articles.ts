import { sql } from 'kysely'
import { addDays, type Day, day } from '../../core/day.ts'
import { articleVector } from '../../modules/knowledge/index.ts'
import { paragraphs } from '../../platform/html.ts'
import type { TimedAct } from '../documents.ts'
import { randomOf } from '../random.ts'
import { continueIds, idsAfter, insertRows } from '../rows.ts'
import { officeTime, type Stage, unitOf } from '../stage.ts'
import { castOf, texts, unitThen } from './cast.ts'

/** An article that stands in the knowledge base. */
export type PlacedArticle = { id: number; text: (typeof texts)[number] }

type Version = { at: Date; lines: readonly string[] }

/** How an article that is no plain one stands today, by its place in the list. */
const standing: Readonly<Record<number, 'draft' | 'inReview' | 'revised' | 'reviewDue'>> = {
  3: 'reviewDue',
  11: 'revised',
  17: 'reviewDue',
  24: 'inReview',
  33: 'draft',
  41: 'reviewDue',
}

/**
 * The articles: written at the beginning of 2018, put right in the last year, looked at again by a day to come; some in
 * review, some whose day has come. @returns what stands in the base, with its acts
 */
export async function loadArticles(stage: Stage): Promise<{ placed: PlacedArticle[]; acts: TimedAct[] }> {
  const { tx, today } = stage
  const random = randomOf('knowledge')
  const cast = castOf(stage)
  const nextId = await idsAfter(tx, 'knowledgeArticles')
  const lives = today > '2019-06-30'
  const links = await linksOf(stage)
  const acts: TimedAct[] = []
  const rows: Record<string, unknown>[] = []
  const versions: Record<string, unknown>[] = []
  const items: Record<string, unknown>[] = []
  const documents: Record<string, unknown>[] = []
  const placed: PlacedArticle[] = []
  texts.forEach((text, i) => {
    const id = nextId()
    const special = lives ? standing[i] : undefined
    const firstOn = firstDay(i)
    const lastOn = lives ? addDays(today, -random.int(20, 330)) : firstOn
    const unitCode = unitThen(text.unit, lives ? today : firstOn)
    const first: Version = { at: officeTime(firstOn, random), lines: text.lines.slice(0, -1) }
    const newest: Version = { at: officeTime(lastOn, random), lines: text.lines }
    const kept = !lives
      ? [{ ...first, lines: text.lines }]
      : special === 'draft' || special === 'inReview'
        ? [newest]
        : [first, newest]
    const unread = special === 'draft' || special === 'inReview'
    const revised = special === 'revised'
    const writer = {
      id: `${unitOf(stage, unitCode).shortName}经办人`,
      name: `${unitOf(stage, unitCode).shortName}经办人`,
    }
    const author = unitCode === cast.officer.unitCode ? cast.officer : writer
    const contentOf = (v: Version) => ({
      ...{ title: text.title, body: paragraphs(v.lines.join('\n')), topic: text.topic, keywords: text.keywords },
      audience: text.internal ? 'internal' : 'public',
      items: links.itemOf(text.item),
      documents: links.documentOf(text.keywords),
    })
    const read = kept.at(revised ? -2 : -1) ?? first
    const { items: itemIds, documents: documentIds, ...shown } = contentOf(read)
    const act = (name: string, at: Date, by: { id: string; name: string }, data: Record<string, unknown> = {}) =>
      acts.push({
        act: `knowledge.${name}`,
        subject: `article:${id}`,
        unitCode,
        at,
        actor: by.name,
        accountId: by.id,
        data,
      })
    kept.forEach((v, n) => {
      const version = n + 1
      versions.push({
        ...{ articleId: id, version, content: contentOf(v), savedBy: author.id, savedName: author.name, savedAt: v.at },
      })
      const later = (minutes: number) => new Date(v.at.getTime() + minutes * 60_000)
      act(version === 1 ? 'articleWritten' : 'articleSaved', v.at, author, { version })
      const last = version === kept.length
      if (special === 'draft' || (revised && last)) return
      act('articleSubmitted', later(8), author, { version })
      if (special === 'inReview') return
      act('articlePublished', later(95), cast.manager, { version })
    })
    const publishedAt = unread ? null : new Date(read.at.getTime() + 95 * 60_000)
    rows.push({
      ...{ id, regionCode: stage.site.regionCode, unitCode, ...shown, version: kept.length },
      state: unread ? special : revised ? 'draft' : 'published',
      publishedVersion: unread ? null : kept.indexOf(read) + 1,
      reviewOn: special === 'reviewDue' ? addDays(today, -random.int(1, 9)) : addDays(lastOn, 365),
      search: articleVector(shown),
      submittedBy: special === 'inReview' ? author.id : null,
      publishedAt,
      publishedBy: unread ? null : cast.manager.id,
      publishedName: unread ? '' : cast.manager.name,
      changedAt: kept.at(-1)?.at ?? first.at,
    })
    items.push(...itemIds.map((itemId) => ({ articleId: id, itemId })))
    documents.push(...documentIds.map((documentId) => ({ articleId: id, documentId })))
    if (!unread) placed.push({ id, text })
  })
  await insertRows(tx, 'knowledgeArticles', rows)
  await insertRows(tx, 'knowledgeVersions', versions)
  await insertRows(tx, 'knowledgeItems', items)
  await insertRows(tx, 'knowledgeDocuments', documents)
  await continueIds(tx, 'knowledgeArticles')
  return { placed, acts }
}

/** The days of January 2018 on which they were begun, four a day. */
const firstDay = (place: number): Day => addDays(day('2018-01-02'), Math.floor(place / 4))

/** Items and documents by the words that an article names them with. */
async function linksOf({ tx }: Stage) {
  const items = await tx
    .selectFrom('serviceItems')
    .select(['id', 'name'])
    .where('versionId', 'is not', null)
    .where('cancelledOn', 'is', null)
    .orderBy('id')
    .execute()
  const { rows: documents } = await sql<{ id: number; title: string }>`
    select id, title from documents where state = 'published' and kind in ('document', 'normative')
    order by published_at desc, id desc limit 4000`.execute(tx)
  return {
    itemOf: (words: string | undefined): number[] => {
      const found = words === undefined ? undefined : items.find((i) => i.name.includes(words))
      return found ? [found.id] : []
    },
    documentOf: (keywords: string): number[] => {
      const words = keywords.split(' ').filter((w) => w.length >= 4)
      const found = documents.find((d) => words.some((w) => d.title.includes(w)))
      return found ? [found.id] : []
    },
  }
}
