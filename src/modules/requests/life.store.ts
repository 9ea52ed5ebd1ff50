import { sql } from 'kysely'
import type { ClockEvent } from '../../core/clock.ts'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import { type Asked, decodeCursor, type Part, partOf } from '../../core/paging.ts'
import type { Db } from '../../platform/database.ts'
import type { Paper } from '../../platform/paper/index.ts'
import type { Facts } from './rules.ts'
import type { ConsultationAnswer, ConsultationKind, FilePurpose, LetterKind, ProposalKind, Route } from './schema.ts'
import type { InformationRequest } from './store.ts'

/** Someone who is asked before a reply. */
export type Consultation = {
  id: number
  kind: ConsultationKind
  name: string
  contact: string
  about: string
  sentOn: Day
  untilDay: Day | null
  answer: ConsultationAnswer | null
  reasonable: boolean | null
  note: string
  answeredOn: Day | null
}

/** What an officer proposes and the head decides. */
export type Proposal = {
  id: number
  kind: ProposalKind
  content: unknown
  state: 'draft' | 'waiting' | 'approved' | 'returned' | 'void'
  proposedBy: string
  proposedName: string
  proposedAt: Date
  decidedName: string | null
  decidedAt: Date | null
  note: string
}

export type Letter = {
  id: number
  kind: LetterKind
  audience: 'applicant' | 'thirdParty' | 'organ'
  addressee: string
  number: string
  issuedOn: Day
  issuedBy: string
  docxSha256: string | null
  pdfSha256: string | null
  deliveryRoute: Route | null
  deliveredOn: Day | null
  deliveryNote: string
  readAt: Date | null
}

export type RequestFile = {
  id: number
  purpose: FilePurpose
  name: string
  sha256: string
  size: number
  mediaType: string
  createdAt: Date
}

/** All that belongs to a request besides its row. */
export type Life = {
  events: ClockEvent[]
  consultations: Consultation[]
  proposals: Proposal[]
  letters: Letter[]
  files: RequestFile[]
}

const letterColumns = [
  'id',
  'kind',
  'audience',
  'addressee',
  'number',
  'issuedOn',
  'issuedBy',
  'docxSha256',
  'pdfSha256',
  'deliveryRoute',
  'deliveredOn',
  'deliveryNote',
  'readAt',
] as const

/** Reads everything that belongs to a request, one query after the other: inside a transaction there is one connection. */
export async function lifeOf(db: Db, requestId: number): Promise<Life> {
  return {
    events: await listEvents(db, requestId),
    consultations: await db
      .selectFrom('requestConsultations')
      .select(['id', 'kind', 'name', 'contact', 'about', 'sentOn', 'untilDay', 'answer', 'reasonable', 'note'])
      .select('answeredOn')
      .where('requestId', '=', requestId)
      .orderBy('id')
      .$castTo<Consultation>()
      .execute(),
    proposals: await db
      .selectFrom('requestProposals')
      .select(['id', 'kind', 'content', 'state', 'proposedBy', 'proposedName', 'proposedAt', 'decidedName'])
      .select(['decidedAt', 'note'])
      .where('requestId', '=', requestId)
      .orderBy('id')
      .$castTo<Proposal>()
      .execute(),
    letters: await db
      .selectFrom('requestLetters')
      .select(letterColumns)
      .where('requestId', '=', requestId)
      .orderBy('id')
      .$castTo<Letter>()
      .execute(),
    files: await db
      .selectFrom('requestFiles as f')
      .innerJoin('files as b', 'b.sha256', 'f.sha256')
      .select(['f.id', 'f.purpose', 'f.name', 'f.sha256', 'b.size', 'b.mediaType', 'f.createdAt'])
      .where('f.requestId', '=', requestId)
      .orderBy('f.id')
      .$castTo<RequestFile>()
      .execute(),
  }
}

/** What moved the clock of a request, in order. */
export async function listEvents(db: Db, requestId: number): Promise<ClockEvent[]> {
  const rows = await db
    .selectFrom('requestClockEvents')
    .select(['kind', 'onDay', 'untilDay', 'days', 'dueOn', 'ground'])
    .where('requestId', '=', requestId)
    .orderBy('position')
    .execute()
  return rows.map(
    ({ kind, onDay, untilDay, days, dueOn, ground }) =>
      ({
        kind,
        on: onDay,
        ground,
        ...(untilDay ? { until: untilDay } : {}),
        ...(days ? { days } : {}),
        ...(dueOn ? { dueOn } : {}),
      }) as ClockEvent,
  )
}

/** Adds one thing that moves the clock. */
export async function addEvent(tx: Db, requestId: number, event: ClockEvent): Promise<void> {
  await sql`
    insert into request_clock_events (request_id, position, kind, on_day, until_day, days, due_on, ground)
    select ${requestId}, coalesce(max(position), 0) + 1, ${event.kind}, ${event.on}::date,
      ${event.kind === 'pause' ? (event.until ?? null) : null}::date, ${event.kind === 'extension' ? event.days : null}::smallint,
      ${event.kind === 'replacement' ? event.dueOn : null}::date, ${event.ground}
    from request_clock_events where request_id = ${requestId}`.execute(tx)
}

/** What the rules ask about a request. */
export function factsOf(request: InformationRequest, life: Life): Facts {
  const waiting = life.proposals.filter((p) => p.state === 'waiting')
  const toApplicant = life.letters.filter((l) => l.audience === 'applicant')
  return {
    state: request.state,
    receivedOn: request.receivedOn,
    dueOn: request.dueOn,
    extension: request.extension,
    waitingUntil: request.waitingUntil,
    supplementsAsked: toApplicant.filter((l) => l.kind === 'supplementNotice').length,
    reasonsAsked: toApplicant.some((l) => l.kind === 'reasonsAsked'),
    openConsultations: life.consultations.filter((c) => c.answer === null).length,
    objections: life.consultations.filter((c) => c.answer === 'objects' && c.reasonable === true).length,
    waiting: waiting.map((p) => p.kind),
    proposers: waiting.map((p) => p.proposedBy),
    letters: life.letters.length,
    undelivered: toApplicant.filter((l) => l.deliveredOn === null).length,
  }
}

export async function addConsultation(
  tx: Db,
  requestId: number,
  c: Pick<Consultation, 'kind' | 'name' | 'contact' | 'about' | 'sentOn' | 'untilDay'>,
): Promise<number> {
  const { id } = await tx
    .insertInto('requestConsultations')
    .values({ requestId, ...c })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Notes an answer. False when this consultation has one already, or is not of this request. */
export async function answerConsultation(
  tx: Db,
  requestId: number,
  id: number,
  answer: { answer: ConsultationAnswer; reasonable: boolean | null; note: string; answeredOn: Day },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('requestConsultations')
    .set(answer)
    .where('id', '=', id)
    .where('requestId', '=', requestId)
    .where('answer', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Requests with a consultation whose last day has passed unanswered. */
export async function listExpiredConsultations(db: Db, today: Day): Promise<{ number: string; id: number }[]> {
  return db
    .selectFrom('requestConsultations as c')
    .innerJoin('informationRequests as r', 'r.id', 'c.requestId')
    .select(['r.number', 'c.id'])
    .where('c.answer', 'is', null)
    .where('c.untilDay', '<', today)
    .orderBy('c.id')
    .execute()
}

/** Puts a proposal in place of a draft of the same kind. */
export async function putProposal(
  tx: Db,
  requestId: number,
  p: Pick<Proposal, 'kind' | 'content' | 'state' | 'proposedBy' | 'proposedName' | 'proposedAt'>,
): Promise<void> {
  await tx
    .updateTable('requestProposals')
    .set({ state: 'void' })
    .where('requestId', '=', requestId)
    .where('kind', '=', p.kind)
    .where('state', '=', 'draft')
    .execute()
  await tx
    .insertInto('requestProposals')
    .values({ requestId, ...p, content: JSON.stringify(p.content) })
    .execute()
}

/** Ends what is proposed and not decided, as when the applicant withdraws. */
export async function voidProposals(tx: Db, requestId: number): Promise<void> {
  await tx
    .updateTable('requestProposals')
    .set({ state: 'void' })
    .where('requestId', '=', requestId)
    .where('state', 'in', ['draft', 'waiting'])
    .execute()
}

export async function decideProposal(
  tx: Db,
  id: number,
  decision: {
    state: 'approved' | 'returned' | 'void'
    decidedBy: string
    decidedName: string
    decidedAt: Date
    note: string
  },
): Promise<void> {
  await tx.updateTable('requestProposals').set(decision).where('id', '=', id).execute()
}

/** A proposal that waits for the head, with its request. */
export type Waiting = Proposal & { number: string; subject: string; dueOn: Day; unitName: string; unitPath: string }

/** What waits for the head of units in the subtrees, the nearest due day first. */
export async function listWaiting(db: Db, paths: readonly string[], page: Asked): Promise<Part<Waiting>> {
  const after = decodeCursor(page.cursor, ['day', 'integer'])
  const rows = await db
    .selectFrom('requestProposals as p')
    .innerJoin('informationRequests as r', 'r.id', 'p.requestId')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select(['p.id', 'p.kind', 'p.content', 'p.state', 'p.proposedBy', 'p.proposedName', 'p.proposedAt'])
    .select(['p.decidedName', 'p.decidedAt', 'p.note', 'r.number', 'r.subject', 'r.dueOn', 'u.name as unitName'])
    .select('u.path as unitPath')
    .where('p.state', '=', 'waiting')
    .where(sql<boolean>`exists (select from unnest(${[...paths]}::text[]) as s where starts_with(u.path, s))`)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(r.due_on, p.id) > (${after?.[0]}::date, ${after?.[1]}::bigint)`),
    )
    .orderBy('r.dueOn')
    .orderBy('p.id')
    .limit(page.size + 1)
    .$castTo<Waiting>()
    .execute()
  return partOf(rows, page, (p) => [p.dueOn, p.id])
}

/** How much waits for the head of units in the subtrees, without what `notBy` proposed. */
export async function countWaiting(db: Db, paths: readonly string[], notBy = ''): Promise<number> {
  const { n } = await db
    .selectFrom('requestProposals as p')
    .innerJoin('informationRequests as r', 'r.id', 'p.requestId')
    .innerJoin('units as u', 'u.code', 'r.unitCode')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('p.state', '=', 'waiting')
    .where('p.proposedBy', '<>', notBy)
    .where(sql<boolean>`exists (select from unnest(${[...paths]}::text[]) as s where starts_with(u.path, s))`)
    .executeTakeFirstOrThrow()
  return n
}

export async function addFiles(
  tx: Db,
  requestId: number,
  purpose: FilePurpose,
  addedBy: string,
  files: readonly { name: string; sha256: string }[],
): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('requestFiles')
    .values(files.map(({ name, sha256 }) => ({ requestId, purpose, addedBy, name, sha256 })))
    .execute()
}

/** Takes a file of the office off a request that is not answered yet; its bytes stay. */
export async function removeFile(tx: Db, requestId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('requestFiles')
    .where('id', '=', id)
    .where('requestId', '=', requestId)
    .where('purpose', 'in', ['release', 'internal'])
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function insertLetter(
  tx: Db,
  requestId: number,
  letter: Pick<Letter, 'kind' | 'audience' | 'addressee' | 'number' | 'issuedOn' | 'issuedBy'> & { paper: unknown },
): Promise<number> {
  const { id } = await tx
    .insertInto('requestLetters')
    .values({ requestId, ...letter, paper: JSON.stringify(letter.paper) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A letter of one request with its wording. Throws NotFound. */
export async function getLetter(db: Db, requestId: number, id: number): Promise<Letter & { paper: Paper }> {
  const letter = await db
    .selectFrom('requestLetters')
    .select([...letterColumns, 'paper'])
    .where('id', '=', id)
    .where('requestId', '=', requestId)
    .$castTo<Letter & { paper: Paper }>()
    .executeTakeFirst()
  if (!letter) throw new NotFound('这份文书')
  return letter
}

/** How and when a letter arrived. */
export async function setDelivery(
  tx: Db,
  id: number,
  { route, deliveredOn, note }: { route: Route; deliveredOn: Day; note: string },
): Promise<void> {
  await tx
    .updateTable('requestLetters')
    .set({ deliveryRoute: route, deliveredOn, deliveryNote: note })
    .where('id', '=', id)
    .execute()
}

/** Notes that a letter was opened. False when it had been before. */
export async function markRead(tx: Db, id: number, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('requestLetters')
    .set({ readAt: at })
    .where('id', '=', id)
    .where('readAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
