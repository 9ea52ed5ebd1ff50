import type { Module } from '../../platform/module.ts'
import { deskRoutes } from './desk.ts'
import { indicators } from './figures.ts'

export { remediesBy } from './figures.ts'
export { outcomeLabels, remedyLabels } from './labels.ts'
export { outcomes, remedyKinds } from './schema.ts'

export const supervision: Module = {
  name: 'supervision',
  permissions: {
    'supervision.view': '查看复议诉讼和举报投诉',
    'supervision.record': '登记复议诉讼和举报投诉',
  },
  desk: deskRoutes,
  deskLinks: [
    { duty: '监督', label: '复议诉讼', href: '/desk/supervision/remedies', may: 'supervision.view' },
    { duty: '监督', label: '举报投诉', href: '/desk/supervision/complaints', may: 'supervision.view' },
  ],
  indicators,
}
