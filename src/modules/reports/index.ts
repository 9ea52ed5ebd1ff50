import type { Module } from '../../platform/module.ts'
import { deskRoutes } from './desk.ts'
import { inbox } from './inbox.ts'
import { jobs } from './jobs.ts'
import { portalRoutes } from './portal.ts'

export { reportForCli, reportFormats } from './cli.ts'
export { publishWithin } from './publish.service.ts'
export { sectionsIn } from './template.ts'
export { startWithin } from './write.service.ts'

export const reports: Module = {
  name: 'reports',
  permissions: {
    'reports.view': '查看年度报告的编制',
    'reports.write': '编制年度报告，请单位报送材料',
    'reports.deliver': '报送本单位的年度报告材料',
    'reports.review': '审核年度报告',
    'reports.sign': '签发年度报告',
    'reports.publish': '公布年度报告',
  },
  portal: portalRoutes,
  desk: deskRoutes,
  deskLinks: [{ duty: '统计', label: '年度报告', href: '/desk/reports', may: 'reports.view' }],
  inbox,
  jobs,
}
