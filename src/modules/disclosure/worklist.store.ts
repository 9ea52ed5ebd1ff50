import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import { queryText } from '../../platform/search.ts'
import type { Channel, Document, Kind, State } from './schema.ts'
import { documentColumns } from './store.ts'

/** Groups of states by what is to be done with them. */
export const groups = {
  open: ['draft', 'returned', 'inReview', 'approved', 'scheduled'],
  drafting: ['draft', 'returned'],
  review: ['inReview'],
  publish: ['approved', 'scheduled'],
  published: ['published'],
  withheld: ['withheld'],
  ended: ['withdrawn', 'discarded'],
} as const satisfies Record<string, readonly State[]>
export type Group = keyof typeof groups

export type WorkWish = {
  /** Roots of the subtrees the person may see. */
  paths: readonly string[]
  group: Group
  unit?: string | undefined
  column?: string | undefined
  kind?: Kind | undefined
  q?: string | undefined
  /** Account whose drafts are wanted. */
  draftedBy?: string | undefined
  /** Due no later than this day. */
  dueUntil?: Day | undefined
  reassessUntil?: Day | undefined
  /** To be looked at again no later than this day. */
  revisitUntil?: Day | undefined
}

export type WorkRow = {
  id: number
  title: string
  state: State
  kind: Kind
  unitName: string
  columnName: string
  indexNumber: string | null
  writtenOn: Day
  dueOn: Day | null
  reassessOn: Day | null
  publishAt: Date | null
  publishedAt: Date | null
  changedAt: Date
  /** What the list is sorted by, for the cursor. */
  key: string
}

/** Where a list goes on: behind the row with this key and number. */
export type AfterRow = { key: string; id: number }

function wished(db: Db, wish: WorkWish) {
  const { unit, column, kind, q, draftedBy, dueUntil, reassessUntil, revisitUntil } = wish
  const asked = q ? queryText(q) : undefined
  return db
    .selectFrom('documents as d')
    .innerJoin('units as u', 'u.code', 'd.unitCode')
    .where('d.state', 'in', groups[wish.group])
    .where((e) => (wish.paths.length === 0 ? e.val(false) : e.or(wish.paths.map((p) => e('u.path', 'like', `${p}%`)))))
    .$if(unit !== undefined, (s) => s.where('d.unitCode', '=', unit ?? ''))
    .$if(column !== undefined, (s) => s.where('d.columnCode', '=', column ?? ''))
    .$if(kind !== undefined, (s) => s.where('d.kind', '=', kind ?? ''))
    .$if(draftedBy !== undefined, (s) => s.where('d.draftedBy', '=', draftedBy ?? ''))
    .$if(dueUntil !== undefined, (s) => s.where('d.dueOn', '<=', dueUntil ?? null))
    .$if(reassessUntil !== undefined, (s) => s.where('d.reassessOn', '<=', reassessUntil ?? null))
    .$if(revisitUntil !== undefined, (s) => s.where('d.reviewBy', '<=', revisitUntil ?? null))
    .$if(asked !== undefined, (s) => s.where(sql<boolean>`d.search @@ ${asked?.text ?? ''}::tsquery`))
}

// What is under way is sorted by its last day, what has gone out by when it did, what is withheld by its next look.
const keys = {
  open: sql<string>`coalesce(d.due_on, 'infinity')::text`,
  published: sql<string>`to_char(d.published_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`,
  withheld: sql<string>`coalesce(d.reassess_on, 'infinity')::text`,
  ended: sql<string>`to_char(d.changed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`,
}

function orderOf(group: Group) {
  if (group === 'published') return { key: keys.published, sign: '<', order: 'desc' as const, by: sql`d.published_at` }
  if (group === 'ended') return { key: keys.ended, sign: '<', order: 'desc' as const, by: sql`d.changed_at` }
  if (group === 'withheld')
    return { key: keys.withheld, sign: '>', order: 'asc' as const, by: sql`coalesce(d.reassess_on, 'infinity')` }
  return { key: keys.open, sign: '>', order: 'asc' as const, by: sql`coalesce(d.due_on, 'infinity')` }
}

/** Documents to be worked on, the most pressing first. */
export function listWork(db: Db, wish: WorkWish, after: AfterRow | undefined, limit: number): Promise<WorkRow[]> {
  const { key, sign, order, by } = orderOf(wish.group)
  const cast =
    wish.group === 'published' || wish.group === 'ended'
      ? sql`(${after?.key ?? null}::timestamp at time zone 'UTC')`
      : sql`${after?.key ?? null}::date`
  return wished(db, wish)
    .innerJoin('columns as c', 'c.code', 'd.columnCode')
    .select([
      'd.id',
      'd.title',
      'd.state',
      'd.kind',
      'd.indexNumber',
      'd.writtenOn',
      'd.dueOn',
      'd.reassessOn',
      'd.publishAt',
      'd.publishedAt',
      'd.changedAt',
    ])
    .select(['u.shortName as unitName', 'c.name as columnName', key.as('key')])
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(${by}, d.id) ${sql.raw(sign)} (${cast}, ${after?.id ?? 0})`))
    .orderBy(by, order)
    .orderBy('d.id', order)
    .limit(limit)
    .$castTo<WorkRow>()
    .execute()
}

export async function countWork(db: Db, wish: WorkWish): Promise<number> {
  return (
    await wished(db, wish)
      .select((q) => q.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count
}

/** How many wait in each group. */
export async function countGroups(db: Db, paths: readonly string[]): Promise<Record<Group, number>> {
  const counts = await db
    .selectFrom('documents as d')
    .innerJoin('units as u', 'u.code', 'd.unitCode')
    .where((e) => (paths.length === 0 ? e.val(false) : e.or(paths.map((p) => e('u.path', 'like', `${p}%`)))))
    .select(['d.state', (q) => q.fn.countAll<number>().as('count')])
    .groupBy('d.state')
    .execute()
  const of = (states: readonly State[]) =>
    counts.filter((c) => states.includes(c.state as State)).reduce((sum, c) => sum + c.count, 0)
  return Object.fromEntries(Object.entries(groups).map(([group, states]) => [group, of(states)])) as Record<
    Group,
    number
  >
}

export type Waiting = {
  review: number
  publish: number
  reassess: number
  due: { overdue: number; red: number; yellow: number }
}

/** What waits today: for a reviewer, for a publisher, and by its light. */
export async function countWaiting(
  db: Db,
  paths: readonly string[],
  days: { today: Day; redUntil: Day; yellowUntil: Day },
): Promise<Waiting> {
  const { today, redUntil, yellowUntil } = days
  const open = sql`d.state in ('draft', 'returned', 'inReview', 'approved', 'scheduled')`
  const row = await db
    .selectFrom('documents as d')
    .innerJoin('units as u', 'u.code', 'd.unitCode')
    .where('d.state', 'not in', ['published', 'withdrawn', 'discarded'])
    .where((e) => (paths.length === 0 ? e.val(false) : e.or(paths.map((p) => e('u.path', 'like', `${p}%`)))))
    .select([
      sql<number>`count(*) filter (where d.state = 'inReview')`.as('review'),
      sql<number>`count(*) filter (where d.state = 'approved')`.as('publish'),
      sql<number>`count(*) filter (where d.state = 'withheld' and d.reassess_on <= ${today})`.as('reassess'),
      sql<number>`count(*) filter (where ${open} and d.due_on < ${today})`.as('overdue'),
      sql<number>`count(*) filter (where ${open} and d.due_on >= ${today} and d.due_on <= ${redUntil})`.as('red'),
      sql<number>`count(*) filter (where ${open} and d.due_on > ${redUntil} and d.due_on <= ${yellowUntil})`.as(
        'yellow',
      ),
    ])
    .executeTakeFirstOrThrow()
  const { review, publish, reassess, overdue, red, yellow } = row
  return { review, publish, reassess, due: { overdue, red, yellow } }
}

/** Whole documents for a table, by their numbers. */
export async function listForExport(db: Db, wish: WorkWish, afterId: number, limit: number) {
  return wished(db, wish)
    .select(documentColumns.map((c) => `d.${c}` as const))
    .select([
      'u.name as unitName',
      sql<Channel[]>`array(select c.channel from document_channels c where c.document_id = d.id order by c.channel)`.as(
        'channels',
      ),
    ])
    .where('d.id', '>', afterId)
    .orderBy('d.id')
    .limit(limit)
    .$castTo<Document & { unitName: string; channels: Channel[] }>()
    .execute()
}
