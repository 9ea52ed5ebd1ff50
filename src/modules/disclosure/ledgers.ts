import type { Routes } from '../../platform/http.ts'
import { type Ledger, ledgerRoutes } from '../organisations/index.ts'
import { desk } from './desk/crumbs.ts'
import { decisionLabels, itemLabels } from './labels.ts'

const common = {
  module: 'disclosure',
  may: { view: 'disclosure.view', edit: 'disclosure.keepLedgers' },
} as const

/**
 * The registers from which table 2 of the annual report is counted, and what the website posts.
 * @basis 《政府信息公开条例》第二十条第五、六、八、九项;国办公开办函〔2019〕60号、〔2021〕30号
 */
export const ledgers: readonly Ledger[] = [
  {
    ...common,
    name: 'decisions',
    subject: 'decision',
    title: '行政处理决定',
    intro: '行政许可、行政处罚、行政强制和其他对外管理服务作出的决定，一件一行。当事人是个人的不写姓名。',
    table: 'administrativeDecisions',
    order: 'decidedOn',
    unique: ['kind', 'number'],
    fields: [
      { name: 'kind', label: '种类', kind: 'choice', choices: decisionLabels },
      { name: 'number', label: '决定文号', kind: 'text' },
      { name: 'subject', label: '事由', kind: 'text' },
      { name: 'party', label: '当事单位', kind: 'text', hint: '只写法人和其他组织', optional: true },
      { name: 'decidedOn', label: '决定日期', kind: 'day' },
    ],
  },
  {
    ...common,
    name: 'fees',
    subject: 'fee',
    title: '行政事业性收费',
    intro: '按收费目录收取的行政事业性收费，按项目和缴款日期汇总登记，不包括依申请公开的信息处理费。',
    table: 'administrativeFees',
    order: 'collectedOn',
    fields: [
      { name: 'item', label: '收费项目', kind: 'text' },
      { name: 'amountFen', label: '金额（元）', kind: 'yuan' },
      { name: 'collectedOn', label: '收取日期', kind: 'day' },
    ],
  },
  {
    ...common,
    name: 'items',
    title: '行政权力和收费事项目录',
    intro: '本单位公开的行政许可、处罚、强制、其他对外管理服务和收费事项，一项一行；取消的请登记停止日期。',
    table: 'administrativeItems',
    end: 'closedOn',
    order: 'openedOn',
    unique: ['kind', 'name'],
    fields: [
      { name: 'kind', label: '种类', kind: 'choice', choices: itemLabels },
      { name: 'name', label: '事项名称', kind: 'text' },
      { name: 'basis', label: '依据', kind: 'text', optional: true },
      { name: 'openedOn', label: '列入日期', kind: 'day' },
    ],
  },
  {
    ...common,
    name: 'procurements',
    title: '政府集中采购',
    intro: '集中采购目录内、已签合同的采购项目，一个项目一行。',
    table: 'procurements',
    order: 'contractedOn',
    fields: [
      { name: 'project', label: '项目名称', kind: 'text' },
      { name: 'supplier', label: '中标单位', kind: 'text', optional: true },
      { name: 'amountFen', label: '合同金额（元）', kind: 'yuan' },
      { name: 'contractedOn', label: '签订日期', kind: 'day' },
    ],
  },
  {
    ...common,
    name: 'postings',
    subject: 'posting',
    title: '网站信息发布量',
    intro:
      '网站各栏目每月发布的信息，按专题登记条数，转载、更新和服务信息都算。主动公开的政府信息另按文件统计，不从这里取数。',
    table: 'sitePostings',
    order: 'countedOn',
    unique: ['topic', 'countedOn'],
    fields: [
      { name: 'topic', label: '专题', kind: 'text', hint: '例如 民生信息' },
      { name: 'posted', label: '发布条数', kind: 'count' },
      { name: 'countedOn', label: '统计截至', kind: 'day', hint: '当月最后一天' },
    ],
  },
]

export const ledgerPages: Routes = (app) => ledgerRoutes(app, ledgers, desk)
