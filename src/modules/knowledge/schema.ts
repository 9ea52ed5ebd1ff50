import { type Static, Type } from 'typebox'
import type { Day } from '../../core/day.ts'
import { topicCodes } from './topics.ts'

/** States of the newest version of an article. */
export const articleStates = ['draft', 'inReview', 'published', 'withdrawn'] as const
export type ArticleState = (typeof articleStates)[number]

/** Who reads an article. */
export const audiences = ['public', 'internal'] as const
export type Audience = (typeof audiences)[number]

/** How an enquiry came. */
export const channels = ['phone', 'inPerson', 'online'] as const
export type Channel = (typeof channels)[number]

export const enquiryStates = ['received', 'assigned', 'answered'] as const
export type EnquiryState = (typeof enquiryStates)[number]

/** States of a question and its answer on their way to the public. */
export const publicationStates = ['proposed', 'returned', 'published', 'withdrawn'] as const
export type PublicationState = (typeof publicationStates)[number]

/** What is known of who asked, masked until someone gives a reason to see it. */
export const askerFields = ['askerName', 'askerPhone', 'askerEmail'] as const
export type AskerField = (typeof askerFields)[number]

// PostgreSQL takes no zero byte in a text.
const noZero = '^[^\\u0000]*$'
const oneOf = <const T extends readonly string[]>(values: T, title: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], title })
const text = (title: string, maxLength: number, minLength = 1) =>
  Type.String({ title, minLength, maxLength, pattern: noZero })
const maybe = (title: string, maxLength: number) => Type.String({ title, maxLength, pattern: noZero, default: '' })
const topic = Type.String({ title: '类别', enum: [...topicCodes] })
const dayField = (title: string) => Type.Unsafe<Day>({ type: 'string', format: 'date', title })

/** An article as it is written. Items are told by code or name, documents by index number, one a line. */
export const ArticleForm = Type.Object({
  title: text('标题', 120),
  unitCode: text('归口单位', 40),
  topic,
  keywords: maybe('关键词', 200),
  audience: oneOf(audiences, '谁可以看'),
  reviewOn: dayField('复核日期'),
  body: text('正文', 100_000),
  items: maybe('相关事项', 2000),
  documents: maybe('相关文件', 2000),
})
export type ArticleForm = Static<typeof ArticleForm>

/** The form with the version of the article it was filled in on. */
export const EditForm = Type.Object({
  ...ArticleForm.properties,
  version: Type.Integer({ title: '页面的版本', minimum: 1, maximum: 1_000_000 }),
})
export type EditForm = Static<typeof EditForm>

/** What readers read of an article, as versions keep it. Items and documents by their numbers. */
export type Content = {
  title: string
  body: string
  topic: string
  keywords: string
  audience: Audience
  items: number[]
  documents: number[]
}

export const ReturnForm = Type.Object({ note: text('退回的理由', 500) })
export const WithdrawForm = Type.Object({ reason: text('撤下的理由', 500) })
export const RevisitForm = Type.Object({ reviewOn: dayField('下次复核日期') })

const submissionKey = Type.String({ title: '表单编号', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
const asker = {
  askerName: maybe('姓名', 60),
  askerPhone: maybe('手机号码', 40),
  askerEmail: maybe('电子邮箱', 120),
}

/** An enquiry as a clerk notes it. With an article or an answer it is answered at once. */
export const EntryForm = Type.Object({
  channel: oneOf(['phone', 'inPerson'] as const, '咨询方式'),
  question: text('问的是什么', 2000),
  unitCode: text('哪个单位的业务', 40),
  topic: Type.String({ title: '类别', enum: ['', ...topicCodes], default: '' }),
  article: Type.String({ title: '用到的知识', pattern: '^(|[1-9][0-9]{0,14})$', default: '' }),
  answer: maybe('怎么答复的', 4000),
  ...asker,
  submissionKey,
})
export type EntryForm = Static<typeof EntryForm>

/** An enquiry as someone sends it online. */
export const ConsultForm = Type.Object({
  question: text('您要问的事', 2000, 5),
  unitCode: maybe('想问哪个单位', 40),
  ...asker,
  submissionKey,
  /** A field no person sees; programs that fill in whatever they find give themselves away. */
  website: maybe('网址', 500),
})
export type ConsultForm = Static<typeof ConsultForm>

export const FollowForm = Type.Object({ number: text('咨询编号', 40), code: text('查询码', 40) })

export const AssignForm = Type.Object({
  unitCode: text('交给哪个单位答复', 40),
  topic,
})
export type AssignForm = Static<typeof AssignForm>

export const AnswerForm = Type.Object({
  answer: text('答复', 4000),
  article: Type.String({ title: '用到的知识', pattern: '^(|[1-9][0-9]{0,14})$', default: '' }),
})
export type AnswerForm = Static<typeof AnswerForm>

/** A question and its answer as everyone is to read them. */
export const PublicationForm = Type.Object({
  question: text('公开的问题', 500, 5),
  answer: text('公开的答复', 4000, 5),
  topic,
})
export type PublicationForm = Static<typeof PublicationForm>

export const RevealForm = Type.Object({
  field: oneOf(askerFields, '要查看的内容'),
  reason: text('查看的理由', 200, 2),
})
export type RevealForm = Static<typeof RevealForm>
