import { answeredInTable3, applicantKinds, applicantLabels, flowInTable3 } from '../../requests/index.ts'
import type { FormCell, Identity, Layout, LayoutCell, Source } from './form.ts'

/** A row of 本年度办理结果, with the group it is printed in. */
export type ResultRow = { label: string; group?: string }

/** Rows 3 to 20, the same in both templates. */
export const resultRows: readonly ResultRow[] = [
  { label: '（一）予以公开' },
  { label: '（二）部分公开（区分处理的，只计这一情形，不计其他情形）' },
  { group: '（三）不予公开', label: '1.属于国家秘密' },
  { group: '（三）不予公开', label: '2.其他法律行政法规禁止公开' },
  { group: '（三）不予公开', label: '3.危及“三安全一稳定”' },
  { group: '（三）不予公开', label: '4.保护第三方合法权益' },
  { group: '（三）不予公开', label: '5.属于三类内部事务信息' },
  { group: '（三）不予公开', label: '6.属于四类过程性信息' },
  { group: '（三）不予公开', label: '7.属于行政执法案卷' },
  { group: '（三）不予公开', label: '8.属于行政查询事项' },
  { group: '（四）无法提供', label: '1.本机关不掌握相关政府信息' },
  { group: '（四）无法提供', label: '2.没有现成信息需要另行制作' },
  { group: '（四）无法提供', label: '3.补正后申请内容仍不明确' },
  { group: '（五）不予处理', label: '1.信访举报投诉类申请' },
  { group: '（五）不予处理', label: '2.重复申请' },
  { group: '（五）不予处理', label: '3.要求提供公开出版物' },
  { group: '（五）不予处理', label: '4.无正当理由大量反复申请' },
  { group: '（五）不予处理', label: '5.要求行政机关确认或重新出具已获取信息' },
]

const columns = [1, 2, 3, 4, 5, 6, 7] as const
const columnLabels = [...applicantKinds.map((kind) => applicantLabels[kind]), '总计']
const title = '三、收到和处理政府信息公开申请情况'
const corner = '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）'
const at = (row: number, column: number) => `t3.r${row}.c${column}`
const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/**
 * Table 3: what came in and what became of it, by kind of applicant. Row totals and 总计 are sums, never counted.
 * @param results - rows from 3 on: the 18 that both templates share, and those of 其他处理
 */
export function table3(template: '2019' | '2021', results: readonly ResultRow[]) {
  const totalRow = 3 + results.length
  const lastRow = totalRow + 1
  const labels = new Map<number, string>([
    [1, '一、本年新收政府信息公开申请数量'],
    [2, '二、上年结转政府信息公开申请数量'],
    ...results.map((row, i) => [3 + i, row.group ? `${row.group} ${row.label}` : row.label] as const),
    [totalRow, '（七）总计'],
    [lastRow, '四、结转下年度继续办理'],
  ])

  const source = (row: number, column: number): Source => {
    const applicant = applicantKinds[column - 1]
    if (!applicant) return { sum: span(1, 6).map((c) => at(row, c)) }
    if (row === 1) return { indicator: flowInTable3('received', applicant) }
    if (row === 2) return { indicator: flowInTable3('carriedOver', applicant) }
    if (row === totalRow) return { sum: span(3, totalRow - 1).map((r) => at(r, column)) }
    if (row === lastRow) return { indicator: flowInTable3('carriedForward', applicant) }
    return { indicator: answeredInTable3(template, row, applicant) }
  }

  const cells: FormCell[] = [
    { id: 't3', label: title, unit: '—', indent: 0, source: { heading: true } },
    ...[...labels].flatMap(([row, label]) =>
      columns.map((column) => ({
        id: at(row, column),
        label: `${label} · ${columnLabels[column - 1]}`,
        unit: '件',
        indent: 1,
        parent: 't3',
        source: source(row, column),
      })),
    ),
  ]

  const identities: readonly Identity[] = [
    {
      id: 'T3.1',
      severity: 'blocking',
      text: '表三每列：本年新收 + 上年结转 = 办理结果总计 + 结转下年度继续办理',
      checks: columns.map((c) => ({
        kind: 'equal',
        left: [at(1, c), at(2, c)],
        right: [at(totalRow, c), at(lastRow, c)],
      })),
    },
    {
      id: 'T3.2',
      severity: 'blocking',
      text: '表三每列：办理结果总计 = 各项办理结果之和',
      checks: columns.map((c) => ({
        kind: 'equal',
        left: [at(totalRow, c)],
        right: span(3, totalRow - 1).map((r) => at(r, c)),
      })),
    },
    {
      id: 'T3.3',
      severity: 'blocking',
      text: '表三每行：总计 = 自然人 + 五类法人或其他组织',
      checks: span(1, lastRow).map((r) => ({
        kind: 'equal',
        left: [at(r, 7)],
        right: span(1, 6).map((c) => at(r, c)),
      })),
    },
    {
      id: 'T3.4',
      severity: 'blocking',
      text: '表三每列：上年结转 = 上一年度的结转下年度继续办理',
      checks: columns.map((c) => ({ kind: 'carriedOver', before: at(lastRow, c), now: at(2, c) })),
    },
  ]
  return { cells, identities, layout: layout(results, totalRow) }
}

function layout(results: readonly ResultRow[], totalRow: number): Layout {
  const values = (row: number): LayoutCell[] => columns.map((c) => ({ cell: at(row, c) }))
  const head = (text: string, across = 1, down = 1): LayoutCell => ({ text, role: 'head', across, down })
  const label = (text: string, across = 1, down = 1): LayoutCell => ({ text, role: 'label', across, down })
  const body = results.map((row, i): LayoutCell[] => {
    const first = row.group !== undefined && results[i - 1]?.group !== row.group
    const groupSize = results.filter((r) => r.group === row.group).length
    return [
      ...(i === 0 ? [label('三、本年度办理结果', 1, results.length + 1)] : []),
      ...(row.group ? [...(first ? [label(row.group, 1, groupSize)] : []), label(row.label)] : [label(row.label, 2)]),
      ...values(3 + i),
    ]
  })
  return {
    title,
    widths: [6, 9, 33, 7, 7, 7, 8, 8, 7, 7],
    headRows: 3,
    rows: [
      [{ text: corner, role: 'note', across: 3, down: 3 }, head('申请人情况', 7)],
      [head('自然人', 1, 2), head('法人或其他组织', 5), head('总计', 1, 2)],
      columnLabels.slice(1, 6).map((text) => head(text)),
      [label('一、本年新收政府信息公开申请数量', 3), ...values(1)],
      [label('二、上年结转政府信息公开申请数量', 3), ...values(2)],
      ...body,
      [label('（七）总计', 2), ...values(totalRow)],
      [label('四、结转下年度继续办理', 3), ...values(totalRow + 1)],
    ],
  }
}
