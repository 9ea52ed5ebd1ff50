import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/tables.ts'
import type { Channel, Document } from './schema.ts'

export const documentColumns = [
  ...([
    'id',
    'unitCode',
    'columnCode',
    'kind',
    'state',
    'version',
    'indexNumber',
    'title',
    'documentNumber',
    'issuingBody',
  ] as const),
  ...([
    'subjectCategory',
    'keywords',
    'source',
    'abstract',
    'body',
    'fullText',
    'writtenOn',
    'effectiveOn',
    'expiresOn',
    'validity',
  ] as const),
  ...([
    'replacesId',
    'repealedById',
    'repealedOn',
    'attribute',
    'attributeGround',
    'reassessOn',
    'reviewBy',
    'regime',
    'dueOn',
    'draftedBy',
  ] as const),
  ...([
    'submittedAt',
    'secrecyReviewedBy',
    'secrecyNote',
    'reviewedBy',
    'reviewedAt',
    'reviewNote',
    'forcedReason',
    'publishAt',
  ] as const),
  ...([
    'publishedAt',
    'publishedBy',
    'withdrawnAt',
    'withdrawnReason',
    'withdrawal',
    'movedTo',
    'personalData',
    'personalDataConfirmedBy',
    'createdAt',
    'changedAt',
  ] as const),
] as const

/** A document by its number. Throws NotFound. */
export async function getDocument(db: Db, id: number): Promise<Document> {
  const row = await db
    .selectFrom('documents')
    .select(documentColumns)
    .where('id', '=', id)
    .$castTo<Document>()
    .executeTakeFirst()
  if (!row) throw new NotFound(`编号为 ${id} 的信息`)
  return row
}

/** The same, locked until the transaction ends. */
export async function lockDocument(tx: Db, id: number): Promise<Document> {
  const row = await tx
    .selectFrom('documents')
    .select(documentColumns)
    .where('id', '=', id)
    .forUpdate()
    .$castTo<Document>()
    .executeTakeFirst()
  if (!row) throw new NotFound(`编号为 ${id} 的信息`)
  return row
}

export type NewDocument = Insertable<DB['documents']>

export async function insertDocument(tx: Db, document: NewDocument): Promise<number> {
  return (await tx.insertInto('documents').values(document).returning('id').executeTakeFirstOrThrow()).id
}

export async function updateDocument(tx: Db, id: number, change: Updateable<DB['documents']>): Promise<void> {
  await tx
    .updateTable('documents')
    .set({ ...change, changedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}

/** Keeps a saved state whole, in the name of who saved it. */
export async function keepVersion(
  tx: Db,
  id: number,
  version: number,
  actor: Actor,
  at: Date,
  content: object,
): Promise<void> {
  await tx
    .insertInto('documentVersions')
    .values({
      documentId: id,
      version,
      at,
      accountId: actor.accountId ?? null,
      actor: actor.name,
      content: JSON.stringify(content),
    })
    .execute()
}

/** Saved states, newest first. */
export function listVersions(db: Db, id: number) {
  return db
    .selectFrom('documentVersions')
    .select(['version', 'at', 'actor'])
    .where('documentId', '=', id)
    .orderBy('version', 'desc')
    .execute()
}

export async function getVersion(db: Db, id: number, version: number) {
  const row = await db
    .selectFrom('documentVersions')
    .selectAll()
    .where('documentId', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw new NotFound(`第 ${version} 个版本`)
  return row
}

export type Attachment = { id: number; sha256: string; name: string; size: number; mediaType: string }

export function listAttachments(db: Db, id: number): Promise<Attachment[]> {
  return db
    .selectFrom('documentAttachments as a')
    .innerJoin('files as f', 'f.sha256', 'a.sha256')
    .select(['a.id', 'a.sha256', 'a.name', 'f.size', 'f.mediaType'])
    .where('a.documentId', '=', id)
    .orderBy('a.position')
    .orderBy('a.id')
    .execute()
}

export async function addAttachments(
  tx: Db,
  id: number,
  files: readonly { sha256: string; name: string }[],
  from: number,
): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('documentAttachments')
    .values(files.map((f, i) => ({ documentId: id, sha256: f.sha256, name: f.name, position: from + i })))
    .execute()
}

export async function removeAttachment(tx: Db, id: number, attachmentId: number) {
  return tx
    .deleteFrom('documentAttachments')
    .where('documentId', '=', id)
    .where('id', '=', attachmentId)
    .returning(['name', 'sha256'])
    .executeTakeFirst()
}

/** Whether a document stands before the public, and how it was withdrawn. */
export function findStanding(db: Db, id: number) {
  return db.selectFrom('documents').select(['state', 'withdrawal']).where('id', '=', id).executeTakeFirst()
}

/** An attachment with the document whose visibility is its own. */
export function findAttachment(db: Db, attachmentId: number) {
  return db
    .selectFrom('documentAttachments as a')
    .innerJoin('files as f', 'f.sha256', 'a.sha256')
    .innerJoin('documents as d', 'd.id', 'a.documentId')
    .select([
      'a.id',
      'a.name',
      'a.sha256',
      'f.size',
      'f.mediaType',
      'd.id as documentId',
      'd.state',
      'd.withdrawal',
      'd.unitCode',
    ])
    .where('a.id', '=', attachmentId)
    .executeTakeFirst()
}

/** Documents named by index number or by their number in this system; the order of asking is kept, unknown ones are missing. */
export async function findReferred(db: Db, references: readonly string[]) {
  if (references.length === 0) return []
  const ids = references.filter((r) => /^\d{1,15}$/.test(r)).map(Number)
  const rows = await db
    .selectFrom('documents')
    .select(['id', 'indexNumber', 'title', 'state'])
    .where((q) => q.or([q('indexNumber', 'in', [...references]), ...(ids.length > 0 ? [q('id', 'in', ids)] : [])]))
    .execute()
  return references.flatMap((r) => rows.find((row) => row.indexNumber === r || String(row.id) === r) ?? [])
}

export type LinkedDocument = {
  id: number
  title: string
  indexNumber: string | null
  state: string
  publishedAt: Date | null
}

/** The policies that an interpretation explains. */
export function listExplained(db: Db, id: number): Promise<LinkedDocument[]> {
  return db
    .selectFrom('documentInterpretations as i')
    .innerJoin('documents as d', 'd.id', 'i.policyId')
    .select(['d.id', 'd.title', 'd.indexNumber', 'd.state', 'd.publishedAt'])
    .where('i.interpretationId', '=', id)
    .orderBy('d.id')
    .execute()
}

/** The interpretations that explain a policy. */
export function listInterpretations(db: Db, id: number): Promise<LinkedDocument[]> {
  return db
    .selectFrom('documentInterpretations as i')
    .innerJoin('documents as d', 'd.id', 'i.interpretationId')
    .select(['d.id', 'd.title', 'd.indexNumber', 'd.state', 'd.publishedAt'])
    .where('i.policyId', '=', id)
    .orderBy('d.id')
    .execute()
}

export async function linkExplained(tx: Db, interpretationId: number, policyIds: readonly number[]): Promise<void> {
  await tx.deleteFrom('documentInterpretations').where('interpretationId', '=', interpretationId).execute()
  const others = [...new Set(policyIds)].filter((p) => p !== interpretationId)
  if (others.length > 0)
    await tx
      .insertInto('documentInterpretations')
      .values(others.map((policyId) => ({ interpretationId, policyId })))
      .execute()
}

/** The next serial of a unit in a year. Whoever asks at the same time waits for this transaction, so none is given twice or lost. */
export async function takeSerial(tx: Db, unitCode: string, year: number): Promise<number> {
  const row = await tx
    .insertInto('indexSerials')
    .values({ unitCode, year, last: 1 })
    .onConflict((c) => c.columns(['unitCode', 'year']).doUpdateSet((q) => ({ last: q('indexSerials.last', '+', 1) })))
    .returning('last')
    .executeTakeFirstOrThrow()
  return row.last
}

export type ChannelRow = { channel: Channel; publishedAt: Date; reference: string }

export function listChannels(db: Db, id: number): Promise<ChannelRow[]> {
  return db
    .selectFrom('documentChannels')
    .select(['channel', 'publishedAt', 'reference'])
    .where('documentId', '=', id)
    .orderBy('publishedAt')
    .orderBy('channel')
    .$castTo<ChannelRow>()
    .execute()
}

/** Adds channels and returns those that were not there yet. */
export async function addChannels(tx: Db, id: number, rows: readonly ChannelRow[]): Promise<Channel[]> {
  const added = await tx
    .insertInto('documentChannels')
    .values(rows.map((r) => ({ documentId: id, ...r })))
    .onConflict((c) => c.columns(['documentId', 'channel']).doNothing())
    .returning('channel')
    .execute()
  return added.map((r) => r.channel as Channel)
}

/** Scheduled documents whose time has come. */
export async function listDue(db: Db, now: Date): Promise<number[]> {
  const rows = await db
    .selectFrom('documents')
    .select('id')
    .where('state', '=', 'scheduled')
    .where('publishAt', '<=', now)
    .orderBy('publishAt')
    .execute()
  return rows.map((r) => r.id)
}

/** Marks as expired what is in force past its last day, and returns what was marked. */
export function expireUntil(tx: Db, today: Day): Promise<{ id: number; unitCode: string; expiresOn: string | null }[]> {
  return tx
    .updateTable('documents')
    .set({ validity: 'expired', changedAt: sql<Date>`now()` })
    .where('validity', '=', 'inForce')
    .where('expiresOn', '<', today)
    .where('state', '=', 'published')
    .returning(['id', 'unitCode', 'expiresOn'])
    .execute()
}

const underWay = ['draft', 'returned', 'inReview', 'approved', 'scheduled'] as const

/** Unpublished documents due by a day that have not been reminded of with this light. */
export function listToRemind(db: Db, until: Day, light: string) {
  return db
    .selectFrom('documents as d')
    .innerJoin('units as u', 'u.code', 'd.unitCode')
    .select(['d.id', 'd.title', 'd.dueOn', 'd.unitCode', 'u.name as unitName', 'u.email'])
    .where('d.state', 'in', underWay)
    .where('d.dueOn', '<=', until)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('acts as a')
            .select('a.id')
            .where('a.subject', '=', sql<string>`'document:' || d.id`)
            .where('a.act', '=', 'disclosure.reminded')
            .where(sql<string>`a.data ->> 'light'`, '=', light)
            .where(sql<string>`a.data ->> 'dueOn'`, '=', sql<string>`d.due_on::text`),
        ),
      ),
    )
    .orderBy('d.dueOn')
    .execute()
}

/** Unpublished documents with a last day, next after an id; locked until the transaction ends. */
export function listRunning(tx: Db, after: number, limit: number) {
  return tx
    .selectFrom('documents')
    .select(['id', 'title', 'unitCode', 'regime', 'writtenOn', 'attribute'])
    .select((e) => e.ref('dueOn').$castTo<Day>().as('dueOn'))
    .where('state', 'in', underWay)
    .where('dueOn', 'is not', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()
}

export type DocumentVersion = Selectable<DB['documentVersions']>

/** Channels chosen for a publication that has not happened. */
export async function dropPlannedChannels(tx: Db, id: number): Promise<void> {
  await tx.deleteFrom('documentChannels').where('documentId', '=', id).execute()
}

/** Planned channels become real ones. */
export async function setChannelTimes(tx: Db, id: number, at: Date): Promise<void> {
  await tx.updateTable('documentChannels').set({ publishedAt: at }).where('documentId', '=', id).execute()
}
