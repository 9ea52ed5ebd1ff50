import type { Module } from '../../platform/module.ts'
import { deskRoutes } from './desk.ts'
import { indicators } from './figures.ts'
import { ledgers } from './ledgers/own.ts'
import { ledgerLinks } from './ledgers/pages.ts'
import { portalRoutes } from './portal.ts'

export { keptRegisters, registerLabels } from './figures.ts'

export { importRoutes, tableHeaders } from './import-pages.ts'
export { isImportable, type Ledger } from './ledgers/ledger.ts'
export { ledgers as organisationLedgers } from './ledgers/own.ts'
export { ledgerLinks, ledgerRoutes } from './ledgers/pages.ts'
export { exportLines, importLines } from './ledgers/transfer.ts'
export type { Unit } from './schema.ts'

export { reachUnit } from './service.ts'
export { findUnit, getUnit, getUnitDetail, listMediaAccounts, listUnitPaths, listUnits } from './store.ts'

export const organisations: Module = {
  name: 'organisations',
  permissions: { 'organisations.view': '查看机构和台账', 'organisations.edit': '维护机构、人员和台账' },
  portal: portalRoutes,
  desk: deskRoutes,
  deskLinks: [
    { duty: '机构', label: '单位和人员', href: '/desk/organisations', may: 'organisations.view' },
    ...ledgerLinks(ledgers, '机构'),
  ],
  indicators,
}
