import { addDays, type Day, days as daysFrom } from '../../core/day.ts'
import { NotFound } from '../../core/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import { findItemOn, type ItemVersion } from '../catalogue/index.ts'
import { placesOf } from './appointments.store.ts'
import { getHall, type Hall, listHalls, openingOf } from './layout.store.ts'
import { listOffers } from './offers.store.ts'
import { type Offer, offersOn } from './slots.ts'

/** A slot that can be looked at: how many places are left of it. */
export type OpenSlot = { day: Day; starts: string; ends: string; left: number; offer: Offer }
export type OpenDay = { day: Day; slots: readonly OpenSlot[]; left: number }

/** An item with the halls in which it can be booked, the main one first. Throws NotFound for what is not published. */
export async function bookableAt(ctx: Ctx, code: string): Promise<{ item: ItemVersion; halls: readonly Hall[] }> {
  const item = code.includes('\0') ? undefined : await findItemOn(ctx.db, code, ctx.today)
  if (!item) throw new NotFound('这个事项')
  const offers = await listOffers(ctx.db, ctx.today, { itemId: item.itemId })
  const last = addDays(ctx.today, ctx.settings.limits.appointmentDays)
  const codes = new Set(offers.filter((o) => o.quota > 0 && o.validFrom <= last).map((o) => o.hallCode))
  return { item, halls: (await listHalls(ctx.db, ctx.today)).filter((h) => codes.has(h.code)) }
}

/** The days of the next weeks on which an item has slots in a hall, each with what is left of them. */
export async function openDays(ctx: Ctx, hall: Pick<Hall, 'code'>, itemId: number): Promise<OpenDay[]> {
  const { today, calendar, now, settings } = ctx
  const last = addDays(today, settings.limits.appointmentDays)
  const [offers, opening, places] = await Promise.all([
    listOffers(ctx.db, today, { hallCode: hall.code, itemId }),
    openingOf(ctx.db, hall.code, today),
    placesOf(ctx.db, { hallCode: hall.code, itemId, from: today, until: last }),
  ])
  return daysFrom(today, last).flatMap((day) => {
    const slots = offersOn(offers, opening, calendar, day, now).map((offer): OpenSlot => {
      const made = places.get(`${day} ${offer.starts}`)
      const left = made ? made.quota - made.taken : offer.quota
      return { day, starts: offer.starts, ends: offer.ends, left: Math.max(0, left), offer }
    })
    return slots.length > 0 ? [{ day, slots, left: slots.reduce((n, s) => n + s.left, 0) }] : []
  })
}

/** The slot that begins at an hour; undefined if it cannot be booked, for whatever reason but that it is full. */
export async function findOpenSlot(
  ctx: Ctx,
  at: { hallCode: string; itemId: number; day: string; starts: string },
): Promise<OpenSlot | undefined> {
  const days = await openDays(ctx, await getHall(ctx.db, at.hallCode), at.itemId)
  return days.find((d) => d.day === at.day)?.slots.find((s) => s.starts === at.starts)
}
