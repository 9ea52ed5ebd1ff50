import { type Day, yearOf } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import { type Indicator, percent, type Rate, type RecordsQuery, type Scope } from '../../platform/indicator.ts'
import { keptRegisters, registerLabels } from '../organisations/index.ts'
import { countAll, countByMonth, largestLabels, listRecords, type RecordsPage, recordsOf } from './counting.ts'
import { findRate, getIndicator, indicators, rates } from './registry.ts'

/** A number with all that it needs to be understood. */
export type Figure = {
  id: string
  label: string
  unit: string
  /** null: blank, which is not zero. */
  value: number | null
  /** Days it speaks of; for what stands at the end of a period only `to` matters. */
  period: { from: Day; to: Day; kind: Indicator['period'] }
  /** When the records were asked. */
  asOf: Date
  definition: string
  basis: string
  /** What the county adds to the figure of this year. */
  remark?: string
  /** Why there is no value. */
  blankBecause?: string
  /** Of a rate: the two figures it is made of. */
  of?: readonly [Figure, Figure]
}

/** One figure or rate of a unit and its subtree for a period. Throws NotFound for an unknown one. */
export async function figure(ctx: Ctx, id: string, scope: Scope): Promise<Figure> {
  const [one] = await figuresById(ctx, scope, [id])
  if (!one) throw new Error(`no figure for ${id}`)
  return one
}

/** Every figure of the house, in one reading, rates after the rest. */
export async function allFigures(ctx: Ctx, scope: Scope): Promise<Figure[]> {
  const known = await figures(ctx, scope, indicators)
  return [...known, ...ratesOf(ctx, rates, known)]
}

/** What the county says beside a figure of the year in which the period ends. */
function remarkOn({ settings }: Ctx, id: string, to: Day): { remark?: string } {
  const found = settings.figureRemarks.find((r) => r.figure === id && r.year === yearOf(to))
  return found ? { remark: found.text } : {}
}

/** Rates from figures that have been asked. */
function ratesOf(ctx: Ctx, chosen: readonly Rate[], known: readonly Figure[]): Figure[] {
  const find = (id: string) => known.find((f) => f.id === id)
  return chosen.flatMap(({ id, label, definition, basis, as, of: [a, b] }) => {
    const [first, second] = [find(a), find(b)]
    if (!first || !second) return []
    const { period, asOf } = first
    const value = percent(as, first.value, second.value)
    const blankBecause =
      value === null
        ? (first.blankBecause ?? second.blankBecause ?? `“${(as === 'share' ? second : first).label}”是零，算不出比率`)
        : undefined
    return [
      {
        id,
        label,
        unit: '%',
        value,
        period,
        asOf,
        definition,
        basis,
        of: [first, second] as const,
        ...remarkOn(ctx, id, period.to),
        ...(blankBecause && { blankBecause }),
      },
    ]
  })
}

/** Figures and rates by their ids, in one reading, in the order given. Throws NotFound for an id that no module knows. */
export async function figuresById(ctx: Ctx, scope: Scope, ids: readonly string[]): Promise<Figure[]> {
  const chosen = ids.flatMap((id) => findRate(id) ?? [])
  const plain = [...new Set([...ids.filter((id) => !findRate(id)), ...chosen.flatMap((r) => r.of)])]
  const known = await figures(ctx, scope, plain.map(getIndicator))
  const all = [...known, ...ratesOf(ctx, chosen, known)]
  return ids.flatMap((id) => all.find((f) => f.id === id) ?? [])
}

/** Figures of chosen indicators, in one reading, in the order given. */
export async function figures(ctx: Ctx, scope: Scope, chosen: readonly Indicator[]): Promise<Figure[]> {
  const [amounts, kept] = await Promise.all([countAll(ctx.db, scope, chosen), keptRegisters(ctx.db, scope)])
  return chosen.map((indicator) => {
    const amount = amounts.get(indicator.id) ?? 0
    const blankBecause = whyBlank(indicator, kept, amount)
    return {
      id: indicator.id,
      label: indicator.label,
      unit: indicator.unit,
      value: blankBecause ? null : inUnit(indicator, amount),
      period: { from: scope.from, to: scope.to, kind: indicator.period },
      asOf: ctx.now,
      definition: indicator.definition,
      basis: indicator.basis,
      ...remarkOn(ctx, indicator.id, scope.to),
      ...(blankBecause && { blankBecause }),
    }
  })
}

/** Amount in the indicator's unit, such as 8 万元 for 8,000,000 分. */
export const inUnit = (indicator: Indicator, amount: number): number => amount / (indicator.divisor ?? 1)

// A record in a register that nobody said is kept is a hint that the register is missing, so the reader is told of it.
function whyBlank(indicator: Indicator, kept: ReadonlyMap<string, Day>, amount: number): string | undefined {
  if (indicator.register === undefined || kept.has(indicator.register)) return undefined
  const label = registerLabels[indicator.register] ?? indicator.register
  return `统计期内没有建立“${label}”台账，不能当作零${amount === 0 ? '' : '；但已有相关记录，请先登记台账的起用日期'}`
}

/** A page of the records behind a figure; the same query that counts it. */
export const records = (
  ctx: Ctx,
  id: string,
  scope: Scope,
  page: { cursor?: string | undefined; size?: number } = {},
): Promise<RecordsPage> => listRecords(ctx.db, recordsBehind(ctx, scope, [getIndicator(id)]), { size: 50, ...page })

/** The query of what is behind one or several indicators. */
export const recordsBehind = (ctx: Ctx, scope: Scope, of: readonly Indicator[]): RecordsQuery =>
  recordsOf(ctx.db, scope, of)

/** Labels of the newest records behind a figure, oldest first. */
export async function namesBehind(ctx: Ctx, id: string, scope: Scope, most: number): Promise<string[]> {
  const page = await records(ctx, id, scope, { size: most })
  return page.records.map((r) => r.label).reverse()
}

/** Labels of those records that add most to a figure, the largest first; records of one label are taken together. */
export async function largestBehind(ctx: Ctx, id: string, scope: Scope, most: number): Promise<string[]> {
  return largestLabels(ctx.db, recordsBehind(ctx, scope, [getIndicator(id)]), most)
}

/** A figure by the months of a year, in its unit; a month without records is zero. */
export async function monthlyValues(ctx: Ctx, id: string, scope: Scope): Promise<{ label: string; value: number }[]> {
  const indicator = getIndicator(id)
  const months = await countByMonth(ctx.db, recordsBehind(ctx, scope, [indicator]))
  return Array.from({ length: 12 }, (_, i) => {
    const amount = months.get(`${yearOf(scope.from)}-${String(i + 1).padStart(2, '0')}`) ?? 0
    return { label: `${i + 1}月`, value: inUnit(indicator, amount) }
  })
}
