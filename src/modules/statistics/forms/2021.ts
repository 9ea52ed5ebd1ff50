import type { Identity, Template } from './form.ts'
import { type Clause, table2 } from './table2.ts'
import { resultRows, table3 } from './table3.ts'
import { table4 } from './table4.ts'

/** Rules are made by provinces and by cities with districts; a county makes none. */
export const noRules = { blank: '不适用：县级人民政府不制定规章（《立法法》）' } as const

const clauses: readonly Clause[] = [
  {
    clause: '（一）',
    columns: [
      { label: '本年制发件数', unit: '件' },
      { label: '本年废止件数', unit: '件' },
      { label: '现行有效件数', unit: '件' },
    ],
    rows: [
      { label: '规章', sources: [noRules, noRules, noRules] },
      {
        label: '行政规范性文件',
        sources: [
          { indicator: 'disclosure.normativeIssued' },
          { indicator: 'disclosure.normativeRepealed' },
          { indicator: 'disclosure.normativeInForce' },
        ],
      },
    ],
  },
  {
    clause: '（五）',
    columns: [{ label: '本年处理决定数量', unit: '件' }],
    rows: [{ label: '行政许可', sources: [{ indicator: 'disclosure.decisions.licence' }] }],
  },
  {
    clause: '（六）',
    columns: [{ label: '本年处理决定数量', unit: '件' }],
    rows: [
      { label: '行政处罚', sources: [{ indicator: 'disclosure.decisions.penalty' }] },
      { label: '行政强制', sources: [{ indicator: 'disclosure.decisions.coercion' }] },
    ],
  },
  {
    clause: '（八）',
    columns: [{ label: '本年收费金额（单位：万元）', unit: '万元' }],
    rows: [{ label: '行政事业性收费', sources: [{ indicator: 'disclosure.administrativeFees' }] }],
  },
]

const second = table2(clauses)
const third = table3('2021', [
  ...resultRows,
  { group: '（六）其他处理', label: '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请' },
  { group: '（六）其他处理', label: '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请' },
  { group: '（六）其他处理', label: '3.其他' },
])

/** Identities of every template since 2019 that do not lie within one table. */
export const shared = (decimals: readonly string[], signed: readonly string[] = []): readonly Identity[] => [
  {
    id: 'T0.1',
    severity: 'blocking',
    text: '除增减数外各数不为负；除金额外均为整数',
    checks: [{ kind: 'domain', decimals, signed }],
  },
  {
    id: 'U1',
    severity: 'blocking',
    text: '办结的申请都登记了答复类型，无一落在各行之外',
    checks: [{ kind: 'zero', cell: '@unclassified' }],
  },
  { id: 'T0.2', severity: 'warning', text: '空白不是零，每个空白都说明原因', checks: [{ kind: 'blanksExplained' }] },
  {
    id: 'T0.3',
    severity: 'warning',
    text: '填报日期不早于统计期末，不晚于年度报告',
    checks: [{ kind: 'filledInTime' }],
  },
]

const stock: Identity = {
  id: 'T2.1',
  severity: 'warning',
  text: '规范性文件现行有效件数 = 上年现行有效 + 本年制发 − 本年废止（到期失效的另计）',
  checks: [{ kind: 'stock', cell: 't2.r2.c3', added: 't2.r2.c1', removed: 't2.r2.c2' }],
}

/**
 * Tables 2, 3 and 4 of the annual report, for the years from 2021.
 * Ids: t2.r1.c1 … by rows through all clauses; t3.r1.c1 … t3.r25.c7; t4.c1 … t4.c15, three groups of five.
 * @basis 国办公开办函〔2021〕30号
 */
export const form2021: Template = {
  code: '2021',
  name: '政府信息公开工作年度报告格式（2021年）',
  basis: '国办公开办函〔2021〕30号',
  years: { from: 2021 },
  cells: [...second.cells, ...third.cells, ...table4.cells],
  facts: { '@unclassified': 'requests.unclassified' },
  identities: [stock, ...third.identities, ...table4.identities, ...shared(['t2.r6.c1'])],
  layouts: [second.layout, third.layout, table4.layout],
  title: (year, place) => `${year}年度${place}政府信息公开工作年度报告统计表`,
}
