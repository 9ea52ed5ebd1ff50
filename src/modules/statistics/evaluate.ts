import type { Day } from '../../core/day.ts'
import type { Check, Identity } from './forms/form.ts'

/** Values of cells and facts by id; null is blank. */
export type Values = ReadonlyMap<string, number | null>

/** What the checks may need beside the values. */
export type Surroundings = {
  /** Why cells are blank, by id. */
  reasons?: ReadonlyMap<string, string>
  /** Values of the same form for the year before. */
  before?: Values
  /** Last day of the period. */
  to?: Day
  filledOn?: Day
  /** Date of the report that contains the form. */
  reportOn?: Day
}

export type IdentityResult = {
  id: string
  holds: boolean
  /** What must hold; where it does not, with the numbers that say so. */
  text: string
  severity: Identity['severity']
}

/** Checks every identity. Blank cells count as nothing in a sum, and a sum of blanks alone proves nothing. */
export function evaluate(identities: readonly Identity[], values: Values, around: Surroundings = {}): IdentityResult[] {
  return identities.map(({ id, severity, text, checks }) => {
    const faults = checks.flatMap((check) => fault(check, values, around) ?? [])
    return {
      id,
      severity,
      holds: faults.length === 0,
      text: faults.length === 0 ? text : `${text}；不符：${faults.join('；')}`,
    }
  })
}

/** Sum of cells; null if all are blank. */
export function sumOf(values: Values, ids: readonly string[]): number | null {
  const known = ids.map((id) => values.get(id) ?? null).filter((v) => v !== null)
  return known.length === 0 ? null : rounded(known.reduce((a, b) => a + b, 0))
}

/** Money in 万元 has six places; sums of such must not show the errors of binary fractions. */
const rounded = (n: number) => Math.round(n * 1e6) / 1e6

/** What is wrong, in words; undefined if nothing is. */
function fault(check: Check, values: Values, around: Surroundings): string | undefined {
  const value = (id: string) => values.get(id) ?? null
  switch (check.kind) {
    case 'equal': {
      const left = sumOf(values, check.left)
      const right = sumOf(values, check.right)
      if (left === null || right === null || left === right) return undefined
      return `${check.left.join(' + ')} = ${left}，而 ${brief(check.right)} = ${right}`
    }
    case 'atMost': {
      const left = sumOf(values, check.left)
      const right = sumOf(values, check.right)
      if (left === null || right === null || left <= right) return undefined
      return `${check.left.join(' + ')} = ${left}，大于 ${brief(check.right)} = ${right}`
    }
    case 'domain': {
      const bad = [...values].filter(
        ([id, v]) =>
          v !== null &&
          (!Number.isFinite(v) ||
            (v < 0 && !check.signed?.includes(id)) ||
            (!Number.isInteger(v) && !check.decimals.includes(id))),
      )
      return bad.length === 0 ? undefined : bad.map(([id, v]) => `${id} = ${v}`).join('、')
    }
    case 'needs': {
      const v = value(check.cell)
      if (v === null || v <= 0 || check.anyOf.some((id) => (value(id) ?? 0) > 0)) return undefined
      return `${check.cell} = ${v}，而 ${brief(check.anyOf)} 都没有`
    }
    case 'together': {
      const [a, b] = check.cells.map(value)
      if (a == null || b == null || (a === 0) === (b === 0)) return undefined
      return `${check.cells[0]} = ${a}，而 ${check.cells[1]} = ${b}`
    }
    case 'wholeFilled': {
      const parts = sumOf(values, check.parts)
      if (value(check.whole) !== null || parts === null) return undefined
      return `${check.whole} 空白，应填 ${parts}`
    }
    case 'blanksExplained': {
      const blank = [...values].filter(([id, v]) => v === null && !id.startsWith('@') && !around.reasons?.get(id))
      return blank.length === 0 ? undefined : `${brief(blank.map(([id]) => id))} 空白而未说明原因`
    }
    case 'filledInTime': {
      const { to, filledOn, reportOn } = around
      if (filledOn && to && filledOn < to) return `填报日期 ${filledOn} 早于统计期末 ${to}`
      if (filledOn && reportOn && filledOn > reportOn) return `填报日期 ${filledOn} 晚于报告日期 ${reportOn}`
      return undefined
    }
    case 'zero': {
      const v = value(check.cell)
      return v === null || v === 0 ? undefined : `有 ${v} 件`
    }
    case 'carriedOver': {
      const before = around.before?.get(check.before) ?? null
      const now = value(check.now)
      if (before === null || now === null || before === now) return undefined
      return `${check.now} = ${now}，而上一年度 ${check.before} = ${before}`
    }
    case 'stock': {
      const before = around.before?.get(check.cell) ?? null
      const [now, added, removed] = [value(check.cell), value(check.added), value(check.removed)]
      if (before === null || now === null || added === null || removed === null) return undefined
      const due = before + added - removed
      return now === due ? undefined : `${check.cell} = ${now}，按上年 ${before} + ${added} − ${removed} 应为 ${due}`
    }
  }
}

const brief = (ids: readonly string[]) =>
  ids.length > 6 ? `${ids[0]} 至 ${ids.at(-1)} 共 ${ids.length} 项` : ids.join(' + ')
