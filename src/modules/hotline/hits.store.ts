import { sql } from 'kysely'
import { addDays, startOf } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { Period } from './results.store.ts'

/** How often something happened, and how often the operator did as the catalogue proposed. */
export type Hits = {
  orders: number
  /** Of those: the topic, and the unit, that the catalogue had put first. */
  topicTaken: number
  unitTaken: number
}
const none: Hits = { orders: 0, topicTaken: 0, unitTaken: 0 }

export type CatalogueHits = {
  /** All orders that were first dispatched in the period. */
  sum: Hits
  /** By the topic they were dispatched under; empty: under none. */
  chosen: ReadonlyMap<string, Hits>
  /** By the topic that was proposed; empty: no word hit. */
  proposed: ReadonlyMap<string, Hits>
  /** By the words that hit, of the topic that was proposed: `topic|word`. */
  words: ReadonlyMap<string, Hits>
}

type Row = Hits & { bits: number; chosen: string | null; proposed: string | null; word: string | null }

/**
 * What the catalogue proposed and what the operators made of it, from the acts of the first dispatch in a period: one reading,
 * grouped four ways. An act that does not tell the proposal is of before acts did: what was proposed stands in the order, the
 * words that hit are not known.
 */
export async function countHits(db: Db, { from, to }: Period): Promise<CatalogueHits> {
  const { rows } = await sql<Row>`
    with sent as (
      select a.id, a.data ->> 'topic' as chosen, coalesce(a.data ->> 'unit', o.dispatched_unit_code) as unit,
        coalesce(a.data -> 'proposal',
          jsonb_build_object('topic', o.proposed_topic_code, 'unit', o.proposed_unit_code, 'hits', '[]'::jsonb)) as proposal
      from acts a left join work_orders o on a.data -> 'proposal' is null and o.number = substr(a.subject, 11)
      where a.act = 'hotline.dispatched' and a.at >= ${startOf(from)} and a.at < ${startOf(addDays(to, 1))}
        and (a.data -> 'proposal' is not null or (o.proposed_topic_code is not null and not exists (
          select from acts b where b.subject = a.subject and b.act = 'hotline.dispatched' and b.id < a.id)))),
    hit as (
      select id, chosen, proposal ->> 'topic' as proposed, proposal ->> 'unit' = unit as same_unit, word
      from sent left join lateral jsonb_array_elements_text(proposal -> 'hits') as word on true)
    select grouping(chosen, proposed, word) as bits, chosen, proposed, word, count(distinct id)::int as orders,
      (count(distinct id) filter (where chosen = proposed and chosen <> ''))::int as topic_taken,
      (count(distinct id) filter (where same_unit))::int as unit_taken
    from hit group by grouping sets ((), (chosen), (proposed), (proposed, word))`.execute(db)
  // A bit is set for each column that a row is not grouped by, the first one highest.
  const by = (bits: number, key: (row: Row) => string) =>
    new Map(rows.filter((r) => r.bits === bits).map((r) => [key(r), r]))
  return {
    sum: rows.find((r) => r.bits === 0b111) ?? none,
    chosen: by(0b011, (r) => r.chosen ?? ''),
    proposed: by(0b101, (r) => r.proposed ?? ''),
    words: by(0b100, (r) => `${r.proposed}|${r.word}`),
  }
}

/** What is known of something that never happened. */
export const hitsOf = (all: ReadonlyMap<string, Hits>, key: string): Hits => all.get(key) ?? none
