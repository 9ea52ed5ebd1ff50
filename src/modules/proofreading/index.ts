import type { Module } from '../../platform/module.ts'
import { templates } from '../statistics/index.ts'
import { apiRoutes } from './api.ts'
import { deskRoutes, portalRoutes } from './pages.ts'
import { type Proofread, proofread } from './proofread.ts'
import { linesOf } from './text.ts'

export { proofreadFile } from './check.ts'
export type { Finding, Severity } from './findings.ts'
export type { Proofread } from './proofread.ts'
export { quantitiesIn } from './quantities.ts'
export { plain } from './text.ts'

/** Proofreads a text that the house itself has written, line by line. */
export const proofreadText = (text: string): Proofread => proofread(linesOf([{ place: '', text }]), templates)

export const proofreading: Module = {
  name: 'proofreading',
  permissions: { 'proofreading.use': '校对公开报告' },
  portal: portalRoutes,
  desk: deskRoutes,
  api: apiRoutes,
  deskLinks: [{ duty: '统计', label: '校对报告', href: '/desk/proofreading', may: 'proofreading.use' }],
}
