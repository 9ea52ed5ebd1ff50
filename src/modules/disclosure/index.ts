import type { Module } from '../../platform/module.ts'
import { ledgerLinks } from '../organisations/index.ts'
import { apiRoutes } from './api.ts'
import { deskRoutes } from './desk.ts'
import { indicators } from './figures.ts'
import { inbox } from './inbox.ts'
import { jobs, publicationClock } from './jobs.ts'
import { ledgers } from './ledgers.ts'
import { portalRoutes } from './portal.ts'

export { type Column, listColumns } from './columns.store.ts'
export { createDraft } from './draft.service.ts'
export { exportDocuments } from './export.ts'
export { importDocuments } from './import.ts'
export { ledgers as disclosureLedgers } from './ledgers.ts'
export { columnHref } from './portal/addresses.ts'
export { listOpenSolicitations } from './portal/answers.store.ts'
export { columnText } from './portal/columns.ts'
export { documentItem } from './portal/lists.tsx'
export { solicitationItem } from './portal/solicitations.view.tsx'
export { treeOf } from './portal/tree.ts'
export { type Listed, listPublished } from './published.store.ts'
export { type Suggestion, suggestDocuments } from './suggest.ts'
export { VisitCounts } from './visits.ts'

export const disclosure: Module = {
  name: 'disclosure',
  permissions: {
    'disclosure.view': '查看未发布的政府信息',
    'disclosure.draft': '起草、修改、提交政府信息',
    'disclosure.review': '审核政府信息，填写保密审查意见',
    'disclosure.publish': '发布政府信息，标注废止，登记渠道',
    'disclosure.forcePublish': '不经第二人审核紧急发布',
    'disclosure.withdraw': '撤回已发布的政府信息',
    'disclosure.manageColumns': '管理栏目',
    'disclosure.import': '批量导入、导出政府信息',
    'disclosure.answer': '登记访谈、发布会、回应关切和意见征集',
    'disclosure.keepLedgers': '登记和导入行政决定、收费、事项目录和集中采购台账',
  },
  portal: portalRoutes,
  desk: deskRoutes,
  api: apiRoutes,
  deskLinks: [
    { duty: '发布', label: '政府信息', href: '/desk/disclosure/documents', may: 'disclosure.view' },
    { duty: '发布', label: '起草信息', href: '/desk/disclosure/documents/new', may: 'disclosure.draft' },
    { duty: '发布', label: '更正', href: '/desk/disclosure/corrections', may: 'disclosure.view' },
    { duty: '发布', label: '断链', href: '/desk/disclosure/links', may: 'disclosure.view' },
    { duty: '发布', label: '批量导入', href: '/desk/disclosure/import', may: 'disclosure.import' },
    { duty: '回应', label: '在线访谈', href: '/desk/disclosure/interviews', may: 'disclosure.answer' },
    { duty: '回应', label: '新闻发布会', href: '/desk/disclosure/press-conferences', may: 'disclosure.answer' },
    { duty: '回应', label: '回应关切', href: '/desk/disclosure/concerns', may: 'disclosure.answer' },
    { duty: '回应', label: '意见征集', href: '/desk/disclosure/solicitations', may: 'disclosure.answer' },
    { duty: '发布', label: '栏目', href: '/desk/disclosure/columns', may: 'disclosure.view' },
    ...ledgerLinks(ledgers, '台账'),
  ],
  inbox,
  jobs,
  clocks: [publicationClock],
  indicators,
}
