import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { Answers } from './answers.ts'

/** A field of the form that was to be put right, with its answers; undefined: no answer. */
export type Correction = {
  field: string
  oldAnswer: Answers[string] | undefined
  newAnswer: Answers[string] | undefined
  /** Undefined while the supplement is waited for. */
  correctedOn: Day | undefined
}

/** What the supplement notice of a case named on the form. */
export async function listCorrections(db: Db, caseId: number): Promise<Correction[]> {
  const rows = await db
    .selectFrom('caseCorrections')
    .select(['field', 'oldAnswer', 'newAnswer', 'correctedOn'])
    .where('caseId', '=', caseId)
    .$castTo<{
      field: string
      oldAnswer: Answers[string] | null
      newAnswer: Answers[string] | null
      correctedOn: Day | null
    }>()
    .execute()
  return rows.map((r) => ({
    field: r.field,
    oldAnswer: r.oldAnswer ?? undefined,
    newAnswer: r.newAnswer ?? undefined,
    correctedOn: r.correctedOn ?? undefined,
  }))
}

const stored = (answer: Answers[string] | undefined) => (answer === undefined ? null : JSON.stringify(answer))

/** Names fields that are to be put right, with what stands there now. */
export async function askCorrections(
  tx: Db,
  caseId: number,
  fields: readonly string[],
  { answers, askedOn }: { answers: Answers; askedOn: Day },
): Promise<void> {
  if (fields.length === 0) return
  await tx
    .insertInto('caseCorrections')
    .values(fields.map((field) => ({ caseId, field, askedOn, oldAnswer: stored(answers[field]) })))
    .execute()
}

/** Keeps the answers that came for named fields, and saves the form with them. */
export async function saveCorrections(
  tx: Db,
  caseId: number,
  fields: readonly string[],
  { answers, by, on }: { answers: Answers; by: string; on: Day },
): Promise<void> {
  for (const field of fields)
    await tx
      .updateTable('caseCorrections')
      .set({ newAnswer: stored(answers[field]), correctedOn: on, correctedBy: by })
      .where('caseId', '=', caseId)
      .where('field', '=', field)
      .execute()
  await tx
    .updateTable('caseFiles')
    .set({ answers: JSON.stringify(answers) })
    .where('id', '=', caseId)
    .execute()
}
