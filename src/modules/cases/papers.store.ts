import type { Day } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Db } from '../../platform/database.ts'
import type { Paper } from '../../platform/paper/index.ts'
import type { PaperKind } from './schema.ts'

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

export type CaseMessage = {
  id: number
  fromApplicant: boolean
  author: string
  body: string
  at: Date
  readAt: Date | null
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

/** Papers of a case, in the order they were issued. */
export function listPapers(db: Db, caseId: number): Promise<CasePaper[]> {
  return db
    .selectFrom('casePapers')
    .select(paperColumns)
    .where('caseId', '=', caseId)
    .orderBy('id')
    .$castTo<CasePaper>()
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

/** What applicant and office wrote to each other. */
export function listMessages(db: Db, caseId: number): Promise<CaseMessage[]> {
  return db
    .selectFrom('caseMessages')
    .select(['id', 'fromApplicant', 'author', 'body', 'at', 'readAt'])
    .where('caseId', '=', caseId)
    .orderBy('id')
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
