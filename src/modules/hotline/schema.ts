import { type Static, Type } from 'typebox'
import type { Day } from '../../core/day.ts'

/** States of a work order, as in the database. 国办发〔2020〕53号 */
export const orderStates = [
  'received',
  'dispatched',
  'handling',
  'replied',
  'closing',
  'closed',
  'followedUp',
  'archived',
  'notAccepted',
  'withdrawn',
  'merged',
] as const
export type OrderState = (typeof orderStates)[number]

/** Kinds of what people say. 国办发〔2020〕53号 */
export const orderKinds = ['consultation', 'help', 'complaint', 'report', 'suggestion'] as const
export type OrderKind = (typeof orderKinds)[number]

/** How it came in. */
export const orderChannels = [
  'phone',
  'mayorMailbox',
  'message',
  'superiorMailbox',
  'superiorHotline',
  'helpLine',
  'websiteError',
  'badRating',
] as const
export type OrderChannel = (typeof orderChannels)[number]

/** Channels a person writes through by themselves. */
export const writtenChannels = ['mayorMailbox', 'message', 'websiteError'] as const
/** Channels through which the superior assigns. */
export const superiorChannels = ['superiorMailbox', 'superiorHotline', 'helpLine'] as const

export const orderResults = ['solved', 'explained', 'cannot', 'notAccepted'] as const
export type OrderResult = (typeof orderResults)[number]
/** What a handled one may come to; not accepting is another move. */
export const handledResults = ['solved', 'explained', 'cannot'] as const

/** Why an order is not accepted. 国办发〔2020〕53号 */
export const refusalGrounds = ['otherBranch', 'emergency', 'inProcedure', 'secret', 'repeated', 'abuse'] as const
export type RefusalGround = (typeof refusalGrounds)[number]

export const proposalKinds = ['return', 'extension', 'closing'] as const
export type ProposalKind = (typeof proposalKinds)[number]
export const verdicts = ['approved', 'returned'] as const

export const replyWays = ['phone', 'sms', 'mail', 'visit', 'online', 'letter'] as const
export type ReplyWay = (typeof replyWays)[number]
export const followUpWays = ['phone', 'sms', 'visit', 'online'] as const
export type FollowUpWay = (typeof followUpWays)[number]

/** 1 very good to 5 very bad; 4 and 5 are bad. GB/T 39046-2020 A.8 */
export const satisfactionLevels = [1, 2, 3, 4, 5] as const
export type Satisfaction = (typeof satisfactionLevels)[number]

/** Who urged. */
export const urgers = ['person', 'hotline', 'leader'] as const
export type Urger = (typeof urgers)[number]

export const orderFileKinds = ['evidence', 'reply', 'internal'] as const
export type OrderFileKind = (typeof orderFileKinds)[number]

/** What is known of the person and masked until someone gives a reason to see it. */
export const personalFields = ['personName', 'personPhone', 'personEmail'] as const
export type PersonalField = (typeof personalFields)[number]

const oneOf = <const T extends readonly string[]>(values: T, title: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], title })
const line = (title: string, maxLength = 200) => Type.String({ title, minLength: 1, maxLength })
const text = (title: string, maxLength = 2000) => Type.String({ title, minLength: 1, maxLength })
const maybe = (title: string, maxLength = 200) => Type.String({ title, maxLength, default: '' })
const maybeDay = (title: string) =>
  Type.Unsafe<Day | ''>({ title, anyOf: [{ const: '' }, { type: 'string', format: 'date' }], default: '' })
const flag = (title: string) => Type.Boolean({ title, default: false })
const days = (title: string, minimum = 0, maximum = 60) => Type.Integer({ title, minimum, maximum })
const submissionKey = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', title: '表单编号' })

const said = {
  kind: oneOf(orderKinds, '类别'),
  title: line('标题', 100),
  text: text('内容', 5000),
  placeUnitCode: maybe('地点所在的乡镇、街道、村或者社区', 100),
  place: maybe('具体地点', 200),
  personName: maybe('姓名', 50),
  personPhone: maybe('联系电话', 40),
  personEmail: maybe('电子邮箱', 100),
  anonymous: flag('匿名'),
  confidential: flag('为来访人保密'),
  publicWish: flag('同意公开诉求和答复'),
  complainedUnitCode: maybe('被投诉、举报的单位', 100),
}

/** What a person writes on the portal. */
export const MessageForm = Type.Object({
  ...said,
  channel: oneOf(writtenChannels, '写给谁'),
  submissionKey,
})
export type MessageForm = Static<typeof MessageForm>

/** What an operator registers from a call or a letter. */
export const RegisterForm = Type.Object({
  ...said,
  channel: oneOf(
    ['phone', 'mayorMailbox', 'message', 'superiorMailbox', 'superiorHotline', 'helpLine', 'websiteError'] as const,
    '来源',
  ),
  urgent: flag('紧急'),
  superiorNumber: maybe('上级的编号', 60),
  superiorDueOn: maybeDay('上级要求的期限'),
  submissionKey,
})
export type RegisterForm = Static<typeof RegisterForm>

/** What the superior's platform assigns; its own number makes sending it twice harmless. */
export const AssignForm = Type.Object({
  ...said,
  channel: oneOf(superiorChannels, '来源'),
  urgent: flag('紧急'),
  superiorNumber: line('上级的编号', 60),
  superiorDueOn: maybeDay('上级要求的期限'),
})
export type AssignForm = Static<typeof AssignForm>

/** What opens an order without an account. */
export const FollowForm = Type.Object({ number: line('工单编号', 50), code: line('查询码', 40) })

const unit = line('单位', 100)
const topic = maybe('事项', 60)

export const AssistingUnit = Type.Object({ unitCode: unit, part: text('协办什么', 500) })
export const DispatchForm = Type.Object({
  unitCode: line('主办单位', 100),
  topicCode: topic,
  kind: Type.Optional(oneOf(orderKinds, '类别')),
  urgent: Type.Optional(Type.Boolean({ title: '紧急' })),
  assisting: Type.Array(AssistingUnit, { title: '协办单位', maxItems: 10, default: [] }),
  words: maybe('派单意见', 500),
})
export type DispatchForm = Static<typeof DispatchForm>
export const MergeForm = Type.Object({ into: line('并入哪件工单', 50), words: maybe('说明', 500) })
export const WordsForm = Type.Object({ words: maybe('说明', 500) })
const inWords = (title: string) => Type.Object({ words: text(title, 500) })
export const GiveBackForm = inWords('退回的理由')
export const SuperviseForm = inWords('督办的要求')
export const EscalateForm = inWords('为什么报领导')
export const InstructForm = inWords('批示')
export const WithdrawPublicationForm = inWords('撤回的理由')
export const RefuseForm = Type.Object({
  ground: oneOf(refusalGrounds, '不予受理的原因'),
  words: text('告诉来访人的话', 1000),
})
export const AnswerForm = Type.Object({
  topicCode: topic,
  text: text('答复', 3000),
  result: oneOf(['solved', 'explained'] as const, '办理结果'),
})
export const ContactForm = Type.Object({
  way: oneOf(['phone', 'sms', 'visit'] as const, '怎样联系的'),
  words: text('联系的情况', 500),
})
export const HandDownForm = Type.Object({ unitCode: line('转给哪个单位', 100), words: text('为什么转办', 500) })
export const ReturnForm = Type.Object({
  words: text('退单的理由', 1000),
  suggestedUnitCode: maybe('应由哪个单位办理', 100),
})
export type ReturnForm = Static<typeof ReturnForm>
export const ExtensionForm = Type.Object({
  days: Type.Integer({ title: '延长的工作日数', minimum: 1, maximum: 60 }),
  words: text('延长的理由', 500),
})
export type ExtensionForm = Static<typeof ExtensionForm>
export const ClosingForm = Type.Object({
  result: oneOf(handledResults, '办理结果'),
  words: text('办理情况', 2000),
})
export type ClosingForm = Static<typeof ClosingForm>
export const VerdictForm = Type.Object({ verdict: oneOf(verdicts, '意见'), words: maybe('说明', 500) })
export type VerdictForm = Static<typeof VerdictForm>
export const AssistForm = Type.Object({ answer: text('协办情况', 2000) })
export const ReplyForm = Type.Object({ text: text('答复', 3000), way: oneOf(replyWays, '怎样答复的') })
/** What the person adds to what they said. */
export const SupplementForm = Type.Object({ words: text('补充的内容', 2000) })
export const UrgeForm = Type.Object({ words: maybe('催办的话', 500) })
export const FollowUpForm = Type.Object({
  way: oneOf(followUpWays, '回访方式'),
  reached: Type.Boolean({ title: '联系上了吗' }),
  satisfaction: Type.Optional(
    Type.Unsafe<Satisfaction>({ type: 'integer', enum: [...satisfactionLevels], title: '满意程度' }),
  ),
  words: maybe('来访人的话', 1000),
})
export type FollowUpForm = Static<typeof FollowUpForm>
/** How the person found it, said online. GB/T 39046-2020 A.8 */
export const RatingForm = Type.Object({
  satisfaction: Type.Integer({ title: '满意程度', minimum: 1, maximum: 5 }),
  words: maybe('您的话', 1000),
})
export type RatingForm = Static<typeof RatingForm>
export const ReopenForm = Type.Object({ words: text('为什么要重新办理', 1000) })
export const PublishForm = Type.Object({
  publicTitle: line('公开的标题', 100),
  publicText: text('公开的诉求', 5000),
  publicReply: text('公开的答复', 3000),
  /** Needed where something still looks like personal data. */
  personalDataReason: maybe('保留的理由', 300),
})
export type PublishForm = Static<typeof PublishForm>

export const RevealForm = Type.Object({
  field: oneOf(personalFields, '要查看的内容'),
  reason: Type.String({ title: '查看的理由', maxLength: 200 }),
})

/** What there are terms for: each kind, and what is urgent. */
export const termKinds = [...orderKinds, 'urgent'] as const
export type TermKind = (typeof termKinds)[number]

/** Terms of one kind: working days, but for `reopenDays` (calendar days) and `followUpTries`. */
export const TermsForm = Type.Object({
  dispatchDays: days('派单'),
  contactDays: days('首次联系'),
  replyDays: days('答复'),
  closeDays: days('答复以后申请办结'),
  reviewDays: days('审核办结'),
  escalateDays: days('超期几天报领导', 1),
  followUpDays: days('回访'),
  followUpTries: days('回访最多打几次', 1, 10),
  reopenDays: days('几天内可以要求重办', 0, 365),
  extensionDays: days('最多延长'),
  confirmed: flag('已经本地确认'),
  source: maybe('依据', 300),
})
export type TermsForm = Static<typeof TermsForm>

/** One topic of the dispatch catalogue. */
export const TopicForm = Type.Object({
  code: Type.String({ title: '代码', pattern: '^[a-z][a-zA-Z0-9]{1,40}$' }),
  parentCode: maybe('上级事项', 60),
  name: line('名称', 60),
  words: Type.Array(line('词', 20), { title: '识别词', maxItems: 60, default: [] }),
  kind: Type.Unsafe<OrderKind | ''>({ type: 'string', enum: ['', ...orderKinds], title: '类别', default: '' }),
  unitCodes: Type.Array(line('单位', 100), { title: '承办单位', maxItems: 6, default: [] }),
  ofPlace: flag('由所在乡镇、街道办理'),
  position: Type.Integer({ title: '排列', minimum: 0, maximum: 999, default: 0 }),
  retired: flag('停用'),
})
export type TopicForm = Static<typeof TopicForm>

/** What a reminder is given for. */
export const reminderRules = ['nearing', 'overdue'] as const
export type ReminderRule = (typeof reminderRules)[number]
