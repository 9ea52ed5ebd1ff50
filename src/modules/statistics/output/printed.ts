import { type Day, showLongDay } from '../../../core/day.ts'
import type { FilledForm } from '../form.ts'
import type { LayoutCell } from '../forms/form.ts'

/** Who signs a form, as printed at its foot. */
export type Signatures = {
  preparer: string
  reviewer: string
  unitHead: string
  phone: string
  filledOn: Day | undefined
}

export const unsigned: Signatures = { preparer: '', reviewer: '', unitHead: '', phone: '', filledOn: undefined }

/** A number as papers print it: sums of money in 万元 to two decimals, counts whole. */
export const printedNumber = (value: number): string => String(Math.round(value * 100) / 100)

/** A value as it stands in a cell: blank stays empty, what does not apply is struck, and zero is 0. */
export function shown(value: number | null, blankBecause?: string): string {
  if (value !== null) return printedNumber(value)
  return blankBecause?.startsWith('不适用') ? '/' : ''
}

/** What stands in a cell of the printed layout. */
export function shownCell(form: FilledForm, cell: LayoutCell): string {
  const filled = cell.cell ? form.cells.find((c) => c.id === cell.cell) : undefined
  return filled ? shown(filled.value, filled.blankBecause) : (cell.text ?? '')
}

/** Line under the title. */
export const reportingUnit = (form: FilledForm) => `填报单位（盖章）：${form.unit.name}`

/** Line at the foot. */
export const footer = (s: Signatures): readonly string[] => [
  `单位负责人：${s.unitHead}`,
  `审核人：${s.reviewer}`,
  `填报人：${s.preparer}`,
  `联系电话：${s.phone}`,
  `填报日期：${s.filledOn ? showLongDay(s.filledOn) : ''}`,
]

/** What the reader of the printed form must be told beside its numbers. */
export function remarks(form: FilledForm): string[] {
  const byReason = Map.groupBy(
    form.cells.filter((c) => c.blankBecause && !('sum' in c.source)),
    (c) => c.blankBecause ?? '',
  )
  return [
    ...[...byReason].map(([reason, cells]) => `空白说明：${cells.map((c) => c.id).join('、')}，${reason}。`),
    ...form.exceptions.map((e) => `勾稽关系 ${e.identityId} 经 ${e.grantedBy} 同意例外：${e.reason}。`),
  ]
}
