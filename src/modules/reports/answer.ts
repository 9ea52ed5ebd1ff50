import { percent } from '../../platform/indicator.ts'
import { type Figure, type FilledForm, printedNumber } from '../statistics/index.ts'
import type { FigureReference } from './notation.ts'
import type { Found, Value } from './render.ts'

type Shows = FigureReference['shows']

export const unknown = (id: string): Found => ({ missing: `没有编号为“${id}”的指标` })

/** A figure as the reference wants it shown. @param other - the figure it is compared with, by its id */
export function figureAnswer(
  first: Figure | undefined,
  shows: Shows,
  other: (id: string | 'yearBefore') => Figure | undefined,
): Found {
  if (!first) return { missing: '没有取到数' }
  if (first.value === null) return { missing: first.blankBecause ?? '没有登记' }
  if (shows.as === 'share') {
    const whole = other(shows.whole)
    if (!whole) return unknown(shows.whole)
    const value = percent('share', first.value, whole.value)
    if (value === null) return { missing: whole.blankBecause ?? `“${whole.label}”是零，算不出比例` }
    return { ...answered(first, `${value}%`), label: `${first.label}占${whole.label}的比例`, value, unit: '%' }
  }
  if (shows.as === 'change') {
    const before = other(shows.base)
    if (!before) return unknown(shows.base)
    const reduction = percent('reduction', before.value, first.value)
    if (reduction === null) return { missing: before.blankBecause ?? `“${before.label}”是零，算不出变化` }
    const shown = reduction === 0 ? '持平' : `${reduction > 0 ? '减少' : '增加'}${Math.abs(reduction)}%`
    const label = shows.base === 'yearBefore' ? `${first.label}，与上年相比` : `${first.label}与${before.label}相比`
    return { ...answered(first, shown), label, value: -reduction, unit: '%' }
  }
  return answered(
    first,
    shows.as === 'value' && shows.bare ? printedNumber(first.value) : `${printedNumber(first.value)}${first.unit}`,
  )
}

const answered = (f: Figure, shown: string): Value => ({
  shown,
  value: f.value,
  label: f.label,
  unit: f.unit,
  definition: f.definition,
  basis: f.basis,
  from: f.period.from,
  to: f.period.to,
  indicator: f.id,
})

/** The value of a cell of the form, so that text and form say the same. */
export function cellAnswer(form: FilledForm | undefined, id: string, shows: Shows): Found {
  const cell = form?.cells.find((c) => c.id === id)
  if (!form || !cell || 'heading' in cell.source) return { missing: `统计表里没有编号为“${id}”的一格` }
  if (cell.value === null) return { missing: cell.blankBecause ?? '统计表的这一格是空白' }
  return {
    shown: `${printedNumber(cell.value)}${shows.as === 'value' && shows.bare ? '' : cell.unit}`,
    value: cell.value,
    label: cell.label.replace(/^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+\.|其中：)/, ''),
    unit: cell.unit,
    definition: `${form.title}的 ${id} 格`,
    basis: form.template.basis,
    from: form.scope.from,
    to: form.scope.to,
    indicator: 'indicator' in cell.source ? cell.source.indicator : '',
  }
}

/** Names of the records behind a figure. @param names - absent: a rate, which has none; at most 21, of which 20 are printed */
export function listAnswer(first: Figure | undefined, names: readonly string[] | undefined): Found {
  if (!first) return { missing: '没有取到数' }
  if (!names) return { missing: '比率没有自己的记录，列不出名称' }
  if (names.length === 0) return { missing: first.blankBecause ?? `“${first.label}”没有记录，列不出名称` }
  if (names.length > 20) return { missing: `“${first.label}”的记录超过 20 条，请不要在正文里逐条列出` }
  return { ...answered(first, withoutHead(names).join('、')), value: null }
}

/** Names without the word that all of them begin with, such as the hall that all zones lie in. */
function withoutHead(names: readonly string[]): readonly string[] {
  const [first = ''] = names
  const head = first.slice(0, first.lastIndexOf(' ') + 1)
  return names.length > 1 && names.every((name) => name.startsWith(head))
    ? names.map((n) => n.slice(head.length))
    : names
}

const allZero = '各项都是零，画不出图，请删去'

/** Bars of several figures of one unit. */
export function chartAnswer(ids: readonly string[], figures: readonly (Figure | undefined)[]): Found {
  const gone = ids.find((_, i) => !figures[i])
  if (gone !== undefined) return unknown(gone)
  const known = figures.filter((f) => f !== undefined)
  const [one] = known
  if (!one) return { missing: '图里没有指标' }
  if (new Set(known.map((f) => f.unit)).size > 1) return { missing: '一张图里的指标要用同一个单位' }
  const blank = known.find((f) => f.value === null)
  if (blank) return { missing: blank.blankBecause ?? `“${blank.label}”没有登记` }
  if (known.every((f) => f.value === 0)) return { missing: allZero }
  const labels = withoutTail(known.map((f) => f.label))
  const bars = known.map((f, i) => ({ label: labels[i] ?? f.label, value: f.value }))
  return { ...answered(one, known.map((f) => f.label).join('、')), value: null, bars }
}

/** Labels of bars without the words that all of them end with, where enough of each is left: 村决定的事项数 → 村. */
function withoutTail(labels: readonly string[]): readonly string[] {
  const [first = ''] = labels
  let tail = 0
  while (tail < first.length && labels.every((l) => l.endsWith(first.slice(first.length - tail - 1)))) tail++
  const short = labels.map((l) => l.slice(0, l.length - tail))
  return tail >= 4 && labels.length > 1 && short.every((l) => l.length >= 2) ? short : labels
}

/** Bars of the twelve months of one figure. */
export function monthsAnswer(first: Figure | undefined, months: readonly { label: string; value: number }[]): Found {
  if (!first) return { missing: '没有取到数' }
  if (first.value === null) return { missing: first.blankBecause ?? '没有登记' }
  if (first.period.kind !== 'during') return { missing: `“${first.label}”是年末数，不能按月画图` }
  if (months.every((m) => m.value === 0)) return { missing: allZero }
  return { ...answered(first, `${first.label}，按月`), bars: months }
}
