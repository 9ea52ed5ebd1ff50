import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { Outcome, RemedyKind } from './schema.ts'

export type Remedy = {
  id: number
  unitCode: string
  unitName: string
  kind: RemedyKind
  number: string
  requestNumber: string | null
  openedOn: Day
  closedOn: Day | null
  outcome: Outcome
}

export type Complaint = {
  id: number
  unitCode: string
  unitName: string
  subject: string
  receivedOn: Day
  outcome: string
  closedOn: Day | null
}

const inReach = (paths: readonly string[]) =>
  sql<boolean>`exists (select from unnest(${[...paths]}::text[]) as p where starts_with(u.path, p))`

/** Remedies against units in the subtrees, pending ones first, then newest first. */
export function listRemedies(db: Db, paths: readonly string[]): Promise<Remedy[]> {
  return remedies(db)
    .where(inReach(paths))
    .orderBy(sql`r.closed_on is not null`)
    .orderBy('r.openedOn', 'desc')
    .orderBy('r.id', 'desc')
    .execute()
}

/** Throws NotFound. */
export async function getRemedy(db: Db, id: number): Promise<Remedy> {
  const found = await remedies(db).where('r.id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('这件复议诉讼')
  return found
}

function remedies(db: Db) {
  return db
    .selectFrom('legalRemedies as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .leftJoin('informationRequests as q', 'q.id', 'r.requestId')
    .select([
      'r.id',
      'r.unitCode',
      'u.name as unitName',
      'r.kind',
      'r.number',
      'q.number as requestNumber',
      'r.openedOn',
      'r.closedOn',
      'r.outcome',
    ])
    .$castTo<Remedy>()
}

export async function insertRemedy(
  db: Db,
  remedy: { unitCode: string; kind: RemedyKind; number: string; requestId: number | null; openedOn: Day },
): Promise<number> {
  const row = await db.insertInto('legalRemedies').values(remedy).returning('id').executeTakeFirstOrThrow()
  return row.id
}

export async function closeRemedy(db: Db, id: number, outcome: Outcome, closedOn: Day): Promise<void> {
  await db.updateTable('legalRemedies').set({ outcome, closedOn }).where('id', '=', id).execute()
}

/** Complaints about units in the subtrees, open ones first, then newest first. */
export function listComplaints(db: Db, paths: readonly string[]): Promise<Complaint[]> {
  return complaints(db)
    .where(inReach(paths))
    .orderBy(sql`c.closed_on is not null`)
    .orderBy('c.receivedOn', 'desc')
    .orderBy('c.id', 'desc')
    .execute()
}

/** Throws NotFound. */
export async function getComplaint(db: Db, id: number): Promise<Complaint> {
  const found = await complaints(db).where('c.id', '=', id).executeTakeFirst()
  if (!found) throw new NotFound('这件举报投诉')
  return found
}

function complaints(db: Db) {
  return db
    .selectFrom('complaints as c')
    .innerJoin('units as u', 'u.code', 'c.unitCode')
    .select(['c.id', 'c.unitCode', 'u.name as unitName', 'c.subject', 'c.receivedOn', 'c.outcome', 'c.closedOn'])
    .$castTo<Complaint>()
}

export async function insertComplaint(
  db: Db,
  complaint: { unitCode: string; subject: string; receivedOn: Day },
): Promise<number> {
  const row = await db.insertInto('complaints').values(complaint).returning('id').executeTakeFirstOrThrow()
  return row.id
}

export async function closeComplaint(db: Db, id: number, outcome: string, closedOn: Day): Promise<void> {
  await db.updateTable('complaints').set({ outcome, closedOn }).where('id', '=', id).execute()
}
