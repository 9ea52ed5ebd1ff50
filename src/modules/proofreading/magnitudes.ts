import type { Claim } from './claims.ts'
import { type Finding, placeOf } from './findings.ts'

/** 12.46亿元, 3.24万件: an amount with its digits as they stand, and its measure. */
const amount = /^(\d{2,}(?:\.\d+)?|\d\.\d{2,})\s*([万亿])\s*(元|件次|人次|[件条次户人份个篇])/

/** The same digits once in 万 and once in 亿: hardly two amounts, so one measure is a slip. */
export function magnitudesIn(claims: readonly Claim[]): Finding[] {
  const amounts = claims.flatMap((claim) => {
    const { paragraph, quantity } = claim
    const [, digits = '', measure = '', unit = ''] = amount.exec(paragraph.plain.slice(quantity.start)) ?? []
    return digits.replace('.', '').replace(/0+$/, '').length >= 3 ? [{ claim, digits, measure, unit }] : []
  })
  return [...Map.groupBy(amounts, (a) => `${a.digits} ${a.unit}`).values()].flatMap((same) => {
    const [first] = same
    const other = same.find((a) => a.measure !== first?.measure)
    if (!first || !other) return []
    const { digits, unit } = first
    return [
      {
        kind: 'conflict' as const,
        severity: 'warning' as const,
        text: `同样是 ${digits}，一处写 ${first.measure}${unit}，另一处写 ${other.measure}${unit}。请核对单位。`,
        places: [placeOf(first.claim), placeOf(other.claim)],
        stated: `${digits}${first.measure}${unit}`,
        computed: `${digits}${other.measure}${unit}`,
      },
    ]
  })
}
