import { sql, type Updateable } from 'kysely'
import { NotFound } from '../../core/errors.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import type { DB } from '../../platform/tables.ts'
import type { CorrectedContent, Correction, CorrectionState, KeptFile } from './corrections.schema.ts'
import type { Document } from './schema.ts'
import * as documents from './store.ts'

const columns = [
  ...(['id', 'documentId', 'state', 'saves', 'content', 'attachments', 'note', 'draftedBy', 'submittedAt'] as const),
  ...(['personalData', 'reviewedBy', 'reviewedAt', 'secrecyNote', 'reviewNote', 'publishedAt', 'publishedBy'] as const),
  ...(['personalDataConfirmedBy', 'version', 'createdAt', 'changedAt'] as const),
] as const

/** The correction of a document that is under way. There is at most one. */
export function findOpen(db: Db, documentId: number): Promise<Correction | undefined> {
  return db
    .selectFrom('documentCorrections')
    .select(columns)
    .where('documentId', '=', documentId)
    .where('state', 'not in', ['published', 'discarded'])
    .$castTo<Correction>()
    .executeTakeFirst()
}

export type OpenCorrection = {
  documentId: number
  title: string
  unitName: string
  state: CorrectionState
  note: string
  changedAt: Date
}

function open(db: Db, paths: readonly string[]) {
  return db
    .selectFrom('documentCorrections as c')
    .innerJoin('documents as d', 'd.id', 'c.documentId')
    .innerJoin('units as u', 'u.code', 'd.unitCode')
    .where('c.state', 'not in', ['published', 'discarded'])
    .where((e) => (paths.length === 0 ? e.val(false) : e.or(paths.map((p) => e('u.path', 'like', `${p}%`)))))
}

/** Corrections under way in the units one may see, longest untouched first. */
export function listOpen(db: Db, paths: readonly string[]): Promise<OpenCorrection[]> {
  return open(db, paths)
    .select(['c.documentId', 'd.title', 'u.shortName as unitName', 'c.state', 'c.note', 'c.changedAt'])
    .orderBy('c.changedAt')
    .limit(500)
    .$castTo<OpenCorrection>()
    .execute()
}

/** How many wait for a reviewer, and for a publisher. */
export function countOpen(db: Db, paths: readonly string[]): Promise<{ review: number; publish: number }> {
  return open(db, paths)
    .select([
      sql<number>`count(*) filter (where c.state = 'inReview')`.as('review'),
      sql<number>`count(*) filter (where c.state = 'approved')`.as('publish'),
    ])
    .executeTakeFirstOrThrow()
}

export async function insertCorrection(
  tx: Db,
  row: {
    documentId: number
    content: CorrectedContent
    attachments: readonly KeptFile[]
    note: string
    draftedBy: string
  },
): Promise<void> {
  await tx
    .insertInto('documentCorrections')
    .values({ ...row, content: JSON.stringify(row.content), attachments: JSON.stringify(row.attachments) })
    .execute()
}

type Change = Omit<Updateable<DB['documentCorrections']>, 'content' | 'attachments' | 'personalData'> & {
  content?: CorrectedContent
  attachments?: readonly KeptFile[]
  personalData?: Correction['personalData']
}

export async function updateCorrection(tx: Db, id: number, change: Change): Promise<void> {
  const { content, attachments, personalData, ...plain } = change
  await tx
    .updateTable('documentCorrections')
    .set({
      ...plain,
      ...(content ? { content: JSON.stringify(content) } : {}),
      ...(attachments ? { attachments: JSON.stringify(attachments) } : {}),
      ...(personalData ? { personalData: JSON.stringify(personalData) } : {}),
      changedAt: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .execute()
}

/** A document's files as versions and corrections keep them. */
export async function keptFiles(db: Db, documentId: number): Promise<KeptFile[]> {
  return (await documents.listAttachments(db, documentId)).map(({ sha256, name }) => ({ sha256, name }))
}

/** What a version of a document says, whole. */
export function contentOf(document: Document, explained: readonly number[]) {
  return {
    unitCode: document.unitCode,
    columnCode: document.columnCode,
    kind: document.kind,
    ...correctedOf(document, explained),
    validity: document.validity,
    replacesId: document.replacesId,
    attribute: document.attribute,
    attributeGround: document.attributeGround,
    regime: document.regime,
    dueOn: document.dueOn,
  }
}

/** The part of it that a correction may change. */
export function correctedOf(document: Document, explained: readonly number[]): CorrectedContent {
  return {
    title: document.title,
    documentNumber: document.documentNumber,
    issuingBody: document.issuingBody,
    subjectCategory: document.subjectCategory,
    keywords: document.keywords,
    source: document.source,
    abstract: document.abstract,
    body: document.body,
    fullText: document.fullText,
    writtenOn: document.writtenOn,
    effectiveOn: document.effectiveOn,
    expiresOn: document.expiresOn,
    explained: [...explained].sort((a, b) => a - b),
  }
}

/** Keeps what stands now as the version it is, with its files, before something else takes its place. */
export async function keepStanding(tx: Db, document: Document, at: Date, actor: Actor): Promise<void> {
  const explained = (await documents.listExplained(tx, document.id)).map((d) => d.id)
  await tx
    .insertInto('documentVersions')
    .values({
      documentId: document.id,
      version: document.version,
      at,
      accountId: actor.accountId ?? null,
      actor: actor.name,
      content: JSON.stringify(contentOf(document, explained)),
    })
    .onConflict((c) => c.doNothing())
    .execute()
  await keepFiles(tx, document.id, document.version, await keptFiles(tx, document.id))
}

/** Notes with a version the files that stood beside it. */
export async function keepFiles(
  tx: Db,
  documentId: number,
  version: number,
  files: readonly KeptFile[],
): Promise<void> {
  await tx
    .updateTable('documentVersions')
    .set({ attachments: JSON.stringify(files) })
    .where('documentId', '=', documentId)
    .where('version', '=', version)
    .execute()
}

/** Makes a document's files those of a list, in its order. What stays keeps its address. */
export async function replaceFiles(tx: Db, documentId: number, files: readonly KeptFile[]): Promise<void> {
  const left = [...(await documents.listAttachments(tx, documentId))]
  const fresh: (KeptFile & { documentId: number; position: number })[] = []
  for (const [position, { sha256, name }] of files.entries()) {
    const at = left.findIndex((f) => f.sha256 === sha256 && f.name === name)
    const [stays] = at < 0 ? [] : left.splice(at, 1)
    if (stays) await tx.updateTable('documentAttachments').set({ position }).where('id', '=', stays.id).execute()
    else fresh.push({ documentId, sha256, name, position })
  }
  for (const gone of left) await documents.removeAttachment(tx, documentId, gone.id)
  if (fresh.length > 0) await tx.insertInto('documentAttachments').values(fresh).execute()
}

/** Size and type of stored files. */
export function describeFiles(db: Db, digests: readonly string[]) {
  if (digests.length === 0) return Promise.resolve([])
  return db
    .selectFrom('files')
    .select(['sha256', 'size', 'mediaType'])
    .where('sha256', 'in', [...digests])
    .execute()
}

/** A file that a version or a correction of a document keeps. Throws NotFound. */
export async function getKeptFile(db: Db, documentId: number, sha256: string) {
  const holds = sql<boolean>`attachments @> ${JSON.stringify([{ sha256 }])}::jsonb`
  const row = await db
    .selectFrom('files as f')
    .where('f.sha256', '=', sha256)
    .where((e) =>
      e.or([
        e.exists(e.selectFrom('documentVersions').select('version').where('documentId', '=', documentId).where(holds)),
        e.exists(e.selectFrom('documentCorrections').select('id').where('documentId', '=', documentId).where(holds)),
      ]),
    )
    .select([
      'f.sha256',
      'f.mediaType',
      sql<string>`(select a ->> 'name' from (
          select attachments from document_versions where document_id = ${documentId}
          union all select attachments from document_corrections where document_id = ${documentId}
        ) as kept, jsonb_array_elements(kept.attachments) as a where a ->> 'sha256' = ${sha256} limit 1)`.as('name'),
    ])
    .executeTakeFirst()
  if (!row) throw new NotFound('这个附件')
  return row
}
