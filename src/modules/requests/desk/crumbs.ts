import type { Crumb } from '../../../ui/index.ts'

export const list = '/desk/requests'
export const top: readonly Crumb[] = [{ label: '工作台', href: '/desk' }]
export const inList: readonly Crumb[] = [...top, { label: '依申请公开', href: list }]

export const hrefOf = (number: string): string => `${list}/${number}`
export const inRequest = (number: string): readonly Crumb[] => [
  ...inList,
  { label: `${number}号申请`, href: hrefOf(number) },
]
