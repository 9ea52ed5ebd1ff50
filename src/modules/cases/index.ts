import type { Module } from '../../platform/module.ts'
import { applicantCalls } from './api.ts'
import { officerMoves } from './api-moves.ts'
import { deskRoutes } from './desk.ts'
import { indicators, rates } from './figures.ts'
import { inbox } from './inbox.ts'
import { jobs, runningClock } from './jobs.ts'
import { myRoutes } from './my.ts'
import { portalRoutes } from './portal.ts'

export { casesOfMine, checkQueryCode, ownCase } from './applicant.service.ts'
export { myDrafts } from './drafts.service.ts'
export { stateLabels as caseStateLabels } from './labels.ts'
export { dueCell as caseDueCell, waitsForApplicant } from './my.view.tsx'
export { keys as caseKeys } from './portal/addresses.ts'
export { findServedCase, listServedCases, type ServedCase } from './served.store.ts'
export { type CaseLine, findCaseFrom } from './store.ts'
export { type Printable, paperToPrint, printable, standingOf } from './terminal.service.ts'

export const cases: Module = {
  name: 'cases',
  permissions: {
    'cases.view': '查看办件（个人信息遮盖）',
    'cases.accept': '收件、受理、要求补正（为别的单位受理的，凭授权委托书）',
    'cases.handle': '办理：审查环节、特别程序、提请延期和处理意见',
    'cases.decide': '作出决定、批准延期（为别的单位决定的，凭授权委托书）',
    'cases.issue': '制发证照和文书、窗口送达和寄送',
    'cases.authorise': '签发和收回授权委托书、安排代理',
    'cases.supervise': '查看全部办件的期限和预警',
  },
  portal: portalRoutes,
  my: myRoutes,
  desk: deskRoutes,
  deskLinks: [
    { duty: '政务服务', label: '收件', href: '/desk/cases/new', may: 'cases.accept' },
    { duty: '政务服务', label: '办件', href: '/desk/cases', may: 'cases.view' },
    { duty: '政务服务', label: '待决定', href: '/desk/cases/proposals', may: 'cases.decide' },
    { duty: '政务服务', label: '授权委托书', href: '/desk/cases/authorisations', may: 'cases.view' },
    { duty: '政务服务', label: '期限预警', href: '/desk/cases/warnings', may: 'cases.view' },
  ],
  api: (app) => {
    applicantCalls(app)
    officerMoves(app)
  },
  inbox,
  jobs,
  clocks: [runningClock],
  indicators,
  rates,
}
