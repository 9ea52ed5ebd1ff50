import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { MaterialFile } from './materials.ts'
import type { DraftForm } from './schema.ts'

/** An online application that was not sent yet. */
export type Draft = {
  id: string
  itemId: number
  itemCode: string
  versionId: number
  form: DraftForm
  /** Stands in no address: the query code follows from it. */
  submissionKey: string
  /** Last day on which it is kept. */
  endsOn: Day
  changedAt: Date
  /** The case it became. */
  caseNumber: string | null
}

const drafts = (db: Db) =>
  db
    .selectFrom('caseDrafts as d')
    .innerJoin('serviceItems as i', 'i.id', 'd.itemId')
    .select(['d.id', 'd.itemId', 'i.code as itemCode', 'd.versionId', 'd.form', 'd.submissionKey'])
    .select(['d.endsOn', 'd.changedAt', 'd.caseNumber'])
    .$castTo<Draft>()

/** A draft of an account. Throws NotFound, also for those of others. */
export async function getDraft(db: Db, accountId: string, id: string): Promise<Draft> {
  const draft = await drafts(db).where('d.id', '=', id).where('d.accountId', '=', accountId).executeTakeFirst()
  if (!draft) throw new NotFound('这份草稿')
  return draft
}

/** The same, locked until the transaction ends: two windows of one person save one after the other. */
export async function lockDraft(tx: Db, accountId: string, id: string): Promise<Draft> {
  const draft = await drafts(tx)
    .where('d.id', '=', id)
    .where('d.accountId', '=', accountId)
    .forUpdate('d')
    .executeTakeFirst()
  if (!draft) throw new NotFound('这份草稿')
  return draft
}

/** Drafts of an account that were not sent, the last changed first. */
export function listDrafts(db: Db, accountId: string) {
  return db
    .selectFrom('caseDrafts as d')
    .innerJoin('serviceItems as i', 'i.id', 'd.itemId')
    .select(['d.id', 'i.code as itemCode', 'i.name as itemName', 'd.endsOn', 'd.changedAt'])
    .where('d.accountId', '=', accountId)
    .where('d.caseNumber', 'is', null)
    .orderBy('d.changedAt', 'desc')
    .limit(100)
    .execute()
}

/** The draft of an account for an item that was not sent, if there is one. */
export function findDraftFor(db: Db, accountId: string, itemId: number): Promise<Draft | undefined> {
  return drafts(db)
    .where('d.accountId', '=', accountId)
    .where('d.itemId', '=', itemId)
    .where('d.caseNumber', 'is', null)
    .orderBy('d.changedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The mail address that was given last with a case of the account; empty when none was. */
export async function lastEmailOf(db: Db, accountId: string): Promise<string> {
  const row = await db
    .selectFrom('caseFiles')
    .select('applicantEmail')
    .where('accountId', '=', accountId)
    .where('applicantEmail', '<>', '')
    .orderBy('receivedOn', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.applicantEmail ?? ''
}

export async function insertDraft(
  db: Db,
  d: Pick<Draft, 'id' | 'itemId' | 'versionId' | 'form' | 'submissionKey' | 'endsOn'> & { accountId: string; at: Date },
): Promise<void> {
  const { at, form, ...rest } = d
  await db
    .insertInto('caseDrafts')
    .values({ ...rest, form: JSON.stringify(form), createdAt: at, changedAt: at })
    .execute()
}

export async function saveDraft(
  tx: Db,
  id: string,
  change: { form?: DraftForm; versionId?: number; caseNumber?: string; changedAt: Date },
): Promise<void> {
  const { form, ...rest } = change
  await tx
    .updateTable('caseDrafts')
    .set({ ...rest, ...(form ? { form: JSON.stringify(form) } : {}) })
    .where('id', '=', id)
    .execute()
}

export type DraftFile = MaterialFile & { id: number; size: number }

/** Files of a draft in the order they came. */
export function listDraftFiles(db: Db, draftId: string): Promise<DraftFile[]> {
  return db
    .selectFrom('caseDraftFiles as f')
    .innerJoin('files as b', 'b.sha256', 'f.sha256')
    .select(['f.id', 'f.materialKey as key', 'f.name', 'f.sha256', 'b.size'])
    .where('f.draftId', '=', draftId)
    .orderBy('f.id')
    .execute()
}

export async function addDraftFiles(tx: Db, draftId: string, files: readonly MaterialFile[]): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('caseDraftFiles')
    .values(files.map(({ key, name, sha256 }) => ({ draftId, materialKey: key, name, sha256 })))
    .execute()
}

/** Takes a file off a draft. @returns its digest; undefined when it is not there */
export async function removeDraftFile(tx: Db, draftId: string, id: number): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('caseDraftFiles')
    .where('id', '=', id)
    .where('draftId', '=', draftId)
    .returning('sha256')
    .executeTakeFirst()
  return row?.sha256
}

/** Deletes a draft that was not sent. @returns the digests of its files; undefined when there is no such draft */
export async function deleteDraft(tx: Db, id: string): Promise<string[] | undefined> {
  const files = await tx.selectFrom('caseDraftFiles').select('sha256').where('draftId', '=', id).execute()
  const gone = await tx.deleteFrom('caseDrafts').where('id', '=', id).where('caseNumber', 'is', null).executeTakeFirst()
  return gone.numDeletedRows > 0n ? files.map((f) => f.sha256) : undefined
}

/** Drafts whose last day has passed. */
export function listEndedDrafts(db: Db, today: Day) {
  return db
    .selectFrom('caseDrafts')
    .select('id')
    .where('caseNumber', 'is', null)
    .where('endsOn', '<', today)
    .orderBy('endsOn')
    .limit(1000)
    .execute()
}
