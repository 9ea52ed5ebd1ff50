import { sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/database.ts'

/*
 * Answers to the public as the public reads them: interviews, press conferences, concerns, solicitations. Some dozens
 * a year, so their lists are whole.
 */

export type Held = { id: number; title: string; heldOn: Day; persons: string; headAttended: boolean; unitName: string }

export async function listInterviews(db: Db): Promise<Held[]> {
  return db
    .selectFrom('interviews as i')
    .innerJoin('units as u', 'u.code', 'i.unitCode')
    .select(['i.id', 'i.title', 'i.heldOn', 'i.guests as persons', 'i.headAttended', 'u.shortName as unitName'])
    .where('i.state', '=', 'published')
    .orderBy('i.heldOn', 'desc')
    .orderBy('i.id', 'desc')
    .execute()
}

export function findInterview(db: Db, id: number) {
  return db
    .selectFrom('interviews as i')
    .innerJoin('units as u', 'u.code', 'i.unitCode')
    .select([
      'i.id',
      'i.title',
      'i.heldOn',
      'i.guests as persons',
      'i.headAttended',
      'i.body',
      'i.unitCode',
      'u.name as unitName',
    ])
    .where('i.state', '=', 'published')
    .where('i.id', '=', id)
    .executeTakeFirst()
}

export async function listPressConferences(db: Db): Promise<Held[]> {
  return db
    .selectFrom('pressConferences as p')
    .innerJoin('units as u', 'u.code', 'p.unitCode')
    .select(['p.id', 'p.title', 'p.heldOn', 'p.speakers as persons', 'p.headAttended', 'u.shortName as unitName'])
    .where('p.state', '=', 'published')
    .orderBy('p.heldOn', 'desc')
    .orderBy('p.id', 'desc')
    .execute()
}

export function findPressConference(db: Db, id: number) {
  return db
    .selectFrom('pressConferences as p')
    .innerJoin('units as u', 'u.code', 'p.unitCode')
    .select([
      'p.id',
      'p.title',
      'p.heldOn',
      'p.speakers as persons',
      'p.headAttended',
      'p.body',
      'p.unitCode',
      'u.name as unitName',
    ])
    .where('p.state', '=', 'published')
    .where('p.id', '=', id)
    .executeTakeFirst()
}

/** Concerns with how often they were answered; one that has no answer yet is not shown. */
export function listConcerns(db: Db) {
  return db
    .selectFrom('concerns as c')
    .innerJoin('units as u', 'u.code', 'c.unitCode')
    .innerJoin('concernResponses as r', 'r.concernId', 'c.id')
    .select([
      'c.id',
      'c.topic',
      'c.summary',
      'c.raisedOn',
      'u.shortName as unitName',
      (q) => q.fn.count<number>('r.id').as('answers'),
      (q) => q.fn.max('r.respondedOn').as('lastOn'),
    ])
    .groupBy(['c.id', 'c.topic', 'c.summary', 'c.raisedOn', 'u.shortName'])
    .orderBy('lastOn', 'desc')
    .orderBy('c.id', 'desc')
    .execute()
}

export function findConcern(db: Db, id: number) {
  return db
    .selectFrom('concerns as c')
    .innerJoin('units as u', 'u.code', 'c.unitCode')
    .select(['c.id', 'c.topic', 'c.summary', 'c.raisedOn', 'c.unitCode', 'u.name as unitName'])
    .where('c.id', '=', id)
    .executeTakeFirst()
}

/** Answers to a concern, oldest first; a document is named only while it is published. */
export function listConcernResponses(db: Db, concernId: number) {
  return db
    .selectFrom('concernResponses as r')
    .leftJoin('documents as d', (join) => join.onRef('d.id', '=', 'r.documentId').on('d.state', '=', 'published'))
    .select(['r.id', 'r.channel', 'r.respondedOn', 'r.title', 'r.body', 'd.id as documentId'])
    .where('r.concernId', '=', concernId)
    .orderBy('r.respondedOn')
    .orderBy('r.id')
    .execute()
}

function solicitations(db: Db) {
  return db
    .selectFrom('solicitations as s')
    .innerJoin('units as u', 'u.code', 's.unitCode')
    .where('s.state', '=', 'published')
}

/** Solicitations whose time has begun, those that end last first. */
export function listSolicitations(db: Db, today: Day) {
  return solicitations(db)
    .select(['s.id', 's.title', 's.opensOn', 's.closesOn', 's.outcomeOn', 'u.shortName as unitName'])
    .where('s.opensOn', '<=', today)
    .orderBy('s.closesOn', 'desc')
    .orderBy('s.id', 'desc')
    .execute()
}
export type SolicitationRow = Awaited<ReturnType<typeof listSolicitations>>[number]

/** Those on which opinions may be given today, the next to end first. */
export function listOpenSolicitations(db: Db, today: Day, limit: number): Promise<SolicitationRow[]> {
  return solicitations(db)
    .select(['s.id', 's.title', 's.opensOn', 's.closesOn', 's.outcomeOn', 'u.shortName as unitName'])
    .where('s.opensOn', '<=', today)
    .where('s.closesOn', '>=', today)
    .orderBy('s.closesOn')
    .orderBy('s.id')
    .limit(limit)
    .execute()
}

export function findSolicitation(db: Db, id: number, today: Day) {
  return solicitations(db)
    .select([
      's.id',
      's.title',
      's.body',
      's.opensOn',
      's.closesOn',
      's.outcome',
      's.outcomeOn',
      's.unitCode',
      'u.name as unitName',
      'u.phone',
      'u.address',
    ])
    .where('s.opensOn', '<=', today)
    .where('s.id', '=', id)
    .executeTakeFirst()
}
export type Solicitation = NonNullable<Awaited<ReturnType<typeof findSolicitation>>>

/** How many opinions came in, and those chosen for publication: never by whom. */
export async function listOpinions(db: Db, solicitationId: number) {
  const [received, published] = await Promise.all([
    db
      .selectFrom('solicitationReplies')
      .select((q) => q.fn.countAll<number>().as('count'))
      .where('solicitationId', '=', solicitationId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('solicitationReplies')
      .select(['id', 'receivedAt', 'opinion', 'answer', 'answeredAt'])
      .where('solicitationId', '=', solicitationId)
      .where('published', '=', true)
      .orderBy('receivedAt')
      .orderBy('id')
      .execute(),
  ])
  return { received: received.count, published }
}

export async function insertOpinion(
  tx: Db,
  opinion: { solicitationId: number; receivedAt: Date; name: string; contact: string; opinion: string },
): Promise<number> {
  return (await tx.insertInto('solicitationReplies').values(opinion).returning('id').executeTakeFirstOrThrow()).id
}

/** The same opinion sent twice, as by pressing the button again. */
export async function isRepeated(tx: Db, solicitationId: number, opinion: string, since: Date): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (
    select from solicitation_replies where solicitation_id = ${solicitationId} and received_at >= ${since} and opinion = ${opinion}) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}
