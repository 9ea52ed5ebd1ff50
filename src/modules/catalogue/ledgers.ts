import type { Routes } from '../../platform/http.ts'
import { type Ledger, ledgerRoutes } from '../organisations/index.ts'
import { replacedByLabels } from './labels.ts'

/** Certificates that units no longer ask for (取消的证明材料). 国办发〔2018〕47号 */
const certificates: Ledger = {
  module: 'catalogue',
  name: 'certificates',
  subject: 'certificate',
  title: '取消的证明材料',
  intro: '不再要求群众和企业提交的证明，一项证明用于一件事登记一行，写明今后凭什么办理。',
  table: 'cancelledCertificates',
  order: 'cancelledOn',
  unique: ['name', 'usedFor'],
  may: { view: 'catalogue.view', edit: 'catalogue.keepLedgers' },
  fields: [
    { name: 'name', label: '证明名称', kind: 'text' },
    { name: 'usedFor', label: '原来用于办理', kind: 'text' },
    { name: 'basis', label: '原来要求的依据', kind: 'text', optional: true },
    { name: 'replacedBy', label: '今后的办法', kind: 'choice', choices: replacedByLabels },
    { name: 'note', label: '说明', kind: 'longText', optional: true },
    { name: 'cancelledOn', label: '取消日期', kind: 'day' },
  ],
}

/** Items of the hall whose way through the office became shorter (流程再造). 国办发〔2016〕108号 */
const streamlinings: Ledger = {
  module: 'catalogue',
  name: 'streamlinings',
  subject: 'streamlining',
  title: '流程再造',
  intro:
    '进驻大厅的事项重新设计流程，一个事项一行，写明办理环节和申请材料由多少减到多少。办理时限从实施清单里算，不用登记。',
  table: 'streamlinings',
  order: 'doneOn',
  unique: ['itemName', 'doneOn'],
  may: { view: 'catalogue.view', edit: 'catalogue.keepLedgers' },
  fields: [
    { name: 'itemName', label: '事项名称', kind: 'text' },
    { name: 'stepsBefore', label: '原来环节数', kind: 'count' },
    { name: 'stepsAfter', label: '现在环节数', kind: 'count' },
    { name: 'materialsBefore', label: '原来材料数', kind: 'count' },
    { name: 'materialsAfter', label: '现在材料数', kind: 'count' },
    { name: 'doneOn', label: '完成日期', kind: 'day' },
  ],
}

export const ledgers: readonly Ledger[] = [certificates, streamlinings]

const crumbs = [{ label: '工作台', href: '/desk' }]
export const ledgerPages: Routes = (app) => ledgerRoutes(app, ledgers, crumbs)
