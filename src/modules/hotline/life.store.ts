import { type InsertObject, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/tables.ts'
import type { FollowUpWay, OrderFileKind, OrderState, ProposalKind, ReplyWay, Satisfaction, Urger } from './schema.ts'

/** A move that was made. */
export type OrderStep = {
  id: number
  move: string
  fromState: OrderState
  toState: OrderState
  unitName: string | null
  toUnitName: string | null
  words: string
  byId: string | null
  byName: string
  at: Date
}

export type OrderUnit = {
  id: number
  unitCode: string
  unitName: string
  unitPath: string
  part: string
  state: 'doing' | 'done'
  answer: string
  answeredName: string
  answeredAt: Date | null
}

export type OrderProposal = {
  id: number
  kind: ProposalKind
  content: unknown
  unitCode: string
  unitName: string
  state: 'waiting' | 'approved' | 'returned' | 'void'
  proposedBy: string
  proposedName: string
  proposedAt: Date
  decidedName: string | null
  decidedAt: Date | null
  note: string
}

export type OrderReply = {
  id: number
  text: string
  way: ReplyWay
  unitName: string
  repliedBy: string | null
  repliedName: string
  repliedAt: Date
}

export type OrderFollowUp = {
  id: number
  way: FollowUpWay
  reached: boolean
  satisfaction: Satisfaction | null
  words: string
  madeName: string
  madeAt: Date
}

export type OrderUrging = {
  id: number
  byWhom: Urger
  words: string
  urgedName: string
  urgedOn: Day
  urgedAt: Date
}

export type OrderFile = {
  id: number
  kind: OrderFileKind
  sha256: string
  mediaType: string
  name: string
  addedBy: string
  addedOn: Day
}

/** An order that this one answers for, with whom to tell. */
export type Follower = { id: number; number: string; title: string; personPhone: string; personEmail: string }

/** All that belongs to an order besides its row, oldest first. */
export type Life = {
  steps: OrderStep[]
  units: OrderUnit[]
  proposals: OrderProposal[]
  replies: OrderReply[]
  followUps: OrderFollowUp[]
  urgings: OrderUrging[]
  files: OrderFile[]
  followers: Follower[]
}

const listSteps = (db: Db, id: number) =>
  db
    .selectFrom('workOrderSteps as s')
    .leftJoin('units as u', 'u.code', 's.unitCode')
    .leftJoin('units as w', 'w.code', 's.toUnitCode')
    .select(['s.id', 's.move', 's.fromState', 's.toState', 'u.shortName as unitName', 'w.shortName as toUnitName'])
    .select(['s.words', 's.byId', 's.byName', 's.at'])
    .where('s.orderId', '=', id)
    .orderBy('s.id')
    .$castTo<OrderStep>()
    .execute()

const listUnits = (db: Db, id: number) =>
  db
    .selectFrom('workOrderUnits as a')
    .innerJoin('units as u', 'u.code', 'a.unitCode')
    .select(['a.id', 'a.unitCode', 'u.shortName as unitName', 'u.path as unitPath', 'a.part', 'a.state', 'a.answer'])
    .select(['a.answeredName', 'a.answeredAt'])
    .where('a.orderId', '=', id)
    .orderBy('a.id')
    .$castTo<OrderUnit>()
    .execute()

const proposalColumns = [
  ...([
    'p.id',
    'p.kind',
    'p.content',
    'p.unitCode',
    'v.shortName as unitName',
    'p.state',
    'p.proposedBy',
    'p.proposedName',
  ] as const),
  ...(['p.proposedAt', 'p.decidedName', 'p.decidedAt', 'p.note'] as const),
] as const
const listProposals = (db: Db, id: number) =>
  db
    .selectFrom('workOrderProposals as p')
    .innerJoin('units as v', 'v.code', 'p.unitCode')
    .select(proposalColumns)
    .where('p.orderId', '=', id)
    .orderBy('p.id')
    .$castTo<OrderProposal>()
    .execute()

/** Replies to the person, oldest first; the last one holds. */
export const listReplies = (db: Db, id: number): Promise<OrderReply[]> =>
  db
    .selectFrom('workOrderReplies as r')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select(['r.id', 'r.text', 'r.way', 'u.name as unitName', 'r.repliedBy', 'r.repliedName', 'r.repliedAt'])
    .where('r.orderId', '=', id)
    .orderBy('r.id')
    .$castTo<OrderReply>()
    .execute()

const listFollowUps = (db: Db, id: number) =>
  db
    .selectFrom('workOrderFollowUps')
    .select(['id', 'way', 'reached', 'satisfaction', 'words', 'madeName', 'madeAt'])
    .where('orderId', '=', id)
    .orderBy('id')
    .$castTo<OrderFollowUp>()
    .execute()

const listUrgings = (db: Db, id: number) =>
  db
    .selectFrom('workOrderUrgings')
    .select(['id', 'byWhom', 'words', 'urgedName', 'urgedOn', 'urgedAt'])
    .where('orderId', '=', id)
    .orderBy('id')
    .$castTo<OrderUrging>()
    .execute()

/** Files of an order. */
export const listFiles = (db: Db, id: number): Promise<OrderFile[]> =>
  db
    .selectFrom('workOrderFiles as f')
    .innerJoin('files as b', 'b.sha256', 'f.sha256')
    .select(['f.id', 'f.kind', 'f.sha256', 'b.mediaType', 'f.name', 'f.addedBy', 'f.addedOn'])
    .where('f.orderId', '=', id)
    .orderBy('f.id')
    .$castTo<OrderFile>()
    .execute()

/** Orders that were merged into this one, those merged into them included. */
export async function listFollowers(db: Db, id: number): Promise<Follower[]> {
  const { rows } = await sql<Follower>`
    with recursive following (id) as (
      select id from work_orders where merged_into = ${id}
      union select o.id from work_orders o join following f on o.merged_into = f.id)
    select o.id, o.number, o.title, o.person_phone, o.person_email from work_orders o join following using (id)
    order by o.id`.execute(db)
  return rows
}

/** All that belongs to an order. Read one after the other: inside a transaction there is one connection. */
export async function lifeOf(db: Db, id: number): Promise<Life> {
  return {
    steps: await listSteps(db, id),
    units: await listUnits(db, id),
    proposals: await listProposals(db, id),
    replies: await listReplies(db, id),
    followUps: await listFollowUps(db, id),
    urgings: await listUrgings(db, id),
    files: await listFiles(db, id),
    followers: await listFollowers(db, id),
  }
}

type New<T extends keyof DB> = Omit<InsertObject<DB, T>, 'id' | 'orderId'>
const add =
  <T extends keyof DB>(table: T) =>
  async (tx: Db, orderId: number, row: New<T>): Promise<void> => {
    await tx
      .insertInto(table)
      .values({ orderId, ...row } as unknown as InsertObject<DB, T>)
      .execute()
  }

export const addStep = add('workOrderSteps')
export const addReply = add('workOrderReplies')
export const addFollowUp = add('workOrderFollowUps')
export const addUrging = add('workOrderUrgings')

export async function addProposal(
  tx: Db,
  orderId: number,
  p: {
    kind: ProposalKind
    content: unknown
    unitCode: string
    proposedBy: string
    proposedName: string
    proposedAt: Date
  },
): Promise<void> {
  await tx
    .insertInto('workOrderProposals')
    .values({ orderId, ...p, content: JSON.stringify(p.content), state: 'waiting' })
    .execute()
}

/** Ends a proposal that waits. */
export async function decideProposal(
  tx: Db,
  id: number,
  d: { state: 'approved' | 'returned'; decidedBy: string; decidedName: string; decidedAt: Date; note: string },
): Promise<void> {
  await tx.updateTable('workOrderProposals').set(d).where('id', '=', id).execute()
}

/** What waits does not matter any more, as the order goes elsewhere or ends. */
export async function voidProposals(tx: Db, orderId: number): Promise<void> {
  await tx
    .updateTable('workOrderProposals')
    .set({ state: 'void' })
    .where('orderId', '=', orderId)
    .where('state', '=', 'waiting')
    .execute()
}

/** Asks units to assist; one that did before is asked anew. */
export async function askUnits(
  tx: Db,
  orderId: number,
  units: readonly { unitCode: string; part: string }[],
): Promise<void> {
  for (const { unitCode, part } of units)
    await tx
      .insertInto('workOrderUnits')
      .values({ orderId, unitCode, part, state: 'doing' })
      .onConflict((c) =>
        c
          .columns(['orderId', 'unitCode'])
          .doUpdateSet({ part, state: 'doing', answer: '', answeredBy: null, answeredName: '', answeredAt: null }),
      )
      .execute()
}

export async function answerForUnit(
  tx: Db,
  id: number,
  a: { answer: string; answeredBy: string | null; answeredName: string; answeredAt: Date },
): Promise<void> {
  await tx
    .updateTable('workOrderUnits')
    .set({ ...a, state: 'done' })
    .where('id', '=', id)
    .execute()
}

/** Those who have not answered need not any more. */
export async function dropUnits(tx: Db, orderId: number): Promise<void> {
  await tx.deleteFrom('workOrderUnits').where('orderId', '=', orderId).where('state', '=', 'doing').execute()
}

export async function addFiles(
  tx: Db,
  orderId: number,
  files: readonly { sha256: string; name: string }[],
  of: { kind: OrderFileKind; addedBy: string; addedOn: Day },
): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('workOrderFiles')
    .values(files.map(({ sha256, name }) => ({ orderId, sha256, name, ...of })))
    .execute()
}
