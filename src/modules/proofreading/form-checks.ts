import type { Check } from '../statistics/index.ts'
import { type Finding, type Result, shown } from './findings.ts'
import { type FilledCell, type FilledForm, placeOfCell } from './forms.ts'

/** What a form cannot be asked by itself: whether its records were classified, why a cell is blank. */
const notAsked = new Set<Check['kind']>(['zero', 'blanksExplained', 'filledInTime'])

/**
 * The identities (勾稽关系) of the form's template over what somebody filled in.
 * @param before - the same unit's form of the year before, for what goes over the turn of the year
 */
export function formFaults(form: FilledForm, before?: FilledForm): Result {
  const result: Result = { findings: [], holding: [] }
  const seen = new Set<string>()
  for (const { severity, checks, text } of form.template.identities)
    for (const check of checks) {
      if (notAsked.has(check.kind)) continue
      const outcome = judge(form, check, text, before)
      if (!outcome) continue
      if ('holds' in outcome)
        result.holding.push({ kind: 'table', text: outcome.holds, places: outcome.cells.map(placeOfCell) })
      else {
        const key = JSON.stringify(outcome.cells.map((c) => c.id))
        if (seen.has(key)) continue
        seen.add(key)
        const { cells, ...rest } = outcome
        result.findings.push({
          kind: 'table',
          severity: severity === 'blocking' ? 'error' : 'warning',
          ...rest,
          places: cells.map(placeOfCell),
        })
      }
    }
  return result
}

type Judged =
  | { holds: string; cells: FilledCell[] }
  | (Partial<Finding> & Pick<Finding, 'text'> & { cells: FilledCell[] })

function judge(form: FilledForm, check: Check, text: string, before?: FilledForm): Judged | undefined {
  const cell = (id: string) => form.cells.get(id)
  const filled = (ids: readonly string[]) =>
    ids.map(cell).filter((c): c is FilledCell => c !== undefined && c.value !== null)
  const sum = (cells: readonly FilledCell[]) => Math.round(cells.reduce((s, c) => s + (c.value ?? 0), 0) * 1e6) / 1e6
  const words = (cells: readonly FilledCell[]) =>
    cells.length > 4 ? `${cells[0]?.label}等 ${cells.length} 项之和` : cells.map((c) => `“${c.label}”`).join('加')
  switch (check.kind) {
    case 'equal':
    case 'atMost': {
      const [left, right] = [filled(check.left), filled(check.right)]
      // A side that is not there at all says nothing; a part of it that is blank counts as nothing.
      if (left.length === 0 || right.length === 0) return undefined
      const [a, b] = [sum(left), sum(right)]
      const holds = check.kind === 'equal' ? a === b : a <= b
      // What a row that was not found would add, nobody knows.
      if (!holds && !check.right.concat(check.left).every((id) => form.cells.has(id))) return undefined
      if (holds) {
        if (a === 0 && b === 0) return undefined
        return {
          holds: `${words(left)} ${shown(a)}${check.kind === 'equal' ? ' = ' : ' ≤ '}${words(right)} ${shown(b)}`,
          cells: [...left, ...right],
        }
      }
      return {
        text: `${words(left)}是 ${shown(a)}，${words(right)}是 ${shown(b)}，${check.kind === 'equal' ? '两者应当相等' : '前者不应大于后者'}（${text}）。`,
        cells: [...left, ...right],
        stated: shown(a),
        computed: shown(b),
      }
    }
    case 'domain': {
      const bad = [...form.cells.values()].find(
        (c) =>
          c.value !== null &&
          ((c.value < 0 && !check.signed?.includes(c.id)) ||
            (!Number.isInteger(c.value) && !check.decimals.includes(c.id))),
      )
      return (
        bad && { text: `“${bad.label}”填的是 ${bad.raw}，这一栏应当是不小于零的整数。`, cells: [bad], stated: bad.raw }
      )
    }
    case 'needs': {
      const main = cell(check.cell)
      if (!main?.value || filled(check.anyOf).some((c) => (c.value ?? 0) > 0)) return undefined
      return { text: `“${main.label}”填了 ${main.raw}，而下面各种方式都没有填。${text}。`, cells: [main] }
    }
    case 'together': {
      const [a, b] = check.cells.map(cell)
      if (!a || !b || a.value === null || b.value === null || (a.value === 0) === (b.value === 0)) return undefined
      return { text: `“${a.label}”是 ${a.raw}，而“${b.label}”是 ${b.raw}：${text}。`, cells: [a, b] }
    }
    case 'wholeFilled': {
      const [whole, parts] = [cell(check.whole), filled(check.parts)]
      if (!whole || whole.value !== null || parts.length === 0 || sum(parts) === 0) return undefined
      // 见附件: the number stands elsewhere.
      if (/附[件表页]/.test(whole.raw)) return undefined
      return {
        kind: 'blank',
        severity: 'error',
        text: `“${whole.label}”没有填，而它的分项填了 ${parts.map((p) => shown(p.value ?? 0)).join('、')}，应填 ${shown(sum(parts))}。`,
        cells: [whole, ...parts],
        stated: '',
        computed: shown(sum(parts)),
      }
    }
    case 'carriedOver': {
      const [then, now] = [before?.cells.get(check.before), cell(check.now)]
      if (!then || !now || then.value === null || now.value === null) return undefined
      if (then.value === now.value)
        return { holds: `${now.label} ${shown(now.value)} = 上一年度${then.label}`, cells: [now] }
      return {
        text: `“${now.label}”是 ${now.raw}，而上一年度报告的“${then.label}”是 ${then.raw}，两者应当相等。`,
        cells: [now],
        stated: now.raw,
        computed: then.raw,
      }
    }
    case 'stock': {
      const [then, now, added, removed] = [
        before?.cells.get(check.cell),
        cell(check.cell),
        cell(check.added),
        cell(check.removed),
      ]
      if (then?.value == null || now?.value == null || added?.value == null || removed?.value == null) return undefined
      const due = then.value + added.value - removed.value
      if (due === now.value) return undefined
      return {
        text: `“${now.label}”现行有效 ${now.raw}，按上年 ${then.raw} 加 ${added.raw} 减 ${removed.raw} 应为 ${shown(due)}。`,
        cells: [now, added, removed],
        stated: now.raw,
        computed: shown(due),
      }
    }
    default:
      return undefined
  }
}
