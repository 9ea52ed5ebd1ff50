import type { Crumb } from '../../../ui/index.ts'

export const hall = '/desk/hall'
export const top: readonly Crumb[] = [{ label: '工作台', href: '/desk' }]
export const inHall: readonly Crumb[] = [...top, { label: '大厅', href: hall }]
/** The screen at the window. */
export const window = `${hall}/counter`
