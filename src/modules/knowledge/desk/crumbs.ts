import type { Crumb } from '../../../ui/index.ts'

export const desk: readonly Crumb[] = [{ label: '工作台', href: '/desk' }]
export const articlesAt = '/desk/knowledge'
export const enquiriesAt = '/desk/enquiries'

export const articleAt = (id: number): string => `${articlesAt}/${id}`
export const enquiryAt = (number: string): string => `${enquiriesAt}/${number}`

export const inArticles: readonly Crumb[] = [...desk, { label: '知识库', href: articlesAt }]
export const inEnquiries: readonly Crumb[] = [...desk, { label: '咨询', href: enquiriesAt }]

export const inArticle = (a: { id: number; title: string }): readonly Crumb[] => [
  ...inArticles,
  { label: a.title, href: articleAt(a.id) },
]
export const inEnquiry = (number: string): readonly Crumb[] => [
  ...inEnquiries,
  { label: `${number}号咨询`, href: enquiryAt(number) },
]
