import type { Module } from '../../platform/module.ts'
import { deskRoutes } from './desk.ts'
import { indicators } from './figures.ts'
import { replyClock } from './jobs.ts'

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
  permissions: { 'requests.view': '查看政府信息公开申请（个人信息遮盖）' },
  desk: deskRoutes,
  deskLinks: [{ duty: '依申请公开', label: '申请登记', href: '/desk/requests', may: 'requests.view' }],
  clocks: [replyClock],
  indicators,
}
