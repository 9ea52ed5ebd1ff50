import type { Module } from '../../platform/module.ts'
import { deskRoutes } from './desk.ts'
import { portalRoutes } from './portal.ts'

export { formForCli, formFormats, indicatorsForCli } from './cli.ts'
export { yearScope } from './counting.ts'

export { computeForm, type FilledForm } from './form.ts'
export {
  type Check,
  type FormCell,
  type Template,
  type TemplateCode,
  templateCodes,
} from './forms/form.ts'
export { templateOf as formTemplateOf, templates } from './forms/index.ts'
export { freezeWithin, frozenForm } from './freeze.ts'
export { fileOf, mediaTypes } from './output/file.ts'
export { footer, printedNumber, reportingUnit, type Signatures, shownCell, unsigned } from './output/printed.ts'
export { periodOf } from './period.ts'
export { PublicRecords, type PublicRecordsPage, publicRecords } from './public-records.tsx'
export { findIndicator, findRate, indicators, rates } from './registry.ts'
export { type Figure, figures, figuresById, largestBehind, monthlyValues, namesBehind } from './service.ts'
export { FormSheets } from './sheets.tsx'
export { findFrozen } from './store.ts'

export const statistics: Module = {
  name: 'statistics',
  permissions: {
    'statistics.view': '查看统计表、指标和背后的记录',
    'statistics.freeze': '定稿统计表',
    'statistics.grantException': '登记勾稽关系的例外',
  },
  portal: portalRoutes,
  desk: deskRoutes,
  deskLinks: [
    { duty: '统计', label: '统计表', href: '/desk/statistics', may: 'statistics.view' },
    { duty: '统计', label: '指标', href: '/desk/statistics/indicators', may: 'statistics.view' },
    { duty: '统计', label: '定稿', href: '/desk/statistics/frozen', may: 'statistics.view' },
  ],
}
