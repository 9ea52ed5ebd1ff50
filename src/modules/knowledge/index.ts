import type { Module } from '../../platform/module.ts'
import { apiRoutes } from './api.ts'
import { deskRoutes } from './desk.ts'
import { indicators, rates } from './figures.ts'
import { inbox } from './inbox.ts'
import { jobs, runningClock } from './jobs.ts'
import { myRoutes } from './my.ts'
import { portalRoutes } from './portal.ts'

export { enquiryNumber, enquiryVector } from './enquiries.service.ts'
export { exportArticles, exportArticlesJson } from './export.ts'
export { importArticles } from './import.ts'
export { enquiryDues } from './rules.ts'
export { answerVector, articleVector, type KnowledgeHit, suggestKnowledge } from './search.store.ts'

export const knowledge: Module = {
  name: 'knowledge',
  permissions: {
    'knowledge.view': '查阅知识库和咨询记录',
    'knowledge.enquire': '登记咨询、当场答复',
    'knowledge.write': '起草、修改本单位的知识和问答',
    'knowledge.publish': '审核、发布知识和问答',
  },
  portal: portalRoutes,
  my: myRoutes,
  desk: deskRoutes,
  api: apiRoutes,
  deskLinks: [
    { duty: '咨询', label: '登记咨询', href: '/desk/enquiries/new', may: 'knowledge.enquire' },
    { duty: '咨询', label: '咨询', href: '/desk/enquiries', may: 'knowledge.view' },
    { duty: '咨询', label: '知识库', href: '/desk/knowledge', may: 'knowledge.view' },
    { duty: '咨询', label: '审核公开的问答', href: '/desk/enquiries/publications', may: 'knowledge.publish' },
  ],
  inbox,
  jobs,
  clocks: [runningClock],
  indicators,
  rates,
}
