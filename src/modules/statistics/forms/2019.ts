import { noRules, shared } from './2021.ts'
import type { Template } from './form.ts'
import { type Clause, table2 } from './table2.ts'
import { resultRows, table3 } from './table3.ts'
import { table4 } from './table4.ts'

const noItems = { blank: '没有可查询的事项目录台账' } as const
const noProcurement = { blank: '没有可查询的政府集中采购台账' } as const

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
      { label: '行政许可', sources: [noItems, noItems, { indicator: 'disclosure.decisions.licence' }] },
      { label: '其他对外管理服务事项', sources: [noItems, noItems, noItems] },
    ],
  },
  {
    clause: '（六）',
    columns: items,
    rows: [
      { label: '行政处罚', sources: [noItems, noItems, { indicator: 'disclosure.decisions.penalty' }] },
      { label: '行政强制', sources: [noItems, noItems, { indicator: 'disclosure.decisions.coercion' }] },
    ],
  },
  {
    clause: '（八）',
    columns: items.slice(0, 2),
    rows: [{ label: '行政事业性收费', sources: [noItems, noItems] }],
  },
  {
    clause: '（九）',
    columns: [
      { label: '采购项目数量', unit: '项' },
      { label: '采购总金额', unit: '万元' },
    ],
    rows: [{ label: '政府集中采购', sources: [noProcurement, noProcurement] }],
  },
]

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
  identities: [...third.identities, ...table4.identities, ...shared(['t2.r8.c2'])],
  layouts: [second.layout, third.layout, table4.layout],
  title: (year, place) => `${year}年度${place}政府信息公开工作年度报告统计表`,
}
