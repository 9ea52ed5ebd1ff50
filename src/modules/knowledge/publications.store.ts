import { type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/tables.ts'
import type { PublicationState } from './schema.ts'

export type Publication = Omit<Selectable<DB['enquiryPublications']>, 'search' | 'state'> & { state: PublicationState }

const columns = [
  ...(['enquiryId', 'unitCode', 'state', 'question', 'answer', 'topic', 'articleId', 'proposedBy'] as const),
  ...(['proposedName', 'proposedAt', 'decidedBy', 'decidedName', 'decidedAt', 'publishedAt', 'note'] as const),
]

export const findPublication = (db: Db, enquiryId: number): Promise<Publication | undefined> =>
  db
    .selectFrom('enquiryPublications')
    .select(columns)
    .where('enquiryId', '=', enquiryId)
    .$castTo<Publication>()
    .executeTakeFirst()

/** Puts a proposal in the place of whatever was there. */
export async function propose(
  tx: Db,
  p: Pick<Publication, 'enquiryId' | 'unitCode' | 'question' | 'answer' | 'topic' | 'articleId'> &
    Pick<Publication, 'proposedBy' | 'proposedName' | 'proposedAt'> & { search: string },
): Promise<void> {
  const row = {
    ...p,
    state: 'proposed',
    decidedBy: null,
    decidedName: '',
    decidedAt: null,
    publishedAt: null,
    note: '',
  }
  await tx
    .insertInto('enquiryPublications')
    .values(row)
    .onConflict((c) => c.column('enquiryId').doUpdateSet(row))
    .execute()
}

export async function decide(
  tx: Db,
  enquiryId: number,
  change: Partial<Pick<Publication, 'decidedBy' | 'decidedName' | 'decidedAt' | 'publishedAt' | 'note'>> & {
    state: PublicationState
  },
): Promise<void> {
  await tx.updateTable('enquiryPublications').set(change).where('enquiryId', '=', enquiryId).execute()
}

export type WaitingPublication = {
  number: string
  question: string
  unitName: string
  proposedName: string
  proposedAt: Date
}

const waiting = (db: Db, paths: readonly string[]) =>
  db
    .selectFrom('enquiryPublications as p')
    .innerJoin('units as u', 'u.code', 'p.unitCode')
    .where('p.state', '=', 'proposed')
    .where((e) => e.or([e.val(false), ...paths.map((p) => sql<boolean>`starts_with(u.path, ${p})`)]))

/** What waits for a second person, oldest first. */
export const listWaiting = (db: Db, paths: readonly string[], limit: number): Promise<WaitingPublication[]> =>
  waiting(db, paths)
    .innerJoin('enquiries as e', 'e.id', 'p.enquiryId')
    .select(['e.number', 'p.question', 'u.shortName as unitName', 'p.proposedName', 'p.proposedAt'])
    .orderBy('p.proposedAt')
    .limit(limit)
    .execute()

export async function countWaiting(db: Db, paths: readonly string[]): Promise<number> {
  const { count } = await waiting(db, paths)
    .select((s) => s.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export type PublishedAnswer = {
  id: number
  question: string
  answer: string
  topic: string
  unitName: string
  articleId: number | null
  askedMonth: string
  publishedAt: Date
}

/** A published question with its answer; the month in which it was asked says nothing of who did. */
export async function findPublishedAnswer(db: Db, enquiryId: number): Promise<PublishedAnswer | undefined> {
  return db
    .selectFrom('enquiryPublications as p')
    .innerJoin('enquiries as e', 'e.id', 'p.enquiryId')
    .innerJoin('units as u', 'u.code', 'p.unitCode')
    .select(['p.enquiryId as id', 'p.question', 'p.answer', 'p.topic', 'u.name as unitName', 'p.publishedAt'])
    .select(['p.articleId', sql<string>`to_char(e.asked_on, 'YYYY-MM')`.as('askedMonth')])
    .where('p.enquiryId', '=', enquiryId)
    .where('p.state', '=', 'published')
    .$castTo<PublishedAnswer>()
    .executeTakeFirst()
}

/** Published answers that came from an article, newest first. */
export const listAnswersOfArticle = (
  db: Db,
  articleId: number,
  limit: number,
): Promise<{ id: number; question: string }[]> =>
  db
    .selectFrom('enquiryPublications')
    .select(['enquiryId as id', 'question'])
    .where('articleId', '=', articleId)
    .where('state', '=', 'published')
    .orderBy('publishedAt', 'desc')
    .limit(limit)
    .execute()
