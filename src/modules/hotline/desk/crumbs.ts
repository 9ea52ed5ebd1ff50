import type { Crumb } from '../../../ui/index.ts'

export const list = '/desk/hotline'
export const top: readonly Crumb[] = [{ label: '工作台', href: '/desk' }]
export const inList: readonly Crumb[] = [...top, { label: '工单', href: list }]

export const hrefOf = (number: string): string => `${list}/${number}`
export const inOrder = (number: string): readonly Crumb[] => [
  ...inList,
  { label: `${number}号工单`, href: hrefOf(number) },
]
