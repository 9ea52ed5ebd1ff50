import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
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

/** How often the catalogue was right. */
export type TopicHits = {
  code: string
  name: string
  /** Orders of this topic that were dispatched. */
  dispatched: number
  /** Of those: the catalogue had proposed the topic, and the unit it went to. */
  topicRight: number
  unitRight: number
}

/** For each topic that orders received in a span were dispatched under: how often the operator followed the catalogue. */
export async function catalogueHits(db: Db, from: Day, until: Day): Promise<TopicHits[]> {
  const { rows } = await sql<TopicHits>`
    select t.code, t.name, count(*)::int as dispatched,
      (count(*) filter (where o.proposed_topic_code = o.topic_code))::int as topic_right,
      (count(*) filter (where o.proposed_unit_code = o.dispatched_unit_code))::int as unit_right
    from work_orders o join work_order_topics t on t.code = o.topic_code
    where o.received_on between ${from}::date and ${until}::date and o.dispatched_unit_code is not null
    group by t.code order by dispatched desc, t.position`.execute(db)
  return rows
}
