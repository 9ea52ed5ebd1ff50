import type { Document } from '../schema.ts'

export const desk = [{ label: '工作台', href: '/desk' }]
export const list = '/desk/disclosure/documents'
export const crumbs = [...desk, { label: '政府信息', href: list }]
export const crumbsOf = (document: Pick<Document, 'id' | 'title'>) => [
  ...crumbs,
  { label: short(document.title), href: `${list}/${document.id}` },
]

const short = (title: string) => (title.length > 20 ? `${title.slice(0, 20)}…` : title)
