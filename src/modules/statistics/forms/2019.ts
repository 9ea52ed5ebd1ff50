import { noRules, shared } from './2021.ts'
import type { Template } from './form.ts'
import { type Clause, table2 } from './table2.ts'
import { resultRows, table3 } from './table3.ts'
import { table4 } from './table4.ts'

const bound = (indicator: string) => ({ indicator: `disclosure.${indicator}` })
/** Items when the year began, what changed in it, and what was decided under them. */
const itemsOf = (kind: string) => [bound(`items.${kind}.before`), bound(`items.${kind}.change`)]

const items = [
  { label: '上一年项目数量', unit: '项' },
  { label: '本年增/减', unit: '项' },
  { label: '处理决定数量', unit: '件' },
] as const

const clauses: readonly Clause[] = [
  {
    clause: '（一）',
    columns: [
      { label: '本年新制作数量', unit: '件' },
      { label: '本年新公开数量', unit: '件' },
      { label: '对外公开总数量', unit: '件' },
    ],
    rows: [
      { label: '规章', sources: [noRules, noRules, noRules] },
      {
        label: '规范性文件',
        sources: [
          { indicator: 'disclosure.normativeIssued' },
          { indicator: 'disclosure.normativePublished' },
          { indicator: 'disclosure.normativePublic' },
        ],
      },
    ],
  },
  {
    clause: '（五）',
    columns: items,
    rows: [
      { label: '行政许可', sources: [...itemsOf('licence'), bound('decisions.licence')] },
      { label: '其他对外管理服务事项', sources: [...itemsOf('service'), bound('decisions.service')] },
    ],
  },
  {
    clause: '（六）',
    columns: items,
    rows: [
      { label: '行政处罚', sources: [...itemsOf('penalty'), bound('decisions.penalty')] },
      { label: '行政强制', sources: [...itemsOf('coercion'), bound('decisions.coercion')] },
    ],
  },
  {
    clause: '（八）',
    columns: items.slice(0, 2),
    rows: [{ label: '行政事业性收费', sources: itemsOf('fee') }],
  },
  {
    clause: '（九）',
    columns: [
      { label: '采购项目数量', unit: '项' },
      { label: '采购总金额', unit: '万元' },
    ],
    rows: [{ label: '政府集中采购', sources: [bound('procurements'), bound('procurementAmount')] }],
  },
]

/** Cells that tell an increase or a decrease. */
const changes = ['t2.r3.c2', 't2.r4.c2', 't2.r5.c2', 't2.r6.c2', 't2.r7.c2']

const second = table2(clauses)
const third = table3('2019', [...resultRows, { label: '（六）其他处理' }])

/**
 * Tables 2, 3 and 4 of the annual report for the years 2019 and 2020; table 3 has one row for 其他处理, so 23 rows.
 * @basis 国办公开办函〔2019〕60号
 */
export const form2019: Template = {
  code: '2019',
  name: '政府信息公开工作年度报告格式（2019年）',
  basis: '国办公开办函〔2019〕60号',
  years: { from: 2019, until: 2020 },
  cells: [...second.cells, ...third.cells, ...table4.cells],
  facts: { '@unclassified': 'requests.unclassified' },
  identities: [...third.identities, ...table4.identities, ...shared(['t2.r8.c2'], changes)],
  layouts: [second.layout, third.layout, table4.layout],
  title: (year, place) => `${year}年度${place}政府信息公开工作年度报告统计表`,
}
