import type { Item } from '../store.ts'

/** Addresses of the desk pages of this module. */
export const at = {
  items: '/desk/catalogue/items',
  item: (id: number) => `/desk/catalogue/items/${id}`,
  section: (id: number, slug: string) => `/desk/catalogue/items/${id}/fill/${slug}`,
  basic: '/desk/catalogue/basic',
  adopt: '/desk/catalogue/adopt',
  deviations: '/desk/catalogue/deviations',
  unadopted: '/desk/catalogue/unadopted',
  delegations: '/desk/catalogue/delegations',
  rates: '/desk/catalogue/rates',
} as const

export const top = [{ label: '工作台', href: '/desk' }]
export const inItems = [...top, { label: '事项和实施清单', href: at.items }]
export const inBasic = [...top, { label: '基本目录', href: at.basic }]

const short = (text: string) => (text.length > 20 ? `${text.slice(0, 20)}…` : text)
export const inItem = ({ id, name }: Pick<Item, 'id' | 'name'>) => [
  ...inItems,
  { label: short(name), href: at.item(id) },
]
