import type { Crumb } from '../../../ui/index.ts'

export const list = '/desk/cases'
export const top: readonly Crumb[] = [{ label: '工作台', href: '/desk' }]
export const inList: readonly Crumb[] = [...top, { label: '办件', href: list }]

export const hrefOf = (number: string): string => `${list}/${number}`
export const inCase = (number: string): readonly Crumb[] => [
  ...inList,
  { label: `${number}号办件`, href: hrefOf(number) },
]
