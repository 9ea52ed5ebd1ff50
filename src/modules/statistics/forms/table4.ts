import { outcomeLabels, outcomes, remediesBy, remedyKinds, remedyLabels } from '../../supervision/index.ts'
import type { FormCell, Identity, Layout, LayoutCell } from './form.ts'

const title = '四、政府信息公开行政复议、行政诉讼情况'
const groups = remedyKinds.map((kind, g) => ({ kind, first: g * 5 + 1 }))
const at = (column: number) => `t4.c${column}`
const head = (text: string, across = 1, down = 1): LayoutCell => ({ text, role: 'head', across, down })
const heads = [...outcomes.map((outcome) => outcomeLabels[outcome]), '总计']

const layout: Layout = {
  title,
  widths: Array.from({ length: 15 }, () => 1),
  headRows: 3,
  rows: [
    [head('行政复议', 5), head('行政诉讼', 10)],
    [...heads.map((text) => head(text, 1, 2)), head('未经复议直接起诉', 5), head('复议后起诉', 5)],
    [...heads, ...heads].map((text) => head(text)),
    Array.from({ length: 15 }, (_, i) => ({ cell: at(i + 1) })),
  ],
}

/** Table 4: reconsideration, direct suits, suits after reconsideration; four outcomes and their sum each. */
export const table4: { cells: readonly FormCell[]; identities: readonly Identity[]; layout: Layout } = {
  cells: [
    { id: 't4', label: title, unit: '—', indent: 0, source: { heading: true } },
    ...groups.flatMap(({ kind, first }) => [
      ...outcomes.map((outcome, i) => ({
        id: at(first + i),
        label: `${remedyLabels[kind]} · ${outcomeLabels[outcome]}`,
        unit: '件',
        indent: 1,
        parent: 't4',
        source: { indicator: remediesBy(kind, outcome) },
      })),
      {
        id: at(first + 4),
        label: `${remedyLabels[kind]} · 总计`,
        unit: '件',
        indent: 1,
        parent: 't4',
        source: { sum: outcomes.map((_, i) => at(first + i)) },
      },
    ]),
  ],
  identities: [
    {
      id: 'T4.1',
      severity: 'blocking',
      text: '表四每组：总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结',
      checks: groups.map(({ first }) => ({
        kind: 'equal',
        left: [at(first + 4)],
        right: outcomes.map((_, i) => at(first + i)),
      })),
    },
  ],
  layout,
}
