import { type Static, Type } from 'typebox'
import type { Day } from '../../core/day.ts'

/** States of a request for information, as in the database. */
export const requestStates = [
  'received',
  'supplementAsked',
  'handling',
  'consulting',
  'feeAsked',
  'replied',
  'withdrawn',
  'abandoned',
  'archived',
] as const
export type RequestState = (typeof requestStates)[number]

/** How a request came in. 《政府信息公开条例》第二十九条、第三十一条 */
export const intakeChannels = ['inPerson', 'fax', 'online', 'letter'] as const
export type IntakeChannel = (typeof intakeChannels)[number]

/** Kinds of applicant, in the order of the columns of table 3. 国办公开办函〔2021〕30号 */
export const applicantKinds = [
  'naturalPerson',
  'company',
  'researchInstitution',
  'publicWelfare',
  'legalService',
  'otherOrganisation',
] as const
export type ApplicantKind = (typeof applicantKinds)[number]

/** How a request ended. The last four end it without an answer on its substance. */
export const replyKinds = [
  'alreadyPublic',
  'granted',
  'grantedInPart',
  'refused',
  'notHeld',
  'notExist',
  'needsProcessing',
  'unclearAfterSupplement',
  'petition',
  'duplicate',
  'publication',
  'excessive',
  'reconfirmation',
  'supplementOverdue',
  'feeUnpaid',
  'withdrawn',
  'other',
] as const
export type ReplyKind = (typeof replyKinds)[number]

/** Grounds on which disclosure is refused; given exactly when the kind of reply is `refused`. */
export const refusalGrounds = [
  'stateSecret',
  'otherLaw',
  'securityAndStability',
  'tradeSecret',
  'privacy',
  'internalAffairs',
  'processInformation',
  'enforcementFile',
  'specialQuery',
  'notGovernmentInformation',
] as const
export type RefusalGround = (typeof refusalGrounds)[number]

/** What the number of an applicant is of. */
export const idKinds = ['residentId', 'passport', 'permit', 'creditCode'] as const
export type IdKind = (typeof idKinds)[number]

/** How an ordinary letter differs from a registered one: the day of receipt. 《政府信息公开条例》第三十一条 */
export const postKinds = ['registered', 'ordinary'] as const
export type PostKind = (typeof postKinds)[number]

/** In what form, and by what way, the information is wanted. 《政府信息公开条例》第二十九条第三项、第四十条 */
export const wantedForms = ['electronic', 'paper', 'reading'] as const
export type WantedForm = (typeof wantedForms)[number]
export const routes = ['online', 'mail', 'post', 'inPerson', 'fax'] as const
export type Route = (typeof routes)[number]

/** What is known of the applicant and masked until someone gives a reason to see it. */
export const applicantFields = [
  'applicantName',
  'applicantIdNumber',
  'contactPerson',
  'applicantContact',
  'applicantEmail',
  'applicantAddress',
] as const
export type ApplicantField = (typeof applicantFields)[number]

/** Files of a request, by what they are for. The first three come from the applicant. */
export const filePurposes = ['identityProof', 'application', 'supplement', 'release', 'internal'] as const
export type FilePurpose = (typeof filePurposes)[number]

export const consultationKinds = ['thirdParty', 'coProducer'] as const
export type ConsultationKind = (typeof consultationKinds)[number]
export const consultationAnswers = ['agrees', 'objects', 'silent'] as const
export type ConsultationAnswer = (typeof consultationAnswers)[number]

export const proposalKinds = ['extension', 'postponement', 'reply'] as const
export type ProposalKind = (typeof proposalKinds)[number]

const oneOf = <const T extends readonly string[]>(values: T, title: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], title })
const oneOrNone = <const T extends readonly string[]>(values: T, title: string) =>
  Type.Unsafe<T[number] | ''>({ type: 'string', enum: ['', ...values], title, default: '' })
const line = (title: string, maxLength = 200) => Type.String({ title, minLength: 1, maxLength })
const text = (title: string, maxLength = 4000) => Type.String({ title, minLength: 1, maxLength })
const maybe = (title: string, maxLength = 200) => Type.String({ title, maxLength, default: '' })
const dayField = (title: string) => Type.Unsafe<Day>({ type: 'string', format: 'date', title })
const maybeDay = (title: string) =>
  Type.Unsafe<Day | ''>({ title, anyOf: [{ const: '' }, { type: 'string', format: 'date' }], default: '' })
const workingDays = (title: string, maximum: number) => Type.Integer({ title, minimum: 1, maximum })

const applicant = {
  unitCode: line('向哪个机关申请', 100),
  applicantKind: oneOf(applicantKinds, '申请人类别'),
  applicantName: line('姓名或者单位名称', 100),
  idKind: oneOf(idKinds, '证件种类'),
  idNumber: line('证件号码', 40),
  contactPerson: maybe('联系人', 50),
  phone: line('联系电话', 40),
  email: maybe('电子邮箱', 120),
  address: maybe('通信地址', 200),
  subject: line('所需信息的名称', 100),
  wanted: text('所需信息的内容描述', 2000),
  wantedForm: oneOf(wantedForms, '提供形式'),
  wantedRoute: oneOf(routes, '获取方式'),
}

/**
 * A request as a citizen or an organisation sends it.
 * @basis 《政府信息公开条例》第二十九条
 */
export const ApplicationForm = Type.Object({
  ...applicant,
  submissionKey: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', title: '表单编号' }),
})
export type ApplicationForm = Static<typeof ApplicationForm>

/**
 * A request as a clerk takes it in: in person, by fax or by letter.
 * @basis 《政府信息公开条例》第二十九条、第三十一条
 */
export const IntakeForm = Type.Object({
  ...ApplicationForm.properties,
  channel: oneOf(['inPerson', 'fax', 'letter'] as const, '收到方式'),
  postKind: oneOrNone(postKinds, '信函种类'),
  arrivedOn: dayField('到达日期'),
  confirmedOn: maybeDay('与申请人确认的日期'),
  oral: Type.Optional(Type.Literal('yes', { title: '口头提出，由工作人员代填' })),
  need: maybe('生产、生活、科研等特殊需要', 500),
})
export type IntakeForm = Static<typeof IntakeForm>

/** What opens a request without an account. */
export const FollowForm = Type.Object({ number: line('登记号', 40), code: line('查询码', 40) })

export const SupplementNotice = Type.Object({ points: text('需要补正的事项', 2000), until: dayField('补正期限') })
export const SupplementForm = Type.Object({
  wanted: text('补正后的内容描述', 2000),
  receivedOn: Type.Optional(maybeDay('收到补正的日期')),
})
export const ConsultForm = Type.Object({
  kind: oneOf(consultationKinds, '征求谁的意见'),
  name: line('名称', 100),
  contact: line('联系方式', 200),
  about: text('征求意见的内容', 1000),
  until: maybeDay('答复期限'),
})
export const ConsultationAnswerForm = Type.Object({
  consultation: Type.Integer({ minimum: 1, title: '征求意见' }),
  answer: oneOf(['agrees', 'objects'] as const, '答复'),
  reasonable: Type.Optional(Type.Literal('yes', { title: '不同意的理由合理' })),
  note: maybe('答复内容', 1000),
  answeredOn: dayField('答复日期'),
})
export const ExtensionForm = Type.Object({
  days: workingDays('延长的工作日数', 60),
  reason: text('延长的理由', 500),
})
export const ReasonsNotice = Type.Object({
  why: text('为什么认为明显超过合理范围', 1000),
  until: dayField('说明理由的期限'),
})
export const ReasonsForm = Type.Object({ reasons: text('申请的理由', 2000) })
export const PostponementForm = Type.Object({ dueOn: dayField('新的答复期限'), reason: text('理由', 500) })
export const HandOverForm = Type.Object({ unitCode: line('转交给', 100), reason: text('理由', 500) })
export const FeeNotice = Type.Object({
  scheme: oneOf(['item', 'page'] as const, '计费方式'),
  pages: Type.Integer({ title: '页数', minimum: 0, maximum: 1_000_000, default: 0 }),
})
export const PaymentForm = Type.Object({ paidOn: dayField('缴费日期'), receipt: line('票据号', 60) })

/** One passage that is kept back, and why. */
export const Withheld = Type.Object({
  place: line('位置', 60),
  what: line('是什么内容', 100),
  ground: oneOf(refusalGrounds, '不予公开的理由'),
  reason: line('说明', 300),
})
export type Withheld = Static<typeof Withheld>

/**
 * What is answered.
 * @basis 《政府信息公开条例》第三十六条至第四十条
 */
export const ReplyForm = Type.Object({
  kind: oneOf(replyKinds, '答复类型'),
  ground: oneOrNone(refusalGrounds, '不予公开的理由'),
  reasons: maybe('理由和事实', 3000),
  provided: maybe('提供的内容、公开的网址或者获取办法', 3000),
  form: oneOrNone(wantedForms, '提供形式'),
  organ: maybe('负责的机关', 100),
  organContact: maybe('负责机关的联系方式', 200),
  otherLaw: maybe('其他法律、行政法规及条款', 200),
  earlierNumber: maybe('先前申请的登记号', 40),
  earlierOn: maybeDay('先前答复的日期'),
  override: maybe('不征得同意而公开的重大公共利益', 1000),
  withheld: Type.Array(Withheld, { title: '不予公开的部分', maxItems: 50, default: [] }),
})
export type ReplyForm = Static<typeof ReplyForm>

export const DecisionForm = Type.Object({ note: maybe('意见', 500) })
export const decisions = ['approved', 'returned'] as const
/** What the head decides on one proposal. */
export const DecideForm = Type.Object({
  proposal: Type.Integer({ minimum: 1, title: '提请' }),
  decision: oneOf(decisions, '决定'),
  ...DecisionForm.properties,
})
export const WithdrawalForm = Type.Object({ reason: maybe('撤回的原因', 500) })
export const DeliveryForm = Type.Object({
  letter: Type.Integer({ minimum: 1, title: '文书' }),
  route: oneOf(routes, '送达方式'),
  deliveredOn: dayField('送达日期'),
  note: maybe('送达情况', 300),
})
export const FollowUpForm = Type.Object({ text: text('补充答复的内容', 3000) })

export const RevealForm = Type.Object({
  field: oneOf(applicantFields, '要查看的内容'),
  reason: Type.String({ title: '查看的理由', maxLength: 200 }),
})

/** Letters that go out in the life of a request. */
export const letterKinds = [
  'receipt',
  'supplementNotice',
  'thirdPartyConsultation',
  'coProducerConsultation',
  'extensionNotice',
  'reasonsAsked',
  'postponementNotice',
  'thirdPartyDecision',
  'handOver',
  'handOverNotice',
  'feeNotice',
  'reply',
  'notProcessed',
  'withdrawalConfirmed',
  'supplementaryReply',
] as const
export type LetterKind = (typeof letterKinds)[number]
