import { type Claim, isCount } from './claims.ts'
import { placeOf, type Result, shown } from './findings.ts'
import { type FilledForm, placeOfCell } from './forms.ts'

/** Rows of table 2 of 2019 that count items of the year before, and how many more or less there are now. */
const rows = [
  [3, /行政许可[^,;。\d]{0,8}$/],
  [4, /其他对外管理服务[^,;。\d]{0,8}$/],
  [5, /行政处罚[^,;。\d]{0,8}$/],
  [6, /行政强制[^,;。\d]{0,8}$/],
  [7, /行政事业性收费[^,;。\d]{0,8}$/],
] as const

/** 行政许可事项由 412 项减为 389 项: what the form has of last year, with its increase or decrease. */
export function itemsOf2019(form: FilledForm, claims: readonly Claim[]): Result {
  const result: Result = { findings: [], holding: [] }
  if (form.template.code !== '2019') return result
  const counts = claims.filter(isCount)
  for (const [i, from] of counts.entries()) {
    const to = counts[i + 1]
    const row = rows.find(([, name]) => name.test(from.before.replace(/(?:由|从)(?:上年|20\d\d年)?的?$/, '')))?.[0]
    if (!to || !row || to.sentence !== from.sentence || to.quantity.unit !== from.quantity.unit) continue
    if (!/(?:由|从)[^,;。]{0,6}$/.test(from.before) || !/^[^,;。\d]{0,6}[为至到]$/.test(to.before.trim())) continue
    const [last, more] = [1, 2].map((column) => form.cells.get(`t2.r${row}.c${column}`))
    if (last?.value == null || more?.value == null || last.value !== from.quantity.value) continue
    const due = last.value + more.value
    const places = [placeOf(to), placeOfCell(last), placeOfCell(more)]
    if (due === to.quantity.value)
      result.holding.push({ kind: 'conflict', text: `${last.label}：正文与统计表都是 ${shown(due)}`, places })
    else
      result.findings.push({
        kind: 'conflict',
        severity: 'error',
        text: `正文写的是 ${shown(to.quantity.value)}，统计表“${last.label}”上一年 ${last.raw}、本年增减 ${more.raw}，应为 ${shown(due)}。请核对。`,
        places,
        stated: shown(to.quantity.value),
        computed: shown(due),
      })
  }
  return result
}
