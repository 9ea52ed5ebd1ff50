import type { Module } from '../../platform/module.ts'
import { applicantCalls } from './api.ts'
import { officerMoves } from './api-moves.ts'
import { deskRoutes } from './desk.ts'
import { indicators } from './figures.ts'
import { inbox } from './inbox.ts'
import { jobs, runningClock } from './jobs.ts'
import { myRoutes } from './my.ts'
import { portalRoutes } from './portal.ts'

export { answers } from './answers.ts'
export { answeredInTable3, flowInTable3 } from './figures.ts'
export { applicantLabels } from './labels.ts'
export {
  applicantKinds,
  intakeChannels,
} from './schema.ts'
export { findRequest } from './store.ts'

export const requests: Module = {
  name: 'requests',
  permissions: {
    'requests.view': '查看政府信息公开申请（个人信息遮盖）',
    'requests.register': '登记当面、传真和信函提出的申请',
    'requests.handle': '办理申请：补正、征求意见、答复、送达、归档',
    'requests.approve': '审批延期、不予公开和部分公开的答复',
  },
  portal: portalRoutes,
  my: myRoutes,
  desk: deskRoutes,
  api: (app) => {
    applicantCalls(app)
    officerMoves(app)
  },
  deskLinks: [
    { duty: '依申请公开', label: '办理申请', href: '/desk/requests', may: 'requests.view' },
    { duty: '依申请公开', label: '登记申请', href: '/desk/requests/new', may: 'requests.register' },
    { duty: '依申请公开', label: '审批', href: '/desk/requests/approvals', may: 'requests.approve' },
    { duty: '依申请公开', label: '成批归档', href: '/desk/requests/archiving', may: 'requests.handle' },
  ],
  inbox,
  jobs,
  clocks: [runningClock],
  indicators,
}
