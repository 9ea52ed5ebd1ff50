import { Type } from 'typebox'
import type { Crumb } from '../../../ui/index.ts'

/** A page that is the same for everyone. */
export const open = { may: 'everyone', cached: true } as const

const home: Crumb = { label: '首页', href: '/' }
export const services: Crumb = { label: '办事', href: '/services' }
/** The way down to the pages of items. */
export const toServices: readonly Crumb[] = [home]
export const toItem: readonly Crumb[] = [home, services]

/** How many a list shows on one page. */
export const pageSize = 20

/** Codes are opaque: the address takes any, and one that no item has is a page that does not exist. */
export const ByCode = Type.Object({ code: Type.String({ maxLength: 80 }) })

export const itemHref = (code: string, part = '') => `/services/${encodeURIComponent(code)}${part && `/${part}`}`
