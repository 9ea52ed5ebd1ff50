import type { Calendar } from '../../core/calendar.ts'
import type { Day } from '../../core/day.ts'
import { hoursOn, type Opening, weekdayLike } from './hours.ts'
import { instantOf, type Slot } from './order.ts'

/** Slots that come back on a weekday, while the offer holds; `validUntil` is its last day, null: until changed. */
export type Offer = {
  id: number
  hallCode: string
  itemId: number
  lineId: number
  /** 0 Sunday to 6 Saturday. */
  weekday: number
  starts: string
  ends: string
  quota: number
  validFrom: Day
  validUntil: Day | null
}

/** Whether an offer holds on a day of the calendar. */
export const holdsOn = (offer: Pick<Offer, 'validFrom' | 'validUntil'>, day: Day): boolean =>
  offer.validFrom <= day && (offer.validUntil === null || day <= offer.validUntil)

/** Whether a hall is open through a whole slot. */
export const isOpenThrough = (opening: Opening, calendar: Calendar, { day, starts, ends }: Slot): boolean =>
  hoursOn(opening, calendar, day).hours.some((h) => h.opens <= starts && ends <= h.closes)

/**
 * What can be booked on a day: offers of its weekday that hold on it, while the hall is open, and not begun. A weekend worked
 * in exchange has Monday's slots, as it has Monday's hours.
 */
export function offersOn(
  offers: readonly Offer[],
  opening: Opening,
  calendar: Calendar,
  day: Day,
  now: Date,
): readonly Offer[] {
  const like = weekdayLike(calendar, day)
  return offers
    .filter((o) => o.weekday === like && holdsOn(o, day))
    .filter((o) => isOpenThrough(opening, calendar, { ...o, day }) && instantOf(day, o.starts) > now)
    .sort((a, b) => (a.starts < b.starts ? -1 : 1))
}
