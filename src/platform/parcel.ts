import { createHash } from 'node:crypto'
import { addDays, type Day } from '../core/day.ts'

/** Where a parcel is, as far as a carrier tells. */
export const parcelStates = ['posted', 'inTransit', 'outForDelivery', 'delivered', 'returned'] as const
export type ParcelState = (typeof parcelStates)[number]

export type ParcelEvent = { on: Day; state: ParcelState; text: string }

/** Whoever carries results home: gives a number when a parcel is posted, and tells later where it is. */
export type ParcelCarrier = {
  name: string
  /** A tracking number for a parcel; the same key gives the same number, so that posting twice is harmless. */
  allot(key: string): string
  /** All that is known of a parcel by a day, oldest first. Rejects when the carrier does not answer. */
  track(parcel: { trackingNumber: string; sentOn: Day }, today: Day): Promise<readonly ParcelEvent[]>
}

const journey: readonly [days: number, state: ParcelState, text: string][] = [
  [0, 'posted', '已收寄，等待发往投递站'],
  [1, 'inTransit', '已到达投递站'],
  [2, 'outForDelivery', '正在派送，请保持电话畅通'],
  [3, 'delivered', '已签收'],
]

/** A carrier for the demonstration: every parcel arrives on the third day. No county posts anything with it. */
const demonstrationCarrier: ParcelCarrier = {
  name: '示范速递',
  allot(key) {
    const digits = BigInt(`0x${createHash('sha256').update(key).digest('hex').slice(0, 15)}`).toString()
    return `SF${digits.padStart(12, '0').slice(-12)}`
  },
  async track({ sentOn }, today) {
    return journey
      .map(([days, state, text]) => ({ on: addDays(sentOn, days), state, text }))
      .filter(({ on }) => on <= today)
  },
}

/** Carriers whose parcels are followed by themselves; of any other the clerk notes the arrival. */
export const carriers: readonly ParcelCarrier[] = [demonstrationCarrier]
