import type { Module } from '../../platform/module.ts'
import { deskRoutes } from './desk.ts'
import { indicators } from './figures.ts'
import { ledgers } from './ledgers.ts'
import { portalRoutes } from './portal.ts'

export { keptRegisters, registerLabels } from './figures.ts'

export type { Unit } from './schema.ts'

export { reachUnit } from './service.ts'
export { findUnit, getUnit, listMediaAccounts, listOpenConsultationSites, listUnits } from './store.ts'

export const organisations: Module = {
  name: 'organisations',
  permissions: { 'organisations.view': '查看机构和台账', 'organisations.edit': '维护机构、人员和台账' },
  portal: portalRoutes,
  desk: deskRoutes,
  deskLinks: [
    { duty: '机构', label: '单位和人员', href: '/desk/organisations', may: 'organisations.view' },
    ...ledgers.map((l) => ({
      duty: '机构',
      label: l.title,
      href: `/desk/organisations/ledgers/${l.name}`,
      may: 'organisations.view',
    })),
  ],
  indicators,
}
