import { isDay } from '../../core/day.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Scope } from '../../platform/indicator.ts'
import { listUnitPaths, type Unit } from '../organisations/index.ts'
import {
  type Figure,
  type FilledForm,
  figuresById,
  findIndicator,
  findRate,
  largestBehind,
  monthlyValues,
  namesBehind,
  yearScope,
} from '../statistics/index.ts'
import { cellAnswer, chartAnswer, figureAnswer, listAnswer, monthsAnswer, unknown } from './answer.ts'
import { type FigureReference, parse } from './notation.ts'
import type { Found } from './render.ts'

/** What a report speaks of, and who says it. */
export type Subject = { year: number; unit: Unit; issuer: string; phone: string }

/** Words that a report knows of itself. */
export const wordsOf = ({ year, unit, issuer, phone }: Subject): Record<string, string> => ({
  year: String(year),
  yearBefore: String(year - 1),
  unit: unit.name,
  issuer,
  phone,
  period: `${year}年1月1日至12月31日`,
})

type Period = Pick<FigureReference, 'until' | 'year' | 'unit'>
/** One asking: an indicator or a rate, for a unit and a period. */
export type Need = { id: string; scope: Scope }

/**
 * Values of every reference in the texts, as the records give them now; indicators of one unit and period are asked in one
 * reading. What cannot be answered is found as missing, with the reason.
 * @param form - the year's form; absent where no text names a cell of it
 */
export async function findValues(
  ctx: Ctx,
  subject: Subject,
  texts: readonly string[],
  form: FilledForm | undefined,
): Promise<ReadonlyMap<string, Found>> {
  const pieces = texts.flatMap(parse).filter((p) => p.kind === 'figure' || p.kind === 'chart')
  const wanted = [...new Map(pieces.map((p) => [p.source, p])).values()]
  const named = wanted.flatMap((p) => (p.kind === 'figure' && p.figure.unit ? [p.figure.unit] : []))
  const paths = await listUnitPaths(ctx.db, named)
  const scopeOf = (of: Period): Scope | undefined => scopeFor(subject, of, paths)
  const figures = await read(
    ctx,
    wanted.flatMap((p) => needsOf(p, scopeOf)),
  )
  const answer = async (piece: (typeof wanted)[number]): Promise<Found> => {
    if (piece.kind === 'chart') {
      const scope = yearScope(subject.unit.path, subject.year)
      const shown = piece.chart.indicators.map((id) => figures(scope, id))
      const [first] = piece.chart.indicators
      if (!piece.chart.months || !first || !findIndicator(first))
        return titled(piece.chart.title, chartAnswer(piece.chart.indicators, shown))
      return titled(piece.chart.title, monthsAnswer(shown[0], await monthlyValues(ctx, first, scope)))
    }
    const { figure } = piece
    if ('cell' in figure.of) return cellAnswer(form, figure.of.cell, figure.shows)
    const { indicator } = figure.of
    if (!isKnown(indicator)) return unknown(indicator)
    const scope = scopeOf(figure)
    if (!scope) return { missing: figure.unit ? `没有代码为“${figure.unit}”的单位，或者日期不存在` : '日期不存在' }
    const first = figures(scope, indicator)
    const { shows } = figure
    if (shows.as === 'top')
      return listAnswer(
        first,
        findIndicator(indicator) ? await largestBehind(ctx, indicator, scope, shows.most) : undefined,
      )
    if (shows.as !== 'list') return figureAnswer(first, shows, (id) => otherFigure(figure, id))
    return listAnswer(first, findIndicator(indicator) ? await namesBehind(ctx, indicator, scope, 21) : undefined)
  }
  const otherFigure = (of: FigureReference, id: string | 'yearBefore'): Figure | undefined => {
    const scope = scopeOf(id === 'yearBefore' ? { ...of, year: of.year - 1 } : of)
    const named = id === 'yearBefore' && 'indicator' in of.of ? of.of.indicator : id
    return scope && figures(scope, named)
  }
  return new Map(await Promise.all(wanted.map(async (p) => [p.source, await answer(p)] as const)))
}

const titled = (title: string | undefined, found: Found): Found =>
  title && !('missing' in found) ? { ...found, shown: title } : found

const isKnown = (id: string) => findIndicator(id) !== undefined || findRate(id) !== undefined

function scopeFor({ year, unit }: Subject, of: Period, paths: ReadonlyMap<string, string>): Scope | undefined {
  const path = of.unit === undefined ? unit.path : paths.get(of.unit)
  if (path === undefined) return undefined
  const scope = yearScope(path, year + of.year)
  if (of.until === undefined) return scope
  const to = `${year + of.year}-${of.until}`
  return isDay(to) ? { ...scope, to } : undefined
}

/** What must be asked to answer one reference. */
function needsOf(piece: ReturnType<typeof parse>[number], scopeOf: (of: Period) => Scope | undefined): Need[] {
  const need = (id: string, of: Period): Need[] => {
    const scope = scopeOf(of)
    return scope && isKnown(id) ? [{ id, scope }] : []
  }
  if (piece.kind === 'chart') return piece.chart.indicators.flatMap((id) => need(id, { year: 0 }))
  if (piece.kind !== 'figure' || !('indicator' in piece.figure.of)) return []
  const { figure } = piece
  const { indicator } = piece.figure.of
  const { shows } = figure
  const others =
    shows.as === 'share'
      ? need(shows.whole, figure)
      : shows.as !== 'change'
        ? []
        : shows.base === 'yearBefore'
          ? need(indicator, { ...figure, year: figure.year - 1 })
          : need(shows.base, figure)
  return [...need(indicator, figure), ...others]
}

/** The indicators that a reference rests on, each for its unit and period: a share on two, a rate on those it is made of. */
export async function needsBehind(ctx: Ctx, subject: Subject, source: string): Promise<Need[]> {
  const [piece] = parse(source)
  if (!piece) return []
  const unit = piece.kind === 'figure' ? piece.figure.unit : undefined
  const paths = await listUnitPaths(ctx.db, unit ? [unit] : [])
  return needsOf(piece, (of) => scopeFor(subject, of, paths)).flatMap(({ id, scope }) =>
    (findRate(id)?.of ?? [id]).map((one) => ({ id: one, scope })),
  )
}

/** Asks the figures, those of one scope together. */
async function read(ctx: Ctx, needs: readonly Need[]): Promise<(scope: Scope, id: string) => Figure | undefined> {
  const keyOf = ({ path, from, to }: Scope) => `${path} ${from} ${to}`
  const groups = Map.groupBy(needs, (n) => keyOf(n.scope))
  const figures = new Map<string, Figure>()
  for (const [key, group] of groups) {
    const [one] = group
    if (!one) continue
    for (const f of await figuresById(ctx, one.scope, [...new Set(group.map((n) => n.id))]))
      figures.set(`${key} ${f.id}`, f)
  }
  return (scope, id) => figures.get(`${keyOf(scope)} ${id}`)
}
