import type { Db } from '../../platform/database.ts'
import type { Place, Topic } from './dispatch.ts'
import type { TermKind, TermsForm, TopicForm } from './schema.ts'

/** Terms of one kind with who set them. */
export type KindTerms = TermsForm & { kind: TermKind; changedBy: string; changedAt: Date }

const termColumns = [
  ...(['kind', 'dispatchDays', 'contactDays', 'replyDays', 'closeDays', 'reviewDays', 'escalateDays'] as const),
  ...(['followUpDays', 'followUpTries', 'reopenDays', 'extensionDays', 'confirmed', 'source'] as const),
  ...(['changedBy', 'changedAt'] as const),
] as const

/** The terms of every kind. */
export async function listTerms(db: Db): Promise<KindTerms[]> {
  return (await db.selectFrom('workOrderTerms').select(termColumns).execute()) as KindTerms[]
}

/** The terms of a kind. */
export async function termsOf(db: Db, kind: TermKind): Promise<KindTerms> {
  return (await db
    .selectFrom('workOrderTerms')
    .select(termColumns)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()) as KindTerms
}

export async function saveTerms(tx: Db, kind: TermKind, terms: TermsForm, by: { changedBy: string; changedAt: Date }) {
  await tx
    .updateTable('workOrderTerms')
    .set({ ...terms, ...by })
    .where('kind', '=', kind)
    .execute()
}

export type CatalogueTopic = Topic & { position: number; retired: boolean }

/** Topics of the dispatch catalogue in their order; retired ones only where asked. */
export async function listTopics(db: Db, { retired = false } = {}): Promise<CatalogueTopic[]> {
  return (await db
    .selectFrom('workOrderTopics')
    .select(['code', 'parentCode', 'name', 'words', 'kind', 'unitCodes', 'ofPlace', 'position', 'retired'])
    .$if(!retired, (q) => q.where('retired', '=', false))
    .orderBy('position')
    .orderBy('code')
    .execute()) as CatalogueTopic[]
}

export async function saveTopic(
  tx: Db,
  { kind, parentCode, ...form }: TopicForm,
  by: { changedBy: string; changedAt: Date },
) {
  const row = { ...form, kind: kind || null, parentCode: parentCode || null, ...by }
  const { code: _, ...changes } = row
  await tx
    .insertInto('workOrderTopics')
    .values(row)
    .onConflict((c) => c.column('code').doUpdateSet(changes))
    .execute()
}

/** Units that exist, as the catalogue asks for them. */
export async function listPlaces(db: Db): Promise<Place[]> {
  return db
    .selectFrom('units')
    .select(['code', 'parentCode', 'kind', 'name', 'shortName'])
    .where('closedOn', 'is', null)
    .orderBy('path')
    .execute()
}
