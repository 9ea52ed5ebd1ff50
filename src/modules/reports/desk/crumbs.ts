import type { Crumb } from '../../../ui/index.ts'

export const list = '/desk/reports'
export const top: readonly Crumb[] = [{ label: '工作台', href: '/desk' }]
export const inList: readonly Crumb[] = [...top, { label: '年度报告', href: list }]
export const reportAt = (id: number): string => `${list}/${id}`
export const inReport = ({ id, title }: { id: number; title: string }): readonly Crumb[] => [
  ...inList,
  { label: title, href: reportAt(id) },
]
export const titleOf = (r: { unitName: string; year: number; version: number }): string =>
  `${r.unitName} ${r.year} 年度报告${r.version > 1 ? `（第 ${r.version} 版）` : ''}`
