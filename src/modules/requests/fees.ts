import schemes from '../../../data/law/fees.json' with { type: 'json' }
import type { Day } from '../../core/day.ts'
import { yuan } from '../../core/money.ts'

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

/** So many units at one price. */
type Slice = { from: number; units: number; yuan: number }

/** A count taken apart into the slices that are charged. */
function slicesOf(tariff: Tariff, count: number): Slice[] {
  const slices: Slice[] = []
  let done = Math.min(count, tariff.free)
  const take = (units: number, price: number) => {
    if (units > 0) slices.push({ from: done + 1, units, yuan: price })
    done += Math.max(0, units)
  }
  for (const { through, yuan: price } of tariff.slices) take(Math.min(count, through) - done, price)
  const { every, yuan: first, dearerBy } = tariff.then
  for (let price = first; done < count; price += dearerBy)
    take(every === 0 ? count - done : Math.min(every, count - done), price)
  return slices
}

/** What a count costs in all, in 分. */
export function total(tariff: Tariff, count: number): number {
  return slicesOf(tariff, count).reduce((sum, { units, yuan: price }) => sum + units * price * 100, 0)
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

/** How a fee came about, as its notice shows it. */
export type FeeWorking = { basis: string; lines: { slice: string; quantity: string; rate: string; amount: string }[] }

/** The working of a fee, slice by slice. */
export function feeWorking(scheme: FeeScheme, kind: FeeKind, count: number): FeeWorking {
  const unit = kind === 'item' ? '件' : '页'
  const slices =
    kind === 'item'
      ? [{ from: count, units: 1, yuan: feeFor(scheme, 'item', count) / 100 }]
      : slicesOf(scheme.page, count)
  return {
    basis: kind === 'item' ? `按件计收，这是您本月的第${count}件申请` : `按页计收，共${count}页`,
    lines: slices.map(({ from, units, yuan: price }) => ({
      slice: units === 1 ? `第${from}${unit}` : `第${from}至${from + units - 1}${unit}`,
      quantity: `${units}${unit}`,
      rate: `${yuan(price * 100)}/${unit}`,
      amount: yuan(price * units * 100),
    })),
  }
}
