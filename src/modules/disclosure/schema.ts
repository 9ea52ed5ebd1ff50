import { type Static, Type } from 'typebox'
import type { Day } from '../../core/day.ts'
import type { PersonalData } from '../../core/identifiers.ts'

export const states = [
  'draft',
  'inReview',
  'returned',
  'approved',
  'scheduled',
  'published',
  'withdrawn',
  'withheld',
  'discarded',
] as const
export type State = (typeof states)[number]
export const kinds = ['document', 'normative', 'interpretation', 'news', 'page'] as const
export type Kind = (typeof kinds)[number]
export const attributes = ['proactive', 'onApplication', 'notDisclosed'] as const
export type Attribute = (typeof attributes)[number]
export const validities = ['inForce', 'repealed', 'expired', 'none'] as const
export type Validity = (typeof validities)[number]
export const channels = ['website', 'gazette', 'microblog', 'wechat', 'other'] as const
export type Channel = (typeof channels)[number]
export const columnTypes = ['news', 'notice', 'policy', 'statutory', 'institution', 'interaction', 'overview'] as const
export type ColumnType = (typeof columnTypes)[number]
export const columnParts = ['guide', 'rules', 'content', 'reports', 'application'] as const
export type ColumnPart = (typeof columnParts)[number]

/** A hit of the check for personal data, told so that it can be found but not read. */
export type PersonalDataFinding = {
  /** `unread`: a file that the check could not look into. */
  kind: PersonalData['kind'] | 'unread'
  /** With its middle masked; of an unread file, why. */
  quote: string
  /** Name of the attachment; absent for the text itself. */
  file?: string
  /** Where in the attachment. */
  place?: string
  /** Why it may stay, as confirmed by who submitted. */
  reason?: string
}

/** A document as rules and service see it. */
export type Document = {
  id: number
  unitCode: string
  columnCode: string
  kind: Kind
  state: State
  version: number
  indexNumber: string | null
  title: string
  documentNumber: string | null
  issuingBody: string
  subjectCategory: string
  keywords: string
  source: string
  abstract: string
  body: string
  fullText: boolean
  writtenOn: Day
  effectiveOn: Day | null
  expiresOn: Day | null
  validity: Validity
  replacesId: number | null
  repealedById: number | null
  repealedOn: Day | null
  attribute: Attribute
  attributeGround: string | null
  reassessOn: Day | null
  /** Day by which somebody looks whether the text still holds. */
  reviewBy: Day | null
  regime: string
  dueOn: Day | null
  /** Account of the drafter. */
  draftedBy: string
  submittedAt: Date | null
  secrecyReviewedBy: string | null
  secrecyNote: string | null
  /** Account of the reviewer. */
  reviewedBy: string | null
  reviewedAt: Date | null
  reviewNote: string | null
  forcedReason: string | null
  publishAt: Date | null
  publishedAt: Date | null
  publishedBy: string | null
  withdrawnAt: Date | null
  withdrawnReason: string | null
  withdrawal: 'tombstone' | 'gone' | null
  movedTo: string | null
  personalData: PersonalDataFinding[]
  /** Account of who confirmed at publication that these may be public. */
  personalDataConfirmedBy: string | null
  createdAt: Date
  changedAt: Date
}

const oneOf = <const T extends readonly string[]>(values: T, title: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], title })
const DayField = (title: string) => Type.String({ format: 'date', title })
/** A day that may be left open: an empty field of a form is an empty text. */
const OptionalDay = (title: string) => Type.String({ pattern: '^(\\d{4}-\\d{2}-\\d{2})?$', title, default: '' })
const text = (title: string, maxLength: number, minLength = 0) =>
  Type.String({ title, maxLength, minLength, ...(minLength === 0 ? { default: '' } : {}) })

/** All that an editor writes down of a document. */
export const DraftForm = Type.Object({
  unitCode: text('发布单位', 40, 1),
  columnCode: text('栏目', 60, 1),
  kind: oneOf(kinds, '信息类别'),
  title: text('标题', 300, 1),
  documentNumber: text('文号', 60),
  issuingBody: text('发文机关', 100, 1),
  subjectCategory: text('主题分类', 60),
  keywords: text('关键词', 200),
  source: text('信息来源', 100),
  abstract: text('内容概述', 2000),
  body: text('正文', 900_000),
  fullText: oneOf(['yes', 'no'], '是否全文公开'),
  writtenOn: DayField('成文日期'),
  effectiveOn: OptionalDay('施行日期'),
  expiresOn: OptionalDay('有效期至'),
  attribute: oneOf(attributes, '公开属性'),
  attributeGround: text('不主动公开的法定理由', 500),
  /** Documents that this interpretation explains, by index number or id, separated by spaces. */
  explains: text('解读的文件', 300),
  replaces: text('替代的文件', 100),
})
export type DraftForm = Static<typeof DraftForm>

/** The version that the editor saw when they began to write. */
export const SeenVersion = Type.Object({ version: Type.Integer({ minimum: 1, maximum: 1_000_000, title: '版本' }) })
export const EditForm = Type.Object({ ...DraftForm.properties, ...SeenVersion.properties })
export type EditForm = Static<typeof EditForm>

export const SubmitForm = Type.Object({ personalDataReason: text('保留个人信息的理由', 300) })
export type SubmitForm = Static<typeof SubmitForm>

export const ReturnForm = Type.Object({ note: text('退回意见', 1000, 1) })
export const ApproveForm = Type.Object({ secrecyNote: text('保密审查意见', 500, 1), note: text('审核意见', 1000) })
export type ApproveForm = Static<typeof ApproveForm>
export const WithholdForm = Type.Object({
  secrecyNote: text('保密审查意见', 500, 1),
  note: text('审核意见', 1000),
  reassessOn: DayField('再次评估日期'),
})
export type WithholdForm = Static<typeof WithholdForm>
export const ReassessForm = Type.Object({
  outcome: oneOf(['keep', 'open'], '评估结论'),
  note: text('评估意见', 1000, 1),
  reassessOn: OptionalDay('下次评估日期'),
})
export type ReassessForm = Static<typeof ReassessForm>

/** Said by who publishes when the check for personal data had something to tell. */
export const ConfirmForm = Type.Object({
  personalDataConfirmed: Type.Optional(Type.Literal('yes', { title: '个人信息核对' })),
})
export type ConfirmForm = Static<typeof ConfirmForm>

/** Channels ticked, each with where it can be seen there. */
export const ChannelForm = Type.Object({
  channels: Type.Array(oneOf(channels, '发布渠道'), { minItems: 1, maxItems: channels.length, title: '发布渠道' }),
  ...Object.fromEntries(channels.map((c) => [`reference_${c}`, Type.Optional(text('载体', 200))])),
})
export type ChannelForm = { channels: Channel[]; [reference: `reference_${string}`]: string | undefined }

export const PublishForm = Type.Object({
  ...ChannelForm.properties,
  ...ConfirmForm.properties,
  publishAt: Type.String({ pattern: '^(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2})?$', title: '发布时间', default: '' }),
})
export type PublishForm = ChannelForm & ConfirmForm & { publishAt: string }
export const ForceForm = Type.Object({
  ...ChannelForm.properties,
  reason: text('紧急发布的理由', 500, 5),
  secrecyNote: text('保密审查意见', 500, 1),
  personalDataReason: text('保留个人信息的理由', 300),
})
export type ForceForm = ChannelForm & { reason: string; secrecyNote: string; personalDataReason: string }

export const RevisitForm = Type.Object({ note: text('复核意见', 1000, 1), reviewBy: OptionalDay('下次复核日期') })
export type RevisitForm = Static<typeof RevisitForm>
export const WithdrawForm = Type.Object({
  withdrawal: oneOf(['tombstone', 'gone'], '撤回方式'),
  reason: text('撤回原因', 500, 1),
  movedTo: Type.String({ title: '新的地址', maxLength: 300, pattern: '^((https?://|/)\\S+)?$', default: '' }),
})
export type WithdrawForm = Static<typeof WithdrawForm>
export const RepealForm = Type.Object({
  repealedOn: DayField('废止日期'),
  by: text('依据的新文件', 60),
  note: text('说明', 500),
})
export type RepealForm = Static<typeof RepealForm>

export const ColumnForm = Type.Object({
  name: text('栏目名称', 40, 1),
  description: text('栏目说明', 300),
  keywords: text('栏目关键词', 200),
  type: oneOf(columnTypes, '栏目类型'),
  statutoryClass: Type.String({ pattern: '^([1-9]|1[0-5])?$', title: '法定主动公开类别', default: '' }),
  keyField: Type.Optional(Type.Literal('yes', { title: '重点领域' })),
  renewWithinDays: Type.String({ pattern: '^([1-9]\\d{0,3})?$', title: '更新期限', default: '' }),
  intro: text('栏目导语', 4000),
  position: Type.Integer({ minimum: 0, maximum: 9999, title: '排序', default: 0 }),
})
export type ColumnForm = Static<typeof ColumnForm>
export const NewColumnForm = Type.Object({
  code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,38}$', title: '栏目代码' }),
  parentCode: text('上级栏目', 60),
  ...ColumnForm.properties,
})
export type NewColumnForm = Static<typeof NewColumnForm>
export const MoveColumnForm = Type.Object({ parentCode: text('上级栏目', 60) })
export const CloseColumnForm = Type.Object({ closedOn: DayField('关闭日期'), moveTo: text('现有文件移到', 60) })
export type CloseColumnForm = Static<typeof CloseColumnForm>
