import type { Routes } from '../../platform/http.ts'
import { type Ledger, ledgerRoutes } from '../organisations/index.ts'

/** Building and refitting of halls (大厅建设改造): what is to be spent, once the plan is approved. */
const projects: Ledger = {
  module: 'hall',
  name: 'projects',
  subject: 'hallProject',
  title: '大厅建设改造',
  intro: '政务大厅新建、改造和添置设备，方案批准后登记，一个项目一行。金额是批准投入的，不是已经花的。',
  table: 'hallProjects',
  order: 'approvedOn',
  unique: ['name', 'approvedOn'],
  may: { view: 'hall.view', edit: 'hall.arrange' },
  fields: [
    { name: 'name', label: '项目名称', kind: 'text' },
    { name: 'amountFen', label: '批准投入（元）', kind: 'yuan' },
    { name: 'approvedOn', label: '批准日期', kind: 'day' },
  ],
}

export const ledgers: readonly Ledger[] = [projects]

export const ledgerPages: Routes = (app) => ledgerRoutes(app, ledgers, [{ label: '工作台', href: '/desk' }])
