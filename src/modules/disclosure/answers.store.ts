import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { HeldKind, ResponseChannel } from './answers.schema.ts'

/** Rows of units inside any of the subtrees. */
function unitsIn(db: Db, paths: readonly string[]) {
  return db
    .selectFrom('units as u')
    .select('u.code')
    .where((e) => (paths.length === 0 ? e.val(false) : e.or(paths.map((p) => e('u.path', 'like', `${p}%`)))))
}

export type HeldRow = {
  id: number
  unitCode: string
  /** Also of a unit that exists no more. */
  unitName: string
  title: string
  heldOn: Day
  persons: string
  headAttended: boolean
  body: string
  state: string
}

/** The two tables differ in the name of one column only. */
const personsOf = { interviews: 'guests', pressConferences: 'speakers' } as const

function heldRows(db: Db, kind: HeldKind) {
  const common = ['id', 'unitCode', 'title', 'heldOn', 'headAttended', 'body', 'state'] as const
  const interviews = db
    .selectFrom('interviews')
    .select([...common, 'guests as persons', sql.lit('interviews').as('kind')])
  const conferences = db
    .selectFrom('pressConferences')
    .select([...common, 'speakers as persons', sql.lit('pressConferences').as('kind')])
  return db
    .selectFrom(interviews.unionAll(conferences).as('h'))
    .innerJoin('units as u', 'u.code', 'h.unitCode')
    .select([...common.map((c) => `h.${c}` as const), 'h.persons', 'u.shortName as unitName'])
    .where('h.kind', '=', kind)
}

export function listHeld(db: Db, kind: HeldKind, paths: readonly string[]): Promise<HeldRow[]> {
  return heldRows(db, kind)
    .where('h.unitCode', 'in', unitsIn(db, paths))
    .orderBy('h.heldOn', 'desc')
    .orderBy('h.id', 'desc')
    .execute()
}

export async function getHeld(db: Db, kind: HeldKind, id: number): Promise<HeldRow> {
  const row = await heldRows(db, kind).where('h.id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('这条记录')
  return row
}

/** Writes a new row, or changes the one with the number; returns its number. */
export async function saveHeld(
  tx: Db,
  kind: HeldKind,
  id: number | undefined,
  { persons, ...rest }: Omit<HeldRow, 'id' | 'unitName'>,
): Promise<number> {
  const values = { ...rest, [personsOf[kind]]: persons }
  if (id === undefined) return (await tx.insertInto(kind).values(values).returning('id').executeTakeFirstOrThrow()).id
  await tx.updateTable(kind).set(values).where('id', '=', id).execute()
  return id
}

export function listAllConcerns(db: Db, paths: readonly string[]) {
  return db
    .selectFrom('concerns as c')
    .leftJoin('concernResponses as r', 'r.concernId', 'c.id')
    .select(['c.id', 'c.unitCode', 'c.topic', 'c.raisedOn', (q) => q.fn.count<number>('r.id').as('responses')])
    .where('c.unitCode', 'in', unitsIn(db, paths))
    .groupBy('c.id')
    .orderBy('c.raisedOn', 'desc')
    .orderBy('c.id', 'desc')
    .execute()
}

export async function getConcern(db: Db, id: number) {
  const row = await db.selectFrom('concerns').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('这件关切事项')
  return row
}

export async function insertConcern(
  tx: Db,
  concern: { unitCode: string; topic: string; raisedOn: Day; summary: string },
): Promise<number> {
  return (await tx.insertInto('concerns').values(concern).returning('id').executeTakeFirstOrThrow()).id
}

export async function insertResponse(
  tx: Db,
  response: {
    concernId: number
    channel: ResponseChannel
    respondedOn: Day
    title: string
    body: string
    documentId: number | null
  },
): Promise<void> {
  await tx.insertInto('concernResponses').values(response).execute()
}

export function listAllSolicitations(db: Db, paths: readonly string[]) {
  return db
    .selectFrom('solicitations as s')
    .leftJoin('solicitationReplies as r', 'r.solicitationId', 's.id')
    .select([
      's.id',
      's.unitCode',
      's.title',
      's.opensOn',
      's.closesOn',
      's.outcomeOn',
      's.state',
      (q) => q.fn.count<number>('r.id').as('replies'),
    ])
    .where('s.unitCode', 'in', unitsIn(db, paths))
    .groupBy('s.id')
    .orderBy('s.closesOn', 'desc')
    .orderBy('s.id', 'desc')
    .execute()
}

export async function getSolicitation(db: Db, id: number) {
  const row = await db.selectFrom('solicitations').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('这次意见征集')
  return row
}

type SolicitationValues = { unitCode: string; title: string; body: string; opensOn: Day; closesOn: Day; state: string }

/** Writes a new row, or changes the one with the number; returns its number. */
export async function saveSolicitation(tx: Db, id: number | undefined, values: SolicitationValues): Promise<number> {
  if (id === undefined)
    return (await tx.insertInto('solicitations').values(values).returning('id').executeTakeFirstOrThrow()).id
  await tx.updateTable('solicitations').set(values).where('id', '=', id).execute()
  return id
}

export async function saveOutcome(tx: Db, id: number, outcome: string, outcomeOn: Day): Promise<void> {
  await tx.updateTable('solicitations').set({ outcome, outcomeOn }).where('id', '=', id).execute()
}

/** Opinions of one solicitation with a place in the list: after the one with this number. Name and contact stay out. */
export function listReplies(db: Db, solicitationId: number, afterId: number, limit: number) {
  return db
    .selectFrom('solicitationReplies')
    .select(['id', 'receivedAt', 'opinion', 'answer', 'answeredAt', 'published'])
    .where('solicitationId', '=', solicitationId)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function countReplies(db: Db, solicitationId: number): Promise<number> {
  return (
    await db
      .selectFrom('solicitationReplies')
      .select((q) => q.fn.countAll<number>().as('count'))
      .where('solicitationId', '=', solicitationId)
      .executeTakeFirstOrThrow()
  ).count
}

export async function getReply(db: Db, id: number) {
  const row = await db
    .selectFrom('solicitationReplies as r')
    .innerJoin('solicitations as s', 's.id', 'r.solicitationId')
    .select(['r.id', 'r.solicitationId', 'r.opinion', 's.unitCode'])
    .where('r.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound('这条意见')
  return row
}

export async function saveAnswer(
  tx: Db,
  id: number,
  change: { answer: string | null; answeredAt: Date | null; published: boolean },
): Promise<void> {
  await tx.updateTable('solicitationReplies').set(change).where('id', '=', id).execute()
}
