import type { Day } from './day.ts'

/** Names of the time limits, all in working days. */
export const limitNames = [
  'publishDays',
  'replyDays',
  'extensionDays',
  'supplementNoticeDays',
  'thirdPartyDays',
  'coProducerDays',
] as const
export type LimitName = (typeof limitNames)[number]

/** One version of the disclosure regulation, as data; a record keeps the one of the day it was received. */
export type Regime = {
  /** `R2008` or `R2019`. */
  code: string
  title: string
  /** Such as 国务院令第492号. */
  orderNumber: string
  validFrom: Day
  /** Last day in force; null while it is in force. */
  validUntil: Day | null
  limits: {
    /** To publish, from the day the information was made or changed. */
    publishDays: number
    /** To reply to a request. */
    replyDays: number
    /** The most by which the reply may be extended, once. */
    extensionDays: number
    /** To ask for a supplement; null where the law sets no limit. */
    supplementNoticeDays: number | null
    /** For a third party to answer a consultation; null where the law sets no limit. */
    thirdPartyDays: number | null
    /** For an organ that made the information jointly to answer; null where the law sets no limit. */
    coProducerDays: number | null
  }
  /** Article that each limit rests on. */
  articles: Partial<Record<LimitName, string>>
  /** Limits whose article has not been confirmed against the printed law. */
  unconfirmed: readonly LimitName[]
}

/**
 * The regime in force on the day of receipt; undefined before the first one.
 * @basis 《政府信息公开条例》(国务院令第711号)第五十六条:自2019年5月15日起施行
 */
export function regimeOn(regimes: readonly Regime[], received: Day): Regime | undefined {
  return regimes.find((r) => r.validFrom <= received && (r.validUntil === null || received <= r.validUntil))
}
