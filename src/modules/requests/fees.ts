import schemes from '../../../data/law/fees.json' with { type: 'json' }
import type { Day } from '../../core/day.ts'

/** Price of the units of a count, dearer in slices: so many free, then slices with an end, then the rest. */
type Tariff = {
  free: number
  /** Each unit up to and including `through` costs so much. */
  slices: readonly { through: number; yuan: number }[]
  /** Beyond: every so many units (0: all of them) one price, each next one dearer. */
  then: { every: number; yuan: number; dearerBy: number }
}

/** One version of the rules on the information processing fee, as data in data/law/fees.json. */
export type FeeScheme = {
  code: string
  title: string
  document: string
  validFrom: Day
  validUntil: Day | null
  /** Working days to pay, from the day after the notice is received. */
  payDays: number
  /** Per request of one applicant in one calendar month. */
  item: Tariff
  /** Per page handed over for one request. */
  page: Tariff
  unconfirmed: readonly string[]
}

export type FeeKind = 'item' | 'page'

/**
 * The fee rules in force on the day of receipt; undefined before the first, when nothing is charged.
 * @basis 国办函〔2020〕109号
 */
export function feeSchemeOn(received: Day): FeeScheme | undefined {
  return (schemes as unknown as FeeScheme[]).find(
    (s) => s.validFrom <= received && (s.validUntil === null || received <= s.validUntil),
  )
}

/** What a count costs in all, in 分. */
export function total(tariff: Tariff, count: number): number {
  let yuan = 0
  let done = Math.min(count, tariff.free)
  for (const { through, yuan: price } of tariff.slices) {
    const units = Math.max(0, Math.min(count, through) - done)
    yuan += units * price
    done += units
  }
  const { every, yuan: first, dearerBy } = tariff.then
  for (let price = first; done < count; price += dearerBy) {
    const units = every === 0 ? count - done : Math.min(every, count - done)
    yuan += units * price
    done += units
  }
  return yuan * 100
}

/**
 * The fee for one request, in 分. By item it is what this request adds to the applicant's month; by page what its pages cost.
 * @param count - by item: requests of the applicant in the calendar month, this one included; by page: pages handed over
 * @basis 国办函〔2020〕109号
 */
export function feeFor(scheme: FeeScheme, kind: FeeKind, count: number): number {
  if (kind === 'page') return total(scheme.page, count)
  return total(scheme.item, count) - total(scheme.item, count - 1)
}
