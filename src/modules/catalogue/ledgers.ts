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

export const ledgers: readonly Ledger[] = [certificates]

const crumbs = [{ label: '工作台', href: '/desk' }]
export const ledgerPages: Routes = (app) => ledgerRoutes(app, ledgers, crumbs)
