import type { Module } from '../../platform/module.ts'
import { deskRoutes } from './desk.ts'
import { indicators } from './figures.ts'

export { type Answer, answerKey, answers } from './answers.ts'
export { answeredIn2014, answeredInTable3, type Flow, flowInTable3 } from './figures.ts'
export { applicantLabels, channelLabels, stateLabels } from './labels.ts'
export {
  type ApplicantKind,
  applicantKinds,
  type IntakeChannel,
  intakeChannels,
  type RefusalGround,
  type ReplyKind,
  type RequestState,
} from './schema.ts'
export { findRequest } from './store.ts'

export const requests: Module = {
  name: 'requests',
  permissions: { 'requests.view': '查看政府信息公开申请(个人信息遮盖)' },
  desk: deskRoutes,
  deskLinks: [{ duty: '依申请公开', label: '申请登记', href: '/desk/requests', may: 'requests.view' }],
  indicators,
}
