import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Db } from '../../platform/database.ts'
import type { Offer } from './slots.ts'

/** An offer with what a reader needs to know of it. */
export type OfferLine = Offer & { itemCode: string; itemName: string; lineName: string }

const offers = (db: Db) =>
  db
    .selectFrom('appointmentOffers as o')
    .innerJoin('serviceItems as s', 's.id', 'o.itemId')
    .innerJoin('queueLines as l', 'l.id', 'o.lineId')
    .select(['o.id', 'o.hallCode', 'o.itemId', 'o.lineId', 'o.weekday', 'o.starts', 'o.ends', 'o.quota'])
    .select(['o.validFrom', 'o.validUntil', 's.code as itemCode', 's.name as itemName', 'l.name as lineName'])

/** Offers that hold on a day or later, by item, weekday and hour. */
export const listOffers = (db: Db, from: Day, which: { hallCode?: string; itemId?: number }): Promise<OfferLine[]> =>
  offers(db)
    .where((e) => e.or([e('o.validUntil', 'is', null), e('o.validUntil', '>=', from)]))
    .$if(which.hallCode !== undefined, (q) => q.where('o.hallCode', '=', which.hallCode ?? ''))
    .$if(which.itemId !== undefined, (q) => q.where('o.itemId', '=', which.itemId ?? 0))
    .orderBy('s.name')
    .orderBy('s.id')
    .orderBy('o.weekday')
    .orderBy('o.starts')
    .execute()

/** Locks the offers of a hall, so that two people who change them do not pass each other. */
export async function lockOffers(tx: Db, hallCode: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('hall.offers'), hashtext(${hallCode}))`.execute(tx)
}

export const findOffer = (tx: Db, id: number): Promise<OfferLine | undefined> =>
  offers(tx).where('o.id', '=', id).executeTakeFirst()

export async function insertOffers(tx: Db, rows: readonly Omit<Offer, 'id'>[]): Promise<void> {
  await tx
    .insertInto('appointmentOffers')
    .values([...rows])
    .execute()
}

export async function saveOffer(tx: Db, id: number, change: { quota?: number; validUntil?: Day }): Promise<void> {
  await tx.updateTable('appointmentOffers').set(change).where('id', '=', id).execute()
}

/** An offer that never held is taken away whole. */
export async function dropOffer(tx: Db, id: number): Promise<void> {
  await tx.deleteFrom('appointmentOffers').where('id', '=', id).execute()
}

/**
 * Brings the slots that were made for some days in line with an offer and its places: never fewer than were taken; the end and
 * the line stay where someone has booked.
 */
export async function alignSlots(tx: Db, offer: Omit<Offer, 'id'>, days: readonly Day[], quota: number): Promise<void> {
  if (days.length === 0) return
  await tx
    .updateTable('appointmentSlots')
    .set({
      quota: sql`greatest(taken, ${quota}::int)`,
      ends: sql`case when taken = 0 then ${offer.ends} else ends end`,
      lineId: sql`case when taken = 0 then ${offer.lineId}::bigint else line_id end`,
    })
    .where('hallCode', '=', offer.hallCode)
    .where('itemId', '=', offer.itemId)
    .where('starts', '=', offer.starts)
    .where('day', 'in', [...days])
    .execute()
}

export type BookableItem = {
  code: string
  name: string
  unitName: string
  halls: readonly { code: string; name: string }[]
}

/**
 * Items that can be booked within the days, by name, with the halls where.
 * @param words - each stands in the name of the item or of its unit
 */
export async function listBookable(
  db: Db,
  { from, until, words }: { from: Day; until: Day; words: readonly string[] },
): Promise<BookableItem[]> {
  const { rows } = await sql<BookableItem>`
    select s.code, s.name, u.name as "unitName", 
      (select jsonb_agg(jsonb_build_object('code', h.code, 'name', h.name) order by h.position, h.code)
        from halls h where h.code = any(array_agg(distinct o.hall_code))) as halls
    from appointment_offers o
      join service_items s on s.id = o.item_id join units u on u.code = s.unit_code
      join halls h on h.code = o.hall_code
    where o.quota > 0 and o.valid_from <= ${until} and (o.valid_until is null or o.valid_until >= ${from})
      and s.version_id is not null and (s.cancelled_on is null or s.cancelled_on > ${from})
      and (h.closed_on is null or h.closed_on > ${from})
      and not exists (select from unnest(${[...words]}::text[]) w where position(w in s.name || u.name) = 0)
    group by s.id, s.code, s.name, u.name order by u.name, s.name`.execute(db)
  return rows
}
