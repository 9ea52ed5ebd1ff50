import { type InsertObject, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { Paper } from '../../platform/paper/index.ts'
import type { ParcelEvent, ParcelState } from '../../platform/parcel.ts'
import type { DB } from '../../platform/tables.ts'
import type { Result, StepRole } from '../catalogue/index.ts'
import type { CaseEvent } from './limits.ts'
import type { KeptMaterial, Reusable } from './materials.ts'
import type { DeliveryWay, PaperKind, ProposalKind, Trust } from './schema.ts'

export type CaseMaterial = KeptMaterial & {
  id: number
  replaced: boolean
  checkedBy: string
  addedBy: string
  addedOn: Day
}

export type CaseStep = {
  id: number
  round: number
  position: number
  stepKey: string
  name: string
  role: StepRole
  groupKey: string | null
  unitCode: string
  unitName: string
  unitPath: string
  days: number
  state: 'todo' | 'doing' | 'done'
  outcome: 'pass' | 'return' | 'other' | null
  opinion: string
  clerkId: string | null
  clerkName: string
  startedAt: Date | null
  endedAt: Date | null
  dueOn: Day | null
}

export type CaseProposal = {
  id: number
  kind: ProposalKind
  content: unknown
  state: 'waiting' | 'approved' | 'returned' | 'void'
  proposedBy: string
  proposedName: string
  proposedAt: Date
  decidedName: string | null
  decidedAt: Date | null
  note: string
}

export type CasePaper = {
  id: number
  kind: PaperKind
  addressee: string
  number: string
  issuedOn: Day
  issuedBy: string
  docxSha256: string | null
  pdfSha256: string | null
  readAt: Date | null
}

export type CaseResult = {
  id: number
  name: string
  kind: Result['kind']
  number: string
  holder: string
  issuedOn: Day
  validUntil: Day | null
  verificationCode: string
  docxSha256: string | null
  pdfSha256: string | null
  revokedOn: Day | null
  revokeReason: string
}

export type CaseDelivery = {
  id: number
  way: DeliveryWay
  recipient: string
  phone: string
  address: string
  carrier: string
  trackingNumber: string
  state: ParcelState | 'signed'
  events: readonly ParcelEvent[]
  sentOn: Day
  arrivedOn: Day | null
}

export type CaseMessage = {
  id: number
  fromApplicant: boolean
  author: string
  body: string
  at: Date
  readAt: Date | null
}

/** All that belongs to a case besides its row. */
export type Life = {
  events: CaseEvent[]
  materials: CaseMaterial[]
  steps: CaseStep[]
  proposals: CaseProposal[]
  papers: CasePaper[]
  results: CaseResult[]
  deliveries: CaseDelivery[]
  messages: CaseMessage[]
}

const paperColumns = [
  'id',
  'kind',
  'addressee',
  'number',
  'issuedOn',
  'issuedBy',
  'docxSha256',
  'pdfSha256',
  'readAt',
] as const
const resultColumns = [
  ...(['id', 'name', 'kind', 'number', 'holder', 'issuedOn', 'validUntil', 'verificationCode'] as const),
  ...(['docxSha256', 'pdfSha256', 'revokedOn', 'revokeReason'] as const),
] as const

/** Reads everything that belongs to a case, one query after the other: inside a transaction there is one connection. */
export async function lifeOf(db: Db, caseId: number): Promise<Life> {
  return {
    events: await listEvents(db, caseId),
    materials: await db
      .selectFrom('caseMaterials')
      .select(['id', 'materialKey', 'name', 'way', 'sha256', 'fileName', 'trust', 'copies', 'toleratedUntil'])
      .select(['reusedFrom', 'replaced', 'checkedBy', 'addedBy', 'addedOn'])
      .where('caseId', '=', caseId)
      .orderBy('id')
      .$castTo<CaseMaterial>()
      .execute(),
    steps: await listSteps(db, caseId),
    proposals: await db
      .selectFrom('caseProposals')
      .select(['id', 'kind', 'content', 'state', 'proposedBy', 'proposedName', 'proposedAt', 'decidedName'])
      .select(['decidedAt', 'note'])
      .where('caseId', '=', caseId)
      .orderBy('id')
      .$castTo<CaseProposal>()
      .execute(),
    papers: await db
      .selectFrom('casePapers')
      .select(paperColumns)
      .where('caseId', '=', caseId)
      .orderBy('id')
      .$castTo<CasePaper>()
      .execute(),
    results: await db
      .selectFrom('caseResults')
      .select(resultColumns)
      .where('caseId', '=', caseId)
      .orderBy('id')
      .$castTo<CaseResult>()
      .execute(),
    deliveries: await db
      .selectFrom('caseDeliveries')
      .select(['id', 'way', 'recipient', 'phone', 'address', 'carrier', 'trackingNumber', 'state', 'events'])
      .select(['sentOn', 'arrivedOn'])
      .where('caseId', '=', caseId)
      .orderBy('id')
      .$castTo<CaseDelivery>()
      .execute(),
    messages: await db
      .selectFrom('caseMessages')
      .select(['id', 'fromApplicant', 'author', 'body', 'at', 'readAt'])
      .where('caseId', '=', caseId)
      .orderBy('id')
      .execute(),
  }
}

/** Steps of all rounds, in their order. */
export function listSteps(db: Db, caseId: number): Promise<CaseStep[]> {
  return db
    .selectFrom('caseSteps as s')
    .innerJoin('units as u', 'u.code', 's.unitCode')
    .select(['s.id', 's.round', 's.position', 's.stepKey', 's.name', 's.role', 's.groupKey', 's.unitCode'])
    .select(['u.name as unitName', 'u.path as unitPath', 's.days', 's.state', 's.outcome', 's.opinion'])
    .select(['s.clerkId', 's.clerkName', 's.startedAt', 's.endedAt', 's.dueOn'])
    .where('s.caseId', '=', caseId)
    .orderBy('s.round')
    .orderBy('s.position')
    .$castTo<CaseStep>()
    .execute()
}

/** What moved the clock of a case, in order. */
export async function listEvents(db: Db, caseId: number): Promise<CaseEvent[]> {
  const rows = await db
    .selectFrom('caseClockEvents')
    .select(['kind', 'cause', 'onDay', 'untilDay', 'days', 'specialKind', 'ground'])
    .where('caseId', '=', caseId)
    .orderBy('position')
    .execute()
  return rows.map(
    ({ kind, cause, onDay, untilDay, days, specialKind, ground }) =>
      ({
        kind,
        cause,
        on: onDay,
        ground,
        ...(untilDay ? { until: untilDay } : {}),
        ...(days ? { days } : {}),
        ...(specialKind ? { specialKind } : {}),
      }) as CaseEvent,
  )
}

/** Adds one thing that moves the clock. */
export async function addEvent(tx: Db, caseId: number, event: CaseEvent): Promise<void> {
  const pause = event.kind === 'pause' ? event : undefined
  await sql`
    insert into case_clock_events (case_id, position, kind, cause, on_day, until_day, days, special_kind, ground)
    select ${caseId}, coalesce(max(position), 0) + 1, ${event.kind}, ${event.cause}, ${event.on}::date,
      ${pause?.until ?? null}::date, ${event.kind === 'extension' ? event.days : null}::smallint,
      ${pause?.specialKind ?? null}, ${event.ground}
    from case_clock_events where case_id = ${caseId}`.execute(tx)
}

type New<T extends keyof DB> = Omit<InsertObject<DB, T>, 'caseId'>

export async function addMaterials(
  tx: Db,
  caseId: number,
  kept: readonly KeptMaterial[],
  by: { addedBy: string; addedOn: Day },
): Promise<void> {
  if (kept.length === 0) return
  await tx
    .insertInto('caseMaterials')
    .values(kept.map((m) => ({ caseId, ...m, ...by })))
    .execute()
}

/** Marks earlier materials of these keys as replaced; they stay. */
export async function replaceMaterials(tx: Db, caseId: number, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await tx
    .updateTable('caseMaterials')
    .set({ replaced: true })
    .where('caseId', '=', caseId)
    .where('materialKey', 'in', keys)
    .execute()
}

/** Notes that a clerk compared materials with their originals. */
export async function checkMaterials(
  tx: Db,
  caseId: number,
  ids: readonly number[],
  check: { checkedBy: string; checkedAt: Date; trust: Trust },
): Promise<void> {
  await tx
    .updateTable('caseMaterials')
    .set(check)
    .where('caseId', '=', caseId)
    .where('id', 'in', ids)
    .where('trust', 'in', ['C', 'D'])
    .execute()
}

/** Materials with a file that a person gave before and that were checked or come from their issuer, newest first. */
export async function listReusable(
  db: Db,
  who: { idNumber: string; accountId: string | undefined },
): Promise<Reusable[]> {
  if (who.idNumber === '') return []
  return db
    .selectFrom('caseMaterials as m')
    .innerJoin('caseFiles as c', 'c.id', 'm.caseId')
    .select(['m.id', 'm.name', 'm.sha256', 'm.fileName', 'm.trust', 'm.addedOn'])
    .where('c.applicantIdNumber', '=', who.idNumber)
    .$if(who.accountId !== undefined, (q) => q.where('c.accountId', '=', who.accountId ?? ''))
    .where('m.trust', 'in', ['A', 'B'])
    .where('m.sha256', 'is not', null)
    .where('m.replaced', '=', false)
    .orderBy('m.id', 'desc')
    .limit(100)
    .$castTo<Reusable>()
    .execute()
}

export async function addSteps(tx: Db, caseId: number, steps: readonly New<'caseSteps'>[]): Promise<void> {
  if (steps.length === 0) return
  await tx
    .insertInto('caseSteps')
    .values(steps.map((s) => ({ caseId, ...s })) as InsertObject<DB, 'caseSteps'>[])
    .execute()
}

export async function startSteps(
  tx: Db,
  starts: readonly { id: number; startedAt: Date; dueOn: Day }[],
): Promise<void> {
  for (const { id, ...start } of starts)
    await tx
      .updateTable('caseSteps')
      .set({ state: 'doing', ...start })
      .where('id', '=', id)
      .execute()
}

export async function endSteps(
  tx: Db,
  ids: readonly number[],
  end: {
    outcome: 'pass' | 'return' | 'other'
    opinion: string
    clerkId: string | null
    clerkName: string
    endedAt: Date
  },
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('caseSteps')
    .set({ state: 'done', ...end, startedAt: sql<Date>`coalesce(started_at, ${end.endedAt})` })
    .where('id', 'in', ids)
    .execute()
}

export async function addProposal(
  tx: Db,
  caseId: number,
  p: Pick<CaseProposal, 'kind' | 'content' | 'proposedBy' | 'proposedName' | 'proposedAt'>,
): Promise<void> {
  await tx
    .insertInto('caseProposals')
    .values({ caseId, ...p, state: 'waiting', content: JSON.stringify(p.content) })
    .execute()
}

export async function answerProposal(
  tx: Db,
  id: number,
  answer: { state: 'approved' | 'returned'; decidedBy: string; decidedName: string; decidedAt: Date; note: string },
): Promise<void> {
  await tx.updateTable('caseProposals').set(answer).where('id', '=', id).execute()
}

/** Ends what is proposed and not decided, as when the applicant withdraws. */
export async function voidProposals(tx: Db, caseId: number): Promise<void> {
  await tx
    .updateTable('caseProposals')
    .set({ state: 'void' })
    .where('caseId', '=', caseId)
    .where('state', '=', 'waiting')
    .execute()
}

export async function insertPaper(
  tx: Db,
  caseId: number,
  p: Pick<CasePaper, 'kind' | 'addressee' | 'number' | 'issuedOn' | 'issuedBy'> & { paper: Paper },
): Promise<number> {
  const { id } = await tx
    .insertInto('casePapers')
    .values({ caseId, ...p, paper: JSON.stringify(p.paper) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function insertResult(
  tx: Db,
  caseId: number,
  r: Pick<CaseResult, 'name' | 'kind' | 'number' | 'holder' | 'issuedOn' | 'validUntil' | 'verificationCode'> & {
    paper: Paper
  },
): Promise<number> {
  const { id } = await tx
    .insertInto('caseResults')
    .values({ caseId, ...r, paper: JSON.stringify(r.paper) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type Printed = 'casePapers' | 'caseResults'

/** The wording and the files of a paper or a result, by its id; of one case where it is named. Throws NotFound. */
export async function getPrinted(db: Db, table: Printed, id: number, caseId?: number) {
  const row = await db
    .selectFrom(table)
    .select(['id', 'number', 'paper', 'docxSha256', 'pdfSha256'])
    .where('id', '=', id)
    .$if(caseId !== undefined, (q) => q.where('caseId', '=', caseId ?? 0))
    .$castTo<{ id: number; number: string; paper: Paper; docxSha256: string | null; pdfSha256: string | null }>()
    .executeTakeFirst()
  if (!row) throw new NotFound('这份文书')
  return row
}

export async function saveFiles(
  db: Db,
  table: Printed,
  id: number,
  kept: { docxSha256: string; pdfSha256: string },
): Promise<void> {
  await db.updateTable(table).set(kept).where('id', '=', id).execute()
}

/** Notes that a paper was opened by its applicant. False when it had been before. */
export async function markRead(tx: Db, id: number, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('casePapers')
    .set({ readAt: at })
    .where('id', '=', id)
    .where('readAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function revokeResult(
  tx: Db,
  id: number,
  revoke: { revokedOn: Day; revokeReason: string },
): Promise<void> {
  await tx.updateTable('caseResults').set(revoke).where('id', '=', id).execute()
}

/** A result by the code on it, whatever case it is of. */
export function findResultByCode(db: Db, code: string) {
  return db
    .selectFrom('caseResults as r')
    .innerJoin('caseFiles as c', 'c.id', 'r.caseId')
    .innerJoin('units as u', 'u.code', 'c.unitCode')
    .select(['r.name', 'r.kind', 'r.number', 'r.holder', 'r.issuedOn', 'r.validUntil', 'r.revokedOn'])
    .select(['u.name as unitName', 'c.itemName', 'c.applicantKind'])
    .where('r.verificationCode', '=', code)
    .executeTakeFirst()
}

export async function addDelivery(tx: Db, caseId: number, d: New<'caseDeliveries'>): Promise<void> {
  await tx
    .insertInto('caseDeliveries')
    .values({ caseId, ...d } as InsertObject<DB, 'caseDeliveries'>)
    .execute()
}

export async function moveDelivery(
  tx: Db,
  id: number,
  to: { state: ParcelState; events: readonly ParcelEvent[]; arrivedOn: Day | null },
): Promise<void> {
  await tx
    .updateTable('caseDeliveries')
    .set({ ...to, events: JSON.stringify(to.events) })
    .where('id', '=', id)
    .execute()
}

/** Parcels on their way, with the case of each. */
export function listParcels(db: Db) {
  return db
    .selectFrom('caseDeliveries as d')
    .innerJoin('caseFiles as c', 'c.id', 'd.caseId')
    .select(['d.id', 'c.number', 'd.carrier', 'd.trackingNumber', 'd.sentOn', 'd.events'])
    .where('d.state', 'in', ['posted', 'inTransit', 'outForDelivery'])
    .orderBy('d.id')
    .limit(5000)
    .$castTo<Pick<CaseDelivery, 'id' | 'carrier' | 'trackingNumber' | 'sentOn' | 'events'> & { number: string }>()
    .execute()
}

export async function addMessage(
  tx: Db,
  caseId: number,
  m: Pick<CaseMessage, 'fromApplicant' | 'author' | 'body' | 'at'>,
): Promise<void> {
  await tx
    .insertInto('caseMessages')
    .values({ caseId, ...m })
    .execute()
}

/** Notes that one side has read what the other wrote. */
export async function readMessages(db: Db, caseId: number, fromApplicant: boolean, at: Date): Promise<void> {
  await db
    .updateTable('caseMessages')
    .set({ readAt: at })
    .where('caseId', '=', caseId)
    .where('fromApplicant', '=', fromApplicant)
    .where('readAt', 'is', null)
    .execute()
}
