import type { Crumb } from '../../../ui/index.ts'

export const list = '/desk/ratings'
export const top: readonly Crumb[] = [{ label: '工作台', href: '/desk' }]
export const inList: readonly Crumb[] = [...top, { label: '好差评', href: list }]
export const hrefOf = (id: number): string => `${list}/${id}`
export const paperList = `${list}/paper`
export const inPaper: readonly Crumb[] = [...inList, { label: '纸质评价表', href: paperList }]
