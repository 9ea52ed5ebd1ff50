import type { Module } from '../../platform/module.ts'
import { apiRoutes } from './api.ts'
import { portalRoutes } from './portal.ts'

export { checkCode, codeOf } from './code-schemes.ts'
export { onApplicationTypes } from './codes.ts'

import { ledgerLinks } from '../organisations/index.ts'
import { deskRoutes } from './desk.ts'
import { indicators, rates } from './figures.ts'
import { inbox } from './inbox.ts'
import { jobs } from './jobs.ts'
import { ledgers } from './ledgers.ts'

export { type Brief, findBrief } from './brief.ts'
export { keepDepartures } from './deviations.ts'
export { exportItems, exportItemsJson } from './export-items.ts'
export { type FoundItem, findItems, highestItemId, listItemsForSitemap, suggestItems } from './find.store.ts'
export { exportBasic, exportBasicJson, importBasic } from './import-basic.ts'
export { importItems } from './import-items.ts'
export { ledgers as catalogueLedgers } from './ledgers.ts'
export { findDelegationOn, findItemOn, getItemVersion, listItemsOfUnit } from './published.store.ts'
export { checkElements } from './rules.ts'
export { answersAmong, materialsFor, unanswered } from './rules-materials.ts'
export type {
  ApplicationForm,
  FormField,
  ItemElements,
  ItemLevel,
  ItemVersion,
  Limit,
  LimitUnit,
  Material,
  Place,
  ProcessStep,
  Question,
  Result,
  SpecialKind,
  StepRole,
} from './schema.ts'
export { specialKinds } from './schema.ts'
export { publicColumns } from './store.ts'
export { topicLabel } from './topics.ts'

export const catalogue: Module = {
  name: 'catalogue',
  permissions: {
    'catalogue.view': '查看事项目录和实施清单',
    'catalogue.fill': '引用目录，填报本单位的实施清单',
    'catalogue.publish': '审核、发布和取消实施清单',
    'catalogue.keepBasic': '导入上级目录清单，核对各单位的偏差',
    'catalogue.keepLedgers': '登记和导入取消的证明材料、流程再造',
  },
  portal: portalRoutes,
  api: apiRoutes,
  desk: deskRoutes,
  deskLinks: [
    { duty: '政务服务', label: '事项和实施清单', href: '/desk/catalogue/items', may: 'catalogue.view' },
    { duty: '政务服务', label: '引用目录清单', href: '/desk/catalogue/adopt', may: 'catalogue.fill' },
    { duty: '政务服务', label: '基本目录', href: '/desk/catalogue/basic', may: 'catalogue.view' },
    { duty: '政务服务', label: '与目录的偏差', href: '/desk/catalogue/deviations', may: 'catalogue.keepBasic' },
    { duty: '政务服务', label: '下沉事项', href: '/desk/catalogue/delegations', may: 'catalogue.view' },
    { duty: '政务服务', label: '填报率和发布率', href: '/desk/catalogue/rates', may: 'catalogue.view' },
    ...ledgerLinks(ledgers, '政务服务'),
  ],
  inbox,
  jobs,
  indicators,
  rates,
}
