import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { type Asked, decodeCursor, type Part, partOf } from '../../core/paging.ts'
import type { Db } from '../../platform/database.ts'
import { queryText } from '../../platform/search.ts'
import type { OrderLight } from './clocks.ts'
import { isReplied, satisfactionAt } from './figures.ts'
import type { OrderProposal } from './life.store.ts'
import type { OrderChannel, OrderKind, OrderState } from './schema.ts'
import { joined, lineColumns, type OrderLine } from './store.ts'

/** Beyond so many a list is not counted to its end. */
export const countedUntil = 10_000

/** What figures count of orders, besides that they came in. */
export const counted = ['replied', 'completed', 'late', 'satisfied', 'reopened'] as const
export type Counted = (typeof counted)[number]

const standsAs = (is: Counted, today: Day): RawBuilder<boolean> =>
  ({
    replied: sql<boolean>`o.state not in ('withdrawn', 'merged') and ${isReplied(today)}`,
    completed: sql<boolean>`o.state in ('closed', 'followedUp', 'archived', 'notAccepted')`,
    late: sql<boolean>`o.state not in ('withdrawn', 'merged') and o.reply_due_on < ${today}
      and (o.replied_on is null or o.replied_on > o.reply_due_on)`,
    satisfied: sql<boolean>`${satisfactionAt(today)} <= 3`,
    reopened: sql<boolean>`o.reopened > 0`,
  })[is]

/** What a list is narrowed to. */
export type OrderFilter = {
  /** Whose turn it is lies in the subtrees (`turn`), the lead unit does (`lead`), or either, or it came in there (`any`). */
  where: 'turn' | 'lead' | 'any'
  states?: readonly OrderState[] | undefined
  light?: Extract<OrderLight, 'overdue' | 'yellow'> | undefined
  kind?: OrderKind | undefined
  channel?: OrderChannel | undefined
  topic?: string | undefined
  /** Town or village, those below it included. */
  place?: string | undefined
  handler?: string | undefined
  /** Went to the leader, who gave no instruction yet. */
  withLeader?: boolean | undefined
  /** Words, or a number. */
  q?: string | undefined
  /** Received on or after, on or before. */
  from?: Day | undefined
  to?: Day | undefined
  /** Lead unit. */
  unit?: string | undefined
  /** How it stands, as the figures count it. */
  is?: Counted | undefined
  today: Day
}

/** Codes of the units in the subtrees, found once before anything else. */
export const codes = (paths: readonly string[]) =>
  sql`array(select code from units where exists (select from unnest(${[...paths]}::text[]) as p where starts_with(path, p)))`

/** Units that a report or a confidential order speaks of never see it, whatever its list. */
export const notOfThem = (paths: readonly string[]) => sql<boolean>`not exists (
  select from units x where x.code = o.complained_unit_code and x.code <> o.intake_unit_code and (o.kind = 'report' or o.confidential)
    and not exists (select from unnest(${[...paths]}::text[]) as p where not starts_with(p, x.path)))`

function narrowed(db: Db, paths: readonly string[], f: OrderFilter) {
  const units = codes(paths)
  const asked = f.q ? queryText(f.q) : undefined
  const reach = {
    turn: sql<boolean>`o.at_unit_code = any (${units})`,
    lead: sql<boolean>`o.unit_code = any (${units})`,
    any: sql<boolean>`(o.at_unit_code = any (${units}) or o.unit_code = any (${units}) or o.intake_unit_code = any (${units})
      or exists (select from work_order_units a where a.order_id = o.id and a.unit_code = any (${units})))`,
  }
  return joined(db)
    .where(reach[f.where])
    .where(notOfThem(paths))
    .$if(f.states !== undefined, (q) => q.where('o.state', 'in', f.states ?? []))
    .$if(f.light !== undefined, (q) => q.where(lit(f)))
    .$if(f.kind !== undefined, (q) => q.where('o.kind', '=', f.kind as OrderKind))
    .$if(f.channel !== undefined, (q) => q.where('o.channel', '=', f.channel as OrderChannel))
    .$if(f.topic !== undefined, (q) =>
      q.where((w) => w.or([w('o.topicCode', '=', f.topic ?? ''), w('t.parentCode', '=', f.topic ?? '')])),
    )
    .$if(f.place !== undefined, (q) =>
      q.where(sql<boolean>`p.path like (select path from units where code = ${f.place}) || '%'`),
    )
    .$if(f.from !== undefined, (q) => q.where('o.receivedOn', '>=', f.from as Day))
    .$if(f.to !== undefined, (q) => q.where('o.receivedOn', '<=', f.to as Day))
    .$if(f.unit !== undefined, (q) =>
      q.where(sql<boolean>`coalesce(o.unit_code, o.intake_unit_code) = ${f.unit ?? ''}`),
    )
    .$if(f.is !== undefined, (q) => q.where(standsAs(f.is as Counted, f.today)))
    .$if(f.handler !== undefined, (q) => q.where('o.handlerId', '=', f.handler ?? ''))
    .$if(f.withLeader === true, (q) =>
      q
        .where('o.escalatedOn', 'is not', null)
        .where('o.closedOn', 'is', null)
        .where(sql<boolean>`(o.instructed_on is null or o.instructed_on < o.escalated_on)`),
    )
    .$if(f.q !== undefined, (q) =>
      q.where(
        sql<boolean>`(o.number = ${f.q?.normalize('NFKC').trim()} or ${asked ? sql`o.search @@ ${asked.text}::tsquery` : sql`false`})`,
      ),
    )
}

function lit({ light, today }: OrderFilter): RawBuilder<boolean> {
  return light === 'overdue'
    ? sql<boolean>`o.due_on is not null and o.order_on < ${today}::date`
    : sql<boolean>`o.warn_on <= ${today}::date and o.due_on is not null and o.order_on >= ${today}::date`
}

/** Orders in reach: `due` those with a day running, the nearest first; `newest` all of them. */
export async function listOrders(
  db: Db,
  paths: readonly string[],
  filter: OrderFilter & { order: 'due' | 'newest' },
  page: Asked,
): Promise<Part<OrderLine>> {
  const due = filter.order === 'due'
  const after = decodeCursor(page.cursor, ['day', 'integer'])
  // First which, then what they say: what is shown of an order is joined to those of this part alone.
  const found = narrowed(db, paths, filter)
    .select('o.id')
    .$if(due, (q) => q.where('o.dueOn', 'is not', null))
    .$if(after !== undefined && due, (q) =>
      q.where(sql<boolean>`(o.order_on, o.id) > (${after?.[0]}::date, ${after?.[1]}::bigint)`),
    )
    .$if(after !== undefined && !due, (q) =>
      q.where(sql<boolean>`(o.received_on, o.id) < (${after?.[0]}::date, ${after?.[1]}::bigint)`),
    )
    .$if(due, (q) => q.orderBy('o.orderOn').orderBy('o.id'))
    .$if(!due, (q) => q.orderBy('o.receivedOn', 'desc').orderBy('o.id', 'desc'))
    .limit(page.size + 1)
  const rows = await joined(db)
    .innerJoin(found.as('found'), 'found.id', 'o.id')
    .select(lineColumns)
    .$if(due, (q) => q.orderBy('o.orderOn').orderBy('o.id'))
    .$if(!due, (q) => q.orderBy('o.receivedOn', 'desc').orderBy('o.id', 'desc'))
    .$castTo<OrderLine>()
    .execute()
  return partOf(rows, page, (o) => [due ? o.orderOn : o.receivedOn, o.id])
}

/** How many there are, at most one more than `countedUntil`: it stops there. */
export async function countOrders(
  db: Db,
  paths: readonly string[],
  filter: OrderFilter & { order: 'due' | 'newest' },
): Promise<number> {
  const { n } = await db
    .selectFrom(
      narrowed(db, paths, filter)
        .$if(filter.order === 'due', (q) => q.where('o.dueOn', 'is not', null))
        .select('o.id')
        .limit(countedUntil + 1)
        .as('found'),
    )
    .select((q) => q.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

const assisting = (db: Db, paths: readonly string[]) =>
  joined(db)
    .innerJoin('workOrderUnits as a', 'a.orderId', 'o.id')
    .where('a.state', '=', 'doing')
    .where(sql<boolean>`a.unit_code = any (${codes(paths)})`)
    .where(notOfThem(paths))
    .where('o.closedOn', 'is', null)

/** An order with the part that a unit has still to do. */
type AssistingLine = OrderLine & { part: string; partId: number }

/** Orders whose own part a unit in the subtrees has still to answer, the nearest due day first. */
export async function listAssisting(db: Db, paths: readonly string[], page: Asked): Promise<Part<AssistingLine>> {
  const rows = await assisting(db, paths)
    .select([...lineColumns, 'a.part', 'a.id as partId'])
    .where(laterThan(page.cursor, 'a.id'))
    .orderBy('o.orderOn')
    .orderBy('a.id')
    .limit(page.size + 1)
    .$castTo<AssistingLine>()
    .execute()
  return partOf(rows, page, (o) => [o.orderOn, o.partId])
}

export async function countAssisting(db: Db, paths: readonly string[]): Promise<number> {
  const { n } = await assisting(db, paths)
    .select((q) => q.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** What comes after the cursor in a list by due day and then by another number. */
function laterThan(cursor: string | undefined, id: string): RawBuilder<boolean> {
  const after = decodeCursor(cursor, ['day', 'integer'])
  return after
    ? sql<boolean>`(o.order_on, ${sql.ref(id)}) > (${after[0]}::date, ${after[1]}::bigint)`
    : sql<boolean>`true`
}

/** An order with a proposal that waits on it. */
export type WaitingProposal = OrderLine &
  Pick<OrderProposal, 'content' | 'proposedBy' | 'proposedName' | 'proposedAt'> & {
    proposalId: number
    proposalKind: OrderProposal['kind']
    proposerUnit: string
  }

/** What waits for a second person at the hotline, the nearest due day first. */
export async function listWaitingProposals(
  db: Db,
  paths: readonly string[],
  page: Asked,
): Promise<Part<WaitingProposal>> {
  const rows = await joined(db)
    .innerJoin('workOrderProposals as r', 'r.orderId', 'o.id')
    .innerJoin('units as v', 'v.code', 'r.unitCode')
    .select(lineColumns)
    .select(['r.id as proposalId', 'r.kind as proposalKind', 'r.content', 'v.shortName as proposerUnit'])
    .select(['r.proposedBy', 'r.proposedName', 'r.proposedAt'])
    .where('r.state', '=', 'waiting')
    .where(sql<boolean>`o.intake_unit_code = any (${codes(paths)})`)
    .where(laterThan(page.cursor, 'r.id'))
    .orderBy('o.orderOn')
    .orderBy('r.id')
    .limit(page.size + 1)
    .$castTo<WaitingProposal>()
    .execute()
  return partOf(rows, page, (p) => [p.orderOn, p.proposalId])
}

/** How many proposals wait, without those of `notBy`. */
export async function countWaitingProposals(db: Db, paths: readonly string[], notBy = ''): Promise<number> {
  const { n } = await db
    .selectFrom('workOrderProposals as r')
    .innerJoin('workOrders as o', 'o.id', 'r.orderId')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('r.state', '=', 'waiting')
    .where('r.proposedBy', '<>', notBy)
    .where(sql<boolean>`o.intake_unit_code = any (${codes(paths)})`)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** What someone said before: orders with this phone, newest first; of confidential ones a phone must not tell whose they are. */
export function listOfCaller(db: Db, paths: readonly string[], phone: string): Promise<OrderLine[]> {
  return joined(db)
    .select(lineColumns)
    .where('o.personPhone', '=', phone)
    .where('o.confidential', '=', false)
    .where(sql<boolean>`o.intake_unit_code = any (${codes(paths)})`)
    .orderBy('o.id', 'desc')
    .limit(20)
    .$castTo<OrderLine>()
    .execute()
}

/** An order like another, and how. */
export type SimilarOrder = OrderLine & { samePerson: boolean; samePlace: boolean; rank: number }

const looked = 200

/**
 * Open orders and those of the last 90 days that share words with a text: those of the same person and place first.
 * @param of - what is known of the new one so far
 */
export async function listSimilar(
  db: Db,
  paths: readonly string[],
  of: { text: string; phone?: string | undefined; placeUnitCode?: string | undefined; notId?: number; since: Day },
): Promise<SimilarOrder[]> {
  const asked = queryText(of.text.slice(0, 60), { any: true })
  if (!asked) return []
  const samePerson = sql<boolean>`(o.person_phone = ${of.phone ?? ''} and o.person_phone <> '' and not o.confidential)`
  const samePlace = sql<boolean>`(o.place_unit_code = ${of.placeUnitCode ?? ''}) is true`
  const found = sql`(select id, search from work_orders where search @@ ${asked.text}::tsquery and received_on >= ${of.since}::date
    and id <> ${of.notId ?? 0} and state not in ('merged', 'withdrawn', 'notAccepted')
    order by received_on desc, id desc limit ${looked})`
  const rows = await joined(db)
    .innerJoin(sql<{ id: number; search: string }>`${found}`.as('f'), (j) => j.onRef('f.id' as never, '=', 'o.id'))
    .select(lineColumns)
    .select([samePerson.as('samePerson'), samePlace.as('samePlace')])
    .select(sql<number>`ts_rank(o.search, ${asked.text}::tsquery)::float8`.as('rank'))
    .where(sql<boolean>`o.intake_unit_code = any (${codes(paths)})`)
    .orderBy(sql`(${samePerson})::int + (${samePlace})::int`, 'desc')
    .orderBy('rank', 'desc')
    .orderBy('o.id', 'desc')
    .limit(8)
    .execute()
  return rows as unknown as SimilarOrder[]
}
